"""Query -> SQL that finds, counts and tallies what matches. Pure, but for what is handed in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from infralog.model import Query
from infralog.stores import Facet
from infralog.stores.postgres_match import Match
from infralog.stores.postgres_rows import FACT
from infralog.stores.postgres_vector import storable

Values = tuple[object, ...]

_DAY = "i.date DESC, i.started_at DESC NULLS LAST, i.id"
_ORDER: Mapping[str, str] = {
    "newest": _DAY,
    "oldest": "i.date, i.started_at NULLS FIRST, i.id DESC",
    "longest": f"i.duration_minutes DESC NULLS LAST, {_DAY}",
}
_PUBLISHED: Mapping[str, str] = {
    **_ORDER,
    "newest": f"i.published DESC NULLS LAST, {_DAY}",
    "oldest": f"i.published NULLS FIRST, {_ORDER['oldest']}",
}
# A word in the title weighs five times one in the body; in a long text a word weighs less.
_SCORE = "ts_rank('{0.2, 0, 0, 1}', i.search, %s::tsquery, 1)"


class SQL(NamedTuple):
    """A statement, or a part of one, and what is bound to it."""

    text: str
    values: Values = ()


def _where(match: Match, query: Query) -> SQL:
    conditions = [*_matching(match), *_conditions(query)]
    text = " AND ".join(c.text for c in conditions)
    values = tuple(value for c in conditions for value in c.values)
    return SQL(f"WHERE {text}" if text else "", values)


def _matching(match: Match) -> Iterable[SQL]:
    if match.wanted:
        yield SQL("i.search @@ %s::tsquery", (match.wanted,))
    if match.barred:
        yield SQL("NOT i.search @@ %s::tsquery", (match.barred,))


def _conditions(query: Query) -> Iterable[SQL]:
    since, until = query.interval
    if since:
        yield SQL("i.published >= %s" if query.by_published else "i.date >= %s", (since,))
    if until:
        last = "i.published < %s::date + 1" if query.by_published else "i.date <= %s"
        yield SQL(last, (until,))
    if query.min_minutes is not None:
        yield SQL("i.duration_minutes >= %s", (query.min_minutes,))
    if query.max_minutes is not None:
        yield SQL("i.duration_minutes <= %s", (query.max_minutes,))
    if query.changed_since:
        seen = "i.entry IN (SELECT number FROM entries WHERE seen >= %s)"
        yield SQL(seen, (query.changed_since,))
    for column in ("impact", "kind", "source"):
        yield from _among(column, getattr(query, f"{column}s"))


def _among(column: str, values: Sequence[str]) -> Iterable[SQL]:
    """Return the condition that a column holds one of some values; none where there are none."""
    if values:
        yield SQL(f"i.{column} = ANY(%s)", ([*map(storable, values)],))


def counting(match: Match, query: Query) -> SQL:
    """Return what counts all that match; how many there are in all is remembered."""
    where = _where(match, query)
    if not where.text:
        return SQL("SELECT coalesce(max(value::bigint), 0) FROM meta WHERE key = 'incidents'")
    return SQL(f"SELECT count(*) FROM incidents i {where.text}", where.values)


def facts(match: Match, query: Query, *, timed: bool) -> SQL:
    """Return what lists the columns that `postgres_rows.fact` reads, of all that match."""
    where = _where(match, query)
    columns = f"{FACT}, i.date_basis, i.started_at" if timed else FACT
    return SQL(f"SELECT {columns} FROM incidents i {where.text}", where.values)


def days(column: str, sources: Sequence[str]) -> SQL:
    """Return what lists each day of a column once, of some sources or of any."""
    known = SQL(f"i.{column} IS NOT NULL")
    conditions = [known, *_among("source", sources)]
    text = f"""
        SELECT DISTINCT i.{column}::date FROM incidents i
        WHERE {" AND ".join(c.text for c in conditions)}"""
    return SQL(text, tuple(value for c in conditions for value in c.values))


def finding(match: Match, query: Query) -> SQL:
    """Return what lists ID, score and count of those that are asked for, in their order.

    Without words there is neither score nor count.
    """
    where = _where(match, query)
    order = (_PUBLISHED if query.by_published else _ORDER)[_sort(query)]
    values = (*where.values, query.limit or None, query.offset)
    if not match.words:
        told = "NULL, NULL"
    else:
        told = f"{_SCORE} AS score, count(*) OVER ()"
        values = (match.words, *values)
        if query.sort in {None, "relevance"}:
            order = f"score DESC, {order}"
    text = f"""
        SELECT i.id, {told} FROM incidents i {where.text}
        ORDER BY {order} LIMIT %s OFFSET %s"""
    return SQL(text, values)


def _sort(query: Query) -> str:
    return "newest" if query.sort in {None, "relevance"} else str(query.sort)


def tallying(facet: Facet, match: Match, query: Query) -> SQL:
    """Return what lists each value of a facet, how often it occurs, and its newest day."""
    where = _where(match, query)
    day = "coalesce(i.published::date, i.date)" if query.by_published else "i.date"
    if facet == "month":
        value, names = f"to_char({day}, 'YYYY-MM')", ""
    else:
        column = f"{facet}s_mentioned" if query.mentions else f"{facet}s"
        value, names = "name", f"CROSS JOIN unnest(i.{column}) name"
    text = f"""
        SELECT {value} COLLATE "C" AS value, count(*), max({day})
        FROM incidents i {names} {where.text} GROUP BY 1 ORDER BY 2 DESC, 1"""
    return SQL(text, where.values)
