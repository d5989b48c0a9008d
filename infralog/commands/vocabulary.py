"""What `regions` and `components` list: the vocabulary, and how often each word of it occurs."""

from typing import Any, Literal

from infralog.commands import output
from infralog.model import Query, Tally
from infralog.session import Session
from infralog.views import Format, Records
from infralog.vocabulary import Component, Region

# What makes a phrase a pattern, which nobody types.
_SHORTHAND = {*"{~*"}
_SHOWN = 2

FIELDS = ("name", "label", "aliases", "incidents", "last")


def listing(
    session: Session,
    what: Literal["region", "component"],
    named: Format,
    fields: str | None,
    *,
    json: bool,
    mentions: bool,
) -> None:
    """Show the regions or the components, those with the most incidents first."""
    shown = output.chosen(named, fields, json=json, known=FIELDS)
    with session.store() as store:
        tallies = {
            t.value: t for t in store.tally(what, Query(kinds=("incident",), mentions=mentions))
        }
    words = session.vocabulary()
    known = words.regions if what == "region" else words.components
    rows = [_row(name, known.get(name), tallies.get(name)) for name in {*known, *tallies}]
    rows.sort(key=lambda row: (-row["incidents"], row["name"]))
    if shown.is_table:
        rows = [{**row, "aliases": _in_short(row["aliases"])} for row in rows]
    kept = shown.fields or (("name",) if shown.format == "ids" else FIELDS)
    shown.records(Records(kept, ({name: row[name] for name in kept} for row in rows)), session)


def _row(name: str, word: Region | Component | None, tally: Tally | None) -> dict[str, Any]:
    label, aliases = _called(name, word)
    return {
        "name": name,
        "label": label,
        "aliases": aliases,
        "incidents": tally.incidents if tally else 0,
        "last": tally.last.isoformat() if tally else None,
    }


def _called(name: str, word: Region | Component | None) -> tuple[str, list[str]]:
    """Return how a word is written for people, and its other names."""
    if word is None:
        return name, []
    label = word.name if isinstance(word, Region) else word.label
    exact = word.weak if isinstance(word, Region) else word.exact
    others = dict.fromkeys((*word.words, *exact))
    return label, [o for o in others if o not in (name, label) and not _SHORTHAND & {*o}]


def _in_short(aliases: list[str]) -> list[str]:
    """Return as many as a row has room for, and how many more there are."""
    rest = len(aliases) - _SHOWN
    return [*aliases[:_SHOWN], f"+{rest}"] if rest > 1 else aliases
