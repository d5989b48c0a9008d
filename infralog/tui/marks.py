"""Query + a text -> where its words stand in it, in any of their forms.

A store marks what matched in titles and snippets; here it is a whole text, laid out already.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from infralog.model import Query, Word
from infralog.names import fold
from infralog.stems import stem

_TOKEN = re.compile(r"[^\W_]+")


class _Sought(NamedTuple):
    """A word or a phrase: the stems of its words; of the last a beginning, if it may go on."""

    stems: tuple[str, ...]
    beginning: str | None


def spans(text: str, query: Query, *, is_title: bool = False) -> list[tuple[int, int]]:
    """Return where what a query asks for stands in a text, in order; whatever is nowhere is not."""
    words = (word for clause in query.clauses for word in clause.words)
    sought = [_sought(word) for word in words if is_title or not word.title_only]
    if not any(one.stems for one in sought):
        return []
    tokens = [(found.start(), found.end(), fold(found[0])) for found in _TOKEN.finditer(text)]
    keys = [stem(word) for _, _, word in tokens]
    found = sorted({span for one in sought for span in _found(one, tokens, keys)})
    return list(_apart(found))


def _sought(word: Word) -> _Sought:
    parts = [fold(part) for part in _TOKEN.findall(word.text)]
    beginning = parts.pop() if word.prefix and parts else None
    return _Sought((*map(stem, parts), *([""] if beginning else [])), beginning)


def _found(
    sought: _Sought, tokens: Sequence[tuple[int, int, str]], keys: Sequence[str]
) -> Iterator[tuple[int, int]]:
    size = len(sought.stems)
    whole = sought.stems[:-1] if sought.beginning else sought.stems
    for at in range(len(tokens) - size + 1 if size else 0):
        last = at + size - 1
        goes_on = sought.beginning is None or tokens[last][2].startswith(sought.beginning)
        if goes_on and tuple(keys[at : at + len(whole)]) == whole:
            yield tokens[at][0], tokens[last][1]


def _apart(found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans, those that touch as one."""
    start = end = -1
    for first, last in found:
        if first > end:
            if end > 0:
                yield start, end
            start = first
        end = max(end, last)
    if end > 0:
        yield start, end
