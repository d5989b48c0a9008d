"""infralog retag: derive all incidents again, by the rules and words as they are now."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from infralog.cli import Exit
from infralog.commands import options, output
from infralog.commands.synced import complained
from infralog.safe import line, visible
from infralog.session import Session
from infralog.views import Records
from infralog.views.words import count

if TYPE_CHECKING:
    from infralog.changes import Change

EXAMPLES = (
    ("After a change of your vocabulary.", "retag"),
    ("What it would change.", "retag --dry-run"),
)
# A title or a text that changed is told of, not shown whole.
_SHOWN = 60


def command(
    ctx: typer.Context,
    *,
    dry_run: options.DryRun = False,
    json: Annotated[
        bool, typer.Option("--json", help="The changes as JSON, an object each.")
    ] = False,
) -> Exit:
    """Derive all incidents anew from the stored originals."""
    session: Session = ctx.obj
    puller = session.puller()
    with session.store():  # there must be one: only sync makes it
        pass
    with session.store(write=not dry_run) as store:
        pulled, changes = puller.retag(store, dry_run=dry_run)
    if json:
        records = Records(("id", "field", "before", "after"), (c._asdict() for c in changes))
        output.Output("jsonl").records(records, session)
    else:
        output.stdout().writelines(visible(row) + "\n" for row in _rows(changes))
    anew = len(pulled.retagged) + len(pulled.changed)
    would = "would be " if dry_run else ""
    session.say(
        f"{count(len(changes), 'change')}; {would}tagged anew: {anew:,} of "
        f"{anew + pulled.unchanged:,} entries"
    )
    return Exit.SOURCE if any(one.problems for one in complained([pulled])) else Exit.DONE


def _rows(changes: Iterable["Change"]) -> Iterator[str]:
    """Yield the changes, incident by incident."""
    for name, fields in groupby(changes, key=lambda change: change.id):
        yield line(name)
        for _, field, before, after in fields:
            yield f"  {field}: {_shown(before)} -> {_shown(after)}"


def _shown(value: str | None) -> str:
    if value is None:
        return "nothing"
    text = line(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
