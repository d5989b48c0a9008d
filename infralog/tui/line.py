"""The search line on the screen."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input

from infralog.safe import line
from infralog.tui import typed

Known = Callable[[str], Sequence[str]]


class _Completing(Suggester):
    """Shows how the filter at the end may go on."""

    def __init__(self, known: Known) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        return typed.completed(value, self._known)


class SearchLine(Input):
    """What is looked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "hits(1)", "Next", show=False),
        Binding("up", "hits(-1)", "Previous", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("enter,ctrl+j", "screen.back", "Hits", key_display="Enter", priority=True),
        Binding("tab", "complete", "Complete", key_display="Tab"),
        Binding("escape", "screen.back", "Keys", key_display="Esc", priority=True),
    ]

    class Moved(Message):
        """The cursor of the list is to move, by rows or by pages."""

        def __init__(self, *, rows: int = 0, pages: int = 0) -> None:
            super().__init__()
            self.rows = rows
            self.pages = pages

    def __init__(self, text: str, known: Known) -> None:
        """Hold a text, and complete what is `known`."""
        super().__init__(
            line(text),
            placeholder='words, "a phrase", region:sjc, since:2w',
            suggester=_Completing(known),
            select_on_focus=False,
            compact=True,
            id="line",
        )
        self.cursor_blink = False
        self._known = known

    def insert(self, text: str, index: int) -> None:
        """Insert what was typed or pasted, without what nobody sees."""
        seen = text if text.isprintable() else line(text)
        super().insert(seen, index)

    def put(self, text: str) -> None:
        """Hold another text."""
        self.value = text
        self.cursor_position = len(text)

    def action_hits(self, rows: int) -> None:
        """Move in the list, while one goes on typing."""
        self.post_message(self.Moved(rows=rows))

    def action_page(self, pages: int) -> None:
        """Likewise by pages."""
        self.post_message(self.Moved(pages=pages))

    def action_complete(self) -> None:
        """Take what is offered; where nothing is, go on to the next pane."""
        offered = typed.completed(self.value, self._known) if self.cursor_at_end else None
        if offered:
            self.put(f"{offered} ")
        else:
            self.screen.focus_next()
