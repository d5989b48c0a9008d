"""A text -> its tokens, for another engine: as FTS5 makes them, for FTS5 makes them.

What a word is, where it ends, and which of its forms are one, is so decided in one place: two kinds
of store find the same. Nothing is kept; the tables are in memory, and empty again after each call.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from infralog.stores.marks import CLOSE, OPEN

# A title, and a body.
Pair = tuple[str, str]
# Likewise, and the regions that they name, as an index of `sqlite_schema` holds them.
Told = tuple[str, str, str]
# A token, and where it stands, as a tsvector has it: "2A,7,12". A place in a title has an A, the
# first place is 1, and a body begins two places behind its title.
Placed = tuple[str, str]

_TABLES = """
    CREATE TABLE texts (title TEXT, body TEXT, regions TEXT);
    CREATE VIRTUAL TABLE indexed USING fts5(
        title, body, regions, content='texts', tokenize='porter unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE tokens USING fts5vocab(indexed, instance);"""
_INDEX = "INSERT INTO indexed (rowid, title, body, regions) VALUES (?, ?, ?, ?)"
_KEEP = "INSERT INTO texts (rowid, title, body, regions) VALUES (?, ?, ?, ?)"
_PLACES = """
    WITH titles AS MATERIALIZED (
        SELECT doc, max(offset) AS last FROM tokens WHERE col = 'title' GROUP BY doc)
    SELECT doc, term, group_concat(
        CASE col WHEN 'title' THEN (offset + 1) || 'A' ELSE offset + 3 + coalesce(last, -1) END)
    FROM tokens LEFT JOIN titles USING (doc) GROUP BY doc, term"""
_MARKED = f"""
    SELECT rowid, highlight(indexed, 0, '{OPEN}', '{CLOSE}'),
        highlight(indexed, 1, '{OPEN}', '{CLOSE}')
    FROM indexed WHERE indexed MATCH ?"""


class Tokenizer:
    """Makes tokens of texts; used by one thread."""

    def __init__(self) -> None:
        """Prepare the tables."""
        self._db = sqlite3.connect(":memory:", isolation_level=None)
        self._db.executescript(_TABLES)

    def close(self) -> None:
        """Let go of the tables."""
        self._db.close()

    def tokens(self, text: str) -> list[str]:
        """Return the tokens of a text, in their order."""
        with self._indexed([(text, "", "")]):
            sql = "SELECT term FROM tokens ORDER BY offset"
            return [term for (term,) in self._db.execute(sql)]

    def places(self, pairs: Sequence[Pair]) -> Sequence[Sequence[Placed]]:
        """Return, of each title and body, where each token stands."""
        found: list[list[Placed]] = [[] for _ in pairs]
        with self._indexed([(*pair, "") for pair in pairs]):
            for number, *placed in self._db.execute(_PLACES):
                found[number].append(tuple(placed))
        return found

    def marked(self, texts: Sequence[Told], expression: str) -> list[Pair]:
        """Return titles and bodies with marks around what an expression of FTS5 matches."""
        found = [(title, body) for title, body, _ in texts]
        with self._indexed(texts):
            self._db.executemany(_KEEP, _numbered(texts))
            for number, title, body in self._db.execute(_MARKED, (expression,)):
                found[number] = title, body
        return found

    @contextmanager
    def _indexed(self, texts: Sequence[Told]) -> Iterator[None]:
        self._db.execute("BEGIN")
        try:
            self._db.executemany(_INDEX, _numbered(texts))
            yield
        finally:
            self._db.execute("ROLLBACK")


def _numbered(texts: Iterable[Told]) -> Iterator[tuple[int, str, str, str]]:
    return ((number, *text) for number, text in enumerate(texts))
