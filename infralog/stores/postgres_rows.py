"""Rows <-> incidents and entries."""

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from psycopg.types.json import Jsonb

from infralog.model import Carried, Entry, Evidence, Fact, Incident
from infralog.stores.postgres_vector import storable
from infralog.stores.texts import moment

Row = tuple[Any, ...]

_LEVEL = 3  # of zlib: a hundredth larger than the smallest, in less time

# What an incident is read from, `i` being its row and `e` that of its entry; then its evidence.
INCIDENT = """
    i.id, i.title, e.url, i.source, i.kind, e.id, i.date, i.date_basis, i.started_at, i.time_text,
    e.published, e.updated, i.regions, i.regions_mentioned, i.components, i.components_mentioned,
    i.duration_minutes, i.duration_text, i.duration_kind, i.impact, i.impact_text"""

# What a fact is read from.
FACT = """
    i.date, i.published, i.source, i.kind, i.impact, i.duration_minutes, i.regions,
    i.regions_mentioned, i.components, i.components_mentioned"""

# What is stored of an incident, in the order of `columns`.
COLUMNS = (
    *("id", "entry", "position", "kind", "source", "date", "date_basis", "started_at"),
    *("time_text", "published", "regions", "regions_mentioned", "components"),
    *("components_mentioned", "duration_minutes", "duration_text", "duration_kind", "impact"),
    *("impact_text", "slug", "hash", "title", "body", "evidence", "search"),
)
# What is stored of an entry, and of each version and carrier of it: its words.
WORDS = ("url", "title", "media_type", "published", "updated", "carrier", "heading")


# ---------------------------------------------------------------- from rows


def incident(row: Sequence[Any], body: str, evidence: Sequence[Sequence[str]]) -> Incident:
    """Return the incident of a row with the columns of `INCIDENT`."""
    names = (tuple(row[at]) for at in range(12, 16))
    return Incident._make(
        (
            *row[:8],
            moment(row[8]),
            row[9],
            utc(row[10]),
            utc(row[11]),
            *names,
            *row[16:21],
            body,
            tuple(Evidence(*told) for told in evidence),
        )
    )


def fact(row: Sequence[Any]) -> Fact:
    """Return the fact of a row with the columns of `FACT`, and perhaps the two of its times."""
    day, published, *told = row[:6]
    basis, started = row[10:] or (None, None)
    names = map(tuple, row[6:10])
    return Fact._make((day, utc(published), *told, *names, basis, moment(started)))


def entry_of(row: Sequence[Any]) -> Entry:
    """Return the entry of a row with the columns of an `Entry`, in their order."""
    *told, content, media_type, published, updated, carrier, heading = row
    dates = utc(published), utc(updated)
    return Entry._make((*told, unpacked(content), media_type, *dates, carrier, heading))


def unpacked(content: bytes) -> str:
    """Return the original of an entry as it came."""
    return zlib.decompress(content).decode("utf-8", "surrogatepass")


def utc(when: datetime | None) -> datetime | None:
    """Return a moment in UTC; None stays None."""
    return when.astimezone(UTC) if when else None


# ---------------------------------------------------------------- to rows


def packed(content: str) -> bytes:
    """Return the original of an entry as it is stored: markup takes half the room."""
    return zlib.compress(content.encode("utf-8", "surrogatepass"), _LEVEL)


class Staged(NamedTuple):
    """An incident that is to be written: its ID, the number of its entry, its place in that.

    Attributes:
        digest: See `versions.hash_of_made`.
    """

    made: Incident
    id: str
    entry: int
    position: int
    digest: int


def columns(staged: Staged, search: str) -> Row:
    """Return what is stored of an incident, in the order of `COLUMNS`."""
    made, id_, entry, position, digest = staged
    slug = None if made.id == id_ else storable(made.id)
    return (
        *(id_, entry, position, made.kind, storable(made.source), made.date, made.date_basis),
        *(made.started_at.isoformat() if made.started_at else None, _text(made.time_text)),
        made.published,
        *(_texts(made.regions), _texts(made.regions_mentioned)),
        *(_texts(made.components), _texts(made.components_mentioned)),
        *(made.duration_minutes, _text(made.duration_text), made.duration_kind),
        *(made.impact, _text(made.impact_text), slug, digest),
        *(storable(made.title), storable(made.text)),
        Jsonb([[storable(part) for part in told] for told in made.evidence]),
        search,
    )


def words_of(entry: Entry) -> Row:
    """Return what is stored of an entry's words, in the order of `WORDS`."""
    told = _text(entry.url), storable(entry.title), entry.media_type, entry.published, entry.updated
    return (*told, entry.carrier, _text(entry.heading))


def carried_of(number: int, said: Carried) -> Row:
    """Return what is stored of what a carrier says of the entry with this number."""
    *words, _ = words_of(said.entry)
    return (number, *words, packed(said.entry.content), said.edited)


def _text(text: str | None) -> str | None:
    return None if text is None else storable(text)


def _texts(texts: Sequence[str]) -> list[str]:
    return [storable(text) for text in texts]
