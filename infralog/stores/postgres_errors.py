"""The engine's errors -> those of infralog, which say what a user can do."""

from functools import partial
from typing import NamedTuple

import psycopg
from psycopg import errors

from infralog.errors import StoreDamaged, StoreError, StoreLocked
from infralog.stores.place import Named, shown
from infralog.stores.told import NONSENSE, Told

_LONGEST = 120  # characters of what the engine says


def told(url: str, named: Named, *, reading: bool = True) -> Told:
    """Return what tells of errors with a store; who only reads it meets values that it holds."""
    return Told(partial(_error, place=shown(url), reading=reading), named)


def _error(exc: BaseException, place: str, *, reading: bool) -> StoreError | None:
    """Return what to tell a user of an error; None where it is a bug."""
    if not isinstance(exc, psycopg.Error):
        return damaged(place) if reading and isinstance(exc, NONSENSE) else None
    if isinstance(exc, _LOST) or (isinstance(exc, psycopg.OperationalError) and not exc.sqlstate):
        hint = "what was not finished is not stored, nothing else is lost; run it again"
        return StoreError(f"{place}: the connection was lost", hint=hint)
    if isinstance(exc, (errors.UndefinedTable, errors.UndefinedColumn, errors.DataCorrupted)):
        return damaged(place)
    if isinstance(exc, errors.ReadOnlySqlTransaction):
        return only_read(place)
    for kinds, kind, what, todo in _TROUBLES:
        if isinstance(exc, kinds):
            return kind(f"{place}: {what}", hint=todo)
    other = StoreError(f"{place}: {_short(_said(exc))}", hint="ask whoever keeps the server")
    return other if isinstance(exc, psycopg.OperationalError) else None


class _Trouble(NamedTuple):
    """What is raised, and told, for some kinds of errors."""

    of: tuple[type[psycopg.Error], ...]
    kind: type[StoreError]
    what: str
    hint: str


_LOST = (
    *(psycopg.InterfaceError, errors.ConnectionException, errors.AdminShutdown),
    *(errors.CrashShutdown, errors.CannotConnectNow, errors.IdleInTransactionSessionTimeout),
)
_TROUBLES = (
    _Trouble(
        (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure),
        StoreLocked,
        "another process is writing to the store",
        "try again when it is done",
    ),
    _Trouble(
        (errors.InsufficientPrivilege,),
        StoreError,
        "the role may not do that",
        "to read takes USAGE on the schema infralog and SELECT on its tables; to sync, to own them,"
        " and once CREATE on the database",
    ),
    _Trouble(
        (errors.DiskFull, errors.OutOfMemory, errors.ConfigurationLimitExceeded),
        StoreError,
        "the server has no more room",
        "nothing was changed; make room there, and try again",
    ),
    _Trouble(
        (errors.QueryCanceled,),
        StoreError,
        "it took longer than the server allows",
        "ask for less at once, or raise statement_timeout for this role",
    ),
    _Trouble(
        (errors.StatementTooComplex, errors.ProgramLimitExceeded),
        StoreError,
        "that is more than the server takes at once",
        "ask for fewer words at once",
    ),
)


def unreachable(exc: Exception, place: str) -> StoreError:
    """Return the error of a server with which no connection came about.

    What libpq says of a wrong URL repeats parts of it, and is not told.
    """
    hint = "is the server up, and does it listen there? libpq's PG* variables are heeded"
    if not isinstance(exc, psycopg.OperationalError):
        return StoreError(f"{place}: cannot be reached: its URL is not valid", hint=hint)
    reason = _said(exc)
    if exc.pgconn and exc.pgconn.needs_password:
        hint = "give the password of the role in .pgpass, or in PGPASSWORD"
    elif exc.pgconn and exc.pgconn.used_password:
        hint = "is it the password of this role? .pgpass and PGPASSWORD are heeded"
    elif _FATAL in reason:
        hint = "the server is up; createdb and createuser make what it lacks"
    # Of where it was looked for, the URL tells.
    reason = _short(reason.rpartition(" failed: ")[2].removeprefix(_FATAL).strip())
    return StoreError(f"{place}: cannot be reached: {reason}", hint=hint)


# Before what the server itself says; in most languages, and otherwise no more than a hint is lost.
_FATAL = "FATAL:"


def _said(exc: psycopg.Error) -> str:
    """Return what the engine says, but for the details."""
    return (str(exc).strip().splitlines() or ["it failed"])[0].strip().rstrip(".")


def _short(line: str) -> str:
    """Return as much of a line as one reads."""
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def only_read(place: str) -> StoreError:
    """Return the error of a replica, and of whatever else may only be read like one."""
    return StoreError(f"{place}: can only be read, as a replica", instead="the primary server")


def damaged(place: str) -> StoreDamaged:
    """Return the error of a store that is not as it was written."""
    what = "the store is damaged"
    return StoreDamaged(f"{place}: {what}", run="check --repair", hint="restore a dump")
