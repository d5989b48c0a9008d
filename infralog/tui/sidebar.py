"""The facets: what one can narrow to, with how often it occurs; each toggles."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from infralog.safe import line
from infralog.tui.reading import Facet, Facets
from infralog.views.terminal import COMPONENT, HEADING, IMPACTS, QUIET, REGION
from infralog.views.words import count

_HEADS = {"region": "regions", "component": "components", "impact": "impact", "on": "months"}
_ROWS: Mapping[str, int] = {"region": 8, "component": 10, "impact": 3, "on": 12}
_STYLES = {"region": REGION, "component": COMPONENT}
_CHOSEN = "bold"


class Sidebar(OptionList):
    """A list of all facets."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Next", show=False),
        Binding("k", "cursor_up", "Previous", show=False),
        Binding("g", "first", "First", show=False),
        Binding("G", "last", "Last", show=False),
        Binding("space,ctrl+j", "select", "Narrow, or no more", show=False),
    ]

    class Toggled(Message):
        """A value is to narrow, or no more."""

        def __init__(self, field: str, value: str) -> None:
            super().__init__()
            self.field = field
            self.value = value

    def __init__(self, *, plain: bool) -> None:
        """Show nothing yet; `plain` for words without signs."""
        super().__init__(id="facets", markup=False)
        self.plain = plain
        self._told: list[tuple[str, Facet] | None] = []

    def show(self, facets: Facets) -> None:
        """Show how often each value occurs; the cursor stays on its value."""
        was = self._at()
        self._told = []
        options = []
        for option, told in self._rows(facets):
            options.append(option)
            self._told.append(told)
        self.set_options(options)
        same = (n for n, told in enumerate(self._told) if told and (told[0], told[1].value) == was)
        self.highlighted = next(same, 1 if len(options) > 1 else None)

    def _at(self) -> tuple[str, str] | None:
        told = None if self.highlighted is None else self._told[self.highlighted]
        return (told[0], told[1].value) if told else None

    def _rows(self, facets: Facets) -> Iterator[tuple[Option, tuple[str, Facet] | None]]:
        for field, values in facets.items():
            shown = _shown(field, values)
            if shown:
                yield Option(Text(_HEADS[field], style=HEADING), disabled=True), None
            for facet in shown:
                yield Option(self._row(field, facet)), (field, facet)

    def _row(self, field: str, facet: Facet) -> Text:
        style = IMPACTS.get(facet.value, "") if field == "impact" else _STYLES.get(field, "")
        if self.plain:
            state = "only " if facet.is_on else ""
            return Text(f"  {state}{line(facet.value)}, {count(facet.incidents, 'incident')}")
        text = Text("✓ " if facet.is_on else "  ", no_wrap=True, overflow="ellipsis")
        text.append(f"{facet.incidents:>5,} ", style="" if facet.is_on else QUIET)
        text.append(line(facet.value), style=f"{style} {_CHOSEN}" if facet.is_on else style)
        return text

    def render_line(self, y: int) -> Strip:
        """Return a line; that of the cursor reversed, which the library leaves out."""
        strip = super().render_line(y)
        styles = (segment.style for segment in strip if segment.style)
        index = next((style.meta.get("option") for style in styles if style.meta), None)
        if not self.has_focus or index is None or index != self.highlighted:
            return strip
        text = strip.text
        said = f">{text[1:]}" if self.plain else text
        cursor = Style(reverse=True, meta={"option": index})
        return Strip([Segment(said, self.rich_style + cursor)], strip.cell_length)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Toggle what was chosen."""
        event.stop()
        told = self._told[event.option_index]
        if told:
            self.post_message(self.Toggled(told[0], told[1].value))


def _shown(field: str, values: Sequence[Facet]) -> Sequence[Facet]:
    """Return the chosen values, and as many others as there is room for."""
    kept = list(values[: _ROWS[field]])
    return kept + [facet for facet in values[_ROWS[field] :] if facet.is_on]
