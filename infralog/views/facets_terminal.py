"""Facets -> a terminal: for each a panel, of bars, beside each other where there is room."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal, TextIO

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from infralog.facets import Count
from infralog.safe import line
from infralog.views import Screen
from infralog.views.stats_glyphs import bar, signs
from infralog.views.terminal import COMPONENT, HEADING, QUIET, REGION, console

STYLES = {"region": REGION, "component": COMPONENT}
BAR = "cyan"

# Of a panel, in columns of the screen; below the least, panels stand below each other.
_LEAST, _WIDEST = 34, 60
_BETWEEN = 4
# In a panel this wide, each count has its date beside it.
_DATED = 48
_NAME = 20
# What is not a time is cut to the most frequent.
_ROWS = 10
# So many months of nothing, one after the other, are told in one line.
_FOLDED = 3


def facets(counted: Mapping[str, Sequence[Count]], out: TextIO, screen: Screen) -> None:
    """Show how often each value of each facet occurs among all matches."""
    show = console(out, screen)
    if any(counted.values()):
        show.print(panels(counted, screen))


def panels(counted: Mapping[str, Sequence[Count]], screen: Screen) -> RenderableType:
    """Return a panel for each, in as many columns as there is room for."""
    beside = max(1, min(len(counted), (screen.width + _BETWEEN) // (_LEAST + _BETWEEN)))
    width = min((screen.width + _BETWEEN) // beside - _BETWEEN, _WIDEST)
    drawn = [_panel(name, counts, width, screen) for name, counts in counted.items()]
    rows = [drawn[start : start + beside] for start in range(0, len(drawn), beside)]
    return Group(*(part for row in rows for part in (Text(), _beside(row, width))))


def _beside(row: Sequence[RenderableType], width: int) -> Table:
    grid = Table.grid(padding=(0, _BETWEEN, 0, 0), pad_edge=False)
    for _ in row:
        grid.add_column(width=width)
    grid.add_row(*row)
    return grid


def _panel(name: str, counts: Sequence[Count], width: int, screen: Screen) -> Group:
    rows = list(_folded(counts)) if name == "month" else list(counts)
    timed = name in ("month", "weekday", "hour")
    shown = rows if timed else rows[:_ROWS]
    head = Text(name, style=HEADING)
    parts: list[RenderableType] = [head, _bars(name, shown, width, screen)]
    if len(shown) < len(rows):
        parts.append(Text(f"and {len(rows) - len(shown):,} more", style=QUIET))
    return Group(*parts)


def _folded(counts: Iterable[Count]) -> Iterator[Count]:
    """Yield the counts, long runs of nothing as one."""
    for is_nothing, each in groupby(counts, lambda count: not count.incidents):
        run = list(each)
        if is_nothing and len(run) >= _FOLDED:
            yield Count(f"{len(run)} months", 0, None)
        else:
            yield from run


def cut(screen: Screen) -> Literal["ellipsis", "crop"]:
    """Return how a name that is too long ends."""
    return "ellipsis" if screen.unicode else "crop"


def _bars(name: str, counts: Sequence[Count], width: int, screen: Screen) -> Table:
    longest = max((len(count.value) for count in counts), default=1)
    first = min(longest, _NAME, max(4, width // 2))
    second = max((len(f"{count.incidents:,}") for count in counts), default=1)
    dated = width >= _DATED
    room = width - first - second - (len(" 2026-06-01") if dated else 0) - 2
    most = max((count.incidents for count in counts), default=0)
    grid = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
    grid.add_column(width=first, no_wrap=True, overflow=cut(screen))
    grid.add_column(width=second, justify="right", no_wrap=True)
    grid.add_column(no_wrap=True, overflow="crop")
    drawn = signs(unicode=screen.unicode)
    for count in counts:
        told = Text().append(bar(count.incidents, most, room, drawn), style=BAR)
        if dated and count.last:
            told.append(f"{'':{room - told.cell_len}} {count.last}", style=QUIET)
        style = STYLES.get(name, "") if count.incidents else QUIET
        number = Text(f"{count.incidents:,}", style="" if count.incidents else QUIET)
        grid.add_row(Text(line(count.value), style=style), number, told)
    return grid
