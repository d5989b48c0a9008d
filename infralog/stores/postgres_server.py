"""A URL -> a connection to a server, and its transactions.

What the URL leaves out, libpq finds where it always does: `PG*`, `.pgpass`, a service file. Where
a store is, is told as `infralog.stores.shown` has it, so without a password.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from time import monotonic, sleep
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from infralog.errors import StoreDamaged, StoreError, StoreLocked, StoreMissing, StoreTooNew
from infralog.stores.place import NOT_SHOWN, shown
from infralog.stores.postgres_errors import unreachable

VERSION = 1
SCHEMA = "infralog"

SYNC = "sync"

Row = tuple[Any, ...]
Server = psycopg.Connection[Row]

_CONNECT = 10  # seconds, unless the URL or PGCONNECT_TIMEOUT says
_PAUSE = 0.05
# Whoever writes, to whatever part of the store, holds this advisory lock: "infl".
_WRITING = 0x696E666C

# ---------------------------------------------------------------- connections


def open_to_read(url: str) -> Server:
    """Connect to a store that is there; nothing is written.

    Raises:
        StoreError: It is missing, not of this version, or cannot be reached.
    """
    db = connect(url)
    place = shown(url)
    try:
        version = version_of(db, place)
    except BaseException:
        db.close()
        raise
    if version == VERSION:
        return db
    db.close()
    if version:
        raise StoreError(f"{place}: an older infralog wrote the store", run=SYNC)
    raise StoreMissing(f"{place}: there is no store yet", run=SYNC)


def connect(url: str) -> Server:
    """Connect to a server; transactions begin only where they are begun.

    Raises:
        StoreError: It cannot be reached, or the URL is none.
    """
    place = shown(url)
    try:
        named = None if place == NOT_SHOWN else conninfo_to_dict(url)
    except psycopg.Error:
        named = None
    if named is None:
        hint = "as in postgresql://user@host/infralog; signs such as @ and / as %40 and %2F"
        raise StoreError(f"{place}: not a URL of a database", hint=hint)
    try:
        db = psycopg.connect(
            url,
            autocommit=True,
            prepare_threshold=None,  # a plan is worth what it is for these very words
            client_encoding="UTF8",
            fallback_application_name="infralog",
            connect_timeout=named.get("connect_timeout") or _CONNECT,
        )
    except (psycopg.Error, OSError, ValueError) as exc:
        raise unreachable(exc, place) from None
    db.execute(f"SET search_path = {SCHEMA}, pg_catalog; SET TIME ZONE 'UTC'")
    return db


# Read from the tables, for `to_regclass` may know nothing yet of what another has just made.
_TABLES = """
    SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
    WHERE nspname = 'infralog' AND relkind IN ('r', 'p', 'v', 'f')"""


def version_of(db: Server, place: str) -> int:
    """Return the version of a store's schema; 0 where there is none yet.

    Raises:
        StoreTooNew: A newer infralog wrote it.
        StoreDamaged: The schema is another program's.
    """
    tables = {name for (name,) in db.execute(_TABLES)}
    if tables and "meta" not in tables:
        what = "its schema infralog is not infralog's; it was not touched"
        raise StoreDamaged(f"{place}: {what}", instead="another database")
    if not tables:
        return 0
    row = db.execute("SELECT value FROM infralog.meta WHERE key = 'version'").fetchone()
    version = int(row[0]) if row else 0
    if version > VERSION:
        what = "a newer infralog wrote the store"
        raise StoreTooNew(f"{place}: {what}", hint="upgrade infralog", instead="another database")
    return version


# ---------------------------------------------------------------- transactions

_PART = count()


@contextmanager
def transaction(
    db: Server,
    place: str,
    patience: float,
    say: Callable[[str], None] | None = None,
    *,
    keep: bool = True,
) -> Iterator[None]:
    """Do all that is done within, or nothing; nothing, too, unless it is to be kept.

    One writes at a time, and the next waits. Within another it is a part of that one.

    Raises:
        StoreLocked: Somebody else wrote for longer than one waits.
    """
    if is_within(db):
        part = f"part{next(_PART)}"
        begin, end = f"SAVEPOINT {part}", f"RELEASE {part}"
        undo = f"ROLLBACK TO {part}; RELEASE {part}"
    else:
        begin, end, undo = "BEGIN ISOLATION LEVEL READ COMMITTED", "COMMIT", "ROLLBACK"
    db.execute(begin)
    kept = False
    try:
        _take_turn(db, place, patience, say)
        yield
        if keep:
            db.execute(end)
            kept = True
    finally:
        if not kept:
            with suppress(psycopg.Error):  # the first error is the one to tell of
                db.execute(undo)


def _take_turn(db: Server, place: str, patience: float, say: Callable[[str], None] | None) -> None:
    until = monotonic() + patience
    while db.execute("SELECT pg_try_advisory_xact_lock(%s)", (_WRITING,)).fetchone() != (True,):
        if monotonic() > until:
            hint = "try again when it is done"
            raise StoreLocked(f"{place}: another process is writing to the store", hint=hint)
        if say:
            say("another process is writing to the store; waiting for it")
            say = None
        sleep(_PAUSE)


class Snapshot:
    """One state of a store, for all who read it at the same time, whoever writes meanwhile."""

    def __init__(self, db: Server) -> None:
        """Take the connection of a store."""
        self._db = db
        self._readers = 0
        self._begun = False

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """See that state within; the last who leaves lets go of it."""
        if not is_within(self._db):
            self._db.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            self._begun = True
        self._readers += 1
        try:
            yield
        finally:
            self._readers -= 1
            if self._begun and not self._readers:
                self._begun = False
                with suppress(psycopg.Error):  # if it was closed, or lost, the state was with it
                    self._db.execute("COMMIT")


def is_within(db: Server) -> bool:
    """Tell whether a transaction has begun."""
    return not db.closed and db.info.transaction_status != TransactionStatus.IDLE
