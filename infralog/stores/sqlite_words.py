"""The words that a store knows: how often, which begin so, which are nearly so."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from infralog.stores.sqlite_match import MANY, prose, quoted
from infralog.stores.sqlite_rows import LAST, storable

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 40  # letters; what is longer is no word
_MOST = 3
# Who mistypes a word seldom mistypes its first letter, or misses more than two letters of it.
_NEAR = 0.7  # of 1, as difflib has it
_LETTERS = 2
COMPARED = 5000
_TRIED = 12


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


def nearest(
    typed: str,
    occurs: Callable[[str], bool],
    alike: Callable[[str, int, int], Iterable[list[str]]],
) -> tuple[str, ...]:
    """Return the nearest of the words that a store knows, for the first word that none holds.

    Args:
        typed: A text.
        occurs: Whether any incident holds a word.
        alike: Known words of so many letters: those that begin with a letter, then the others;
            `COMPARED` of each at most.
    """
    for word in _WORD.findall(folded(typed)):
        if not occurs(word):
            near = dict.fromkeys(n for n in _near(word, alike) if occurs(n))
            return tuple(near)[:_MOST]
    return ()


def _near(word: str, alike: Callable[[str, int, int], Iterable[list[str]]]) -> Iterator[str]:
    """Yield words that are like one: those with its first letter before the others."""
    from difflib import get_close_matches

    for known in alike(word[0], max(len(word) - _LETTERS, 2), len(word) + _LETTERS):
        yield from get_close_matches(word, known, n=_TRIED, cutoff=_NEAR)


def words(text: str) -> set[str]:
    """Return the words of a text as they are looked for: in lower case, without accents."""
    return {word for word in _WORD.findall(folded(text)) if len(word) <= _LONGEST}


def folded(text: str) -> str:
    """Return a text in lower case, without accents."""
    if text.isascii():
        return text.lower()
    from unicodedata import combining, normalize

    plain = normalize("NFKD", text.lower())
    return storable("".join(c for c in plain if not combining(c)))
