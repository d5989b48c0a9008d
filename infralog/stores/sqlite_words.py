"""The words that a store knows: how often, which begin so, which are nearly so."""

import sqlite3
from collections.abc import Iterator
from functools import partial

from infralog.stores.matching import MANY
from infralog.stores.sqlite_match import prose, quoted
from infralog.stores.texts import LAST
from infralog.stores.words import COMPARED, folded, nearest


def beginning(db: sqlite3.Connection, prefix: str) -> tuple[str, ...]:
    """Return the words that begin so, the shortest first, `MANY` at most."""
    first = folded(prefix)
    sql = "SELECT word FROM words WHERE word >= ? AND word < ? ORDER BY length(word), word LIMIT ?"
    return tuple(word for (word,) in db.execute(sql, (first, first + LAST, MANY)))


def occurrences(db: sqlite3.Connection, word: str) -> int:
    """Return in how many incidents a word occurs, in any of its forms."""
    sql = "SELECT count(*) FROM incidents_fts WHERE incidents_fts MATCH ?"
    count: int = db.execute(sql, (prose(quoted(word)),)).fetchone()[0]
    return count


def suggest(db: sqlite3.Connection, typed: str) -> tuple[str, ...]:
    """Return the nearest of the words that incidents hold, for the first word that none holds."""
    return nearest(typed, lambda word: bool(occurrences(db, word)), partial(_alike, db))


def _alike(db: sqlite3.Connection, first: str, least: int, most: int) -> Iterator[list[str]]:
    same = "word >= ? AND word < ?"
    for which in (same, f"NOT ({same})"):
        sql = f"SELECT word FROM words WHERE {which} AND length(word) BETWEEN ? AND ? LIMIT ?"
        read = db.execute(sql, (first, first + LAST, least, most, COMPARED))
        yield [found for (found,) in read]
