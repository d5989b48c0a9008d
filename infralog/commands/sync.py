"""infralog sync: the only command that touches the network."""

import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import typer

from infralog.cli import Exit
from infralog.session import Session


def command(
    ctx: typer.Context,
    source: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="A URL, a file, a folder, or -."),
    ] = None,
    *,
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="DAY", help="The day of a capture that has no year."
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Take in what has not changed, too.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.")
    ] = False,
    max_size: Annotated[
        int | None, typer.Option(metavar="MIB", min=1, help="The largest source (32 MiB).")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 if nothing is new.")
    ] = False,
) -> int:
    """Pull the Infra Log, or the sources named, into the store."""
    from infralog.fetch import Limits
    from infralog.pull import Asked, pull_all

    session: Session = ctx.obj
    limits = Limits(size=max_size * 2**20) if max_size else Limits()
    day = published.date() if published else None
    asked = Asked(day, full=full, dry_run=dry_run, limits=limits, say=session.say)
    with session.store(write=True) as store:
        report = pull_all(source or (), store, asked)
    ...
