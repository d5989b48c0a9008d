"""A copy of a store while it is in use, and a store that is mended by one.

What is derived (incidents, tags, the index) can always be made anew of what was published. That,
and what a user said by hand, is what a repair must find readable.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

from infralog.errors import StoreDamaged, StoreError
from infralog.stores import Store, open_store
from infralog.stores.place import UNNAMED
from infralog.stores.sqlite_file import connect, told
from infralog.stores.sqlite_packed import mend
from infralog.whole import scratch

_ORIGINALS = ("entries", "revisions", "carried", "origins", "overrides", "meta")
_RESTORE = "put a backup back; infralog backup FILE makes them"


def backup(db: sqlite3.Connection, path: Path) -> None:
    """Write a copy of a store into a new file; see `Store.backup`."""
    if path.exists() or path.is_symlink():
        raise StoreError(f"{path}: exists already", hint="name a new file; nothing is overwritten")
    try:
        with scratch(path) as folder:
            copy = folder / "copy.db"
            _copied(db, copy, path)
            os.link(copy, path)  # unlike a rename, it replaces nothing
    except FileExistsError as exc:
        raise StoreError(f"{path}: exists already", hint="name a new file") from exc
    except OSError as exc:
        reason = exc.strerror or str(exc)
        raise StoreError(f"{path}: cannot be written: {reason}", hint="name another file") from exc


def _copied(db: sqlite3.Connection, copy: Path, path: Path) -> None:
    """Copy all pages, and see that they are whole; a copy is one file, without a log beside it."""
    with closing(connect(copy, "mode=rwc")) as made, told(path, UNNAMED):
        db.backup(made)
        made.execute("PRAGMA journal_mode = DELETE").fetchone()
        if made.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            hint = "nothing was copied; see infralog check"
            raise StoreDamaged(f"{path}: not written, for the store is damaged", hint=hint)


def repair(
    store: Store, db: sqlite3.Connection, path: Path, derive: Callable[[Store], object]
) -> None:
    """Make anew what is derived; see `Store.repair`.

    Where the pages are whole that is done in place, and every incident keeps its ID. Where they are
    not, the originals are copied into a new store, and that one back into the file, at once.
    """
    if db.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",):
        with suppress(StoreDamaged), store.together():
            _forget_lost(db)
            derive(store)
        if not store.check():
            return
    try:
        with scratch(path) as folder:
            fresh = folder / "fresh.db"
            _originals(db, fresh, path, derive)
            _put_aside(path)
            with closing(connect(fresh, "mode=rw")) as made:
                made.backup(db)
    except OSError as exc:
        hint = "nothing was changed; make room beside it"
        raise StoreError(f"{path}: cannot be mended: {exc.strerror}", hint=hint) from exc


def _put_aside(path: Path) -> None:
    """Keep the file as it is, and the log beside it, under another name."""
    now = datetime.now(UTC)
    for log in ("", "-wal"):
        there = path.with_name(path.name + log)
        if there.exists() and there.stat().st_size:
            copyfile(there, path.with_name(f"{path.name}.damaged-{now:%Y%m%d-%H%M%S}{log}"))


def _forget_lost(db: sqlite3.Connection) -> None:
    """Index anew what there is, drop what belongs to nothing, let all be written again."""
    mend(db, db)
    db.execute("INSERT INTO incidents_fts (incidents_fts) VALUES ('rebuild')")
    for table, column, of in (
        ("evidence", "incident", "incidents"),
        ("incidents", "entry", "entries"),
    ):
        db.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT number FROM {of})")
    db.execute("UPDATE incidents SET hash = hash + 1")  # so that each is written again


def _originals(
    db: sqlite3.Connection, fresh: Path, path: Path, derive: Callable[[Store], object]
) -> None:
    """Make a store of the originals of another one."""
    try:
        with closing(open_store(str(fresh), write=True)) as store:
            with closing(connect(fresh, "mode=rw")) as made:
                made.execute("BEGIN IMMEDIATE")
                for table in _ORIGINALS:
                    _rows(db, made, table)
                mend(db, made)
                made.execute("COMMIT")
            derive(store)
            wrong = store.check()
    except (sqlite3.DatabaseError, StoreDamaged, ValueError) as exc:
        raise StoreDamaged(f"{path}: what was published is damaged, too", hint=_RESTORE) from exc
    if wrong:
        raise StoreDamaged(f"{path}: cannot be mended: {wrong[0].reason}", hint=_RESTORE)


def _rows(db: sqlite3.Connection, made: sqlite3.Connection, table: str) -> None:
    rows = db.execute(f"SELECT * FROM {table}")
    columns = ", ".join(column for column, *_ in rows.description)
    places = ", ".join("?" * len(rows.description))
    made.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)
