"""A store on a PostgreSQL server, for many who read and write.

    postgres_server  the server: how it is reached, who writes
    postgres_errors  what its errors mean
    postgres_schema  its tables
    postgres_write   entries and incidents -> rows
    postgres_vector  words and names -> what the index holds, and is asked
    postgres_match   Query -> what the index is to match
    postgres_query   Query -> SQL
    postgres_read    IDs of incidents -> incidents and hits
    postgres_rows    rows <-> incidents, entries
    postgres_lookup  an ID, a URL, an entry -> what it names
    postgres_words   the words that are known: tokens, prefixes, suggestions
    postgres_kept    all that is kept of every entry
    postgres_memory  what is remembered beside entries and incidents
    postgres_check   whether the store is intact, and how it is mended

It finds what a file finds, by construction: FTS5 makes the tokens, in memory (`sqlite_tokens`), and
marks what matched; what both engines are asked is made of the same phrases. Only how good a match
is, is the engine's own.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from infralog.errors import StoreError
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
from infralog.stores import PATIENCE, Facet, Store, postgres_lookup, postgres_memory, postgres_read
from infralog.stores.place import UNNAMED, Named, shown
from infralog.stores.postgres_errors import told
from infralog.stores.postgres_server import Server, Snapshot, open_to_read, transaction
from infralog.stores.postgres_words import Words


class PostgresStore:
    """A store on a PostgreSQL server; see `infralog.stores.Store`."""

    def __init__(
        self,
        connection: Server,
        url: str,
        patience: float,
        say: Callable[[str], None] | None,
        named: Named,
    ) -> None:
        """Take a connection over; use `open`."""
        self._db = connection
        self._url = url
        self._told = told(url, named)
        self._writing = told(url, named, reading=False)
        self._patience = patience
        self._say = say
        self._words = Words(connection)
        self._snapshot = Snapshot(connection)

    @classmethod
    def open(
        cls,
        url: str,
        *,
        write: bool,
        patience: float = PATIENCE,
        say: Callable[[str], None] | None = None,
        named: Named = UNNAMED,
    ) -> "PostgresStore":
        """Open the store in a database; see `open_store`.

        What the URL leaves out libpq finds, in `PG*` or `.pgpass`. With `patience` goes how many
        seconds to wait for another process that writes.
        """
        with told(url, named):
            if write:
                from infralog.stores.postgres_schema import open_to_write

                connection = open_to_write(url, patience, say)
            else:
                connection = open_to_read(url)
        return cls(connection, url, patience, say, named)

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
        from infralog.stores.postgres_write import Writer

        with self.together(keep=not dry_run):
            writer = Writer(self._db, self._words.tokenizer)
            for one in derived:
                writer.take(one)
            saved = writer.saved()
            if origin is not None and state is not None:
                postgres_memory.remember_state(self._db, origin, state)
            if tagging is not None:
                postgres_memory.remember_tagging(self._db, tagging)
            postgres_memory.remember_counts(self._db)
        return saved

    @contextmanager
    def together(self, *, keep: bool = True) -> Iterator[None]:
        """See `Store`."""
        turn = transaction(self._db, shown(self._url), self._patience, self._say, keep=keep)
        with self._writing, turn:
            yield

    def override(self, incident_id: str, overrides: Sequence[Override]) -> None:
        """See `Store`."""
        with self.together():
            postgres_memory.remember_overrides(self._db, incident_id, overrides)

    def keep(self, kept: Iterable[Kept]) -> None:
        """See `Store`."""
        from infralog.stores.postgres_write import Writer

        with self.together():
            writer = Writer(self._db, self._words.tokenizer)
            for one in kept:
                writer.put(one)
            writer.saved()
            postgres_memory.remember_counts(self._db)

    # ------------------------------------------------------------ what is remembered

    def identity(self) -> str:
        """See `Store`."""
        with self._told:
            return postgres_memory.identity(self._db)

    def state(self, origin: str) -> State | None:
        """See `Store`."""
        with self._told:
            return postgres_memory.state(self._db, origin)

    def states(self) -> Mapping[str, State]:
        """See `Store`."""
        with self._told:
            return postgres_memory.states(self._db)

    def tagging(self) -> Tagging | None:
        """See `Store`."""
        with self._told:
            return postgres_memory.tagging(self._db)

    def summary(self) -> Summary:
        """See `Store`."""
        with self._told, self._snapshot():
            return postgres_memory.summary(self._db)

    def overrides(self) -> Mapping[str, tuple[Override, ...]]:
        """See `Store`."""
        with self._told:
            return postgres_memory.overrides(self._db)

    def entries(self) -> Iterator[Entry]:
        """See `Store`; they may be saved while they are read."""
        with self._told:
            yield from postgres_lookup.entries(self._db)

    def kept(self) -> Iterator[Kept]:
        """See `Store`."""
        from infralog.stores import postgres_kept

        with self._told, self._snapshot():
            yield from postgres_kept.kept(self._db)

    def carried(self, entries: Iterable[Entry]) -> Mapping[str, tuple[Carried, ...]]:
        """See `Store`."""
        with self._told, self._snapshot():
            return dict(postgres_lookup.carried(self._db, entries))

    def incidents(self, entry: Entry) -> tuple[Incident, ...]:
        """See `Store`."""
        with self._told, self._snapshot():
            ids = postgres_lookup.of_entry(self._db, entry)
            return tuple(postgres_read.incidents(self._db, ids))

    # ------------------------------------------------------------ answering

    def search(self, query: Query) -> Page:
        """See `Store`."""
        if not query.limit:
            every = self._every(query)
            return Page(every, next(every), query)
        with self._told, self._snapshot():
            return postgres_read.page(self._db, query, self._words)

    def get(self, id_or_url: str) -> Incident:
        """See `Store`."""
        with self._told, self._snapshot():
            named = postgres_lookup.named(self._db, id_or_url)
            return next(postgres_read.incidents(self._db, [named]))

    def entry(self, incident: Incident) -> Entry:
        """See `Store`."""
        return self.revisions(incident)[0].entry

    def revisions(self, incident: Incident) -> tuple[Revision, ...]:
        """See `Store`."""
        with self._told, self._snapshot():
            return postgres_lookup.versions(self._db, incident)

    def tally(self, facet: Facet, query: Query) -> tuple[Tally, ...]:
        """See `Store`."""
        with self._told, self._snapshot():
            return postgres_read.tally(self._db, facet, query, self._words)

    def facts(self, query: Query, *, timed: bool = False) -> Iterator[Fact]:
        """See `Store`."""
        with self._told, self._snapshot():
            yield from postgres_read.facts(self._db, query, self._words, timed=timed)

    def days(self, sources: Sequence[str]) -> tuple[Collection[date], Collection[date]]:
        """See `Store`."""
        with self._told, self._snapshot():
            return postgres_read.days(self._db, sources)

    def frequencies(self, words: Iterable[str]) -> Mapping[str, int]:
        """See `Store`."""
        with self._told:
            return self._words.occurrences(words)

    def suggest(self, word: str) -> tuple[str, ...]:
        """See `Store`."""
        with self._told, self._snapshot():
            return self._words.suggest(word)

    # ------------------------------------------------------------ keeping

    def check(self) -> tuple[Problem, ...]:
        """See `Store`; nothing is written."""
        from infralog.stores import postgres_check

        with self._told, self._snapshot():
            return postgres_check.check(self._db, self._url, self._words.tokenizer)

    def backup(self, path: str) -> None:
        """See `Store`; a server has its own way, and this one says so.

        Raises:
            StoreError: Always.
        """
        hint = f"pg_dump --format=custom --schema=infralog --file={path} ...; see pg_restore, too"
        place = shown(self._url)
        raise StoreError(f"{place}: a server is backed up by its own pg_dump", hint=hint)

    def repair(self, derive: Callable[[Store], object]) -> None:
        """See `Store`."""
        from infralog.stores import postgres_check

        with self._told:
            postgres_check.repair(self, self._db, self._url, derive)

    def stop(self) -> None:
        """See `Store`; what a server has begun it ends, and nobody is to wait to tell it so."""

    def close(self) -> None:
        """See `Store`."""
        self._words.close()
        self._db.close()

    # ------------------------------------------------------------ within

    def _every(self, query: Query) -> Iterator[Any]:
        """Yield how many match in all, and then all of them, of one state of the store."""
        with self._told, self._snapshot():
            yield from postgres_read.every(self._db, query, self._words)
