"""All that is kept of every entry, as another store can take it in."""

import sqlite3
from collections.abc import Iterator

from infralog.model import Kept
from infralog.stores.sqlite_carried import by_carrier
from infralog.stores.sqlite_lookup import versions_of
from infralog.stores.sqlite_packed import Unpacker
from infralog.stores.sqlite_read import incidents

_ENTRIES = "SELECT number FROM entries ORDER BY number"
_MADE = "SELECT number, coalesce(slug, id) FROM incidents WHERE entry = ? ORDER BY position"


def kept(db: sqlite3.Connection) -> Iterator[Kept]:
    """Yield it, in the order in which the entries came."""
    unpacker = Unpacker(db)
    for (entry,) in db.execute(_ENTRIES):
        made = db.execute(_MADE, (entry,)).fetchall()
        yield Kept(
            versions_of(db, entry, unpacker),
            tuple(incidents(db, [number for number, _ in made])),
            tuple(slug for _, slug in made),
            by_carrier(db, entry, unpacker),
        )
