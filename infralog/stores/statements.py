"""What the SQL of both engines has in common: its pieces, and the order of what is found. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

from infralog.model import Query

Values = tuple[object, ...]

# An index has each of these orders. Where what is not known comes is what SQLite does unasked, and
# must be said to PostgreSQL.
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


class SQL(NamedTuple):
    """A statement, or a part of one, and what is bound to it."""

    text: str
    values: Values = ()


def where(*conditions: SQL) -> SQL:
    """Return the clause that all conditions hold; empty where there are none."""
    text = " AND ".join(c.text for c in conditions)
    values = tuple(value for c in conditions for value in c.values)
    return SQL(f"WHERE {text}" if text else "", values)


def is_ranked(query: Query) -> bool:
    """Tell whether the best match comes first, if there are words to match."""
    return query.sort in {None, "relevance"}


def newest(query: Query) -> str:
    """Return the order, of rows `i`, in which a query has the newest first."""
    return (_PUBLISHED if query.by_published else _ORDER)["newest"]


def order(query: Query) -> str:
    """Return the order that is asked for; of those that rank alike, the newest comes first."""
    if is_ranked(query):
        return newest(query)
    return (_PUBLISHED if query.by_published else _ORDER)[str(query.sort)]
