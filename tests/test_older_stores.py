"""A store of an earlier version is brought to this one, with all that is in it."""

import gzip
import sqlite3  # noqa: TID251 -- a file as an earlier version left it
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database  # noqa: TID251 -- likewise

from infralog.errors import StoreError
from infralog.model import Query
from infralog.pull import Asked, Puller
from infralog.sources.fly import FLY
from infralog.stores import open_store
from infralog.stores.sqlite_schema import MIGRATIONS

FEED = files("infralog") / "sample" / "feed.xml"
# The sample, synced by the second version: an entry edited since, tags given and taken by hand.
SECOND = Path(__file__).parent.parent / "fixtures" / "stores" / "version-2.db.gz"

# What says in words all that a store of the second version holds.
TOLD = (
    "SELECT * FROM entries",
    "SELECT * FROM revisions",
    "SELECT * FROM carried",
    "SELECT * FROM origins",
    "SELECT * FROM overrides",
    "SELECT * FROM words",
    "SELECT * FROM meta WHERE key <> 'rules'",
    "SELECT * FROM incidents",
    "SELECT incident, kind, value, role FROM tags ORDER BY incident, kind, value, role",
    "SELECT * FROM reasons ORDER BY incident, position",
)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Return an empty store as the first version made it."""
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as db:
        MIGRATIONS.apply(Database(db), stop_before="m004_carriers")
        db.execute("PRAGMA application_id = 0x696e666c")
        db.execute("PRAGMA user_version = 1")
    return path


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """Return a store that the second version wrote."""
    path = tmp_path / "x.db"
    path.write_bytes(gzip.decompress(SECOND.read_bytes()))
    return path


def told(path: Path) -> list[list[Any]]:
    """Return all that is in a store, as another program reads it."""
    with closing(sqlite3.connect(path)) as db:
        return [db.execute(sql).fetchall() for sql in TOLD]


@pytest.mark.parametrize("which", ["older", "second"])
def test_a_reader_asks_for_a_sync(which: str, request: pytest.FixtureRequest) -> None:
    """Whoever only reads changes nothing, and says what to do."""
    path: Path = request.getfixturevalue(which)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="an older infralog wrote"):
        open_store(str(path))
    assert path.read_bytes() == before


def test_a_sync_brings_it_up_to_date(older: Path) -> None:
    """What was there has come by the feed, and stays the same record."""
    with closing(sqlite3.connect(older)) as db, db:
        db.execute(
            "INSERT INTO entries (number, source, id, url, title, media_type, seen, hash, content)"
            " VALUES (1, 'fly', 'x', 'https://fly.io/x/', 'X', 'text/html', '2026', 0, ?)",
            (b"x\x9c\x03\x00\x00\x00\x00\x01",),
        )
    with closing(open_store(str(older), write=True)) as store:
        assert [(entry.id, entry.carrier, entry.heading) for entry in store.entries()] == [
            ("x", "feed", None)
        ]
        assert len(Puller(FLY).pull(str(FEED), store, Asked()).new) == 12
        assert store.search(Query()).total == 12


def test_nothing_that_the_second_version_stored_is_lost(second: Path) -> None:
    """Entries, versions, incidents, tags, their reasons and what was said by hand are the same."""
    before = told(second)
    with closing(open_store(str(second), write=True)) as store:
        assert store.check() == ()
        assert "gru" in store.get("flaps-lost-count").regions
        assert len(store.revisions(store.get("sjc-week-old-routes"))) == 2
    assert told(second) == before
    with closing(open_store(str(second), write=True)) as store:
        pulled = Puller(FLY).retag(store).pulled
        assert not pulled.problems
        assert store.check() == ()
        assert "consul" in store.get("flaps-lost-count").components


def test_a_store_is_kept_as_it_was(second: Path) -> None:
    """Before anything is written in another form there is a copy, and the user is told of it."""
    before, said = told(second), list[str]()
    open_store(str(second), write=True, say=said.append).close()
    copy = second.with_name("x.db.version-2")
    assert said == [f"brought up to date; as it was, the store is kept as {copy}"]
    assert told(copy) == before
    assert {path.name for path in second.parent.iterdir()} == {"x.db", copy.name}
