"""Entries and their incidents -> rows, within a transaction that whoever calls has begun.

Incidents wait in a temporary table and enter their own a batch at a time, in one statement: the
index writes what it has at the end of each statement, which row by row takes three times as long.
"""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from infralog.model import Derived, Entry, Incident, Kept, Revision, Saved
from infralog.stores.outcomes import Outcome, Outcomes
from infralog.stores.sqlite_carried import remember
from infralog.stores.sqlite_packed import Packer
from infralog.stores.sqlite_tags import Tags
from infralog.stores.texts import utc
from infralog.stores.versions import hash_of, hash_of_made, told_of
from infralog.stores.words import words

# So many incidents wait. Between two batches Ctrl-C is heard.
_BATCH = 2000

_COLUMNS = (
    *("number", "id", "entry", "position", "kind", "source", "date", "date_basis", "started_at"),
    *("time_text", "published", "duration_minutes", "duration_text", "duration_kind", "impact"),
    *("impact_text", "regions", "components", "slug", "hash", "title", "body"),
)
_STAGE = f"INSERT INTO staged VALUES ({', '.join('?' * len(_COLUMNS))})"
_MERGE = f"""
    INSERT INTO incidents ({", ".join(_COLUMNS)}) SELECT * FROM staged WHERE true
    ON CONFLICT (number) DO UPDATE SET {", ".join(f"{c} = excluded.{c}" for c in _COLUMNS[1:])}
    WHERE hash <> excluded.hash"""

_KEEP = """
    INSERT INTO revisions (entry, url, title, media_type, published, updated, carrier, heading,
        seen, content)
    SELECT number, url, title, media_type, published, updated, carrier, heading, seen, content
    FROM entries WHERE number = ?"""


_REVISION = """
    INSERT INTO revisions (entry, url, title, media_type, published, updated, carrier, heading,
        seen, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


class _Stored(NamedTuple):
    number: int
    hash: int
    updated: str | None


class _Made(NamedTuple):
    number: int
    id: str
    hash: int


class Writer:
    """Takes in entries, and says in the end what came of each."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Prepare; a transaction has begun, so that nobody else writes."""
        self._db = connection
        self._outcomes = Outcomes()
        self._waiting: set[tuple[str, str]] = set()
        self._ids: set[str] = set()
        self._last_of: dict[str, int] = {}
        self._gone: list[int] = []
        self._chunks: set[str] = set()
        self._known_chunks: set[str] = set()
        self._staged = 0
        self._seen = datetime.now(UTC).isoformat(timespec="seconds")
        self._entries = self._highest("entries")
        self._incidents = self._highest("incidents")
        self._tags = Tags(self._db)
        self._packer = Packer(self._db)
        self._db.execute("DROP TABLE IF EXISTS temp.staged")
        self._db.execute(f"CREATE TEMP TABLE staged ({', '.join(_COLUMNS)})")

    def _highest(self, table: str) -> int:
        sql = f"SELECT coalesce(max(number), 0) FROM {table}"
        highest: int = self._db.execute(sql).fetchone()[0]
        return highest

    def take(self, derived: Derived) -> None:
        """Take in one entry and the incidents that were made of it."""
        key = (derived.entry.source, derived.entry.id)
        if key in self._waiting or self._staged >= _BATCH:
            self.flush()
        outcome = self._taken(derived)
        if outcome != "unchanged":
            self._waiting.add(key)
        self._outcomes.note(key, outcome)

    def put(self, kept: Kept) -> None:
        """Write all that another store keeps of an entry that this one has not."""
        if self._staged >= _BATCH:
            self.flush()
        self._entries += 1
        newest, *earlier = kept.versions
        self._insert(self._entries, newest.entry, newest.seen.isoformat(timespec="seconds"))
        self._db.executemany(_REVISION, map(self._revised, reversed(earlier)))
        remember(self._db, self._entries, Derived(newest.entry, (), kept.carried), self._packer)
        for position, (made, slug) in enumerate(zip(kept.incidents, kept.slugs, strict=True)):
            self._incidents += 1
            place = _Made(self._incidents, made.id, hash_of_made(position, made))
            self._stage(place, slug, made, self._entries, position)

    def saved(self) -> Saved:
        """Write what still waits, and return what came of every entry."""
        self.flush()
        self._db.execute("DROP TABLE temp.staged")
        return self._outcomes.saved()

    def flush(self) -> None:
        """Write what waits."""
        self._tags.forget(self._gone)
        gone = ((number,) for number in self._gone)
        self._db.executemany("DELETE FROM incidents WHERE number = ?", gone)
        self._db.execute(_MERGE)
        self._db.execute("DELETE FROM staged")
        new = words(" ".join(self._chunks))
        self._db.executemany("INSERT OR IGNORE INTO words VALUES (?)", zip(sorted(new)))
        self._known_chunks |= self._chunks
        for waiting in (self._waiting, self._ids, self._gone, self._chunks):
            waiting.clear()
        self._staged = 0

    # ------------------------------------------------------------ entries

    def _taken(self, derived: Derived) -> Outcome:
        entry = derived.entry
        row = self._db.execute(
            "SELECT number, hash, updated FROM entries WHERE id = ? AND source = ?",
            (derived.known_as or entry.id, entry.source),
        ).fetchone()
        if row is None:
            self._entries += 1
            self._insert(self._entries, entry, self._seen)
            self._made(self._entries, derived.incidents)
            remember(self._db, self._entries, derived, self._packer)
            return "new"
        stored = _Stored(*row)
        if hash_of(entry) != stored.hash and self._emptied(stored, derived):
            return "unchanged"
        remember(self._db, stored.number, derived, self._packer)
        if hash_of(entry) == stored.hash:
            self._edited(stored, entry)
            return "retagged" if self._made(stored.number, derived.incidents) else "unchanged"
        self._replace(stored.number, entry, revised=derived.revised)
        self._made(stored.number, derived.incidents)
        return "changed"

    def _emptied(self, stored: _Stored, derived: Derived) -> bool:
        """Tell whether an entry had words, and came back without any: cut off, or broken."""
        if derived.entry.content.strip() and any(made.text.strip() for made in derived.incidents):
            return False
        sql = "SELECT 1 FROM incidents WHERE entry = ? AND body <> ''"
        told = self._db.execute(sql, (stored.number,)).fetchone()
        return told is not None

    def _insert(self, number: int, entry: Entry, seen: str) -> None:
        values = (entry.source, entry.id, *_words_of(entry), seen, hash_of(entry))
        self._db.execute(
            """
            INSERT INTO entries (number, source, id, url, title, media_type, published, updated,
                carrier, heading, seen, hash, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (number, *values, self._packer.packed(entry.source, entry.content)),
        )

    def _replace(self, number: int, entry: Entry, *, revised: bool) -> None:
        """Put this entry in place of the stored one, which stays as a revision if it was edited."""
        if revised:
            self._db.execute(_KEEP, (number,))
        seen = self._seen if revised else None
        content = self._packer.packed(entry.source, entry.content)
        self._db.execute(
            """
            UPDATE entries SET url = ?, title = ?, media_type = ?, published = ?, updated = ?,
                carrier = ?, heading = ?, seen = coalesce(?, seen), hash = ?, content = ?
            WHERE number = ?""",
            (*_words_of(entry), seen, hash_of(entry), content, number),
        )

    def _revised(self, version: Revision) -> tuple[object, ...]:
        """Return the row of an earlier version of the entry that was written last."""
        entry, seen = version.entry, version.seen.isoformat(timespec="seconds")
        content = self._packer.packed(entry.source, entry.content)
        return (self._entries, *_words_of(entry), seen, content)

    def _edited(self, stored: _Stored, entry: Entry) -> None:
        """Note when an entry was published anew, in the same words."""
        updated = utc(entry.updated)
        if updated != stored.updated:
            sql = "UPDATE entries SET updated = ? WHERE number = ?"
            self._db.execute(sql, (updated, stored.number))

    # ------------------------------------------------------------ incidents

    def _made(self, entry: int, incidents: Iterable[Incident]) -> bool:
        """Take in the incidents of an entry; tell whether they are other than those stored."""
        sql = "SELECT coalesce(slug, id), number, id, hash FROM incidents WHERE entry = ?"
        kept = {slug: _Made(*rest) for slug, *rest in self._db.execute(sql, (entry,))}
        differs = False
        for position, made in enumerate(incidents):
            digest = hash_of_made(position, made)
            old = kept.pop(made.id, None)
            if old is None or old.hash != digest:
                differs = True
                place = _Made(*self._place(made.id, old), digest)
                self._stage(place, made.id, made, entry, position)
        self._gone += (old.number for old in kept.values())
        return differs or bool(kept)

    def _stage(self, place: _Made, slug: str, made: Incident, entry: int, position: int) -> None:
        """Let an incident wait; its tags, and why it has them, are written at once."""
        head = place.number, place.id, entry, position
        tail = None if place.id == slug else slug, place.hash, made.title, made.text
        self._db.execute(_STAGE, (*head, *told_of(made), *tail))
        self._tags.write(place.number, made)
        chunks = {*made.title.split(), *made.text.split()}
        self._chunks |= chunks - self._known_chunks
        self._staged += 1

    def _place(self, slug: str, old: _Made | None) -> tuple[int, str]:
        """Return number and ID of an incident; those that it has stay its own."""
        if old is None:
            self._incidents += 1
            return self._incidents, self._free(slug)
        self._tags.forget([old.number])
        return old.number, old.id

    def _free(self, slug: str) -> str:
        """Return an ID that nobody has: the slug, or with the first free number behind it."""
        last = self._last_of.get(slug, 0)
        while True:
            last += 1
            id_ = slug if last == 1 else f"{slug}-{last}"
            sql = "SELECT 1 FROM incidents WHERE id = ?"
            if id_ not in self._ids and not self._db.execute(sql, (id_,)).fetchone():
                self._last_of[slug] = last
                self._ids.add(id_)
                return id_


# ---------------------------------------------------------------- pure


def _words_of(entry: Entry) -> tuple[str | None, ...]:
    published, updated = utc(entry.published), utc(entry.updated)
    told = entry.url, entry.title, entry.media_type, published, updated
    return (*told, entry.carrier, entry.heading)
