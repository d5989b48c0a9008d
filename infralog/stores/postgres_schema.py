"""The tables of a store, step by step; a step is never edited after a release.

Texts sort by their code points, as they do in a file. An incident is one row, by its ID, with all
that belongs to it; so its table can be divided by that ID over several servers.
"""

from collections.abc import Callable, Sequence

from infralog.errors import StoreError
from infralog.stores.place import shown
from infralog.stores.postgres_errors import only_read
from infralog.stores.postgres_server import VERSION, Server, connect, transaction, version_of

_OLDEST = 13_00_00

# What was published, as it is now, as it was, and what each carrier said last; where it came from.
# `content` is the original in UTF-8, packed by zlib; `seen` is when this version was first seen.
# An id or a URL may be longer than a B-tree takes.
_PUBLISHED = """
    CREATE SCHEMA IF NOT EXISTS infralog;
    CREATE TABLE meta (key text PRIMARY KEY, value text NOT NULL);
    CREATE TABLE entries (
        number bigint PRIMARY KEY, source text NOT NULL, id text NOT NULL,
        url text, title text NOT NULL, media_type text NOT NULL,
        published timestamptz, updated timestamptz, carrier text NOT NULL, heading text,
        seen timestamptz NOT NULL, hash bigint NOT NULL, content bytea NOT NULL
    );
    CREATE INDEX entries_id ON entries USING hash (id);
    CREATE INDEX entries_url ON entries USING hash (url);
    CREATE INDEX entries_seen ON entries (seen);
    CREATE TABLE revisions (
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        entry bigint NOT NULL REFERENCES entries,
        url text, title text NOT NULL, media_type text NOT NULL,
        published timestamptz, updated timestamptz, carrier text NOT NULL, heading text,
        seen timestamptz NOT NULL, content bytea NOT NULL
    );
    CREATE INDEX revisions_entry ON revisions (entry);
    CREATE TABLE carried (
        entry bigint NOT NULL REFERENCES entries, carrier text NOT NULL,
        url text, title text NOT NULL, media_type text NOT NULL,
        published timestamptz, updated timestamptz, content bytea NOT NULL, edited timestamptz,
        PRIMARY KEY (entry, carrier)
    );
    CREATE TABLE origins (
        origin text NOT NULL, etag text, last_modified text, digest text NOT NULL,
        synced timestamptz NOT NULL, entries bigint NOT NULL
    );
    CREATE TABLE overrides (
        incident text NOT NULL, position integer NOT NULL,
        field text NOT NULL, value text NOT NULL, given boolean NOT NULL,
        PRIMARY KEY (incident, position)
    )"""

# What was made of it. `started_at` keeps the publisher's own offset; `evidence` is an array of
# [field, value, quote, rule]; `search` has the words of title (A) and body, and the names.
INCIDENTS = """
    CREATE TABLE incidents (
        id text COLLATE "C" NOT NULL, entry bigint NOT NULL, position integer NOT NULL,
        kind text NOT NULL, source text NOT NULL, date date NOT NULL, date_basis text NOT NULL,
        started_at text COLLATE "C", time_text text, published timestamptz,
        regions text[] NOT NULL, regions_mentioned text[] NOT NULL,
        components text[] NOT NULL, components_mentioned text[] NOT NULL,
        duration_minutes double precision, duration_text text, duration_kind text,
        impact text, impact_text text, slug text, hash bigint NOT NULL,
        title text NOT NULL, body text NOT NULL, evidence jsonb NOT NULL, search tsvector NOT NULL,
        PRIMARY KEY (id)
    );
    ALTER TABLE incidents ALTER search SET STORAGE MAIN"""
INDEXES = """
    CREATE INDEX incidents_search ON incidents USING gin (search);
    CREATE INDEX incidents_entry ON incidents (entry);
    CREATE INDEX incidents_newest ON incidents (date DESC, started_at DESC NULLS LAST, id);
    CREATE INDEX incidents_longest ON incidents (
        duration_minutes DESC NULLS LAST, date DESC, started_at DESC NULLS LAST, id);
    CREATE INDEX incidents_published ON incidents (published)"""
_WORDS = 'CREATE TABLE words (word text COLLATE "C" PRIMARY KEY)'
_FOLLOW = "ALTER TABLE incidents ADD FOREIGN KEY (entry) REFERENCES entries"

_STEPS: Sequence[Sequence[str]] = ((_PUBLISHED, INCIDENTS, INDEXES, _WORDS, _FOLLOW),)


def open_to_write(url: str, patience: float, say: Callable[[str], None] | None) -> Server:
    """Connect to a store to save to; make its tables, in a schema of their own, if there are none.

    Raises:
        StoreError: It cannot be reached, is of a newer version, or may not be written.
    """
    db = connect(url)
    try:
        place = shown(url)
        _refuse_replica(db, place)
        if version_of(db, place) != VERSION:
            _refuse_unfit(db, place)
            with transaction(db, place, patience, say):
                _migrate(db, place)
    except BaseException:
        db.close()
        raise
    return db


def _migrate(db: Server, place: str) -> None:
    """Take the steps that are left; another process may have taken them in the meantime."""
    for step in _STEPS[version_of(db, place) :]:
        for statements in step:
            db.execute(statements)
    db.execute(
        "INSERT INTO meta VALUES ('version', %s) ON CONFLICT (key) DO UPDATE SET value = %s",
        (str(VERSION), str(VERSION)),
    )


def _refuse_replica(db: Server, place: str) -> None:
    """Refuse a server, or a role, of which one may only read."""
    if db.execute("SHOW transaction_read_only").fetchone() == ("on",):
        raise only_read(place)


def _refuse_unfit(db: Server, place: str) -> None:
    """Refuse a server that cannot hold any text, or is too old."""
    if db.info.parameter_status("server_encoding") != "UTF8":
        hint = "make one: CREATE DATABASE infralog ENCODING 'UTF8' TEMPLATE template0"
        raise StoreError(f"{place}: the database is not in UTF-8", hint=hint)
    if db.info.server_version < _OLDEST:
        raise StoreError(f"{place}: the server is too old", hint="PostgreSQL 13 or newer")
