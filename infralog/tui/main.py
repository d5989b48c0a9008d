"""The first screen: the search line, the facets, the hits, and the incident that is read."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.screen import Screen
from textual.widgets import Input, Static

from infralog.errors import InfralogError
from infralog.model import Hit, Summary
from infralog.query import Filters
from infralog.tui import Look, reading, typed
from infralog.tui.bar import Bar
from infralog.tui.detail import Detail
from infralog.tui.hits import Hits
from infralog.tui.keys import Keys
from infralog.tui.line import SearchLine
from infralog.tui.reading import About, Found
from infralog.tui.sidebar import Sidebar
from infralog.tui.stats import Stats
from infralog.tui.status import Status
from infralog.tui.timeline import Timeline
from infralog.tui.typed import Asked
from infralog.views.words import count

if TYPE_CHECKING:
    from infralog.tui.app import Browser

# Seconds that one may go on typing before what is beside the answer is counted, before what is
# like the incident is sought, and between two looks at whether another process has written.
_PAUSE = 0.15
_REST = 0.4
_WATCH = 3.0
_PARTS = 5
# An incident that is awaited, and not known by its ID before the search has its answer.
_ANY = ""
# What can be done in the search line, too.
_EVERYWHERE = ("back",)
_NOTHING, _EMPTY = "nothing matches", "the store is empty; run: infralog sync"


class Main(Screen[None]):
    """Search, narrow, read."""

    AUTO_FOCUS = "#line"
    # They come before what has the focus: with keys that follow each other quickly it may be about
    # to change.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "line", "Search", key_display="/", priority=True),
        Binding("f", "facets", "Facets", priority=True),
        Binding("t", "timeline", "Timeline", priority=True),
        Binding("s", "stats", "Stats", priority=True),
        Binding("e", "evidence", "Evidence", priority=True),
        Binding("m", "mentions", "Mentions", priority=True),
        Binding("y", "copy", "Copy", priority=True),
        Binding("o", "browser", "Open", priority=True),
        Binding("b", "command", "Command", show=False, priority=True),
        Binding("r", "again", "Read anew", show=False, priority=True),
        Binding("question_mark", "keys", "Keys", key_display="?", priority=True),
        Binding("q", "quit", "Quit", priority=True),
        Binding("escape", "back", "Back", show=False, priority=True),
        Binding("backspace", "back", "Back", show=False),
        *(
            Binding(str(n), f"similar({n})", f"Similar {n}", show=False, priority=True)
            for n in range(1, 6)
        ),
    ]

    def __init__(self, text: str, filters: Filters, look: Look) -> None:
        """Take what is looked for first, and what no line can hold."""
        super().__init__()
        self._text = text
        self._filters = filters
        self._look = look
        self._known: Mapping[str, Sequence[str]] = {}
        self._asked: Asked | None = None
        self._held: Summary | None = None
        self._awaited: str | None = _ANY
        self._then: Callable[[], None] | None = None
        self.set_class(look.plain, "-plain")

    @property
    def _app(self) -> "Browser":
        return cast("Browser", self.app)

    @property
    def is_whole(self) -> bool:
        """True unless it is about to end, and parts of it are gone."""
        return len(self.query("#line, #facets, #hits, #detail, #status")) == _PARTS

    def compose(self) -> ComposeResult:
        """Yield the panes."""
        with Horizontal(id="top"):
            yield Static("search " if self._look.plain else "/ ", id="prompt", markup=False)
            yield SearchLine(self._text, lambda what: self._known.get(what, ()))
        with Container(id="body"):
            yield Sidebar(plain=self._look.plain)
            yield Hits(plain=self._look.plain)
            yield Detail(self._look.paper)
        yield Status()
        yield Bar()

    def on_mount(self) -> None:
        """Look for what was asked on the command line."""
        self.query_one(Sidebar).border_title = "facets"
        self.query_one(Detail).border_title = "incident"
        self._search(at=self._filters.offset)
        self._app.back.ask("known", reading.known, partial(setattr, self, "_known"))
        self._watch()
        self.set_interval(_WATCH, self._watch)

    # ------------------------------------------------------------ searching

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is typed, as it is typed."""
        if event.value != self._text:
            self._text = event.value
            self._search(growing=True)

    def _search(self, *, growing: bool = False, at: int = 0) -> None:
        self._awaited = _ANY
        text = typed.growing(self._text) if growing else self._text
        read = partial(reading.found, text=text, filters=self._filters, build=self._app.build)
        self._app.front.ask("search", read, partial(self._found, at=at))

    def _found(self, found: Found, *, at: int = 0) -> None:
        """Show the answer, and ask for what is beside it."""
        self._asked = found.asked
        status = self.query_one(Status)
        status.said, status.note, status.filters = "", found.asked.note, self._filters
        hits = self.query_one(Hits)
        hits.border_title = count(found.total, "incident")
        hits.show(found.hits, found.total, found.asked.query, at=at)
        read = partial(
            reading.facets, asked=found.asked, filters=self._filters, build=self._app.build
        )
        self._app.back.ask("facets", read, self.query_one(Sidebar).show, wait=_PAUSE)

    def on_hits_wanted(self, event: Hits.Wanted) -> None:
        """Read a page of the list."""
        if self._asked:
            number = event.number
            read = partial(reading.page, asked=self._asked.query, number=number)
            self._app.front.ask(f"page {number}", read, partial(self._paged, self._asked, number))

    def _paged(self, asked: Asked, number: int, hits: Sequence[Hit]) -> None:
        if asked is self._asked:
            self.query_one(Hits).add(number, hits)

    def on_sidebar_toggled(self, event: Sidebar.Toggled) -> None:
        """Narrow to a value, or no more, by editing the line."""
        if not self._asked:
            return
        self._text = typed.toggled(self._text, self._asked.query, event.field, event.value)
        self.query_one(SearchLine).put(self._text)
        self._search()

    # ------------------------------------------------------------ reading

    def on_hits_moved(self) -> None:
        """Show the incident under the cursor, and then what is known beside it."""
        hit = self.query_one(Hits).hit
        if hit:
            typing = isinstance(self.focused, SearchLine)
            self.show_incident(hit.incident.id, wait=_PAUSE if typing else 0.0)
        elif not self.query_one(Hits).total:
            self._read(None)

    def show_incident(self, name: str, *, wait: float = 0.0) -> None:
        """Read an incident, unless in so many seconds it is another one."""
        self._awaited = name
        self._app.front.ask("told", lambda store: About(store.get(name)), self._read, wait=wait)
        self._app.back.ask("about", partial(reading.about, name=name), self._read, wait=_REST)

    def _read(self, told: About | None) -> None:
        detail = self.query_one(Detail)
        shown = detail.told
        if shown and told and not told.versions and shown.incident.id == told.incident.id:
            told = shown  # which knows more
        if self._asked:
            detail.show(told, self._asked.query)
        if told is None or told.incident.id == self._awaited:
            self._settle()

    def _settle(self) -> None:
        """Go on to what a key asked: nothing more is awaited."""
        self._awaited = None
        self._go_on()

    def _go_on(self) -> None:
        """Do what a key asked, if all that was typed before it is read."""
        if self._awaited is None and self.query_one(SearchLine).value == self._text:
            then, self._then = self._then, None
            if then:
                then()

    def _soon(self, then: Callable[[], None]) -> None:
        """Do what a key asks once all is read that it is about, lest it be about what was before.

        Letters that came before the key may wait in the search line's queue: behind them it goes.
        """
        self.query_one(SearchLine).call_later(self._wait, then)

    def _wait(self, then: Callable[[], None]) -> None:
        """Do it once nothing more is awaited; of several keys that wait the last one counts."""
        self._then = then
        self._go_on()

    def on_hits_opened(self) -> None:
        """Go on to the incident."""
        self.open()

    def open(self, name: str | None = None) -> None:
        """Go on to the incident under the cursor, or to another."""
        if name:
            self.show_incident(name)
        self.remove_class("-facets")
        self.add_class("-reading")
        self.set_focus(self.query_one(Detail))

    def on_search_line_moved(self, event: SearchLine.Moved) -> None:
        """Move in the list while one types."""
        hits = self.query_one(Hits)
        hits.action_move(event.rows) if event.rows else hits.action_page(event.pages)

    # ------------------------------------------------------------ keys

    def action_line(self) -> None:
        """Go to the search line."""
        self.set_focus(self.query_one(SearchLine))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- the library's
        """Tell whether a key does something: in the search line letters are letters."""
        return action in _EVERYWHERE or not isinstance(self.focused, SearchLine)

    def action_facets(self) -> None:
        """Go to the facets, or back."""
        if self.focused is self.query_one(Sidebar):
            self.action_back()
        else:
            self.remove_class("-reading")
            self.add_class("-facets")
            self.set_focus(self.query_one(Sidebar))

    def action_back(self) -> None:
        """Go back to the hits."""
        self.remove_class("-reading", "-facets")
        self.set_focus(self.query_one(Hits))

    def action_timeline(self) -> None:
        """Draw what matches as weeks."""
        self._soon(self._timeline)

    def _timeline(self) -> None:
        if self._asked:
            self.app.push_screen(Timeline(self._asked.query, self._look), self._opened)

    def action_stats(self) -> None:
        """Count what matches."""
        self._soon(self._stats)

    def _stats(self) -> None:
        if self._asked:
            self.app.push_screen(Stats(self._asked.query, self._look))

    def action_keys(self) -> None:
        """Tell all keys."""
        self.app.push_screen(Keys(plain=self._look.plain))

    def _opened(self, name: str | None) -> None:
        if name:
            self.open(name)

    def action_evidence(self) -> None:
        """Quote the sentence behind each tag, or no more."""
        self.query_one(Detail).toggle_evidence()

    def action_mentions(self) -> None:
        """Find also what is only mentioned, or no more."""
        self.refine(mentions=not self._filters.mentions)

    def refine(self, **changed: Any) -> None:  # noqa: ANN401 -- fields of Filters
        """Look anew, with another order or the like."""
        self._filters = self._filters._replace(**changed)
        self._search()

    def action_similar(self, number: int) -> None:
        """Read what is like the incident."""
        told = self.query_one(Detail).told
        if told and number <= len(told.similar):
            self.open(told.similar[number - 1].incident.id)

    def action_copy(self) -> None:
        """Copy the incident as Markdown."""
        self._soon(lambda: self._say(self.query_one(Detail).copy()))

    def action_browser(self) -> None:
        """Open the incident's page in the browser."""
        self._soon(lambda: self._say(self.query_one(Detail).browse()))

    def action_command(self) -> None:
        """End, and print the command that finds the same."""
        self._soon(self._command)

    def _command(self) -> None:
        filters = self._filters._replace(offset=self.query_one(Hits).at)
        text = self._asked.text if self._asked else self._text
        self._app.exit(typed.command(text, filters, self._app.named))

    def action_quit(self) -> None:
        """End."""
        self.app.exit()

    # ------------------------------------------------------------ what is said

    def _say(self, what: str) -> None:
        self.query_one(Status).said = what

    def note(self, error: InfralogError) -> None:
        """Say what went wrong."""
        self.query_one(Status).note = error.message
        self._settle()

    def _watch(self) -> None:
        self._app.back.ask("held", lambda store: store.summary(), self._hold)

    def _hold(self, held: Summary) -> None:
        """Say it where another process has written since; what is shown stays."""
        if self._held is None:
            self._held = held
            self.query_one(Hits).hint = _NOTHING if held.incidents else _EMPTY
        elif held._replace(synced=None) != self._held._replace(synced=None):
            more = held.incidents - self._held.incidents
            what = count(more, "new incident") if more > 0 else "changes"
            self.query_one(Status).news = f"{what} synced; r reads them"

    def action_again(self) -> None:
        """Read anew what is stored."""
        self._held, self.query_one(Status).news = None, ""
        self._watch()
        self._search(at=self.query_one(Hits).at)
