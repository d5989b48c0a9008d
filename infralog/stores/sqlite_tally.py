"""All that match -> how often each region, component and month occurs.

Whatever is asked for, all of it is counted in the one pass: to find what matches takes longer.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from infralog.model import Query, Tally
from infralog.stores import Facet
from infralog.stores import sqlite_query as ask
from infralog.stores.codes import names
from infralog.stores.sqlite_file import state_of
from infralog.stores.sqlite_query import Plan

_MONTH = len("2024-06")

# A text, how many incidents, and the newest day among them.
Value = tuple[str, int, str]


class Counted(NamedTuple):
    """How often each text occurs in a column, and the newest day that it has."""

    incidents: dict[str, int]
    last: dict[str, str]


class Counts(NamedTuple):
    """What was counted in each of the three columns; the newest day of a day is itself."""

    regions: Counted
    components: Counted
    days: dict[str, int]


class Tallies:
    """Counts what matches, all facets at once, and keeps it until another query, or a save."""

    def __init__(self, db: sqlite3.Connection, plan: Callable[[Query], Plan]) -> None:
        """Take a connection, and what a query comes to."""
        self._db = db
        self._plan = plan
        self._kept: tuple[object, Counts] | None = None

    def of(self, facet: Facet, query: Query) -> tuple[Tally, ...]:
        """Return how often each value of a facet occurs in what matches a query."""
        key = (query._replace(limit=0, offset=0, sort=None, bare=True), state_of(self._db))
        if self._kept is None or self._kept[0] != key:
            sql = ask.tallying(self._plan(query), query)
            self._kept = key, counted(self._db.execute(sql.text, sql.values))
        return tallies(self._kept[1], facet, mentions=query.mentions)


def counted(listed: Iterable[tuple[str, str, str]]) -> Counts:
    """Count rows of the tokens of regions, those of components, and the day.

    Written for speed: of a million rows, most repeat what others had.
    """
    counts = Counts(Counted({}, {}), Counted({}, {}), {})
    (regions, last_region), (components, last_component), days = counts
    for region, component, day in listed:
        try:
            regions[region] += 1
            if day > last_region[region]:  # noqa: PLR1730 -- a call would take as long as all of this
                last_region[region] = day
        except KeyError:
            regions[region], last_region[region] = 1, day
        try:
            components[component] += 1
            if day > last_component[component]:  # noqa: PLR1730 -- a call would take as long as all of this
                last_component[component] = day
        except KeyError:
            components[component], last_component[component] = 1, day
        try:
            days[day] += 1
        except KeyError:
            days[day] = 1
    return counts


def tallies(counts: Counts, facet: Facet, *, mentions: bool) -> tuple[Tally, ...]:
    """Return how often each value of a facet occurs, the most frequent first."""
    if facet == "month":
        return _ordered((day[:_MONTH], n, day) for day, n in counts.days.items())
    found = counts.regions if facet == "region" else counts.components
    return _ordered(_values(found, mentions=mentions))


def _values(found: Counted, *, mentions: bool) -> Iterator[Value]:
    """Yield each name that tokens stand for, how often, and its newest day."""
    texts, last = found
    tokens = ((token, n, last[text]) for text, n in texts.items() for token in text.split())
    for token, n, day in _summed(tokens):
        for name in names(token)[mentions]:
            yield name, n, day


def _summed(values: Iterable[Value]) -> Iterator[Value]:
    total: dict[str, int] = {}
    newest: dict[str, str] = {}
    for value, n, day in values:
        total[value] = total.get(value, 0) + n
        if day > newest.get(value, ""):
            newest[value] = day
    for value, n in total.items():
        yield value, n, newest[value]


def _ordered(values: Iterable[Value]) -> tuple[Tally, ...]:
    every = sorted(_summed(values), key=lambda one: (-one[1], one[0]))
    return tuple(Tally(value, n, date.fromisoformat(day)) for value, n, day in every)
