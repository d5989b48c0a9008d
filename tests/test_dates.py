"""Words of a publisher become days and moments."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import dates
from infralog.clock import EASTERN
from infralog.dates import Day, Stated
from infralog.model import Moment, Stretch, Text

PUBLISHED = date(2026, 5, 7)


def stated(day: str, time: str | None = None) -> Stated:
    """Return what a heading states that begins with this day."""
    assert re.fullmatch(dates.DAY, day)
    return Stated(Day.read(day), time, f"{day}: A Heading")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("June 3", Day(6, 3, None)),
        ("JUNE 3", Day(6, 3, None)),
        ("Jun 03", Day(6, 3, None)),
        ("Jun. 3", Day(6, 3, None)),
        ("Sept 3", Day(9, 3, None)),
        ("June 3rd", Day(6, 3, None)),
        ("June 3, 2024", Day(6, 3, 2024)),
        ("June 3 2024", Day(6, 3, 2024)),
        ("3 June", Day(6, 3, None)),
        ("3rd of June 2024", Day(6, 3, 2024)),
        ("2024-06-03", Day(6, 3, 2024)),
        ("June 3-4", Day(6, 3, None)),
        ("June 30 – July 1", Day(6, 30, None)),  # noqa: RUF001 -- an en dash is meant
    ],
)
def test_a_day_is_read_however_it_is_written(written: str, day: Day) -> None:
    """Months are written in many ways; of several days the first counts."""
    assert re.fullmatch(dates.DAY, written)
    assert Day.read(written) == day


@pytest.mark.parametrize(
    "written", ["June", "June 13:00", "Juneau 3", "June 300", "Maybe 3", "June 3rdly", "3"]
)
def test_what_is_no_day_is_not_read_as_one(written: str) -> None:
    """A month needs a day, and a clock behind a month is none."""
    assert not re.match(dates.DAY, written)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Update: Jun 8, 2024", date(2024, 6, 8)),
        ("bulletin-2024-06-08.txt", date(2024, 6, 8)),
        ("June 3, and then June 8, 2024", date(2024, 6, 8)),
        ("June 31, 2024, or 2024-07-01", date(2024, 7, 1)),
        ("June 3: nothing else", None),
        ("build 12024-06-08", None),
    ],
)
def test_a_whole_date_is_found_in_a_text(text: str, day: date | None) -> None:
    """Only a date with a year is whole; one that no calendar has is passed over."""
    assert dates.day_in(text) == day


@pytest.mark.parametrize(
    ("written", "published", "day"),
    [
        ("June 27", date(2024, 6, 29), "2024-06-27"),
        ("December 30", date(2025, 1, 4), "2024-12-30"),
        ("January 2", date(2025, 1, 4), "2025-01-02"),
        ("Sept 3", date(2024, 6, 29), "2023-09-03"),
        ("July 1", date(2024, 6, 30), "2024-07-01"),
        ("January 1", date(2024, 12, 31), "2025-01-01"),
        ("Feb 29", date(2025, 3, 1), "2024-02-29"),
        ("June 27, 2022", date(2024, 6, 29), "2022-06-27"),
    ],
)
def test_a_year_comes_from_the_publication(written: str, published: date, day: str) -> None:
    """A month later than the bulletin's is of the year before (LABELLING T4)."""
    found = dates.moment(stated(written), published, "heading")
    assert found is not None
    assert (str(found.date), found.basis) == (day, "heading")


def test_a_moment_carries_what_it_rests_on() -> None:
    """Label, quote and basis are kept beside the moment itself."""
    found = dates.moment(stated("June 27", "13:00EST"), date(2024, 6, 29), "heading")
    assert found == Moment(
        date(2024, 6, 27),
        "heading",
        datetime(2024, 6, 27, 17, tzinfo=UTC),
        "13:00 EST",
        "June 27: A Heading",
    )


def test_an_impossible_time_keeps_its_label() -> None:
    """A clock that shows 25:99 is printed, and starts nothing."""
    found = dates.moment(stated("June 27", "25:99"), date(2024, 6, 29), "heading", zone=EASTERN)
    assert found is not None
    assert (found.started_at, found.time_text) == (None, "25:99")


def test_an_impossible_day_gives_way_to_the_publication() -> None:
    """A day that no calendar has leaves the day of publication, and the label."""
    found = dates.moment(stated("June 31", "5PM EST"), date(2024, 7, 6), "heading")
    assert found == Moment(date(2024, 7, 6), "published", None, "5PM EST")


def test_a_day_without_any_year_is_no_moment() -> None:
    """Where neither heading nor publication has a year, there is no moment to tell of."""
    assert dates.moment(stated("June 3"), None, "heading") is None


# ---------------------------------------------------------------- what a body tells


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("On April 28th, some deploys hung.", "2026-04-28"),
        ("On Tuesday, April 28, some deploys hung.", "2026-04-28"),
        ("On 28 April some deploys hung.", "2026-04-28"),
        ("On 2026-04-28 some deploys hung.", "2026-04-28"),
        ("April 28 was a bad day.", "2026-04-28"),
        ("Nothing at first. Since the evening of Apr. 28 deploys hung.", "2026-04-28"),
        ("We put an end to it at 00:28 UTC on April 29th.", "2026-04-29"),
        ("On April 28th it began. We mended it on April 29th.", "2026-04-28"),
        ("We mended it on April 29th. It had begun on April 28th.", "2026-04-28"),
        ("Tokens made after 17:05 UTC on April 28 were refused.", "2026-04-28"),
        ("- April 28, 14:05 UTC: an alert\n- April 29, 01:00 UTC: the end", "2026-04-28"),
        ("On May 7 it broke.", "2026-05-07"),
    ],
)
def test_a_plain_date_in_the_body_is_the_day(body: str, day: str) -> None:
    """Where an account says on which day it happened, the earliest such day is the incident's."""
    found = dates.body_moment(Text(body), PUBLISHED)
    assert found is not None
    assert (str(found.date), found.basis) == (day, "body")


@pytest.mark.parametrize(
    "body",
    [
        "The April 28 incident was worse.",
        "April 28's outage was worse.",
        "This was like the outage on April 28.",
        "As we did on April 28, we rolled back. It was the same bug again on April 28.",
        "In an earlier post on April 28 we told of that.",
        "A build that was shipped on April 28 had the bug.",
        "The new hosts will arrive on May 5.",
        "We had planned it for a quiet hour on May 5.",
        "On May 8 it will be gone.",
        "On March 3 a router died.",
        "On April 28, 2025, a router died.",
        "The day prior, and two days earlier, and on the 28th.",
        "We may 3 times, or on june 3 times, try.",
        "On April 31 a router died.",
    ],
)
def test_other_dates_are_not_the_day(body: str) -> None:
    """Other incidents, plans, old changes, relative days and far ones date nothing (T2, T3, T6)."""
    assert dates.body_moment(Text(body), PUBLISHED) is None


def test_a_date_in_a_code_span_is_not_the_day() -> None:
    """A date that is part of a name in code tells nothing of when."""
    plain = "We went back to 2026-04-28 of the image."
    assert dates.body_moment(Text(f"On {plain}"), PUBLISHED) is None
    coded = "On 2026-04-28 it hung."
    assert dates.body_moment(Text(coded, (Stretch(3, 13, "code"),)), PUBLISHED) is None


@pytest.mark.parametrize(
    ("body", "moment", "label"),
    [
        ("It began at 14:05 UTC on April 28th.", "2026-04-28T14:05:00+00:00", "14:05 UTC"),
        ("On April 28, from 2PM EST, it hung.", "2026-04-28T14:00:00-04:00", "2PM EST"),
        (
            "On April 28 it hung between 14:05 and 15:10 UTC.",
            "2026-04-28T14:05:00+00:00",
            "14:05 and 15:10 UTC",
        ),
    ],
)
def test_a_start_that_is_told_is_the_start(body: str, moment: str, label: str) -> None:
    """A time of day counts where the sentence with the day says that it began then."""
    found = dates.body_moment(Text(body), PUBLISHED)
    assert found is not None
    assert found.started_at is not None
    assert (found.started_at.isoformat(), found.time_text) == (moment, label)


@pytest.mark.parametrize(
    "body",
    [
        "On April 28 it hung. We put an end to it at 14:05 UTC.",
        "At 00:28 UTC on April 29th, we put an end to it.",
        "Tokens made after 17:05 UTC on April 28 were refused.",
        "On April 28, from 14:05, it hung.",
        "On April 28 it hung. It was from 14:05 to 15:10 UTC.",
    ],
)
def test_another_time_is_not_the_start(body: str) -> None:
    """An end, a time without a zone, and one in another sentence start nothing."""
    found = dates.body_moment(Text(body), PUBLISHED)
    assert found is not None
    assert (found.started_at, found.time_text) == (None, None)


def test_the_quote_is_the_sentence() -> None:
    """What the day rests on is quoted: one sentence."""
    found = dates.body_moment(Text("So. On April 28th, it hung. Then not."), PUBLISHED)
    assert found is not None
    assert found.quote == "On April 28th, it hung."


@given(st.text(alphabet="On April 28th, 2026-04:05 UTC.\n- ", max_size=80))
def test_no_body_is_too_odd(plain: str) -> None:
    """Whatever a body holds, its day is none, or not after its publication."""
    found = dates.body_moment(Text(plain), PUBLISHED)
    assert found is None or found.date <= PUBLISHED
