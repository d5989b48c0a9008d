"""What the screens show, read from a store: functions for a `Reader`'s thread."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from infralog import query
from infralog.earlier import earlier
from infralog.earlier import told as told_earlier
from infralog.model import Hit, Incident, Page, Query
from infralog.names import Names
from infralog.nearby import nearby
from infralog.query import IMPACTS, Filters
from infralog.revisions import Piece, Version, by_word, versions
from infralog.similar import Near, of_incident
from infralog.stores import Store
from infralog.tui import typed
from infralog.tui.typed import Asked

Build = Callable[[Store, str, Filters], Query]
"""A text and filters -> what they ask of a store; raises QueryError."""

PAGE = 100
NEWEST = 2_000
# So many are ranked, and counted by every facet, before the next key is typed: 1 µs each.
_MANY = 20_000
_EVERY = Query(limit=0, bare=True)
_SIMILAR = 5
_DIGITS = len("2024-06")


class Found(NamedTuple):
    """The answer to a line.

    Attributes:
        hits: The first, without their text.
        total: How many there are in all; or, where these are `part`, among the newest.
        part: True where so many match that they are neither ranked nor counted: the newest first.
    """

    asked: Asked
    hits: Sequence[Hit]
    total: int
    part: bool = False

    @property
    def is_many(self) -> bool:
        """True where the facets are of the newest only."""
        return self.part or self.total > _MANY


class Facet(NamedTuple):
    """A value that one can narrow to; `is_on` if that is done."""

    value: str
    incidents: int
    is_on: bool


Facets = Mapping[str, Sequence[Facet]]
"""By the field of `Filters` that each fills."""


class Edit(NamedTuple):
    """What the publisher changed from one version to the next: the lines that did, in pieces."""

    old: Version
    new: Version
    rows: Sequence[tuple[Piece, ...]]


class About(NamedTuple):
    """What is known of an incident beside what it tells.

    Attributes:
        incident: With its evidence.
        before: What was before it, in words.
        versions: Of its entry, the newest first.
        edits: What each but the oldest of them changed.
    """

    incident: Incident
    before: str = ""
    similar: Sequence[Near] = ()
    versions: Sequence[Version] = ()
    edits: Sequence[Edit] = ()


def found(store: Store, text: str, filters: Filters, build: Build, *, growing: bool) -> Found:
    """Answer a line, whatever stands in it; `growing` while it is typed.

    What finds nothing, and is hardly a word yet, is not asked.

    Raises:
        QueryError: Its filters mean something each, but nothing together.
    """
    read = typed.typing if growing else typed.understood
    asked = read(text, filters, lambda text, rest: build(store, text, rest))
    newest = _newest(store, asked.query)
    if newest:
        return Found(asked, tuple(newest.hits), newest.total, part=True)
    first = store.search(_page(asked.query, 0))
    total = first.total
    shorter = typed.unnamed(text) if growing and not total else None
    if shorter is not None:
        return found(store, shorter, filters, build, growing=False)
    return Found(asked, tuple(first.hits), min(total, asked.query.limit or total))


def _newest(store: Store, asked: Query) -> Page | None:
    """Return the first page where it is among the newest of a large store; else None.

    To rank a million takes a second; and of so many one looks at the newest first anyway. To read
    these takes as long however many match.
    """
    every = _lean(asked)._replace(mentions=False, by_published=False, sort=None) == _EVERY
    if every or asked.sort not in {None, "newest"} or asked.limit:
        return None
    if not _is_large(store):
        return None
    page = store.search(_page(asked._replace(among=NEWEST), 0))
    return page if page.total >= max(PAGE, asked.offset + 1) else None


def _is_large(store: Store) -> bool:
    return store.search(_EVERY._replace(limit=1)).total > _MANY


def ready(store: Store) -> None:
    """Read what the first answers need, before anyone waits for it."""
    _newest(store, Query(kinds=("incident",), limit=0))


def total(store: Store, asked: Query) -> int:
    """Return how many match in all."""
    return store.search(_lean(asked)).total


def same(store: Store, asked: Asked, filters: Filters, build: Build) -> str:
    """Return a text that finds the same: as it was typed, if that does, else as it was meant."""
    as_typed = _lean(build(store, asked.text, filters))
    totals = (store.search(one).total for one in (as_typed, _lean(asked.query)))
    return asked.text if len(set(totals)) == 1 else asked.meant


def page(store: Store, found: Found, number: int) -> tuple[Hit, ...]:
    """Return so many hits of an answer as make a page, by its number, from 0."""
    asked = found.asked.query
    if found.part:
        among = NEWEST if (number + 1) * PAGE <= found.total else 0
        asked = asked._replace(sort="newest", among=among)
    return tuple(store.search(_page(asked, number)).hits)


def _page(asked: Query, number: int) -> Query:
    return _lean(asked)._replace(limit=PAGE, offset=number * PAGE)


def _lean(asked: Query) -> Query:
    """Return a query for all that match, unread: they are counted, and no more."""
    return asked._replace(limit=0, offset=0, bare=True, evidence=False)


def facets(store: Store, found: Found, filters: Filters, build: Build) -> Facets:
    """Count what one can narrow to; what a facet narrows to itself leaves its others there.

    Where that would take long, among the newest.
    """
    asked = found.asked
    among = NEWEST if found.is_many else 0
    lean = _lean(asked.query)._replace(among=among)
    days = _lean(build(store, typed.without(asked.meant, "on"), filters))._replace(among=among)
    regions = store.tally("region", lean._replace(regions=()))
    components = store.tally("component", lean._replace(components=()))
    months = sorted(store.tally("month", days), reverse=True)
    impacts = ((i, store.search(lean._replace(impacts=(i,))).total) for i in reversed(IMPACTS))
    named = query.parse(asked.meant).filters.on
    return {
        "region": _facet(((t.value, t.incidents) for t in regions), lean.regions),
        "component": _facet(((t.value, t.incidents) for t in components), lean.components),
        "impact": _facet(impacts, lean.impacts),
        "on": _facet(((t.value, t.incidents) for t in months), named),
    }


def _facet(counted: Iterable[tuple[str, int]], chosen: Sequence[str]) -> list[Facet]:
    """Return the values, those that were chosen among them even where nothing has them."""
    counts = dict(counted)
    missing = [value for value in chosen if value not in counts]
    return [
        *(Facet(value, 0, is_on=True) for value in missing),
        *(Facet(value, n, value in chosen) for value, n in counts.items() if n or value in chosen),
    ]


def about(store: Store, name: str) -> About:
    """Return what is known of the incident with an ID."""
    incident = store.get(name)
    tagging = store.tagging()
    names = tagging.names if tagging else Names({}, {})
    incidents = Query(kinds=("incident",), limit=0)
    each = versions(store.revisions(incident))
    return About(
        incident,
        told_earlier(incident, earlier(incident, store)),
        nearby(of_incident(incident, names), store, incidents)[:_SIMILAR],
        each,
        tuple(Edit(o, n, tuple(by_word(o.words, n.words))) for n, o in pairwise(each)),
    )


def known(store: Store) -> Mapping[str, Sequence[str]]:
    """Return all regions and components, those that are the most frequent first."""
    tagging = store.tagging()
    names = tagging.names if tagging else Names({}, {})
    return {
        "region": _by_use(store, "region", names.by_region.values()),
        "component": _by_use(store, "component", names.by_component.values()),
    }


def _by_use(store: Store, what: str, named: Iterable[Sequence[str]]) -> Sequence[str]:
    among = NEWEST if _is_large(store) else 0
    tallies = store.tally("region" if what == "region" else "component", Query(among=among))
    used = [tally.value for tally in tallies]
    return tuple(dict.fromkeys([*used, *sorted(one for group in named for one in group)]))
