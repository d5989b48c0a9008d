"""Find many phrases in one pass over a text.

Who looks for phrases has a set of them, `Phrases`. Sets of one `Lexicon` are looked for together: a
text is read once, by whoever asks first.

A phrase is written as a person would write it, with three shorthands:

    {a|b}     either, and either may hold further braces; `{|our }` is `our ` or nothing
    ~fail     the verb in its regular forms: fail, fails, failed, failing
    *         any one word, though a phrase begins with a word of its own

Phrases match whole words, in any case unless they are added as exact; blanks and hyphens are the
same, and so are one `'` and another.
"""

import re
from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from infralog.lexicon import ANY, Lexicon, Pattern
from infralog.prose import Prose, words

M = TypeVar("M", bound=Hashable | None)

_MARK = re.compile(r"[{|}]|~\w+")


# The words `start` to `end` (exclusive) of a prose, and all that they mean.
Hit: TypeAlias = tuple[int, int, tuple[M, ...]]


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

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        """Begin with no phrase.

        Args:
            lexicon: Whose other sets are looked for along with this one; None means no other.
        """
        self._lexicon = lexicon or Lexicon()
        self._number = self._lexicon.sets
        self._lexicon.sets += 1

    def add(self, phrases: Iterable[str], meaning: M, *, exact: bool = False) -> None:
        """Add phrases; an exact one matches in exactly its own case.

        Raises:
            ValueError: A phrase may be empty or begin with any word, or its braces are odd.
        """
        for phrase in phrases:
            pattern = parse(phrase if exact else phrase.lower())
            _refuse_vague(pattern, phrase)
            self._lexicon.add(pattern, (self._number, meaning), exact=exact)

    def find(self, prose: Prose) -> list[Match[M]]:
        """Return every match, also those that overlap, by their start; the longest first.

        A phrase that may be read as longer or shorter is found as both.
        """
        return [Match(start, end, m) for start, end, all_of in self.hits(prose) for m in all_of]

    def hits(self, prose: Prose) -> Sequence[Hit[M]]:
        """Return the same, all that some words mean at once."""
        return self._lexicon.read(prose)[self._number]

    def hits_within(self, prose: Prose, first: int, last: int) -> Sequence[Hit[M]]:
        """Return those within the words `first` to `last` (exclusive)."""
        return self._lexicon.read_part(prose, first, last, self._number)


def parse(phrase: str) -> Pattern:
    """Read a phrase's shorthands.

    >>> parse("{was|were} gone")
    (['was', 'were'], 'gone')

    Raises:
        ValueError: Its braces are odd.
    """
    options: list[list[list[Pattern]]] = [[[]]]
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
            choice: Pattern = [_sequence(option) for option in options.pop()]
            options[-1][-1].append(choice)
        elif sign.startswith("~"):
            options[-1][-1].append([*inflect(sign[1:])])
        elif sign:
            raise ValueError(f"a brace too many: {phrase!r}")
    if len(options) > 1 or len(options[0]) > 1:
        raise ValueError(f"a brace too few: {phrase!r}")
    return _sequence(options[0][0])


def _sequence(patterns: list[Pattern]) -> Pattern:
    return patterns[0] if len(patterns) == 1 else tuple(patterns)


def _refuse_vague(pattern: Pattern, phrase: str) -> None:
    first, empty = _firsts(pattern)
    if empty or ANY in first:
        raise ValueError(f"a phrase begins with a word of its own: {phrase!r}")


def _firsts(pattern: Pattern) -> tuple[set[str], bool]:
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
