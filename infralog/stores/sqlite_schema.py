"""The tables of a store, step by step; a step is never edited after a release.

A store is whole after every step: what a step makes, its index and triggers, and the version are
one transaction. The file opens in Datasette, and `sqlite-utils search` finds its index.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlite_utils import Database, Migrations
from sqlite_utils.db import DescIndex

from infralog.errors import StoreError
from infralog.stores.sqlite_file import (
    APPLICATION,
    VERSION,
    connect,
    foreign,
    looked_at,
    patiently,
    too_new,
    transaction,
    version_of,
)

MIGRATIONS = Migrations("infralog")

# Rows of a text each fill pages of this size better than smaller ones: a tenth less in all.
_PAGE = 8192
_CACHE = 16_000  # KiB
_TO_WAL = 2.0  # seconds


@MIGRATIONS()
def m001_entries(db: Database) -> None:
    """What was published: entries as they are now, as they were, and where they came from.

    Times are ISO 8601 in UTC; `seen` is when this version was first seen. `content` is the
    original, in UTF-8, packed by zlib. `hash` tells one version of an entry from the next.
    """
    words = {"url": str, "title": str, "media_type": str, "published": str, "updated": str}
    entries = db.table("entries").create(
        {
            "number": int,
            "source": str,
            "id": str,
            **words,
            "seen": str,
            "hash": int,
            "content": str,
        },
        pk="number",
        not_null={"source", "id", "title", "media_type", "seen", "hash", "content"},
    )
    entries.create_index(["id", "source"], unique=True)
    # In most feeds an entry's id is its URL.
    db.execute("CREATE INDEX idx_entries_url ON entries(url) WHERE url <> id")
    db.table("revisions").create(
        {"number": int, "entry": int, **words, "seen": str, "content": bytes},
        pk="number",
        foreign_keys=[("entry", "entries", "number")],
        not_null={"entry", "title", "media_type", "seen", "content"},
    ).create_index(["entry"])
    db.table("origins").create(
        {
            "origin": str,
            "etag": str,
            "last_modified": str,
            "digest": str,
            "synced": str,
            "entries": int,
        },
        pk="origin",
        not_null={"digest", "synced", "entries"},
    )
    db.table("meta").create({"key": str, "value": str}, pk="key", not_null={"value"})


@MIGRATIONS()
def m002_incidents(db: Database) -> None:
    """What was made of the entries, and its index.

    `regions` and `components` hold every name as one token of the index, with a digit that says
    how (see `sqlite_rows`). `slug` is what an incident would be called were its ID not taken.
    """
    incidents = db.table("incidents").create(
        {
            "number": int,
            "id": str,
            "entry": int,
            "position": int,
            "kind": str,
            "source": str,
            "date": str,
            "date_basis": str,
            "started_at": str,
            "time_text": str,
            "published": str,
            "duration_minutes": float,
            "duration_text": str,
            "duration_kind": str,
            "impact": str,
            "impact_text": str,
            "regions": str,
            "components": str,
            "slug": str,
            "hash": int,
            "title": str,
            "body": str,
        },
        pk="number",
        foreign_keys=[("entry", "entries", "number")],
        not_null={"id", "entry", "kind", "source", "date", "regions", "components", "hash"},
    )
    newest = [DescIndex("date"), DescIndex("started_at"), "id"]
    incidents.create_index(["id"], unique=True)
    incidents.create_index(["entry"])
    # What else is filtered by, lest the rare be looked for among the texts.
    others = ["kind", "source", "impact", "duration_minutes"]
    incidents.create_index([*newest, *others], "incidents_newest")
    incidents.create_index(["published"], "incidents_published")
    # All that is counted and filtered by, so that only what is shown is read from among the texts.
    filters = ["kind", "source", "impact", "duration_minutes", "published"]
    facets = ["number", "date", "regions", "components", *filters]
    incidents.create_index(facets, "incidents_facets")
    incidents.create_index([DescIndex("duration_minutes"), *newest], "incidents_longest")
    incidents.enable_fts(
        ["title", "body", "regions", "components"],
        tokenize="porter unicode61 remove_diacritics 2",
        create_triggers=True,
    )
    # A word in the title weighs five times one in the body; filters weigh nothing.
    rank = "INSERT INTO incidents_fts (incidents_fts, rank) VALUES ('rank', 'bm25(5.0, 1.0, 0, 0)')"
    db.execute(rank)


@MIGRATIONS()
def m003_tags(db: Database) -> None:
    """Every tag, why it was given, and what the user says about it.

    `role` is `affected` or `mentioned`. A quote is stored as its place in the body, where it is
    found there; the view `reasons` shows the words. `words` are those of the prose, in lower case
    and without accents, for prefixes and for what was perhaps meant. Where a table has no rowid its
    key comes first, or else the integrity check of SQLite 3.40 finds nulls that are not there.
    """
    for sql in (
        """
        CREATE TABLE tags (
            incident INTEGER NOT NULL REFERENCES incidents(number),
            kind TEXT NOT NULL, value TEXT NOT NULL, role TEXT NOT NULL,
            PRIMARY KEY (incident, kind, value)
        ) WITHOUT ROWID
        """,
        "CREATE TABLE rules (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
        """
        CREATE TABLE evidence (
            incident INTEGER NOT NULL REFERENCES incidents(number),
            position INTEGER NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
            rule INTEGER NOT NULL REFERENCES rules(number),
            quote TEXT, start INTEGER, length INTEGER,
            PRIMARY KEY (incident, position)
        ) WITHOUT ROWID
        """,
        """
        CREATE VIEW reasons AS
        SELECT e.incident, i.id, e.position, e.field, e.value,
            coalesce(e.quote, substr(i.body, e.start + 1, e.length)) AS quote, r.name AS rule
        FROM evidence e
        JOIN incidents i ON i.number = e.incident
        JOIN rules r ON r.number = e.rule
        """,
        """
        CREATE TABLE overrides (
            incident TEXT NOT NULL, position INTEGER NOT NULL,
            field TEXT NOT NULL, value TEXT NOT NULL, given INTEGER NOT NULL,
            PRIMARY KEY (incident, position)
        ) WITHOUT ROWID
        """,
        "CREATE TABLE words (word TEXT PRIMARY KEY) WITHOUT ROWID",
    ):
        db.execute(sql)


@MIGRATIONS()
def m004_carriers(db: Database) -> None:
    """By what an entry came, and what each of its carriers says of it.

    An entry that came by the feed alone has no row in `carried`: the entry is what that says.
    """
    for table in ("entries", "revisions"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN carrier TEXT NOT NULL DEFAULT 'feed'")
        db.execute(f"ALTER TABLE {table} ADD COLUMN heading TEXT")
    db.execute("CREATE INDEX idx_entries_seen ON entries(seen)")
    db.execute(
        """
        CREATE TABLE carried (
            entry INTEGER NOT NULL REFERENCES entries(number), carrier TEXT NOT NULL,
            url TEXT, title TEXT NOT NULL, media_type TEXT NOT NULL, published TEXT, updated TEXT,
            content BLOB NOT NULL, edited TEXT,
            PRIMARY KEY (entry, carrier)
        )"""
    )


def open_to_write(
    path: Path, patience: float, say: Callable[[str], None] | None
) -> sqlite3.Connection:
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
        hint = "name another file with --db"
        raise StoreError(f"{path}: cannot be made: {reason}", hint=hint) from exc
    if not missing:
        looked_at(path)
    connection = connect(path, "mode=rwc")
    try:
        _prepare(connection, path, patience, say)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(
    connection: sqlite3.Connection, path: Path, patience: float, say: Callable[[str], None] | None
) -> None:
    connection.execute(f"PRAGMA page_size = {_PAGE}")
    if patiently(lambda: version_of(connection), patience, say) != VERSION:
        with transaction(connection, patience, say):
            _migrate(connection, path)
    # A sync that says it is done is on the disk, though somebody reads and keeps the log open.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    _write_ahead(connection)


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Take the steps that are left; another process may have taken them in the meantime."""
    version = version_of(connection)
    if version > VERSION:
        raise too_new(path)
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise foreign(path)
    if version < VERSION:
        MIGRATIONS.apply(Database(connection, recursive_triggers=False, execute_plugins=False))
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers read while someone writes; where the disk or a reader forbids, do without."""
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    try:
        patiently(lambda: connection.execute("PRAGMA journal_mode = WAL").fetchone(), _TO_WAL)
    except sqlite3.OperationalError:
        return
