"""Whether a store is intact: the file, its references, its index, what it says of itself."""

import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from infralog.model import Problem
from infralog.stores.sqlite_file import connect, patiently
from infralog.stores.sqlite_packed import trouble

_MOST = 20  # of each kind of trouble

# What is counted, and what is wrong if it is not 0.
_COUNTS = {
    "SELECT count(*) FROM incidents WHERE number NOT IN (SELECT id FROM incidents_fts_docsize)": (
        "incidents that a search for words does not find"
    ),
    "SELECT count(*) FROM incidents_fts_docsize WHERE id NOT IN (SELECT number FROM incidents)": (
        "incidents in the index that are not stored"
    ),
    "SELECT count(*) FROM entries WHERE number NOT IN (SELECT entry FROM incidents)": (
        "entries of which no incident was made"
    ),
    """
    SELECT abs(CAST(value AS INTEGER) - (SELECT count(*) FROM incidents)) FROM meta
    WHERE key = 'incidents'
    """: "incidents more or less than there were after the last sync",
}


def check(db: sqlite3.Connection, path: Path, patience: float) -> tuple[Problem, ...]:
    """Return what is wrong with a store."""
    reasons = (*_file(db), *_references(db), *_counts(db), *trouble(db), *_index(path, patience))
    return tuple(Problem(str(path), reason) for reason in dict.fromkeys(reasons))


def _file(db: sqlite3.Connection) -> Iterator[str]:
    for (line,) in db.execute(f"PRAGMA integrity_check({_MOST})"):
        if line != "ok":
            yield f"the file is damaged: {line}"


def _references(db: sqlite3.Connection) -> Iterator[str]:
    lost = {(table, parent) for table, _, parent, _ in db.execute("PRAGMA foreign_key_check")}
    for table, parent in sorted(lost):
        yield f"{table} refer to {parent} that are not there"


def _counts(db: sqlite3.Connection) -> Iterator[str]:
    for sql, wrong in _COUNTS.items():
        (count,) = db.execute(sql).fetchone() or (0,)
        if count:
            yield f"{count} {wrong}"


def _index(path: Path, patience: float) -> Iterator[str]:
    """Compare the index with what it is of.

    The engine has that as a command that only a writer may give, though it writes nothing; so it
    is given within a transaction that is rolled back, and not at all where nobody may write.
    """
    sql = "INSERT INTO incidents_fts (incidents_fts, rank) VALUES ('integrity-check', 1)"
    db = connect(path, "mode=rw")
    try:
        patiently(partial(db.execute, "BEGIN IMMEDIATE"), patience)
        db.execute(sql)
    except sqlite3.DatabaseError as exc:
        code = exc.sqlite_errorcode & 0xFF
        if code == sqlite3.SQLITE_CORRUPT:
            yield "the index does not agree with the incidents"
        elif code not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise
    finally:
        db.close()
