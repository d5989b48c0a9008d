"""What a check of the store found -> lines for a person, and one record for a script."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any, NamedTuple, TextIO

from infralog.extraction import Extraction
from infralog.model import Problem
from infralog.safe import line
from infralog.unknown import Candidate
from infralog.views.words import count

# A list is a sample for people; a script gets all of it.
_LISTED = 20


class Checked(NamedTuple):
    """What was found; of a store that is not intact, only what is wrong with it.

    Attributes:
        problems: Empty if the store is intact.
        current: True if the incidents were tagged by the rules and words as they are now.
    """

    problems: tuple[Problem, ...]
    entries: int = 0
    current: bool = True
    extraction: Extraction | None = None
    unknown: tuple[Candidate, ...] = ()


def report(checked: Checked, out: TextIO, width: int | None) -> None:
    """Write what was found, in lines no longer than `width`, or as long as they are for None."""
    for row in _rows(checked):
        out.writelines(f"{part}\n" for part in (_wrapped(row, width) if width else [row]))


def _wrapped(row: str, width: int) -> list[str]:
    bare = row.lstrip()
    indent = " " * (len(row) - len(bare))
    return wrap(bare, width, initial_indent=indent, subsequent_indent=indent + "  ") or [""]


def _rows(checked: Checked) -> Iterator[str]:
    if checked.problems or checked.extraction is None:
        yield "The store is damaged."
        yield from _listed(
            f"{line(subject)}: {line(reason)}" for subject, reason in checked.problems
        )
        return
    found = checked.extraction
    told = f"{count(found.incidents, 'incident')} and {found.notes:,} of engineering notes"
    entries = f"{checked.entries:,} {'entry' if checked.entries == 1 else 'entries'}"
    yield f"The store is intact: {told}, in {entries}."
    if not checked.current:
        yield "The rules or words have changed since it was tagged; infralog retag applies them."
    yield from _shares(found)
    yield from _ids("Without any region or component", found.untagged)
    yield from _ids("Naming some, but none as affected", found.uncertain)
    for kind in ("region", "component"):
        unknown = [one for one in checked.unknown if one.kind == kind]
        if unknown:
            yield ""
            yield f"In no vocabulary, though it looks like a {kind}"
            yield from _listed(map(_candidate, unknown))


def _shares(found: Extraction) -> Iterator[str]:
    if found.incidents:
        yield ""
        yield "Found in the words of the incidents"
    for what, incidents in found.found.items() if found.incidents else ():
        yield f"  {what:10}{incidents:7,}{incidents / found.incidents:6.0%}"


def _ids(heading: str, ids: Sequence[str]) -> Iterator[str]:
    if ids:
        yield ""
        yield f"{heading}: {len(ids):,}"
        yield from _listed(map(line, ids))


def _candidate(one: Candidate) -> str:
    return f"{line(one.word)}, in {count(one.incidents, 'incident')}, such as {line(one.example)}"


def _listed(rows: Iterable[str]) -> Iterator[str]:
    """Yield the first of many rows, indented, and how many more there are."""
    every = list(rows)
    yield from (f"  {row}" for row in every[:_LISTED])
    if len(every) > _LISTED:
        yield f"  and {len(every) - _LISTED:,} more, which --json lists"


def record(checked: Checked) -> Mapping[str, Any]:
    """Return all that was found as one record; where the store is damaged the rest is null."""
    found = checked.extraction
    return {
        "intact": not checked.problems,
        "problems": [problem._asdict() for problem in checked.problems],
        "entries": checked.entries if found else None,
        "incidents": found.incidents if found else None,
        "notes": found.notes if found else None,
        "current": checked.current if found else None,
        "found": dict(found.found) if found else None,
        "untagged": list(found.untagged) if found else None,
        "uncertain": list(found.uncertain) if found else None,
        "unknown": [one._asdict() for one in checked.unknown] if found else None,
    }
