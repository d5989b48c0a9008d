"""A command -> its cost; two commands, in turn -> their ratio.

Cost is what the system counted for the process and those that it waited for. Time is CPU time,
user and system: on a machine that others use, too, a clock on the wall tells of them.
"""

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

_KIB = 1024


class Cost(NamedTuple):
    """What a run cost.

    Attributes:
        cpu, wall: In seconds.
        peak: Of memory, in bytes; never less than that of the benchmark itself.
    """

    cpu: float
    wall: float
    peak: int


class Command(NamedTuple):
    """What to run.

    Attributes:
        before: Done before each run, and not measured.
        env: Variables beside the bare minimum.
    """

    argv: Sequence[str]
    before: Callable[[], object] | None = None
    env: Mapping[str, str] = {}


class Spread(NamedTuple):
    """What several runs come to: the middle one, and the middle half of them."""

    median: float
    low: float
    high: float


def spread(values: Sequence[float]) -> Spread:
    """Return what several runs come to."""
    if len(values) < 2:
        return Spread(values[0], values[0], values[0])
    low, _, high = quantiles(values, n=4, method="inclusive")
    return Spread(median(values), low, high)


def cost(command: Command, home: Path) -> Cost:
    """Run a command, and return what it cost.

    Raises:
        RuntimeError: It failed.
    """
    if command.before:
        command.before()
    with (home / "stdout").open("wb") as out, (home / "stderr").open("wb") as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            command.argv,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=_surroundings(home) | dict(command.env),
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        told = (home / "stderr").read_text("utf-8", "replace")[-500:]
        raise RuntimeError(f"{' '.join(command.argv)}: exit {process.returncode}: {told}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * _KIB)


def _surroundings(home: Path) -> dict[str, str]:
    """Return a user's bare environment; bytecode is read, as an installed program's is."""
    kept = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    return {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", **kept}


def paired(ours: Command, other: Command, times: int, home: Path) -> list[tuple[Cost, Cost]]:
    """Run two commands in turn, so many times, after once that does not count if it is short."""
    if times > 1:
        cost(ours, home)
        cost(other, home)
    return [(cost(ours, home), cost(other, home)) for _ in range(times)]
