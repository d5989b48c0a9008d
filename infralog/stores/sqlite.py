"""A store in one SQLite file.

    sqlite_file    the file: what it is, how it is opened, what its errors mean
    sqlite_open    the same, to write: it is made, or brought up to date
    sqlite_schema  its tables
    sqlite_packed  originals of entries <-> bytes
    sqlite_write   entries and incidents -> rows
    sqlite_tags    why they have their tags -> rows
    sqlite_match   Query -> what the index is to match
    sqlite_query   Query -> SQL
    sqlite_planner  what a query comes to in one store
    sqlite_newest  what matches among the newest incidents
    sqlite_read    numbers of incidents -> incidents and hits
    sqlite_rows    rows -> incidents, facts
    sqlite_lookup  an ID, a URL, an entry -> what it names
    sqlite_carried  what each carrier of an entry says of it
    sqlite_kept    all that is kept of every entry
    sqlite_words   the words that are known: how often, prefixes, suggestions
    sqlite_tokens  a text -> its tokens, for another engine
    sqlite_memory  what is remembered beside entries and incidents
    sqlite_tally   all that match -> counts by region, component, month
    sqlite_check   whether the store is intact
    sqlite_copy    a copy of it, and what is mended by one

What a search does not need is imported where it is needed, as sqlite-utils is: 75 ms.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infralog.model import (
    Carried,
    Derived,
    Entry,
    Fact,
    Incident,
    Kept,
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
from infralog.stores import PATIENCE, Facet, Store, sqlite_lookup, sqlite_memory, sqlite_read
from infralog.stores.place import UNNAMED, Named
from infralog.stores.sqlite_file import Say, file_of, open_to_read, snapshot, told, transaction
from infralog.stores.sqlite_planner import Planner
from infralog.stores.sqlite_words import occurrences, suggest

if TYPE_CHECKING:
    from infralog.stores.sqlite_tally import Tallies


class SqliteStore:
    """A store in one SQLite file; see `infralog.stores.Store`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        patience: float,
        say: Say | None,
        named: Named,
    ) -> None:
        """Take a connection over; use `open`."""
        self._db = connection
        self._told = told(path, named)
        self._writing = told(path, named, reading=False)
        self._path = path
        self._patience = patience
        self._say = say
        self._plan = Planner(connection)
        self._tallies: Tallies | None = None

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        write: bool,
        patience: float = PATIENCE,
        say: Say | None = None,
        named: Named = UNNAMED,
    ) -> "SqliteStore":
        """Open the store in a file, of which `~` is the user's home; see `open_store`.

        With `patience` goes how many seconds to wait for another process that writes.
        """
        file = file_of(path)
        with told(file, named):
            if write:
                from infralog.stores.sqlite_open import open_to_write

                connection = open_to_write(file, patience, say)
            else:
                connection = open_to_read(file, patience)
        return cls(connection, file, patience, say, named)

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
        from infralog.stores.sqlite_write import Writer

        with self.together(keep=not dry_run):
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

    @contextmanager
    def together(self, *, keep: bool = True) -> Iterator[None]:
        """See `Store`."""
        with self._writing, transaction(self._db, self._patience, self._say, keep=keep):
            yield

    def override(self, incident_id: str, overrides: Sequence[Override]) -> None:
        """See `Store`."""
        with self.together():
            sqlite_memory.remember_overrides(self._db, incident_id, overrides)

    def keep(self, kept: Iterable[Kept]) -> None:
        """See `Store`."""
        from infralog.stores.sqlite_write import Writer

        with self.together():
            writer = Writer(self._db)
            for one in kept:
                writer.put(one)
            writer.saved()
            sqlite_memory.remember_counts(self._db)

    # ------------------------------------------------------------ what is remembered

    def identity(self) -> str:
        """See `Store`."""
        return "file {0.st_dev} {0.st_ino}".format(self._path.stat())

    def state(self, origin: str) -> State | None:
        """See `Store`."""
        with self._told:
            return sqlite_memory.state(self._db, origin)

    def states(self) -> Mapping[str, State]:
        """See `Store`."""
        with self._told:
            return sqlite_memory.states(self._db)

    def tagging(self) -> Tagging | None:
        """See `Store`."""
        with self._told:
            return sqlite_memory.tagging(self._db)

    def summary(self) -> Summary:
        """See `Store`."""
        with self._told, snapshot(self._db):
            return sqlite_memory.summary(self._db)

    def overrides(self) -> Mapping[str, tuple[Override, ...]]:
        """See `Store`."""
        with self._told:
            return sqlite_memory.overrides(self._db)

    def entries(self) -> Iterator[Entry]:
        """See `Store`; they may be saved while they are read."""
        with self._told:
            yield from sqlite_lookup.entries(self._db)

    def kept(self) -> Iterator[Kept]:
        """See `Store`."""
        from infralog.stores import sqlite_kept

        with self._told, snapshot(self._db):
            yield from sqlite_kept.kept(self._db)

    def carried(self, entries: Iterable[Entry]) -> Mapping[str, tuple[Carried, ...]]:
        """See `Store`."""
        from infralog.stores import sqlite_carried

        with self._told, snapshot(self._db):
            return dict(sqlite_carried.carried(self._db, entries))

    def incidents(self, entry: Entry) -> tuple[Incident, ...]:
        """See `Store`."""
        with self._told, snapshot(self._db):
            numbers = sqlite_lookup.of_entry(self._db, entry)
            return tuple(sqlite_read.incidents(self._db, numbers))

    # ------------------------------------------------------------ answering

    def search(self, query: Query) -> Page:
        """See `Store`."""
        if not query.limit:
            every = self._every(query)
            return Page(every, next(every), query)
        with self._told, snapshot(self._db):
            return sqlite_read.page(self._db, query, self._plan(query))

    def get(self, id_or_url: str) -> Incident:
        """See `Store`."""
        with self._told, snapshot(self._db):
            number = sqlite_lookup.named(self._db, id_or_url)
            return next(sqlite_read.incidents(self._db, [number]))

    def entry(self, incident: Incident) -> Entry:
        """See `Store`."""
        return self.revisions(incident)[0].entry

    def revisions(self, incident: Incident) -> tuple[Revision, ...]:
        """See `Store`."""
        with self._told, snapshot(self._db):
            return sqlite_lookup.versions(self._db, incident)

    def tally(self, facet: Facet, query: Query) -> tuple[Tally, ...]:
        """See `Store`; all facets are counted at once, and kept until the next query."""
        from infralog.stores.sqlite_tally import Tallies

        with self._told:
            self._tallies = self._tallies or Tallies(self._db, self._plan)
            return self._tallies.of(facet, query)

    def facts(self, query: Query, *, timed: bool = False) -> Iterator[Fact]:
        """See `Store`."""
        with self._told, snapshot(self._db):
            yield from sqlite_read.facts(self._db, query, self._plan(query), timed=timed)

    def days(self, sources: Sequence[str]) -> tuple[Collection[date], Collection[date]]:
        """See `Store`."""
        with self._told, snapshot(self._db):
            return sqlite_read.days(self._db, sources)

    def frequencies(self, words: Iterable[str]) -> Mapping[str, int]:
        """See `Store`."""
        with self._told, snapshot(self._db):
            return {word: occurrences(self._db, word) for word in words}

    def suggest(self, word: str) -> tuple[str, ...]:
        """See `Store`."""
        with self._told, snapshot(self._db):
            return suggest(self._db, word)

    # ------------------------------------------------------------ keeping

    def check(self) -> tuple[Problem, ...]:
        """See `Store`; nothing is written, though for a part of it nobody else may write."""
        from infralog.stores import sqlite_check

        with self._told:
            return sqlite_check.check(self._db, self._path, self._patience)

    def backup(self, path: str) -> None:
        """See `Store`; nobody who writes is waited for, or kept waiting."""
        from infralog.stores import sqlite_copy

        with self._told:
            sqlite_copy.backup(self._db, file_of(path))

    def repair(self, derive: Callable[[Store], object]) -> None:
        """See `Store`."""
        from infralog.stores import sqlite_copy

        with self._told:
            sqlite_copy.repair(self, self._db, self._path, derive)

    def stop(self) -> None:
        """See `Store`."""
        with suppress(sqlite3.ProgrammingError):  # it is closed
            self._db.interrupt()

    def close(self) -> None:
        """See `Store`."""
        self._db.close()

    def _every(self, query: Query) -> Iterator[Any]:
        """Yield how many match in all, and then all of them, of one state of the store."""
        with self._told, snapshot(self._db):
            yield from sqlite_read.every(self._db, query, self._plan(query))
