"""One incident, to read: its text with what matched highlighted, its tags, what is like it."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from infralog.model import Query
from infralog.tui import page, web
from infralog.tui.reading import About
from infralog.views import Screen as Paper

Part = Literal["why", "versions"]


class Detail(VerticalScroll, can_focus=True):
    """The page of one incident.

    Attributes:
        told: What is shown; None where nothing is.
        part: What is shown on demand: the evidence, or what changed between the versions.
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
        self.part: Part | None = None
        self._paper = paper
        self._asked = Query()
        self._drawn: tuple[object, ...] = ()
        self._left = 0.0  # where one was before a part was asked for

    def compose(self) -> ComposeResult:
        """Yield the page, in parts."""
        for name in ("page", "why", "beside", "versions"):
            part = Static(id=name, markup=False)
            part.auto_links = False  # it would colour what can be clicked
            yield part

    def show(self, told: About | None, asked: Query) -> None:
        """Show an incident, or that there is none; a part that was asked for stays in sight."""
        shown, self.told, self._asked = self.told, told, asked
        self.draw()
        if not (shown and told and shown.incident.id == told.incident.id):
            self._left = 0.0
            self.scroll_home(animate=False)
            self._turn()
        elif shown.versions != told.versions:
            self._turn()

    def toggle(self, part: Part) -> None:
        """Turn to a part that is shown on demand, or back to where one was."""
        if self.part == part:
            self.close_part()
            self.call_after_refresh(self.scroll_to, y=self._left, animate=False)
            return
        if self.part is None:
            self._left = self.scroll_y
        self.part = part
        self.draw()
        self._turn()

    def close_part(self) -> None:
        """Show no part that is shown on demand."""
        self.part = None
        self.draw()

    def _turn(self) -> None:
        part = self.query_one(f"#{self.part}") if self.part else None
        if part and part.display:
            self.call_after_refresh(self.scroll_to_widget, part, top=True, animate=False)

    def copy(self) -> str:
        """Copy the incident as Markdown, and return what is to be said of it."""
        if not self.told:
            return ""
        self.app.copy_to_clipboard(page.markdown(self.told.incident))
        return "copied as Markdown"

    def browse(self) -> str:
        """Open the incident's page in the browser, and return what is to be said of it."""
        url = self.told.incident.url if self.told else None
        if not url or not web.is_page(url):
            return "the incident has no page"
        web.browse(url)
        return f"opened {url}"

    def draw(self) -> bool:
        """Draw the page, unless it is drawn; tell whether it was not."""
        width = max(self.scrollable_content_region.width - 1, 10)
        wanted = (self.told, self._asked, self.part, width)
        if wanted == self._drawn:
            return False
        self._drawn = wanted
        for name, text in self._texts(self._paper._replace(width=width)).items():
            part = self.query_one(f"#{name}", Static)
            part.update(text)
            part.display = bool(text)
        return True

    def _texts(self, paper: Paper) -> Mapping[str, Text]:
        told = self.told
        if not told:
            return dict.fromkeys(("page", "why", "beside", "versions"), Text())
        return {
            "page": page.page(told, self._asked, paper),
            "why": page.why(told, paper) if self.part == "why" else Text(),
            "beside": page.beside(told, paper),
            "versions": page.versions(told, paper, changes=self.part == "versions"),
        }

    def on_resize(self) -> None:
        """Draw the page in its new width, in which its parts are elsewhere."""
        if self.draw():
            self._turn()
