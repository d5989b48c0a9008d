"""A diagram -> columns of characters, and which of them stand beside each other.

A day is as wide as what stands side by side in it; one that is wider than the screen is divided.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from infralog.timeline import Box, Day, Diagram, Scale, boxes

_LEAST = 4  # of a day, at least; a blank stands between two
_WIDEST = 20  # of a day, at most, where its boxes need no more
_WEEKS = 2  # beside each other, at most


class Column(NamedTuple):
    """One day, or, where it has more boxes side by side than fit, a part of it.

    Attributes:
        boxes: Their lanes are counted within the column.
        width: In columns of the screen.
    """

    day: Day
    boxes: tuple[Box, ...]
    width: int


def blocks_of(drawn: Diagram, scale: Scale, room: int) -> list[list[Column]]:
    """Return the columns that stand beside each other: whole weeks where they fit."""
    blocks: list[list[Column]] = []
    weeks = 0
    for _, each in groupby(
        _columns(drawn, scale, room), lambda c: (c.day.date - drawn.days[0].date).days // 7
    ):
        week = list(each)
        if blocks and weeks < _WEEKS and width_of([*blocks[-1], *week]) <= room:
            blocks[-1] += week
            weeks += 1
        else:
            blocks += _broken(week, room)
            weeks = 1
    return _stretched(blocks, room)


def width_of(columns: Sequence[Column]) -> int:
    """Return how wide columns are, with a blank between two."""
    return sum(column.width + 1 for column in columns) - 1


def _columns(drawn: Diagram, scale: Scale, room: int) -> Iterator[Column]:
    by_day: dict[int, list[Box]] = {}
    for box in boxes(drawn, scale):
        by_day.setdefault(box.day, []).append(box)
    lane = len(str(len(drawn.incidents))) + 2
    most = max(room // lane, 1)
    for index, day in enumerate(drawn.days):
        found = by_day.get(index, [])
        for first in range(0, max([1, *(box.lanes for box in found)]), most):
            part = tuple(
                box._replace(lane=box.lane - first, lanes=min(box.lanes - first, most))
                for box in found
                if first <= box.lane < first + most
            )
            yield Column(day, part, max([_LEAST, *(box.lanes * lane for box in part)]))


def _broken(week: Sequence[Column], room: int) -> Iterator[list[Column]]:
    """Yield a week, in parts if it is wider than the screen."""
    part: list[Column] = []
    for column in week:
        if part and width_of([*part, column]) > room:
            yield part
            part = []
        part.append(column)
    yield part


def _stretched(blocks: list[list[Column]], room: int) -> list[list[Column]]:
    """Return the columns with the room that is left, as much for every day."""
    more = min(((room - width_of(block)) // len(block) for block in blocks), default=0)
    return [
        [c._replace(width=max(c.width, min(c.width + more, _WIDEST))) for c in block]
        for block in blocks
    ]
