"""The label of a time is kept as printed, and means a moment where it can."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import clock

SUMMER = date(2024, 6, 27)
WINTER = date(2024, 12, 30)


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("13:00EST", "13:00 EST"),
        ("13:00 EST", "13:00 EST"),
        ("5PM EST", "5PM EST"),
        ("5PMEST", "5PMEST"),
        ("2AM EST", "2AM EST"),
        ("11:00", "11:00"),
        ("10:51UTC", "10:51 UTC"),
        ("9:15  est", "9:15 est"),
        ("13:00-14:30EST", "13:00-14:30 EST"),
        ("13:00 EST / 18:00UTC", "13:00 EST / 18:00 UTC"),
        ("about 6:00EST", "about 6:00 EST"),
        ("25:99", "25:99"),
    ],
)
def test_a_label_is_kept_as_printed(printed: str, label: str) -> None:
    """Of a label only the white space changes: one blank stands between clock and zone."""
    assert clock.label(printed) == label


@pytest.mark.parametrize(
    ("printed", "day", "moment"),
    [
        ("13:00 EST", SUMMER, "2024-06-27T13:00:00-04:00"),
        ("13:00 EDT", SUMMER, "2024-06-27T13:00:00-04:00"),
        ("13:00 ET", SUMMER, "2024-06-27T13:00:00-04:00"),
        ("13:00 US Eastern", SUMMER, "2024-06-27T13:00:00-04:00"),
        ("13:00 EST", WINTER, "2024-12-30T13:00:00-05:00"),
        ("13:00 EDT", WINTER, "2024-12-30T13:00:00-05:00"),
        ("13:00 CST", SUMMER, "2024-06-27T13:00:00-05:00"),
        ("13:00 MT", SUMMER, "2024-06-27T13:00:00-06:00"),
        ("13:00 PST", SUMMER, "2024-06-27T13:00:00-07:00"),
        ("13:00 Pacific time", WINTER, "2024-12-30T13:00:00-08:00"),
        ("10:51 UTC", SUMMER, "2024-06-27T10:51:00+00:00"),
        ("10:51Z", SUMMER, "2024-06-27T10:51:00+00:00"),
        ("10:51 GMT", SUMMER, "2024-06-27T10:51:00+00:00"),
        ("10:51 UTC+2", SUMMER, "2024-06-27T10:51:00+02:00"),
        ("10:51 UTC-3:30", SUMMER, "2024-06-27T10:51:00-03:30"),
        ("10:51+05:30", SUMMER, "2024-06-27T10:51:00+05:30"),
        ("6:00est", SUMMER, "2024-06-27T06:00:00-04:00"),
        ("5PM EST", SUMMER, "2024-06-27T17:00:00-04:00"),
        ("5 p.m. EST", SUMMER, "2024-06-27T17:00:00-04:00"),
        ("5:30pm EST", SUMMER, "2024-06-27T17:30:00-04:00"),
        ("17:30PM EST", SUMMER, "2024-06-27T17:30:00-04:00"),
        ("12AM EST", SUMMER, "2024-06-27T00:00:00-04:00"),
        ("12PM EST", SUMMER, "2024-06-27T12:00:00-04:00"),
        ("1300 EST", SUMMER, "2024-06-27T13:00:00-04:00"),
        ("noon ET", SUMMER, "2024-06-27T12:00:00-04:00"),
        ("13:00-14:30 EST", SUMMER, "2024-06-27T13:00:00-04:00"),
        ("23:00-01:00 EST", SUMMER, "2024-06-27T23:00:00-04:00"),
        ("13:00 EST / 18:00 UTC", SUMMER, "2024-06-27T13:00:00-04:00"),
        ("18:00 UTC (13:00 EST)", SUMMER, "2024-06-27T18:00:00+00:00"),
    ],
)
def test_a_label_means_a_moment(printed: str, day: date, moment: str) -> None:
    """US labels are wall-clock all year, the first clock counts, and the offset is that day's."""
    started = clock.started(day, printed)
    assert started is not None
    assert started.isoformat() == moment


@pytest.mark.parametrize(
    "printed", ["25:99 EST", "24:00 EST", "0PM EST", "13AM EST", "13:60 EST", "13:00 XYZ", "13:00"]
)
def test_a_label_without_a_moment_means_none(printed: str) -> None:
    """An hour that no clock shows, a zone nobody knows, and no zone at all make no moment."""
    assert clock.started(SUMMER, printed) is None


def test_a_clock_without_a_zone_is_in_the_zone_of_its_log() -> None:
    """What a bare clock means is for the caller to say."""
    started = clock.started(SUMMER, "11:00", clock.EASTERN)
    assert started is not None
    assert started.isoformat() == "2024-06-27T11:00:00-04:00"


@given(st.text(alphabet="0123456789:.apmAPMESTUC +-/", max_size=20))
def test_no_label_is_too_odd(printed: str) -> None:
    """Whatever is printed for a time, it is a moment or none, and its label does not grow words."""
    clock.started(SUMMER, printed, clock.EASTERN)
    assert re.sub(r"\s", "", clock.label(printed)) == re.sub(r"\s", "", printed)
