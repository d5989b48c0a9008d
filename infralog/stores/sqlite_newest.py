"""The newest incidents, indexed once more in memory: what matches among them, at once.

Before the engine tells of the first of all that begin with two letters, it has read them all: of a
million incidents 80 ms, and to rank them takes ten times as long. Of two thousand it is nothing.
"""

import sqlite3
from collections.abc import Sequence

from infralog.stores.sqlite_file import state_of

# As the index of `sqlite_schema`, but for the texts themselves.
_INDEX = """
    CREATE VIRTUAL TABLE newest USING fts5(
        title, body, regions, components, content='',
        tokenize='porter unicode61 remove_diacritics 2')"""
_FILL = "INSERT INTO newest (rowid, title, body, regions, components) VALUES (?, ?, ?, ?, ?)"
_FIND = "SELECT rowid FROM newest WHERE newest MATCH ? ORDER BY rowid"


class Newest:
    """Finds among so many of the newest incidents, and reads them anew once anyone has written."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Take the connection of a store; nothing is read yet."""
        self._db = db
        self._index = sqlite3.connect(":memory:", isolation_level=None)
        self._numbers: Sequence[int] = ()
        self._key: tuple[object, ...] = ()

    def matching(self, expression: str, order: str, count: int) -> Sequence[int]:
        """Return the numbers of those that an expression of FTS5 matches, in their order.

        Args:
            expression: What the index must match; empty for all.
            order: Of the rows `i` of incidents, the newest first.
            count: Among how many.
        """
        key = (order, count, state_of(self._db))
        if key != self._key:
            self._read(order, count)
            self._key = key
        if not expression:
            return self._numbers
        found = self._index.execute(_FIND, (expression,))
        return [self._numbers[place] for (place,) in found]

    def _read(self, order: str, count: int) -> None:
        self._key = ()
        self._index.execute("DROP TABLE IF EXISTS newest")
        self._index.execute(_INDEX)
        sql = f"""
            SELECT i.number, i.title, i.body, i.regions, i.components FROM incidents i
            ORDER BY {order} LIMIT ?"""
        read = self._db.execute(sql, (count,)).fetchall()
        self._numbers = [row[0] for row in read]
        self._index.execute("BEGIN")
        self._index.executemany(_FILL, ((place, *row[1:]) for place, row in enumerate(read)))
        self._index.execute("COMMIT")
