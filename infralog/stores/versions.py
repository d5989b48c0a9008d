"""What tells one version of an entry, or of an incident, from the next; the same in every store."""

from hashlib import blake2b
from itertools import chain

from infralog.model import Entry, Incident
from infralog.stores.sqlite_rows import columns, utc


def hash_of(entry: Entry) -> int:
    """Return what tells versions of an entry apart; that it was published anew is none."""
    told = entry.url, entry.title, entry.media_type, utc(entry.published), entry.content
    more = () if entry.carrier == "feed" else (entry.carrier,)
    return _hash(*told, *more, *([entry.heading] if entry.heading else ()))


def hash_of_made(position: int, made: Incident) -> int:
    """Return what tells an incident, at its place in its entry, from another with its ID."""
    return _hash(position, *columns(made), made.title, made.text, *chain(*made.evidence))


def _hash(*values: object) -> int:
    told = "\x1f".join(map(str, values)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(told, digest_size=8).digest(), signed=True)
