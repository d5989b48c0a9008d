"""What each field of a record holds, as JSON Schema."""

from collections.abc import Mapping
from typing import Any

from infralog import record
from infralog.model import Evidence

# Raised when a field goes or changes its meaning; a new field is no change.
SCHEMA_VERSION = 1


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

_FIELDS: Mapping[str, Mapping[str, Any]] = {
    "id": _text("Unique in a store.", null=False, minLength=1),
    "title": _text("One line.", null=False),
    "url": _text("Where a person reads it.", format="uri"),
    "source": _text("Whose log it is.", null=False),
    "kind": _one_of(
        "notes: a bulletin's engineering notes, or a planned maintenance.", "incident", "notes"
    ),
    "entry_id": _text(
        "The publisher's id of the entry; incidents of one bulletin share it.", null=False
    ),
    "date": _text("The day it happened, as best known.", null=False, format="date"),
    "date_basis": _one_of("What the date rests on.", "heading", "page", "body", "published"),
    "started_at": _time("When it began."),
    "time_text": _text("The time of day, as printed."),
    "published": _time("Of the entry."),
    "updated": _time("Of the entry."),
    "regions": _texts("Codes of those affected."),
    "regions_mentioned": _texts("Codes of all that are named."),
    "components": _texts("Those involved."),
    "components_mentioned": _texts("All that are named."),
    "duration_minutes": _number("How long the impact lasted, as far as the text says."),
    "duration_text": _text("The words for it."),
    "duration_kind": _one_of("How exactly it is told.", "exact", "range", "vague", None),
    "impact": _one_of(
        "As the text states it; null where it does not.", "none", "minor", "major", None
    ),
    "impact_text": _text("The words for it."),
    "text": _text("Paragraphs apart by a blank line; list items begin with '- '.", null=False),
    "snippet": _text("The best stretch for the words."),
    "score": _number("Higher is better, comparable within one answer."),
    "evidence": _EVIDENCE,
}

# What `infralog similar` tells beside.
_WHY: Mapping[str, Mapping[str, Any]] = {
    "reason": _text("Of similar alone: what it shares with what was asked for.", null=False),
    "shared_regions": _texts("Of similar alone: regions that both were affected in."),
    "shared_components": _texts("Of similar alone: components that both involved."),
    "shared_words": _texts("Of similar alone: telling words that both say."),
}


# What `--format json-full` prints, and each count in it.
_FULL: Mapping[str, Mapping[str, Any]] = {
    "full": {
        "type": "object",
        "properties": {
            "total": {"type": "integer", "minimum": 0, "description": "All that match."},
            "facets": {
                "type": "object",
                "description": "By each facet asked for, how many of all that match.",
                "additionalProperties": {"type": "array", "items": {"$ref": "#/$defs/count"}},
            },
            "hits": {"type": "array", "items": {"$ref": "#/$defs/incident"}},
        },
        "required": ["total", "facets", "hits"],
        "additionalProperties": False,
    },
    "count": {
        "type": "object",
        "properties": {
            "value": _text("Such as sjc, 2026-06, mon.", null=False),
            "incidents": {"type": "integer", "minimum": 0},
            "last": _text("The newest day among them.", format="date"),
        },
        "required": ["value", "incidents", "last"],
        "additionalProperties": False,
    },
}


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
                "properties": {name: dict(told) for name, told in {**_FIELDS, **_WHY}.items()},
                "required": list(record.ALWAYS),
                "additionalProperties": False,
            },
            **_FULL,
        },
    }
