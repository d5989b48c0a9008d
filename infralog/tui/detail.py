"""One incident, to read: its text with what matched highlighted, its tags, what is like it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from infralog.model import Query
from infralog.tui import web
from infralog.tui.page import markdown, page
from infralog.tui.reading import About
from infralog.views import Screen as Paper


class Detail(VerticalScroll, can_focus=True):
    """The page of one incident.

    Attributes:
        told: What is shown; None where nothing is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
        Binding("g", "scroll_home", "Top", show=False),
        Binding("G", "scroll_end", "End", show=False),
        Binding("space,ctrl+d", "page_down", "Page down", show=False),
        Binding("ctrl+u", "page_up", "Page up", show=False),
    ]

    def __init__(self, paper: Paper) -> None:
        """Show nothing yet, on paper of which the width is to be found."""
        super().__init__(id="detail")
        self.told: About | None = None
        self.why = False
        self._paper = paper
        self._asked = Query()
        self._drawn: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Yield the page."""
        page = Static(id="page", markup=False)
        page.auto_links = False  # it would colour what can be clicked
        yield page

    def show(self, told: About | None, asked: Query) -> None:
        """Show an incident, or that there is none."""
        same = self.told and told and self.told.incident.id == told.incident.id
        self.told, self._asked = told, asked
        self.draw()
        if not same:
            self.scroll_home(animate=False)

    def toggle_evidence(self) -> None:
        """Quote the sentence behind each tag, or no more."""
        self.why = not self.why
        self.draw()

    def copy(self) -> str:
        """Copy the incident as Markdown, and return what is to be said of it."""
        if not self.told:
            return ""
        self.app.copy_to_clipboard(markdown(self.told.incident))
        return "copied as Markdown"

    def browse(self) -> str:
        """Open the incident's page in the browser, and return what is to be said of it."""
        url = self.told.incident.url if self.told else None
        if not url or not web.is_page(url):
            return "the incident has no page"
        web.browse(url)
        return f"opened {url}"

    def draw(self) -> None:
        """Draw the page, unless it is drawn."""
        width = max(self.scrollable_content_region.width - 1, 10)
        wanted = (self.told, self._asked, self.why, width)
        if wanted == self._drawn:
            return
        self._drawn = wanted
        paper = self._paper._replace(width=width)
        text = page(self.told, self._asked, paper, why=self.why) if self.told else ""
        self.query_one("#page", Static).update(text)

    def on_resize(self) -> None:
        """Draw the page in its new width."""
        self.draw()
