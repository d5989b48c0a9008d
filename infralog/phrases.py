"""Find many phrases in one pass over a text.

A phrase is written as a person would write it, with three shorthands:

    {a|b}     either, and either may hold further braces; `{|our }` is `our ` or nothing
    ~fail     the verb in its regular forms: fail, fails, failed, failing
    *         any one word, though a phrase begins with a word of its own

Phrases match whole words, in any case unless they are added as exact; blanks and hyphens are the
same, and so are one `'` and another.
"""

import re
from collections.abc import Hashable, Iterable
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from infralog.prose import Prose, words

M = TypeVar("M", bound=Hashable | None)

_MARK = re.compile(r"[{|}]|~\w+")
_ANY = "*"
_BEGIN = frozenset({0})

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


class Phrases(Generic[M]):
    """A set of phrases, each with a meaning, looked for all at once."""

    def __init__(self) -> None:
        """Begin with no phrase."""
        self._folded: _Machine[M] = _Machine()
        self._exact: _Machine[M] = _Machine()

    def add(self, phrases: Iterable[str], meaning: M, *, exact: bool = False) -> None:
        """Add phrases; an exact one matches in exactly its own case.

        Raises:
            ValueError: A phrase may be empty or begin with any word, or its braces are odd.
        """
        machine = self._exact if exact else self._folded
        for phrase in phrases:
            pattern = parse(phrase if exact else phrase.lower())
            _refuse_vague(pattern, phrase)
            machine.add(pattern, meaning)

    def find(self, prose: Prose, first: int = 0, last: int | None = None) -> list[Match[M]]:
        """Return every match, also those that overlap, by their start; the longest first.

        A phrase that may be read as longer or shorter is found as both. Only the words `first` to
        `last` (exclusive) are looked at; None is the end.
        """
        last = len(prose.words) if last is None else last
        found = self._folded.find(prose.folded, first, last)
        exact = self._exact.find(prose.words, first, last)
        return sorted(found + exact, key=_by_start) if exact else found


class _State(Generic[M]):
    """A set of places in the patterns, and what the next word makes of it; worked out when asked.

    Words that no pattern has all lead to the same state, so that a text adds none of its own.

    Attributes:
        known: The words with which a pattern goes on; where `is_open`, it does so with any.
        steps: The state behind each word that was asked about.
    """

    __slots__ = ("_machine", "_places", "is_open", "known", "meanings", "steps")

    def __init__(self, machine: "_Machine[M]", places: frozenset[int]) -> None:
        meanings = [m for place in sorted(places) for m in machine.meanings[place]]
        self.meanings = list(dict.fromkeys(meanings))
        self._machine = machine
        self._places = places
        self.steps: dict[str, _State[M]] = {}
        self.known: frozenset[str] = frozenset().union(*(machine.steps[p] for p in places))
        self.is_open = _ANY in self.known

    def after(self, word: str) -> "_State[M]":
        """Return the state behind a word with which a pattern goes on."""
        key = word if word in self.known else _ANY
        if key not in self.steps:
            self.steps[key] = self._machine.state(self._places, key)
        return self.steps[key]


class _Machine(Generic[M]):
    """Patterns as places that words lead on from; place 0 is the beginning of all of them."""

    def __init__(self) -> None:
        self.steps: list[dict[str, list[int]]] = [{}]
        self.meanings: list[list[M]] = [[]]
        self._states: dict[frozenset[int], _State[M]] = {}

    def add(self, pattern: _Pattern, meaning: M) -> None:
        """Add a pattern."""
        for place in self._lay(pattern, {0}):
            self.meanings[place].append(meaning)
        self._states.clear()

    def _lay(self, pattern: _Pattern, begins: set[int]) -> set[int]:
        """Lay a pattern from the places where it may begin; return those where it may end."""
        if isinstance(pattern, str):
            return self._lay_words([pattern], begins)
        if isinstance(pattern, list):
            words = [part for part in pattern if isinstance(part, str)]
            rest = [part for part in pattern if not isinstance(part, str)]
            ends = self._lay_words(words, begins) if words else set()
            return ends.union(*(self._lay(part, begins) for part in rest))
        for part in pattern:
            begins = self._lay(part, begins)
        return begins

    def _lay_words(self, words: list[str], begins: set[int]) -> set[int]:
        """Lay a step that any of some words makes."""
        place = len(self.steps)
        self.steps.append({})
        self.meanings.append([])
        for begin in begins:
            steps = self.steps[begin]
            for word in words:
                steps.setdefault(word, []).append(place)
        return {place}

    def find(self, there: list[str], first: int, last: int) -> list[Match[M]]:
        """Return every match among the words `first` to `last`."""
        found: list[Match[M]] = []
        begin = self._state(_BEGIN)
        known = begin.known
        if not known:
            return found
        for start, beginning in enumerate(there[first:last], first):
            if beginning not in known:
                continue
            state, at = begin.steps.get(beginning) or begin.after(beginning), start + 1
            longest = len(found)
            while True:
                if state.meanings:
                    found[longest:longest] = [Match(start, at, m) for m in state.meanings]
                if at == last:
                    break
                word = there[at]
                if not (state.is_open or word in state.known):
                    break
                state, at = state.steps.get(word) or state.after(word), at + 1
        return found

    def state(self, places: frozenset[int], word: str) -> _State[M]:
        """Return the state behind a word with which a pattern goes on."""
        found = {n for p in places for key in {word, _ANY} for n in self.steps[p].get(key, ())}
        return self._state(frozenset(found))

    def _state(self, places: frozenset[int]) -> _State[M]:
        if places not in self._states:
            self._states[places] = _State(self, places)
        return self._states[places]


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


def _refuse_vague(pattern: _Pattern, phrase: str) -> None:
    first, empty = _firsts(pattern)
    if empty or _ANY in first:
        raise ValueError(f"a phrase begins with a word of its own: {phrase!r}")


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


def _by_start(match: Match[M]) -> tuple[int, int]:
    return match.start, -match.end
