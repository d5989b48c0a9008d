"""Two counts -> whether it happens more often than before, told honestly.

The rule is the exact conditional test of two Poisson counts (Przyborowski and Wilenski 1940,
"Homogeneity of results in testing samples from Poisson series"): if the rates are equal, then of
all that happened, what happened in the second period is binomial, by the days that are known of
each. Two-sided by doubling the smaller tail; a p-value up to 5 % is a change. Of twenty things
that do not change, one will therefore seem to.
"""

from math import exp, lgamma, log, log1p
from typing import Literal, NamedTuple

Change = Literal["more", "fewer", "no clear change", "too few to say"]

SIGNIFICANT = 0.05
# A term so small beside the sum no longer changes it.
_NEGLIGIBLE = 1e-17


class Trend(NamedTuple):
    """A period, and the one before it.

    Attributes:
        days: How long each is.
        now, before: How many incidents each has.
        known_now, known_before: How many of its days the log tells of.
        p_value: How likely chance alone would part the counts so far; None where one of the
            periods is not known at all.
        change: `too few to say` where no way to part so few could be told from chance; None
            where there is no `p_value`.
    """

    days: int
    now: int
    before: int
    known_now: int
    known_before: int
    p_value: float | None
    change: Change | None


def compare(days: int, now: int, before: int, known_now: int, known_before: int) -> Trend:
    """Return what two counts say of each other."""
    if not (known_now and known_before):
        return Trend(days, now, before, known_now, known_before, None, None)
    part = known_now / (known_now + known_before)
    p_value = _two_sided(now, now + before, part)
    change = _change(now, before, part, p_value)
    return Trend(days, now, before, known_now, known_before, p_value, change)


def sentence(trend: Trend) -> str:
    """Return a trend in words, such as `3 in 90 days, 1 in the 90 before: too few to say`."""
    counts = f"{trend.now:,} in {trend.days:,} days"
    if not trend.known_now:
        return f"nothing is logged of the last {trend.days:,} days"
    if not trend.known_before:
        return f"{counts}; nothing is logged of the {trend.days:,} before"
    logged = ""
    if min(trend.known_now, trend.known_before) < trend.days:
        logged = f" (logged: {trend.known_now:,} and {trend.known_before:,} days)"
    return f"{counts}, {trend.before:,} in the {trend.days:,} before{logged}: {trend.change}"


def _change(now: int, before: int, part: float, p_value: float) -> Change:
    total = now + before
    if 2 * min(part, 1 - part) ** total > SIGNIFICANT:
        return "too few to say"
    if p_value > SIGNIFICANT:
        return "no clear change"
    return "more" if now > total * part else "fewer"


def _two_sided(hits: int, total: int, part: float) -> float:
    """Return twice the binomial tail on the side where `hits` lies, at most 1."""
    if hits < total * part:
        hits, part = total - hits, 1 - part
    return min(1.0, 2 * _upper_tail(hits, total, part))


def _upper_tail(hits: int, total: int, part: float) -> float:
    """Return how likely at least so many are, where so many are at least to be expected."""
    ways = lgamma(total + 1) - lgamma(hits + 1) - lgamma(total - hits + 1)
    term = tail = exp(ways + hits * log(part) + (total - hits) * log1p(-part))
    for more in range(hits, total):
        term *= (total - more) / (more + 1) * part / (1 - part)
        tail += term
        if term < tail * _NEGLIGIBLE:
            break
    return tail
