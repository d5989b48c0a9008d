"""A text -> its words; a word that nothing matched -> the nearest of those that are known."""

import re
from collections.abc import Callable, Iterable, Iterator

from infralog.stores.texts import storable

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 40  # letters; what is longer is no word
_MOST = 3
# Who mistypes a word seldom mistypes its first letter, or misses more than two letters of it.
_NEAR = 0.7  # of 1, as difflib has it
_LETTERS = 2
COMPARED = 5000
_TRIED = 12


def nearest(
    typed: str,
    occurs: Callable[[str], bool],
    alike: Callable[[str, int, int], Iterable[list[str]]],
) -> tuple[str, ...]:
    """Return the nearest of the words that a store knows, for the first word that none holds.

    Args:
        typed: A text.
        occurs: Whether any incident holds a word.
        alike: Known words of so many letters: those that begin with a letter, then the others;
            `COMPARED` of each at most.
    """
    for word in _WORD.findall(folded(typed)):
        if not occurs(word):
            near = dict.fromkeys(n for n in _near(word, alike) if occurs(n))
            return tuple(near)[:_MOST]
    return ()


def _near(word: str, alike: Callable[[str, int, int], Iterable[list[str]]]) -> Iterator[str]:
    """Yield words that are like one: those with its first letter before the others."""
    from difflib import get_close_matches

    for known in alike(word[0], max(len(word) - _LETTERS, 2), len(word) + _LETTERS):
        yield from get_close_matches(word, known, n=_TRIED, cutoff=_NEAR)


def words(text: str) -> set[str]:
    """Return the words of a text as they are looked for: in lower case, without accents."""
    return {word for word in _WORD.findall(folded(text)) if len(word) <= _LONGEST}


def folded(text: str) -> str:
    """Return a text in lower case, without accents."""
    if text.isascii():
        return text.lower()
    from unicodedata import combining, normalize

    plain = normalize("NFKD", text.lower())
    return storable("".join(c for c in plain if not combining(c)))
