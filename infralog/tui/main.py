"""The first screen: the search line, the facets, the hits, the incident; what each key does."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.events import Key
from textual.widgets import Static

from infralog.tui import reading, typed
from infralog.tui.bar import Bar
from infralog.tui.detail import Detail, Part
from infralog.tui.hits import Hits
from infralog.tui.keys import Keys
from infralog.tui.line import SearchLine
from infralog.tui.searching import Searching
from infralog.tui.sidebar import Sidebar
from infralog.tui.stats import Stats
from infralog.tui.status import Status
from infralog.tui.timeline import Timeline

# What can be done in the search line, too.
_EVERYWHERE = ("back",)
# Keys that are about nothing that is read.
_AT_ONCE = (
    "slash",
    "f",
    "q",
    "question_mark",
    "escape",
    "backspace",
    "tab",
    "shift+tab",
    "ctrl+p",
    "ctrl+z",
)
# What else than the hits a key is about: questions that must have their answers.
_ABOUT: Mapping[str, Sequence[str]] = {
    **dict.fromkeys("tsmbr", ()),
    **dict.fromkeys("eyo", ("told",)),
    **dict.fromkeys("v12345", ("told", "about")),
}
_ROWS = ("up", "down", "pageup", "pagedown")


class Main(Searching):
    """Search, narrow, read: what each key does."""

    AUTO_FOCUS = "#line"
    # They come before what has the focus: with keys that follow each other quickly it may be about
    # to change.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "line", "Search", key_display="/", priority=True),
        Binding("f", "facets", "Facets", priority=True),
        Binding("t", "timeline", "Timeline", priority=True),
        Binding("s", "stats", "Stats", priority=True),
        Binding("e", "evidence", "Evidence", priority=True),
        Binding("v", "versions", "Versions", show=False, priority=True),
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

    # ------------------------------------------------------------ keys

    def action_line(self) -> None:
        """Go to the search line."""
        self.set_focus(self.query_one(SearchLine))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- the library's
        """Tell whether a key does something: in the search line letters are letters."""
        return action in _EVERYWHERE or not isinstance(self.focused, SearchLine)

    def is_due(self, key: Key) -> bool:
        """Tell whether what a key is about is read; letters that are typed are about nothing."""
        focused = self.focused
        in_line = isinstance(focused, SearchLine)
        if focused is None and not self._asked:
            return False  # it has just begun
        if in_line and key.is_printable:
            return True
        if self._app.is_moving:
            return False
        if key.key in _AT_ONCE or (in_line and key.key not in _ROWS):
            return True
        beside = ("facets",) if isinstance(focused, Sidebar) else ()
        return not self._app.is_open("search", *_ABOUT.get(key.key, beside))

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
        self._finish()

    def action_timeline(self) -> None:
        """Draw what matches as weeks."""
        if self._asked:
            self.app.push_screen(Timeline(self._asked.query, self._look), self._opened)

    def action_stats(self) -> None:
        """Count what matches."""
        if self._asked:
            self.app.push_screen(Stats(self._asked.query, self._look, self._asked.text))

    def action_keys(self) -> None:
        """Tell all keys."""
        self.app.push_screen(Keys())

    def _opened(self, name: str | None) -> None:
        if name:
            self.open(name)

    def action_evidence(self) -> None:
        """Quote the sentence behind each tag, or no more."""
        self._turn("why")

    def action_versions(self) -> None:
        """Show what the publisher changed between the versions, or no more."""
        told = self.query_one(Detail).told
        if told and not told.edits:
            self._say("it was never edited")
        else:
            self._turn("versions")

    def _turn(self, part: Part) -> None:
        detail = self.query_one(Detail)
        if not detail.display:
            self.open()
            detail.close_part()
        detail.toggle(part)

    def action_mentions(self) -> None:
        """Find also what is only mentioned, or no more."""
        self.refine(mentions=not self._filters.mentions)

    def action_similar(self, number: int) -> None:
        """Read what is like the incident."""
        told = self.query_one(Detail).told
        if told and number <= len(told.similar):
            self.open(told.similar[number - 1].incident.id)

    def action_copy(self) -> None:
        """Copy the incident as Markdown."""
        self._say(self.query_one(Detail).copy())

    def action_browser(self) -> None:
        """Open the incident's page in the browser."""
        self._say(self.query_one(Detail).browse())

    def action_command(self) -> None:
        """End, and print the command that finds the same."""
        if self._asked:
            asked, filters, build = self._asked, self._filters, self._app.build
            read = partial(reading.same, asked=asked, filters=filters, build=build)
            self._app.front.ask("same", read, self._leave)

    def _leave(self, text: str) -> None:
        filters = self._filters._replace(offset=self.query_one(Hits).at)
        if self._answer and self._answer.part:
            filters = filters._replace(sort="newest")
        self._app.exit(typed.command(text, filters, self._app.named))

    def action_quit(self) -> None:
        """End."""
        self.app.exit()

    def _say(self, what: str) -> None:
        self.query_one(Status).said = what

    def action_again(self) -> None:
        """Read anew what is stored."""
        self._held, self.query_one(Status).news = None, ""
        self._watch()
        self._search(at=self.query_one(Hits).at)
