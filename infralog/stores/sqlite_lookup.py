"""An ID, a URL, an entry -> what it names."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from infralog.model import Entry, Incident, Revision
from infralog.stores.named import CANDIDATES, no_entry, spellings, the_one
from infralog.stores.sqlite_packed import Unpacker
from infralog.stores.texts import LAST, moment, storable

_BATCH = 500

_EXACT = "SELECT number, id FROM incidents WHERE id = ?"
_BEGINNING = "SELECT number, id FROM incidents WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
_TOLD_AT = """
    SELECT number, id FROM incidents WHERE entry IN (
        SELECT number FROM entries WHERE id IN (?, ?, ?)
        UNION SELECT number FROM entries WHERE url IN (?, ?, ?) AND url <> id
    ) ORDER BY entry, position LIMIT ?"""
_OF_ENTRY = """
    SELECT i.number FROM entries e JOIN incidents i ON i.entry = e.number
    WHERE e.id = ? AND e.source = ? ORDER BY i.position"""
_ENTRIES = """
    SELECT number, source, id, url, title, content, media_type, published, updated, carrier, heading
    FROM entries WHERE number > ? ORDER BY number LIMIT ?"""
_VERSIONS = """
    SELECT NULL, seen, source, id, url, title, content, media_type, published, updated, carrier,
        heading
    FROM entries WHERE number = ?
    UNION ALL
    SELECT r.number, r.seen, e.source, e.id, r.url, r.title, r.content, r.media_type, r.published,
        r.updated, r.carrier, r.heading
    FROM revisions r JOIN entries e ON e.number = r.entry WHERE e.number = ?
    ORDER BY 1 DESC NULLS FIRST"""


# ---------------------------------------------------------------- what a person named


def named(db: sqlite3.Connection, typed: str) -> int:
    """Return the number of the one incident with this ID, beginning of an ID, or URL.

    Raises:
        NotFound: There is none, or several.
    """
    asked = storable(typed.strip())
    return the_one(_named(db, asked) if asked else [], asked)


def _named(db: sqlite3.Connection, asked: str) -> list[tuple[int, str]]:
    exact = db.execute(_EXACT, (asked,)).fetchall()
    if exact:
        return exact
    if "://" in asked:
        urls = spellings(asked)
        return db.execute(_TOLD_AT, (*urls, *urls, CANDIDATES)).fetchall()
    return db.execute(_BEGINNING, (asked, asked + LAST, CANDIDATES)).fetchall()


# ---------------------------------------------------------------- entries


def of_entry(db: sqlite3.Connection, entry: Entry) -> Sequence[int]:
    """Return the numbers of the incidents of an entry, in its order."""
    return [number for (number,) in db.execute(_OF_ENTRY, _key(entry.id, entry.source))]


def entries(db: sqlite3.Connection) -> Iterator[Entry]:
    """Yield every entry, by its number, so that they may be saved while they are read."""
    unpacker, last = Unpacker(db), 0
    while found := db.execute(_ENTRIES, (last, _BATCH)).fetchall():
        yield from (entry_of(row, unpacker) for _, *row in found)
        last = found[-1][0]


def versions(db: sqlite3.Connection, incident: Incident) -> tuple[Revision, ...]:
    """Return every version of the entry that an incident was made of, the newest first.

    Raises:
        NotFound: It is not stored.
    """
    sql = "SELECT number FROM entries WHERE id = ? AND source = ?"
    found = db.execute(sql, _key(incident.entry_id, incident.source)).fetchone()
    if found is None:
        raise no_entry(incident)
    return versions_of(db, found[0], Unpacker(db))


def versions_of(db: sqlite3.Connection, number: int, unpacker: Unpacker) -> tuple[Revision, ...]:
    """Return every version of the entry with a number, the newest first."""
    read = db.execute(_VERSIONS, (number, number))
    return tuple(
        Revision(entry_of(row, unpacker), datetime.fromisoformat(seen)) for _, seen, *row in read
    )


def _key(entry_id: str, source: str) -> tuple[str, str]:
    return storable(entry_id), storable(source)


def entry_of(row: Sequence[Any], unpacker: Unpacker) -> Entry:
    """Return the entry of a row with the columns of an `Entry`, in their order."""
    *told, content, media_type, published, updated, carrier, heading = row
    dates = moment(published), moment(updated)
    return Entry._make((*told, unpacker.unpacked(content), media_type, *dates, carrier, heading))
