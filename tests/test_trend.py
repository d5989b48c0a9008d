"""Whether something happens more often is said by an exact test, or not said."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from infralog.trend import SIGNIFICANT, Change, compare, sentence

FEW = st.integers(0, 60)
DAYS = st.integers(1, 120)


def by_hand(now: int, before: int, known_now: int, known_before: int) -> Fraction:
    """Return the p-value, in fractions: both tails of the binomial, the smaller one twice."""
    total, part = now + before, Fraction(known_now, known_now + known_before)
    chances = [comb(total, k) * part**k * (1 - part) ** (total - k) for k in range(total + 1)]
    return min(
        Fraction(1), 2 * min(Fraction(sum(chances[now:])), Fraction(sum(chances[: now + 1])))
    )


@given(now=FEW, before=FEW, known_now=DAYS, known_before=DAYS)
def test_the_p_value_is_exact(now: int, before: int, known_now: int, known_before: int) -> None:
    """It is that of the binomial, added up term by term."""
    found = compare(120, now, before, known_now, known_before).p_value
    assert found == pytest.approx(float(by_hand(now, before, known_now, known_before)), rel=1e-9)


@given(now=FEW, before=FEW, known=DAYS)
def test_it_is_fair(now: int, before: int, known: int) -> None:
    """The two periods changed over give the same p-value, and the other word."""
    turned: dict[Change, Change] = {"more": "fewer", "fewer": "more"}
    one, two = compare(120, now, before, known, known), compare(120, before, now, known, known)
    assert one.p_value == pytest.approx(two.p_value)
    assert one.change
    assert turned.get(one.change, one.change) == two.change


@given(now=FEW, before=FEW, known_now=DAYS, known_before=DAYS)
def test_a_change_is_never_claimed_of_few(
    now: int, before: int, known_now: int, known_before: int
) -> None:
    """Too few to say is said exactly where no way to part so many could be a change."""
    found = compare(120, now, before, known_now, known_before)
    total = now + before
    ways = (compare(120, k, total - k, known_now, known_before) for k in range(total + 1))
    possible = any(way.p_value is not None and way.p_value <= SIGNIFICANT for way in ways)
    assert (found.change == "too few to say") == (not possible)


@given(now=FEW, before=FEW)
def test_a_change_is_a_change_of_the_rate(now: int, before: int) -> None:
    """More is more, and fewer is fewer, if the days of both are known."""
    change = compare(90, now, before, 90, 90).change
    assume(change in ("more", "fewer"))
    assert (change == "more") == (now > before)


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (3, 1, "too few to say"),
        (5, 0, "too few to say"),
        (6, 0, "more"),
        (0, 6, "fewer"),
        (8, 4, "no clear change"),
        (10, 2, "more"),
        (9, 2, "no clear change"),
        (0, 0, "too few to say"),
        (4_000, 3_600, "more"),
        (4_000, 3_900, "no clear change"),
    ],
)
def test_the_words_of_known_cases(now: int, before: int, said: str) -> None:
    """These are as a table of the binomial has them."""
    assert compare(90, now, before, 90, 90).change == said


def test_days_that_are_not_known_weigh() -> None:
    """As many in a third of the days are more, though the counts are the same."""
    assert compare(90, 12, 12, 30, 90).change == "more"
    assert compare(90, 12, 12, 90, 90).change == "no clear change"


@pytest.mark.parametrize(("known_now", "known_before"), [(0, 90), (90, 0), (0, 0)])
def test_silence_is_not_compared(known_now: int, known_before: int) -> None:
    """Where the log tells nothing of a period, there is no p-value and no verdict."""
    found = compare(90, 0, 0, known_now, known_before)
    assert (found.p_value, found.change) == (None, None)


def test_large_counts_are_quick_and_finite() -> None:
    """Hundreds of thousands are compared without an overflow."""
    found = compare(90, 300_000, 299_000, 90, 90)
    assert found.p_value == pytest.approx(0.1966, abs=0.001)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((3, 1, 90, 90), "3 in 90 days, 1 in the 90 before: too few to say"),
        ((1_200, 3, 90, 90), "1,200 in 90 days, 3 in the 90 before: more"),
        (
            (9, 1, 90, 41),
            "9 in 90 days, 1 in the 90 before (logged: 90 and 41 days): no clear change",
        ),
        ((3, 0, 81, 0), "3 in 90 days; nothing is logged of the 90 before"),
        ((0, 4, 0, 90), "nothing is logged of the last 90 days"),
    ],
)
def test_a_trend_is_a_sentence(counts: tuple[int, int, int, int], said: str) -> None:
    """It names both counts, the days that are logged where some are not, and the verdict."""
    assert sentence(compare(90, *counts)) == said
