"""Tags that a user gave or took by hand -> the incident as the user sees it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from infralog.errors import UsageError
from infralog.model import Evidence, Incident, Override
from infralog.names import Names

RULE = "by hand"
_TAG = re.compile(r"(?P<sign>[+-]?)(?P<field>region|component)s?:(?P<name>.*)", re.DOTALL)
_NUMBER = re.compile(r"-\d+$")
_HINT = "a tag is such as +component:consul, or -region:iad to take it away"


def typed(tags: Iterable[str], names: Names) -> tuple[Override, ...]:
    """Return the tags that a user typed: `+component:consul`, `-region:iad`; no sign is a plus.

    Raises:
        UsageError: One is no tag; the hint says how they are written.
        QueryError: A region or component is not known; the hint says which are near.
    """
    return tuple(override for tag in tags for override in _typed(tag, names))


def _typed(tag: str, names: Names) -> Iterable[Override]:
    found = _TAG.fullmatch(tag.strip())
    if found is None or not found["name"].strip():
        raise UsageError(f"not a tag: {tag[:60]}", hint=_HINT)
    given = found["sign"] != "-"
    if found["field"] == "region":
        return [Override("regions", code, given) for code in names.regions(found["name"])]
    return [Override("components", name, given) for name in names.components(found["name"])]


def written(override: Override) -> str:
    """Return a tag as a user types it."""
    return f"{'+' if override.given else '-'}{override.field.removesuffix('s')}:{override.value}"


def by_hand(incident: Incident, overrides: Sequence[Override]) -> Incident:
    """Return an incident with the tags that a user gave it, without those that a user took.

    A tag that was taken stays among the mentions if the text names it.
    """
    for override in overrides:
        incident = _applied(incident, override)
    return incident


def stored_ids(made: Iterable[Incident], stored: Iterable[Incident]) -> Mapping[str, str]:
    """Return by what ID a store has each incident of an entry; what it has not is not there.

    It is the one that was made, or where another entry has that already, the same with a number.
    """
    slugs, ids = {one.id for one in made}, [one.id for one in stored]
    found = {slug: slug for slug in slugs if slug in ids}
    for name in ids:
        slug = _NUMBER.sub("", name)
        if name not in slugs and slug in slugs:
            found.setdefault(slug, name)
    return found


def under_stored_ids(made: Iterable[Incident], stored: Iterable[Incident]) -> tuple[Incident, ...]:
    """Return the incidents of an entry, each under the ID that a store has it by."""
    every = tuple(made)
    ids = stored_ids(every, stored)
    return tuple(one._replace(id=ids.get(one.id, one.id)) for one in every)


def _applied(incident: Incident, override: Override) -> Incident:
    field, value, given = override
    mentions = f"{field}_mentioned"
    tags, mentioned = {*getattr(incident, field)}, {*getattr(incident, mentions)}
    if given:
        tags.add(value)
        mentioned.add(value)
    else:
        tags.discard(value)
    told = Evidence(field if given else mentions, value, "", RULE)
    kept = [e for e in incident.evidence if e.value != value or e.field not in (field, mentions)]
    made = incident._asdict() | {field: tuple(sorted(tags)), mentions: tuple(sorted(mentioned))}
    return Incident(**{**made, "evidence": (*kept, told)})
