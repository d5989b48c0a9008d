"""Two versions of an incident -> what is different between them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from infralog.model import Incident

# What a reader would call another answer; the evidence may be worded otherwise.
FIELDS = (
    *("title", "kind", "date", "date_basis", "started_at", "regions", "regions_mentioned"),
    *("components", "components_mentioned", "duration_minutes", "duration_kind", "impact", "text"),
)


class Change(NamedTuple):
    """One field of one incident that came out otherwise.

    Attributes:
        field: `incident` where all of it is new or gone.
        before, after: As text; None where there was, or is, nothing.
    """

    id: str
    field: str
    before: str | None
    after: str | None


def changes(before: Iterable[Incident], after: Iterable[Incident]) -> Iterator[Change]:
    """Yield how the incidents of one entry differ, in their order."""
    old, new = _by_id(before), _by_id(after)
    for name in {**old, **new}:
        if name not in new:
            yield Change(name, "incident", old[name].title, None)
        elif name not in old:
            yield Change(name, "incident", None, new[name].title)
        else:
            yield from _between(old[name], new[name])


def _by_id(incidents: Iterable[Incident]) -> Mapping[str, Incident]:
    return {incident.id: incident for incident in incidents}


def _between(old: Incident, new: Incident) -> Iterator[Change]:
    for field in FIELDS:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield Change(new.id, field, _shown(before), _shown(after))


def _shown(value: object) -> str | None:
    if isinstance(value, tuple):
        return ", ".join(value) or None
    if isinstance(value, float):
        return f"{value:g}"
    return None if value is None else str(value)
