"""Three sizes -> the exponent by which time grows: 1 is in step with the data, 0 not at all."""

from collections.abc import Iterator, Mapping
from math import log
from statistics import linear_regression, median

from tests.benchmarks.bench import Bench
from tests.benchmarks.budgets import Result
from tests.benchmarks.measure import cost, spread

_ASKED = ("ranked", "filtered", "facets", "similar", "stats", "keystroke")
# Of time, in the same way, no less than this is compared: what it takes to begin is no growth.
_BUDGETS: Mapping[str, float | None] = {"ranked": 1.1, "sync": 1.1}


def growth(bench: Bench) -> Iterator[Result]:
    """G8: how time grows with what is stored, and with what is taken in."""
    small, large = bench.sizes.small, bench.sizes.large
    sizes = (small, round((small * large) ** 0.5 / 1000) * 1000, large)
    took = {size: bench.hot(size, *_ASKED) for size in sizes}
    for name in _ASKED:
        yield _exponent(name, {size: median(took[size][name]["ours"]) for size in sizes})
    yield from _taking_in(bench)


def _taking_in(bench: Bench) -> Iterator[Result]:
    sizes = (bench.sizes.small, bench.sizes.sync, bench.sizes.big_sync)
    first, again = {}, {}
    for size in sizes:
        store = bench.scratch("growth.db")
        command = bench.sync(bench.feed(size), store, fresh=True)
        first[size] = cost(command, bench.home).cpu
        retag = bench.infralog("--db", str(store), "retag")
        again[size] = cost(retag, bench.home).cpu
    yield _exponent("sync", first)
    yield _exponent("retag", again)


def _exponent(name: str, took: Mapping[int, float]) -> Result:
    sizes = sorted(took)
    slope = linear_regression([log(n) for n in sizes], [log(took[n]) for n in sizes]).slope
    each = ", ".join(f"{took[n] * 1e3:,.1f}" for n in sizes)
    what = f"growth of {name}: {' / '.join(f'{n:,}' for n in sizes)} took {each} ms"
    last = spread([took[sizes[-1]] * 1e3])
    return Result("G8", what, last, None, "ms", spread([slope]), _BUDGETS.get(name))
