"""By what incidents are counted: an incident -> its values of a dimension, and their order."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date
from typing import Literal, NamedTuple

from infralog.errors import QueryError
from infralog.model import Fact, Incident, Query

Dimension = Literal["region", "component", "month", "weekday", "hour", "source", "impact", "kind"]

Counted = Incident | Fact

# What follows its own order, and is told also where nothing happened.
TIMES: tuple[Dimension, ...] = ("month", "weekday", "hour")
# What asks for more of an incident than its day.
TIMED: tuple[Dimension, ...] = ("weekday", "hour")

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS = tuple(f"{hour:02}" for hour in range(24))
_IMPACTS = ("none", "minor", "major")


class Reading(NamedTuple):
    """How incidents are read.

    Attributes:
        mentions: True to count regions and components that are only mentioned, too.
        by_published: True to count by the publication date, not by `Incident.date`.
    """

    mentions: bool = False
    by_published: bool = False


def reading(query: Query) -> Reading:
    """Return how the incidents that match a query are to be read."""
    return Reading(query.mentions, query.by_published)


def day(incident: Counted, read: Reading) -> date:
    """Return the day by which an incident is counted."""
    return (published(incident) if read.by_published else None) or incident.date


def published(incident: Counted) -> date | None:
    """Return the day on which an incident was published, in UTC; None where it is not known."""
    return incident.published.astimezone(UTC).date() if incident.published else None


def month(when: date) -> str:
    """Return the month of a day, such as `2026-06`."""
    return when.isoformat()[:7]


def months(first: date, last: date) -> tuple[str, ...]:
    """Return every month from that of one day to that of another."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers)


def _weekday(incident: Counted, read: Reading) -> tuple[str, ...]:
    # A write-up appears about a week later; its weekday is none of the incident.
    if incident.date_basis == "published" and not read.by_published:
        return ()
    return (WEEKDAYS[day(incident, read).weekday()],)


def _hour(incident: Counted, _: Reading) -> tuple[str, ...]:
    return (HOURS[incident.started_at.hour],) if incident.started_at else ()


_VALUES: Mapping[Dimension, Callable[[Counted, Reading], tuple[str, ...]]] = {
    "region": lambda i, read: i.regions_mentioned if read.mentions else i.regions,
    "component": lambda i, read: i.components_mentioned if read.mentions else i.components,
    "month": lambda i, read: (month(day(i, read)),),
    "weekday": _weekday,
    "hour": _hour,
    "source": lambda i, _: (i.source,),
    "impact": lambda i, _: (i.impact,) if i.impact else (),
    "kind": lambda i, _: (i.kind,),
}
DIMENSIONS: tuple[Dimension, ...] = tuple(_VALUES)


def values(incident: Counted, by: Dimension, read: Reading) -> tuple[str, ...]:
    """Return the values that an incident has, each once; none where the text does not say.

    Args:
        incident: What to look at.
        by: A `weekday` is known where the text says when it was, and not only when it was
            published. An `hour` is that of the publisher's clock.
        read: How.
    """
    return _VALUES[by](incident, read)


def ordered(weights: Mapping[str, float], by: Dimension) -> tuple[str, ...]:
    """Return the values of a dimension in order.

    Times follow each other, with those between that have no weight; impacts rise; of the rest the
    heaviest come first.
    """
    if not weights:
        return ()
    if by == "month":
        return months(*(date.fromisoformat(f"{end(weights)}-01") for end in (min, max)))
    fixed = {"weekday": WEEKDAYS, "hour": HOURS}.get(by)
    if fixed:
        return fixed
    if by == "impact":
        return tuple(impact for impact in _IMPACTS if impact in weights)
    return tuple(sorted(weights, key=lambda value: (-weights[value], value)))


def chosen(named: Iterable[str], what: str) -> tuple[Dimension, ...]:
    """Return the dimensions that a user named, apart by commas, in that order, each once.

    Args:
        named: What was typed, once or more.
        what: What they are called, such as `facet`.

    Raises:
        QueryError: One is not known, or none is named; the hint lists those there are.
    """
    typed = [name.strip().lower() for text in named for name in text.split(",")]
    hint = f"there are: {', '.join(DIMENSIONS)}"
    found: dict[Dimension, None] = {}
    for name in filter(None, typed):
        known = next((d for d in DIMENSIONS if name in (d, d + "s")), None)
        if known is None:
            raise QueryError(f"unknown {what}: {name}", hint=hint)
        found[known] = None
    if not found:
        raise QueryError(f"no {what} is named", hint=hint)
    return tuple(found)
