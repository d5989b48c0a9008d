"""Originals are packed with what their publisher said before, and can always be read."""

import sqlite3  # noqa: TID251 -- a store is damaged behind infralog's back
from contextlib import closing
from pathlib import Path

import pytest

from infralog.errors import StoreDamaged
from infralog.model import Derived, Entry
from infralog.stores.sqlite import SqliteStore
from tests.test_stores import entry, incident

COUNT = 60
SAID = "<p>The queue of edge {0} in <code>sjc</code> grew, for a lock was held.</p>\n" * 12


def original(number: int) -> Entry:
    """Return an entry that says what others say, and something of its own."""
    return entry(f"e{number}", SAID.format(number))


def save(path: Path, *entries: Entry) -> None:
    """Save entries, each with an incident."""
    with closing(SqliteStore.open(path, write=True)) as store:
        made = (Derived(one, (incident(one.title, one, text="x"),)) for one in entries)
        store.save(None, made, None)


def held(path: Path) -> list[str]:
    """Return the originals of a store."""
    with closing(SqliteStore.open(path, write=False)) as store:
        return [one.content for one in store.entries()]


def problems(path: Path) -> list[str]:
    """Return what is wrong with a store."""
    with closing(SqliteStore.open(path, write=False)) as store:
        return [problem.reason for problem in store.check()]


def changed(path: Path, sql: str) -> None:
    """Change a store behind infralog's back."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(sql)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a store with entries enough for a dictionary."""
    path = tmp_path / "x.db"
    save(path, *map(original, range(COUNT)))
    return path


def test_what_was_said_before_takes_little_room(path: Path) -> None:
    """Every original comes back as it was, and the last takes a fraction of the first."""
    assert held(path) == [original(number).content for number in range(COUNT)]
    with closing(sqlite3.connect(path)) as db:
        sizes = [size for (size,) in db.execute("SELECT length(content) FROM entries")]
        assert db.execute("SELECT count(DISTINCT source) FROM dictionaries").fetchone() == (1,)
    assert sizes[-1] < sizes[0] / 2


def test_a_dictionary_is_made_of_what_came_one_by_one(tmp_path: Path) -> None:
    """Entries that are saved each by itself are packed as those that are saved at once."""
    path = tmp_path / "x.db"
    for number in range(COUNT):
        save(path, original(number))
    assert held(path) == [original(number).content for number in range(COUNT)]
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM dictionaries").fetchone() == (1,)


def test_versions_are_packed_likewise(path: Path) -> None:
    """An edited entry and the one before it are read, whatever each was packed with."""
    for number in (0, COUNT - 1):
        save(path, original(number)._replace(content="<p>Otherwise.</p>"))
        with closing(SqliteStore.open(path, write=False)) as store:
            versions = store.revisions(store.get(f"e{number}"))
        told = [one.entry.content for one in versions]
        assert told == ["<p>Otherwise.</p>", original(number).content]


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM {0}",
        "DROP TABLE {0}",
        "UPDATE {0} SET words = x'00'",
        "UPDATE {0} SET words = NULL",
        "UPDATE {0} SET words = 7",
    ],
)
@pytest.mark.parametrize("table", ["dictionaries", "spares"])
def test_one_copy_of_a_dictionary_is_enough(path: Path, table: str, damage: str) -> None:
    """Whatever becomes of one of the two, all is read; a check says so, and a repair mends it."""
    changed(path, damage.format(table))
    assert held(path) == [original(number).content for number in range(COUNT)]
    (reason,) = problems(path)
    assert reason.startswith("one of the two copies of the dictionary")
    with closing(SqliteStore.open(path, write=True)) as store:
        store.repair(lambda originals: originals.save(None, _anew(originals), None))
        assert store.check() == ()
    assert held(path) == [original(number).content for number in range(COUNT)]


def _anew(store: object) -> list[Derived]:
    assert isinstance(store, SqliteStore)
    return [Derived(one, (incident(one.title, one, text="x"),)) for one in store.entries()]


def test_what_cannot_be_read_is_said(path: Path) -> None:
    """Where both copies are lost, reading is refused, a check names it, and saving goes on."""
    for sql in ("DELETE FROM dictionaries", "DELETE FROM spares"):
        changed(path, sql)
    with pytest.raises(StoreDamaged):
        held(path)
    (reason,) = problems(path)
    assert reason.endswith("of the originals is lost: put a backup back")
    save(path, original(COUNT))
    with closing(SqliteStore.open(path, write=False)) as store:
        found = store.get(f"e{COUNT}")
        assert store.entry(found).content == original(COUNT).content
