"""Find many phrases in one pass over a text.

A phrase is written as a person would write it, with three shorthands:

    {a|b}     either, and either may hold further braces; `{|our }` is `our ` or nothing
    ~fail     the verb in its regular forms: fail, fails, failed, failing
    *         any one word, though a phrase begins with a word of its own

Phrases match whole words, in any case unless they are added as exact; blanks and hyphens are the
same, and so are one `'` and another.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from infralog.prose import Prose, words

M = TypeVar("M")

_MARK = re.compile(r"[{|}]|~\w+")
_ANY = "*"

# A word; a sequence of patterns; a choice of patterns.
_Pattern: TypeAlias = "str | tuple[_Pattern, ...] | list[_Pattern]"


class Match(NamedTuple, Generic[M]):
    """A phrase found: the words `start` to `end` (exclusive) of the prose, and what it means."""

    start: int
    end: int
    meaning: M


def inflect(verb: str) -> list[str]:
    """Return the regular forms of a verb.

    >>> inflect("stop")
    ['stop', 'stops', 'stopped', 'stopping']
    >>> inflect("restore")
    ['restore', 'restores', 'restored', 'restoring']
    >>> inflect("retry")
    ['retry', 'retries', 'retried', 'retrying']
    """
    if verb.endswith("e"):
        stem = verb[:-1]
        return [verb, verb + "s", stem + "ed", stem + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    short = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxyh]", verb)
    stem = verb + verb[-1] if short else verb
    return [verb, third, stem + "ed", stem + "ing"]


class _Phrase(NamedTuple, Generic[M]):
    pattern: _Pattern
    exact: bool
    meaning: M


class Phrases(Generic[M]):
    """A set of phrases, each with a meaning, indexed by the words that they may begin with."""

    def __init__(self) -> None:
        """Begin with no phrase."""
        self._index: dict[str, list[_Phrase[M]]] = {}

    def add(self, phrases: Iterable[str], meaning: M, *, exact: bool = False) -> None:
        """Add phrases; an exact one matches in exactly its own case.

        Raises:
            ValueError: A phrase may be empty or begin with any word, or its braces are odd.
        """
        for phrase in phrases:
            pattern = parse(phrase if exact else phrase.lower())
            entry = _Phrase(pattern, exact, meaning)
            for word in {word.lower() for word in _first_words(pattern, phrase)}:
                self._index.setdefault(word, []).append(entry)

    def find(self, prose: Prose) -> Iterator[Match[M]]:
        """Yield every match, also those that overlap, by their start; the longest first."""
        index = self._index
        for start, word in enumerate(prose.folded):
            if word in index:
                found = [
                    Match(start, max(ends), meaning)
                    for pattern, exact, meaning in index[word]
                    if (ends := _ends(pattern, prose.words if exact else prose.folded, start))
                ]
                found.sort(key=_longest_first)
                yield from found


def parse(phrase: str) -> _Pattern:
    """Read a phrase's shorthands.

    >>> parse("{was|were} gone")
    (['was', 'were'], 'gone')

    Raises:
        ValueError: Its braces are odd.
    """
    options: list[list[list[_Pattern]]] = [[[]]]
    at = 0
    for mark in [*_MARK.finditer(phrase), None]:
        options[-1][-1] += words(phrase[at : mark.start() if mark else None])
        sign = mark.group() if mark else ""
        at = mark.end() if mark else at
        if sign == "{":
            options.append([[]])
        elif sign == "|":
            options[-1].append([])
        elif sign == "}" and len(options) > 1:
            choice: _Pattern = [_sequence(option) for option in options.pop()]
            options[-1][-1].append(choice)
        elif sign.startswith("~"):
            options[-1][-1].append([*inflect(sign[1:])])
        elif sign:
            raise ValueError(f"a brace too many: {phrase!r}")
    if len(options) > 1 or len(options[0]) > 1:
        raise ValueError(f"a brace too few: {phrase!r}")
    return _sequence(options[0][0])


def _sequence(patterns: list[_Pattern]) -> _Pattern:
    return patterns[0] if len(patterns) == 1 else tuple(patterns)


def _first_words(pattern: _Pattern, phrase: str) -> set[str]:
    first, empty = _firsts(pattern)
    if empty or _ANY in first:
        raise ValueError(f"a phrase begins with a word of its own: {phrase!r}")
    return first


def _firsts(pattern: _Pattern) -> tuple[set[str], bool]:
    """Return the words that a pattern may begin with, and whether it may be empty."""
    if isinstance(pattern, str):
        return {pattern}, False
    if isinstance(pattern, list):
        parts = [_firsts(part) for part in pattern]
        return set().union(*(words for words, _ in parts)), any(empty for _, empty in parts)
    first: set[str] = set()
    for part in pattern:
        begun, empty = _firsts(part)
        first |= begun
        if not empty:
            return first, False
    return first, True


def _ends(pattern: _Pattern, there: list[str], start: int) -> Collection[int]:
    """Return where a pattern that begins at `start` may end; empty if it does not match."""
    if isinstance(pattern, str):
        matches = start < len(there) and pattern in (there[start], _ANY)
        return (start + 1,) if matches else ()
    if isinstance(pattern, list):
        return {end for part in pattern for end in _ends(part, there, start)}
    ends: Collection[int] = (start,)
    for part in pattern:
        ends = {end for begin in ends for end in _ends(part, there, begin)}
        if not ends:
            break
    return ends


def _longest_first(match: Match[M]) -> int:
    return -match.end
