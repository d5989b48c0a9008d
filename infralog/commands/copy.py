"""infralog copy: all that a store keeps into another, of whatever kind."""

from typing import Annotated

import typer

from infralog.commands.synced import progressing
from infralog.session import Session
from infralog.transfer import transfer
from infralog.views.words import count

EXAMPLES = (
    ("Into a file of another name.", "copy infralog.db elsewhere.db"),
    ("From the team's store into a file, to travel with.", "copy postgresql://db/infralog trip.db"),
)


def command(
    ctx: typer.Context,
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="A path or URL.", show_default=False)
    ],
    target: Annotated[
        str,
        typer.Argument(
            metavar="TO", help="Likewise; new, or cut short before.", show_default=False
        ),
    ],
) -> None:
    """Copy a store into another one, with its versions and all that is remembered.

    One that was cut short goes on where it stopped. In the end both are compared.
    """
    session: Session = ctx.obj
    with (
        session.at(source, "FROM").store() as read,
        session.at(target, "TO").store(write=True) as written,
        progressing(session, what="entries") as progress,
    ):
        done = transfer(read, written, progress=progress)
    entries = "entry" if done.entries == 1 else "entries"
    session.say(
        f"both hold {count(done.incidents, 'incident')}, {done.entries:,} {entries}, "
        f"{count(done.versions, 'version')}; copied now: {done.copied:,}; "
        f"digest {done.digest}"
    )
