"""infralog sync: the only command that touches the network."""

from datetime import datetime
from functools import partial
from typing import Annotated

import typer

from infralog.cli import Exit
from infralog.commands import options
from infralog.commands import watch as watching
from infralog.commands.synced import Told, progressing
from infralog.errors import UsageError
from infralog.session import Session

EXAMPLES = (
    ("Pull the Infra Log, and all publishers that you added.", "sync"),
    ("Pull one of them.", "sync github"),
    ("Take in pages and captures that you saved.", "sync ~/Downloads/bulletins/"),
    ("The whole archive, at a page a second; it can be stopped, and goes on.", "sync --backfill"),
    ("See what would change.", "sync --dry-run"),
    ("What is new, every ten minutes, for a pipe.", "sync --watch 10m --json | jq -r .title"),
)


def command(
    ctx: typer.Context,
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE]...", help="A name of `infralog sources`, a URL, a file, a folder, -."
        ),
    ] = None,
    *,
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="DAY", help="The day of a capture that has no year."
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Take in again what has not changed.")
    ] = False,
    dry_run: options.DryRun = False,
    backfill: Annotated[
        bool, typer.Option("--backfill", help="Walk the archive, too: each post once.")
    ] = False,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=0, help="At most N posts of the archive.")
    ] = 0,
    pages: Annotated[
        bool | None,
        typer.Option(
            "--pages/--no-pages",
            help="Read each new entry's own page, for its day (default: the Infra Log's).",
            show_default=False,
        ),
    ] = None,
    pause: Annotated[
        float,
        typer.Option(
            metavar="S", min=0, max=3600, help="Seconds from one page to the next, at least."
        ),
    ] = 1.0,
    watch: Annotated[
        str | None,
        typer.Option(metavar="T", help="Keep on: again every 10m, 1h.", show_default=False),
    ] = None,
    max_size: Annotated[
        int, typer.Option(metavar="MIB", min=1, max=4096, help="The largest source to take.")
    ] = 32,
    json: Annotated[
        bool, typer.Option("--json", help="What is new or changed, and what failed; a line each.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 if nothing was new or changed.")
    ] = False,
) -> Exit:
    """Pull all publishers, or the sources named, into the store."""
    from infralog import backfill as backfilling
    from infralog.fetch import Limits
    from infralog.pulled import Asked

    session: Session = ctx.obj
    if limit and not backfill:
        raise UsageError("--limit is of the archive", hint="infralog sync --backfill --limit 20")
    asked = Asked(
        published=published.date() if published else None,
        full=full,
        dry_run=dry_run,
        limits=Limits(size=max_size * 2**20),
        say=session.say,
        pages=pages,
        pause=pause,
        most=limit,
    )
    every = watching.seconds(watch) if watch else None
    puller = session.puller()

    if not puller.origins(sources or ()):
        session.say("no source is on\nhint: infralog sources add NAME URL, or name one to sync")

    def once() -> Exit:
        with session.store(write=True) as store, progressing(session, json=json) as progress:
            pull = partial(backfilling.pull_all, puller) if backfill else puller.pull_all
            pulled = pull(sources or (), store, asked._replace(progress=progress))
            outcome = Told(session, store, json=json, dry_run=dry_run).all(pulled)
        if outcome.unheard and (every or not outcome.failed):
            raise outcome.unheard
        if outcome.failed:
            return Exit.SOURCE
        return Exit.NOTHING if exit_code and not outcome.anew else Exit.DONE

    return watching.keep_on(once, every, session) if every else once()
