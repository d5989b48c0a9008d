"""Facets count all that matches: as the store does, and where it does not, match by match."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from infralog import dimensions, facets
from infralog.dimensions import DIMENSIONS, TIMES, Dimension, Reading
from infralog.model import Query
from infralog.stores import Store, open_store


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """The store of the sample."""
    opened = open_store(str(home / "infralog.db"))
    yield opened
    opened.close()


@pytest.mark.parametrize("by", DIMENSIONS)
@pytest.mark.parametrize("mentions", [True, False])
@pytest.mark.parametrize("by_published", [True, False])
def test_facets_are_what_a_recount_finds(
    store: Store,
    by: Dimension,
    mentions: bool,  # noqa: FBT001 -- a parameter of the test
    by_published: bool,  # noqa: FBT001 -- likewise
) -> None:
    """Each value has as many as match and the newest day, whatever the limit."""
    read = Reading(mentions, by_published)
    query = Query(mentions=mentions, by_published=by_published)
    told = facets.counted(store, query._replace(limit=1, offset=3), [by])[by]
    every = [hit.incident for hit in store.search(query._replace(limit=0)).hits]
    expected = Counter(value for one in every for value in dimensions.values(one, by, read))
    assert {one.value: one.incidents for one in told if one.incidents} == expected
    for one in told:
        days = [
            dimensions.day(incident, read)
            for incident in every
            if one.value in dimensions.values(incident, by, read)
        ]
        assert one.last == max(days, default=None)


def test_they_come_in_the_order_asked_for(store: Store) -> None:
    """Each facet is there once, in order, and nothing where nothing matches."""
    found = facets.counted(store, Query(), ("weekday", "region", "month"))
    assert list(found) == ["weekday", "region", "month"]
    none = facets.counted(store, Query(sources=("elsewhere",)), DIMENSIONS)
    assert none == dict.fromkeys(DIMENSIONS, ())


def test_times_have_no_hole_and_others_no_zero(store: Store) -> None:
    """Between the first and the last month every month is told, and all seven weekdays."""
    found = facets.counted(store, Query(), DIMENSIONS)
    for by, counts in found.items():
        names = [one.value for one in counts]
        if by in TIMES:
            assert names == [*dimensions.ordered(dict.fromkeys(names, 1.0), by)]
        else:
            assert all(one.incidents for one in counts)
