"""What a person saw of infralog, once it had ended: in a real pseudo-terminal."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.screen import Terminal

# No answer is so long that it leaves the screen.
_ROWS = 400


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
    with Terminal(*arguments, home=home, size=(columns, _ROWS), env=env) as terminal:
        code = terminal.end()
        return Seen(code, terminal.sent, terminal.shown.rstrip().split("\n"))
