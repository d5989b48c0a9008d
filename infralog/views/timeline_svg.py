"""A diagram -> a picture, SVG: for a slide, a page, a README.

It needs nothing from elsewhere: the fonts are the system's, the colours are light or dark as the
reader's surroundings are. Every text from outside is escaped, in one place.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TextIO

from infralog.model import Incident
from infralog.timeline import MIDNIGHT, Box, Diagram, Scale, boxes
from infralog.views import svg
from infralog.views import timeline_words as words
from infralog.views.svg import Frame

# Pixels, unless they say otherwise.
_HOUR = 24
_MINUTES = 60 / _HOUR  # of a pixel
_LINE = 18
_GAP = 12
SCALE = Scale(step=5, least=45)  # the least is a line of text

_MARGIN = 28
_AXIS = 48
_WIDTH = 1200
_WEEK = 7
_SWATCH = 16
_GROUNDS = ("weekend", "silent")
_LETTER = 6.4  # of the small text, on average
_ROW = 24
_NARROWEST = 44  # `31 Dec`

_STYLE = """
text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
fill:#1f2328}
.paper{fill:#fff}.head{font-size:20px;font-weight:600}.bold{font-weight:600}.quiet{fill:#59636e}
.id{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:11px;fill:#59636e}
.right{text-anchor:end}.mid{text-anchor:middle}
.line{stroke:#d1d9e0}.weekend{fill:#f3f5f8}.silent{fill:url(#dots)}.dot{fill:#b6bfc9}
.today{fill:none;stroke:#59636e}
.box{stroke:#57606a}.open{fill:#fff;stroke-dasharray:3 2}.arrow{fill:#1f2328}
.none{fill:#dbe9f9}.minor{fill:#7db0ea}.major{fill:#0a3069}.untold{fill:url(#hatch)}
.hatched{stroke:#aab4be}.ground{fill:#fff}.on-major{fill:#fff}
@media (prefers-color-scheme:dark){
text,.arrow{fill:#e6edf3}.paper,.open,.ground{fill:#0d1117}.quiet,.id{fill:#9198a1}
.line{stroke:#2f3742}.weekend{fill:#161c24}.dot{fill:#4b5562}.today,.box{stroke:#9198a1}
.none{fill:#12263f}.minor{fill:#1f5aa6}.major{fill:#a5d0ff}.hatched{stroke:#5a6572}
.on-major{fill:#0d1117}
}
"""
_PATTERNS = (
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect class="ground" width="6" height="6"/>'
    '<path class="hatched" d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5"/></pattern>'
    '<pattern id="dots" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<circle class="dot" cx="4" cy="4" r="1"/></pattern>'
)


class Column(NamedTuple):
    """Where a day stands.

    Attributes:
        at: Which of the days.
        x: Its left edge.
    """

    at: int
    x: float
    width: float


def draw(drawn: Diagram, out: TextIO) -> None:
    """Write a picture of a diagram: its weeks, what the signs mean, and the list."""
    placed = boxes(drawn, SCALE)
    blocks = _blocks(drawn, placed)
    width = max([_WIDTH, *(_right(block) + _MARGIN for block in blocks)])
    parts = [svg.text(_MARGIN, 42, words.caption(drawn), "head")]
    y = 56.0
    for block in blocks:
        days = {column.at for column in block}
        y = _block(block, [box for box in placed if box.day in days], drawn, y, parts) + 12
    if drawn.days:
        y = _legend(drawn, placed, y + 16, parts)
    if drawn.incidents:
        y = _list(drawn, y + 20, parts)
    height = y + _MARGIN
    paper = (f"<style>{_STYLE}</style>", f"<defs>{_PATTERNS}</defs>")
    ground = svg.rect(Frame(0, 0, width, height), "paper")
    said = _described(drawn)
    out.write(svg.page(width, height, words.caption(drawn), said, *paper, ground, *parts))


def _described(drawn: Diagram) -> str:
    """Return a diagram in words."""
    told = (
        f"{number}: {words.sentence(incident, drawn)}."
        for number, incident in enumerate(drawn.incidents, 1)
    )
    return " ".join(("A column a day, the hours down, a box an incident.", *told))


# ---------------------------------------------------------------- days


def _blocks(drawn: Diagram, placed: Sequence[Box]) -> list[list[Column]]:
    """Return the columns, two weeks beside each other; a crowded day is wider."""
    lane = 8 * len(str(len(drawn.incidents))) + 15
    needs = [0] * len(drawn.days)
    for box in placed:
        needs[box.day] = max(needs[box.day], box.lanes * lane)
    beside = min(2 * _WEEK, max(len(needs), 1))
    blocks: list[list[Column]] = []
    for first in range(0, len(needs), beside):
        block: list[Column] = []
        for at, width in enumerate(_widths(needs[first : first + beside], beside), first):
            block.append(Column(at, _right(block), width))
        blocks.append(block)
    return blocks


def _widths(needs: Sequence[float], beside: int) -> Iterator[float]:
    """Yield how wide days are: a crowded one as it needs to be, the others share what is left."""
    even = (_WIDTH - 2 * _MARGIN - _AXIS) / beside
    crowded = [need for need in needs if need > even]
    left = (even * len(needs) - sum(crowded)) / max(len(needs) - len(crowded), 1)
    for need in needs:
        yield need if need > even else max(left, need, _NARROWEST)


def _right(block: Sequence[Column]) -> float:
    return block[-1].x + block[-1].width if block else _MARGIN + _AXIS


def _block(
    block: Sequence[Column], placed: Sequence[Box], drawn: Diagram, y: float, parts: list[str]
) -> float:
    """Add some weeks below `y`; return where they end."""
    band = max((box.bottom for box in placed if not box.is_timed), default=0) / _MINUTES
    timed = any(box.is_timed for box in placed)
    band = band + 6 if band else 0 if timed else 2 * _LINE
    top = y + 44
    hours = top + band + (_GAP if band and timed else 0)
    bottom = hours + (MIDNIGHT / _MINUTES if timed else 0)
    for column in block:
        parts.extend(_day(column, drawn, y, top, bottom))
    if band:
        parts += (_rule(block, top), _rule(block, top + band))
        parts.append(_lines(words.band(drawn, placed).split(" "), top + 13))
    if timed:
        parts.extend(_axis(block, hours))
    for box in placed:
        column = block[box.day - block[0].at]
        parts.append(_box(box, column, hours if box.is_timed else top + 3, drawn))
    return bottom


def _day(column: Column, drawn: Diagram, y: float, top: float, bottom: float) -> Iterator[str]:
    """Yield a day's ground, its names, and the line at its left."""
    day = drawn.days[column.at]
    middle = column.x + column.width / 2
    for is_so, css in zip((day.is_weekend, day.is_silent), _GROUNDS, strict=True):
        if is_so:
            yield svg.rect(Frame(column.x, top, column.width, bottom - top), css)
    quiet = "quiet" if day.is_weekend else ""
    yield svg.text(middle, y + 20, words.WEEKDAYS[day.date.weekday()], f"mid {quiet}")
    name = str(day.date.day)
    if column.x == _MARGIN + _AXIS or day.date.day == 1:
        name = f"{name} {words.MONTHS[day.date.month - 1]}"
    yield svg.text(middle, y + 37, name, f"mid {'bold' if day.is_today else quiet}")
    if day.is_today:
        yield svg.rect(Frame(column.x + 4, y + 4, column.width - 8, 38), "today", corner=4)
    yield svg.path("line", "M", column.x, top, "V", bottom)


def _axis(block: Sequence[Column], hours: float) -> Iterator[str]:
    for hour in range(0, 25, 3):
        y = hours + hour * _HOUR
        yield _rule(block, y)
        yield svg.text(_MARGIN + _AXIS - 8, y + 4, f"{hour:02}:00", "right quiet")


def _rule(block: Sequence[Column], y: float) -> str:
    return svg.path("line", "M", _MARGIN + _AXIS, y, "H", _right(block))


def _lines(said: Sequence[str], y: float) -> str:
    return "".join(svg.text(_MARGIN, y + at * 12, each, "quiet") for at, each in enumerate(said))


# ---------------------------------------------------------------- boxes


def _box(box: Box, column: Column, top: float, drawn: Diagram) -> str:
    """Return a box with its number; an outline where nobody tells how long it was."""
    incident, css = box.incident, box.incident.impact or "untold"
    width = column.width / box.lanes
    x, y = column.x + box.lane * width + 2, top + box.top / _MINUTES + 1
    width, height = width - 4, (box.bottom - box.top) / _MINUTES - 2
    is_open = incident.duration_minutes is None
    label = _label(box, width)
    parts = [
        svg.rect(Frame(x, y, width, height), "box open" if is_open else f"box {css}", corner=2)
    ]
    if is_open:
        parts.append(svg.rect(Frame(x + 1, y + 1, 5, height - 2), css))
    elif css == "untold":
        parts.append(svg.rect(Frame(x + 4, y + 2, len(label) * _LETTER + 7, _LINE - 6), "ground"))
    ink = "bold on-major" if css == "major" and not is_open else "bold"
    parts.append(svg.text(x + 8, y + 12, label, ink))
    if box.goes_on_from:
        parts.append(_arrow(x + width - 8, y + 9, -1, ink))
    if box.goes_on:
        parts.append(_arrow(x + width - 8, y + height - 9, 1, ink))
    return svg.titled(f"{box.number}: {words.sentence(incident, drawn)}", *parts)


def _label(box: Box, width: float) -> str:
    """Return the number, and what tags there is room for."""
    number = str(box.number) + ("?" if box.incident.duration_minutes is None else "")
    room = int((width - 14) / _LETTER) - len(number) - 1 - 2 * (box.goes_on or box.goes_on_from)
    return f"{number} {words.tags(box.incident, room)}".strip()


def _arrow(x: float, y: float, way: int, ink: str) -> str:
    css = "on-major" if "on-major" in ink else "arrow"
    return svg.path(css, "M", x - 4, y, "h", 8, "l", -4, 6 * way, "z")


# ---------------------------------------------------------------- what the signs mean


def _legend(drawn: Diagram, placed: Sequence[Box], y: float, parts: list[str]) -> float:
    """Add what the impacts look like, and of the other signs those that are there."""
    signs = words.legend(drawn, placed)
    if drawn.incidents:
        parts.append(svg.text(_MARGIN, y, words.KEY, "quiet"))
        signs = {impact or "untold": impact or words.UNTOLD for impact in words.IMPACTS} | signs
    x = _MARGIN + (_across(words.KEY) + 24 if drawn.incidents else 0)
    for sign, says in signs.items():
        parts += (_sign(sign, x, y - 11), svg.text(x + _SWATCH + 6, y, says, "quiet"))
        x += _SWATCH + _across(says) + 24
    parts.append(svg.text(_MARGIN, y + _LINE, "; ".join(words.notes(drawn, placed)), "quiet"))
    return y + _LINE


def _sign(sign: str, x: float, y: float) -> str:
    if sign == "goes-on":
        return _arrow(x + _SWATCH - 4, y + 4, 1, "")
    css = sign if sign == "today" else f"line {sign}" if sign in _GROUNDS else f"box {sign}"
    return svg.rect(Frame(x, y, _SWATCH, 13), css, corner=2)


def _across(says: str) -> float:
    return len(says) * _LETTER


# ---------------------------------------------------------------- the list

# Where each fact begins, or ends, and how many letters there is room for.
_DATE, _TIME, _TITLE, _REGIONS, _LASTED, _ID = 74, 156, 246, 700, 860, 884
_TITLE_ROOM, _REGIONS_ROOM, _ID_ROOM = 60, 15, 42


def _list(drawn: Diagram, y: float, parts: list[str]) -> float:
    """Add the incidents by number; return where the list ends."""
    for number, incident in enumerate(drawn.incidents, 1):
        y += _ROW
        parts.append(
            svg.titled(words.sentence(incident, drawn), *_listed(number, incident, drawn, y))
        )
    return y


def _listed(number: int, incident: Incident, drawn: Diagram, y: float) -> Iterator[str]:
    css = incident.impact or "untold"
    yield svg.rect(Frame(_MARGIN, y - 12, _SWATCH, 14), f"box {css}", corner=2)
    yield svg.text(_MARGIN + 38, y, str(number), "bold right")
    yield svg.text(_DATE, y, words.when(incident, drawn), "")
    yield svg.text(_TIME, y, words.clock(incident, drawn), "quiet")
    yield svg.text(_TITLE, y, words.cropped(incident.title, _TITLE_ROOM), "bold")
    yield svg.text(_REGIONS, y, words.cropped(", ".join(incident.regions), _REGIONS_ROOM), "")
    yield svg.text(_LASTED, y, words.lasted(incident), "right")
    yield svg.text(_ID, y, words.cropped(incident.id, _ID_ROOM), "id")
