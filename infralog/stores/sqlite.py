"""A store in one SQLite file.

    sqlite_file    the file: what it is, how it is opened, what its errors mean
    sqlite_schema  its tables
    sqlite_write   entries and incidents -> rows
    sqlite_match   Query -> what the index is to match
    sqlite_query   Query -> SQL
    sqlite_read    numbers of incidents -> incidents and hits
    sqlite_rows    rows <-> incidents, entries, what matched
    sqlite_lookup  an ID, a URL, an entry -> what it names
    sqlite_words   the words that are known: prefixes, suggestions
    sqlite_memory  what is remembered beside entries and incidents
    sqlite_tally   all that match -> counts by region, component, month
    sqlite_check   whether the store is intact

What a search does not need is imported where it is needed, as sqlite-utils is: 75 ms.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from infralog.model import (
    Derived,
    Entry,
    Hit,
    Incident,
    Override,
    Page,
    Problem,
    Query,
    Revision,
    Saved,
    State,
    Summary,
    Tagging,
    Tally,
)
from infralog.stores import Facet, sqlite_read
from infralog.stores import sqlite_query as ask
from infralog.stores.sqlite_file import Told, open_to_read, snapshot, transaction
from infralog.stores.sqlite_query import SQL, Plan
from infralog.stores.sqlite_rows import Row

if TYPE_CHECKING:
    from infralog.stores.sqlite_tally import Counts

# Seconds that one waits for another who writes.
PATIENCE = 30.0

_BATCH = 500


class SqliteStore:
    """A store in one SQLite file; see `infralog.stores.Store`."""

    def __init__(self, connection: sqlite3.Connection, path: Path, patience: float) -> None:
        """Take a connection over; use `open`."""
        self._db = connection
        self._told = Told(path)
        self._path = path
        self._patience = patience
        self._say: Callable[[str], None] | None = None
        self._counts: tuple[object, Counts] | None = None

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        write: bool,
        patience: float = PATIENCE,
        say: Callable[[str], None] | None = None,
    ) -> "SqliteStore":
        """Open the store in a file.

        Args:
            path: Of the file; `~` is the user's home.
            write: True to be able to save: the file, and the folders above it, are made if missing.
            patience: How many seconds to wait for another process that writes.
            say: Called with a line for the user while it waits.

        Raises:
            StoreMissing: There is none, and `write` is False.
            StoreError: It cannot be opened; it is as it was.
        """
        file = Path(path).expanduser()
        with Told(file):
            if write:
                from infralog.stores.sqlite_schema import open_to_write

                connection = open_to_write(file, patience, say)
            else:
                connection = open_to_read(file, patience)
        store = cls(connection, file, patience)
        store._say = say
        return store

    # ------------------------------------------------------------ writing

    def save(
        self,
        origin: str | None,
        derived: Iterable[Derived],
        state: State | None,
        *,
        tagging: Tagging | None = None,
        dry_run: bool = False,
    ) -> Saved:
        """See `Store`; one writes at a time, and the next waits."""
        from infralog.stores import sqlite_memory
        from infralog.stores.sqlite_write import Writer

        keep = not dry_run
        with self._told, transaction(self._db, self._patience, self._say, keep=keep):
            writer = Writer(self._db)
            for one in derived:
                writer.take(one)
            saved = writer.saved()
            if origin is not None and state is not None:
                sqlite_memory.remember_state(self._db, origin, state)
            if tagging is not None:
                sqlite_memory.remember_tagging(self._db, tagging)
            sqlite_memory.remember_counts(self._db)
        return saved

    def override(self, incident_id: str, overrides: Sequence[Override]) -> None:
        """See `Store`."""
        from infralog.stores import sqlite_memory

        with self._told, transaction(self._db, self._patience, self._say):
            sqlite_memory.remember_overrides(self._db, incident_id, overrides)

    # ------------------------------------------------------------ what is remembered

    def state(self, origin: str) -> State | None:
        """See `Store`."""
        from infralog.stores import sqlite_memory

        with self._told:
            return sqlite_memory.state(self._db, origin)

    def tagging(self) -> Tagging | None:
        """See `Store`."""
        from infralog.stores import sqlite_memory

        with self._told:
            return sqlite_memory.tagging(self._db)

    def summary(self) -> Summary:
        """See `Store`."""
        from infralog.stores import sqlite_memory

        with self._told, snapshot(self._db):
            return sqlite_memory.summary(self._db)

    def overrides(self) -> Mapping[str, tuple[Override, ...]]:
        """See `Store`."""
        from infralog.stores import sqlite_memory

        with self._told:
            return sqlite_memory.overrides(self._db)

    def entries(self) -> Iterator[Entry]:
        """See `Store`; they may be saved while they are read."""
        from infralog.stores import sqlite_lookup

        last = 0
        while True:
            with self._told:
                found = sqlite_lookup.entries(self._db, last, _BATCH)
            if not found:
                return
            yield from (entry for _, entry in found)
            last = found[-1][0]

    def incidents(self, entry: Entry) -> tuple[Incident, ...]:
        """See `Store`."""
        from infralog.stores import sqlite_lookup

        with self._told, snapshot(self._db):
            numbers = sqlite_lookup.of_entry(self._db, entry)
            return tuple(sqlite_read.incidents(self._db, numbers))

    # ------------------------------------------------------------ answering

    def search(self, query: Query) -> Page:
        """See `Store`."""
        with self._told, snapshot(self._db):
            plan = ask.plan(query, self._known)
            if not query.limit:
                total = self._total(plan)
                return Page(self._every(plan, query, total), total, query)
            found = self._run(ask.finding(plan, query)).fetchall()
            total = self._total_of(found, plan, query)
            hits = sqlite_read.hits(self._db, found, plan, query, total)
            return Page(tuple(hits), total, query)

    def get(self, id_or_url: str) -> Incident:
        """See `Store`."""
        from infralog.stores import sqlite_lookup

        with self._told, snapshot(self._db):
            number = sqlite_lookup.named(self._db, id_or_url)
            return next(sqlite_read.incidents(self._db, [number]))

    def entry(self, incident: Incident) -> Entry:
        """See `Store`."""
        return self.revisions(incident)[0].entry

    def revisions(self, incident: Incident) -> tuple[Revision, ...]:
        """See `Store`."""
        from infralog.stores import sqlite_lookup

        with self._told, snapshot(self._db):
            return sqlite_lookup.versions(self._db, incident)

    def tally(self, facet: Facet, query: Query) -> tuple[Tally, ...]:
        """See `Store`; all facets are counted at once, and kept until the next query."""
        from infralog.stores import sqlite_tally

        key = (query._replace(limit=0, offset=0, sort=None, bare=True), self._version())
        with self._told:
            if self._counts is None or self._counts[0] != key:
                listed = self._run(ask.tallying(ask.plan(query, self._known), query))
                self._counts = key, sqlite_tally.counted(listed)
        return sqlite_tally.tallies(self._counts[1], facet, mentions=query.mentions)

    def frequencies(self, words: Iterable[str]) -> Mapping[str, int]:
        """See `Store`."""
        from infralog.stores import sqlite_words

        with self._told, snapshot(self._db):
            return {word: sqlite_words.occurrences(self._db, word) for word in words}

    def suggest(self, word: str) -> tuple[str, ...]:
        """See `Store`."""
        from infralog.stores import sqlite_words

        with self._told, snapshot(self._db):
            return sqlite_words.suggest(self._db, word)

    # ------------------------------------------------------------ keeping

    def check(self) -> tuple[Problem, ...]:
        """See `Store`; nothing is written, though for a part of it nobody else may write."""
        from infralog.stores import sqlite_check

        with self._told:
            return sqlite_check.check(self._db, self._path, self._patience)

    def close(self) -> None:
        """See `Store`."""
        self._db.close()

    # ------------------------------------------------------------ within

    def _run(self, sql: SQL) -> sqlite3.Cursor:
        return self._db.execute(sql.text, sql.values)

    def _version(self) -> tuple[int, int]:
        """Return what differs once anyone, here or elsewhere, has written."""
        elsewhere = self._db.execute("PRAGMA data_version").fetchone()[0]
        return elsewhere, self._db.total_changes

    def _known(self, prefix: str) -> Sequence[str]:
        from infralog.stores import sqlite_words

        return sqlite_words.beginning(self._db, prefix)

    def _total(self, plan: Plan) -> int:
        total: int = self._run(ask.counting(plan)).fetchone()[0]
        return total

    def _total_of(self, found: Sequence[Row], plan: Plan, query: Query) -> int:
        """Return how many match in all, with no more work than a page has left to do."""
        if found and plan.words:
            total: int = found[0][2]
            return total
        if 0 < len(found) < query.limit or not (found or query.offset):
            return query.offset + len(found)
        return self._total(plan)

    def _every(self, plan: Plan, query: Query, total: int) -> Iterator[Hit]:
        """Yield all that match, as they are asked for."""
        with self._told:
            found = self._run(ask.finding(plan, query))
            while batch := found.fetchmany(_BATCH):
                yield from sqlite_read.hits(self._db, batch, plan, query, total)
