"""infralog as a person sees it: in a real pseudo-terminal."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pexpect
import pyte

from tests.command import surroundings


class Seen(NamedTuple):
    """What a terminal showed.

    Attributes:
        code: The exit code.
        raw: All that was written to it, with its escape sequences.
        rows: What stood there, line by line, without trailing blanks.
    """

    code: int
    raw: str
    rows: list[str]


def see(
    *arguments: str, home: Path, columns: int = 80, env: Mapping[str, str] | None = None
) -> Seen:
    """Run infralog in a terminal so many columns wide, to its end."""
    # No answer is so long that it leaves the screen.
    height = 400
    child = pexpect.spawn(
        sys.executable,
        ["-m", "infralog", *arguments],
        env={**surroundings(home), "TERM": "xterm-256color", **(env or {})},
        dimensions=(height, columns),
        timeout=60,
        encoding="utf-8",
    )
    raw = child.read()
    child.close()
    screen = pyte.Screen(columns, height)
    pyte.Stream(screen).feed(raw)
    rows = [row.rstrip() for row in screen.display]
    while rows and not rows[-1]:
        rows.pop()
    return Seen(child.exitstatus, raw, rows)
