"""Counts -> an SVG for a slide: bars, columns, or a heat map, in light and in dark.

It stands alone: no font, script or picture comes from elsewhere, and a reader's setting chooses
between light and dark. Where the log is silent, it is hatched.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from infralog.dimensions import TIMES
from infralog.stats import Report
from infralog.views import stats_axis, stats_words
from infralog.views.stats_axis import Axis
from infralog.views.stats_glyphs import level, steps
from infralog.views.svg import Frame, page, path, rect, text

_WIDTH, _HEIGHT = 1280, 720
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, _WIDTH - 56, 136, _HEIGHT - 76
_BARS, _COLUMNS, _CELLS = 16, 60, 45
_TALLEST, _BROADEST, _CELL = 44, 168, 72
_LABEL = 18  # the size of letters
_LETTER = 0.6  # the breadth of a letter, as a part of its size
_SHADES = 4
_BROAD = 0x2E7F  # from here on letters are as broad as they are high
# A number above a column, or in a cell, needs so many units.
_NUMBERED = 24

_STYLE = """
svg { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif }
text { fill: #1f2328; font-size: 18px } .quiet { fill: #59636e; font-size: 16px }
.title { font-size: 30px; font-weight: 600 } .small { font-size: 15px }
.end { text-anchor: end } .mid { text-anchor: middle } .paper { fill: #ffffff }
.bar { fill: #1f6feb } .zero { fill: #eff1f4 } .hatch { stroke: #b6bec8; stroke-width: 2 }
.axis { stroke: #b6bec8 } .silent { fill: url(#silent) }
.s0 { fill: #cfe3ff } .s1 { fill: #86b6f9 } .s2 { fill: #1f6feb } .s3 { fill: #0a3a8c }
.i0, .i1 { fill: #1f2328 } .i2, .i3 { fill: #ffffff }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .quiet { fill: #9aa4af } .paper { fill: #0d1117 }
  .bar { fill: #4f9bff } .zero { fill: #1a2029 } .hatch { stroke: #3d4753 }
  .axis { stroke: #3d4753 }
  .s0 { fill: #12305c } .s1 { fill: #1f5fbf } .s2 { fill: #4f9bff } .s3 { fill: #b6d6ff }
  .i0, .i1 { fill: #ffffff } .i2, .i3 { fill: #0d1117 }
}
"""
_HATCH = (
    '<pattern id="silent" width="8" height="8" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path class="hatch" d="M0 0V8"/></pattern>'
)


def svg(told: Report, asked: str, out: TextIO) -> None:
    """Write a report as a picture; without a dimension, its months.

    Args:
        told: What was counted.
        asked: What it was narrowed to, in words; empty for everything.
        out: Takes UTF-8.
    """
    by = told.scope.by
    title = f"Incidents by {' and '.join(by)}" if by else "Incidents per month"
    whole = told.whole
    said = f"{whole.incidents:,} incidents"
    if told.first:
        said += f", {told.first} to {whole.last}"
    if asked:
        said += f"; {asked}"
    parts = [
        f"<style>{_STYLE}</style>",
        f"<defs>{_HATCH}</defs>",
        rect(Frame(0, 0, _WIDTH, _HEIGHT), "paper"),
        text(_LEFT, 64, title, "title"),
        text(_LEFT, 98, _cut(said, _RIGHT - _LEFT, 16), "quiet"),
        *_drawn(told),
    ]
    if told.gaps:
        parts.append(text(_LEFT, _HEIGHT - 24, f"Logged: {stats_words.gaps(told)}", "quiet"))
    out.write(page(_WIDTH, _HEIGHT, title, said, *parts))


def _drawn(told: Report) -> Iterator[str]:
    by = told.scope.by
    if not by:
        return _columns(stats_axis.of_months(told.months, _COLUMNS), told.whole.months)
    if len(by) > 1:
        return _heat(told)
    return _times(told) if by[0] in TIMES else _bars(told)


# ---------------------------------------------------------------- bars, lying


def _bars(told: Report) -> Iterator[str]:
    rows = [row for row in told.rows if row.keys[0]][:_BARS]
    if not rows:
        return
    height = min((_BOTTOM - _TOP) / len(rows), _TALLEST)
    longest = max(_breadth(row.keys[0] or "", _LABEL) for row in rows)
    left = _LEFT + min(longest, 320) + 16
    room = _RIGHT - left - 130
    most = max(row.incidents or 0 for row in rows) or 1
    for number, row in enumerate(rows):
        y, count = _TOP + number * height, row.incidents or 0
        width = max(room * count / most, 2)
        base = y + height / 2 + 6
        yield text(left - 16, base, _cut(row.keys[0] or "", 320, _LABEL), "end")
        yield rect(Frame(left, y + height * 0.14, width, height * 0.72), "bar", corner=3)
        share = f"{count:,}  ({row.share or 0:.0%})"
        yield text(left + width + 12, base, share, "quiet")
    values, by = told.values[0], told.scope.by[0]
    left = len(values) - (None in values) - len(rows) + told.left[0]
    yield from _below([(by, left)], by, values.get(None, 0))


def _below(left: Iterable[tuple[str, int]], by: str, untold: int) -> Iterator[str]:
    """Tell how many values are not drawn, and how many incidents have none."""
    said = [f"{number:,} more {name}s are not shown" for name, number in left if number]
    said += [f"{untold:,} tell no {by}"] if untold else []
    if said:
        yield text(_RIGHT, _HEIGHT - 24, "; ".join(said), "quiet end")


# ---------------------------------------------------------------- columns, standing


def _times(told: Report) -> Iterator[str]:
    by, values = told.scope.by[0], told.values[0]
    names = [name for name in values if name is not None]
    axis = stats_axis.of_values(by, names, _COLUMNS)
    yield from _columns(axis, [row.incidents for row in told.rows])
    yield from _below([], by, values.get(None, 0))


def _columns(axis: Axis, each: Sequence[int | None]) -> Iterator[str]:
    counts = stats_axis.gathered(each, axis)
    if not counts:
        return
    width = min((_RIGHT - _LEFT) / len(counts), _BROADEST)
    base = _BOTTOM - 52
    most = max((count for count in counts if count), default=1)
    for place, count in enumerate(counts):
        x = _LEFT + place * width
        if count is None:
            yield rect(Frame(x, _TOP, width, base - _TOP), "silent")
            continue
        height = (base - _TOP - 24) * count / most
        yield rect(Frame(x + width * 0.12, base - height, width * 0.76, height), "bar", corner=2)
        if width >= _NUMBERED:
            yield text(x + width / 2, base - height - 8, f"{count:,}", "mid small")
    yield path("axis", "M", _LEFT, base, "H", _LEFT + width * len(counts))
    yield from _ticks(axis, _LEFT, width, base + 22)
    if None in counts:
        yield rect(Frame(_LEFT, _BOTTOM + 6, 22, 18), "silent")
        yield text(_LEFT + 32, _BOTTOM + 21, "nothing logged", "quiet")


def _ticks(axis: Axis, left: float, width: float, y: float) -> Iterator[str]:
    """Yield the names of columns, or where they are too long their marks, and years below."""
    names = [column.mark if column.year else column.name for column in axis.columns]
    if max(_breadth(name, 15) for name in names) + 4 > width:
        names = [column.mark for column in axis.columns]
    end, before = 0.0, ""
    for place, (name, column) in enumerate(zip(names, axis.columns, strict=True)):
        x = left + place * width
        if name and x >= end - width / 2:
            yield text(x + width / 2, y, name, "mid small")
            end = x + _breadth(name, 15)
        if column.year != before:
            before = column.year
            yield text(x + width / 2, y + 22, column.year, "mid small")


# ---------------------------------------------------------------- a heat map


def _heat(told: Report) -> Iterator[str]:
    cells = stats_axis.matrix(told)
    axis = stats_axis.of_values(cells.across, cells.columns, _CELLS)
    rows = [(name or stats_words.NOT_TOLD) for name in cells.rows][:_BARS]
    if not rows or not axis.columns:
        return
    counts = [stats_axis.gathered(row, axis) for row in cells.counts[:_BARS]]
    most = max((count for row in counts for count in row if count), default=1)
    left = _LEFT + min(max(_breadth(name, _LABEL) for name in rows), 260) + 16
    top = _TOP + 36
    width = min((_RIGHT - left) / len(axis.columns), _CELL)
    height = min((_BOTTOM - top - 8) / len(rows), _TALLEST)
    yield from _ticks(axis, left, width, _TOP if axis.columns[0].year else _TOP + 22)
    for number, (name, row) in enumerate(zip(rows, counts, strict=True)):
        y = top + number * height
        yield text(left - 16, y + height / 2 + 6, _cut(name, 260, _LABEL), "end")
        for place, count in enumerate(row):
            yield from _cell(count, most, Frame(left + place * width, y, width, height))
    yield from _legend(most, silent=any(None in row for row in counts))
    beyond = len(cells.columns) - sum(len(column.places) for column in axis.columns)
    down = len(cells.rows) - len(rows) + cells.left[0]
    more = ((cells.down, down), (cells.across, beyond + cells.left[1]))
    yield from _below(more, cells.across, cells.untold)


def _cell(count: int | None, most: int, box: Frame) -> Iterator[str]:
    inner = Frame(box.x + 1, box.y + 1, box.width - 2, box.height - 2)
    if count is None:
        yield rect(box, "silent")
    elif not count:
        yield rect(inner, "zero")
    else:
        shade = level(count, most, _SHADES)
        yield rect(inner, f"s{shade}")
        if box.width >= _NUMBERED and box.height >= _NUMBERED:
            x, y = box.x + box.width / 2, box.y + box.height / 2 + 5
            yield text(x, y, f"{count:,}", f"mid small i{shade}")


def _legend(most: int, *, silent: bool) -> Iterator[str]:
    keys = [("zero", "0")]
    for shade, least, largest in steps(most, _SHADES):
        told = f"{least:,}" if least == largest else f"{least:,} to {largest:,}"
        keys.append((f"s{shade}", told))
    keys += [("silent", "nothing logged")] if silent else []
    x = float(_LEFT)
    for css, told in keys:
        yield rect(Frame(x, _BOTTOM + 6, 22, 18), css)
        yield text(x + 32, _BOTTOM + 21, told, "quiet")
        x += 32 + _breadth(told, 16) + 28


# ---------------------------------------------------------------- what fits


def _breadth(text: str, size: int) -> float:
    """Return about how broad a text is; no font is asked."""
    return sum(1.0 if ord(letter) > _BROAD else _LETTER for letter in text) * size


def _cut(text: str, room: float, size: int) -> str:
    while text and _breadth(text, size) > room:
        text = f"{text[:-2]}…"
    return text
