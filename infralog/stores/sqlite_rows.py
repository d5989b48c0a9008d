"""Rows -> incidents."""

from datetime import date
from typing import Any

from infralog.model import Evidence, Fact, Incident
from infralog.stores.codes import names
from infralog.stores.texts import moment

Row = tuple[Any, ...]

# What an incident is read from, `i` being its row and `e` that of its entry.
INCIDENT = """
    i.number, i.id, i.title, e.url, i.source, i.kind, e.id, i.date, i.date_basis, i.started_at,
    i.time_text, e.published, e.updated, i.regions, i.components, i.duration_minutes,
    i.duration_text, i.duration_kind, i.impact, i.impact_text"""

# What a fact is read from, all of it in one index.
FACT = """
    i.date, i.published, i.source, i.kind, i.impact, i.duration_minutes, i.regions, i.components"""


def incident(row: Row, body: str, evidence: tuple[Evidence, ...]) -> Incident:
    """Return the incident of a row with the columns of `INCIDENT`."""
    regions, regions_mentioned = names(row[13])
    components, components_mentioned = names(row[14])
    return Incident._make(
        (
            *row[1:7],
            date.fromisoformat(row[7]),
            row[8],
            moment(row[9]),
            row[10],
            moment(row[11]),
            moment(row[12]),
            regions,
            regions_mentioned,
            components,
            components_mentioned,
            *row[15:20],
            body,
            evidence,
        )
    )


def fact(row: Row) -> Fact:
    """Return the fact of a row with the columns of `FACT`, and perhaps the two of its times."""
    day, published, source, kind, impact, minutes, regions, components, *times = row
    basis, started = times or (None, None)
    return Fact(
        date.fromisoformat(day),
        moment(published),
        source,
        kind,
        impact,
        minutes,
        *names(regions),
        *names(components),
        basis,
        moment(started),
    )
