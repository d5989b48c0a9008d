"""Two ways to answer within one process, in turn -> their costs: `python -m tests.benchmarks.hot`.

It prints a JSON object: for each name the seconds of CPU of each round.
"""

import gc
import json
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date
from functools import partial

from infralog import counts, facets
from infralog import query as asking
from infralog.model import Clause, Query, Word
from infralog.names import Names
from infralog.nearby import nearby
from infralog.query import Filters
from infralog.similar import of_incident
from infralog.stores import Store, open_store
from infralog.tui import reading
from infralog.tui.reading import Found
from tests.benchmarks.accounts import COMMON, PHRASE, RARE, RARER, REGION
from tests.benchmarks.floors import Floor

Way = Callable[[], object]

WALL = " by the clock"
# What may stand in the line of the browser when a key was typed, from much that matches to little.
KEYS = {
    "two letters of a common word": COMMON[:2],
    "a common word": COMMON,
    "the name of one host": RARE,
    "a common word in one region": f"{COMMON} region:{REGION}",
    "a phrase": f'"{PHRASE}"',
    "a common word, and a filter begun": f"{COMMON} region:",
}
FACETS = "the facets beside it"
_WARM = 2


def query(*words: str, region: str | None = None) -> Query:
    """Return a query for some words, in a region or anywhere."""
    clauses = tuple(Clause((Word(word),)) for word in words)
    return Query(clauses, regions=(region,) if region else ())


def ways(store: Store, path: str) -> Mapping[str, Mapping[str, Way]]:
    """Return what is measured, by name, each in two ways or more that are to be compared."""
    floor = Floor(path)
    word, rare = query(COMMON), query(*RARER)
    here = query(COMMON, region=REGION)

    def faceted() -> None:
        store.search(here)
        facets.counted(store, here, ("region", "component", "month"))

    return {
        "filtered": {"ours": lambda: store.search(here), "floor": lambda: floor.search(here)},
        "ranked": {"ours": lambda: store.search(word), "floor": lambda: floor.search(word)},
        "rare": {"ours": lambda: store.search(rare), "floor": lambda: floor.search(rare)},
        "newest": {"ours": lambda: store.search(Query()), "floor": floor.newest},
        "narrowed": {"ours": lambda: store.search(here), "without": lambda: store.search(word)},
        "facets": {"ours": faceted, "search": lambda: store.search(here)},
        "similar": {"ours": lambda: _similar(store)},
        "keystroke": {"ours": lambda: _keystroke(store, COMMON[:2])},
        "keys": {kind: partial(_keystroke, store, line) for kind, line in KEYS.items()}
        | {FACETS: partial(_facets, store)},
        "stats": {"ours": lambda: counts.report(store, Query(limit=0), ("component",), "90d")},
    }


def _similar(store: Store) -> None:
    incident = store.get("account-7")
    tagging = store.tagging()
    nearby(of_incident(incident, tagging.names if tagging else Names({}, {})), store, Query())


def _keystroke(store: Store, line: str) -> Found:
    """Answer a line whose last key was just typed, as the browser reads it."""
    return reading.found(store, line, Filters(limit=0), _build, growing=True)


def _facets(store: Store) -> None:
    """Count what is shown beside what most incidents match, a while after the key."""
    reading.facets(store, _keystroke(store, COMMON[:2]), Filters(limit=0), _build)


def _build(store: Store, text: str, filters: Filters) -> Query:
    tagging = store.tagging()
    names = tagging.names if tagging else Names({}, {})
    return asking.build(text, filters, names=lambda: names, today=date.today)


def rounds(compared: Mapping[str, Way], seconds: float, most: int) -> dict[str, list[float]]:
    """Go round the ways until they have had their time, three rounds at least.

    What each took by the clock on the wall is told under its name and `WALL`.
    """
    names = [f"{name}{kind}" for name in compared for kind in ("", WALL)]
    took: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(_WARM):
        for way in compared.values():
            way()
    gc.collect()
    gc.disable()
    until = time.process_time() + seconds
    done = 0
    while done < 3 or (time.process_time() < until and done < most):
        for name, way in compared.items():
            began, clock = time.process_time(), time.perf_counter()
            way()
            took[name].append(time.process_time() - began)
            took[name + WALL].append(time.perf_counter() - clock)
        done += 1
    gc.enable()
    return took


def agree(store: Store, path: str) -> bool:
    """Tell whether a search finds as many as the one by hand: on its page, and in all."""
    floor = Floor(path)
    return all(
        (len(tuple(page.hits)), page.total) == (len(rows), rows[0][1])
        for asked in (query(COMMON), query(*RARER), query(COMMON, region=REGION))
        for page, rows in [(store.search(asked), floor.search(asked))]
    )


def main(path: str, names: str) -> None:
    """Measure what is named, on the store at a path."""
    with closing(open_store(path)) as store:
        if not agree(store, path):
            sys.exit(f"{path}: a search and the one by hand do not find the same")
        every = ways(store, path)
        took = {name: rounds(every[name], 3.0, 60) for name in names.split(",")}
    json.dump(took, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
