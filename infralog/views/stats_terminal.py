"""Counts -> a terminal: an overview, a table of bars, or a heat map."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from itertools import groupby
from typing import Literal, NamedTuple, TextIO

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from infralog.facets import Count
from infralog.safe import line
from infralog.stats import Lasted, Overview, Report, Row
from infralog.views import Screen, stats_axis
from infralog.views.facets_terminal import BAR, STYLES, cut, panels
from infralog.views.stats_glyphs import Signs, bar, signs, spark
from infralog.views.stats_words import NOT_TOLD, gaps, lasted, notes
from infralog.views.terminal import HEADING, QUIET, TITLE, console, plain_table
from infralog.views.words import amount, count

_CHANGES = {"more": "bold yellow", "fewer": "green"}

# Lines that are longer are hard to read, however wide the terminal.
_MEASURE = 96
_WIDEST_NAME, _WIDEST_BAR = 28, 30
# A bar takes so much of the screen, at least.
_BARS = 12
# A line of sparks takes so much of the screen, at most.
_SPARKS = 5
_WIDEST_SPARK = 48
# So many months of which nothing is known, one after the other, are told in one line.
_FOLDED = 3
_HEAD, _CHANGE = "incidents", "change"
# What a column of the table takes beside its text.
_BESIDE = 2


def show(told: Overview | Report, out: TextIO, screen: Screen) -> None:
    """Show what was counted: by one dimension as a table, by two as a heat map."""
    if isinstance(told, Overview):
        console(out, screen).print(_overview(told, screen))
        return
    from infralog.views.stats_heat import heat

    printer = console(out, screen)
    left: list[str] = []
    if len(told.scope.by) > 1:
        printer.print(heat(told, screen))
    else:
        table, left = _table(told, screen)
        printer.print(table)
    unknown = signs(unicode=screen.unicode).unknown
    for note in notes(told, unknown, left):
        printer.print(Text(note, style=QUIET), width=min(screen.width, _MEASURE))


# ---------------------------------------------------------------- a table


class _Column(NamedTuple):
    """A column of the table; those of the most `worth` come first where there is little room."""

    head: str
    cells: Sequence[Text]
    worth: int
    right: bool = False

    @property
    def width(self) -> int:
        return max(len(self.head), *(cell.cell_len for cell in self.cells), 0)


def _table(told: Report, screen: Screen) -> tuple[Table, list[str]]:
    """Return the table, and the heads of those columns that it has no room for."""
    name, rows = told.scope.by[0], list(_folded(told.rows))
    style = STYLES.get(name, "")
    names = [
        Text(line(row.keys[0]), style=style) if row.keys[0] else Text(NOT_TOLD, style=QUIET)
        for row in rows
    ]
    first = _Column(name, names, 9)
    width = min(first.width, _WIDEST_NAME, max(6, screen.width // 2))
    least = max(4, screen.width // _BARS) + 2 * _BESIDE
    wanted = list(_columns(told, rows, screen))
    columns = _fitting(wanted, screen.width - width - least)
    room = screen.width - width - sum(c.width + _BESIDE for c in columns) - 2 * _BESIDE
    bars = list(_bars(rows, min(room, _WIDEST_BAR), signs(unicode=screen.unicode)))
    barred = _Column(_HEAD if room >= len(_HEAD) else "", bars, 0)
    every = [columns[0], *([barred] if room > 0 else []), *columns[1:]]
    table = plain_table(screen, None)
    table.add_column(name, width=width, no_wrap=True, overflow=cut(screen))
    for column in every:
        justify: Literal["left", "right"] = "right" if column.right else "left"
        table.add_column(column.head, justify=justify, no_wrap=True, overflow="crop")
    for number, cell in enumerate(names):
        table.add_row(cell, *(column.cells[number] for column in every))
    return table, [column.head for column in wanted if column not in columns]


def _folded(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows, long runs of which nothing is known as one."""
    for is_unknown, each in groupby(rows, lambda row: row.incidents is None):
        run = list(each)
        if is_unknown and len(run) >= _FOLDED:
            yield run[0]._replace(keys=(f"{len(run)} months",))
        else:
            yield from run


def _fitting(columns: list[_Column], room: int) -> list[_Column]:
    """Return as many columns as fit, those of the most worth; of equal worth all or none."""
    kept: set[int] = set()
    for worth in sorted({column.worth for column in columns}, reverse=True):
        width = sum(column.width + _BESIDE for column in columns if column.worth == worth)
        if width <= room or not kept:
            kept.add(worth)
            room -= width
    return [column for column in columns if column.worth in kept]


def _columns(told: Report, rows: Sequence[Row], screen: Screen) -> Iterator[_Column]:
    yield _Column("", [_number(row.incidents) for row in rows], 9, right=True)
    yield _Column("share", [_share(row) for row in rows], 2, right=True)
    if "month" not in told.scope.by:
        yield _Column("last", [Text(str(row.last or "")) for row in rows], 4)
    yield _Column("median", [_amount(row.lasted.median) for row in rows], 6, right=True)
    yield _Column("p90", [_amount(row.lasted.p90) for row in rows], 1, right=True)
    # A median of few tells little, and does not stand without their number.
    yield _Column("known", [_known(row.lasted, row.incidents) for row in rows], 6, right=True)
    if "month" in told.scope.by:
        return
    yield _sparks(told, rows, screen)
    if told.whole.trend and told.whole.trend.p_value is None:
        return
    period = f"{told.scope.period}d"
    yield _Column(period, [_number(row.trend and row.trend.now) for row in rows], 7, right=True)
    before = [_number(row.trend and row.trend.before) for row in rows]
    yield _Column("before", before, 7, right=True)
    changes = [(row.trend and row.trend.change) or "" for row in rows]
    yield _Column(_CHANGE, [Text(c, style=_CHANGES.get(c, QUIET)) for c in changes], 7)


def _sparks(told: Report, rows: Sequence[Row], screen: Screen) -> _Column:
    axis = stats_axis.of_months(told.months, min(_WIDEST_SPARK, screen.width // _SPARKS))
    counts = [stats_axis.gathered(row.months, axis) for row in rows]
    most = max((n for row in counts for n in row if n), default=1)
    drawn = signs(unicode=screen.unicode)
    cells = [Text(spark(row, most, drawn), style=BAR) for row in counts]
    return _Column(f"per {axis.unit}", cells, 3)


def _number(number: int | None) -> Text:
    return Text("" if number is None else f"{number:,}", style="" if number else QUIET)


def _share(row: Row) -> Text:
    return Text("" if row.share is None else f"{row.share:.0%}", style=QUIET)


def _amount(minutes: float | None) -> Text:
    return Text("" if minutes is None else amount(minutes))


def _known(told: Lasted, among: int | None) -> Text:
    return Text(f"{told.known:,} of {among:,}" if among else "", style=QUIET)


def _bars(rows: Sequence[Row], width: int, drawn: Signs) -> Iterator[Text]:
    """Yield the bars; what is not told has none, lest it dwarf what is."""
    told = [row.incidents for row in rows if row.keys[0] and row.incidents]
    for row in rows:
        text = bar(row.incidents, max(told, default=1), width, drawn) if row.keys[0] else ""
        yield Text(text.ljust(width), style=BAR if row.incidents else QUIET)


# ---------------------------------------------------------------- an overview


def _overview(told: Overview, screen: Screen) -> Group:
    whole = told.whole
    head = Text(count(whole.whole.incidents or 0, "incident"), style=TITLE)
    if whole.first:
        head.append(f", {whole.first} to {whole.whole.last}", style="not bold")
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(style=HEADING, no_wrap=True)
    facts.add_column(overflow="fold")
    for name, value in _facts(told, screen):
        facts.add_row(Text(name), value)
    parts: list[RenderableType] = [head, facts]
    counted = {
        "region": [*_counts(told.regions.rows)],
        "component": [*_counts(told.components.rows)],
    }
    if any(counted.values()):
        parts.append(panels(counted, screen))
    return Group(*parts)


def _facts(told: Overview, screen: Screen) -> Iterator[tuple[str, Text]]:
    drawn, whole = signs(unicode=screen.unicode), told.whole
    axis = stats_axis.of_months(whole.months, max(6, min(screen.width - 14, _MEASURE)))
    counts = stats_axis.gathered(whole.whole.months, axis)
    if counts:
        most = max((n for n in counts if n), default=1)
        yield f"per {axis.unit}", Text(spark(counts, most, drawn), style=BAR)
        yield "", Text(f"{axis.columns[0].name} to {axis.columns[-1].name}", style=QUIET)
    yield "lasted", Text(lasted(whole.whole.lasted, whole.whole.incidents or 0))
    if whole.whole.trend:
        from infralog.trend import sentence

        change = whole.whole.trend.change or ""
        yield "lately", Text(sentence(whole.whole.trend), style=_CHANGES.get(change, ""))
    yield "logged", Text(gaps(whole))
    if told.synced:
        yield "synced", Text(f"{told.synced.astimezone(UTC):%Y-%m-%d %H:%M} UTC")


def _counts(rows: Iterable[Row]) -> Iterator[Count]:
    for row in rows:
        if row.keys[0]:
            yield Count(row.keys[0], row.incidents or 0, row.last)
