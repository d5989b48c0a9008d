"""How answers are shown. One file per kind of output; what they share is here.

A view writes to the stream that it is given. It opens no file, asks nothing of the surroundings,
and never exits.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, Literal, NamedTuple, TextIO, cast

Format = Literal[
    "auto", "table", "json", "json-full", "jsonl", "csv", "tsv", "markdown", "ids", "atom"
]


class Screen(NamedTuple):
    """What a stream can show.

    Attributes:
        width: In columns.
        color: True if colours are wanted and possible.
        links: True if it is a terminal that may know hyperlinks.
        unicode: True if it takes more than ASCII.
    """

    width: int
    color: bool
    links: bool
    unicode: bool


class Records(NamedTuple):
    """Rows of plain values, for scripts and for plain tables.

    Attributes:
        fields: Their names, in order.
        rows: A mapping each, with exactly these fields; read once.
        total: How many there are in all, beyond the rows too; None where the rows are all.
        facets: By the name of a facet, its counts, as rows.
        title: What was asked, as it was typed; None where nothing was.
    """

    fields: tuple[str, ...]
    rows: Iterable[Mapping[str, Any]]
    total: int | None = None
    facets: Mapping[str, Sequence[Mapping[str, Any]]] | None = None
    title: str | None = None


Plain = Callable[[Records, TextIO], None]
"""A view for scripts: it shows whole values, whatever the width."""

# Name -> where it is: a view is imported when it is asked for.
PLAIN: Mapping[str, str] = {
    "json": "infralog.views.plain:json",
    "json-full": "infralog.views.plain:json_full",
    "jsonl": "infralog.views.plain:jsonl",
    "csv": "infralog.views.plain:csv",
    "tsv": "infralog.views.plain:tsv",
    "markdown": "infralog.views.plain:markdown",
    "ids": "infralog.views.plain:ids",
    "atom": "infralog.views.atom:atom",
}


def for_scripts(name: str) -> Plain:
    """Return the view for scripts that has this name."""
    module, _, attribute = PLAIN[name].partition(":")
    return cast("Plain", getattr(import_module(module), attribute))
