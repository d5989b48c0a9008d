"""Tags that a user gave or took by hand -> the incident as the user sees it."""

from collections.abc import Sequence

from infralog.model import Evidence, Incident, Override

RULE = "by hand"


def by_hand(incident: Incident, overrides: Sequence[Override]) -> Incident:
    """Return an incident with the tags that a user gave it, without those that a user took.

    A tag that was taken stays among the mentions if the text names it.
    """
    for override in overrides:
        incident = _applied(incident, override)
    return incident


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
