"""All keys, in words."""

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

KEYS = (
    (
        "Search",
        (
            ("/", "the search line; what it finds shows as you type"),
            ("Tab", "completes region:, component:, since:, impact:"),
            ("up, down", "the next hit, while you type"),
            ("Enter", "on to the hits; a blank ends a word, which else may go on"),
        ),
    ),
    (
        "Move",
        (
            ("j, k, g, G", "down, up, first, last; arrows and Home, End too"),
            ("Enter", "read the incident"),
            ("Tab", "the next pane"),
            ("Esc", "back to the hits"),
        ),
    ),
    (
        "Narrow",
        (
            ("f", "facets; Enter or Space toggles one"),
            ("m", "also where it is only mentioned"),
        ),
    ),
    (
        "Read",
        (
            ("e", "evidence: the sentence behind each tag"),
            ("v", "versions: what the publisher changed"),
            ("1 to 5", "what is similar"),
            ("o", "its page in the browser"),
            ("y", "copy it as Markdown"),
        ),
    ),
    (
        "Look",
        (
            ("t", "timeline"),
            ("s", "stats of what matches"),
            ("Ctrl-P", "command palette: orders, colours"),
            ("r", "read anew, after a sync"),
            ("b", "quit, and print the command that finds the same"),
            ("q, Ctrl-C", "quit; Ctrl-Z goes to the shell, and fg comes back"),
        ),
    ),
)


class Keys(ModalScreen[None]):
    """All keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", "Back", priority=True),
        Binding("j", "scroll(1)", "Down", show=False, priority=True),
        Binding("k", "scroll(-1)", "Up", show=False, priority=True),
    ]

    def compose(self) -> ComposeResult:
        """Yield the page."""
        with VerticalScroll(id="keys"):
            yield Static(_rows(), id="all-keys", markup=False)

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)


def _rows() -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column()
    for number, (head, keys) in enumerate(KEYS):
        if number:
            table.add_row()
        table.add_row(Text(head, style="bold"))
        for key, does in keys:
            table.add_row(Text(key), Text(does))
    return table
