"""A path -> a connection that may write: the file is made, or brought up to date."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from infralog.errors import StoreError
from infralog.stores.sqlite_file import (
    APPLICATION,
    VERSION,
    Say,
    connect,
    foreign,
    looked_at,
    patiently,
    too_new,
    transaction,
    version_of,
)
from infralog.stores.sqlite_schema import MIGRATIONS

# Rows of a text each fill pages of this size better than smaller ones: a tenth less in all.
_PAGE = 8192
_CACHE = 16_000  # KiB
_TO_WAL = 2.0  # seconds


def open_to_write(path: Path, patience: float, say: Say | None) -> sqlite3.Connection:
    """Open a store to save to; make it, and the folders above it, if it is missing.

    Raises:
        StoreError: It is not a store, or of a newer version, or cannot be written.
    """
    missing = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.stat()  # unlike the engine, it minds a NUL in a name
    except FileNotFoundError:
        missing = True
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or exc
        raise StoreError(f"{path}: cannot be made: {reason}", instead="another file") from exc
    if not missing:
        looked_at(path)
    connection = connect(path, "mode=rwc")
    try:
        _prepare(connection, path, patience, say)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, patience: float, say: Say | None) -> None:
    connection.execute(f"PRAGMA page_size = {_PAGE}")
    if patiently(lambda: version_of(connection), patience, say) != VERSION:
        with transaction(connection, patience, say):
            _migrate(connection, path, say)
    # A sync that says it is done is on the disk, though somebody reads and keeps the log open.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    _write_ahead(connection)


def _migrate(connection: sqlite3.Connection, path: Path, say: Say | None) -> None:
    """Take the steps that are left; another process may have taken them in the meantime."""
    version = version_of(connection)
    if version > VERSION:
        raise too_new(path)
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise foreign(path)
    if version < VERSION:
        if version:
            _keep(path, version, say)
        MIGRATIONS.apply(Database(connection, recursive_triggers=False, execute_plugins=False))
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _keep(path: Path, version: int, say: Say | None) -> None:
    """Copy a store as an earlier version left it; nobody else writes meanwhile.

    Raises:
        StoreError: It is damaged, or there is no room beside it.
    """
    from infralog.stores.sqlite_copy import backup

    copy = path.with_name(f"{path.name}.version-{version}")
    if not copy.exists():
        with closing(connect(path, "mode=ro")) as before:
            backup(before, copy)
        if say:
            say(f"brought up to date; as it was, the store is kept as {copy}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers read while someone writes; where the disk or a reader forbids, do without."""
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    try:
        patiently(lambda: connection.execute("PRAGMA journal_mode = WAL").fetchone(), _TO_WAL)
    except sqlite3.OperationalError:
        return
