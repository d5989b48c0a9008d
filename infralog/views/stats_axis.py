"""Values in order -> the columns of a chart: every month where there is room, else quarters, years.

A column of several months is unknown only if all of them are.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from infralog.dimensions import TIMES, Dimension
from infralog.stats import Report, Values


class Column(NamedTuple):
    """One column of a chart.

    Attributes:
        name: Such as `2026-06`, `2026 Q2`, `2026`, `mon`, `sjc`.
        year: That of its beginning; empty where it is no time of a calendar.
        mark: One or two characters where there is no room for the name: `J`, `2`, `m`, `07`.
        values: What is counted in it, as places in the order of the values.
    """

    name: str
    year: str
    mark: str
    places: tuple[int, ...]


class Axis(NamedTuple):
    """The columns of a chart, and what each is: `month`, `quarter`, `year`, `weekday`..."""

    unit: str
    columns: tuple[Column, ...]


_INITIALS = "JFMAMJJASOND"
_YEAR = 12
# What a column of so many months is called.
_UNITS = {1: "month", 3: "quarter", _YEAR: "year", 5 * _YEAR: "5 years", 20 * _YEAR: "20 years"}


def of_months(months: Sequence[str], most: int) -> Axis:
    """Return at most so many columns, if that can be; each is as few months as it can."""
    size = next((size for size in _UNITS if _spans(months, size) <= most), max(_UNITS))
    numbered = enumerate(map(_number, months))
    spans = groupby(numbered, lambda placed: placed[1] // size)
    return Axis(
        _UNITS[size],
        tuple(_column(span * size, size, [place for place, _ in each]) for span, each in spans),
    )


def _number(month: str) -> int:
    return int(month[:4]) * _YEAR + int(month[5:]) - 1


def _spans(months: Sequence[str], size: int) -> int:
    return _number(months[-1]) // size - _number(months[0]) // size + 1 if months else 0


def _column(number: int, size: int, places: Iterable[int]) -> Column:
    year, month = divmod(number, _YEAR)
    if size == 1:
        return Column(f"{year:04}-{month + 1:02}", f"{year:04}", _INITIALS[month], tuple(places))
    if size < _YEAR:
        quarter = str(month // size + 1)
        return Column(f"{year:04} Q{quarter}", f"{year:04}", quarter, tuple(places))
    return Column(f"{year:04}", f"{year:04}", "", tuple(places))


def of_values(by: Dimension, values: Sequence[str], most: int) -> Axis:
    """Return the columns of a dimension; where it has more than `most` values, the first ones."""
    if by == "month":
        return of_months(values, most)
    short = 1 if by == "weekday" else 2
    columns = (Column(v, "", v[:short], (place,)) for place, v in enumerate(values[:most]))
    return Axis(by, tuple(columns))


def gathered(counts: Sequence[int | None], axis: Axis) -> tuple[int | None, ...]:
    """Return the count of each column."""
    return tuple(_sum(counts[place] for place in column.places) for column in axis.columns)


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


class Matrix(NamedTuple):
    """Two dimensions against each other.

    Attributes:
        down, across: The dimensions; times go across, and so does what has the shorter names.
        rows: The values of `down`, in order, each with how many incidents it has; None only where
            it has a count.
        columns: Those of `across`, but for None.
        counts: A row each, a count a column; None where the log tells nothing.
        untold: How many incidents are in no column, since the text does not say.
        left: How many values of each were left out.
    """

    down: Dimension
    across: Dimension
    rows: Values
    columns: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]
    untold: int
    left: tuple[int, int]


def matrix(report: Report) -> Matrix:
    """Lay out a report by two dimensions."""
    one, two = zip(report.scope.by, report.values, report.left, strict=True)
    turned = _across(one[0], one[1]) > _across(two[0], two[1])
    (down, rows, left), (across, values, out) = (two, one) if turned else (one, two)
    columns = tuple(value for value in values if value is not None)
    cells = {row.keys[::-1] if turned else row.keys: row.incidents for row in report.rows}
    if not any(cells.get((None, column)) for column in columns):
        rows = {row: whole for row, whole in rows.items() if row is not None}
    counts = tuple(tuple(cells.get((row, column), 0) for column in columns) for row in rows)
    return Matrix(down, across, rows, columns, counts, values.get(None, 0), (left, out))


def _across(by: Dimension, values: Values) -> tuple[bool, int]:
    """Return what is the larger, the more a dimension should go across."""
    return by in TIMES, -max((len(value or "") for value in values), default=0)
