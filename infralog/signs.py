"""The signs by which a text's names and amounts are judged, beside what rules say of them.

A sign is a kind and a value. What kinds there are, whoever judges tells (`infralog.roles`,
`infralog.measures`); those that stand here are of the words around something in its sentence:

    word    a word of the sentence, outside of it; none of those that any account may have
    before  two words in a row, of the five before it
    behind  two words in a row, of the six behind it

Words stand by their stems. Of numbers and names they tell only that they are: `#`, `<component>`,
`<region>`; `^` and `$` are the beginning and the end of a sentence.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from infralog.mentions import Mention
from infralog.prose import Prose
from infralog.stems import everyday, stem

Sign = tuple[str, str]

_BEFORE, _BEHIND = 5, 6
_BEGIN, _END = "^", "$"
NUMBER = "#"
_BARE = {"components": "<component>", "regions": "<region>", "groups": "<region>"}
_BARE_WORDS = frozenset({NUMBER, *_BARE.values()})
# Shorter words say little.
_SHORTEST = 3

# Where the first sentences of an account stand, and what its last ones tell: what was learned, and
# what is still to be done.
_PLACES = ("at once", "second", "early", "early")
_LATER = "later"
_LAST = 2


@lru_cache(maxsize=2**16)
def _bare(word: str) -> str:
    return NUMBER if word[0].isdecimal() else stem(word)


@lru_cache(maxsize=2**16)
def _tells(word: str) -> bool:
    """Tell whether a word says something wherever it stands."""
    is_word = word.isalpha() and len(word) >= _SHORTEST and word not in everyday()
    return is_word or word in _BARE_WORDS


def bare(prose: Prose, mentions: Iterable[Mention]) -> list[str]:
    """Return the words of a prose by their stems, of numbers and names only what they are."""
    if bare not in prose.found:
        prose.found[bare] = [*map(_bare, prose.folded)]
    words = [*prose.found[bare]]
    for kind, _, start, end, _ in mentions:
        words[start:end] = [_BARE[kind]] * (end - start)
    return words


def place(prose: Prose, index: int) -> str:
    """Return where in an account the word at `index` stands."""
    sentence = prose.sentences[index]
    return _PLACES[sentence] if sentence < len(_PLACES) else _LATER


def is_last(prose: Prose, index: int) -> bool:
    """Tell whether the word at `index` stands in the last sentences of a longer account."""
    sentences = prose.sentences
    return sentences[index] >= max(len(_PLACES) - 1, sentences[-1] + 1 - _LAST)


def around(prose: Prose, words: Sequence[str], start: int, end: int) -> list[Sign]:
    """Return what stands around the words `start` to `end`; `words` are those of `bare`."""
    first, last = prose.sentence_words(start)
    while words[last - 1] == "\n":
        last -= 1
    before, behind = [_BEGIN, *words[first:start]], [*words[end:last], _END]
    found = [("word", word) for word in {*before, *behind} if _tells(word)]
    found += [("before", f"{one} {two}") for one, two in pairwise(before[-_BEFORE:])]
    found += [("behind", f"{one} {two}") for one, two in pairwise(behind[: _BEHIND + 1])]
    return found
