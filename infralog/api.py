"""infralog from Python: the same core as the command, in four calls.

import infralog

with infralog.open() as log:
    for hit in log.search("corrosion", region="sjc", since="2026-04").hits:
        print(hit.incident.date, hit.incident.title)
"""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypedDict, Unpack

from infralog import config, query
from infralog.model import Incident, Page, Sort
from infralog.names import Names
from infralog.query import Dates, Filters
from infralog.stores import Store, open_store

if TYPE_CHECKING:
    from infralog.pull import Pulled

Texts = str | Sequence[str]


class Narrowed(TypedDict, total=False):
    """What a search can be narrowed by: the flags of the command, as text, one or several."""

    region: Texts
    component: Texts
    not_region: Texts
    not_component: Texts
    mentions: bool
    since: Texts
    until: Texts
    on: Texts
    dates: Dates
    min_duration: Texts
    max_duration: Texts
    impact: Texts
    kind: Texts
    source: Texts
    sort: Sort
    limit: int
    offset: int


class Log:
    """A store of incidents. Close it, or use it in a `with`; use it in the thread that opened it.

    Every method raises an `InfralogError` for what a user can mend.
    """

    def __init__(self, store: Store) -> None:
        """Wrap an open store; `infralog.open` opens one."""
        self._store = store

    def search(self, words: str = "", **narrowed: Unpack[Narrowed]) -> Page:
        """Return the incidents that match, as `infralog search` does: 20, unless `limit` says.

        The hits of `limit=0` are lazy: read them once, before the log is closed.

        Raises:
            QueryError: A region, component, date or other value is not known.
        """
        given = {k: v if k in _SINGLE else _texts(v) for k, v in narrowed.items()}
        filters = Filters(**given)  # type: ignore[arg-type]  # each as its field wants it
        asked = query.build(words, filters, names=self._names, today=date.today)
        return self._store.search(asked._replace(evidence=True))

    def get(self, id_or_url: str) -> Incident:
        """Return one incident whole, by its ID, the beginning of one, or its URL.

        Raises:
            NotFound: There is none, or several; it carries the candidates.
        """
        return self._store.get(id_or_url)

    def sync(self, *sources: str) -> "tuple[Pulled, ...]":
        """Take in URLs, files or folders, or the Infra Log; return what came of each.

        Raises:
            StoreError: It could not be stored. What a source lacks is told in `Pulled.problems`.
        """
        from infralog.pull import Puller
        from infralog.sources import default_source

        return tuple(Puller(default_source()).pull_all(sources, self._store))

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def __enter__(self) -> Self:
        """Begin to use it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, at: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _names(self) -> Names:
        tagging = self._store.tagging()
        return tagging.names if tagging else Names({}, {})


def open(store: str | Path | None = None, *, write: bool = False) -> Log:  # noqa: A001 -- as gzip.open
    """Open a store.

    Args:
        store: A path or URL; None means `INFRALOG_DB`, or the one in the data folder.
        write: True to be able to sync; the store is made if it is missing.

    Raises:
        StoreMissing: There is none, and `write` is False.
        StoreError: It cannot be opened.
    """
    place = store or os.environ.get("INFRALOG_DB") or config.data_file()
    return Log(open_store(str(place), write=write))


_SINGLE = ("mentions", "dates", "sort", "limit", "offset")


def _texts(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]
