"""How far a long work is -> a terminal: a bar, how many are done and left, and the time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from infralog.views import Screen
from infralog.views.terminal import console

_SLOW = 4
"""Times a second that it is drawn: what it waits for takes a second each."""


@contextmanager
def progress(
    out: TextIO, screen: Screen, what: str, *, redirect: bool
) -> Iterator[Callable[[int, int], None]]:
    """Draw how far it is while what is within goes on; nothing of it stays behind.

    Args:
        out: Where to; what is written to stderr meanwhile stands above it.
        screen: What that can show.
        what: The plural of what is counted.
        redirect: True if stdout is on the same screen, so that its lines stand above, too.

    Yields:
        What is to be called with how many are done, and how many there are.
    """
    columns = (
        BarColumn(bar_width=max(8, min(32, screen.width - 48))),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns,
        console=console(out, screen),
        transient=True,
        refresh_per_second=_SLOW,
        redirect_stdout=redirect,
    ) as bar:
        task = bar.add_task(what, total=None, visible=False)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=done < total)

        yield tell
