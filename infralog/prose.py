"""Text -> words, clauses and sentences.

Nothing here knows what a word means. A hyphen between two words parts them as a blank does, so
that `fly-proxy` and `fly proxy` are the same two words.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

from infralog.model import Text

_TOKEN = re.compile(
    r"""
    (
        [^\W_]+            # a word or a number
      | [^\w\s-]           # any mark but a hyphen
      | \n
      | (?<!\w)-|-(?!\w)   # a dash; a hyphen inside a compound is not a token
      | _
    )
    """,
    re.VERBOSE,
)

# What a sentence may end with.
_ENDING = frozenset(".!?…\n")
# Longer ones, of a hostile or broken page, are cut, since names and cues are compared within one.
_LONGEST_SENTENCE = 300
# What may stand between a full stop and the blank behind it.
_CLOSING = frozenset(")]\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}")
# What a full stop may stand behind without ending the sentence, beside single letters.
_SHORTENED = frozenset({"approx", "ca", "cf", "etc", "incl", "min", "no", "resp", "vs"})
_OPENING = frozenset("([")
_SHUTTING = frozenset(")]")
# What ends a clause inside another: for each mark, what that clause waits for.
_LEAVING = {",": ",", ")": ")", "]": ")"}
_DASHES = frozenset("-\N{EN DASH}\N{EM DASH}")
# Words that begin a clause inside another, which goes on behind the next comma.
_INSIDE = frozenset(
    {
        *("although", "because", "except", "if", "though", "unless", "until", "when", "where"),
        *("whereupon", "whether", "which", "while", "whilst", "who", "whom", "whose", "despite"),
    }
)
# Words that do so only where they begin the sentence.
_INSIDE_FIRST = frozenset({"after", "as", "before", "in", "once", "since"})
# Words that begin a clause on a level with the one before; the joining ones behind a comma alone.
_BESIDE = frozenset({"but", "however", "whereas", ";"})
_JOINING = frozenset({"and", "nor", "or", "so", "yet"})
# What stands between the names of a list, and how many words a list in brackets has at most.
_LISTING = frozenset({",", "and", "or", "/"})
_LONGEST_LIST = 20
# Every word that begins or ends a clause, and those that are no words of a sentence.
_MARKS = _OPENING | _DASHES | _BESIDE
_TELLING = _MARKS | _INSIDE | _JOINING | _LEAVING.keys()
# What joined clauses begin with, even without a comma.
_SUBJECTS = frozenset(
    {"he", "i", "it", "nobody", "she", "that", "there", "they", "this", "we", "you"}
)


class Prose:
    """A text cut into words; the lists run in parallel, one item a word or mark.

    Attributes:
        words: As written.
        folded: In lower case, for comparing.
        starts, ends: Offsets into `text.plain`.
        sentences: The running number of the sentence it stands in.
        found: What was found in all of the text, by who looked for it.
    """

    def __init__(self, text: Text) -> None:
        """Cut a text into words, and number its sentences."""
        pieces = _TOKEN.split(text.plain)  # every other one is a word, the rest what parts them
        edges = list(accumulate(map(len, pieces)))
        self.text = text
        self.found: dict[object, Any] = {}
        self.words = pieces[1::2]
        self.starts, self.ends = edges[:-1:2], edges[1::2]
        self.folded = _folded(self.words)
        self._begins = _sentence_begins(text.plain, self.words, self.starts, self.ends)
        self.sentences = _numbers(self._begins, len(self.words))

    @cached_property
    def clauses(self) -> list[int]:
        """The number of the clause it stands in.

        A clause goes on behind another one that stands inside it: a relative clause, or what is in
        brackets or between dashes.
        """
        return _clauses(self.words, self.folded, self._begins, self.code)

    @cached_property
    def code(self) -> list[bool]:
        """Whether it stands in a code span."""
        return _in_code(self.text, self.starts, self.ends)

    @cached_property
    def figures(self) -> list[int]:
        """Which words begin with a figure, in order."""
        return [index for index, word in enumerate(self.folded) if word[0].isdecimal()]

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, as long as it is."""
        plain = self.text.plain
        lowered = plain.lower()
        if len(lowered) == len(plain):
            return lowered
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)

    def sentence(self, index: int) -> str:
        """Return the sentence that the word at `index` stands in."""
        start, end = self.sentence_span(index)
        return self.text.plain[start:end]

    def sentence_words(self, index: int) -> tuple[int, int]:
        """Return the first word of the sentence that the one at `index` stands in, and the end."""
        number = self.sentences[index]
        return bisect_left(self.sentences, number), bisect_right(self.sentences, number, index)

    def sentence_span(self, index: int) -> tuple[int, int]:
        """Return the offsets of the sentence that the word at `index` stands in."""
        first, last = self.sentence_words(index)
        last -= 1
        while self.words[first] in ("\n", "-") and first < last:
            first += 1
        while self.words[last] == "\n" and first < last:
            last -= 1
        return self.starts[first], self.ends[last]


def words(phrase: str) -> list[str]:
    """Cut a phrase as `read` cuts a text."""
    return _TOKEN.findall(phrase)


def read(text: Text) -> Prose:
    """Cut a text into words, and number its sentences; its clauses, once they are asked for."""
    return Prose(text)


def _folded(written: list[str]) -> list[str]:
    """Return words in lower case, and one apostrophe for another."""
    folded = " ".join(written).lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return folded.split(" ") if written else []


def _numbers(begins: list[int], count: int) -> list[int]:
    """Return the number of each word's sentence."""
    numbers: list[int] = []
    for number, (begin, end) in enumerate(pairwise([*begins, count])):
        numbers += [number] * (end - begin)
    return numbers


def _sentence_begins(
    plain: str, written: list[str], starts: list[int], ends: list[int]
) -> list[int]:
    """Return the index of each word that begins a sentence."""
    breaks = {0}
    last = len(written) - 1
    for index in [at for at, word in enumerate(written) if word in _ENDING]:
        word = written[index]
        if word == "\n":
            if index < last and written[index + 1] != "\n":
                breaks.add(index + 1)
            continue
        end = index
        while end < last and ends[end] == starts[end + 1] and written[end + 1] in _CLOSING:
            end += 1
        if end < last and ends[end] < starts[end + 1]:
            if word == ".":
                before = written[index - 1] if index else ""
                goes_on = (len(before) == 1 and before.isalpha()) or before.lower() in _SHORTENED
            else:
                goes_on = plain[starts[end + 1]].islower()
            if not goes_on:
                breaks.add(end + 1)
    breaks.discard(len(written))
    begins = sorted(breaks)
    if len(written) > _LONGEST_SENTENCE:
        for begin, end in pairwise([*begins, len(written)]):
            begins += range(begin + _LONGEST_SENTENCE, end, _LONGEST_SENTENCE)
        begins.sort()
    return begins


def _in_code(text: Text, starts: list[int], ends: list[int]) -> list[bool]:
    code = [False] * len(starts)
    done = 0
    for start, end in sorted((s.start, s.end) for s in text.stretches if s.kind == "code"):
        first, last = max(bisect_left(starts, start), done), bisect_right(ends, end)
        if first < last:
            code[first:last] = [True] * (last - first)
            done = last
    return code


def _clauses(
    written: list[str], folded: list[str], begins: list[int], code: list[bool]
) -> list[int]:
    """Return the number of each word's clause."""
    nest, last = _Nest(), len(folded) - 1
    beginning = set(begins)
    clauses: list[int] = []
    telling = [at for at, word in enumerate(folded) if word in _TELLING]
    for index in sorted(beginning.union(telling)):
        word, before = folded[index], nest.clause
        begins_it = index in beginning
        if begins_it:
            nest.begin()
        if word in _JOINING:
            if folded[index - 1] == "," or folded[min(index + 1, last)] in _SUBJECTS:
                nest.go_on()
        elif word in _INSIDE or (begins_it and word in _INSIDE_FIRST):
            nest.enter(",")
        elif word in _MARKS and not (word in _OPENING and _lists_names(written, code, index)):
            nest.mark(word)
        if nest.clause != before:
            clauses += [before] * (index - len(clauses))
        if word in _LEAVING:
            before = nest.clause
            if nest.leave(_LEAVING[word]):
                clauses += [before] * (index + 1 - len(clauses))
    return clauses + [nest.clause] * (len(folded) - len(clauses))


def _lists_names(written: list[str], code: list[bool], index: int) -> bool:
    """Tell whether a bracket holds names alone: it belongs to the words before it."""
    for at in range(index + 1, min(index + _LONGEST_LIST, len(written))):
        word = written[at]
        if word in _SHUTTING:
            return True
        if not (code[at] or word[0].isupper() or word in _LISTING):
            return False
    return False


class _Nest:
    """The clause where a reader is, and those around it, each with what ends the one inside."""

    def __init__(self) -> None:
        self.clause = 0
        self._count = 0
        self._around: list[tuple[int, str]] = []

    def begin(self) -> None:
        """Begin a sentence."""
        self._around = []
        self._next()

    def enter(self, end: str) -> None:
        """Begin a clause inside this one."""
        self._around.append((self.clause, end))
        self._next()

    def mark(self, mark: str) -> None:
        """Begin a clause in brackets or beside this one; begin one between dashes, or return."""
        if mark in _OPENING:
            self.enter(")")
        elif mark in _BESIDE:
            self.go_on()
        elif not self.leave("-"):
            self.enter("-")

    def leave(self, end: str) -> bool:
        """Return to the clause around the one that ends so; tell whether there is one."""
        around = self._around
        while end != "," and around and around[-1][1] == ",":
            around.pop()
        if not around or around[-1][1] != end:
            return False
        self.clause = around.pop()[0]
        while end == "," and around and around[-1][1] == ",":
            self.clause = around.pop()[0]
        return True

    def go_on(self) -> None:
        """Begin a clause on a level with this one."""
        while self._around and self._around[-1][1] == ",":
            self._around.pop()
        self._next()

    def _next(self) -> None:
        self._count += 1
        self.clause = self._count
