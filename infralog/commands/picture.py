"""The option `--svg`, and where its picture goes."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Annotated, TextIO

import typer

from infralog import whole
from infralog.commands import options
from infralog.commands.output import stdout
from infralog.errors import UsageError
from infralog.safe import line
from infralog.session import Session

Svg = Annotated[
    str | None,
    typer.Option(
        "--svg",
        metavar="FILE",
        help="Write a picture instead, - to stdout.",
        rich_help_panel=options.SHOWN,
        show_default=False,
    ),
]


def alone(svg: str | None, *others: object) -> None:
    """Refuse a picture beside another format.

    Raises:
        UsageError: Both are asked for.
    """
    if svg is not None and any(others):
        raise UsageError("--svg writes a picture; it goes with no --format, --json or --fields")


def write(draw: Callable[[TextIO], None], file: str, session: Session) -> None:
    """Write a picture to a file, whole or not at all, or to stdout."""
    if file == "-":
        draw(stdout("xml"))
        return
    picture = StringIO()
    draw(picture)
    try:
        whole.put(picture.getvalue(), Path(file))
    except OSError as exc:
        raise OSError(exc.errno, f"{file}: {exc.strerror}") from exc
    session.say(f"wrote {line(file)}")
