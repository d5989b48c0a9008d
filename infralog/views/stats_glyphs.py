"""Counts -> characters: bars, lines of sparks, shades, in Unicode or in ASCII.

What is not known (None) never looks like nothing (0).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Signs(NamedTuple):
    """What counts are drawn with.

    Attributes:
        unknown, zero: For None and 0.
        sparks: From low to high; empty where digits stand in for them.
        shades: From light to dark.
        full: A whole cell of a bar.
        parts: The beginnings of a cell, in equal steps; empty where there are none.
    """

    unknown: str
    zero: str
    sparks: str
    shades: str
    full: str
    parts: str


UNICODE = Signs("·", "▁", "▂▃▄▅▆▇█", "░▒▓█", "█", "▏▎▍▌▋▊▉")
ASCII = Signs("?", "_", "", ".:*#", "#", "")
_NINE = 9


def signs(*, unicode: bool) -> Signs:
    """Return what a screen can show."""
    return UNICODE if unicode else ASCII


def bar(count: int | None, most: int, width: int, drawn: Signs) -> str:
    """Return a bar, of `width` characters where the count is `most`; any count can be seen."""
    if not count or width < 1:
        return drawn.unknown if count is None else ""
    steps = len(drawn.parts) + 1
    whole, part = divmod(max(1, round(count * width * steps / most)), steps)
    if not drawn.parts:
        return drawn.full * max(1, whole)
    return drawn.full * whole + (drawn.parts[part - 1] if part else "")


def spark(counts: Iterable[int | None], most: int, drawn: Signs) -> str:
    """Return a character for each count; in ASCII its digit, and `+` for more than nine."""
    return "".join(_spark(count, most, drawn) for count in counts)


def _spark(count: int | None, most: int, drawn: Signs) -> str:
    if count is None:
        return drawn.unknown
    if not drawn.sparks:
        return str(count) if count <= _NINE else "+"
    return drawn.sparks[level(count, most, len(drawn.sparks))] if count else drawn.zero


def shade(count: int | None, most: int, drawn: Signs) -> str:
    """Return the shade of a count."""
    if count is None:
        return drawn.unknown
    return drawn.shades[level(count, most, len(drawn.shades))] if count else drawn.zero


def level(count: int, most: int, levels: int) -> int:
    """Return in which of so many equal steps, from 0, a count from 1 to `most` lies."""
    return (count * levels - 1) // most


def steps(most: int, levels: int) -> Iterator[tuple[int, int, int]]:
    """Yield each step of `level` that a count can lie in, with the least and largest of them."""
    least = 1
    for step in range(levels):
        largest = most * (step + 1) // levels
        if largest >= least:
            yield step, least, largest
        least = max(least, largest + 1)
