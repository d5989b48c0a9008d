"""All that match -> how often each region, component and month occurs.

Whatever is asked for, all of it is counted in the one pass: to find what matches takes longer.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from infralog.model import Tally
from infralog.stores import Facet
from infralog.stores.sqlite_rows import names

_REGIONS, _COMPONENTS, _DAY = range(3)
_MONTH = len("2024-06")


class Counted(NamedTuple):
    """How often each text occurs in a column, and the newest day that it has."""

    incidents: dict[str, int]
    last: dict[str, str]


Counts = tuple[Counted, Counted, Counted]


def counted(listed: Iterable[tuple[str, str, str]]) -> Counts:
    """Count rows of the tokens of regions, those of components, and the day.

    Written for speed: there may be a million rows, and but few different texts.
    """
    counts = (Counted({}, {}), Counted({}, {}), Counted({}, {}))
    (regions, last_region), (components, last_component), (days, last_day) = counts
    for region, component, day in listed:
        if region in regions:
            regions[region] += 1
            last_region[region] = max(last_region[region], day)
        else:
            regions[region], last_region[region] = 1, day
        if component in components:
            components[component] += 1
            last_component[component] = max(last_component[component], day)
        else:
            components[component], last_component[component] = 1, day
        if day in days:
            days[day] += 1
        else:
            days[day], last_day[day] = 1, day
    return counts


def tallies(counts: Counts, facet: Facet, *, mentions: bool) -> tuple[Tally, ...]:
    """Return how often each value of a facet occurs, the most frequent first."""
    total: Counter[str] = Counter()
    newest: dict[str, str] = {}
    for value, incidents, day in _values(counts, facet, mentions=mentions):
        total[value] += incidents
        newest[value] = max(day, newest.get(value, day))
    ordered = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Tally(value, n, date.fromisoformat(newest[value])) for value, n in ordered)


def _values(counts: Counts, facet: Facet, *, mentions: bool) -> Iterator[tuple[str, int, str]]:
    column = {"region": _REGIONS, "component": _COMPONENTS, "month": _DAY}[facet]
    found, last = counts[column]
    for text, incidents in found.items():
        values = (text[:_MONTH],) if column == _DAY else names(text)[mentions]
        for value in values:
            yield value, incidents, last[text]
