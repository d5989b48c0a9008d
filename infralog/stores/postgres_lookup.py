"""An ID, a URL, an entry -> what it names; and what each carrier of an entry says of it."""

from collections.abc import Iterable, Iterator, Sequence

from infralog.model import Carried, Entry, Incident, Revision
from infralog.stores.named import CANDIDATES, no_entry, spellings, the_one
from infralog.stores.postgres_rows import Row, entry_of, utc
from infralog.stores.postgres_server import Server
from infralog.stores.postgres_vector import storable
from infralog.stores.texts import LAST

_BATCH = 500

_EXACT = "SELECT id, id FROM incidents WHERE id = %s"
_BEGINNING = "SELECT id, id FROM incidents WHERE id >= %s AND id < %s ORDER BY id LIMIT %s"
_TOLD_AT = """
    SELECT id, id FROM incidents
    WHERE entry IN (SELECT number FROM entries WHERE id = ANY(%s) OR url = ANY(%s))
    ORDER BY entry, position LIMIT %s"""
_OF_ENTRY = """
    SELECT i.id FROM entries e JOIN incidents i ON i.entry = e.number
    WHERE e.id = %s AND e.source = %s ORDER BY i.position"""
_ENTRY = "source, id, url, title, content, media_type, published, updated, carrier, heading"
_ENTRIES = f"SELECT number, {_ENTRY} FROM entries WHERE number > %s ORDER BY number LIMIT %s"
_NUMBER = "SELECT number FROM entries WHERE id = %s AND source = %s"
_VERSIONS = f"""
    SELECT NULL::bigint AS version, seen, {_ENTRY} FROM entries WHERE number = %s
    UNION ALL
    SELECT r.number, r.seen, e.source, e.id, r.url, r.title, r.content, r.media_type, r.published,
        r.updated, r.carrier, r.heading
    FROM revisions r JOIN entries e ON e.number = r.entry WHERE e.number = %s
    ORDER BY version DESC NULLS FIRST"""

_SEVERAL = "SELECT id, url FROM entries WHERE number IN (SELECT entry FROM carried)"
_AT = """
    SELECT number FROM entries WHERE source = %s AND (id = %s OR url = %s)
    AND (%s <> 'feed' OR number IN (SELECT entry FROM carried)
        AND number NOT IN (SELECT entry FROM carried WHERE carrier = 'feed'))
    LIMIT 2"""
_SAID = """
    SELECT c.edited, e.source, e.id, c.url, c.title, c.content, c.media_type, c.published,
        c.updated, c.carrier, NULL
    FROM carried c JOIN entries e ON e.number = c.entry WHERE c.entry = %s ORDER BY c.carrier"""


# ---------------------------------------------------------------- what a person named


def named(db: Server, typed: str) -> str:
    """Return the ID of the one incident with this ID, beginning of an ID, or URL.

    Raises:
        NotFound: There is none, or several.
    """
    asked = storable(typed.strip())
    return the_one(_named(db, asked) if asked else [], asked)


def _named(db: Server, asked: str) -> list[Row]:
    exact = db.execute(_EXACT, (asked,)).fetchall()
    if exact:
        return exact
    if "://" in asked:
        urls = [*spellings(asked)]
        return db.execute(_TOLD_AT, (urls, urls, CANDIDATES)).fetchall()
    return db.execute(_BEGINNING, (asked, asked + LAST, CANDIDATES)).fetchall()


# ---------------------------------------------------------------- entries


def of_entry(db: Server, entry: Entry) -> Sequence[str]:
    """Return the IDs of the incidents of an entry, in its order."""
    return [id_ for (id_,) in db.execute(_OF_ENTRY, (storable(entry.id), storable(entry.source)))]


def entries(db: Server) -> Iterator[Entry]:
    """Yield every entry, by its number, so that they may be saved while they are read."""
    last = 0
    while found := db.execute(_ENTRIES, (last, _BATCH)).fetchall():
        yield from (entry_of(row) for _, *row in found)
        last = found[-1][0]


def versions(db: Server, incident: Incident) -> tuple[Revision, ...]:
    """Return every version of the entry that an incident was made of, the newest first.

    Raises:
        NotFound: It is not stored.
    """
    key = storable(incident.entry_id), storable(incident.source)
    found = db.execute(_NUMBER, key).fetchone()
    if found is None:
        raise no_entry(incident)
    return versions_of(db, found[0])


def versions_of(db: Server, number: int) -> tuple[Revision, ...]:
    """Return every version of the entry with a number, the newest first."""
    read = db.execute(_VERSIONS, (number, number))
    return tuple(Revision(entry_of(row), utc(seen) or seen) for _, seen, *row in read)


# ---------------------------------------------------------------- its carriers


def carried(db: Server, entries: Iterable[Entry]) -> Iterator[tuple[str, tuple[Carried, ...]]]:
    """Yield the ids of entries, and what each carrier said last of them."""
    several = {name for row in db.execute(_SEVERAL) for name in row if name}
    for entry in entries:
        if entry.carrier != "feed" or not several.isdisjoint((entry.id, entry.url)):
            number = _number(db, entry)
            if number is not None:
                yield entry.id, _said(db, number)


def _number(db: Server, entry: Entry) -> int | None:
    """Return the number of an entry: by its id, or else the only one that is read at its URL."""
    source = storable(entry.source)
    row = db.execute(_NUMBER, (storable(entry.id), source)).fetchone()
    if row is None and entry.url:
        url = storable(entry.url)
        found = db.execute(_AT, (source, url, url, entry.carrier)).fetchall()
        row = found[0] if len(found) == 1 else None
    return row[0] if row else None


def _said(db: Server, number: int) -> tuple[Carried, ...]:
    said = by_carrier(db, number)
    alone = () if said else db.execute(_ENTRIES, (number - 1, 1)).fetchall()  # the feed alone
    return said or tuple(Carried(entry_of(row)) for _, *row in alone)


def by_carrier(db: Server, number: int) -> tuple[Carried, ...]:
    """Return what each carrier of an entry says; nothing where it came by the feed alone."""
    said = db.execute(_SAID, (number,))
    return tuple(Carried(entry_of(row), utc(edited)) for edited, *row in said)
