"""The line of keys at the bottom: as many as fit, those that one needs first at the least."""

from collections.abc import Iterator

from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.widgets import Static

# What is told however narrow it is.
_KEPT = ("Keys", "Quit", "Read", "Back")


class Bar(Static):
    """The keys of what has the focus; a click is as good as the key."""

    def __init__(self) -> None:
        super().__init__(id="bar", markup=False)
        self.auto_links = False  # it would colour what can be clicked

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.tell())
        self.tell()

    def on_resize(self) -> None:
        """Tell as many as fit."""
        self.tell()

    def tell(self) -> None:
        """Tell the keys."""
        if self.is_attached and self.screen.is_active:
            self.update(_fitting([*self._shown()], self.size.width))

    def _shown(self) -> Iterator[Binding]:
        seen: set[tuple[str, str]] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            told = (binding.action, binding.description)
            if binding.show and active.enabled and told not in seen:
                seen.add(told)
                yield binding


def _fitting(bindings: list[Binding], width: int) -> Text:
    told = [(binding, _key(binding)) for binding in bindings]
    while sum(key.cell_len + 2 for _, key in told) - 2 > width:
        spare = [one for one in told if one[0].description not in _KEPT]
        if not spare:
            break
        told.remove(spare[-1])
    return Text("  ", no_wrap=True).join(key for _, key in told)


def _key(binding: Binding) -> Text:
    key = Text(binding.key_display or binding.key, style="bold cyan")
    text = Text().append_text(key).append(f" {binding.description}")
    text.stylize(Style(meta={"@click": _action(binding)}))
    return text


def _action(binding: Binding) -> str:
    return binding.action if "." in binding.action else f"screen.{binding.action}"
