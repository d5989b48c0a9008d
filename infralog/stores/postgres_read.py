"""What matches a query -> incidents and hits, in their order."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import count

from infralog.model import Fact, Hit, Incident, Marked, Page, Query, Tally
from infralog.stores import Facet, sqlite_match
from infralog.stores import postgres_query as ask
from infralog.stores.codes import tokens
from infralog.stores.marks import marked, snippet
from infralog.stores.matching import Match
from infralog.stores.postgres_match import match
from infralog.stores.postgres_rows import INCIDENT, Row, fact, incident
from infralog.stores.postgres_server import Server
from infralog.stores.postgres_words import Words
from infralog.stores.statements import SQL

# So many are read at once where all are asked for.
_BATCH = 500
_EVERY = count()
_SOURCE = "FROM incidents i JOIN entries e ON e.number = i.entry WHERE i.id = ANY(%s)"


def page(db: Server, query: Query, words: Words) -> Page:
    """Return the hits that are asked for, and how many match in all."""
    wanted = match(query, words.beginning, words.tokens)
    found = _run(db, ask.finding(wanted, query))
    total = _total(db, found, wanted, query)
    return Page(tuple(hits(db, found, query, words)), total, query)


def every(db: Server, query: Query, words: Words) -> Iterator[int | Hit]:
    """Yield how many match in all, and then each, as they are asked for."""
    wanted = match(query, words.beginning, words.tokens)
    yield _count(db, wanted, query)
    sql = ask.finding(wanted, query)
    with db.cursor(name=f"every{next(_EVERY)}") as found:
        found.execute(sql.text, sql.values)
        while batch := found.fetchmany(_BATCH):
            yield from hits(db, batch, query, words)


def _run(db: Server, sql: SQL) -> list[Row]:
    return db.execute(sql.text, sql.values).fetchall()


def _total(db: Server, found: Sequence[Row], wanted: Match, query: Query) -> int:
    """Return how many match in all, with no more work than a page has left to do."""
    if found and found[0][2] is not None:
        total: int = found[0][2]
        return total
    if 0 < len(found) < query.limit or not (found or query.offset):
        return query.offset + len(found)
    return _count(db, wanted, query)


def _count(db: Server, wanted: Match, query: Query) -> int:
    counted: int = _run(db, ask.counting(wanted, query))[0][0]
    return counted


def hits(db: Server, found: Sequence[Row], query: Query, words: Words) -> Iterator[Hit]:
    """Yield the hits of rows that `postgres_query.finding` found.

    What matched in them is marked by the code that marks it in a file.
    """
    scores = {row[0]: row[1] for row in found}
    read = _rows(db, _reading(query), [*scores])
    expression = "" if query.bare else sqlite_match.match(query, words.beginning).words
    texts = [(row[1], row[21], tokens(row[12], row[13])) for row in read]
    shown = words.marked(texts, expression) if expression else ()
    for at, row in enumerate(read):
        score = scores[row[0]]
        if shown:
            title, body = map(marked, shown[at])
            yield Hit(incident(row, row[21], row[22]), title, snippet(body), score)
        else:
            yield Hit(incident(row, row[21], row[22]), Marked(row[1]), None, score)


def _reading(query: Query) -> str:
    body = "''" if query.bare else "i.body"
    evidence = "i.evidence" if query.evidence else "'[]'::jsonb"
    return f"SELECT {INCIDENT}, {body}, {evidence} {_SOURCE}"


def facts(db: Server, query: Query, words: Words, *, timed: bool) -> Iterator[Fact]:
    """Yield what is counted of all that match."""
    wanted = match(query, words.beginning, words.tokens)
    return map(fact, _run(db, ask.facts(wanted, query, timed=timed)))


def tally(db: Server, facet: Facet, query: Query, words: Words) -> tuple[Tally, ...]:
    """Count, over all that match, each value of a facet; most frequent first."""
    wanted = match(query, words.beginning, words.tokens)
    return tuple(Tally(*row) for row in _run(db, ask.tallying(facet, wanted, query)))


def days(db: Server, sources: Sequence[str]) -> tuple[Collection[date], Collection[date]]:
    """Return the days on which anything happened, and those on which anything was published."""
    happened, published = (
        {day for (day,) in _run(db, ask.days(column, sources))} for column in ("date", "published")
    )
    return happened, published


def incidents(db: Server, ids: Sequence[str]) -> Iterator[Incident]:
    """Yield incidents whole, with their evidence."""
    for row in _rows(db, f"SELECT {INCIDENT}, i.body, i.evidence {_SOURCE}", ids):
        yield incident(row, row[21], row[22])


def _rows(db: Server, sql: str, ids: Sequence[str]) -> list[Row]:
    """Return the rows of incidents, in the order of their IDs as they are asked for."""
    found = {row[0]: row for row in db.execute(sql, ([*ids],))}
    return [found[id_] for id_ in ids if id_ in found]
