"""What each carrier of an entry says of it: the feed, its own page, a capture."""

import sqlite3
from collections.abc import Iterable, Iterator

from infralog.model import Carried, Derived, Entry
from infralog.stores.sqlite_lookup import entry_of
from infralog.stores.sqlite_packed import Packer, Unpacker
from infralog.stores.texts import moment, storable, utc

_KNOWN = "SELECT number FROM entries WHERE id = ? AND source = ?"
_AT = """
    SELECT number FROM entries WHERE source = ? AND (id = ? OR (url = ? AND url <> id))
    AND (? <> 'feed' OR number IN (SELECT entry FROM carried)
        AND number NOT IN (SELECT entry FROM carried WHERE carrier = 'feed'))
    LIMIT 2"""
_SEVERAL = "SELECT id, url FROM entries WHERE number IN (SELECT entry FROM carried)"
_SAID = """
    SELECT edited, e.source, e.id, c.url, c.title, c.content, c.media_type, c.published, c.updated,
        c.carrier, NULL
    FROM carried c JOIN entries e ON e.number = c.entry WHERE c.entry = ? ORDER BY c.carrier"""
_ENTRY = """
    SELECT source, id, url, title, content, media_type, published, updated, carrier, heading
    FROM entries WHERE number = ?"""


def carried(
    db: sqlite3.Connection, entries: Iterable[Entry]
) -> Iterator[tuple[str, tuple[Carried, ...]]]:
    """Yield the ids of entries, and what each carrier said last of them."""
    unpacker = Unpacker(db)
    several = {name for row in db.execute(_SEVERAL) for name in row if name}
    for entry in entries:
        if entry.carrier != "feed" or not several.isdisjoint((entry.id, entry.url)):
            number = _number(db, entry)
            if number is not None:
                yield entry.id, _said(db, number, unpacker)


def _said(db: sqlite3.Connection, number: int, unpacker: Unpacker) -> tuple[Carried, ...]:
    said = by_carrier(db, number, unpacker)
    # Where there is none, the feed alone.
    return said or (Carried(entry_of(db.execute(_ENTRY, (number,)).fetchone(), unpacker)),)


def by_carrier(db: sqlite3.Connection, number: int, unpacker: Unpacker) -> tuple[Carried, ...]:
    """Return what each carrier of an entry says; nothing where it came by the feed alone."""
    return tuple(
        Carried(entry_of(row, unpacker), moment(edited))
        for edited, *row in db.execute(_SAID, (number,))
    )


def remember(db: sqlite3.Connection, number: int, derived: Derived, packer: Packer) -> None:
    """Put what the carriers of an entry say in place of what is remembered of them."""
    if derived.known_as:
        db.execute("UPDATE entries SET id = ? WHERE number = ?", (derived.entry.id, number))
    db.executemany(
        "INSERT OR REPLACE INTO carried VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(number, told.carrier, told.url, told.title, told.media_type),
                *(utc(told.published), utc(told.updated)),
                *(packer.packed(told.source, told.content), utc(edited)),
            )
            for told, edited in derived.carried
        ),
    )


def _number(db: sqlite3.Connection, entry: Entry) -> int | None:
    """Return the number of an entry: by its id, or else the only one that is read at its URL."""
    row = db.execute(_KNOWN, (storable(entry.id), storable(entry.source))).fetchone()
    if row is None and entry.url:
        url = storable(entry.url)
        found = db.execute(_AT, (storable(entry.source), url, url, entry.carrier)).fetchall()
        row = found[0] if len(found) == 1 else None
    return row[0] if row else None
