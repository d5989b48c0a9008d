"""infralog sync: the only command that touches the network."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infralog.cli import Exit
from infralog.commands import output
from infralog.safe import line, visible
from infralog.session import Session, complain
from infralog.views import Records

if TYPE_CHECKING:
    from infralog.pull import Pulled

EXAMPLES = (
    ("Pull the Infra Log.", "sync"),
    ("Take in pages and captures that you saved.", "sync ~/Downloads/bulletins/"),
    ("See what would change.", "sync --dry-run"),
)


def command(
    ctx: typer.Context,
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="A URL, a file, a folder, or - for stdin."),
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
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.")
    ] = False,
    max_size: Annotated[
        int, typer.Option(metavar="MIB", min=1, max=4096, help="The largest source to take.")
    ] = 32,
    json: Annotated[
        bool, typer.Option("--json", help="The summary as JSON, an object a source.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 if nothing was new or changed.")
    ] = False,
) -> Exit:
    """Pull the Infra Log, or the sources named, into the store."""
    from infralog.fetch import Limits
    from infralog.pull import Asked, Puller
    from infralog.sources import default_source

    session: Session = ctx.obj
    asked = Asked(
        published=published.date() if published else None,
        full=full,
        dry_run=dry_run,
        limits=Limits(size=max_size * 2**20),
        say=session.say,
    )
    puller = Puller(default_source(), session.vocabulary())
    with session.store(write=True) as store:
        pulled = complained(puller.pull_all(sources or (), store, asked))
        done = _report(pulled, session, json=json, dry_run=dry_run)
    if any(one.problems for one in done):
        return Exit.SOURCE
    return (
        Exit.NOTHING if exit_code and not any(one.new or one.changed for one in done) else Exit.DONE
    )


def complained(pulled: Iterable["Pulled"]) -> Iterator["Pulled"]:
    """Tell of each failure when it happens, one line each."""
    for one in pulled:
        for subject, reason in one.problems:
            told = reason if subject in reason else f"{subject}: {reason}"
            complain(f"infralog: {line(told)}")
        if one.hint:
            complain(f"hint: {line(one.hint)}")
        yield one


def _report(
    pulled: Iterable["Pulled"], session: Session, *, json: bool, dry_run: bool
) -> list["Pulled"]:
    """Print what came of each source, as it comes; return all of it."""
    done: list[Pulled] = []
    for one in pulled:
        done.append(one)
        if json:
            records = Records(one._fields, [_record(one)])
            output.Output("jsonl").records(records, session)
        else:
            detailed = session.verbose or dry_run
            _tell(one, session, detailed=detailed, ahead="would be: " if dry_run else "")
        output.stdout().flush()
    return done


def _tell(one: "Pulled", session: Session, *, detailed: bool, ahead: str) -> None:
    if session.quiet:
        return
    counts = {
        "new": len(one.new),
        "changed": len(one.changed),
        "tagged anew": len(one.retagged),
        "unchanged": one.unchanged,
        "failed": len(one.problems),
    }
    told = (f"{n:,} {what}" for what, n in counts.items() if n or what != "tagged anew")
    rows = [f"{one.origin}: {ahead}{', '.join(told)}"]
    if detailed:
        named = {"new": one.new, "changed": one.changed, "tagged anew": one.retagged}
        rows += [f"  {what}: {entry}" for what, entries in named.items() for entry in entries]
    output.stdout().writelines(visible(row) + "\n" for row in rows)


def _record(one: "Pulled") -> dict[str, Any]:
    problems = [problem._asdict() for problem in one.problems]
    return {**one._asdict(), "problems": problems}
