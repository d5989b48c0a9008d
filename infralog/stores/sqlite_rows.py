"""Rows <-> incidents.

The names of regions and components stand in two columns that the index covers, each as one token
that Porter's stemmer leaves alone, for it ends in a digit: 1 where it was affected or involved, 0
where it is only mentioned. `fly-proxy` is `fly0proxy1`, or `fly0proxy0`.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from infralog.model import Evidence, Fact, Incident

Row = tuple[Any, ...]

AFFECTED, MENTIONED = "1", "0"

# What an incident is read from, `i` being its row and `e` that of its entry.
INCIDENT = """
    i.number, i.id, i.title, e.url, i.source, i.kind, e.id, i.date, i.date_basis, i.started_at,
    i.time_text, e.published, e.updated, i.regions, i.components, i.duration_minutes,
    i.duration_text, i.duration_kind, i.impact, i.impact_text"""

# What a fact is read from, all of it in one index.
FACT = """
    i.date, i.published, i.source, i.kind, i.impact, i.duration_minutes, i.regions, i.components"""

# Behind any other character, and so behind all that begins with what stands before it.
LAST = "\U0010ffff"

_PLAIN = re.compile("[a-z1-8-]*")
_CODED = re.compile("9([0-9a-f]{6})|0")


# ---------------------------------------------------------------- names as tokens of the index


def token(name: str, how: str) -> str:
    """Return the token of a region or component that is affected or mentioned."""
    if _PLAIN.fullmatch(name):
        return name.replace("-", "0") + how
    coded = (
        "0" if c == "-" else c if _PLAIN.fullmatch(c) else f"9{ord(c):06x}" for c in name
    )  # for a name of a user's own vocabulary
    return "".join(coded) + how


def tokens(involved: Iterable[str], mentioned: Iterable[str]) -> str:
    """Return the tokens of all that an incident names, sorted by name."""
    affected = {*involved}
    return " ".join(
        token(name, AFFECTED if name in affected else MENTIONED)
        for name in sorted({*affected, *mentioned})
    )


@lru_cache(maxsize=4096)
def names(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return, of such tokens, the names of those affected, and of all; both sorted."""
    every = [(_name(coded[:-1]), coded[-1]) for coded in text.split()]
    return tuple(n for n, how in every if how == AFFECTED), tuple(n for n, _ in every)


def _name(coded: str) -> str:
    if "9" not in coded:
        return coded.replace("0", "-")
    return _CODED.sub(lambda found: chr(int(found[1], 16)) if found[1] else "-", coded)


# ---------------------------------------------------------------- from rows


def incident(row: Row, body: str, evidence: tuple[Evidence, ...]) -> Incident:
    """Return the incident of a row with the columns of `INCIDENT`."""
    regions, regions_mentioned = names(row[13])
    components, components_mentioned = names(row[14])
    return Incident._make(
        (
            *row[1:7],
            date.fromisoformat(row[7]),
            row[8],
            moment(row[9]),
            row[10],
            moment(row[11]),
            moment(row[12]),
            regions,
            regions_mentioned,
            components,
            components_mentioned,
            *row[15:20],
            body,
            evidence,
        )
    )


def fact(row: Row) -> Fact:
    """Return the fact of a row with the columns of `FACT`, and perhaps the two of its times."""
    day, published, source, kind, impact, minutes, regions, components, *times = row
    basis, started = times or (None, None)
    return Fact(
        date.fromisoformat(day),
        moment(published),
        source,
        kind,
        impact,
        minutes,
        *names(regions),
        *names(components),
        basis,
        moment(started),
    )


def moment(text: str | None) -> datetime | None:
    """Return an aware moment; None stays None."""
    return datetime.fromisoformat(text) if text else None


# ---------------------------------------------------------------- to rows


def utc(when: datetime | None) -> str | None:
    """Return a moment as it is stored, in UTC, so that text sorts like time."""
    return when.astimezone(UTC).isoformat() if when else None


def storable(text: str) -> str:
    """Return a text that any database can hold; lone surrogates are written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def columns(made: Incident) -> Row:
    """Return what is stored of an incident, from `kind` on to `impact_text` and the tokens."""
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
