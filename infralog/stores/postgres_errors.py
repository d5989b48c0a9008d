"""The engine's errors -> those of infralog, which say what a user can do."""

from types import TracebackType
from zlib import error as ZlibError  # noqa: N812 -- a class

import psycopg
from psycopg import errors

from infralog.errors import StoreDamaged, StoreError, StoreLocked
from infralog.stores import shown

_LONGEST = 120  # characters of what the engine says


class Told:
    """Within it, an error of the engine is raised as what a user can do something about."""

    def __init__(self, url: str, *, reading: bool = True) -> None:
        """Name the store that errors are about; who only reads it meets values that it holds."""
        self._place = shown(url)
        self._reading = reading

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, at: TracebackType | None
    ) -> None:
        """Raise a `StoreError` in place of an error of the engine."""
        error = None
        if isinstance(exc, psycopg.Error):
            error = _error(exc, self._place)
        elif self._reading and isinstance(exc, (ValueError, ZlibError)):
            error = damaged(self._place)
        if error:
            raise error from exc


def _error(exc: psycopg.Error, place: str) -> StoreError | None:
    """Return what to tell a user of an error; None where it is a bug."""
    if isinstance(exc, _LOST) or (isinstance(exc, psycopg.OperationalError) and not exc.sqlstate):
        hint = "what was not finished is not stored, nothing else is lost; run it again"
        return StoreError(f"{place}: the connection was lost", hint=hint)
    if isinstance(exc, _BUSY):
        hint = "try again when it is done"
        return StoreLocked(f"{place}: another process is writing to the store", hint=hint)
    if isinstance(exc, (errors.UndefinedTable, errors.UndefinedColumn, errors.DataCorrupted)):
        return damaged(place)
    for kinds, what, todo in _TROUBLES:
        if isinstance(exc, kinds):
            return StoreError(f"{place}: {what}", hint=todo)
    if isinstance(exc, psycopg.OperationalError):
        return StoreError(f"{place}: {reason_of(exc)}", hint="ask whoever keeps the server")
    return None


_LOST = (
    *(psycopg.InterfaceError, errors.ConnectionException, errors.AdminShutdown),
    *(errors.CrashShutdown, errors.CannotConnectNow, errors.IdleInTransactionSessionTimeout),
)
_BUSY = (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure)
_TROUBLES: tuple[tuple[tuple[type[psycopg.Error], ...], str, str], ...] = (
    (
        (errors.InsufficientPrivilege,),
        "the role may not do that",
        "to read takes USAGE on the schema infralog and SELECT on its tables; to sync, to own them",
    ),
    (
        (errors.ReadOnlySqlTransaction,),
        "can only be read, as a replica",
        "name the primary server in --db",
    ),
    (
        (errors.DiskFull, errors.OutOfMemory, errors.ConfigurationLimitExceeded),
        "the server has no more room",
        "nothing was changed; make room there, and try again",
    ),
    (
        (errors.QueryCanceled,),
        "it took longer than the server allows",
        "ask for less at once, or raise statement_timeout for this role",
    ),
    (
        (errors.StatementTooComplex, errors.ProgramLimitExceeded),
        "that is more than the server takes at once",
        "ask for fewer words at once",
    ),
)


def reason_of(exc: psycopg.Error) -> str:
    """Return what the engine says, in one line, and so much of it as one reads."""
    said = str(exc).strip().splitlines() or ["it failed"]
    line = said[-1].strip().rstrip(".")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def damaged(place: str) -> StoreDamaged:
    """Return the error of a store that is not as it was written."""
    hint = "try: infralog check --repair; or restore a dump"
    return StoreDamaged(f"{place}: the store is damaged", hint=hint)
