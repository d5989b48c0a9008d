"""What a person named an incident by -> the one that goes by it."""

from collections.abc import Sequence
from typing import TypeVar

from infralog.errors import NotFound
from infralog.model import Incident

T = TypeVar("T")

CANDIDATES = 20
_SHOWN = 60  # characters of what was typed


def the_one(found: Sequence[tuple[T, str]], asked: str) -> T:
    """Return what goes by a name, of all that do, each with its ID.

    Raises:
        NotFound: There is none, or several.
    """
    if len(found) == 1:
        return found[0][0]
    shown = asked if len(asked) <= _SHOWN else f"{asked[:_SHOWN]}…"
    if not found:
        raise NotFound(f"no incident has the ID {shown!r}", hint="infralog search lists them")
    candidates = tuple(id_ for _, id_ in found[:CANDIDATES])
    hint = f"name one: {', '.join(candidates[:2])}, ..."
    raise NotFound(f"several incidents go by {shown!r}", candidates=candidates, hint=hint)


def spellings(url: str) -> tuple[str, str, str]:
    """Return the ways in which what is read at a URL may be stored."""
    plain = url.partition("#")[0].rstrip("/")
    return url, plain, f"{plain}/"


def no_entry(incident: Incident) -> NotFound:
    """Return the error of an incident whose entry is not stored."""
    return NotFound(f"no entry has the ID {incident.entry_id[:_SHOWN]!r}")
