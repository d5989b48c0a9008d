"""What the first screen asks, and how it shows the answers."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen
from textual.widgets import Input

from infralog.errors import InfralogError
from infralog.model import Hit, Summary
from infralog.query import Filters
from infralog.tui import Look, reading, typed
from infralog.tui.detail import Detail
from infralog.tui.hits import Hits
from infralog.tui.line import SearchLine
from infralog.tui.reading import About, Facets, Found
from infralog.tui.sidebar import Sidebar
from infralog.tui.status import Status
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
_NOTHING, _EMPTY = "nothing matches", "the store is empty; run: infralog sync"


class Searching(Screen[None]):
    """Searches as one types, narrows, reads; says what is new."""

    def __init__(self, text: str, filters: Filters, look: Look) -> None:
        """Take what is looked for first, and what no line can hold."""
        super().__init__()
        self._text = text
        self._filters = filters
        self._look = look
        self._known: Mapping[str, Sequence[str]] = {}
        self._answer: Found | None = None
        self._held: Summary | None = None
        # True once it is typed: its last word may go on.
        self._growing = False

    @property
    def _app(self) -> "Browser":
        return cast("Browser", self.app)

    @property
    def _asked(self) -> Asked | None:
        return self._answer.asked if self._answer else None

    @property
    def is_whole(self) -> bool:
        """True unless it is about to end, and parts of it are gone."""
        return len(self.query("#line, #facets, #hits, #detail, #status")) == _PARTS

    def on_mount(self) -> None:
        """Look for what was asked on the command line."""
        self.query_one(Sidebar).border_title = "facets"
        self.query_one(Detail).border_title = "incident"
        self._search(at=self._filters.offset)
        self._app.front.ask("ready", reading.ready, lambda _: None)
        self._app.back.ask("known", reading.known, partial(setattr, self, "_known"))
        self._watch()
        self.set_interval(_WATCH, self._watch)

    # ------------------------------------------------------------ searching

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is typed, as it is typed."""
        if event.value != self._text:
            self._text, self._growing = event.value, True
            self._search()

    def _search(self, *, at: int = 0) -> None:
        read = partial(
            reading.found,
            text=self._text,
            filters=self._filters._replace(offset=at),
            build=self._app.build,
            growing=self._growing,
        )
        self._app.front.ask("search", read, partial(self._found, at=at))
        # What is beside the answer before is not waited for.
        self._app.front.forget("page")
        for beside in ("total", "facets", "about"):
            self._app.back.forget(beside)

    def _found(self, found: Found, *, at: int = 0) -> None:
        """Show the answer, and ask for what is beside it."""
        self._answer = found
        self.query_one(Status).tell(found, self._filters, plain=self._look.plain)
        total = count(found.total, "incident")
        self._title(total.replace(" ", "+ ", 1) if found.part else total)
        self.query_one(Hits).show(found.hits, found.total, found.asked.query, at=at)
        back, build = self._app.back, self._app.build
        read = partial(reading.facets, found=found, filters=self._filters, build=build)
        back.ask("facets", read, partial(self._faceted, found), wait=_PAUSE)
        if found.part:
            read_total = partial(reading.total, asked=found.asked.query)
            back.ask("total", read_total, self._counted, wait=_PAUSE)
        self._finish()

    def _title(self, total: str) -> None:
        self.query_one(Hits).border_title = total
        if self._look.plain:  # without a border there is no title in it
            self.query_one(Status).said = total

    def _counted(self, total: int) -> None:
        """Tell how many match in all; the rows stay where they are."""
        self.query_one(Hits).grow(total)
        self._title(count(total, "incident"))

    def _faceted(self, found: Found, facets: Facets) -> None:
        sidebar = self.query_one(Sidebar)
        among = f", newest {reading.NEWEST:,}" if found.is_many else ""
        sidebar.border_title = f"facets{among}"
        sidebar.show(facets)

    def _finish(self) -> None:
        """Take a filter at the end of the line for finished, once the line is left."""
        in_line = isinstance(self.focused, SearchLine)
        if self._asked and self._asked.is_unfinished and not in_line:
            self._growing = False
            self._search()

    def on_hits_wanted(self, event: Hits.Wanted) -> None:
        """Read a page of the list."""
        if self._answer:
            number = event.number
            read = partial(reading.page, found=self._answer, number=number)
            self._app.front.ask(f"page {number}", read, partial(self._paged, self._answer, number))

    def _paged(self, found: Found, number: int, hits: Sequence[Hit]) -> None:
        if found is self._answer:
            self.query_one(Hits).add(number, hits)

    def on_sidebar_toggled(self, event: Sidebar.Toggled) -> None:
        """Narrow to a value, or no more, by editing the line."""
        if not self._asked:
            return
        self._growing &= typed.growing(self._text) != self._text
        self._text = typed.toggled(
            self._text, self._asked.query, event.field, event.value, before=self._growing
        )
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
        self._app.front.ask("told", lambda store: About(store.get(name)), self._read, wait=wait)
        self._app.back.ask("about", partial(reading.about, name=name), self._read, wait=_REST)

    def _read(self, told: About | None) -> None:
        detail = self.query_one(Detail)
        shown = detail.told
        if shown and told and not told.versions and shown.incident.id == told.incident.id:
            told = shown  # which knows more
        if self._asked:
            detail.show(told, self._asked.query)

    def on_search_line_moved(self, event: SearchLine.Moved) -> None:
        """Move in the list while one types."""
        hits = self.query_one(Hits)
        hits.action_move(event.rows) if event.rows else hits.action_page(event.pages)

    def refine(self, **changed: Any) -> None:  # noqa: ANN401 -- fields of Filters
        """Look anew, with another order or the like."""
        self._filters = self._filters._replace(**changed)
        self._search()

    # ------------------------------------------------------------ what is said

    def note(self, error: InfralogError) -> None:
        """Say what went wrong."""
        self.query_one(Status).note = error.message

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
