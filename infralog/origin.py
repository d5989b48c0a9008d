"""What a user named as a source -> bytes: a URL, a file, a folder's files, standard input."""

import sys
from collections.abc import Callable, Iterable, Iterator
from io import BufferedIOBase
from pathlib import Path
from typing import NamedTuple, cast

from infralog.errors import SourceError
from infralog.fetch import Limits, fetch
from infralog.model import State
from infralog.trouble import bare

STDIN = "-"
_PIECE = 2**18


class Original(NamedTuple):
    """The bytes of an origin, and the validators that a server sent with them.

    Attributes:
        data: Whole.
        etag, last_modified: As for `fetch.Fetched`; None for what is no URL.
        url: Where it came from, after redirects; None for what is no URL.
    """

    data: bytes
    etag: str | None = None
    last_modified: str | None = None
    url: str | None = None


def each(named: Iterable[str]) -> Iterator[str]:
    """Yield the origins that a user named: a folder stands for the files in it, by name."""
    for name in named:
        if name == STDIN or is_url(name) or not Path(name).is_dir():
            yield name
        else:
            inside = (path for path in Path(name).iterdir() if path.is_file())
            shown = sorted(str(path) for path in inside if not path.name.startswith("."))
            yield from shown or [name]


def key(origin: str) -> str:
    """Return the name by which an origin is remembered.

    A URL's holds no credentials, and a file's is the same from every folder.
    """
    if origin == STDIN or is_url(origin):
        return bare(origin)
    return str(Path(origin).absolute())


def called(origin: str) -> str:
    """Return what a person calls an origin; a URL's name holds no credentials."""
    return "standard input" if origin == STDIN else bare(origin)


def read(
    origin: str, known: State | None, limits: Limits, say: Callable[[str], None] | None
) -> Original | None:
    """Return the bytes of an origin; None where a server says that they are as `known` has them.

    Raises:
        SourceError: They could not be had whole.
    """
    if not is_url(origin):
        return Original(_of_file(origin, limits.size))
    got = fetch(
        origin,
        etag=known.etag if known else None,
        last_modified=known.last_modified if known else None,
        limits=limits,
        say=say,
    )
    return None if got.unchanged else Original(got.body, got.etag, got.last_modified, got.url)


def is_url(name: str) -> bool:
    """Tell whether an origin is a URL."""
    return "://" in name


def _of_file(name: str, size: int) -> bytes:
    """Return at most so many bytes of a file or of standard input."""
    try:
        if name == STDIN:
            if sys.stdin is None:
                raise SourceError("standard input is closed")
            data = _at_most(size + 1, cast("BufferedIOBase", sys.stdin.buffer))
        else:
            with Path(name).open("rb") as file:
                data = _at_most(size + 1, file)
    except FileNotFoundError as exc:
        hint = "a source is a name of infralog sources, an https:// URL, a file, a folder, or -"
        raise SourceError(f"{name}: no such file", hint=hint) from exc
    except IsADirectoryError as exc:
        raise SourceError(f"{name}: the folder holds no files") from exc
    except (OSError, ValueError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else "not a valid path"
        raise SourceError(f"{name}: cannot be read: {reason}") from exc
    if len(data) > size:
        hint = "raise the bound with --max-size"
        raise SourceError(f"{name}: is larger than {size // 2**20} MiB", hint=hint)
    return data


def _at_most(size: int, file: BufferedIOBase) -> bytes:
    """Return so many bytes of a file, or all that it has.

    Piece by piece, for between two of them Python hears Ctrl-C. Within one long read it would not,
    if it came while nothing was waited for.
    """
    data = bytearray()
    while len(data) < size and (piece := file.read1(min(_PIECE, size - len(data)))):
        data += piece
    return bytes(data)
