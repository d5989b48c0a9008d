"""What matched, counted by region, by month and so on, over all matches: facets."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple, cast, get_args

from infralog import dimensions, stores
from infralog.dimensions import Dimension
from infralog.model import Query
from infralog.stores import Store


class Count(NamedTuple):
    """How often one value occurs.

    Attributes:
        value: Such as `sjc`, `2026-06`, `mon`.
        incidents: How many have it; an incident with several values counts under each.
        last: The newest day among them; None where there is none.
    """

    value: str
    incidents: int
    last: date | None

    def record(self) -> dict[str, str | int | None]:
        """Return it as JSON has it."""
        return {**self._asdict(), "last": self.last.isoformat() if self.last else None}


Facets = Mapping[str, tuple[Count, ...]]
"""In the order asked for; empty where nothing matched."""

_TALLIED = get_args(stores.Facet)


def counted(store: Store, query: Query, by: Iterable[Dimension]) -> Facets:
    """Count over all that match a query, beyond its limit too.

    Times come in their order, with those between at which nothing happened; other values the most
    frequent first.
    """
    wanted = tuple(by)
    found = {one: _tallied(store, query, one) for one in wanted if one in _TALLIED}
    rest = [one for one in wanted if one not in _TALLIED]
    if rest:
        found |= _recounted(store, query, rest)
    return {one: _spread(found[one], one) for one in wanted}


def _tallied(store: Store, query: Query, by: Dimension) -> dict[str, Count]:
    tallies = store.tally(cast("Literal['region', 'component', 'month']", by), query)
    return {tally.value: Count(*tally) for tally in tallies}


def _recounted(
    store: Store, query: Query, by: Iterable[Dimension]
) -> dict[Dimension, dict[str, Count]]:
    """Count what the store does not: look at every match, and at none of its text."""
    counts: dict[Dimension, dict[str, Count]] = {one: {} for one in by}
    read = dimensions.reading(query)
    timed = not counts.keys().isdisjoint(dimensions.TIMED)
    for fact in store.facts(query, timed=timed):
        day = dimensions.day(fact, read)
        for one, found in counts.items():
            for value in dimensions.values(fact, one, read):
                _, before, last = found.get(value, Count(value, 0, None))
                found[value] = Count(value, before + 1, max(last or day, day))
    return counts


def _spread(found: Mapping[str, Count], by: Dimension) -> tuple[Count, ...]:
    order = dimensions.ordered({value: one.incidents for value, one in found.items()}, by)
    return tuple(found.get(value, Count(value, 0, None)) for value in order)
