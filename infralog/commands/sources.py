"""infralog sources: whose logs `sync` pulls."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from infralog import config
from infralog.commands import options, output
from infralog.errors import StoreMissing, UsageError
from infralog.model import Query
from infralog.record import rfc3339
from infralog.safe import line
from infralog.session import Session
from infralog.stores import Store
from infralog.views import Records

if TYPE_CHECKING:
    from infralog.publishers import Publisher

EXAMPLES = (
    ("Whose logs are pulled, when they last were, and what came of it.", "sources"),
    (
        "Pull GitHub's status page, too.",
        "sources add github https://www.githubstatus.com/history.atom",
    ),
    ("No longer; what is stored stays.", "sources remove github"),
    ("All feeds of a reader.", "sources import feeds.opml"),
    ("For a reader.", "sources export > infralog.opml"),
)
FIELDS = ("name", "kind", "url", "state", "synced", "entries", "incidents", "last")
_LARGEST = 8 * 2**20


def command(
    ctx: typer.Context,
    action: Annotated[
        str, typer.Argument(metavar="[list|add|remove|import|export]", help="What to do.")
    ] = "list",
    given: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME] [URL] [FILE]", help="To add: NAME URL; to remove: NAME..."),
    ] = None,
    *,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="K", help="To add: statuspage, incidentio, plain; else its content tells."
        ),
    ] = None,
    format: options.OutputFormat = "auto",  # noqa: A002 -- the name of the flag
    json: options.Json = False,
    fields: options.Fields = None,
) -> None:
    """List whose logs `sync` pulls; add and remove some, or exchange them as OPML."""
    session: Session = ctx.obj
    if action == "list":
        shown = output.chosen(format, fields, json=json, known=FIELDS)
        kept = shown.fields or (("name",) if shown.format == "ids" else FIELDS)
        rows = _rows(session)
        shown.records(Records(kept, ({k: row[k] for k in kept} for row in rows)), session)
    elif action == "add":
        _add(session, given or (), kind)
    elif action in _ACTIONS:
        _ACTIONS[action](session, given or ())
    else:
        hint = "known are: list, add, remove, import, export"
        raise UsageError(f"unknown action: {action[:60]}", hint=hint)


# ---------------------------------------------------------------- what there is


def _rows(session: Session) -> list[dict[str, Any]]:
    known = session.publishers()
    try:
        with session.store() as store:
            return [_row(publisher, store) for publisher in known]
    except StoreMissing:
        return [_row(publisher, None) for publisher in known]


def _row(publisher: "Publisher", store: Store | None) -> dict[str, Any]:
    from infralog.publishers import key

    state = store.state(key(publisher.url, publisher)) if store else None
    query = Query(sources=(publisher.name,), sort="newest", limit=1, bare=True)
    page = store.search(query) if store else None
    newest = next((hit.incident.date.isoformat() for hit in page.hits), None) if page else None
    return {
        "name": publisher.name,
        "kind": publisher.kind,
        "url": publisher.url,
        "state": "off" if not publisher.enabled else "synced" if state else "never synced",
        "synced": rfc3339(state.synced.replace(microsecond=0)) if state else None,
        "entries": state.entries if state else None,
        "incidents": page.total if page else 0,
        "last": newest,
    }


# ---------------------------------------------------------------- what is changed


def _add(session: Session, given: Sequence[str], kind: str | None) -> None:
    from infralog.publishers import Publisher, checked

    if len(given) != 2:  # noqa: PLR2004 -- a name and a URL
        raise UsageError("to add a source takes a name and a URL", hint=_HINT)
    made = checked(Publisher(given[0], given[1], kind), "sources")
    known = {publisher.name: publisher for publisher in session.publishers()}
    old = known.get(made.name)
    if old and old.enabled and old.name in (session.sources or {}):
        hint = f"infralog sources remove {made.name}, and add it again"
        raise UsageError(f"there is a source {made.name} already: {old.url[:90]}", hint=hint)
    _set(session, {made.name: _table(made)})
    session.say(f"added; run: {session.named.command('sync')} {made.name}")


def _remove(session: Session, given: Sequence[str]) -> None:
    """Take sources away; the Infra Log, which is there by itself, is switched off."""
    from infralog.sources import default_source

    if not given:
        raise UsageError("to remove a source takes its name", hint="infralog sources lists them")
    known = [publisher.name for publisher in session.publishers()]
    for name in given:
        if name not in known:
            hint = f"there are: {', '.join(known)}"
            raise UsageError(f"no such source: {line(name)[:60]}", hint=hint)
    off = {"enabled": False}
    own = default_source().name
    _set(session, {name: off if name == own else None for name in given})
    session.say("removed; what is stored of it stays")


def _import(session: Session, given: Sequence[str]) -> None:
    """Add every feed of an OPML document that is not there yet."""
    from infralog import opml, origin
    from infralog.fetch import Limits
    from infralog.publishers import named_apart
    from infralog.trouble import bare

    if len(given) != 1 or "://" in given[0]:
        raise UsageError("to import takes a file, or - for stdin", hint=_HINT)
    got = origin.read(given[0], None, Limits(size=_LARGEST), None)
    listed = opml.read(got.data if got else b"", where=given[0])
    known = session.publishers()
    fresh, problems = named_apart(listed, known)
    for name, reason in problems:
        session.say(f"infralog: {line(name)[:60]}: {reason}")
    _set(session, {made.name: _table(made) for made in fresh})
    for made in fresh:
        session.say(f"added {made.name}: {bare(made.url)}")
    there = len(listed) - len(fresh) - len(problems)
    session.say(f"{len(fresh)} added, {there} there already, {len(problems)} left out")


def _export(session: Session, given: Sequence[str]) -> None:
    from infralog import opml

    if given:
        raise UsageError("to export takes nothing; it writes to stdout", hint=_HINT)
    feeds = [(each.name, each.url) for each in session.publishers() if each.enabled]
    opml.write(feeds, output.stdout("xml"))


_ACTIONS: Mapping[str, Callable[[Session, Sequence[str]], None]] = {
    "remove": _remove,
    "import": _import,
    "export": _export,
}
_HINT = "infralog sources --help"


def _table(made: "Publisher") -> Mapping[str, Any]:
    return {"url": made.url} | ({"kind": made.kind} if made.kind else {})


def _set(session: Session, tables: Mapping[str, Mapping[str, Any] | None]) -> Path | None:
    return config.set_sources(session.config_file, tables) if tables else None
