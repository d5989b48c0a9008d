"""What infralog sends to a terminal, every byte of it."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pexpect

from tests.command import PATIENCE, surroundings


class Seen(NamedTuple):
    """How it ended, and all that was sent."""

    code: int
    raw: str


def see(*arguments: str, home: Path, env: Mapping[str, str] | None = None) -> Seen:
    """Run infralog in a real pseudo-terminal, to its end."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "infralog", *arguments],
        env={**surroundings(home), "TERM": "xterm-256color", **(env or {})},
        dimensions=(50, 100),
        timeout=PATIENCE,
        encoding="utf-8",
        codec_errors="surrogateescape",
    )
    raw = child.read().replace("\r\n", "\n")  # as the terminal itself makes it
    return Seen(child.wait(), raw)
