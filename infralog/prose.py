"""Text -> words, clauses and sentences.

Nothing here knows what a word means. A hyphen between two words parts them as a blank does, so
that `fly-proxy` and `fly proxy` are the same two words.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from infralog.model import Text

_TOKEN = re.compile(
    r"""
      [^\W_]+            # a word or a number
    | (?<!\w)-|-(?!\w)   # a dash; a hyphen inside a compound is not a token
    | [^\w\s-]           # any other mark
    | _
    | \n
    """,
    re.VERBOSE,
)

_STOPS = frozenset(".!?…")
# What may stand between a full stop and the blank behind it.
_CLOSING = frozenset(")]\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}")
_CLAUSE_MARKS = frozenset(";()[]-\N{EN DASH}\N{EM DASH}")
_CLAUSE_WORDS = frozenset(
    {
        *("although", "because", "but", "despite", "except", "however", "if", "instead", "though"),
        *("until", "where", "whereas", "whether", "which", "while"),
    }
)


class Prose(NamedTuple):
    """A text cut into words; the lists run in parallel, one item a word or mark.

    Attributes:
        words: As written.
        folded: In lower case, for comparing.
        starts, ends: Offsets into `text.plain`.
        clauses, sentences: The running number of the clause and the sentence it stands in.
    """

    text: Text
    words: list[str]
    folded: list[str]
    starts: list[int]
    ends: list[int]
    clauses: list[int]
    sentences: list[int]

    def sentence(self, index: int) -> str:
        """Return the sentence that the word at `index` stands in."""
        start, end = self.sentence_span(index)
        return self.text.plain[start:end]

    def sentence_span(self, index: int) -> tuple[int, int]:
        """Return the offsets of the sentence that the word at `index` stands in."""
        number = self.sentences[index]
        first = last = index
        while first > 0 and self.sentences[first - 1] == number:
            first -= 1
        while last + 1 < len(self.words) and self.sentences[last + 1] == number:
            last += 1
        while self.words[first] in ("\n", "-") and first < last:
            first += 1
        while self.words[last] == "\n" and first < last:
            last -= 1
        return self.starts[first], self.ends[last]

    def in_code(self, index: int) -> bool:
        """Tell whether the word at `index` stands in a code span."""
        start, end = self.starts[index], self.ends[index]
        return any(
            s.kind == "code" and s.start <= start and end <= s.end for s in self.text.stretches
        )


def words(phrase: str) -> list[str]:
    """Cut a phrase as `read` cuts a text."""
    return _TOKEN.findall(phrase)


def read(text: Text) -> Prose:
    """Cut a text into words, and number its clauses and sentences."""
    matches = list(_TOKEN.finditer(text.plain))
    written = [m.group() for m in matches]
    starts = [m.start() for m in matches]
    ends = [m.end() for m in matches]
    folded = ["'" if w == "\N{RIGHT SINGLE QUOTATION MARK}" else w.lower() for w in written]
    sentences = _number(_sentence_breaks(text.plain, written, starts, ends), len(written))
    clauses = _number(_clause_breaks(folded, sentences), len(written))
    return Prose(text, written, folded, starts, ends, clauses, sentences)


def _number(breaks: set[int], count: int) -> list[int]:
    numbers, number = [], 0
    for index in range(count):
        number += index in breaks
        numbers.append(number)
    return numbers


def _sentence_breaks(
    plain: str, written: list[str], starts: list[int], ends: list[int]
) -> set[int]:
    """Return the index of each word that begins a sentence, but the first."""
    breaks = set()
    last = len(written) - 1
    for index, word in enumerate(written):
        if word == "\n":
            breaks.add(index + 1)
        elif word in _STOPS:
            end = index
            while end < last and written[end + 1] in _CLOSING and ends[end] == starts[end + 1]:
                end += 1
            if end < last and ends[end] < starts[end + 1]:
                before = written[index - 1] if index else ""
                abbreviated = word == "." and len(before) == 1 and before.isalpha()
                if not plain[starts[end + 1]].islower() and not abbreviated:
                    breaks.add(end + 1)
    return breaks


def _clause_breaks(folded: list[str], sentences: list[int]) -> set[int]:
    """Return the index of each word that begins a clause; a sentence begins one, too."""
    breaks = {i + 1 for i, (a, b) in enumerate(pairwise(sentences)) if a != b}
    for index, word in enumerate(folded):
        if word in _CLAUSE_MARKS or word in _CLAUSE_WORDS:
            breaks.add(index)
    return breaks
