"""All that is kept of every entry, as another store can take it in."""

from collections.abc import Iterator

from infralog.model import Kept
from infralog.stores.postgres_lookup import by_carrier, versions_of
from infralog.stores.postgres_read import incidents
from infralog.stores.postgres_server import Server

_NEXT = "SELECT number FROM entries WHERE number > %s ORDER BY number LIMIT %s"
_MADE = "SELECT id, coalesce(slug, id) FROM incidents WHERE entry = %s ORDER BY position"
_BATCH = 500


def kept(db: Server) -> Iterator[Kept]:
    """Yield it, in the order in which the entries came."""
    last = 0
    while found := db.execute(_NEXT, (last, _BATCH)).fetchall():
        for (last,) in found:
            made = db.execute(_MADE, (last,)).fetchall()
            yield Kept(
                versions_of(db, last),
                tuple(incidents(db, [id_ for id_, _ in made])),
                tuple(slug for _, slug in made),
                by_carrier(db, last),
            )
