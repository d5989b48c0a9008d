"""What tells one version of an entry, or of an incident, from the next; the same in every store."""

from hashlib import blake2b
from itertools import chain

from infralog.model import Entry, Incident
from infralog.stores.codes import tokens
from infralog.stores.texts import utc


def hash_of(entry: Entry) -> int:
    """Return what tells versions of an entry apart; that it was published anew is none."""
    told = entry.url, entry.title, entry.media_type, utc(entry.published), entry.content
    more = () if entry.carrier == "feed" else (entry.carrier,)
    return _hash(*told, *more, *([entry.heading] if entry.heading else ()))


def hash_of_made(position: int, made: Incident) -> int:
    """Return what tells an incident, at its place in its entry, from another with its ID."""
    return _hash(position, *told_of(made), made.title, made.text, *chain(*made.evidence))


def told_of(made: Incident) -> tuple[str | float | None, ...]:
    """Return what is told of an incident but its texts, as texts that a file holds as columns."""
    return (
        made.kind,
        made.source,
        made.date.isoformat(),
        made.date_basis,
        made.started_at.isoformat() if made.started_at else None,
        made.time_text,
        utc(made.published),
        made.duration_minutes,
        made.duration_text,
        made.duration_kind,
        made.impact,
        made.impact_text,
        tokens(made.regions, made.regions_mentioned),
        tokens(made.components, made.components_mentioned),
    )


def _hash(*values: object) -> int:
    told = "\x1f".join(map(str, values)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(told, digest_size=8).digest(), signed=True)
