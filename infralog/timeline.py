"""Incidents and days -> a diagram: a column a day, the hours down, a box an incident.

The hours are those of the publisher's clock, as printed. What is not told is kept apart, never
guessed: an incident without a time of day stands in a band of its own above the hours. No box is
lost: those that meet stand side by side in lanes, and one that goes on past midnight is a box in
each of its days.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from math import ceil
from typing import NamedTuple

from infralog.model import Incident, Interval

# Minutes of a day.
MIDNIGHT = 24 * 60
# A log is written weekly: where it tells of nothing for so long, quiet and unwritten look alike.
RHYTHM = timedelta(days=7)

_SATURDAY = 5
# In the band a box is at most as large as so many minutes, lest one fills the screen.
_TALLEST = 8 * 60


class Day(NamedTuple):
    """One column.

    Attributes:
        is_today: True if it is today.
        is_silent: True if the log tells of nothing around it, so that no box means no knowledge.
    """

    date: date
    is_today: bool = False
    is_silent: bool = False

    @property
    def is_weekend(self) -> bool:
        """True on Saturdays and Sundays."""
        return self.date.weekday() >= _SATURDAY


class Diagram(NamedTuple):
    """What is drawn.

    Attributes:
        days: One after the other.
        incidents: In order of time; the first has the number 1.
        by_published: True if an incident stands at the day of its publication.
    """

    days: tuple[Day, ...]
    incidents: tuple[Incident, ...]
    by_published: bool = False


class Scale(NamedTuple):
    """How finely a view can draw, in minutes.

    Attributes:
        step: Boxes begin and end at multiples of it; a day is one, too.
        least: No box is smaller; a multiple of `step`.
    """

    step: int
    least: int

    def size(self, minutes: float | None) -> int:
        """Return the size of a box that stands for so long; the least if that is not known."""
        return max(self.least, self.up(minutes or 0))

    def up(self, minutes: float) -> int:
        """Return the next multiple of the step."""
        return ceil(minutes / self.step) * self.step


class Box(NamedTuple):
    """An incident, or the part of it that lies in one day.

    Attributes:
        number: Of the incident, from 1.
        day: The index of its column.
        is_timed: True among the hours; False in the band of those whose time is not told.
        top, bottom: In minutes, from midnight or from the top of the band.
        lane: Its place from the left, from 0.
        lanes: How many share the column with it, itself included.
        goes_on_from, goes_on: True if there is more of it, before or after.
    """

    number: int
    incident: Incident
    day: int
    is_timed: bool
    top: int
    bottom: int
    lane: int = 0
    lanes: int = 1
    goes_on_from: bool = False
    goes_on: bool = False


# ---------------------------------------------------------------- which days, which incidents


def window(last: date, weeks: int) -> Interval:
    """Return so many whole weeks that end with a day."""
    first = max(last.toordinal() - 7 * weeks + 1, date.min.toordinal())
    return Interval(date.fromordinal(first), last)


def around(days: Interval) -> Interval:
    """Return days and those near them, of which a log would tell in the same breath."""
    first, last = days.since or date.min, days.until or date.max
    return Interval(
        max(first, date.min + RHYTHM) - RHYTHM,
        min(last, date.max - RHYTHM) + RHYTHM,
    )


def day_of(incident: Incident, *, by_published: bool = False) -> date:
    """Return the day of an incident, or the day on which it was published."""
    published = incident.published if by_published else None
    return published.date() if published else incident.date


def diagram(
    incidents: Iterable[Incident],
    days: Interval,
    *,
    today: date | None = None,
    told: Iterable[date] | None = None,
    by_published: bool = False,
) -> Diagram:
    """Return the diagram of the incidents that lie in these days, wholly or in part.

    Args:
        incidents: In any order.
        days: Both ends are days.
        today: To mark it.
        told: The days of which the log tells, whatever was asked; None marks no day as silent.
        by_published: True to place each at the day of its publication.
    """
    first, last = days.since or date.min, days.until or date.min
    near = range(-RHYTHM.days, RHYTHM.days + 1)
    spoken = None if told is None else {day.toordinal() + off for day in told for off in near}
    columns = tuple(
        Day(
            date.fromordinal(day),
            today is not None and day == today.toordinal(),
            spoken is not None and day not in spoken,
        )
        for day in range(first.toordinal(), last.toordinal() + 1)
    )
    empty = Diagram(columns, (), by_published)
    shown = [each for each in incidents if any(_parts(0, each, empty, Scale(1, 1)))]
    return empty._replace(incidents=tuple(sorted(shown, key=lambda i: _order(i, by_published))))


def _order(incident: Incident, by_published: bool) -> tuple[date, int, str]:  # noqa: FBT001 -- a key
    minute = _minute(incident, by_published=by_published)
    day = day_of(incident, by_published=by_published)
    return day, -1 if minute is None else minute, incident.id


def _minute(incident: Incident, *, by_published: bool) -> int | None:
    """Return the minute of the day at which it began, on the publisher's clock; None if untold."""
    started = incident.started_at
    return None if started is None or by_published else started.hour * 60 + started.minute


# ---------------------------------------------------------------- where each box stands


def boxes(drawn: Diagram, scale: Scale) -> tuple[Box, ...]:
    """Return every box of a diagram, by its column, its top and its lane."""
    parts = [
        part
        for number, incident in enumerate(drawn.incidents, 1)
        for part in _parts(number, incident, drawn, scale)
    ]
    parts.sort(key=lambda box: (box.day, box.is_timed, box.top, box.number))
    placed: list[Box] = []
    for (_, is_timed), group in groupby(parts, key=lambda box: (box.day, box.is_timed)):
        place = _side_by_side if is_timed else _stacked
        placed += place(group)
    return tuple(placed)


def _parts(number: int, incident: Incident, drawn: Diagram, scale: Scale) -> Iterator[Box]:
    """Yield a box for each column that an incident lies in."""
    if not drawn.days:
        return
    day = (day_of(incident, by_published=drawn.by_published) - drawn.days[0].date).days
    minute = _minute(incident, by_published=drawn.by_published)
    box = Box(number, incident, day, is_timed=minute is not None, top=minute or 0, bottom=0)
    if box.is_timed:
        yield from _timed(box, drawn, scale)
    elif 0 <= day < len(drawn.days):
        size = scale.size(incident.duration_minutes)
        room = max(scale.up(_TALLEST), scale.least)
        yield box._replace(bottom=min(size, room), goes_on=size > room)


def _timed(whole: Box, drawn: Diagram, scale: Scale) -> Iterator[Box]:
    """Yield the parts of a box among the hours; it begins at its top."""
    start = whole.day * MIDNIGHT + whole.top
    end = start + (whole.incident.duration_minutes or 0)
    through = max(ceil(end / MIDNIGHT) - 1, whole.day)
    for day in range(max(whole.day, 0), min(through, len(drawn.days) - 1) + 1):
        goes_on_from, goes_on = day > whole.day, day < through
        if goes_on_from:
            top, size = 0, scale.size(end - day * MIDNIGHT)
        else:
            top = min(whole.top // scale.step * scale.step, MIDNIGHT - scale.least)
            size = scale.size(whole.incident.duration_minutes)
        bottom = MIDNIGHT if goes_on else min(top + size, MIDNIGHT)
        yield whole._replace(
            day=day, top=top, bottom=bottom, goes_on_from=goes_on_from, goes_on=goes_on
        )


def _stacked(band: Iterable[Box]) -> Iterator[Box]:
    """Yield the boxes of one day's band, one below the other."""
    top = 0
    for box in band:
        yield box._replace(top=top, bottom=top + box.bottom)
        top += box.bottom


def _side_by_side(boxes: Iterable[Box]) -> Iterator[Box]:
    """Yield the boxes of one day, sorted by their tops, each in the first lane that is free."""
    met: list[Box] = []
    free: list[int] = []
    for box in boxes:
        if free and box.top >= max(free):
            yield from _in_lanes(met, len(free))
            met, free = [], []
        lane = next((at for at, bottom in enumerate(free) if bottom <= box.top), len(free))
        free[lane : lane + 1] = [box.bottom]
        met.append(box._replace(lane=lane))
    yield from _in_lanes(met, len(free))


def _in_lanes(met: Sequence[Box], lanes: int) -> Iterator[Box]:
    return (box._replace(lanes=lanes) for box in met)
