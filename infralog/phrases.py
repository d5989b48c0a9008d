"""Find many phrases in one pass over a text.

A phrase is written as a person would write it, with three shorthands:

    {a|b}     either; `{|our }` is `our ` or nothing
    ~fail     the verb in its regular forms: fail, fails, failed, failing
    *         any one word

Phrases match whole words, in any case unless they are added as exact; blanks and hyphens are the
same, and so are one `'` and another.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Generic, NamedTuple, TypeVar

from infralog.prose import Prose, words

M = TypeVar("M")

_CHOICE = re.compile(r"\{([^{}]*)\}")
_VERB = re.compile(r"~(\w+)")
_ANY = "*"


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


def expand(pattern: str) -> list[str]:
    """Write a phrase's shorthands out.

    >>> expand("{was|were} ~skip")[:2]
    ['was skip', 'was skips']
    """
    pattern = _VERB.sub(lambda m: "{" + "|".join(inflect(m.group(1))) + "}", pattern)
    pieces = _CHOICE.split(pattern)
    choices = [p.split("|") if i % 2 else [p] for i, p in enumerate(pieces)]
    return ["".join(choice) for choice in product(*choices)]


class Phrases(Generic[M]):
    """A set of phrases, each with a meaning, indexed by their first word."""

    def __init__(self) -> None:
        """Begin with no phrase."""
        self._index: dict[str, list[tuple[tuple[str, ...], tuple[str, ...] | None, M]]] = {}

    def add(self, patterns: Iterable[str], meaning: M, *, exact: bool = False) -> None:
        """Add phrases; an exact one matches in exactly its own case."""
        for pattern in patterns:
            for phrase in expand(pattern):
                written = tuple(words(phrase))
                folded = tuple(w.lower() for w in written)
                entry = (folded, written if exact else None, meaning)
                self._index.setdefault(folded[0], []).append(entry)

    def find(self, prose: Prose) -> Iterator[Match[M]]:
        """Yield every match, also those that overlap, by their start; the longest first."""
        index, folded = self._index, prose.folded
        for start, word in enumerate(folded):
            found = [
                Match(start, start + len(phrase), meaning)
                for phrase, exact, meaning in index.get(word, ())
                if _matches(prose, start, phrase, exact)
            ]
            found.sort(key=lambda match: -match.end)
            yield from found


def _matches(
    prose: Prose, start: int, phrase: tuple[str, ...], exact: tuple[str, ...] | None
) -> bool:
    end = start + len(phrase)
    if len(phrase) > 1:
        there = prose.folded[start:end]
        if len(there) < len(phrase):
            return False
        if any(a not in (b, _ANY) for a, b in zip(phrase, there, strict=True)):
            return False
    return exact is None or tuple(prose.words[start:end]) == exact
