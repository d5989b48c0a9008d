"""What changed between two versions -> a terminal: word by word, in colour."""

from collections.abc import Iterable
from typing import TextIO

from rich.text import Text

from infralog.revisions import Piece, Version
from infralog.safe import visible
from infralog.views import Screen
from infralog.views.terminal import HEADING, console

_STYLES = {"same": "", "gone": "red strike", "new": "bold green"}
# Where there is no colour; as `git diff --word-diff` prints it.
_SIGNS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}


def diff(
    rows: Iterable[tuple[Piece, ...]], old: Version, new: Version, out: TextIO, screen: Screen
) -> None:
    """Show the lines that changed."""
    show = console(out, screen)
    head = f"version {old.number} ({old.seen:%Y-%m-%d %H:%M}) -> {new.number}"
    show.print(Text(f"{head} ({new.seen:%Y-%m-%d %H:%M})", style=HEADING))
    for row in rows:
        show.print(_row(row, screen), Text(), sep="\n")


def _row(row: tuple[Piece, ...], screen: Screen) -> Text:
    told = Text()
    for kind, words in row:
        opens, closes = ("", "") if screen.color else _SIGNS[kind]
        told.append(f"{opens}{visible(words)}{closes}", style=_STYLES[kind])
    return told
