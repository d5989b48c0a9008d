"""Counts by two dimensions -> a heat map for a terminal."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.console import Group
from rich.text import Text

from infralog.dimensions import TIMES, Dimension
from infralog.safe import line
from infralog.stats import Report
from infralog.views import Screen, stats_axis
from infralog.views.facets_terminal import BAR, STYLES
from infralog.views.stats_axis import Axis, Column, Matrix
from infralog.views.stats_glyphs import Signs, shade, signs, steps
from infralog.views.stats_words import NOT_TOLD
from infralog.views.terminal import HEADING, QUIET

_NAME = 22
_TOTAL = 6
_HOURS = 24
# A cell this wide has room for its number, too.
_NUMBERED = 4


class _Plan(NamedTuple):
    """What is drawn where: the columns, how wide a name and a cell are."""

    axis: Axis
    name: int
    cell: int


def heat(told: Report, screen: Screen) -> Group:
    """Lay out a report by two dimensions: the darker, the more."""
    drawn, cells = signs(unicode=screen.unicode), stats_axis.matrix(told)
    plan = _plan(cells, screen.width)
    counts = [stats_axis.gathered(row, plan.axis) for row in cells.counts]
    most = max((count for row in counts for count in row if count), default=0)
    rows = [
        _name(cells.down, name, plan)
        .append(_cells(row, most, plan, drawn))
        .append(f"{whole:>{_TOTAL},}")
        for (name, whole), row in zip(cells.rows.items(), counts, strict=True)
    ]
    return Group(
        *_head(cells, plan), *rows, Text(), *_legend(cells, plan, most, screen.width, drawn)
    )


def _plan(cells: Matrix, width: int) -> _Plan:
    longest = max((cell_len(line(name or NOT_TOLD)) for name in cells.rows), default=1)
    name = min(max(longest, len(cells.down)), _NAME, max(6, width * 2 // 5))
    room = width - name - 1 - _TOTAL
    for cell in _widths(cells.across, cells.columns):
        axis = stats_axis.of_values(cells.across, cells.columns, room // cell)
        if len(axis.columns) == len(cells.columns) or cell == 1:
            break
    return _Plan(axis, name, cell)


def _widths(by: Dimension, values: Sequence[str]) -> Sequence[int]:
    """Return how wide a cell can be, the best first."""
    if by in TIMES:
        return (4, 2, 1)
    longest = max((cell_len(line(value)) for value in values), default=1)
    return (max(_NUMBERED, min(longest, _NAME) + 1),)


def _head(cells: Matrix, plan: _Plan) -> Iterator[Text]:
    """Yield the lines above: years if there are any, and the names or marks of the columns."""
    columns = plan.axis.columns
    rows = []
    if columns and columns[0].year:
        rows.append(_years(columns, plan.cell))
    if not rows or columns[0].mark:
        rows.append(_placed([_mark(column, plan.cell) for column in columns], plan.cell))
    for ticks in rows:
        is_last = ticks is rows[-1]
        name, whole = (cells.down, "all") if is_last else ("", "")
        width = len(columns) * plan.cell
        head = f"{set_cell_size(name, plan.name)} {set_cell_size(ticks, width)}{whole:>{_TOTAL}}"
        yield Text(head, style=HEADING, no_wrap=True, overflow="crop")


def _mark(column: Column, cell: int) -> str:
    if column.year:
        return column.mark
    return line(column.name)[: cell - 1] if cell >= _NUMBERED else column.mark


def _years(columns: Sequence[Column], cell: int) -> str:
    """Return the years at their beginnings, by two digits where four do not fit."""
    years = [column.year for column in columns]
    begun = [year if year != before else "" for before, year in pairwise(["", *years])]
    whole = _placed(begun, cell)
    fits = len(whole) <= len(columns) * cell and all(year in whole for year in begun)
    return whole if fits else _placed([year[-2:] for year in begun], cell)


def _placed(labels: Sequence[str], cell: int) -> str:
    """Return labels at their columns, but for those that would run into the one before."""
    text = ""
    for number, label in enumerate(labels):
        start = number * cell
        apart = len(label) > 1  # a lone sign may stand beside another
        if label and (not text or len(text) + apart <= start):
            text = text.ljust(start) + label
    return text


def _name(by: Dimension, name: str | None, plan: _Plan) -> Text:
    style = STYLES.get(by, "") if name else QUIET
    told = Text(no_wrap=True, overflow="crop")
    return told.append(set_cell_size(line(name or NOT_TOLD), plan.name), style=style).append(" ")


def _cells(counts: Sequence[int | None], most: int, plan: _Plan, drawn: Signs) -> Text:
    row = Text()
    for count in counts:
        row.append(_cell(count, most, plan.cell, drawn), style=BAR if count else QUIET)
    return row


def _cell(count: int | None, most: int, width: int, drawn: Signs) -> str:
    sign = shade(count, most, drawn)
    if width < _NUMBERED:
        return sign * width
    return (sign + (f"{count:>{width - 2}}" if count else "")).ljust(width)


def _legend(cells: Matrix, plan: _Plan, most: int, width: int, drawn: Signs) -> Iterator[Text]:
    key = [f"{drawn.zero} 0"]
    for step, least, largest in steps(most, len(drawn.shades)):
        told = f"{least:,}" if least == largest else f"{least:,} to {largest:,}"
        key.append(f"{drawn.shades[step]} {told}")
    for row in wrap("   ".join(one.replace(" ", "~") for one in key), width):
        yield Text(row.replace("~", " "), style=QUIET)
    across = cells.across
    left = len(cells.columns) - sum(len(column.places) for column in plan.axis.columns)
    if left:
        yield Text(f"{left:,} more {across}s do not fit", style=QUIET)
    if plan.axis.unit != across:
        yield Text(f"a column is a {plan.axis.unit}", style=QUIET)
    if cells.untold:
        yield Text(f"{cells.untold:,} tell no {across}: they are in no column", style=QUIET)
