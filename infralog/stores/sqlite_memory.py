"""What is remembered beside entries and incidents: origins, taggings, tags by hand, numbers."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from infralog.model import Override, State, Summary, Tagging
from infralog.stores.remembered import COUNTED, tagging_of, written
from infralog.stores.texts import moment, storable, utc

_STATES = "SELECT origin, etag, last_modified, digest, synced, entries FROM origins"


def state(db: sqlite3.Connection, origin: str) -> State | None:
    """Return what is remembered of an origin."""
    row = db.execute(f"{_STATES} WHERE origin = ?", (storable(origin),)).fetchone()
    return _state(row) if row else None


def states(db: sqlite3.Connection) -> Mapping[str, State]:
    """Return what is remembered of every origin."""
    return {row[0]: _state(row) for row in db.execute(f"{_STATES} ORDER BY origin")}


def _state(row: Sequence[Any]) -> State:
    _, etag, last_modified, digest, synced, entries = row
    return State(etag, last_modified, digest, datetime.fromisoformat(synced), entries)


def remember_state(db: sqlite3.Connection, origin: str, now: State) -> None:
    """Put what there is to remember of an origin in place of what is remembered."""
    sql = "INSERT OR REPLACE INTO origins VALUES (?, ?, ?, ?, ?, ?)"
    row = (now.etag, now.last_modified, now.digest, utc(now.synced), now.entries)
    db.execute(sql, (storable(origin), *row))


def tagging(db: sqlite3.Connection) -> Tagging | None:
    """Return by what the incidents were tagged."""
    meta = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('rules', 'names')"))
    return tagging_of(meta)


def remember_tagging(db: sqlite3.Connection, now: Tagging) -> None:
    """Put by what the incidents are tagged in place of what is remembered."""
    _remember(db, written(now))


def overrides(db: sqlite3.Connection) -> Mapping[str, tuple[Override, ...]]:
    """Return all tags by hand, by the incident's ID."""
    sql = "SELECT incident, field, value, given FROM overrides ORDER BY incident, position"
    return {
        incident: tuple(Override(field, value, bool(given)) for _, field, value, given in each)
        for incident, each in groupby(db.execute(sql), key=lambda row: row[0])
    }


def remember_overrides(db: sqlite3.Connection, incident_id: str, given: Sequence[Override]) -> None:
    """Put tags by hand in place of those of an incident."""
    key = storable(incident_id)
    db.execute("DELETE FROM overrides WHERE incident = ?", (key,))
    db.executemany(
        "INSERT INTO overrides (incident, position, field, value, given) VALUES (?, ?, ?, ?, ?)",
        ((key, place, one.field, one.value, one.given) for place, one in enumerate(given)),
    )


def summary(db: sqlite3.Connection) -> Summary:
    """Return what the store holds, in numbers."""
    meta = dict(db.execute("SELECT key, value FROM meta WHERE key IN (?, ?)", COUNTED))
    first, last, synced, revisions = db.execute(
        """
        SELECT (SELECT min(date) FROM incidents), (SELECT max(date) FROM incidents),
            (SELECT max(synced) FROM origins), (SELECT count(*) FROM revisions)"""
    ).fetchone()
    incidents, entries = (int(meta.get(table, 0)) for table in COUNTED)
    return Summary(incidents, entries, _day(first), _day(last), moment(synced), revisions)


def remember_counts(db: sqlite3.Connection) -> None:
    """Count what there is, so that nobody need count it again until the next save."""
    counts = {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED}
    _remember(db, counts)


def _remember(db: sqlite3.Connection, values: Mapping[str, object]) -> None:
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
