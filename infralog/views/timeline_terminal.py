"""A diagram -> a terminal: a column a day, a row an hour, a box an incident, and the list below.

The shade of a box tells its impact, with colours or without; its number is that of the list.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TextIO

from rich.cells import set_cell_size
from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from infralog.model import Incident
from infralog.safe import line
from infralog.timeline import Box, Day, Diagram, Scale, boxes
from infralog.views import Screen
from infralog.views import timeline_words as words
from infralog.views.terminal import (
    IMPACTS,
    QUIET,
    REGION,
    TITLE,
    console,
    link,
    plain_table,
)
from infralog.views.timeline_columns import Column, blocks_of, width_of

SCALE = Scale(step=60, least=60)

_HOURS = 24
_AXIS = 3  # columns: two digits and a blank
_LEAST = 4  # columns of the tags in a box, or they are left out
_NARROW = 64  # below this the list is stacked
_WIDEST = 140  # beyond this no list is easier to read


class Signs(NamedTuple):
    """What is drawn with: a shade for each impact, and what marks days and boxes."""

    none: str
    minor: str
    major: str
    untold: str
    weekend: str
    silent: str
    up: str
    down: str
    rule: str

    def shade(self, impact: str | None) -> str:
        """Return the shade of a box."""
        shades = {"none": self.none, "minor": self.minor, "major": self.major}
        return shades.get(impact or "", self.untold)


UNICODE = Signs("░", "▒", "█", "╱", "·", "╌", "↑", "↓", "─")  # noqa: RUF001 -- a hatching
ASCII = Signs(".", ":", "#", "/", "'", "-", "^", "v", "-")


def draw(drawn: Diagram, out: TextIO, screen: Screen) -> None:
    """Show a diagram: its weeks, what the signs mean, and the list of its incidents."""
    if not drawn.days:
        return
    signs = UNICODE if screen.unicode else ASCII
    parts: list[RenderableType] = [Text(words.caption(drawn), style=TITLE), Text()]
    parts += weeks(drawn, screen)
    parts += _legend(drawn, screen, signs)
    if drawn.incidents:
        parts += [Text(), *_list(drawn, screen, signs)]
    console(out, screen).print(Group(*parts))


def weeks(drawn: Diagram, screen: Screen) -> Iterator[Text]:
    """Yield the lines of the weeks; where a box is, `Style.meta` has its number as `incident`."""
    signs = UNICODE if screen.unicode else ASCII
    for columns in blocks_of(drawn, SCALE, screen.width - _AXIS):
        yield from _block(columns, drawn, signs)
        yield Text()


# ---------------------------------------------------------------- a block of days


def _block(columns: Sequence[Column], drawn: Diagram, signs: Signs) -> Iterator[Text]:
    """Yield the lines of a block: the days, what has no time, and the hours."""
    found = [box for column in columns for box in column.boxes]
    untold = max((box.bottom // SCALE.step for box in found if not box.is_timed), default=0)
    timed = any(box.is_timed for box in found)
    yield from _days(columns)
    if untold or not timed:
        yield _rule(words.band(drawn, found), columns, signs)
        for row in range(max(untold, 1)):
            yield _row("", columns, row, signs, timed=False)
    if timed:
        yield _rule(words.HOURS, columns, signs)
        for row in range(_HOURS):
            yield _row("" if row % 3 else f"{row:02}", columns, row, signs, timed=True)


def _days(columns: Sequence[Column]) -> Iterator[Text]:
    """Yield the months, the weekdays, and the days."""
    starts = [number == 0 or c.day.date.day == 1 for number, c in enumerate(columns)]
    months = [
        words.MONTHS[c.day.date.month - 1] if s else ""
        for c, s in zip(columns, starts, strict=True)
    ]
    yield _line(
        "", [Text(_fit(name, c.width), QUIET) for name, c in zip(months, columns, strict=True)]
    )
    yield _line("", [_day(words.WEEKDAYS[c.day.date.weekday()], c) for c in columns])
    yield _line("", [_day(_date(c.day), c) for c in columns])


def _date(day: Day) -> str:
    return f"[{day.date.day}]" if day.is_today else f"{day.date.day:2}"


def _day(text: str, column: Column) -> Text:
    style = TITLE if column.day.is_today else QUIET if column.day.is_weekend else ""
    return Text(_fit(text, column.width), style)


def _rule(says: str, columns: Sequence[Column], signs: Signs) -> Text:
    return Text(f"{signs.rule * 2} {says} ".ljust(_AXIS + width_of(columns), signs.rule), QUIET)


def _row(axis: str, columns: Sequence[Column], row: int, signs: Signs, *, timed: bool) -> Text:
    """Return what all days hold in one row of the hours, or of the band."""
    return _line(axis, [_cell(column, row, signs, timed=timed) for column in columns])


def _cell(column: Column, row: int, signs: Signs, *, timed: bool) -> Text:
    here = {
        box.lane: box
        for box in column.boxes
        if box.is_timed is timed and box.top <= row * SCALE.step < box.bottom
    }
    lanes = max([1, *(box.lanes for box in here.values())])
    each, left = divmod(column.width, lanes)
    cell = Text()
    for lane in range(lanes):
        width = each + (left if lane == lanes - 1 else 0)
        box = here.get(lane)
        cell.append_text(_of(box, row, width, signs) if box else _ground(column, row, width, signs))
    return cell


def _ground(column: Column, row: int, width: int, signs: Signs) -> Text:
    """Return what a day looks like where it has no box."""
    if column.day.is_silent:
        return Text((" " if row % 3 else signs.silent) * width, QUIET)
    return Text((f"{signs.weekend} " if column.day.is_weekend else "  ") * width, QUIET)[:width]


def _of(box: Box, row: int, width: int, signs: Signs) -> Text:
    """Return one row of a box, which knows whose it is."""
    part = _part(box, row, width, signs)
    part.stylize(Style(meta={"incident": box.number}))
    return part


def _part(box: Box, row: int, width: int, signs: Signs) -> Text:
    """Return one row of a box: the first tells its number, the last whether it goes on."""
    shade, style = signs.shade(box.incident.impact), IMPACTS.get(box.incident.impact or "", "")
    is_first = row * SCALE.step == box.top
    is_last = (row + 1) * SCALE.step == box.bottom
    end = signs.down if box.goes_on and is_last else ""
    if not is_first:
        return Text(end.rjust(width, shade), style)
    part = Text(signs.up if box.goes_on_from else shade, style)
    part.append(_label(box, width - 1 - len(end)), TITLE)
    part.append(end.rjust(width - len(part), shade), style)
    return part


def _label(box: Box, room: int) -> str:
    """Return the number, `?` behind it if nobody tells how long, and tags if there is room."""
    number = str(box.number) + ("?" if box.incident.duration_minutes is None else "")
    tags = words.tags(box.incident, room - len(number) - 3)
    return f"{number} {tags} " if tags else number


def _fit(text: str, width: int) -> str:
    return set_cell_size(text, width)


def _line(axis: str, cells: Sequence[Text]) -> Text:
    row = Text.assemble((axis.ljust(_AXIS), QUIET))
    row.append_text(Text(" ").join(cells))
    row.rstrip()
    row.no_wrap = True
    return row


# ---------------------------------------------------------------- what the signs mean


def _legend(drawn: Diagram, screen: Screen, signs: Signs) -> Iterator[Text]:
    """Yield what the impacts look like, and of the other signs those that are there."""
    key = [Text(words.KEY, QUIET)]
    for impact in words.IMPACTS:
        shade = (signs.shade(impact), IMPACTS.get(impact or "", ""))
        key.append(Text.assemble(shade, (f" {impact or words.UNTOLD}", QUIET)))
    yield from _packed(key if drawn.incidents else (), screen.width)
    marks = {
        "open": "?",
        "goes-on": signs.down,
        "weekend": signs.weekend,
        "silent": signs.silent,
        "today": "[ ]",
    }
    placed = boxes(drawn, SCALE)
    told = words.legend(drawn, placed).items()
    yield from _packed((Text(f"{marks[sign]} {says}", QUIET) for sign, says in told), screen.width)
    if words.LATER in words.notes(drawn, placed):
        yield Text(words.LATER, QUIET)


def _packed(said: Iterable[Text], width: int) -> Iterator[Text]:
    """Yield lines of what belongs together, none of it broken where it fits."""
    row = Text()
    for each in said:
        if row.plain and row.cell_len + 2 + each.cell_len > width:
            yield row
            row = Text()
        row.append("  " if row.plain else "").append_text(each)
    if row.plain:
        yield row


# ---------------------------------------------------------------- the list


def _list(drawn: Diagram, screen: Screen, signs: Signs) -> Iterator[RenderableType]:
    """Yield the incidents by number: a table, or where there is no room for one, a stack."""
    if screen.width >= _NARROW:
        yield _table(drawn, screen, signs)
        return
    for number, incident in enumerate(drawn.incidents, 1):
        facts = Text("  ").join(
            fact
            for fact in (
                _number(number, incident, drawn, signs),
                Text(words.when(incident, drawn)),
                Text(words.clock(incident, drawn)),
                _regions(incident),
                _lasted(incident),
            )
            if fact.plain
        )
        yield from ([] if number == 1 else [Text()])
        yield from (facts, *_told(incident, screen))


def _table(drawn: Diagram, screen: Screen, signs: Signs) -> Table:
    table = plain_table(screen, min(screen.width, _WIDEST))
    table.add_column("", no_wrap=True)
    table.add_column("Date", no_wrap=True)
    table.add_column("Time", no_wrap=True)
    table.add_column("Incident", ratio=1, overflow="fold")
    table.add_column("Regions", max_width=13)
    table.add_column("Lasted", justify="right", no_wrap=True)
    for number, incident in enumerate(drawn.incidents, 1):
        table.add_row(
            _number(number, incident, drawn, signs),
            Text(words.when(incident, drawn)),
            Text(words.clock(incident, drawn)),
            Group(*_told(incident, screen)),
            _regions(incident),
            _lasted(incident),
        )
    return table


def _number(number: int, incident: Incident, drawn: Diagram, signs: Signs) -> Text:
    """Return the number beside the shade that its box has."""
    digits = len(str(len(drawn.incidents)))
    shade = (signs.shade(incident.impact), IMPACTS.get(incident.impact or "", ""))
    return Text.assemble(shade, (f"{number:{digits}}", TITLE))


def _told(incident: Incident, screen: Screen) -> Iterator[Text]:
    title = Text(line(incident.title), TITLE)
    if screen.links and incident.url:
        title.stylize(link(incident.url))
    yield title
    yield Text(line(incident.id), style=QUIET, no_wrap=True, overflow="crop")


def _regions(incident: Incident) -> Text:
    return Text(", ").join(Text(line(code), REGION) for code in incident.regions)


def _lasted(incident: Incident) -> Text:
    return Text(words.lasted(incident), IMPACTS.get(incident.impact or "", ""))
