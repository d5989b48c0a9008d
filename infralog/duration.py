"""Prose -> how long the impact lasted, as far as the text says.

The rules are data, in `durations.toml`, read as `infralog.cues` says; the first that holds decides
what an amount of time measures. The longest that measures `impact` is the duration (LABELLING D4);
or else the time from when it had `begun` to when it had `ended`, where the text gives both; or else
the longest that measures the `fix` (D2), or that is `likely` to be the duration, since its sentence
tells of the fault and nothing says that it measures anything else. One that is `rejected` does.
To a rule an amount is a `moment` (less than a minute: that is a latency or a timer more often than
an outage), a `span`, some `days`, or a `clock` (from one time of day to another); a time of day
alone is an `hour`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from infralog import amounts, hours
from infralog.amounts import Amount
from infralog.cues import Found, Reading, Rules
from infralog.hours import Hour
from infralog.model import DurationKind
from infralog.prose import Prose


class Duration(NamedTuple):
    """How long the impact lasted.

    Attributes:
        minutes: The middle of a range; of a vague one, what it usually means (LABELLING D1).
        text: The words, as they are written; ` … ` for those between two times in two sentences.
        quote: The sentence; of two, all from the first to the last.
        rule: The name of the rule that took the amount for the duration.
    """

    minutes: float
    kind: DurationKind
    text: str
    quote: str
    rule: str


_Measured = tuple[Amount, Found]

# What a rule may make of an hour.
_AT_AN_HOUR = ("begun", "ended", "changed", "neither")
# How many more words and marks a sentence has at most that has nothing but the amount.
_ALONE = 4
# Where the words that tell how long begin, whatever stands before them: `were refused for an hour`.
_BEFORE = frozenset({"after", "for", "in", "inside", "within"})
# What no quoted words begin or end with.
_LOOSE = frozenset(
    {",", ";", ":", ".", "(", ")", "-", "and", "as", "before", "to", "until", "which"}
)
# What may stand between an amount and another that says the same more exactly.
_SAME = frozenset({",", "(", "or", "exactly", "precisely", "i", "e", "."})


class Durations:
    """Finds durations. Compiled once, used for every passage."""

    def __init__(self) -> None:
        """Compile the rules."""
        self._rules = Rules("durations.toml")

    def find(self, prose: Prose) -> Duration | None:
        """Return how long the impact lasted; None if the text does not say."""
        spans = list(hours.spans(prose))
        found = sorted([*amounts.find(prose), *spans], key=lambda amount: amount.start)
        reading = self._rules.read(prose)
        measured = list(_measured(found, reading))
        return (
            _longest(measured, "impact", prose)
            or _from_to([hour for hour in hours.find(prose) if not _within(hour, spans)], reading)
            or _longest(measured, "fix", prose)
            or _longest(measured, "likely", prose)
        )


def _within(hour: Hour, spans: Sequence[Amount]) -> bool:
    return any(span.start <= hour.start < span.end for span in spans)


def _measured(found: Sequence[Amount], reading: Reading) -> Iterator[_Measured]:
    """Yield the amounts for which a rule holds, with that rule.

    One that leans on the one before it measures the same, where no rule of its own holds. So does
    one that says the same more exactly, instead of it.
    """
    before: _Measured | None = None
    for amount in found:
        why = reading.first(amount.start, amount.end, kind=amount.size)
        if why is None and _is_alone(amount, reading.prose):
            why = reading.first(amount.start, amount.end, kind="alone")
        if before and _says_the_same(before[0], amount, reading.prose):
            before = (amount, before[1])
        else:
            if before:
                yield before
            if before and amount.leans:
                why = _leaning(why, before[1])
            before = (amount, why) if why else None
    if before:
        yield before


def _leaning(own: Found | None, before: Found) -> Found | None:
    """Return the rule for an amount that leans on another, of its own and that of the other."""
    is_weak = own is None or own.rule.makes == "likely"
    return before if is_weak and before.rule.makes != "rejected" else own


def _is_alone(amount: Amount, prose: Prose) -> bool:
    """Tell whether the sentence has no more than an amount of some size."""
    sentence = prose.sentences[amount.start]
    first, last = bisect_left(prose.sentences, sentence), bisect_right(prose.sentences, sentence)
    return amount.size in ("span", "clock") and last - first - (amount.end - amount.start) <= _ALONE


def _says_the_same(amount: Amount, exact: Amount, prose: Prose) -> bool:
    """Tell whether an amount says more exactly what the one before it says."""
    between = prose.folded[amount.end : exact.start]
    behind = prose.folded[exact.end : exact.end + 3]
    is_meant = "(" in between or behind in (["to", "be", "exact"], ["to", "be", "precise"])
    near = amount.minutes / 2 <= exact.minutes <= amount.minutes * 2
    return is_meant and near and _SAME.issuperset(between)


def _longest(measured: Sequence[_Measured], phase: str, prose: Prose) -> Duration | None:
    phases = [(amount, why) for amount, why in measured if why.rule.makes == phase]
    if not phases:
        return None
    amount, why = max(phases, key=lambda pair: pair[0].minutes)
    start, end = _words(amount, why, prose)
    text, quote = prose.text.plain[prose.starts[start] : prose.ends[end - 1]], prose.sentence(start)
    return Duration(amount.minutes, amount.kind, text, quote, why.rule.says)


def _words(amount: Amount, why: Found, prose: Prose) -> tuple[int, int]:
    """Return the words of an amount and of what stands by it that tells what it measures."""
    if amount.leans:
        return amount.start - 1, amount.end
    start, end, folded = amount.start, amount.end, prose.folded
    if why.rule.place in ("before", "after"):
        start, end = min(start, why.start), max(end, why.end)
        start = max((i for i in range(start, amount.start) if folded[i] in _BEFORE), default=start)
    while folded[start] in _LOOSE:
        start += 1
    while folded[end - 1] in _LOOSE:
        end -= 1
    return start, end


def _from_to(times: Sequence[Hour], reading: Reading) -> Duration | None:
    """Return the time from the first hour at which it had begun to the last at which it ended.

    What was changed at an hour began it, where the text tells no other beginning.
    """
    told = [(hour, why) for hour in times if (why := _told_of(hour, reading))]
    firsts = {why.rule.makes: hour for hour, why in reversed(told)}
    begun = firsts.get("begun", firsts.get("changed"))
    ends = [(hour, why) for hour, why in told if why.rule.makes == "ended"]
    if not (begun and ends):
        return None
    ended, why = ends[-1]
    minutes = hours.between(begun, ended)
    if minutes is None:
        return None
    first, last = sorted((begun, ended), key=lambda hour: hour.start)
    return Duration(minutes, "exact", *_quoted(first, last, reading.prose), why.rule.says)


def _told_of(hour: Hour, reading: Reading) -> Found | None:
    """Return the rule that tells what was at an hour."""
    rules = reading.holding(hour.start, hour.end, kind="hour")
    return next((why for why in rules if why.rule.makes in _AT_AN_HOUR), None)


def _quoted(first: Hour, last: Hour, prose: Prose) -> tuple[str, str]:
    """Return the words from one time to another, and the sentences."""
    plain = prose.text.plain
    start, end = prose.starts[first.start], prose.ends[last.end - 1]
    text = plain[start:end]
    if prose.sentences[first.start] != prose.sentences[last.start]:
        text = (
            f"{plain[start : prose.ends[first.end - 1]]} … {plain[prose.starts[last.start] : end]}"
        )
    return text, plain[prose.sentence_span(first.start)[0] : prose.sentence_span(last.start)[1]]
