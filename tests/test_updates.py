"""The updates of a status page are found, and dated."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import updates
from infralog.model import Text

NEAR = datetime(2026, 3, 1, 12, tzinfo=UTC)


def printed(moment: datetime, state: str) -> str:
    """Return an update as a page prints it."""
    return f"{moment:%b} {moment.day}, {moment:%H:%M} UTC\n{state} - It is so."


@given(
    end=st.datetimes(datetime(2016, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 -- made aware below
    gaps=st.lists(st.integers(0, 100 * 24 * 60), max_size=6),
)
def test_every_update_is_dated_as_it_was(end: datetime, gaps: list[int]) -> None:
    """As long as less than half a year lies between two, no year is needed to date them."""
    moments = [end.replace(second=0, microsecond=0)]
    for gap in gaps:
        moments.append(moments[-1] - timedelta(minutes=gap))
    page = "\n\n".join(printed(moment, "Update") for moment in moments)
    found = updates.updates(Text(page), moments[0].replace(tzinfo=UTC))
    assert [update.at for update in found] == sorted(moments)
    assert all(u.started == u.at.replace(tzinfo=UTC) for u in found)


@given(st.text(st.sampled_from("JunDecFb 0123456789,:UTC\n-Resolvd THISACHEUV+")))
def test_any_text_can_be_read(page: str) -> None:
    """Nothing that a page holds is an error."""
    updates.updates(Text(page), NEAR)
    updates.scheduled(Text(f"THIS IS A SCHEDULED EVENT {page}"), NEAR)


def test_without_a_date_of_the_entry_nothing_is_dated() -> None:
    """No year is guessed."""
    assert updates.updates(Text(printed(NEAR, "Resolved")), None) == ()


@pytest.mark.parametrize(
    ("zone", "hours"), [("UTC", 0), ("PST", 8), ("CET", -1), ("XYZ", None), ("+03", None)]
)
def test_a_zone_that_is_not_known_gives_no_moment(zone: str, hours: int | None) -> None:
    """Better no moment than a wrong one; the wall-clock is kept."""
    (found,) = updates.updates(Text(f"Mar 1, 10:00 {zone}\nResolved - Done."), NEAR)
    expected = None if hours is None else datetime(2026, 3, 1, 10 + hours, tzinfo=UTC)
    assert found.started == expected
    assert found.at.hour == 10
    assert found.time == f"10:00 {zone}"


def test_between_unknown_zones_the_wall_clock_counts() -> None:
    """A duration needs no zone, only the same one."""
    text = Text("Mar 1, 10:30 XYZ\nResolved - Done.\n\nMar 1, 10:00 XYZ\nInvestigating - Hm.")
    first, last = updates.updates(text, NEAR)
    assert updates.minutes_between(first, last) == 30
    assert updates.minutes_between(last, first) is None
