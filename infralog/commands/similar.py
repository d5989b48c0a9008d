"""infralog similar: has this happened before?"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any

import typer

from infralog import record
from infralog.cli import Exit
from infralog.commands import hints, options, output
from infralog.commands.output import Output
from infralog.errors import NotFound, UsageError
from infralog.model import Clause, Hit, Incident, Marked, Page, Query, Word
from infralog.names import Names, names_of
from infralog.nearby import nearby
from infralog.query import Filters
from infralog.safe import line
from infralog.session import Session
from infralog.similar import Near, Subject, of_incident, of_text
from infralog.stores import Store
from infralog.views import Records

EXAMPLES = (
    ("Has this happened before?", "similar edge-proxies-overload"),
    ("Told in words of your own.", 'similar "stale routes in sjc after a reseed"'),
    ("What was like it before May.", "similar edge-proxies --until 2026-04 -n 5"),
)

# What is told beside the contract's record.
_WHY: Mapping[str, Callable[[Near], Any]] = {
    "reason": lambda near: near.reason,
    "shared_regions": lambda near: list(near.regions),
    "shared_components": lambda near: list(near.components),
    "shared_words": lambda near: list(near.words),
}


@options.filtered
def command(
    ctx: typer.Context,
    like: Annotated[
        list[str],
        typer.Argument(
            metavar="ID-OR-TEXT...", help="The ID, the beginning of one, a URL, or words."
        ),
    ],
    *,
    filters: Filters,
    format: options.OutputFormat = "auto",  # noqa: A002 -- the name of the flag
    json: options.Json = False,
    fields: options.Fields = None,
    exit_code: options.ExitCode = False,
) -> Exit:
    """Find what was most like an incident, or like some words."""
    session: Session = ctx.obj
    if not line(" ".join(like)):
        raise UsageError("nothing was named", hint="name an ID, or say some words")
    shown = output.chosen(format, fields, json=json, known=(*record.FIELDS, *_WHY))
    names = names_of(session.vocabulary())
    with session.store() as store:
        subject = _subject(line(" ".join(like)), store, names, session)
        asked = shown.asking(session.query(store, (), filters))
        near = nearby(subject, store, asked._replace(kinds=asked.kinds or ("incident",)))
        _show(near, asked, shown, session)
        _say(near, asked, store, session)
    return Exit.NOTHING if exit_code and not near else Exit.DONE


def _subject(typed: str, store: Store, names: Names, session: Session) -> Subject:
    """Return the incident that was named, by its ID or its title; all else is a text."""
    titled = _titled(typed, store)
    if titled:
        session.say(f"like {titled.id}: {titled.title}")
        return of_incident(titled, names)
    if " " not in typed:
        try:
            found = store.get(typed)
        except NotFound as exc:
            if exc.candidates:
                raise
            session.say(f"no incident has the ID {typed}, so it is taken for a word")
        else:
            session.say(f"like {found.id}: {found.title}")
            return of_incident(found, names)
    return of_text(typed, names)


def _titled(typed: str, store: Store) -> Incident | None:
    """Return the newest incident that has this very title, in any case; None if none has."""
    query = Query(clauses=(Clause((Word(typed, title_only=True),)),), sort="newest", bare=True)
    titles = (hit.incident for hit in store.search(query).hits)
    found = next((i for i in titles if i.title.casefold() == typed.casefold()), None)
    return store.get(found.id) if found else None


def _show(near: Sequence[Near], asked: Query, shown: Output, session: Session) -> None:
    page = near[asked.offset : asked.offset + asked.limit if asked.limit else None]
    if shown.is_table:
        reasoned = (_hit(one)._replace(snippet=Marked(one.reason)) for one in page)
        shown.hits(reasoned, session)
    else:
        fields = shown.fields or _fields(shown)
        shown.records(Records(fields, _records(page, fields), len(near)), session)


def _fields(shown: Output) -> tuple[str, ...]:
    """Return the fields of a format, and as many of the reasons as it has room for."""
    if shown.format == "ids":
        return shown.fields_of_hits()
    in_a_row = shown.format in ("tsv", "markdown")
    return (*shown.fields_of_hits(), *(("score", "reason") if in_a_row else _WHY))


def _records(near: Iterable[Near], fields: Sequence[str]) -> Iterator[dict[str, Any]]:
    for one in near:
        hit = _hit(one)
        yield {
            name: _WHY[name](one) if name in _WHY else record.FIELDS[name](hit) for name in fields
        }


def _hit(near: Near) -> Hit:
    return Hit(near.incident, Marked(near.incident.title), None, near.score)


def _say(near: Sequence[Near], asked: Query, store: Store, session: Session) -> None:
    if near or not store.summary().incidents:
        hints.beside(Page((), len(near), asked), store, session)
    else:
        session.say("nothing similar")
