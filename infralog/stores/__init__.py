"""Where incidents are kept. One file per kind of store; the contract is here.

Above this line nobody knows rows, SQL or bm25; below it nobody knows options or colours.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, Protocol

from infralog.model import Derived, Entry, Incident, Page, Query, Saved, State, Tally

Facet = Literal["region", "component", "month"]


class Store(Protocol):
    """A store of entries, the incidents made of them, and their full-text index.

    Every method raises a `StoreError` for what a user can mend.
    """

    def save(self, origin: str, derived: Iterable[Derived], state: State | None) -> Saved:
        """Take in entries with their incidents, and what to remember of their origin.

        One transaction: all of it, or none. An entry whose content differs from what is stored
        replaces it, and the old one is kept as a revision; one that is the same is not written.
        Entries that are stored and not among `derived` stay. Called by `pull`.
        """

    def state(self, origin: str) -> State | None:
        """Return what is remembered of an origin; None if it was never synced. Called by `pull`."""

    def entries(self) -> Iterator[Entry]:
        """Yield every stored entry, to derive its incidents anew. Called by `pull`."""

    def search(self, query: Query) -> Page:
        """Return the incidents that match. Called by the commands that list."""

    def get(self, id_or_url: str) -> Incident:
        """Return the one incident with this ID, unique prefix of an ID, or URL, evidence included.

        Raises:
            NotFound: There is none, or several; it carries the candidates (20 at most).
        """

    def entry(self, incident: Incident) -> Entry:
        """Return the entry that an incident was made of. Called by `show --raw`."""

    def tally(self, facet: Facet, query: Query) -> tuple[Tally, ...]:
        """Count, over all that match, each value of a facet; most frequent first.

        Regions and components count where they are affected, or, with `query.mentions`,
        where they are named at all.
        """

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return known words like one that nothing matched, nearest first, 3 at most."""

    def close(self) -> None:
        """Let go of the store. Called once, by whoever opened it."""


def open_store(url: str, *, write: bool = False) -> Store:
    """Open the store at a path or URL; the scheme chooses the kind.

    Args:
        url: A path, or `sqlite:PATH`.
        write: True to be able to save: the store, and the folders above it, are made if missing.

    Raises:
        StoreMissing: There is none, and `write` is False.
        StoreError: It cannot be opened; see the tree in `infralog.errors`.
    """
    from infralog.stores.sqlite import SqliteStore

    return SqliteStore.open(url.removeprefix("sqlite:"), write=write)
