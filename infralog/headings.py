"""A line of a bulletin -> the heading of the incident that it begins with.

    June 27: Title (13:00EST): body           the time behind the title
    Apr 25 (9:15 EST): Title: body            the time behind the day
    June 3, 13:00 EST - Title: body           likewise, without brackets
    June 3: Title: body                       no time at all

A day alone makes no heading: "the August 15 issue", "July 12 was a bad day" (LABELLING P1, T6).
"""

import re
from typing import Literal, NamedTuple

from infralog.clock import LABEL
from infralog.dates import DAY, WEEKDAY, Day, Stated
from infralog.model import Text

Shape = Literal["late", "early", "bare", "untimed"]

_ROW = re.compile(r"^(?!- )\S.*$", re.MULTILINE)
# A page's own heading with a day stands above its account, if anywhere.
_FIRST_LINES = 3
# What is longer is no title but a sentence.
_LONGEST = 160
_MOST_WORDS = 15
_SMALL_WORD = 4

# What stands before and around a heading where a page was saved as Markdown.
LEAD = r"(?:[#]{1,6}[ ])?\*{0,3}(?:\d{1,2}[.)][ ]+)?\*{0,3}"
DATED = rf"(?:{WEEKDAY},?[ ])?(?P<day>{DAY})(?:,?[ ]\(?{WEEKDAY}\)?)?"
DASH = r"[-\u2013\u2014]"


def _in_brackets(name: str) -> str:
    """Return a pattern of a time in brackets, perhaps with a remark: `(13:00EST, ongoing)`."""
    return rf"[(\[][ ]?(?P<{name}>{LABEL}(?:[ ]?[-,;/\u2013\u2014][^()\[\]\n]{{0,40}})?)[ ]?[)\]]"


_BEGINNING = re.compile(
    rf"""
    {LEAD} {DATED} \*{{0,3}}
    (?: (?:[ ]?:)? [ ]? {_in_brackets("early")}
      | (?:,|[ ]?:)? [ ] (?:at[ ])? (?P<bare> {LABEL} ) (?= [ ]? (?: : | {DASH} ) )
    )?
    \*{{0,3}}
    (?P<apart> [ ]?[:;|] (?!\d\d\b) | [ ]?[\u2013\u2014] | [ ]--?(?=[ ]) )?
    \*{{0,3}} [ ]* \*{{0,3}}
    """,
    re.VERBOSE,
)
_TIME = re.compile(
    rf"""
    [ ]? \*{{0,3}} [ ]?
    (?: {_in_brackets("late")} | (?: , | [ ](?:@|{DASH}) ) [ ] (?P<bare> {LABEL} )
        (?= [ ]?: | [ ]{DASH}[ ] | $ ) )
    (?P<apart> \*{{0,3}} (?: [ ]?[:;,.|] | [ ]?[\u2013\u2014] | [ ]-(?=[ ]) ) )? \*{{0,3}}
    """,
    re.VERBOSE,
)
_COLON = re.compile(r"\*{0,3}[ ]?:\*{0,3}(?=[ ])")
_DASHES = re.compile(rf"[ ]{DASH}{{1,2}}[ ]")
_DASHED = re.compile(rf"[ ]?{DASH}")
_SENTENCE_END = re.compile(r"[.!?](?=[ ])")
_CODE = re.compile(r"`[^`\n]*`")
_APART = re.compile(r"[ ]?[:.\u2013\u2014]?")
_QUOTES = tuple("`\"'(\u201c\u2018")
_AROUND = " *:\u2013\u2014-"


class Heading(NamedTuple):
    """The heading of an incident: `plain[start:end]`; the body begins at `end`.

    Attributes:
        title: Its offsets. Where only the body has words for a title, they are the body's first.
        stated: When it was, as stated.
        shape: Where the time stands: behind the title (`late`), in brackets behind the day
            (`early`), there without brackets (`bare`), or nowhere (`untimed`).
    """

    start: int
    end: int
    title: tuple[int, int]
    stated: Stated
    shape: Shape


class _Line(NamedTuple):
    """A line that begins with a day, with what `read` was told of it."""

    plain: str
    start: int
    stop: int
    bold: int
    dated: re.Match[str]

    @property
    def may_begin_title(self) -> bool:
        """True if what stands behind the day looks like a title, not like a sentence going on."""
        first = self.plain[self.dated.end() : self.dated.end() + 1]
        return bool(self.bold) or first.isupper() or first.isdigit() or first in _QUOTES

    def heading(
        self, title: tuple[int, int], end: int, time: str | None, shape: Shape
    ) -> Heading | None:
        """Return the heading with a title; None where that is empty."""
        first, last = title
        while first < last and self.plain[first] in " *":
            first += 1
        while first < last and self.plain[last - 1] in _AROUND:
            last -= 1
        if first == last:
            return None
        quote = self.plain[self.start : max(end, last)].replace("**", "").strip()
        stated = Stated(Day.read(self.dated["day"]), time, quote)
        return Heading(self.start, end, (first, last), stated, shape)


def read(
    plain: str, start: int, stop: int, *, bold: int = 0, is_item: bool = False
) -> Heading | None:
    """Return the heading that the line `plain[start:stop]` begins with; None if with none.

    Args:
        plain: The text.
        start: Where the line begins, behind the mark of an item.
        stop: Where it ends.
        bold: How far the line is a heading by its markup, as an offset; 0 if it is not.
        is_item: True for an item of a list, which need not have a title.
    """
    dated = _BEGINNING.match(plain, start, stop)
    if dated is None:
        return None
    bold = bold if bold > dated.end() + 1 else 0
    line = _Line(plain, start, stop, bold, dated)
    if dated["early"]:
        return _untimed_title(line, dated["early"], "early") or _untitled(line, dated["early"])
    if dated["bare"]:
        return _untimed_title(line, dated["bare"], "bare")
    timed = _time_behind_title(line)
    if timed:
        title = (dated.end(), timed.start())
        return line.heading(title, timed.end(), timed["late"] or timed["bare"], "late")
    if not (dated["apart"] and line.may_begin_title):
        return None
    return _untimed_title(line, None, "untimed") or (_untitled(line, None) if is_item else None)


def alone(line: str) -> Heading | None:
    """Return the heading with a day that a whole line is, as a page prints it above its account."""
    return read(line, 0, len(line), bold=len(line))


def above(text: Text) -> Heading | None:
    """Return the heading with a day that stands alone on one of the first lines of a text."""
    bold = {s.start: s.end for s in text.stretches if s.kind == "heading"}
    for _, line in zip(range(_FIRST_LINES), _ROW.finditer(text.plain), strict=False):
        start, stop = line.span()
        found = read(text.plain, start, stop, bold=min(bold.get(start, 0), stop))
        if found and (found.shape != "untimed" or start in bold) and found.end >= stop:
            return found
    return None


def _time_behind_title(line: _Line) -> re.Match[str] | None:
    """Return the time behind the title: rather one that a colon or the line's end follows."""
    start = line.dated.end()
    furthest = line.bold + len(" **") if line.bold else start + _LONGEST
    guess = None
    for timed in _TIME.finditer(line.plain, start, min(line.stop, furthest + _LONGEST)):
        title = line.plain[start : timed.start()]
        is_named = line.may_begin_title and not _SENTENCE_END.search(title)
        if timed.start() > furthest:
            break
        if timed["apart"] or timed.end() == line.stop:
            if line.dated["apart"] or is_named:
                return timed
        elif not guess and is_named and ": " not in title:
            guess = timed if line.dated["apart"] or _is_headline(title) else None
    return guess


def _untimed_title(line: _Line, time: str | None, shape: Shape) -> Heading | None:
    """Return the heading whose title is ended by a colon, by the line, or by its print."""
    ends = _title_end(line)
    return line.heading((line.dated.end(), ends[0]), ends[1], time, shape) if ends else None


def _untitled(line: _Line, time: str | None) -> Heading | None:
    """Return the heading that has no title but the first words of its body."""
    start = line.dated.end()
    shape: Shape = "early" if time else "untimed"
    return line.heading((start, _first_words(line)), start, time, shape)


def _title_end(line: _Line) -> tuple[int, int] | None:
    """Return where the title ends, and where the body begins; None where nothing ends it."""
    start = line.dated.end()
    if line.bold:
        apart = _APART.match(line.plain, line.bold, line.stop)
        return line.bold, apart.end() if apart else line.bold
    text = line.plain[start : min(line.stop, start + _LONGEST)]
    shown = _CODE.sub(lambda code: "_" * len(code[0]), text)
    colon, dashes = (_span(pattern.search(shown), start) for pattern in (_COLON, _DASHES))
    is_whole = start + len(text) == line.stop and not text.endswith((".", "!", "?"))
    whole = (line.stop, line.stop) if is_whole else None
    dashed = _DASHED.match(line.dated["apart"] or "")
    for ends in (colon, dashes, whole) if dashed else (colon, whole, dashes):
        if ends and _is_title(line.plain[start : ends[0]]):
            return ends
    return None


def _span(found: re.Match[str] | None, start: int) -> tuple[int, int] | None:
    return (start + found.start(), start + found.end()) if found else None


def _is_headline(text: str) -> bool:
    """Tell whether all words but small ones begin with a capital."""
    return all(len(word) <= _SMALL_WORD or not word[0].islower() for word in text.split())


def _is_title(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS and not _SENTENCE_END.search(text)


def _first_words(line: _Line) -> int:
    """Return the end of the first sentence, or of so many words of it as a title may have."""
    start = line.dated.end()
    text = line.plain[start : min(line.stop, start + _LONGEST)]
    ended = _SENTENCE_END.search(text)
    words = list(re.finditer(r"\S+", text[: ended.start()] if ended else text))[:_MOST_WORDS]
    return start + (words[-1].end() if words else 0)
