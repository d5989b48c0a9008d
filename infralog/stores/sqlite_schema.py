"""The tables of a store, step by step; a step is never edited after a release.

A store is whole after every step: what a step makes, its index and triggers, and the version are
one transaction. The file opens in Datasette, and `sqlite-utils search` finds its index.
"""

from sqlite_utils import Database, Migrations
from sqlite_utils.db import DescIndex

from infralog.stores.codes import AFFECTED, MENTIONED, token

MIGRATIONS = Migrations("infralog")


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
    how (see `codes`). `slug` is what an incident would be called were its ID not taken.
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


@MIGRATIONS()
def m005_smaller(db: Database) -> None:
    """What comes again and again is kept once; the views `tags` and `reasons` show it in words.

    A tag is a token in `regions` or `components`; `labels` tells what it stands for.
    A value that is null is a day or a moment that the incident has itself. A quote of which the
    place is below 0 is from the title: its first letter is -1. The newest `content` is packed with
    a dictionary, of which there are two copies (see `sqlite_packed`); what is there stays as it is.
    """
    for sql in (
        """
        CREATE TABLE labels (
            kind TEXT NOT NULL, token TEXT NOT NULL, value TEXT NOT NULL, role TEXT NOT NULL,
            PRIMARY KEY (kind, token)
        ) WITHOUT ROWID
        """,
        "CREATE TEMP TABLE named AS SELECT DISTINCT kind, value, role FROM tags",
        "DROP TABLE tags",
        f"CREATE VIEW tags AS {_tags('region')} UNION ALL {_tags('component')}",
        """
        CREATE TABLE findings (
            number INTEGER PRIMARY KEY, field TEXT NOT NULL, value TEXT, rule TEXT NOT NULL,
            UNIQUE (field, value, rule)
        )""",
        """
        INSERT INTO findings (field, value, rule)
        SELECT DISTINCT e.field, e.value, r.name FROM evidence e JOIN rules r ON r.number = e.rule
        """,
        "DROP VIEW reasons",
        "ALTER TABLE evidence RENAME TO former",
        """
        CREATE TABLE evidence (
            incident INTEGER NOT NULL REFERENCES incidents(number), position INTEGER NOT NULL,
            finding INTEGER NOT NULL REFERENCES findings(number),
            quote TEXT, start INTEGER, length INTEGER,
            PRIMARY KEY (incident, position)
        ) WITHOUT ROWID
        """,
        """
        INSERT INTO evidence
        SELECT e.incident, e.position, f.number, e.quote, e.start, e.length
        FROM former e JOIN rules r ON r.number = e.rule
        JOIN findings f ON f.field = e.field AND f.value = e.value AND f.rule = r.name
        """,
        "DROP TABLE former",
        "DROP TABLE rules",
        """
        CREATE VIEW reasons AS
        SELECT e.incident, i.id, e.position, f.field,
            coalesce(f.value, CASE f.field WHEN 'date' THEN i.date ELSE i.started_at END) AS value,
            CASE WHEN e.quote IS NOT NULL THEN e.quote
                WHEN e.start < 0 THEN substr(i.title, -e.start, e.length)
                ELSE substr(i.body, e.start + 1, e.length) END AS quote,
            f.rule
        FROM evidence e
        JOIN incidents i ON i.number = e.incident
        JOIN findings f ON f.number = e.finding
        """,
        "DROP INDEX idx_entries_seen",
        "CREATE INDEX idx_entries_seen ON entries(substr(seen, 1, 10))",
        *(
            f"CREATE TABLE {table} (number INTEGER PRIMARY KEY, source TEXT NOT NULL, words BLOB)"
            for table in ("dictionaries", "spares")
        ),
    ):
        db.execute(sql)
    db.table("labels").insert_all(
        {
            "kind": kind,
            "token": token(value, AFFECTED if role == "affected" else MENTIONED),
            "value": value,
            "role": role,
        }
        for kind, value, role in db.execute("SELECT * FROM temp.named").fetchall()
    )
    db.execute("DROP TABLE temp.named")


def _tags(kind: str) -> str:
    """Return what lists the tags of a kind; CROSS JOIN keeps the labels from coming first."""
    return f"""
        SELECT i.number AS incident, l.kind, l.value, l.role
        FROM incidents i
        CROSS JOIN json_each('["' || replace(i.{kind}s, ' ', '","') || '"]') t
        CROSS JOIN labels l ON l.kind = '{kind}' AND l.token = t.value"""
