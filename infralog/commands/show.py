"""infralog show: whole incidents."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import typer

from infralog import record
from infralog.cli import Exit, complain_of
from infralog.commands import history, options, output, web
from infralog.commands.history import Command
from infralog.errors import NotFound, UsageError
from infralog.model import Hit, Incident, Marked
from infralog.session import Session
from infralog.stores import Store

__all__ = ["EXAMPLES", "Command", "command"]

EXAMPLES = (
    ("By the beginning of its ID.", "show edge-proxies"),
    ("With the reason for each tag.", "show --why edge-proxies"),
    ("What the publisher changed since.", "show --diff edge-proxies"),
    ("Everything that a search found.", "search corrosion --format ids | infralog show -"),
)


def command(
    ctx: typer.Context,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...", help="The ID, the beginning of one, a URL, or - for stdin."
        ),
    ],
    *,
    why: Annotated[bool, typer.Option("--why", help="Quote the sentence behind each tag.")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="The original, as it was published.")] = False,
    versions: Annotated[
        bool, typer.Option("--history", help="When each version was first seen, and its size.")
    ] = False,
    diff: Annotated[
        str | None,
        typer.Option(metavar="[N]", help="What version N changed; the newest, if none is named."),
    ] = None,
    open: options.Open = False,  # noqa: A002 -- the name of the flag
    format: options.OutputFormat = "auto",  # noqa: A002 -- likewise
    json: options.Json = False,
    fields: options.Fields = None,
) -> Exit:
    """Show whole incidents."""
    session: Session = ctx.obj
    known = history.LISTED if versions else tuple(record.FIELDS)
    shown = output.chosen(format, fields, json=json, known=known)
    with session.store() as store:
        incidents, missing = _found(ids, store)
        if missing and not incidents:
            return max(map(complain_of, missing))
        if open:
            web.open_pages(incidents)
        elif versions:
            history.listed(incidents, store, shown, session)
        elif diff is not None:
            history.compared(incidents, store, diff, shown, session)
        elif raw:
            _originals(incidents, store)
        elif shown.is_table:
            _pages(incidents, store, session, why=why)
        else:
            shown.whole(why=why).hits(map(_hit, incidents), session)
    return max(map(complain_of, missing), default=Exit.DONE)


def _found(ids: Sequence[str], store: Store) -> tuple[list[Incident], list[NotFound]]:
    """Return the incidents that were named, and why the others are none."""
    incidents: list[Incident] = []
    missing: list[NotFound] = []
    for name in _named(ids):
        try:
            incidents += _known(name, store)
        except NotFound as exc:
            missing.append(exc)
    return incidents, missing


def _known(name: str, store: Store) -> Sequence[Incident]:
    """Return the incident that goes by a name; all of a bulletin, by its URL."""
    try:
        return [store.get(name)]
    except NotFound as exc:
        if "://" in name and exc.candidates:
            return [store.get(candidate) for candidate in exc.candidates]
        raise


def _named(ids: Sequence[str]) -> Iterator[str]:
    for name in ids:
        if name != "-":
            yield name.removesuffix("…")  # which stands in a table where an ID was cut
        elif sys.stdin is None:
            raise UsageError("no ID can be read, since stdin is closed")
        else:
            yield from (row.strip() for row in sys.stdin if row.strip())


def _pages(incidents: Iterable[Incident], store: Store, session: Session, *, why: bool) -> None:
    from infralog.earlier import earlier, told
    from infralog.views import terminal

    with output.drawing(session) as (out, screen):
        for number, incident in enumerate(incidents):
            if number:
                out.write("\n")
            before = told(incident, earlier(incident, store))
            terminal.incident(incident, out, screen, why=why, before=before)


def _originals(incidents: Iterable[Incident], store: Store) -> None:
    """Write the originals as they came, once each, but for what a terminal would obey."""
    from infralog.safe import visible

    out = output.stdout("rows")
    entries = {incident.entry_id: store.entry(incident) for incident in incidents}
    for entry in entries.values():
        content = visible(entry.content)  # a pipe may lead to a terminal
        out.write(content if content.endswith("\n") else content + "\n")


def _hit(incident: Incident) -> Hit:
    return Hit(incident, Marked(incident.title), None, None)
