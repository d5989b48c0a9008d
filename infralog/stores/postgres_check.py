"""Whether a store is intact: its references, its index, what it says of itself; and how to mend it.

What is on the disk is the server's to watch over: data checksums, `pg_amcheck`.
"""

from collections.abc import Callable, Iterator

from infralog.errors import StoreDamaged, StoreError
from infralog.model import Problem
from infralog.stores import Store
from infralog.stores.place import shown
from infralog.stores.postgres_read import incidents
from infralog.stores.postgres_server import Server
from infralog.stores.postgres_vector import vector
from infralog.stores.sqlite_tokens import Tokenizer

_BATCH = 500

# What is counted, and what is wrong if it is not 0.
_COUNTS = {
    "SELECT count(*) FROM incidents WHERE entry NOT IN (SELECT number FROM entries)": (
        "incidents refer to entries that are not there"
    ),
    "SELECT count(*) FROM entries WHERE number NOT IN (SELECT entry FROM incidents)": (
        "entries of which no incident was made"
    ),
    "SELECT count(*) - count(DISTINCT (source, id)) FROM entries": "entries that are stored twice",
    """
    SELECT abs(value::bigint - (SELECT count(*) FROM incidents)) FROM meta WHERE key = 'incidents'
    """: "incidents more or less than there were after the last sync",
}
_NEXT = "SELECT id FROM incidents WHERE id > %s ORDER BY id LIMIT %s"
_DIFFER = """
    SELECT count(*) FROM unnest(%s::text[], %s::text[]) AS made (id, search)
    JOIN incidents i USING (id)
    WHERE i.id = ANY(%s) AND i.search <> made.search::tsvector"""


def check(db: Server, url: str, tokenizer: Tokenizer) -> tuple[Problem, ...]:
    """Return what is wrong with a store."""
    return tuple(Problem(shown(url), reason) for reason in (*_counts(db), *_index(db, tokenizer)))


def _counts(db: Server) -> Iterator[str]:
    for sql, wrong in _COUNTS.items():
        (count,) = db.execute(sql).fetchone() or (0,)
        if count:
            yield f"{count} {wrong}"


def _index(db: Server, tokenizer: Tokenizer) -> Iterator[str]:
    """Compare what the index holds with what it is of."""
    differ, last = 0, ""
    while ids := [id_ for (id_,) in db.execute(_NEXT, (last, _BATCH))]:
        last = ids[-1]
        every = [*incidents(db, ids)]
        places = tokenizer.places([(made.title, made.text) for made in every])
        vectors = [vector(made, found) for made, found in zip(every, places, strict=True)]
        (count,) = db.execute(_DIFFER, (ids, vectors, ids)).fetchone() or (0,)
        differ += count
    if differ:
        yield f"{differ} incidents with which the index does not agree"


def repair(store: Store, db: Server, url: str, derive: Callable[[Store], object]) -> None:
    """Make anew what is derived; see `Store.repair`. Every incident keeps its ID."""
    place = shown(url)
    hint = "restore a dump of it"
    try:
        with store.together():
            db.execute("DELETE FROM incidents WHERE entry NOT IN (SELECT number FROM entries)")
            db.execute("UPDATE incidents SET hash = hash # 1")  # so that each is written again
            derive(store)
            wrong = store.check()
            if wrong:
                what = f"{place}: cannot be mended: {wrong[0].reason}"
                raise StoreError(what, hint=hint)
    except StoreDamaged as exc:
        raise StoreDamaged(f"{place}: what was published is damaged, too", hint=hint) from exc
