"""The originals of entries <-> bytes: packed by zlib, and with what their publisher said before.

A dictionary is the beginning of what a store holds of a publisher: markup and words that come
again, by which even a short entry is packed small. What is packed with one names it by its
checksum, and what is packed without names none (RFC 1950, DICTID); so any original can be read,
whenever it was packed. As nothing else can take its place, a dictionary is kept twice, in two
tables, which no one damaged page holds both of.
"""

import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

_TABLES = ("dictionaries", "spares")
# What zlib looks back, in bytes; and in so many of the newest entries they are looked for.
_SIZE = 32_768
_NEWEST = 200
_HEADER = 6
_LEVEL = 9  # with a dictionary the smallest takes no longer than the tenth part of an HTML parse
# The bit of the second byte that tells that a dictionary is named; and the bytes that have it.
_NAMES_ONE = 0x20
_NAMING = "substr(content, 2, 1) IN (x'20', x'7d', x'bb', x'f9')"


class Dictionary(NamedTuple):
    """The words of a dictionary, and the publisher whose they are."""

    source: str
    words: bytes


class Unpacker:
    """Reads the originals of a store."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Prepare; a dictionary is read when it is needed."""
        self._db = db
        self._words: dict[int, bytes] = {}

    def unpacked(self, content: bytes) -> str:
        """Return the original of an entry as it came.

        Raises:
            ValueError: Its dictionary is lost.
            zlib.error: It is damaged.
        """
        number = _named(content)
        if number is None:
            data = zlib.decompress(content)
        else:
            unpacking = zlib.decompressobj(zdict=self._dictionary(number))
            data = unpacking.decompress(content)
            if not unpacking.eof:
                raise zlib.error("cut off")
        return data.decode("utf-8", "surrogatepass")

    def _dictionary(self, number: int) -> bytes:
        if number not in self._words:
            found = _found(self._db, number)
            if found is None:
                raise ValueError(f"the dictionary {number} is lost")
            self._words[number] = found.words
        return self._words[number]


class Packer:
    """Packs the originals of entries, within a transaction that whoever calls has begun."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Prepare; what there is of a publisher is read when it is needed."""
        self._db = db
        self._primed: dict[str, Any] = {}
        self._said: dict[str, bytes] = {}

    def packed(self, source: str, content: str) -> bytes:
        """Return the original of an entry of a publisher as it is stored."""
        data = content.encode("utf-8", "surrogatepass")
        if source not in self._primed:
            self._begin(source)
        if source in self._primed:
            packing = self._primed[source].copy()
            packed: bytes = packing.compress(data) + packing.flush()
            return packed
        self._said[source] += data
        return zlib.compress(data, _LEVEL)

    def _begin(self, source: str) -> None:
        """Take the dictionary of a publisher up, or make it once there is enough for one."""
        if source not in self._said:
            for one in _whole(self._db).values():
                self._primed[one.source] = zlib.compressobj(_LEVEL, zdict=one.words)
            self._said[source] = b"" if source in self._primed else _newest(self._db, source)
        if source not in self._primed and len(self._said[source]) >= _SIZE:
            words = _made(self._db, source, self._said.pop(source)[:_SIZE])
            self._primed[source] = zlib.compressobj(_LEVEL, zdict=words)


def _named(content: bytes) -> int | None:
    """Return the number of the dictionary that is needed to read an original."""
    if len(content) < _HEADER or not content[1] & _NAMES_ONE:
        return None
    return int.from_bytes(content[2:_HEADER])


def _newest(db: sqlite3.Connection, source: str) -> bytes:
    """Return what the newest entries of a publisher say."""
    sql = """
        SELECT content FROM entries
        WHERE number > (SELECT max(number) FROM entries) - ? AND source = ?"""
    unpacker, said = Unpacker(db), ""
    for (content,) in db.execute(sql, (_NEWEST, source)):
        with suppress(ValueError, zlib.error):
            said += unpacker.unpacked(content)
    return said.encode("utf-8", "surrogatepass")


# ---------------------------------------------------------------- dictionaries


def _made(db: sqlite3.Connection, source: str, words: bytes) -> bytes:
    """Write a dictionary, and return it; it is cut until no other has its number."""
    while zlib.adler32(words) in _numbers(db):
        words = words[1:]
    _write(db, {zlib.adler32(words): Dictionary(source, words)})
    return words


def _write(db: sqlite3.Connection, every: Mapping[int, Dictionary]) -> None:
    for table in _TABLES:
        db.executemany(
            f"INSERT OR REPLACE INTO {table} (number, source, words) VALUES (?, ?, ?)",
            (
                (number, one.source, zlib.compress(one.words, _LEVEL))
                for number, one in every.items()
            ),
        )


def _numbers(db: sqlite3.Connection, tables: tuple[str, ...] = _TABLES) -> set[int]:
    """Return the numbers of the dictionaries that some tables hold, whole or not."""
    found: set[int] = set()
    for table in tables:
        with suppress(sqlite3.DatabaseError):
            found.update(number for (number,) in db.execute(f"SELECT number FROM {table}"))
    return found


def _found(
    db: sqlite3.Connection, number: int, tables: tuple[str, ...] = _TABLES
) -> Dictionary | None:
    """Return the dictionary of a number; None where no table has it whole."""
    for table in tables:
        sql = f"SELECT source, CAST(words AS BLOB) FROM {table} WHERE number = ?"
        with suppress(sqlite3.DatabaseError, zlib.error):
            for source, packed in db.execute(sql, (number,)):
                words = zlib.decompress(packed or b"")
                if zlib.adler32(words) == number:
                    return Dictionary(str(source), words)
    return None


def _whole(db: sqlite3.Connection) -> dict[int, Dictionary]:
    found = {number: _found(db, number) for number in sorted(_numbers(db))}
    return {number: one for number, one in found.items() if one}


def trouble(db: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with the dictionaries, in words."""
    numbers = _numbers(db)
    lost = (numbers | _needed(db)) - _whole(db).keys()
    for number in sorted(lost):
        yield f"the dictionary {number} of the originals is lost: put a backup back"
    for number in sorted(numbers - lost):
        if not all(_found(db, number, (table,)) for table in _TABLES):
            yield f"one of the two copies of the dictionary {number} is damaged"


def _needed(db: sqlite3.Connection) -> set[int]:
    """Return the numbers of the dictionaries that originals name."""
    heads = " UNION ".join(
        f"SELECT substr(content, 1, {_HEADER}) FROM {table} WHERE {_NAMING}"
        for table in ("entries", "revisions", "carried")
    )
    return {number for (head,) in db.execute(heads) if (number := _named(head)) is not None}


def mend(db: sqlite3.Connection, into: sqlite3.Connection) -> None:
    """Write both copies of each dictionary that is whole in one of them, there or elsewhere."""
    _write(into, _whole(db))
