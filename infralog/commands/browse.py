"""infralog browse: the log under one's fingers."""

import os
import sys
from types import ModuleType
from typing import Annotated

import typer

from infralog.commands import options
from infralog.commands.output import stdout
from infralog.errors import UsageError
from infralog.query import Filters
from infralog.session import Session, is_terminal
from infralog.tui import Look, Theme, typed

EXAMPLES = (
    ("Type to search; ? tells all keys.", "browse"),
    ("Begin with what you look for.", "browse corrosion --region sjc"),
    ("In words, for a screen reader.", "browse --plain"),
)

_INSTALL = "pip install 'infralog[tui]'"

Colours = Annotated[
    Theme,
    typer.Option(
        metavar="T",
        help="terminal (its own colours, the default), dark, light or contrast.",
        rich_help_panel=options.SHOWN,
        show_default=False,
    ),
]
Plain = Annotated[
    bool,
    typer.Option("--plain", help="Words: no boxes, no colours.", rich_help_panel=options.SHOWN),
]


@options.unlimited
@options.filtered
def command(
    ctx: typer.Context,
    query: options.Words = None,
    *,
    filters: Filters,
    theme: Colours = "terminal",
    plain: Plain = False,
) -> None:
    """Browse full-screen: type to search, narrow by facets, read."""
    session: Session = ctx.obj
    text = " ".join(query or ())
    named = session.named.db
    same = typed.command(typed.spelled(text, filters), typed.beyond(filters), named)
    if not _is_full_screen():
        raise UsageError("browse needs a terminal", hint=f"run: {same}")
    app = _application()
    with session.store() as store:
        session.query(store, [text], filters)  # what cannot be answered is said before all begins
    screen = session.screen(sys.stdout)
    look = Look(theme, plain, screen._replace(color=screen.color and not plain))
    said = app.run(session, text, filters, look, named=named)
    if said:
        stdout().write(f"{said}\n")


def _is_full_screen() -> bool:
    """Tell whether a person sees what is drawn, types, and has a cursor that moves.

    It is drawn on stderr, as the library has it.
    """
    streams = (sys.stdin, sys.stdout, sys.stderr)
    seen = all(stream is not None and is_terminal(stream) for stream in streams)
    return seen and os.environ.get("TERM") != "dumb"


def _application() -> ModuleType:
    try:
        from infralog.tui import app
    except ModuleNotFoundError as exc:
        if (exc.name or "").partition(".")[0] != "textual":
            raise
        raise UsageError("browse needs textual, which is not installed", hint=_INSTALL) from exc
    return app
