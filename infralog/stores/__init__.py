"""Where incidents are kept; the contract is here.

Above this line nobody knows rows, SQL or bm25; below it nobody knows options or colours. The kinds
of stores are `sqlite` and `postgres`, each with the modules that begin with its name, and the map
of them. What they have in common:

    place       how a store is named, and how it is shown
    told        the errors of an engine -> those of infralog
    texts       texts and moments as any database takes them
    versions    what tells one version of an entry, or an incident, from the next
    outcomes    what came of each entry of a save
    remembered  what is remembered beside entries and incidents, as texts
    words       a text -> its words; a word -> known ones that are near
    matching    what a person typed -> the phrases that are looked for
    codes       names of regions and components <-> tokens of FTS5
    marks       what was marked in a text -> where that is, and a snippet
    statements  pieces of SQL, and the order of what is found
    named       what a person named an incident by -> the incident

and `sqlite_tokens`, by which FTS5 says what a word is in any store.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Literal, Protocol

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
from infralog.stores.place import UNNAMED, Named, is_postgres

Facet = Literal["region", "component", "month"]


# Seconds that one waits for another who writes.
PATIENCE = 30.0


class Store(Protocol):
    """A store of entries, the incidents made of them, and their full-text index.

    Every method raises a `StoreError` for what a user can mend.
    """

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
        """Take in entries with their incidents, and what to remember of their origin.

        One transaction: all of it, or none; with `dry_run` none, but told as if it were all. An
        entry whose content differs from what is stored replaces it, and the old one is kept as a
        revision; one that is the same is not written, though its incidents are where they differ.
        Entries that are stored and not among `derived` stay. An ID that another entry has already
        is told apart by a suffix. Called by `pull`.

        Args:
            origin: The URL or path that the entries came from; None where `state` is.
            derived: Read once, within the transaction.
            state: What to remember of the origin; None leaves what is remembered.
            tagging: By what the incidents were tagged; None leaves what is remembered.
            dry_run: True to write nothing.
        """

    def together(self, *, keep: bool = True) -> AbstractContextManager[None]:
        """Do all that is read and saved within as one: nobody else writes, and all or none is kept.

        Called by `pull` where what it saves depends on what is stored.

        Args:
            keep: False to keep none.
        """

    def override(self, incident_id: str, overrides: Sequence[Override]) -> None:
        """Replace the tags that were given or taken by hand. Called by `pull`, before a save."""

    def keep(self, kept: Iterable[Kept]) -> None:
        """Take in, as it is, all that another store keeps of entries that this one has not.

        One transaction. Called by `copy`.
        """

    # ------------------------------------------------------------ what is remembered

    def identity(self) -> str:
        """Return what no other store has, however this one is named. Called by `copy`."""

    def state(self, origin: str) -> State | None:
        """Return what is remembered of an origin; None if it was never synced. Called by `pull`."""

    def states(self) -> Mapping[str, State]:
        """Return what is remembered of every origin. Called by `copy`."""

    def tagging(self) -> Tagging | None:
        """Return by what the incidents were tagged; None if nothing was ever saved."""

    def summary(self) -> Summary:
        """Return what the store holds, in numbers."""

    def entries(self) -> Iterator[Entry]:
        """Yield every stored entry, to derive its incidents anew. Called by `pull`."""

    def kept(self) -> Iterator[Kept]:
        """Yield all that is kept of every entry, of one state of the store, in its order.

        To be read to its end before anything else is asked. Called by `copy`.
        """

    def carried(self, entries: Iterable[Entry]) -> Mapping[str, tuple[Carried, ...]]:
        """Return, by the ids of entries that arrive, what each carrier said last of them.

        One is known by its id, or else by its URL. One that is not stored is not there, nor one
        that came and comes by the feed alone. Called by `arrivals`.
        """

    def incidents(self, entry: Entry) -> tuple[Incident, ...]:
        """Return the incidents that were made of an entry, in its order. Called by `pull`."""

    def overrides(self) -> Mapping[str, tuple[Override, ...]]:
        """Return, by the incident's ID, all tags that were given or taken by hand."""

    # ------------------------------------------------------------ answering

    def search(self, query: Query) -> Page:
        """Return the incidents that match. Called by the commands that list."""

    def get(self, id_or_url: str) -> Incident:
        """Return the one incident with this ID, unique prefix of an ID, or URL, evidence included.

        Raises:
            NotFound: There is none, or several; it carries the candidates (20 at most).
        """

    def entry(self, incident: Incident) -> Entry:
        """Return the entry that an incident was made of. Called by `show --raw`."""

    def revisions(self, incident: Incident) -> tuple[Revision, ...]:
        """Return every version of the entry that an incident was made of, the newest first."""

    def tally(self, facet: Facet, query: Query) -> tuple[Tally, ...]:
        """Count, over all that match, each value of a facet; most frequent first.

        Regions and components count where they are affected, or, with `query.mentions`,
        where they are named at all. The query's limit and offset are ignored.
        """

    def facts(self, query: Query, *, timed: bool = False) -> Iterator[Fact]:
        """Yield what is counted of all that match, in no order. Called by `counts` and `facets`.

        The query's limit, offset and order are ignored. To be read while the store is open.

        Args:
            query: What to count.
            timed: True if `date_basis` and `started_at` are needed, too, which takes longer.
        """

    def days(self, sources: Sequence[str]) -> tuple[Collection[date], Collection[date]]:
        """Return the days of all incidents of some sources, or of any, and of their publication."""

    def frequencies(self, words: Iterable[str]) -> Mapping[str, int]:
        """Return in how many incidents each word occurs, in any of its forms. For `similar`."""

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return known words like one that nothing matched, nearest first, 3 at most."""

    # ------------------------------------------------------------ keeping

    def check(self) -> tuple[Problem, ...]:
        """Return what is wrong with the store itself; nothing if it is intact."""

    def backup(self, path: str) -> None:
        """Write a copy of one state of the store into a new file, whoever writes meanwhile.

        Raises:
            StoreError: There is something at the path, it cannot be written, or the store is
                damaged; then there is no copy.
        """

    def repair(self, derive: Callable[["Store"], object]) -> None:
        """Make anew, of what was published, all that is derived of it. Called by `check --repair`.

        Args:
            derive: Takes a store that holds the originals, and saves in it what is made of them.

        Raises:
            StoreDamaged: The originals themselves cannot be read; the file is as it was.
        """

    def stop(self) -> None:
        """Have what is read end with an error, if it can; the only call from another thread."""

    def close(self) -> None:
        """Let go of the store. Called once, by whoever opened it."""


def open_store(
    url: str,
    *,
    write: bool = False,
    say: Callable[[str], None] | None = None,
    named: Named = UNNAMED,
) -> Store:
    """Open the store at a path or URL; the scheme chooses the kind.

    Args:
        url: A path, `sqlite:PATH`, or the URL of a PostgreSQL database.
        write: True to be able to save: the store, and the folders above it, are made if missing.
        say: Called with a line for the user while it waits for another process that writes.
        named: How the user named it, for what there is to do about an error.

    Raises:
        StoreMissing: There is none, and `write` is False.
        StoreError: It cannot be opened; see the tree in `infralog.errors`.
    """
    if is_postgres(url):
        return _postgres(url, write=write, say=say, named=named)
    scheme, mark, _ = url.partition("://")
    if mark and scheme != "sqlite":
        hint = "give a path, sqlite:PATH, or postgresql://USER@HOST/DATABASE"
        raise StoreError(f"{scheme}: unknown kind of store", hint=hint)
    from infralog.stores.sqlite import SqliteStore

    return SqliteStore.open(url.removeprefix("sqlite:"), write=write, say=say, named=named)


def _postgres(url: str, *, write: bool, say: Callable[[str], None] | None, named: Named) -> Store:
    try:
        from infralog.stores.postgres import PostgresStore
    except ImportError as exc:
        hint = "pip install 'infralog[postgres]'"
        raise StoreError("psycopg, which speaks with PostgreSQL, is missing", hint=hint) from exc
    return PostgresStore.open(url, write=write, say=say, named=named)
