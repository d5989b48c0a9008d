"""Query -> SQL that finds, counts and tallies what matches. Pure, but for what is handed in."""

from collections.abc import Iterable, Sequence

from infralog.model import Query
from infralog.stores import Facet
from infralog.stores.matching import Match
from infralog.stores.postgres_rows import FACT
from infralog.stores.postgres_vector import storable
from infralog.stores.statements import SQL, Values, is_ranked, newest, order, where

# A word in the title weighs five times one in the body; in a long text a word weighs less.
_SCORE = "ts_rank('{0.2, 0, 0, 1}', i.search, %s::tsquery, 1)"


def _from(match: Match, query: Query, names: str = "") -> SQL:
    """Return where all come from that match, as `i`, joined with `names`."""
    source = "incidents i"
    values: Values = ()
    if query.among:
        source = f"(SELECT * FROM incidents i ORDER BY {newest(query)} LIMIT %s) i"
        values = (query.among,)
    found = where(*_words(match), *_conditions(query))
    return SQL(f"FROM {source} {names} {found.text}", (*values, *found.values))


def _words(match: Match) -> Iterable[SQL]:
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
    source = _from(match, query)
    if not source.values:
        return SQL("SELECT coalesce(max(value::bigint), 0) FROM meta WHERE key = 'incidents'")
    return SQL(f"SELECT count(*) {source.text}", source.values)


def facts(match: Match, query: Query, *, timed: bool) -> SQL:
    """Return what lists the columns that `postgres_rows.fact` reads, of all that match."""
    source = _from(match, query)
    columns = f"{FACT}, i.date_basis, i.started_at" if timed else FACT
    return SQL(f"SELECT {columns} {source.text}", source.values)


def days(column: str, sources: Sequence[str]) -> SQL:
    """Return what lists each day of a column once, of some sources or of any."""
    matching = where(SQL(f"i.{column} IS NOT NULL"), *_among("source", sources))
    text = f"SELECT DISTINCT i.{column}::date FROM incidents i {matching.text}"
    return SQL(text, matching.values)


def finding(match: Match, query: Query) -> SQL:
    """Return what lists ID, score and count of those that are asked for, in their order.

    Without words, or among the newest, there is neither score nor count.
    """
    source, by = _from(match, query), order(query)
    values = (*source.values, query.limit or None, query.offset)
    if not match.words or query.among:
        told = "NULL, NULL"
    else:
        told = f"{_SCORE} AS score, count(*) OVER ()"
        values = (match.words, *values)
        if is_ranked(query):
            by = f"score DESC, {by}"
    text = f"SELECT i.id, {told} {source.text} ORDER BY {by} LIMIT %s OFFSET %s"
    return SQL(text, values)


def tallying(facet: Facet, match: Match, query: Query) -> SQL:
    """Return what lists each value of a facet, how often it occurs, and its newest day."""
    day = "coalesce(i.published::date, i.date)" if query.by_published else "i.date"
    if facet == "month":
        value, names = f"to_char({day}, 'YYYY-MM')", ""
    else:
        column = f"{facet}s_mentioned" if query.mentions else f"{facet}s"
        value, names = "name", f"CROSS JOIN unnest(i.{column}) name"
    source = _from(match, query, names)
    text = f"""
        SELECT {value} COLLATE "C" AS value, count(*), max({day})
        {source.text} GROUP BY 1 ORDER BY 2 DESC, 1"""
    return SQL(text, source.values)
