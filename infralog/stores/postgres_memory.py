"""What is remembered beside entries and incidents: origins, taggings, tags by hand, numbers."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from infralog.model import Override, State, Summary, Tagging
from infralog.stores.postgres_rows import Row, utc
from infralog.stores.postgres_server import Server
from infralog.stores.postgres_vector import storable
from infralog.stores.remembered import COUNTED, tagging_of, written

_STATES = "SELECT origin, etag, last_modified, digest, synced, entries FROM origins"
_REMEMBER = """
    INSERT INTO meta VALUES (%s, %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value"""


def identity(db: Server) -> str:
    """Return what tells this database from any other; a replica is the server that it follows."""
    sql = """
        SELECT 'database', system_identifier, oid FROM pg_control_system(), pg_database
        WHERE datname = current_database()"""
    return " ".join(map(str, db.execute(sql).fetchone() or ()))


def state(db: Server, origin: str) -> State | None:
    """Return what is remembered of an origin."""
    row = db.execute(f"{_STATES} WHERE origin = %s", (storable(origin),)).fetchone()
    return _state(row) if row else None


def states(db: Server) -> Mapping[str, State]:
    """Return what is remembered of every origin."""
    return {row[0]: _state(row) for row in db.execute(f"{_STATES} ORDER BY origin")}


def _state(row: Row) -> State:
    _, etag, last_modified, digest, synced, entries = row
    return State(etag, last_modified, digest, utc(synced) or synced, entries)


def remember_state(db: Server, origin: str, now: State) -> None:
    """Put what there is to remember of an origin in place of what is remembered."""
    key = storable(origin)
    db.execute("DELETE FROM origins WHERE origin = %s", (key,))
    db.execute("INSERT INTO origins VALUES (%s, %s, %s, %s, %s, %s)", (key, *now))


def tagging(db: Server) -> Tagging | None:
    """Return by what the incidents were tagged."""
    return tagging_of(dict(_meta(db, ("rules", "names"))))


def remember_tagging(db: Server, now: Tagging) -> None:
    """Put by what the incidents are tagged in place of what is remembered."""
    _remember(db, written(now))


def overrides(db: Server) -> Mapping[str, tuple[Override, ...]]:
    """Return all tags by hand, by the incident's ID."""
    sql = "SELECT incident, field, value, given FROM overrides ORDER BY incident, position"
    return {
        incident: tuple(Override(*told) for _, *told in each)
        for incident, each in groupby(db.execute(sql), key=lambda row: row[0])
    }


def remember_overrides(db: Server, incident_id: str, given: Sequence[Override]) -> None:
    """Put tags by hand in place of those of an incident."""
    key = storable(incident_id)
    db.execute("DELETE FROM overrides WHERE incident = %s", (key,))
    for place, one in enumerate(given):
        db.execute("INSERT INTO overrides VALUES (%s, %s, %s, %s, %s)", (key, place, *one))


def summary(db: Server) -> Summary:
    """Return what the store holds, in numbers."""
    counts = dict(_meta(db, COUNTED))
    row = db.execute(
        """
        SELECT (SELECT min(date) FROM incidents), (SELECT max(date) FROM incidents),
            (SELECT max(synced) FROM origins), (SELECT count(*) FROM revisions)"""
    ).fetchone()
    first, last, synced, revisions = row or (None, None, None, 0)
    incidents, entries = (int(counts.get(table, 0)) for table in COUNTED)
    return Summary(incidents, entries, first, last, utc(synced), revisions)


def remember_counts(db: Server) -> None:
    """Count what there is, so that nobody need count it again until the next save."""
    counts = {}
    for table in COUNTED:
        (counts[table],) = db.execute(f"SELECT count(*)::text FROM {table}").fetchone() or ("0",)
    _remember(db, counts)


def _meta(db: Server, keys: Sequence[str]) -> Sequence[tuple[str, str]]:
    read = db.execute("SELECT key, value FROM meta WHERE key = ANY(%s)", ([*keys],))
    return [(key, value) for key, value in read]


def _remember(db: Server, values: Mapping[str, str]) -> None:
    for key, value in values.items():
        db.execute(_REMEMBER, (key, storable(value)))
