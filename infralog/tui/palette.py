"""What the command palette offers: what every key does, and the orders."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.binding import Binding

from infralog.query import SORTS

if TYPE_CHECKING:
    from infralog.tui.main import Main

# The library offers these itself, or they are of no use there.
_LEFT_OUT = ("quit", "back")


def commands(main: "Main") -> Iterator[SystemCommand]:
    """Yield what the first screen can do; what a key does is told by its action's docstring."""
    for binding in Binding.make_bindings(main.BINDINGS):
        doing = getattr(main, f"action_{binding.action}", None)
        if doing and binding.action not in _LEFT_OUT:
            does = (doing.__doc__ or "").strip().removesuffix(".")
            yield SystemCommand(binding.description, does, doing)
    for order in SORTS:
        yield SystemCommand(f"Sort: {order}", "Order the hits", partial(main.refine, sort=order))
