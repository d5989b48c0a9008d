"""What matches a query -> incidents and hits, in their order."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from infralog.model import Evidence, Fact, Hit, Incident, Marked, Page, Query
from infralog.stores import sqlite_query as ask
from infralog.stores.marks import CLOSE, OPEN, marked, snippet
from infralog.stores.sqlite_match import PREFIX
from infralog.stores.sqlite_query import Plan, places
from infralog.stores.sqlite_rows import INCIDENT, Row, fact, incident
from infralog.stores.statements import SQL

# To seek an incident in the index costs about as much as to pass so many others; where a prefix is
# looked for, as much as to pass all.
_SEEK = 200
# So many are read at once where all are asked for.
_BATCH = 500


def page(db: sqlite3.Connection, query: Query, plan: Plan) -> Page:
    """Return the hits that are asked for, and how many match in all."""
    found = _run(db, ask.finding(plan, query)).fetchall()
    total = _total_of(db, found, plan, query)
    return Page(tuple(hits(db, found, plan, query, total)), total, query)


def every(db: sqlite3.Connection, query: Query, plan: Plan) -> Iterator[int | Hit]:
    """Yield how many match in all, and then each, as they are asked for."""
    total = _total(db, plan)
    yield total
    found = _run(db, ask.finding(plan, query))
    while batch := found.fetchmany(_BATCH):
        yield from hits(db, batch, plan, query, total)


def _run(db: sqlite3.Connection, sql: SQL) -> sqlite3.Cursor:
    return db.execute(sql.text, sql.values)


def _total(db: sqlite3.Connection, plan: Plan) -> int:
    total: int = _run(db, ask.counting(plan)).fetchone()[0]
    return total


def _total_of(db: sqlite3.Connection, found: Sequence[Row], plan: Plan, query: Query) -> int:
    """Return how many match in all, with no more work than a page has left to do."""
    if found and found[0][2] is not None:
        total: int = found[0][2]
        return total
    if 0 < len(found) < query.limit or not (found or query.offset):
        return query.offset + len(found)
    return _total(db, plan)


def hits(
    db: sqlite3.Connection, found: Sequence[Row], plan: Plan, query: Query, total: int
) -> Iterator[Hit]:
    """Yield the hits of rows that `sqlite_query.finding` found.

    Args:
        db: The store.
        found: Some of all that match.
        plan: What the query comes to.
        query: What was asked.
        total: How many match in all.
    """
    numbers = [row[0] for row in found]
    shown = bool(plan.words) and not query.bare
    if shown:
        scan = total < _SEEK * len(numbers) or PREFIX in plan.words
        read = db.execute(_showing(len(numbers), scan=scan), (plan.words, *numbers))
    else:
        read = db.execute(_reading(len(numbers), bare=query.bare), numbers)
    by_number = {row[0]: row for row in read}
    evidence = _evidence(db, numbers) if query.evidence else {}
    for number, rank, _ in found:
        row = by_number.get(number)
        if row is None:  # another process has deleted it in the meantime
            continue
        told = tuple(evidence.get(number, ()))
        score = None if rank is None else abs(rank)
        if shown:
            body = marked(row[20])
            yield Hit(incident(row, body.text, told), marked(row[21]), snippet(body), score)
        else:
            yield Hit(incident(row, row[20], told), Marked(row[2]), None, score)


def incidents(db: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[Incident]:
    """Yield incidents whole, with their evidence."""
    read = {row[0]: row for row in db.execute(_reading(len(numbers), bare=False), numbers)}
    evidence = _evidence(db, numbers)
    for number in numbers:
        yield incident(read[number], read[number][20], tuple(evidence.get(number, ())))


def facts(db: sqlite3.Connection, query: Query, plan: Plan, *, timed: bool) -> Iterator[Fact]:
    """Yield what is counted of all that match, as it is asked for."""
    return map(fact, _run(db, ask.facts(plan, query, timed=timed)))


def days(
    db: sqlite3.Connection, sources: Sequence[str]
) -> tuple[Collection[date], Collection[date]]:
    """Return the days on which anything happened, and those on which anything was published."""
    happened, published = (
        {date.fromisoformat(day) for (day,) in _run(db, ask.days(column, sources)) if day}
        for column in ("date", "published")
    )
    return happened, published


def _reading(count: int, *, bare: bool) -> str:
    """Return what reads incidents, in no order; bare ones with an empty body."""
    return f"""
        SELECT {INCIDENT}, {"''" if bare else "i.body"}
        FROM incidents i CROSS JOIN entries e ON e.number = i.entry
        WHERE i.number IN ({places(count)})"""


def _showing(count: int, *, scan: bool) -> str:
    """Return what reads incidents likewise, and marks what matches in their titles and bodies.

    With `scan` all that match are passed, rather than each one sought: sooner where they are few.
    """
    return f"""
        SELECT {INCIDENT}, highlight(incidents_fts, 1, '{OPEN}', '{CLOSE}'),
            highlight(incidents_fts, 0, '{OPEN}', '{CLOSE}')
        FROM incidents_fts f
        CROSS JOIN incidents i ON i.number = f.rowid
        CROSS JOIN entries e ON e.number = i.entry
        WHERE incidents_fts MATCH ? AND {"+" if scan else ""}f.rowid IN ({places(count)})"""


def _evidence(db: sqlite3.Connection, numbers: Sequence[int]) -> Mapping[int, list[Evidence]]:
    sql = f"""
        SELECT incident, field, value, quote, rule FROM reasons
        WHERE incident IN ({places(len(numbers))}) ORDER BY incident, position"""
    found: dict[int, list[Evidence]] = {}
    for number, *told in db.execute(sql, numbers):
        found.setdefault(number, []).append(Evidence(*told))
    return found
