"""A file and a server -> what each takes for the same: to take in, to rank, to filter, to count.

The server is that of the tests, on this machine, one process a connection, with a little more
memory. What it costs is the CPU time of the client and of that process, which the kernel counts in
hundredths of a second; so each way is gone for a time, and the mean is told. What one waits for is
told beside it, for what the server does in the background is no part of the former.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from infralog import facets
from infralog.model import Query
from infralog.stores import Store, open_store
from tests.benchmarks import logs
from tests.benchmarks.accounts import COMMON, RARER, REGION
from tests.benchmarks.bench import Bench
from tests.benchmarks.budgets import Result
from tests.benchmarks.hot import WALL, query
from tests.benchmarks.measure import spread
from tests.postgres import NoServer, fresh_database, server

Way = Callable[[Store], object]

# Seconds for each way, in each store.
_EACH = 2.0
_ONE_PROCESS = "&options=-c%20max_parallel_workers_per_gather%3D0"
# So much of its own memory as the handbook gives a server: a good part of what there is.
_SETTINGS = {"shared_buffers": "1GB", "max_wal_size": "4GB"}


class Took(NamedTuple):
    """Seconds of CPU, and by the clock on the wall."""

    cpu: float
    wall: float


def engines(bench: Bench) -> Iterator[Result]:
    """A file beside a server; where there is no server, nothing."""
    try:
        with server(settings=_SETTINGS) as url:
            for size in bench.sizes.shared:
                with fresh_database(url) as database:
                    yield from _compared(bench, size, database + _ONE_PROCESS)
    except NoServer as exc:
        sys.stderr.write(f"{exc}; no server is compared with\n")


def _compared(bench: Bench, size: int, url: str) -> Iterator[Result]:
    path = bench.scratch("engines.db")
    with closing(open_store(str(path), write=True)) as file:
        took = _took(lambda: logs.fill(file, size))
    with closing(open_store(url, write=True)) as many:
        yield from _results("take in", size, _took(lambda: logs.fill(many, size), url), took)
    _settle(url)
    with closing(open_store(str(path))) as file, closing(open_store(url)) as many:
        for name, way in _ways().items():
            yield from _results(name, size, _mean(way, many, url), _mean(way, file))


def _settle(url: str) -> None:
    """Do at once what the engine does after a while, unless it is told not to, as in the tests."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as db:
        db.execute("VACUUM ANALYZE")


def _ways() -> Mapping[str, Way]:
    word, rare, here = query(COMMON), query(*RARER), query(COMMON, region=REGION)
    return {
        "ranked, a common word": lambda store: store.search(word),
        "ranked, rarer words": lambda store: store.search(rare),
        "filtered by a region": lambda store: store.search(here),
        "with three facets": lambda store: (
            store.search(here),
            facets.counted(store, here, ("region", "component", "month")),
        ),
        "the newest": lambda store: store.search(Query()),
    }


def _mean(way: Way, store: Store, url: str | None = None) -> Took:
    way(store)
    done = 0

    def often() -> None:
        nonlocal done
        until = time.perf_counter() + _EACH
        while not done or time.perf_counter() < until:
            way(store)
            done += 1

    cpu, wall = _took(often, url)
    return Took(cpu / done, wall / done)


def _took(act: Callable[[], object], url: str | None = None) -> Took:
    """Return what an act takes, here and in all processes of a server."""
    used = time.process_time() + (_used(url) if url else 0)
    began = time.perf_counter()
    act()
    wall = time.perf_counter() - began
    return Took(time.process_time() + (_used(url) if url else 0) - used, wall)


def _used(url: str) -> float:
    """Return the seconds that the processes that serve a database have used since they began."""
    import psycopg

    sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
    with psycopg.connect(url) as db:
        pids = [pid for (pid,) in db.execute(sql) if pid != db.info.backend_pid]
    ticks = 0
    for pid in pids:
        told = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
        ticks += int(told[11]) + int(told[12])  # utime, stime: proc(5)
    return ticks / os.sysconf("SC_CLK_TCK")


def _results(name: str, size: int, server: Took, file: Took) -> Iterator[Result]:
    what = f"{name}, {size:,} incidents: PostgreSQL, beside a file"
    for how, ours, other in zip(("", WALL), server, file, strict=True):
        told = spread([ours * 1e3]), spread([other * 1e3]), "ms", spread([ours / other])
        yield Result("engines", f"{what}{how}", *told, None)
