"""Entries and their incidents -> rows, within a transaction that whoever calls has begun.

They are taken a batch at a time: what is stored of them is read at once, and what is new or differs
is copied in at once. So a server that is far away is asked as seldom as may be. Every statement
names incidents by their IDs, or by their entries, as tables that are divided over servers want it.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from infralog.model import Derived, Entry, Incident, Kept, Saved
from infralog.stores.outcomes import Outcome, Outcomes
from infralog.stores.postgres_rows import (
    COLUMNS,
    WORDS,
    Staged,
    carried_of,
    columns,
    packed,
    words_of,
)
from infralog.stores.postgres_server import Server
from infralog.stores.postgres_vector import storable, vector
from infralog.stores.sqlite_tokens import Pair, Tokenizer
from infralog.stores.versions import hash_of, hash_of_made
from infralog.stores.words import words

# So many entries wait. Between two batches Ctrl-C is heard.
_BATCH = 500
# After so many incidents the engine counts anew what it plans by.
_MANY = 2000

_WORDS = ", ".join(WORDS)
_STORED = "SELECT source, id, number, hash, updated FROM entries WHERE id = ANY(%s)"
_MADE = """
    SELECT entry, coalesce(slug, id), id, hash, body <> '' FROM incidents WHERE entry = ANY(%s)"""
_INSERT = f"COPY entries (number, source, id, {_WORDS}, seen, hash, content) FROM STDIN"
_KEEP = f"""
    INSERT INTO revisions (entry, {_WORDS}, seen, content)
    SELECT number, {_WORDS}, seen, content FROM entries WHERE number = %s"""
_REVISION = f"""
    INSERT INTO revisions (entry, {_WORDS}, seen, content)
    VALUES ({", ".join(["%s"] * (len(WORDS) + 3))})"""
_REPLACE = f"""
    UPDATE entries SET ({_WORDS}, seen, hash, content)
        = ({", ".join(["%s"] * len(WORDS))}, coalesce(%s, seen), %s, %s)
    WHERE number = %s"""
_SAY = """
    INSERT INTO carried VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (entry, carrier) DO UPDATE SET (url, title, media_type, published, updated, content,
        edited) = (excluded.url, excluded.title, excluded.media_type, excluded.published,
        excluded.updated, excluded.content, excluded.edited)"""
_FILL = f"COPY incidents ({', '.join(COLUMNS)}) FROM STDIN"

_Key = tuple[str, str]


class _Made(NamedTuple):
    id: str
    hash: int
    told: bool


class _Stored(NamedTuple):
    """What is stored of an entry, and the incidents that were made of it, by their slugs."""

    number: int
    hash: int
    updated: datetime | None
    made: dict[str, _Made]


class Writer:
    """Takes in entries, and says in the end what came of each."""

    def __init__(self, db: Server, tokenizer: Tokenizer) -> None:
        """Prepare; a transaction has begun, and nobody else writes."""
        self._db = db
        self._tokenizer = tokenizer
        self._outcomes = Outcomes()
        self._waiting: list[Derived] = []
        self._keys: set[_Key] = set()
        self._new: list[tuple[int, Entry, datetime]] = []
        self._staged: list[Staged] = []
        self._gone: list[str] = []
        self._ids: set[str] = set()
        self._written = 0
        self._seen = datetime.now(UTC).replace(microsecond=0)
        (self._last,) = db.execute("SELECT coalesce(max(number), 0) FROM entries").fetchone() or (
            0,
        )

    def take(self, derived: Derived) -> None:
        """Take in one entry and the incidents that were made of it."""
        keys = {_key(derived.entry), _known_as(derived)}
        if keys & self._keys or len(self._waiting) >= _BATCH:
            self.flush()
        self._waiting.append(derived)
        self._keys |= keys

    def put(self, kept: Kept) -> None:
        """Write all that another store keeps of an entry that this one has not."""
        self._last += 1
        newest, *earlier = kept.versions
        self._new.append((self._last, newest.entry, newest.seen))
        self._remember(self._last, Derived(newest.entry, (), kept.carried))
        for version in reversed(earlier):
            self._insert()  # what there are earlier versions of must be there
            entry = version.entry
            row = (self._last, *words_of(entry), version.seen, packed(entry.content))
            self._db.execute(_REVISION, row)
        self._staged += (
            Staged(
                made._replace(id=slug), made.id, self._last, position, hash_of_made(position, made)
            )
            for position, (made, slug) in enumerate(zip(kept.incidents, kept.slugs, strict=True))
        )
        if len(self._staged) >= _BATCH:
            self.flush()

    def saved(self) -> Saved:
        """Write what still waits, and return what came of every entry."""
        self.flush()
        if self._written >= _MANY:
            self._db.execute("ANALYZE entries, incidents")
        return self._outcomes.saved()

    def flush(self) -> None:
        """Write what waits."""
        stored = self._stored()
        self._ids = self._taken_ids()
        for derived in self._waiting:
            key = derived.entry.source, derived.entry.id
            outcome = self._taken(derived, stored.get(_known_as(derived)))
            self._outcomes.note(key, outcome)
        self._write()
        for waiting in (self._waiting, self._keys, self._new, self._staged, self._gone):
            waiting.clear()

    # ------------------------------------------------------------ what there is

    def _stored(self) -> dict[_Key, _Stored]:
        """Return what is stored of the entries that wait."""
        ids = [id_ for _, id_ in map(_known_as, self._waiting)]
        found = {
            (source, id_): _Stored(number, digest, updated, {})
            for source, id_, number, digest, updated in self._db.execute(_STORED, (ids,))
        }
        by_number = {one.number: one for one in found.values()}
        for entry, slug, *made in self._db.execute(_MADE, ([*by_number],)):
            by_number[entry].made[slug] = _Made(*made)
        return found

    def _taken_ids(self) -> set[str]:
        """Return which of the slugs that wait are the IDs of incidents already."""
        slugs = [storable(made.id) for one in self._waiting for made in one.incidents]
        read = self._db.execute("SELECT id FROM incidents WHERE id = ANY(%s)", (slugs,))
        return {id_ for (id_,) in read}

    # ------------------------------------------------------------ entries

    def _taken(self, derived: Derived, stored: _Stored | None) -> Outcome:
        if stored is None:
            self._last += 1
            self._new.append((self._last, derived.entry, self._seen))
            self._made(self._last, derived.incidents, {})
            self._remember(self._last, derived)
            return "new"
        same = hash_of(derived.entry) == stored.hash
        if not same and _emptied(derived, stored):
            return "unchanged"
        self._remember(stored.number, derived)
        if not same:
            self._replace(stored.number, derived.entry, revised=derived.revised)
            self._made(stored.number, derived.incidents, stored.made)
            return "changed"
        if derived.entry.updated != stored.updated:  # published anew, in the same words
            sql = "UPDATE entries SET updated = %s WHERE number = %s"
            self._db.execute(sql, (derived.entry.updated, stored.number))
        retagged = self._made(stored.number, derived.incidents, stored.made)
        return "retagged" if retagged else "unchanged"

    def _replace(self, number: int, entry: Entry, *, revised: bool) -> None:
        """Put this entry in place of the stored one, which stays as a revision if it was edited."""
        if revised:
            self._db.execute(_KEEP, (number,))
        seen = self._seen if revised else None
        content = packed(entry.content)
        self._db.execute(_REPLACE, (*words_of(entry), seen, hash_of(entry), content, number))

    def _remember(self, number: int, derived: Derived) -> None:
        """Put what the carriers of an entry say in place of what is remembered of them."""
        if derived.known_as or derived.carried:
            self._insert()  # what is to be said more of must be there
        if derived.known_as:
            sql = "UPDATE entries SET id = %s WHERE number = %s"
            self._db.execute(sql, (storable(derived.entry.id), number))
        for said in derived.carried:
            _, url, title, media_type, published, updated, carrier, *rest = carried_of(number, said)
            told = url, title, media_type, published, updated
            self._db.execute(_SAY, (number, carrier, *told, *rest))

    # ------------------------------------------------------------ incidents

    def _made(self, entry: int, incidents: Iterable[Incident], kept: dict[str, _Made]) -> bool:
        """Take in the incidents of an entry; tell whether they are other than those stored."""
        left = dict(kept)
        differs = False
        for position, made in enumerate(incidents):
            digest = hash_of_made(position, made)
            old = left.pop(storable(made.id), None)
            if old is None or old.hash != digest:
                differs = True
                id_ = old.id if old else self._free(storable(made.id))
                self._staged.append(Staged(made, id_, entry, position, digest))
        self._gone += (old.id for old in left.values())
        return differs or bool(left)

    def _free(self, slug: str) -> str:
        """Return an ID that nobody has: the slug, or with the first free number behind it."""
        id_, last = slug, 1
        sql = "SELECT 1 FROM incidents WHERE id = %s"
        while id_ in self._ids or (last > 1 and self._db.execute(sql, (id_,)).fetchone()):
            last += 1
            id_ = f"{slug}-{last}"
        self._ids.add(id_)
        return id_

    # ------------------------------------------------------------ rows

    def _write(self) -> None:
        """Write all that is new or differs; what was there of it goes first."""
        self._insert()
        ids = [*self._gone, *(one.id for one in self._staged)]
        self._db.execute("DELETE FROM incidents WHERE id = ANY(%s)", (ids,))
        pairs = [(storable(one.made.title), storable(one.made.text)) for one in self._staged]
        if pairs:
            with self._db.cursor().copy(_FILL) as copy:
                for row in self._rows(pairs):
                    copy.write_row(row)
            self._know(pairs)
            self._written += len(pairs)

    def _insert(self) -> None:
        if self._new:
            with self._db.cursor().copy(_INSERT) as copy:
                for number, entry, seen in self._new:
                    key = storable(entry.source), storable(entry.id)
                    told = seen, hash_of(entry), packed(entry.content)
                    copy.write_row((number, *key, *words_of(entry), *told))
            self._new.clear()

    def _rows(self, pairs: list[Pair]) -> Iterator[tuple[object, ...]]:
        places = self._tokenizer.places(pairs)
        for staged, found in zip(self._staged, places, strict=True):
            yield columns(staged, vector(staged.made, found))

    def _know(self, pairs: list[Pair]) -> None:
        new = sorted(words(" ".join(text for pair in pairs for text in pair)))
        sql = "INSERT INTO words SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING"
        self._db.execute(sql, (new,))


# ---------------------------------------------------------------- pure


def _key(entry: Entry) -> _Key:
    return storable(entry.source), storable(entry.id)


def _known_as(derived: Derived) -> _Key:
    return storable(derived.entry.source), storable(derived.known_as or derived.entry.id)


def _emptied(derived: Derived, stored: _Stored) -> bool:
    """Tell whether an entry had words, and came back without any: cut off, or broken."""
    if derived.entry.content.strip() and any(made.text.strip() for made in derived.incidents):
        return False
    return any(made.told for made in stored.made.values())
