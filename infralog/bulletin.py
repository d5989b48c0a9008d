"""The text of a bulletin -> its parts: incidents under headings with a day, and notes.

A bulletin prints its headings all in one way: as headings, as paragraphs, or as items of a list.
The first heading with a time shows which. What looks like a heading and is printed otherwise
(in a timeline inside an incident, above a postmortem) is one only where it is beyond doubt: a day,
a title and a time behind it.

The list ends at "This Week In Infra Engineering", or at any heading behind its last incident.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from infralog import headings
from infralog.headings import Heading, Shape
from infralog.landmarks import INCIDENTS, NOTES, STUCK
from infralog.model import Text

# What a bulletin says of its diagram, and of how to read that.
_FURNITURE = re.compile(
    r"infra[ ]log|a[ ]diagram[ ]of[ ].{1,80}|\((?:\w+[ ]){0,3}box(?:es)?\b.*\)\.?", re.IGNORECASE
)
_LINE = re.compile(r"^(?P<indent>[ ]*)(?P<bullet>-[ ])?(?P<words>\S.*)$", re.MULTILINE)

_HEADING, _PARAGRAPH, _ITEM = 0, 1, 2

Kind = Literal["incident", "notes", "list", "furniture", "heading"]


class Part(NamedTuple):
    """A part of a bulletin: `plain[start:end]`, without its heading.

    Attributes:
        heading: An incident's; None for notes.
        title: The offsets of what is printed above the notes; None where nothing is.
    """

    start: int
    end: int
    heading: Heading | None = None
    title: tuple[int, int] | None = None


class _Row(NamedTuple):
    """A line, or what sticks to the end of one: `plain[start:stop]`.

    Attributes:
        at: Where the line begins, with the mark of an item or the gap that it lacks.
        bold: How far it is a heading by its markup, as an offset; 0 if it is not.
        depth: How it is printed: as a heading, a paragraph, an item, an item in an item...
    """

    at: int
    start: int
    stop: int
    bold: int
    depth: int


class _Mark(NamedTuple):
    """A row that may begin a part, and where what it says ends."""

    kind: Kind
    row: _Row
    end: int
    heading: Heading | None = None
    title: tuple[int, int] | None = None


def parts(text: Text) -> tuple[Part, ...]:
    """Divide a bulletin. The parts are in order and apart; nothing but furniture is in none."""
    found = (mark for row in _rows(text) if (mark := _mark(text.plain, row)))
    marks = list(_settled(list(_listed(found))))
    ends = [mark.row.at for mark in marks] + [len(text.plain)]
    made = [Part(0, ends[0])]
    made += [
        Part(mark.end, end, mark.heading, mark.title)
        for mark, end in zip(marks, ends[1:], strict=True)
    ]
    return tuple(p for p in made if p.heading or p.title or text.plain[p.start : p.end].strip())


# ---------------------------------------------------------------- what each row may begin


def _rows(text: Text) -> Iterator[_Row]:
    bold = {s.start: s.end for s in text.stretches if s.kind == "heading"}
    for line in _LINE.finditer(text.plain):
        start, stop = line.span("words")
        depth = _ITEM + len(line["indent"]) // 2 if line["bullet"] else _PARAGRAPH
        gaps = [gap.span() for gap in STUCK.finditer(text.plain, start + 1, stop)]
        for (at, first), (last, _) in zip(
            [(line.start(), start), *gaps], [*gaps, (stop, stop)], strict=True
        ):
            told = min(bold.get(first, 0), last)
            is_heading = told == last and depth == _PARAGRAPH
            yield _Row(at, first, last, told, _HEADING if is_heading else depth)


def _mark(plain: str, row: _Row) -> _Mark | None:
    notes = NOTES.match(plain, row.start, row.stop)
    if notes:
        return _Mark("notes", row, notes.end(), title=notes.span("name"))
    words = plain[row.start : row.stop]
    if INCIDENTS.fullmatch(words):
        return _Mark("list", row, row.stop)
    if row.depth < _ITEM and _FURNITURE.fullmatch(words.strip("* ")):
        return _Mark("furniture", row, row.stop)
    is_item = row.depth >= _ITEM
    heading = headings.read(plain, row.start, row.stop, bold=row.bold, is_item=is_item)
    if heading:
        return _Mark("incident", row, heading.end, heading)
    if row.depth == _HEADING:
        return _Mark("heading", row, row.stop, title=(row.start, row.stop))
    return None


# ---------------------------------------------------------------- which of them do


def _settled(marks: Sequence[_Mark]) -> Iterator[_Mark]:
    """Yield the marks that do begin a part."""
    incidents = _incidents(marks)
    going_on = _going_on(marks, incidents)
    inside: Kind = "list"
    for mark, is_incident, goes_on in zip(marks, incidents, going_on, strict=True):
        if is_incident or mark.kind in ("notes", "list"):
            inside = mark.kind
            yield mark
        elif inside == "incident" and mark.row.depth == _HEADING and not goes_on:
            inside = "notes"
            row = mark.row
            yield _Mark("notes", row, row.stop, title=(row.start, row.stop))
        elif inside == "list" and mark.kind == "furniture":
            yield mark


def _listed(marks: Iterable[_Mark]) -> Iterator[_Mark]:
    """Yield the marks but for what looks like an incident behind the list (LABELLING R12)."""
    behind = False
    for mark in marks:
        behind = mark.kind == "notes" or (behind and mark.kind != "list")
        if not (behind and mark.heading):
            yield mark


def _incidents(marks: Sequence[_Mark]) -> list[bool]:
    """Tell for each mark whether it begins an incident."""
    usual = _usual_depth(marks)
    told: list[bool] = []
    shapes: set[Shape] = set()
    below_heading = False
    for mark in marks:
        is_incident = mark.heading is not None and _is_incident(mark.row, mark.heading, usual)
        if mark.heading and shapes and below_heading and usual != _HEADING:
            # It may be in the timeline of a postmortem, unless it looks like the others.
            is_incident = mark.row.depth == usual and mark.heading.shape in shapes
        if is_incident and mark.heading:
            shapes.add(mark.heading.shape)
        below_heading = not is_incident and (below_heading or mark.row.depth == _HEADING)
        told.append(is_incident)
    return told


def _usual_depth(marks: Sequence[_Mark]) -> int:
    """Return how the first heading is printed that has a time or, where none has, the first."""
    headed = [(mark.row.depth, mark.heading.shape) for mark in marks if mark.heading]
    timed = [depth for depth, shape in headed if shape != "untimed"]
    return [*timed, *(depth for depth, _ in headed), _ITEM][0]


def _is_incident(row: _Row, heading: Heading, usual: int) -> bool:
    return row.depth == usual or (heading.shape == "late" and row.depth <= _ITEM)


def _going_on(marks: Sequence[_Mark], incidents: Sequence[bool]) -> list[bool]:
    """Tell for each mark whether the list of incidents goes on behind it."""
    told, goes_on = [], False
    for mark, is_incident in zip(reversed(marks), reversed(incidents), strict=True):
        told.append(goes_on)
        goes_on = is_incident or (goes_on and mark.kind != "notes")
    return told[::-1]
