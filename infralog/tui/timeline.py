"""Weeks that match: a column a day, a box an incident; the box under the cursor opens."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from infralog import timeline, weeks
from infralog.model import Interval, Query
from infralog.stores import Store
from infralog.timeline import Diagram
from infralog.tui import Look
from infralog.tui.bar import Bar
from infralog.views import Screen as Paper
from infralog.views import timeline_terminal
from infralog.views import timeline_words as words

if TYPE_CHECKING:
    from infralog.tui.app import Browser

_WEEKS = 2
_SPAN = timedelta(days=7 * _WEEKS)
_QUESTION = "weeks"
_LEAVING = ("escape", "q", "t", "backspace")


class Timeline(Screen[str]):
    """Two weeks at a time; ends with the ID of the incident that is to be read."""

    AUTO_FOCUS = "#weeks"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Later", key_display="j", priority=True),
        Binding("k,up", "move(-1)", "Earlier", key_display="k", priority=True),
        Binding("left,h", "turn(-1)", "Weeks before", key_display="←", priority=True),
        Binding("right,l", "turn(1)", "Weeks after", key_display="→", priority=True),
        Binding("enter,ctrl+j", "open", "Read", key_display="Enter", priority=True),
        Binding(",".join(_LEAVING), "dismiss", "Back", key_display="Esc", priority=True),
    ]

    def __init__(self, query: Query, look: Look) -> None:
        """Take what is drawn."""
        super().__init__()
        self._query = query._replace(limit=0, offset=0, sort=None, bare=True)
        self._look = look
        self._drawn = Diagram((), ())
        self._lines: list[Text] = []
        self._at = 0
        self._is_drawn = False

    def is_due(self, key: events.Key) -> bool:
        """Tell whether the weeks that a key is about are there."""
        return key.key in _LEAVING or (
            self._is_drawn and not cast("Browser", self.app).is_open(_QUESTION)
        )

    def compose(self) -> ComposeResult:
        """Yield the weeks, and below in words what is under the cursor."""
        yield Static(classes="head", markup=False)
        with VerticalScroll(id="weeks"):
            yield Static(classes="told", markup=False)
        yield Static(classes="foot", markup=False)
        yield Bar()

    def on_mount(self) -> None:
        """Draw the newest weeks."""
        self._ask(partial(_ending, self._query, None))

    def on_resize(self) -> None:
        """Draw them in their new width."""
        self._draw()

    def _ask(self, read: Callable[[Store], Diagram | None], *, at_end: bool = True) -> None:
        then = partial(self._show, at_end=at_end)
        cast("Browser", self.app).back.ask(_QUESTION, read, then)

    def _show(self, drawn: Diagram | None, *, at_end: bool) -> None:
        self._is_drawn = True
        if drawn is not None and self.is_attached:
            self._drawn = drawn
            self._at = len(drawn.incidents) - 1 if at_end else 0
            self._draw()

    # ------------------------------------------------------------ moving

    def action_move(self, by: int) -> None:
        """Move to the next incident, in these weeks or beyond."""
        at = self._at + by
        if 0 <= at < len(self._drawn.incidents):
            self._at = at
            self._draw()
        elif self._drawn.days:
            self._ask(partial(_beyond, self._query, self._drawn, by), at_end=by < 0)

    def action_turn(self, by: int) -> None:
        """Show the weeks before or after."""
        if self._drawn.days:
            last = self._drawn.days[-1].date + by * _SPAN
            self._ask(partial(_ending, self._query, last), at_end=by < 0)

    def action_open(self) -> None:
        """Read the incident under the cursor."""
        if self._drawn.incidents:
            self.dismiss(self._drawn.incidents[self._at].id)

    def on_click(self, event: events.Click) -> None:
        """Read the incident of the box, or of the line, that is clicked."""
        number = event.style.meta.get("incident")
        if number:
            self._at = number - 1
            self.action_open()

    # ------------------------------------------------------------ drawing

    def _draw(self) -> None:
        page = self.query_one("#weeks", VerticalScroll)
        width = max(page.scrollable_content_region.width - 1, 20)
        paper = self._look.paper._replace(width=width)
        head = words.caption(self._drawn) if self._drawn.days else words.NOTHING
        self.query_one(".head", Static).update(Text(head, no_wrap=True))
        lines = list(self._plain() if self._look.plain else self._boxes(paper))
        self.query_one(".told", Static).update(Text("\n").join(lines))
        told = self._drawn.incidents[self._at : self._at + 1]
        said = Text(words.sentence(told[0], self._drawn) if told else "", style="bold")
        for tags in filter(None, (words.tags(one, width) for one in told)):
            said.append(f"\n{tags}", style="not bold")
        self.query_one(".foot", Static).update(said)

    def _boxes(self, paper: Paper) -> list[Text]:
        rows = list(timeline_terminal.weeks(self._drawn, paper))
        seen = [n for n, row in enumerate(rows) if self._mark(row)]
        if seen:
            page = self.query_one("#weeks", VerticalScroll)
            top, height = page.scroll_offset.y, page.size.height
            if seen[0] < top or seen[0] >= top + height - 1:
                page.scroll_to(y=max(seen[0] - height // 2, 0), animate=False, immediate=True)
        return rows

    def _mark(self, row: Text) -> bool:
        """Reverse the box under the cursor in a line; tell whether it is there."""
        spans = [
            (span.start, span.end)
            for span in row.spans
            if isinstance(span.style, Style) and span.style.meta.get("incident") == self._at + 1
        ]
        for start, end in spans:
            row.stylize("reverse bold", start, end)
        return bool(spans)

    def _plain(self) -> list[Text]:
        return [
            Text(
                f"{'> ' if n == self._at else '  '}{words.sentence(incident, self._drawn)}",
                style=Style(meta={"incident": n + 1}),
            )
            for n, incident in enumerate(self._drawn.incidents)
        ]


def _ending(query: Query, last: date | None, store: Store) -> Diagram:
    return weeks.drawn(store, query, _WEEKS, last).drawn


def _beyond(query: Query, shown: Diagram, by: int, store: Store) -> Diagram | None:
    """Return the next weeks in which anything is, before or after those that are shown."""
    first, last = shown.days[0].date, shown.days[-1].date
    asked = query.interval
    if by < 0:
        until = min(filter(None, (first - timedelta(1), asked.until)))
        ending = weeks.newest(store, query._replace(interval=Interval(asked.since, until)))
        return _ending(query, ending, store) if ending else None
    since = max(filter(None, (last + timedelta(1), asked.since)))
    later = query._replace(interval=Interval(since, asked.until), sort="oldest", limit=1)
    hit = next(iter(store.search(later).hits), None)
    if hit is None:
        return None
    day = timeline.day_of(hit.incident, by_published=query.by_published)
    return _ending(query, day + _SPAN - timedelta(1), store)
