"""Where the log is silent nothing is known; where it tells of anything, it is known."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from infralog.coverage import Coverage
from infralog.model import Interval
from tests.counted import COVERAGE, LOG, covered, made

DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))


def of(*days: date) -> Coverage:
    """Return a coverage of some days."""
    return covered(made(day.isoformat()) for day in days)


def test_both_dates_count() -> None:
    """A day is known on which something happened, and one on which something was published."""
    found = covered([made("2024-06-27", published="2024-07-06")])
    assert found.days == {date(2024, 6, 27), date(2024, 7, 6)}
    assert found.months == {"2024-06", "2024-07"}
    assert found.first == date(2024, 6, 27)


def test_now_is_the_newest_publication() -> None:
    """The log ends where it was last published, whatever an account says of other days."""
    assert covered([made("2027-01-01", published="2026-06-11")]).published == date(2026, 6, 11)
    unpublished = made("2026-06-11")._replace(published=None)
    assert covered([unpublished]).published == date(2026, 6, 11)
    assert covered([]) == Coverage(frozenset(), None, frozenset())


@given(st.lists(DAYS, min_size=1), DAYS, DAYS)
def test_known_days_lie_in_weeks_that_are_told_of(days: list[date], one: date, other: date) -> None:
    """A day is known if, and only if, its calendar week has an entry."""
    since, until = min(one, other), max(one, other)
    weeks = {day.isocalendar()[:2] for day in days}
    asked = [since + timedelta(n) for n in range((until - since).days + 1)]
    assert of(*days).known(since, until) == sum(day.isocalendar()[:2] in weeks for day in asked)


@given(st.lists(DAYS, min_size=1), DAYS, DAYS)
def test_gaps_and_known_weeks_are_all_the_weeks(days: list[date], one: date, other: date) -> None:
    """Every week of a period is told of, or lies in exactly one gap."""
    since, until = min(one, other), max(one, other)
    known, weeks = of(*days).weeks(since, until)
    gaps = of(*days).gaps(since, until)
    lengths = [(gap.until - gap.since).days + 1 for gap in gaps if gap.until and gap.since]
    assert all(length % 7 == 0 for length in lengths)
    assert known + sum(lengths) // 7 == weeks


@given(st.lists(DAYS, min_size=1))
def test_gaps_are_apart(days: list[date]) -> None:
    """Two gaps never touch, and no entry lies in one."""
    found = of(*days).gaps(min(days), max(days))
    for gap, after in pairwise(found):
        assert gap.until
        assert after.since
        assert after.since > gap.until + timedelta(1)
    assert not any(g.since <= day <= g.until for g in found for day in days if g.since and g.until)


def test_a_long_silence_is_one_gap() -> None:
    """From the Monday after the last entry to the Sunday before the next."""
    gaps = COVERAGE.gaps(date(2024, 6, 4), date(2026, 6, 16))
    assert gaps == (
        Interval(date(2024, 6, 17), date(2024, 8, 18)),
        Interval(date(2024, 8, 26), date(2026, 1, 4)),
    )


def test_the_ends_of_time_are_days() -> None:
    """The first and the last day that there are can be asked for."""
    found = of(date(2024, 6, 4))
    assert found.known(date(9999, 12, 20), date.max) == 0
    assert found.gaps(date(9999, 12, 20), date.max) == (Interval(date(9999, 12, 20), date.max),)
    assert found.weeks(date.min, date(1, 1, 14)) == (0, 2)


def test_order_does_not_matter() -> None:
    """The same incidents in another order cover the same."""
    assert covered(reversed(LOG)) == COVERAGE
