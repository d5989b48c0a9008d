"""What matches, counted: an overview, and by one dimension after the other."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from infralog import counts
from infralog.dimensions import DIMENSIONS, Dimension
from infralog.model import Query
from infralog.safe import line
from infralog.stats import Overview, Report
from infralog.stores import Store
from infralog.tui import Look
from infralog.tui.bar import Bar
from infralog.tui.page import drawn
from infralog.views import stats_terminal
from infralog.views.stats_words import NOT_TOLD
from infralog.views.words import amount, count

if TYPE_CHECKING:
    from infralog.tui.app import Browser

_PERIOD = "90d"
_ROWS = 40
_EACH: tuple[Dimension | None, ...] = (None, *DIMENSIONS)


class Stats(Screen[None]):
    """What was counted."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l,tab", "turn(1)", "Next", key_display="→", priority=True),
        Binding("left,h,shift+tab", "turn(-1)", "Previous", key_display="←", priority=True),
        Binding("j", "scroll(1)", "Down", show=False, priority=True),
        Binding("k", "scroll(-1)", "Up", show=False, priority=True),
        Binding("escape,q,s,backspace", "dismiss", "Back", key_display="Esc", priority=True),
    ]

    def __init__(self, query: Query, look: Look, named: str) -> None:
        """Take what is counted, and what it is named: as it was typed."""
        super().__init__()
        self._named = named or "all incidents"
        self._query = query._replace(limit=_ROWS, offset=0, sort=None)
        self._look = look
        self._at = 0

    def compose(self) -> ComposeResult:
        """Yield the page."""
        yield Static(classes="head", markup=False)
        with VerticalScroll():
            yield Static(classes="told", markup=False)
        yield Bar()

    def on_mount(self) -> None:
        """Count."""
        self._count()

    def on_resize(self) -> None:
        """Draw it in its new width."""
        self._count()

    def action_turn(self, by: int) -> None:
        """Count by another dimension."""
        self._at = (self._at + by) % len(_EACH)
        self._count()

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def _count(self) -> None:
        by = _EACH[self._at]
        head = f"{line(self._named)}, by {by}" if by else f"{line(self._named)}, at a glance"
        self.query_one(".head", Static).update(Text(head, no_wrap=True, overflow="ellipsis"))
        cast("Browser", self.app).back.ask("stats", partial(_counted, self._query, by), self._show)

    def _show(self, told: Overview | Report) -> None:
        if not self.is_attached:
            return
        page = self.query_one(VerticalScroll)
        paper = self._look.paper._replace(width=max(page.scrollable_content_region.width - 1, 20))
        if self._look.plain:
            text = Text("\n".join(_in_words(told)))
        else:
            text = drawn(paper, lambda out, on: stats_terminal.show(told, out, on))
        self.query_one(".told", Static).update(text)
        page.scroll_home(animate=False)


def _counted(query: Query, by: Dimension | None, store: Store) -> Overview | Report:
    if by is None:
        return counts.overview(store, query, _PERIOD)
    return counts.report(store, query, (by,), _PERIOD)


def _in_words(told: Overview | Report) -> Iterator[str]:
    """Yield a line for each value that was counted, without bars."""
    if isinstance(told, Overview):
        yield count(told.whole.whole.incidents or 0, "incident")
        reports = [told.regions, told.components]
    else:
        reports = [told]
    for report in reports:
        for row in report.rows:
            name = line(row.keys[0] or NOT_TOLD)
            if row.incidents is None:
                yield f"{name}: not known"
                continue
            median = f", median {amount(row.lasted.median)}" if row.lasted.median else ""
            last = f", last on {row.last}" if row.last else ""
            yield f"{name}: {count(row.incidents, 'incident')}{last}{median}"
