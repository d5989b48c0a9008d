"""What is measured, and how fast it ought to be: a function a budget, named by its number.

A ratio is of CPU time of runs that took turns, ours over the other's, so 1 is alike and less is
faster; of memory where it says so. Sizes are those of `bench.WHOLE`.
"""

import os
import platform
import sqlite3  # noqa: TID251 -- a store is looked at from outside
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import NamedTuple

from infralog.stores import open_store
from tests.benchmarks.accounts import COMMON
from tests.benchmarks.bench import Bench
from tests.benchmarks.hot import FACETS, KEYS, WALL
from tests.benchmarks.measure import Command, Cost, Spread, cost, paired, spread

_MIB = 2**20


class Result(NamedTuple):
    """What was measured.

    Attributes:
        ours, other: In `unit`; None where nothing is compared.
        ratio: Of the two, pair by pair; or the figure itself that the budget is about.
        budget: What it may be at most or, where `least`, must be at least; None where it is only
            told.
        wall: The same by the clock on the wall; None where it was not looked at.
        peak: Our memory in bytes; None likewise.
    """

    name: str
    what: str
    ours: Spread
    other: Spread | None
    unit: str
    ratio: Spread
    budget: float | None
    least: bool = False
    wall: float | None = None
    peak: int | None = None

    @property
    def met(self) -> bool | None:
        """Whether it keeps to its budget."""
        if self.budget is None:
            return None
        told = self.ratio.median
        return told >= self.budget if self.least else told <= self.budget


Budget = Callable[[Bench], Iterable[Result]]


def _compared(name: str, what: str, runs: Sequence[tuple[Cost, Cost]], budget: float) -> Result:
    ours, other = zip(*runs, strict=True)
    return Result(
        name,
        what,
        spread([one.cpu * 1e3 for one in ours]),
        spread([one.cpu * 1e3 for one in other]),
        "ms",
        spread([a.cpu / b.cpu for a, b in runs]),
        budget,
        wall=spread([a.wall / b.wall for a, b in runs]).median,
        peak=max(one.peak for one in ours),
    )


def _hot(
    name: str, what: str, took: tuple[Sequence[float], Sequence[float]], budget: float | None
) -> Result:
    ours, other = took
    count = min(len(ours), len(other))
    return Result(
        name,
        what,
        spread([one * 1e3 for one in ours]),
        spread([one * 1e3 for one in other]),
        "ms",
        spread([a / b for a, b in zip(ours[:count], other[:count], strict=True)]),
        budget,
    )


# ---------------------------------------------------------------- starting


def _floor(bench: Bench) -> Command:
    return bench.python("import sqlite3")


def start(bench: Bench) -> Iterator[Result]:
    """G1, G3: a cold command, over Python that imports sqlite3."""
    small = bench.sizes.small
    store = str(bench.log(small))
    tab = {"_INFRALOG_COMPLETE": "complete_bash", "COMP_CWORD": "3", "INFRALOG_DB": store}
    typed = {"COMP_WORDS": "infralog search --region s"}
    for name, what, command, budget in (
        ("G1", "search --json", bench.search(small, "--json"), 4.8),
        ("G3", "search, a table", bench.search(small, "--format", "table"), 8),
        ("G3", "completion of a region", bench.infralog()._replace(env=tab | typed), 5),
    ):
        runs = paired(command, _floor(bench), bench.sizes.times, bench.home)
        yield _compared(name, f"{what} / `import sqlite3`", runs, budget)


def peers(bench: Bench) -> Iterator[Result]:
    """G2: a cold search as JSON, over the same of other programs."""
    ours = bench.search(bench.sizes.small, "--json")
    for name, budget, theirs in (
        ("sqlite-utils", 0.6, _sqlite_utils(bench)),
        ("datasette", 0.17, _datasette(bench)),
        ("reader", 0.2, _reader(bench)),
    ):
        if theirs:
            runs = paired(ours, theirs, bench.sizes.times, bench.home)
            yield _compared("G2", f"search --json / {name}'s", runs, budget)


def _sqlite_utils(bench: Bench) -> Command | None:
    peer, store = bench.peer("sqlite-utils"), bench.log(bench.sizes.small)
    argv = ("search", str(store), "incidents", COMMON, "--limit", "20")
    return Command([peer.script, *argv]) if peer else None


def _datasette(bench: Bench) -> Command | None:
    peer, store = bench.peer("datasette"), bench.log(bench.sizes.small)
    url = f"/{store.stem}/incidents.json?_search={COMMON}&_size=20&_shape=array"
    return Command([peer.script, str(store), "--get", url]) if peer else None


def _reader(bench: Bench) -> Command | None:
    peer, database = bench.peer("reader"), bench.scratch("reader.db")
    made = bench.reader("sync", database, str(bench.feed(bench.sizes.small)))
    if not (peer and made):
        return None
    cost(made, bench.home)
    argv = ("-m", "reader", "--db", str(database), "search", "entries", COMMON)
    return Command([peer.python, *argv])


# ---------------------------------------------------------------- searching


def hot(bench: Bench) -> Iterator[Result]:
    """G4 to G7: a search in a process that is running."""
    small, large = (bench.hot(n, *_ASKED) for n in (bench.sizes.small, bench.sizes.large))
    for size, took, budget in (("small", small, 1.3), ("large", large, 1.1)):
        count = f"{getattr(bench.sizes, size):,}"
        for way, words in (("filtered", "with a region"), ("ranked", "a word"), ("rare", "two")):
            pair = took[way]["ours"], took[way]["floor"]
            yield _hot("G4", f"search, {words}, {count} / SQL by hand", pair, budget)
    narrowed, faceted = large["narrowed"], large["facets"]
    pair = narrowed["ours"], narrowed["without"]
    yield _hot("G5", "with a region / without", pair, 0.35)
    yield _hot("G7", "with three facets / without", (faceted["ours"], faceted["search"]), 2.3)


_ASKED = ("filtered", "ranked", "rare", "narrowed", "facets")


def newest(bench: Bench) -> Iterator[Result]:
    """G6: the newest page of the largest store, over that of the smallest."""
    took = (
        bench.hot(n, "newest")["newest"]["ours"] for n in (bench.sizes.largest, bench.sizes.small)
    )
    large, small = took
    yield _hot(
        "G6", f"newest page, {bench.sizes.largest:,} / {bench.sizes.small:,}", (large, small), 2
    )


def memory_of_search(bench: Bench) -> Iterator[Result]:
    """G12: what a cold search of the largest store takes of memory."""
    ours = [cost(bench.search(bench.sizes.largest, "--json"), bench.home) for _ in range(3)]
    peaks = spread([one.peak / _MIB for one in ours])
    what = f"memory of a search, {bench.sizes.largest:,}"
    yield Result("G12", what, peaks, None, "MiB", peaks, 64)


def keystroke(bench: Bench) -> Iterator[Result]:
    """G16: what a key costs in the browser, in ms; of the largest store where there is one."""
    for size, budget in {10_000: 50.0, bench.sizes.largest: 150.0}.items():
        if size <= bench.sizes.large or bench.has_log(size):
            took = bench.hot(size, "keys")["keys"]
            for kind in (*KEYS, FACETS):
                cpu, clock = ([one * 1e3 for one in took[kind + how]] for how in ("", WALL))
                ours, wall = spread(cpu), spread(clock).median
                most = f"at most {max(cpu):.0f}; by the clock {wall:.0f}, at most {max(clock):.0f}"
                what = f"a key in browse, {size:,}: {kind} ({most})"
                limit = budget if kind in KEYS else None
                yield Result("G16", what, ours, None, "ms", ours, limit, wall=wall)


# ---------------------------------------------------------------- taking in


def sync(bench: Bench) -> Iterator[Result]:
    """G9 to G11, G14: a first sync, over feedparser alone, over reader; and a second one."""
    feed = bench.feed(bench.sizes.sync)
    store, database = bench.scratch("sync.db"), bench.scratch("reader.db")
    first = bench.sync(feed, store, fresh=True)
    parse = bench.python("import sys, feedparser; feedparser.parse(sys.argv[1])", str(feed))
    count = f"{bench.sizes.sync:,}"
    yield _compared(
        "G9", f"sync of {count} / feedparser.parse", paired(first, parse, 3, bench.home), 1.2
    )
    theirs = bench.reader("sync", database, str(feed))
    if theirs:
        theirs = theirs._replace(before=lambda: bench.gone(database))
        runs = paired(first, theirs, 1, bench.home)
        yield _compared("G10", f"sync of {count} / reader's", runs, 0.35)
    again = bench.sync(feed, store, fresh=False)
    runs = [(cost(again, bench.home), cost(first, bench.home)) for _ in range(1)]
    runs += [(cost(again, bench.home), runs[0][1]) for _ in range(4)]
    yield _compared("G11", f"sync of {count}, nothing new / the first", runs, 0.03)
    yield _size(bench)


def _size(bench: Bench) -> Result:
    """G14: the store that was synced last, over all that was published, without its envelope."""
    path = bench.home / "sync.db"
    with closing(open_store(str(path))) as store:
        raw = sum(len(entry.content.encode()) for entry in store.entries())
    with closing(sqlite3.connect(path)) as db:
        text = db.execute("SELECT sum(length(CAST(title || body AS BLOB))) FROM incidents")
        plain: int = text.fetchone()[0]
    held = path.stat().st_size
    what = f"the store / the markup that was published ({held / plain:.2f} of the text in it)"
    sizes = spread([held / _MIB]), spread([raw / _MIB])
    return Result("G14", what, *sizes, "MiB", spread([held / raw]), 2.5)


def memory_of_sync(bench: Bench) -> Iterator[Result]:
    """G12: what a sync takes of memory, over what reader's takes."""
    feed = bench.feed(bench.sizes.big_sync)
    store, database = bench.scratch("big.db"), bench.scratch("reader.db")
    ours = cost(bench.sync(feed, store, fresh=True), bench.home)
    what = f"memory of a sync of {bench.sizes.big_sync:,}"
    held = spread([ours.peak / _MIB])
    theirs = bench.reader("sync", database, str(feed))
    if theirs is None:
        yield Result("G12", what, held, None, "MiB", held, None)
        return
    other = spread([cost(theirs, bench.home).peak / _MIB])
    ratio = spread([held.median / other.median])
    yield Result("G12", f"{what} / reader's", held, other, "MiB", ratio, 1.8)


def tagging(bench: Bench) -> Iterator[Result]:
    """G15: how many incidents are tagged in a second of CPU, by the vocabulary that is packed."""
    code = """
import sys, time
from pathlib import Path
from infralog import document, text, vocabulary
from infralog.sources import default_source
from infralog.tag import Tagger
read = document.read(Path(sys.argv[1]).read_bytes(), where=sys.argv[1])
split, tagger = default_source().split, Tagger(vocabulary.packaged("fly"))
parts = [(one, part) for one in read.entries for part in split(one, text.from_html(one.content))]
began = time.process_time()
made = [tagger.tag(entry, part) for entry, part in parts]
sys.exit(print(len(made) / (time.process_time() - began)))
"""
    command = bench.python(code, str(bench.feed(bench.sizes.small)))
    rates = []
    for _ in range(3):
        cost(command, bench.home)
        rates.append(float((bench.home / "stdout").read_text()))
    told = spread(rates)
    yield Result("G15", "incidents tagged", told, None, "a second", told, 2500, least=True)


EVERY: Mapping[str, Budget] = {
    one.__name__: one
    for one in (
        start,
        peers,
        hot,
        newest,
        keystroke,
        memory_of_search,
        sync,
        memory_of_sync,
        tagging,
    )
}


def machine() -> dict[str, str]:
    """Return what the figures depend on."""
    return {
        "cores": str(os.cpu_count()),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "platform": f"{platform.system()} {platform.machine()}",
    }
