"""The list of all that matches; only what is seen of it is read."""

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from infralog.model import Hit, Query
from infralog.tui.page import row as lines_of
from infralog.tui.reading import PAGE

_LINES = 2  # of a hit
_GUTTER = 2


class Hits(ScrollView, can_focus=True):
    """All that matches, two lines a hit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next", show=False),
        Binding("k,up", "move(-1)", "Previous", show=False),
        Binding("g,home", "first", "First", show=False),
        Binding("G,end", "last", "Last", show=False),
        Binding("pagedown,ctrl+d,space", "page(1)", "Page down", show=False),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False),
        # Typed before the terminal was taken over, Enter comes as a line feed.
        Binding("enter,ctrl+j", "open", "Read", show=False),
    ]

    hint: reactive[str] = reactive("")
    """What is said where nothing is listed."""
    at: reactive[int] = reactive(0, init=False)
    """The row of the cursor, from 0."""

    class Moved(Message):
        """The cursor is on another incident, or the list is another one."""

    class Opened(Message):
        """The incident under the cursor is to be read."""

    class Wanted(Message):
        """A page is seen that was not read yet."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, *, plain: bool) -> None:
        """Show nothing yet; `plain` for words without signs."""
        super().__init__(id="hits")
        self.total = 0
        self.plain = plain
        self._query = Query()
        self._pages: dict[int, Sequence[Hit]] = {}
        self._asked: set[int] = set()

    # ------------------------------------------------------------ what is shown

    def show(self, hits: Sequence[Hit], total: int, query: Query, *, at: int = 0) -> None:
        """Show the answer to a query, of which these are the first hits."""
        self._query, self.total = query, total
        self._pages, self._asked = {0: hits}, {0}
        self._fit()
        with self.prevent(self.Moved):
            self.set_reactive(Hits.at, max(min(at, total - 1), 0))
        self._follow()
        self.refresh()
        self.post_message(self.Moved())

    def grow(self, total: int) -> None:
        """Have so many rows, of which those that are shown stay what they are."""
        self.total = total
        self._fit()
        self.refresh()

    def add(self, number: int, hits: Sequence[Hit]) -> None:
        """Show a page that was wanted."""
        self._pages[number] = hits
        self.refresh()
        if self.at // PAGE == number:
            self.post_message(self.Moved())

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor; None where there is none, or it is not read yet."""
        return self._hit(self.at)

    def _hit(self, index: int) -> Hit | None:
        number, place = divmod(index, PAGE)
        page = self._pages.get(number, ())
        if number not in self._asked:
            self._asked.add(number)
            self.post_message(self.Wanted(number))
        return page[place] if place < len(page) and index < self.total else None

    # ------------------------------------------------------------ moving

    def validate_at(self, at: int) -> int:
        """Keep the cursor on the list."""
        return max(min(at, self.total - 1), 0)

    def watch_at(self) -> None:
        """Follow the cursor."""
        self._follow()
        self.refresh()
        self.post_message(self.Moved())

    def _follow(self) -> None:
        height = max(self.size.height, _LINES)
        top, bottom = self.at * _LINES, (self.at + 1) * _LINES
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, immediate=True)
        elif bottom > self.scroll_offset.y + height:
            self.scroll_to(y=bottom - height, animate=False, immediate=True)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.at += by

    def action_first(self) -> None:
        """Move to the first hit."""
        self.at = 0

    def action_last(self) -> None:
        """Move to the last hit."""
        self.at = self.total - 1

    def action_page(self, by: int) -> None:
        """Move by what is seen."""
        self.at += by * max(self.size.height // _LINES - 1, 1)

    def action_open(self) -> None:
        """Read the incident under the cursor."""
        if self.total:
            self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        """Move to a hit that is clicked; a second click opens it."""
        place = event.get_content_offset(self)
        index = (place.y + self.scroll_offset.y) // _LINES if place else self.total
        if index < self.total:
            self.at = index
            if event.chain > 1:
                self.action_open()

    def on_resize(self) -> None:
        """Fit the list to its width."""
        self._fit()
        self._follow()

    def _fit(self) -> None:
        size = Size(self.size.width, self.total * _LINES)
        if size != self.virtual_size:
            self.virtual_size = size

    # ------------------------------------------------------------ drawing

    def render_line(self, y: int) -> Strip:
        """Return one line of what is seen."""
        index, part = divmod(y + self.scroll_offset.y, _LINES)
        width = self.scrollable_content_region.width
        if index >= self.total:
            text = Text(self.hint if y == 0 and not self.total else "", style="dim")
            return self._strip(text, width, self.rich_style)
        is_at = index == self.at
        hit = self._hit(index)
        body = self._row(hit, width - _GUTTER)[part] if hit else Text("…", style="dim")
        if is_at and self.has_focus:
            body = Text(body.plain)
        sign = self._sign(part) if is_at else ""
        text = Text(f"{sign:{_GUTTER}}").append_text(body)
        style = self.rich_style
        if is_at and self.has_focus:
            style += Style(reverse=True, bold=part == 0)
        return self._strip(text, width, style)

    def _row(self, hit: Hit, width: int) -> tuple[Text, Text]:
        return lines_of(hit, self._query, width, plain=self.plain)

    def _sign(self, part: int) -> str:
        """Return what tells the row of the cursor, where it is not reversed."""
        if self.plain:
            return ">" if part == 0 else ""
        return "" if self.has_focus else "▎"

    def _strip(self, text: Text, width: int, style: Style) -> Strip:
        strip = Strip(text.render(self.app.console))
        return strip.adjust_cell_length(width).apply_style(style)
