"""A diagram shows every incident of its days, at its hours, and none on top of another."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import timeline
from infralog.model import Incident, Interval
from infralog.timeline import MIDNIGHT, Box, Diagram, Scale, boxes, diagram, window
from tests.diagrams import TWO_WEEKS, crowded, made, two_weeks

HOURLY = Scale(step=60, least=60)
FINE = Scale(step=5, least=45)
DAY = date(2024, 6, 5)
WEEK = Interval(date(2024, 6, 3), date(2024, 6, 9))


def drawn(*incidents: Incident, days: Interval = WEEK) -> Diagram:
    """Return a diagram of a week."""
    return diagram(incidents, days)


def one(incident: Incident, scale: Scale = HOURLY) -> Box:
    """Return the only box of a diagram of one incident."""
    (box,) = boxes(drawn(incident), scale)
    return box


# ---------------------------------------------------------------- for any incidents

CLOCKS = st.none() | st.times().map(lambda clock: f"{clock:%H:%M}")
LENGTHS = st.none() | st.floats(0, 200) | st.floats(0, 20_000)


@st.composite
def any_incidents(draw: st.DrawFn) -> list[Incident]:
    """Return incidents in and around a week, each with an ID of its own."""
    told = draw(st.lists(st.tuples(st.integers(-12, 12), CLOCKS, LENGTHS), max_size=25))
    return [
        made(f"Fault {number}", DAY + timedelta(days), clock, minutes)
        for number, (days, clock, minutes) in enumerate(told)
    ]


SCALES = st.sampled_from([HOURLY, FINE, Scale(1, 54), Scale(120, 120)])


@given(any_incidents(), SCALES)
def test_no_incident_is_lost(incidents: list[Incident], scale: Scale) -> None:
    """Every incident that began in the days has a box, and every number is that of a box."""
    shown = drawn(*incidents)
    inside = {i.id for i in incidents if WEEK.since <= i.date <= WEEK.until}  # type: ignore[operator]
    placed = boxes(shown, scale)
    assert inside <= {box.incident.id for box in placed}
    assert {box.number for box in placed} == set(range(1, len(shown.incidents) + 1))
    assert all(shown.incidents[box.number - 1] == box.incident for box in placed)


@given(any_incidents(), SCALES)
def test_no_box_stands_on_another(incidents: list[Incident], scale: Scale) -> None:
    """Boxes of one lane do not overlap, and those that meet agree on how many lanes there are."""
    for one_box, other in combinations(boxes(drawn(*incidents), scale), 2):
        same = (one_box.day, one_box.is_timed) == (other.day, other.is_timed)
        if same and one_box.top < other.bottom and other.top < one_box.bottom:
            assert one_box.lane != other.lane
            assert one_box.lanes == other.lanes


@given(any_incidents(), SCALES)
def test_every_box_is_inside(incidents: list[Incident], scale: Scale) -> None:
    """A box lies in one of the days, between two midnights, in one of its lanes, not too small."""
    shown = drawn(*incidents)
    for box in boxes(shown, scale):
        assert 0 <= box.day < len(shown.days)
        assert 0 <= box.lane < box.lanes
        assert box.top >= 0
        assert box.bottom - box.top >= scale.least
        assert box.bottom <= MIDNIGHT or not box.is_timed


@given(any_incidents(), SCALES)
def test_what_goes_on_is_there_the_next_day(incidents: list[Incident], scale: Scale) -> None:
    """A box that goes on past midnight is followed by one, unless the days end there."""
    shown = drawn(*incidents)
    placed = boxes(shown, scale)
    later = {(box.number, box.day) for box in placed if box.goes_on_from and box.day > 0}
    sooner = {(box.number, box.day + 1) for box in placed if box.goes_on and box.is_timed}
    assert {(number, day) for number, day in sooner if day < len(shown.days)} == later


@given(st.floats(0, 600), st.floats(0, 600), SCALES, st.booleans())
def test_larger_is_longer(one_took: float, other_took: float, scale: Scale, told: bool) -> None:  # noqa: FBT001 -- an example
    """Of two that begin at the same time, the longer has no smaller box."""
    shorter, longer = sorted((one_took, other_took))
    sizes = [
        (box.bottom - box.top)
        for minutes in (shorter, longer)
        for box in [one(made("Fault", DAY, "09:00" if told else None, minutes), scale)]
    ]
    assert sizes == sorted(sizes)


@given(any_incidents())
def test_numbers_follow_time(incidents: list[Incident]) -> None:
    """Whatever the order in which they come, the numbers go from day to day, and down the hours."""
    shown = drawn(*incidents)
    assert drawn(*reversed(incidents)) == shown
    starts = [
        (i.date, i.started_at.hour * 60 + i.started_at.minute if i.started_at else -1)
        for i in shown.incidents
    ]
    assert starts == sorted(starts)


# ---------------------------------------------------------------- one by one


def test_an_hour_is_that_of_the_publisher() -> None:
    """The clock of the label counts, not that of UTC or of this machine."""
    late = made("Late", DAY, "23:30", 20)
    assert late.started_at
    assert late.started_at.astimezone(UTC).date() != DAY
    assert (one(late).day, one(late, FINE).top) == (2, 23 * 60 + 15)


def test_what_has_no_time_stands_in_the_band() -> None:
    """Without a time of day a box is no part of the hours; two are one below the other."""
    first, second = boxes(drawn(made("A", DAY, None, 150), made("B", DAY)), HOURLY)
    assert (first.is_timed, first.top, first.bottom) == (False, 0, 180)
    assert (second.is_timed, second.top, second.bottom) == (False, 180, 240)


def test_what_lasted_for_days_does_not_fill_the_band() -> None:
    """A box of the band is cut at eight hours, and says that it goes on."""
    box = one(made("A", DAY, None, 5000))
    assert (box.bottom, box.goes_on) == (480, True)


def test_an_unknown_duration_is_as_small_as_can_be() -> None:
    """What is not told takes no more room than the shortest."""
    box = one(made("A", DAY, "10:20"))
    assert (box.top, box.bottom) == (600, 660)


def test_past_midnight_it_goes_on_in_the_next_column() -> None:
    """An incident has a box in each of its days; each says that there is more of it."""
    before, after = boxes(drawn(made("A", DAY, "22:40", 200)), HOURLY)
    assert (before.day, before.top, before.bottom) == (2, 22 * 60, MIDNIGHT)
    assert (before.goes_on_from, before.goes_on) == (False, True)
    assert (after.day, after.top, after.bottom) == (3, 0, 120)
    assert (after.goes_on_from, after.goes_on) == (True, False)


def test_until_midnight_is_one_day() -> None:
    """What ends with the day has no box in the next."""
    box = one(made("A", DAY, "23:00", 60))
    assert (box.top, box.bottom, box.goes_on) == (23 * 60, MIDNIGHT, False)


def test_what_began_before_the_days_is_shown_where_it_goes_on() -> None:
    """An incident that reaches into the first day has its box there."""
    box = one(made("A", date(2024, 6, 2), "23:00", 120))
    assert (box.day, box.top, box.bottom, box.goes_on_from) == (0, 0, 60, True)
    assert not drawn(made("A", date(2024, 6, 2), "23:00", 30)).incidents
    assert not drawn(made("A", date(2024, 6, 2), None, 5000)).incidents


def test_many_at_one_hour_stand_side_by_side() -> None:
    """Each of those that meet has a lane of its own; the next hour begins anew."""
    placed = boxes(crowded(9), HOURLY)
    assert sorted(box.lane for box in placed) == list(range(9))
    assert {box.lanes for box in placed} == {9}
    later = boxes(drawn(made("A", DAY, "09:00", 60), made("B", DAY, "10:00")), HOURLY)
    assert [(box.lane, box.lanes) for box in later] == [(0, 1), (0, 1)]


def test_days_of_publication_have_no_hours() -> None:
    """By publication an incident stands at that day, in the band."""
    late = made("A", date(2024, 6, 1), "09:00", 60)._replace(
        published=datetime(2024, 6, 4, tzinfo=UTC)
    )
    shown = diagram([late], WEEK, by_published=True)
    (box,) = boxes(shown, HOURLY)
    assert (box.day, box.is_timed) == (1, False)
    unpublished = late._replace(published=None, date=DAY)
    assert timeline.day_of(unpublished, by_published=True) == DAY


# ---------------------------------------------------------------- days


def test_a_window_is_whole_weeks_and_ends_with_its_day() -> None:
    """Two weeks are fourteen columns, the last of them the day that was named."""
    days = window(date(2024, 6, 15), 2)
    assert days == Interval(date(2024, 6, 2), date(2024, 6, 15))
    assert len(diagram([], days).days) == 14


@pytest.mark.parametrize("last", [date.min, date.min + timedelta(3), date.max])
def test_no_window_leaves_the_calendar(last: date) -> None:
    """At either end of the calendar there are fewer days, and no error."""
    days = window(last, 520)
    assert days.until == last
    near = timeline.around(days)
    assert near.since is not None
    assert near.until is not None
    assert near.since <= days.since <= last <= near.until  # type: ignore[operator]


def test_weekends_and_today_are_marked() -> None:
    """A Saturday and a Sunday are known as such, and so is today."""
    shown = two_weeks()
    assert [day.date.day for day in shown.days if day.is_weekend] == [2, 8, 9, 15]
    assert [day.date.day for day in shown.days if day.is_today] == [13]


def test_a_gap_in_the_log_is_no_quiet_time() -> None:
    """A day of which the log tells nothing within a week is silent; without knowledge none is."""
    shown = diagram([], window(date(2024, 6, 30), 4), told=[date(2024, 6, 10)])
    silent = [day.date.day for day in shown.days if day.is_silent]
    assert silent == [*range(18, 31)]
    assert not any(day.is_silent for day in diagram([], WEEK).days)


def test_incidents_outside_the_days_are_not_counted() -> None:
    """Only what lies in the days has a number."""
    shown = diagram(TWO_WEEKS, Interval(date(2024, 6, 3), date(2024, 6, 4)))
    assert [incident.date.day for incident in shown.incidents] == [3, 4]


def test_no_days_are_no_diagram() -> None:
    """Without days there is no box."""
    assert boxes(Diagram((), TWO_WEEKS), HOURLY) == ()
