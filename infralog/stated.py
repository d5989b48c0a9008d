"""What a publisher states as data, beside the words: components, an impact, an exact duration.

It is evidence by itself, so a `Passage` carries it as such; it outweighs what the rules read in
the words, as a user's own word outweighs it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from infralog import slugs
from infralog.model import Evidence, Impact, Incident, Text

RULE = "stated by the publisher"

_LISTED = re.compile(
    r"^(?:affected )?components(?: affected)?:?[ ]*\n+(?P<items>(?:[ ]*- [^\n]*(?:\n|\Z))+)",
    re.IGNORECASE | re.MULTILINE,
)
_IN_LINE = re.compile(
    r"^(?:affected components|components affected|components):[ ]*(?P<names>\S[^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
# "Git Operations (Degraded performance)": how it does now, behind the name.
_STATE = re.compile(
    r"[ ]*\((?:operational|degraded[ _]performance|(?:partial|major|full)[ _]outage"
    r"|under[ _]maintenance)\)\Z",
    re.IGNORECASE,
)
_IMPACT = re.compile(
    r"^(?:impact|severity):[ ]*(?P<word>none|minor|major|critical)\b", re.IGNORECASE | re.MULTILINE
)
# Statuspage knows four grades, the contract three.
_IMPACTS: Mapping[str, Impact] = {
    "none": "none",
    "minor": "minor",
    "major": "major",
    "critical": "major",
}


def components(text: Text) -> Iterator[Evidence]:
    """Yield the components that a text lists as affected, by the slugs of their names."""
    names: list[str] = []
    for found in _LISTED.finditer(text.plain):
        names += (item.strip().removeprefix("- ") for item in found["items"].splitlines())
    for found in _IN_LINE.finditer(text.plain):
        names += re.split(r",\s+", found["names"].rstrip("."))
    for name in dict.fromkeys(_STATE.sub("", name.strip()) for name in names):
        if slugs.slug(name):
            yield Evidence("components", slugs.slug(name), name, RULE)


def impact(text: Text) -> Iterator[Evidence]:
    """Yield the impact that a text states in a line of its own: `Impact: minor`; at most one."""
    found = _IMPACT.search(text.plain)
    if found:
        yield Evidence("impact", _IMPACTS[found["word"].lower()], found["word"], RULE)


def duration(minutes: float | None, quote: str) -> Iterator[Evidence]:
    """Yield an exact duration; nothing for None."""
    if minutes is not None:
        yield Evidence("duration_minutes", f"{minutes:g}", quote, RULE)


def applied(incident: Incident, stated: Sequence[Evidence]) -> Incident:
    """Return an incident with what its publisher states in place of what rules read."""
    if not stated:
        return incident
    said: dict[str, Any] = {}
    for told in stated:
        said.update(_VALUES[told.field](told))
    names = {told.value for told in stated if told.field == "components"}
    if names:
        said["components"] = tuple(sorted({*incident.components, *names}))
        said["components_mentioned"] = tuple(sorted({*incident.components_mentioned, *names}))
    kept = [old for old in incident.evidence if not _outweighed(old, stated)]
    return incident._replace(**said, evidence=(*kept, *stated))


def _of_impact(told: Evidence) -> dict[str, Any]:
    return {"impact": told.value, "impact_text": told.quote}


def _of_duration(told: Evidence) -> dict[str, Any]:
    return {
        "duration_minutes": float(told.value),
        "duration_text": told.quote,
        "duration_kind": "exact",
    }


_VALUES = {
    "components": lambda _: {},
    "impact": _of_impact,
    "duration_minutes": _of_duration,
}


def _outweighed(old: Evidence, stated: Iterable[Evidence]) -> bool:
    """Tell whether other evidence speaks for the same field; of components, for the same one."""
    return any(
        old.field.removesuffix("_mentioned") == new.field
        and (new.field != "components" or new.value == old.value)
        for new in stated
    )
