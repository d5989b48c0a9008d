"""Query -> SQL that finds, counts and tallies what matches. Pure, but for what is handed in."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from infralog.model import Query
from infralog.stores.matching import Known
from infralog.stores.sqlite_match import match
from infralog.stores.sqlite_rows import FACT
from infralog.stores.statements import SQL, is_ranked, order, where
from infralog.stores.texts import storable

# Read from an index, which holds all that one can filter by, but none of the long texts.
_ROWS = "CROSS JOIN incidents i INDEXED BY incidents_facets ON i.number = f.rowid"


class Plan(NamedTuple):
    """What a query comes to.

    Attributes:
        match: What the index must match; empty for all.
        words: The part of it that is shown to have matched; empty where no words were asked for.
        conditions: What must hold of the row `i`.
    """

    match: str
    words: str
    conditions: tuple[SQL, ...]


def plan(query: Query, known: Known) -> Plan:
    """Return what a query comes to; `known` as `matching` has it."""
    wanted, barred, words = match(query, known)
    conditions = tuple(_conditions(query))
    if not barred:
        return Plan(wanted, words, conditions)
    if wanted:
        return Plan(f"({wanted}) NOT ({barred})", words, conditions)
    # The engine's NOT needs something on its left.
    text = "i.number NOT IN (SELECT rowid FROM incidents_fts WHERE incidents_fts MATCH ?)"
    return Plan("", "", (*conditions, SQL(text, (barred,))))


def among(plan: Plan, numbers: Sequence[int]) -> Plan:
    """Return a plan for those of some incidents that its conditions hold for.

    Args:
        plan: What a query comes to.
        numbers: Of incidents that match what the index is to match.
    """
    listed = f"[{','.join(map(str, numbers))}]"
    these = SQL("i.number IN (SELECT value FROM json_each(?))", (listed,))
    return Plan("", plan.words, (*plan.conditions, these))


def _conditions(query: Query) -> Iterable[SQL]:
    day = "i.published" if query.by_published else "i.date"
    since, until = query.interval
    if since:
        yield SQL(f"{day} >= ?", (since.isoformat(),))
    if until:  # a moment of that day sorts behind the day itself, but before `U`
        last = f"{until.isoformat()}U" if query.by_published else until.isoformat()
        yield SQL(f"{day} <= ?", (last,))
    if query.min_minutes is not None:
        yield SQL("i.duration_minutes >= ?", (query.min_minutes,))
    if query.max_minutes is not None:
        yield SQL("i.duration_minutes <= ?", (query.max_minutes,))
    if query.changed_since:
        seen = "i.entry IN (SELECT number FROM entries WHERE substr(seen, 1, 10) >= ?)"
        yield SQL(seen, (query.changed_since.isoformat(),))
    for column in ("impact", "kind", "source"):
        yield from _among(column, getattr(query, f"{column}s"))


def _among(column: str, values: Sequence[str]) -> Iterable[SQL]:
    """Return the condition that a column holds one of some values; none where there are none."""
    if values:
        text = f"i.{column} IN ({places(len(values))})"
        yield SQL(text, tuple(map(storable, values)))


def places(count: int) -> str:
    """Return so many places for what is bound."""
    return ", ".join("?" * count)


def _matching(plan: Plan, *, rows: bool = False) -> SQL:
    """Return where all come from that match: as `f`, as `i`, or as both.

    CROSS JOIN fixes the order: the index first, once. It has no `i` but where a condition, or
    `rows`, has need of one.
    """
    if not plan.match:
        found = where(*plan.conditions)
        return SQL(f"FROM incidents i {found.text}", found.values)
    found = where(SQL("incidents_fts MATCH ?", (plan.match,)), *plan.conditions)
    join = _ROWS if rows or plan.conditions else ""
    return SQL(f"FROM incidents_fts f {join} {found.text}", found.values)


def counting(plan: Plan) -> SQL:
    """Return what counts all that match; how many there are in all is remembered."""
    if plan == Plan("", "", ()):
        return SQL(
            "SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM meta WHERE key = 'incidents'"
        )
    source = _matching(plan)
    return SQL(f"SELECT count(*) {source.text}", source.values)


def tallying(plan: Plan, query: Query) -> SQL:
    """Return what lists the tokens of all that match, and the days by which they count."""
    day = "coalesce(substr(i.published, 1, 10), i.date)" if query.by_published else "i.date"
    return _passing(f"i.regions, i.components, {day}", plan, query)


def facts(plan: Plan, query: Query, *, timed: bool) -> SQL:
    """Return what lists the columns that `sqlite_rows.fact` reads, of all that match."""
    return _passing(f"{FACT}, i.date_basis, i.started_at" if timed else FACT, plan, query)


def _passing(columns: str, plan: Plan, query: Query) -> SQL:
    """Return what lists columns of all that match, in no order.

    Without words the index that holds all of them is passed: a third of the time it takes to seek
    each day or duration, and look up the row. Only what came lately is sought.
    """
    source = _matching(plan, rows=True)
    text = source.text
    if not plan.match and not query.changed_since:
        text = text.replace("incidents i", "incidents i INDEXED BY incidents_facets", 1)
    return SQL(f"SELECT {columns} {text}", source.values)


def days(column: str, sources: Sequence[str]) -> SQL:
    """Return what lists each day of a column once, of some sources or of any."""
    found = where(*_among("source", sources))
    return SQL(
        f"SELECT DISTINCT substr(i.{column}, 1, 10) FROM incidents i {found.text}", found.values
    )


def finding(plan: Plan, query: Query) -> SQL:
    """Return what lists number, rank and count of all that match, in their order.

    Without words that the index must match there is neither rank nor count.
    """
    ranked = plan.words and plan.match
    return _ranking(plan, query) if ranked else _listing(plan, query)


def _listing(plan: Plan, query: Query) -> SQL:
    """Return what lists without rank.

    An index has the order; the plus keeps the engine from taking another way, and sorting.
    """
    text = "+i.number IN (SELECT rowid FROM incidents_fts WHERE incidents_fts MATCH ?)"
    matches = (SQL(text, (plan.match,)),) if plan.match else ()
    found = where(*plan.conditions, *matches)
    text = f"""
        SELECT i.number, NULL, NULL FROM incidents i {found.text}
        ORDER BY {order(query)} LIMIT ? OFFSET ?"""
    return SQL(text, (*found.values, query.limit or -1, query.offset))


def _ranking(plan: Plan, query: Query) -> SQL:
    """Return what lists with words.

    All are ranked, once; only those that can be on the page are then looked up, to sort who is
    ranked alike.
    """
    source = _matching(plan)
    by, bound, values = order(query), "", source.values
    if is_ranked(query):
        by = f"found.score, {by}"
        if query.limit:
            last = "SELECT score FROM found ORDER BY score LIMIT 1 OFFSET ?"
            bound = f"WHERE found.score <= coalesce(({last}), 0.0)"
            values = (*values, query.limit + query.offset - 1)
    text = f"""
        WITH found AS MATERIALIZED (SELECT f.rowid AS number, f.rank AS score {source.text})
        SELECT found.number, found.score, (SELECT count(*) FROM found)
        FROM found CROSS JOIN incidents i ON i.number = found.number {bound}
        ORDER BY {by} LIMIT ? OFFSET ?"""
    return SQL(text, (*values, query.limit or -1, query.offset))
