"""A path -> a connection, in any surroundings; the engine's errors -> those of infralog.

A file is looked at before it is opened, by its first hundred bytes as SQLite lays them out
(https://sqlite.org/fileformat.html): what is not ours is not opened, and so stays as it is.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

from infralog.errors import StoreDamaged, StoreError, StoreLocked, StoreMissing, StoreTooNew
from infralog.stores.place import Named
from infralog.stores.told import NONSENSE, Told

T = TypeVar("T")
# Is called with a line for the user while it waits.
Say = Callable[[str], None]

APPLICATION = 0x696E666C  # "infl"
VERSION = 3

SYNC = "sync"

_MAGIC = b"SQLite format 3\0"
_JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
_HEADER = 100
# How long the engine waits for a lock by itself: no longer, for until then it hears no Ctrl-C.
_WAIT = 0.25
_PAUSE = 0.05
# The ways to open a file for reading. A log or a journal that a crash left behind can be applied
# only by one who may write; where nobody may, nothing is left behind.
_MODES = ("mode=rw", "mode=ro", "immutable=1")


def told(path: Path, named: Named, *, reading: bool = True) -> Told:
    """Return what tells of errors with a file; who only reads it meets values that it holds."""
    return Told(partial(_error, path=path, reading=reading), named)


def _error(exc: BaseException, path: Path, *, reading: bool) -> StoreError | None:
    """Return what to tell a user of an error; None where it is a bug."""
    if not isinstance(exc, sqlite3.Error):
        return damaged(path) if reading and isinstance(exc, NONSENSE) else None
    code = getattr(exc, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if code == sqlite3.SQLITE_IOERR_SHMSIZE:  # no room for what it keeps beside the file
        code = sqlite3.SQLITE_FULL
    code &= 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        hint = "try again when it is done"
        return StoreLocked(f"{path}: another process is writing to the store", hint=hint)
    lost = code == sqlite3.SQLITE_ERROR and str(exc).startswith(_LOST)
    if lost or code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path)
    if code in _TROUBLES:
        what, hint = _TROUBLES[code]
        return StoreError(f"{path}: {what}", hint=hint)
    if code in _UNFIT:
        return StoreError(f"{path}: {_UNFIT[code]}", instead="another file")
    return None


# What the engine says of a schema, or of a text, that is not as it was written.
_LOST = (
    *("no such table", "no such column", "no such index", "Could not decode", "malformed"),
    "vtable constructor",
)

_TROUBLES = {
    sqlite3.SQLITE_FULL: ("the disk is full", "nothing was changed; make room and try again"),
    sqlite3.SQLITE_IOERR: ("the disk failed", "nothing was changed; look after the disk"),
    sqlite3.SQLITE_NOMEM: ("there is not enough memory", "ask for less at once"),
    sqlite3.SQLITE_TOOBIG: ("a text is too large to be stored", "see infralog sync --max-size"),
}
_UNFIT = {
    sqlite3.SQLITE_READONLY: "cannot be written to",
    sqlite3.SQLITE_PERM: "cannot be opened",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened",
}


def patiently(act: Callable[[], T], patience: float, say: Say | None = None) -> T:
    """Do what may have to wait for a lock, at most so many seconds; say once that it waits."""
    until = monotonic() + patience
    while True:
        try:
            return act()
        except sqlite3.OperationalError as exc:
            busy = exc.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if not busy or monotonic() > until:
                raise
        if say:
            say("another process is writing to the store; waiting for it")
            say = None
        sleep(_PAUSE)


_WHOLE = ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
_PART = ("SAVEPOINT part", "RELEASE part", ("ROLLBACK TO part", "RELEASE part"))


@contextmanager
def transaction(
    db: sqlite3.Connection,
    patience: float,
    say: Say | None = None,
    *,
    keep: bool = True,
) -> Iterator[None]:
    """Do all that is done within, or nothing; nothing, too, unless it is to be kept.

    Within another it is a part of that one.
    """
    begin, end, undo = _PART if db.in_transaction else _WHOLE
    patiently(partial(db.execute, begin), patience, say)
    kept = False
    try:
        yield
        if keep:
            patiently(partial(db.execute, end), patience)
            kept = True
    finally:
        if db.in_transaction and not kept:
            with suppress(sqlite3.Error):  # the first error is the one to tell of
                for statement in undo:
                    db.execute(statement)


@contextmanager
def snapshot(db: sqlite3.Connection) -> Iterator[None]:
    """See one state of the store within, whoever writes in the meantime."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        for statement in ("COMMIT", "ROLLBACK"):  # the one, unless who reads was stopped just then
            with suppress(sqlite3.OperationalError, sqlite3.ProgrammingError):  # it may be closed
                if db.in_transaction:
                    db.execute(statement)


def open_to_read(path: Path, patience: float) -> sqlite3.Connection:
    """Open a store that is there.

    Raises:
        StoreError: It is missing, or not an intact store of this version.
    """
    if not looked_at(path):
        raise StoreMissing(f"{path}: the store is empty", run=SYNC)
    connection, version = _connected(path, patience)
    if version == VERSION:
        return connection
    connection.close()
    if version > VERSION:
        raise too_new(path)
    if not version:
        raise StoreMissing(f"{path}: the store is empty", run=SYNC)
    raise StoreError(f"{path}: an older infralog wrote the store", run=SYNC)


def _connected(path: Path, patience: float) -> tuple[sqlite3.Connection, int]:
    """Return a connection and the version of the schema, by the first way that works."""
    waiting = path.with_name(f"{path.name}-wal")
    for mode in _MODES:
        if mode == _MODES[-1] and waiting.exists() and waiting.stat().st_size:
            break  # it would be as if the newest changes had never been
        connection = connect(path, mode)
        try:
            return connection, patiently(partial(version_of, connection), patience)
        except sqlite3.OperationalError as exc:
            connection.close()
            if exc.sqlite_errorcode & 0xFF not in {*_TROUBLES, *_UNFIT}:
                raise
        except BaseException:
            connection.close()
            raise
    hint = "copy it, with its -wal file, to where you may write"
    raise StoreError(f"{path}: cannot be opened where nothing can be written", hint=hint)


def file_of(path: str | Path) -> Path:
    """Return the file that a path names; `~` is the user's home, where one is known."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 -- pathlib's fails where none is


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect to a file; transactions begin only where they are begun."""
    uri = f"{path.absolute().as_uri()}?{mode}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_WAIT)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a store's schema; 0 where there is none yet."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def state_of(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return what differs once anyone, here or elsewhere, has written."""
    elsewhere: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return elsewhere, connection.total_changes


def looked_at(path: Path) -> bool:
    """Tell whether a file has anything in it; without opening what is not a store.

    Raises:
        StoreMissing: There is no file.
        StoreError: It is not a store, or of a newer version, or cannot be read.
    """
    try:
        if path.exists() and not path.is_file():
            what = "is a folder" if path.is_dir() else "is not a file"
            raise StoreError(f"{path}: {what}", instead="a file")
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except (FileNotFoundError, NotADirectoryError) as exc:
        raise StoreMissing(f"{path}: there is no store yet", run=SYNC) from exc
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or exc
        raise StoreError(f"{path}: cannot be read: {reason}", instead="another file") from exc
    if header:
        _judge(header, path)
    return bool(header)


def _judge(header: bytes, path: Path) -> None:
    if not header.strip(b"\0") and _is_begun(path):
        return
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        what = "not an infralog store; it was not touched"
        raise StoreDamaged(f"{path}: {what}", instead="another file")
    if int.from_bytes(header[68:72]) != APPLICATION:
        raise foreign(path)
    if int.from_bytes(header[60:64]) > VERSION:
        raise too_new(path)


def _is_begun(path: Path) -> bool:
    """Tell whether the power went while a store was made; the engine then clears the file."""
    try:
        with path.with_name(f"{path.name}-journal").open("rb") as journal:
            return journal.read(len(_JOURNAL)) == _JOURNAL
    except OSError:
        return False


def damaged(path: Path) -> StoreDamaged:
    """Return the error of a store that is not as it was written."""
    what = "the store is damaged"
    return StoreDamaged(f"{path}: {what}", run="check --repair", hint="put a backup back")


def foreign(path: Path) -> StoreDamaged:
    """Return the error of a file that is another program's."""
    what = "a database of another program; it was not touched"
    return StoreDamaged(f"{path}: {what}", instead="another file")


def too_new(path: Path) -> StoreTooNew:
    """Return the error of a store that this infralog is too old for."""
    what = "a newer infralog wrote the store"
    return StoreTooNew(f"{path}: {what}", hint="upgrade infralog", instead="another file")
