"""Measure: `python -m tests.benchmarks [--quick] [NAME ...]`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import budgets, table
from tests.benchmarks.bench import QUICK, WHOLE, Bench, default_cache
from tests.benchmarks.engines import engines
from tests.benchmarks.growth import growth

EVERY = {**budgets.EVERY, "growth": growth, "engines": engines}


def main(arguments: Sequence[str]) -> int:
    """Measure what was named, or everything; tell whether all budgets are kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", metavar="NAME", help=", ".join(EVERY))
    parser.add_argument(
        "--quick",
        action="store_true",
        help="minutes, not an hour: with less data than the budgets are meant for",
    )
    parser.add_argument("--cache", type=Path, default=default_cache(), help="data and peers")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures, too")
    asked = parser.parse_args(arguments)
    if unknown := {*asked.name} - {*EVERY}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(EVERY)}")
    bench = Bench(asked.cache, QUICK if asked.quick else WHOLE)
    results: list[budgets.Result] = []
    for name in asked.name or EVERY:
        sys.stderr.write(f"{name} ...\n")
        results += EVERY[name](bench)
        if asked.json:
            told = table.as_json(results, budgets.machine(), bench.versions())
            asked.json.write_text(told, "utf-8")
    sys.stdout.write(table.markdown(results, budgets.machine(), bench.versions()))
    return 0 if all(one.met is not False for one in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
