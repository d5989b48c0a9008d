"""Incident -> the record of the contract: the fields that a script reads.

Every field is always there. Unknown is None, many values are a list, a time is RFC 3339. What
each means is told by `infralog.schema`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from infralog.errors import QueryError
from infralog.model import Hit

Value = Any
"""What JSON can hold: None, a string, a number, or a list of strings or of mappings of them."""


def rfc3339(moment: datetime | None) -> str | None:
    """Return an aware moment as RFC 3339 has it, UTC as Z; None stays None."""
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def plain_number(value: float | None) -> float | None:
    """Return a number without a fraction of zero; None stays None."""
    return int(value) if value is not None and value == int(value) else value


FIELDS: Mapping[str, Callable[[Hit], Value]] = {
    "id": lambda hit: hit.incident.id,
    "title": lambda hit: hit.incident.title,
    "url": lambda hit: hit.incident.url,
    "source": lambda hit: hit.incident.source,
    "kind": lambda hit: hit.incident.kind,
    "entry_id": lambda hit: hit.incident.entry_id,
    "date": lambda hit: hit.incident.date.isoformat(),
    "date_basis": lambda hit: hit.incident.date_basis,
    "started_at": lambda hit: rfc3339(hit.incident.started_at),
    "time_text": lambda hit: hit.incident.time_text,
    "published": lambda hit: rfc3339(hit.incident.published),
    "updated": lambda hit: rfc3339(hit.incident.updated),
    "regions": lambda hit: list(hit.incident.regions),
    "regions_mentioned": lambda hit: list(hit.incident.regions_mentioned),
    "components": lambda hit: list(hit.incident.components),
    "components_mentioned": lambda hit: list(hit.incident.components_mentioned),
    "duration_minutes": lambda hit: plain_number(hit.incident.duration_minutes),
    "duration_text": lambda hit: hit.incident.duration_text,
    "duration_kind": lambda hit: hit.incident.duration_kind,
    "impact": lambda hit: hit.incident.impact,
    "impact_text": lambda hit: hit.incident.impact_text,
    "text": lambda hit: hit.incident.text,
    "snippet": lambda hit: hit.snippet.text if hit.snippet else None,
    "score": lambda hit: hit.score,
    "evidence": lambda hit: [told._asdict() for told in hit.incident.evidence],
}

# Evidence is long, and comes only where it is asked for.
ALWAYS = tuple(name for name in FIELDS if name != "evidence")


def chosen(names: str, known: Iterable[str] = FIELDS) -> tuple[str, ...]:
    """Return the fields that a user named, apart by commas, in that order.

    Raises:
        QueryError: One is not known; the hint lists those there are.
    """
    fields = tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    there = list(known)
    for name in fields:
        if name not in there:
            raise QueryError(f"unknown field: {name}", hint=f"fields: {', '.join(there)}")
    if not fields:
        raise QueryError("no field is named", hint=f"fields: {', '.join(there)}")
    return fields


def records(hits: Iterable[Hit], fields: Iterable[str]) -> Iterator[dict[str, Value]]:
    """Yield each hit as a record with these fields, in this order."""
    ways = [(name, FIELDS[name]) for name in fields]
    for hit in hits:
        yield {name: of(hit) for name, of in ways}
