"""What a person types for a date or a duration is understood, or answered with examples."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import intervals
from infralog.errors import QueryError

# A Tuesday, the last of a month that is longer than the one before.
TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("2024-06-27", "2024-06-27", "2024-06-27"),
        ("2024/06/27", "2024-06-27", "2024-06-27"),
        ("2024-6-7", "2024-06-07", "2024-06-07"),
        ("2024-06", "2024-06-01", "2024-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-Q2", "2024-04-01", "2024-06-30"),
        ("q4 2024", "2024-10-01", "2024-12-31"),
        ("2024-W26", "2024-06-24", "2024-06-30"),
        ("today", "2026-03-31", "2026-03-31"),
        ("yesterday", "2026-03-30", "2026-03-30"),
        ("0d", "2026-03-31", "2026-03-31"),
        ("14d", "2026-03-17", "2026-03-17"),
        ("2w", "2026-03-17", "2026-03-17"),
        ("2 weeks ago", "2026-03-17", "2026-03-17"),
        ("last 2 weeks", "2026-03-17", "2026-03-31"),
        ("1m", "2026-02-28", "2026-02-28"),
        ("3m", "2025-12-31", "2025-12-31"),
        ("12 months", "2025-03-31", "2025-03-31"),
        ("1y", "2025-03-31", "2025-03-31"),
        ("this week", "2026-03-30", "2026-04-05"),
        ("last week", "2026-03-23", "2026-03-29"),
        ("this month", "2026-03-01", "2026-03-31"),
        ("last month", "2026-02-01", "2026-02-28"),
        ("last-month", "2026-02-01", "2026-02-28"),
        ("LAST_MONTH", "2026-02-01", "2026-02-28"),
        ("this quarter", "2026-01-01", "2026-03-31"),
        ("last quarter", "2025-10-01", "2025-12-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("june 2024", "2024-06-01", "2024-06-30"),
        ("Sept. 2024", "2024-09-01", "2024-09-30"),
        ("march", "2026-03-01", "2026-03-31"),
        ("april", "2025-04-01", "2025-04-30"),
        ("June 27, 2024", "2024-06-27", "2024-06-27"),
        ("27th of june 2024", "2024-06-27", "2024-06-27"),
        ("mar 31", "2026-03-31", "2026-03-31"),
        ("apr 1", "2025-04-01", "2025-04-01"),
        ("tuesday", "2026-03-31", "2026-03-31"),
        ("last tuesday", "2026-03-24", "2026-03-24"),
        ("sun", "2026-03-29", "2026-03-29"),
    ],
)
def test_a_date_is_the_days_that_were_named(typed: str, since: str, until: str) -> None:
    """A day, week, month, quarter or year is the whole of it; an age reaches until today."""
    found = intervals.interval(typed, TODAY)
    assert (str(found.since), str(found.until)) == (since, until)


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "2024-13", "2024-02-30", "2024-06-", "june 31 2024", "9999y", "-3d", "2024-W60"],
)
def test_what_is_no_date_is_answered_with_examples(typed: str) -> None:
    """The error names what was typed; the hint shows what can be."""
    with pytest.raises(QueryError) as caught:
        intervals.interval(typed, TODAY)
    assert caught.value.message == f"unknown date: {typed}"
    assert caught.value.hint is not None
    assert "2024-06-27" in caught.value.hint


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("45", 45),
        ("90m", 90),
        ("1h", 60),
        ("1h30m", 90),
        ("1h 30m", 90),
        ("1 hour and 30 minutes", 90),
        ("2 Hours", 120),
        ("1.5h", 90),
        ("90 mins", 90),
        ("30s", 0.5),
        ("1d", 1440),
        ("1w", 10080),
        ("0", 0),
    ],
)
def test_a_duration_is_minutes(typed: str, minutes: float) -> None:
    """A number with a unit, or several, is a duration; a bare number is minutes."""
    assert intervals.minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["", "long", "-5", "1e3", "inf", "nan", "1h30", "5 mo", "h"])
def test_what_is_no_duration_is_answered_with_examples(typed: str) -> None:
    """The error names what was typed; the hint shows what can be."""
    with pytest.raises(QueryError) as caught:
        intervals.minutes(typed)
    assert caught.value.message == f"unknown duration: {typed}"
    assert caught.value.hint is not None
    assert "1h30m" in caught.value.hint


def test_an_error_quotes_no_more_than_a_line_can_hold() -> None:
    """Something endless is cut in the message."""
    for read in (intervals.minutes, lambda typed: intervals.interval(typed, TODAY)):
        with pytest.raises(QueryError) as caught:
            read("no \n" * 10_000)
        assert len(caught.value.message) < 100
        assert "\n" not in caught.value.message


@given(st.dates(min_value=date(2, 1, 1)), st.integers(0, 60), st.sampled_from("dwmy"))
def test_an_age_is_a_day_in_the_past(today: date, count: int, unit: str) -> None:
    """However old, an age is one day, unless no calendar reaches so far."""
    try:
        found = intervals.interval(f"{count}{unit}", today)
    except QueryError:
        assert today - date.min < timedelta(days=366 * (count + 1))
    else:
        assert found.since is not None
        assert found.since == found.until
        assert found.since <= today


@given(st.text(max_size=30))
def test_anything_can_be_typed(typed: str) -> None:
    """Whatever is typed is understood, or refused as a user's error."""
    for read in (intervals.minutes, lambda text: intervals.interval(text, TODAY)):
        with suppress(QueryError):
            read(typed)
