"""Incident -> the record of the contract: the fields that a script reads, and their JSON Schema.

Every field is always there. Unknown is null, many values are an array, a time is RFC 3339.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from infralog.errors import QueryError
from infralog.model import Evidence, Hit

# Raised when a field goes or changes its meaning; a new field is no change.
SCHEMA_VERSION = 1

Value = Any
"""What JSON can hold: None, a string, a number, or a list of strings or of mappings of them."""


class Field(NamedTuple):
    """One field of a record.

    Attributes:
        of: How a hit says it.
        schema: Its JSON Schema.
    """

    of: Callable[[Hit], Value]
    schema: Mapping[str, Any]


def _text(says: str, *, null: bool = True, **more: object) -> dict[str, Any]:
    return {"type": ["string", "null"] if null else "string", "description": says, **more}


def _texts(says: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}, "uniqueItems": True, "description": says}


def _time(says: str) -> dict[str, Any]:
    return _text(says, format="date-time")


def _one_of(says: str, *values: str | None) -> dict[str, Any]:
    return {"enum": list(values), "description": says}


def _number(says: str) -> dict[str, Any]:
    return {"type": ["number", "null"], "description": says}


def rfc3339(moment: datetime | None) -> str | None:
    """Return an aware moment as RFC 3339 has it, UTC as Z; None stays None."""
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def plain_number(value: float | None) -> float | None:
    """Return a number without a fraction of zero; None stays None."""
    return int(value) if value is not None and value == int(value) else value


def _evidence(evidence: Iterable[Evidence]) -> list[dict[str, str]]:
    return [told._asdict() for told in evidence]


_EVIDENCE = {
    "type": "array",
    "description": "Why each tag was given: the quote, and the rule that read it so.",
    "items": {
        "type": "object",
        "properties": {name: {"type": "string"} for name in Evidence._fields},
        "required": list(Evidence._fields),
        "additionalProperties": False,
    },
}

FIELDS: Mapping[str, Field] = {
    "id": Field(lambda h: h.incident.id, _text("Unique in a store.", null=False, minLength=1)),
    "title": Field(lambda h: h.incident.title, _text("One line.", null=False)),
    "url": Field(lambda h: h.incident.url, _text("Where a person reads it.", format="uri")),
    "source": Field(lambda h: h.incident.source, _text("Whose log it is.", null=False)),
    "kind": Field(
        lambda h: h.incident.kind,
        _one_of("notes: a bulletin's engineering notes.", "incident", "notes"),
    ),
    "entry_id": Field(
        lambda h: h.incident.entry_id,
        _text("The publisher's id of the entry; incidents of one bulletin share it.", null=False),
    ),
    "date": Field(
        lambda h: h.incident.date.isoformat(),
        _text("The day it happened, as best known.", null=False, format="date"),
    ),
    "date_basis": Field(
        lambda h: h.incident.date_basis,
        _one_of("What the date rests on.", "heading", "page", "body", "published"),
    ),
    "started_at": Field(lambda h: rfc3339(h.incident.started_at), _time("When it began.")),
    "time_text": Field(lambda h: h.incident.time_text, _text("The time of day, as printed.")),
    "published": Field(lambda h: rfc3339(h.incident.published), _time("Of the entry.")),
    "updated": Field(lambda h: rfc3339(h.incident.updated), _time("Of the entry.")),
    "regions": Field(lambda h: list(h.incident.regions), _texts("Codes of those affected.")),
    "regions_mentioned": Field(
        lambda h: list(h.incident.regions_mentioned), _texts("Codes of all that are named.")
    ),
    "components": Field(lambda h: list(h.incident.components), _texts("Those involved.")),
    "components_mentioned": Field(
        lambda h: list(h.incident.components_mentioned), _texts("All that are named.")
    ),
    "duration_minutes": Field(
        lambda h: plain_number(h.incident.duration_minutes),
        _number("How long the impact lasted, as far as the text says."),
    ),
    "duration_text": Field(lambda h: h.incident.duration_text, _text("The words for it.")),
    "duration_kind": Field(
        lambda h: h.incident.duration_kind,
        _one_of("How exactly it is told.", "exact", "range", "vague", None),
    ),
    "impact": Field(
        lambda h: h.incident.impact,
        _one_of("As the text states it; null where it does not.", "none", "minor", "major", None),
    ),
    "impact_text": Field(lambda h: h.incident.impact_text, _text("The words for it.")),
    "text": Field(
        lambda h: h.incident.text,
        _text("Paragraphs apart by a blank line; list items begin with '- '.", null=False),
    ),
    "snippet": Field(
        lambda h: h.snippet.text if h.snippet else None, _text("The best stretch for the words.")
    ),
    "score": Field(lambda h: h.score, _number("Higher is better, comparable within one answer.")),
    "evidence": Field(lambda h: _evidence(h.incident.evidence), _EVIDENCE),
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
    ways = [(name, FIELDS[name].of) for name in fields]
    for hit in hits:
        yield {name: of(hit) for name, of in ways}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what `--json` prints."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "infralog incidents",
        "schema_version": SCHEMA_VERSION,
        "type": "array",
        "items": {"$ref": "#/$defs/incident"},
        "$defs": {
            "incident": {
                "type": "object",
                "properties": {name: dict(field.schema) for name, field in FIELDS.items()},
                "required": list(ALWAYS),
                "additionalProperties": False,
            }
        },
    }
