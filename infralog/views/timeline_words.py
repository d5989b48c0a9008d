"""What both drawings of a diagram say in words."""

from collections.abc import Sequence
from unicodedata import east_asian_width

from infralog.model import Incident
from infralog.safe import line
from infralog.timeline import Box, Diagram, day_of
from infralog.views.words import count, duration

# Not the locale's: the rest is English, too.
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

KEY = "larger = longer, stronger = higher impact"
IMPACTS = ("none", "minor", "major", None)
UNTOLD_DURATION = "duration not told"
HOURS = "hours as printed"
UNTOLD = "not told"
NOTHING = "no incident"
PUBLISHED = "published"
LATER = "published: the day of the account, which may be a week later"


def caption(drawn: Diagram) -> str:
    """Return what a diagram is of: `2024-06-02 to 2024-06-15: 5 incidents`."""
    days = f"{drawn.days[0].date} to {drawn.days[-1].date}: " if drawn.days else ""
    return days + (count(len(drawn.incidents), "incident") if drawn.incidents else NOTHING)


def legend(drawn: Diagram, placed: Sequence[Box]) -> dict[str, str]:
    """Return the signs beside the impacts that a diagram has, and what each means."""
    days = drawn.days
    signs = (
        ("open", UNTOLD_DURATION, any(i.duration_minutes is None for i in drawn.incidents)),
        ("goes-on", "goes on", any(box.goes_on for box in placed)),
        ("weekend", "weekend", any(day.is_weekend for day in days)),
        ("silent", "the log is silent", any(day.is_silent for day in days)),
        ("today", "today", any(day.is_today for day in days)),
    )
    return {sign: says for sign, says, is_there in signs if is_there}


def notes(drawn: Diagram, placed: Sequence[Box]) -> list[str]:
    """Return what else is to be known of the times of a diagram."""
    accounts = any(clock(incident, drawn) == PUBLISHED for incident in drawn.incidents)
    said = [HOURS] if any(box.is_timed for box in placed) else []
    return [*said, LATER] if accounts and not drawn.by_published else said


def band(drawn: Diagram, placed: Sequence[Box]) -> str:
    """Return what stands in the band above the hours of some of the days, with these boxes."""
    if not placed:
        return NOTHING
    return "day of publication" if drawn.by_published else "time not told"


def clock(incident: Incident, drawn: Diagram) -> str:
    """Return the time of day as printed, or why there is none; empty where it is just not told."""
    if drawn.by_published or incident.date_basis == "published":
        return PUBLISHED
    if incident.started_at is None:
        return line(incident.time_text or "")
    return line(incident.time_text or "") or f"{incident.started_at:%H:%M}"


def when(incident: Incident, drawn: Diagram) -> str:
    """Return the day of an incident in a diagram, as ISO 8601 has it."""
    return day_of(incident, by_published=drawn.by_published).isoformat()


def impact(incident: Incident) -> str:
    """Return the impact in words."""
    return incident.impact or UNTOLD


def lasted(incident: Incident) -> str:
    """Return how long it lasted, `?` where that is not told."""
    return duration(incident.duration_minutes, incident.duration_kind) or "?"


def sentence(incident: Incident, drawn: Diagram) -> str:
    """Return an incident in a line: when, how long, what impact, and its title."""
    minutes = incident.duration_minutes
    facts = (
        f"{when(incident, drawn)} {clock(incident, drawn)}".strip(),
        UNTOLD_DURATION if minutes is None else f"lasted {lasted(incident)}",
        f"impact {impact(incident)}",
    )
    return f"{', '.join(facts)}: {line(incident.title)}"


def cropped(says: str, room: int) -> str:
    """Return a text that takes no more room than so many letters; some take two."""
    taken = 0
    for at, sign in enumerate(says):
        taken += 2 if east_asian_width(sign) in "WF" else 1
        if taken > room:
            return says[: max(at - 1, 0)] + "…"
    return says


def tags(incident: Incident, room: int) -> str:
    """Return where it was and what was involved, in whole words, as far as there is room.

    Regions that are left out are counted: `lax +2`.
    """
    regions = [line(code) for code in incident.regions]
    every = [*regions, *map(line, incident.components)]
    for number in range(len(every), 0, -1):
        left = len(regions) - number
        told = " ".join(every[:number]) + (f" +{left}" if left > 0 else "")
        if len(told) <= room:
            return told
    return ""
