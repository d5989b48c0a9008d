"""Prose -> the amounts of time that it states, whatever they measure."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from math import isfinite
from typing import Literal, NamedTuple

from infralog import forms
from infralog.model import DurationKind
from infralog.numerals import COUNT, UNITS, number
from infralog.prose import Prose

Size = Literal["moment", "span", "days", "clock"]

_DAY = 24 * 60


class Amount(NamedTuple):
    """An amount of time at `prose.words[start:end]`, with the `about` before it.

    Attributes:
        size: Whether it is less than a minute, less than a day, more, or from one time of day to
            another.
        leans: True if it has no unit of its own, but that of the amount before it.
    """

    minutes: float
    kind: DurationKind
    start: int
    end: int
    size: Size = "span"
    leans: bool = False


# A number whose unit was said before: `Paris took 10 minutes, and 40 for the rest`.
_LEANS = re.compile(
    rf"""
    \b(?:for(?:\ the)?|(?P<verb>needed|took|lasted)|taken|then|after|other|another|and|in
      |the\ (?:first|second|third|other|last|longest|longer|worst)(?:\ (?:one|of\ them))?)
    \s(?!\d{{4}})(?P<bare>{COUNT})
    (?=\s*(?:[.,;:)]|$|(?:when|until|or\ so)\b|(?:in|on)\ (?:the|[A-Z])
    |for\ (?:the|a|some|others?)\b|after\ (?:that|it|them)\b))
    """,
    re.VERBOSE,
)


def find(prose: Prose) -> Iterator[Amount]:
    """Yield the amounts of time in a text, in order; none of more digits than a number has."""
    return (amount for amount in _found(prose) if isfinite(amount.minutes))


def _found(prose: Prose) -> Iterator[Amount]:
    before: tuple[int, float] | None = None
    for match in _matches(prose):
        start, end = _words(prose, match.start(), match.end())
        if before:
            yield from _leaning(prose, *before, start)
        before = None
        minutes, kind = forms.read(match)
        whole = prose.starts[start] == match.start() and prose.ends[end - 1] == match.end()
        if minutes is not None and whole:
            yield Amount(minutes, kind, start, end, _size(minutes))
            unit = forms.unit_of(match)
            before = (end, unit) if unit else None
    if before:
        yield from _leaning(prose, *before, len(prose.words))


def _words(prose: Prose, start: int, end: int) -> tuple[int, int]:
    """Return the words at two offsets, as a range."""
    return bisect_left(prose.starts, start), bisect_left(prose.ends, end) + 1


def _size(minutes: float) -> Size:
    if minutes < 1:
        return "moment"
    return "span" if minutes < _DAY else "days"


def _leaning(prose: Prose, behind: int, unit: float, end: int) -> Iterator[Amount]:
    """Yield the numbers that have the unit of an amount before them: in its sentence, or the next.

    In the next it takes a verb: `They said 20 minutes. It took 40.`
    """
    sentence = prose.sentences[behind - 1]
    last = min(end, bisect_left(prose.sentences, sentence + 2))
    if behind < last:
        plain = prose.text.plain
        for match in _LEANS.finditer(plain, prose.starts[behind], prose.ends[last - 1]):
            start, after = _words(prose, match.start("bare"), match.end("bare"))
            minutes = number(match["bare"]) * unit
            if match["verb"] or prose.sentences[start] == sentence:
                yield Amount(minutes, "exact", start, after, _size(minutes), leans=True)


# How many words of an amount may stand before its first unit or figure.
_REACH = 12


def _matches(prose: Prose) -> Iterator[re.Match[str]]:
    """Yield the forms found. They are slow, so that they are tried only where one may begin."""
    free = 0
    for index in _may_begin(prose):
        start = prose.starts[index]
        match = forms.FORM.match(prose.lowered, start) if start >= free else None
        if match:
            yield match
            free = match.end()


def _may_begin(prose: Prose) -> Iterator[int]:
    """Yield the words that an amount may begin with: figures, and others shortly before one."""
    words = prose.folded
    units = [index for index, word in enumerate(words) if word in UNITS]
    behind = 0
    for near in sorted(prose.figures + units):
        for index in range(max(behind, near - _REACH), near):
            if words[index] in forms.BEGINNINGS:
                yield index
        if words[near][0].isdecimal() or words[near] in forms.BEGINNINGS:
            yield near
        behind = near + 1
