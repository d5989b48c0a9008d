"""The line in which things are said, quietly: what was not understood, what is new."""

from rich.text import Text
from textual.reactive import reactive
from textual.widgets import Static

from infralog.query import Filters
from infralog.safe import line
from infralog.tui.reading import NEWEST, Found


class Status(Static):
    """One line, or two; empty where there is nothing to say.

    Attributes:
        said: What a key did.
        note: What was not understood, or went wrong.
        news: What another process has done.
        order: In which order the hits are, and of what the facets, where so many match.
        filters: What no search line can hold.
    """

    said: reactive[str] = reactive("")
    note: reactive[str] = reactive("")
    news: reactive[str] = reactive("")
    order: reactive[str] = reactive("")
    filters: reactive[Filters] = reactive(Filters())

    def __init__(self) -> None:
        super().__init__(id="status", markup=False)

    def tell(self, found: Found, filters: Filters, *, plain: bool) -> None:
        """Say what an answer has not understood, and in which order it is."""
        ordered = found.part and bool(found.asked.query.clauses) and not filters.sort
        # Else the title of the facets says it.
        beside = f"facets of the newest {NEWEST:,}" if found.is_many and plain else ""
        told = ("so many match: the newest first" if ordered else "", beside)
        self.said, self.note, self.filters = "", found.asked.note, filters
        self.order = "; ".join(filter(None, told))

    def watch_said(self) -> None:
        """Say it."""
        self._tell()

    def watch_note(self) -> None:
        """Say it."""
        self._tell()

    def watch_news(self) -> None:
        """Say it."""
        self._tell()

    def watch_order(self) -> None:
        """Say it."""
        self._tell()

    def watch_filters(self) -> None:
        """Say it."""
        self._tell()

    def _tell(self) -> None:
        told = (self.said, self.note, self.news, self.order, *_state(self.filters))
        self.update(Text("; ".join(line(one) for one in told if one), style="dim"))


def _state(filters: Filters) -> tuple[str, ...]:
    return (
        f"sorted by {filters.sort}" if filters.sort else "",
        "mentions too" if filters.mentions else "",
        "by publication" if filters.dates == "published" else "",
    )
