"""Incidents -> how much was found in their words, and in which of them nothing was.

What was not found may not be there: an account that names no region has none. So this tells where
to look, and is no score.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from infralog.model import Incident

# What an incident can have, by the word for it.
FOUND: Mapping[str, Callable[[Incident], bool]] = {
    "region": lambda incident: bool(incident.regions),
    "component": lambda incident: bool(incident.components),
    "date": lambda incident: incident.date_basis != "published",
    "time": lambda incident: incident.started_at is not None,
    "duration": lambda incident: incident.duration_minutes is not None,
    "impact": lambda incident: incident.impact is not None,
}


class Extraction(NamedTuple):
    """What was found in all incidents; a bulletin's notes are only counted.

    Attributes:
        incidents, notes: How many there are of each kind.
        found: In how many incidents each of `FOUND` was.
        untagged: IDs of incidents without any region or component.
        uncertain: IDs of those that name some, and none as affected or involved.
    """

    incidents: int
    notes: int
    found: Mapping[str, int]
    untagged: tuple[str, ...]
    uncertain: tuple[str, ...]


def extraction(incidents: Iterable[Incident]) -> Extraction:
    """Count what was found in incidents, of whichever kind; the IDs keep their order."""
    told = notes = 0
    found = dict.fromkeys(FOUND, 0)
    untagged: list[str] = []
    uncertain: list[str] = []
    for incident in incidents:
        if incident.kind == "notes":
            notes += 1
            continue
        told += 1
        for what, has in FOUND.items():
            found[what] += has(incident)
        if not (incident.regions or incident.components):
            named = incident.regions_mentioned or incident.components_mentioned
            (uncertain if named else untagged).append(incident.id)
    return Extraction(told, notes, found, tuple(untagged), tuple(uncertain))
