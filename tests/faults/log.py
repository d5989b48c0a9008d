"""A log before and after a sync, and what a store must be after any fault: one or the other."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from infralog.errors import StoreMissing
from infralog.model import Clause, Query, Word
from infralog.pull import Asked, Puller
from infralog.sources.fly import FLY
from infralog.stores import open_store
from tests.posts import Post, feed

PULLER = Puller(FLY)

# What is stored: the version of each post, by its slug.
State = dict[str, int]

# With INFRALOG_FAULTS=full there are as many of each fault as the README says.
FULL = os.environ.get("INFRALOG_FAULTS") == "full"

_VERSIONS = {1: "zebra", 2: "walrus"}


def post(number: int, version: int) -> Post:
    """Return a post in one of its versions, of which each has a word of its own."""
    word = _VERSIONS[version]
    body = f"<p>The {word} of <code>flyd</code> in SJC was late by {number} minutes.</p>" * 3
    return Post(f"post-{number}", f"The {word} number{number}", body)


def before(folder: Path) -> tuple[Path, State]:
    """Write the log as it was: twenty posts."""
    return _written(folder / "before.xml", dict.fromkeys(range(20), 1))


def after(folder: Path) -> tuple[Path, State]:
    """Write the log as it is: five have left, ten were edited, twenty are new."""
    return _written(folder / "after.xml", {n: 2 if n < 15 else 1 for n in range(5, 40)})


def _written(path: Path, versions: dict[int, int]) -> tuple[Path, State]:
    feed(path, *(post(number, version) for number, version in versions.items()))
    return path, {f"post-{number}": version for number, version in versions.items()}


def synced(db: Path, *feeds: Path) -> None:
    """Take feeds into a store, one after the other."""
    with closing(open_store(str(db), write=True)) as store:
        for path in feeds:
            pulled = PULLER.pull(str(path), store, Asked(full=True))
            assert not pulled.problems, pulled


def found(db: Path) -> State:
    """Return what a search for the word of each version finds; nothing where there is no store."""
    try:
        opened = open_store(str(db))
    except StoreMissing:
        return {}
    with closing(opened) as store:
        answers = {
            version: {hit.incident.id for hit in store.search(_of(word)).hits}
            for version, word in _VERSIONS.items()
        }
        assert not answers[1] & answers[2]
        listed = {hit.incident.id for hit in store.search(Query(limit=0)).hits}
        assert listed == answers[1] | answers[2]
        assert store.check() == ()
    return {slug: version for version, slugs in answers.items() for slug in slugs}


def _of(word: str) -> Query:
    return Query((Clause((Word(word),)),), limit=0)


def sound(db: Path) -> None:
    """Check a store by the engine's own means: its pages, its references, its index."""
    if not db.exists() or not db.stat().st_size:
        return
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            check = "INSERT INTO incidents_fts (incidents_fts, rank) VALUES ('integrity-check', 1)"
            connection.execute(check)


def holds(db: Path, *states: State) -> State:
    """Check that a store is whole and in one of these states; return it."""
    state = found(db)
    assert state in states, state
    sound(db)
    assert found(db) == state
    return state
