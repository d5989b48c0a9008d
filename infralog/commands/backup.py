"""infralog backup: a copy of the store, while it is in use."""

from typing import Annotated

import typer

from infralog.safe import line
from infralog.session import Session
from infralog.views.words import count

EXAMPLES = (
    ("A copy of today.", "backup infralog-$(date +%F).db"),
    ("To put it back.", "--db infralog-2026-05-07.db backup infralog.db"),
)


def command(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A new file.", show_default=False)],
) -> None:
    """Copy the store into a new file, though it be in use."""
    session: Session = ctx.obj
    with session.store() as store:
        store.backup(file)
        told = store.summary()
    entries = "entry" if told.entries == 1 else "entries"
    session.say(
        f"wrote {line(file)}: {count(told.incidents, 'incident')}, {told.entries} {entries}"
    )
