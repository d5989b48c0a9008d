"""infralog as a user runs it: a process of its own, in surroundings of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

# Seconds after which it hangs; the machine may be busy.
PATIENCE = 120.0

_OFFLINE = Path(__file__).parent / "offline"


class Ran(NamedTuple):
    """What came of a run."""

    code: int
    out: str
    err: str


def run(
    *arguments: str,
    home: Path,
    stdin: str | bytes = "",
    env: Mapping[str, str] | None = None,
    timeout: float = PATIENCE,
) -> Ran:
    """Run infralog, and return what it printed.

    Args:
        arguments: Those of the command line.
        home: Where it finds its home; nothing outside is touched.
        stdin: What it reads.
        env: Variables beside the bare minimum.
        timeout: Seconds after which it hangs.
    """
    done = subprocess.run(
        [sys.executable, "-m", "infralog", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        check=False,
        env={**surroundings(home), **(env or {})},
        timeout=timeout,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def surroundings(home: Path) -> dict[str, str]:
    """Return the environment of a user who has set nothing; there is no way off this machine."""
    return {
        "PYTHONPATH": str(_OFFLINE),
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "INFRALOG_DB": str(home / "infralog.db"),
    }
