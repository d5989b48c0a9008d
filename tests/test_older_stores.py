"""A store of an earlier version is brought to this one, with all that is in it."""

import sqlite3  # noqa: TID251 -- a file as an earlier version left it
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest
from sqlite_utils import Database  # noqa: TID251 -- likewise

from infralog.errors import StoreError
from infralog.model import Query
from infralog.pull import Asked, Puller
from infralog.sources.fly import FLY
from infralog.stores import open_store
from infralog.stores.sqlite_schema import MIGRATIONS

FEED = files("infralog") / "sample" / "feed.xml"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Return an empty store as the first version made it."""
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as db:
        MIGRATIONS.apply(Database(db), stop_before="m004_carriers")
        db.execute("PRAGMA application_id = 0x696e666c")
        db.execute("PRAGMA user_version = 1")
    return path


def test_a_reader_asks_for_a_sync(older: Path) -> None:
    """Whoever only reads changes nothing, and says what to do."""
    before = older.read_bytes()
    with pytest.raises(StoreError, match="an older infralog wrote"):
        open_store(str(older))
    assert older.read_bytes() == before


def test_a_sync_brings_it_up_to_date(older: Path) -> None:
    """What was there has come by the feed, and stays the same record."""
    with closing(sqlite3.connect(older)) as db, db:
        db.execute(
            "INSERT INTO entries (number, source, id, url, title, media_type, seen, hash, content)"
            " VALUES (1, 'fly', 'x', 'https://fly.io/x/', 'X', 'text/html', '2026', 0, ?)",
            (b"x\x9c\x03\x00\x00\x00\x00\x01",),
        )
    store = open_store(str(older), write=True)
    try:
        assert [(entry.id, entry.carrier, entry.heading) for entry in store.entries()] == [
            ("x", "feed", None)
        ]
        assert len(Puller(FLY).pull(str(FEED), store, Asked()).new) == 12
        assert store.search(Query()).total == 12
    finally:
        store.close()
