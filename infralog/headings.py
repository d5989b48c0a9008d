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

Shape = Literal["late", "early", "bare", "untimed"]

# What is longer is no title but a sentence.
_LONGEST = 160
_MOST_WORDS = 15
_SMALL_WORD = 4

# What stands before and around a heading where a page was saved as Markdown.
_LEAD = r"(?:[#]{1,6}[ ])?\*{0,3}(?:\d{1,2}[.)][ ]+)?\*{0,3}"
_DATED = rf"(?:{WEEKDAY},?[ ])?(?P<day>{DAY})(?:,?[ ]\(?{WEEKDAY}\)?)?"
_DASH = r"[-\u2013\u2014]"


def _in_brackets(name: str) -> str:
    """Return a pattern of a time in brackets, perhaps with a remark: `(13:00EST, ongoing)`."""
    return rf"[(\[][ ]?(?P<{name}>{LABEL}(?:[ ]?[-,;/\u2013\u2014][^()\[\]\n]{{0,40}})?)[ ]?[)\]]"


_BEGINNING = re.compile(
    rf"""
    {_LEAD} {_DATED} \*{{0,3}}
    (?: (?:[ ]?:)? [ ]? {_in_brackets("early")}
      | (?:,|[ ]?:)? [ ] (?:at[ ])? (?P<bare> {LABEL} ) (?= [ ]? (?: : | {_DASH} ) )
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
    (?: {_in_brackets("late")} | (?: , | [ ](?:@|{_DASH}) ) [ ] (?P<bare> {LABEL} )
        (?= [ ]?: | [ ]{_DASH}[ ] | $ ) )
    (?P<apart> \*{{0,3}} (?: [ ]?[:;,.|] | [ ]?[\u2013\u2014] | [ ]-(?=[ ]) ) )? \*{{0,3}}
    """,
    re.VERBOSE,
)
_COLON = re.compile(r"\*{0,3}[ ]?:\*{0,3}(?=[ ])")
_DASHES = re.compile(rf"[ ]{_DASH}{{1,2}}[ ]")
_DASHED = re.compile(rf"[ ]?{_DASH}")
_SENTENCE_END = re.compile(r"[.!?](?=[ ])")
_CODE = re.compile(r"`[^`\n]*`")
_APART = re.compile(r"[ ]?[:.\u2013\u2014]?")
_QUOTES = tuple("`\"'(\u201c\u2018")
_AROUND = " *:\u2013\u2014-"

# What a line begins with that is probably the heading of an incident: quicker than `read`.
DATED_HEADING = re.compile(
    rf"""
    {_LEAD} {_DATED} \*{{0,3}} (?:
        [ ]? : (?=[ *A-Z]|$) | [ ]? [(\[] [ ]? {LABEL} | [ ]? [\u2013\u2014] | [ ] --? [ ]
      | ,? [ ] (?:at[ ])? {LABEL} [ ]? (?: : | {_DASH} )
      | [ ] [^\n]{{1,160}}? [(\[] {LABEL} [)\]] [ ]? (?: : | $ )
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
_DATED_LINE = re.compile(rf"^[ ]*(?:-[ ])?{DATED_HEADING.pattern}", re.VERBOSE | re.MULTILINE)
# The heading of the list of incidents, and that of what stands behind it.
_MARKUP = r"(?:\#{1,6}[ ])?\*{0,3}"
INCIDENTS = re.compile(
    rf"{_MARKUP}(?i:trailing|past|last|previous|recent)\b[^.\n]{{0,30}}\b(?i:incidents)\b:?\*{{0,3}}$",
    re.MULTILINE,
)
NOTES = re.compile(
    rf"{_MARKUP}(?P<name>(?i:(?:this|last)[ ]week[ ]in[ ]infra(?:structure)?\b(?:[ ]engineering)?))"
    r"\*{0,3}(?::\*{0,3}|(?=[A-Z]|$)|(?<=Engineering)(?=[ ][A-Z]))",
    re.MULTILINE,
)
# What a line begins with that can only stand in a bulletin.
LANDMARK = re.compile(
    rf"^[ ]*(?:-[ ])?(?:{DATED_HEADING.pattern}|{INCIDENTS.pattern}|{NOTES.pattern})",
    re.VERBOSE | re.MULTILINE,
)
# The gap before a heading that sticks to a sentence, where a page was cut up or its lines were
# joined, as in "that was the end of it.August 27: No Route (10:30EST): We saw...".
STUCK = re.compile(
    rf"""
    (?: (?<=[.!?\u2026)\]"'\u201d\u2019]) | (?<=[\w`])
      | (?<=[.!?\u2026)"\u201d])[ ] | (?<=Weeks[ ]Incidents)[ ]
    )
    (?=[A-Z]) (?= {DAY} (?:
        [ ]? [(\[] {LABEL} [)\]] [ ]?:
      | : [ ] (?:(?!\n\n)[\s\S]){{1,160}}? [ \n] [(\[] {LABEL} [)\]] [ ]?:
    ))
    | (?<=[.!?\u2026)\]"'\u201d\u2019]) (?=[A-Z])
      (?= {DAY} (?: : [ ] [^a-z\s] | [ ] [(\[] {LABEL} [)\]] ) )
    | (?<=[.!?\u2026)\]"'\u201d\u2019])[ ]? (?=This[ ]Week[ ]In[ ]Infra[ ]Engineering)
    """,
    re.VERBOSE,
)


def before_headings(plain: str) -> str:
    """Return the lines that stand before the first heading of an incident."""
    first = _DATED_LINE.search(plain)
    return plain[: first.start()] if first else plain


def unstuck(plain: str) -> str:
    """Return a text with each heading, that sticks to the sentence before it, on its own line."""
    return STUCK.sub("\n\n", plain)


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
        quote = self.plain[self.start : max(end, last)].replace("**", "").strip(_AROUND)
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
    """Return where the title ends, and where the body begins."""
    start = line.dated.end()
    if line.bold:
        apart = _APART.match(line.plain, line.bold, line.stop)
        return line.bold, apart.end() if apart else line.bold
    text = line.plain[start : min(line.stop, start + _LONGEST)]
    shown = _CODE.sub(lambda code: "_" * len(code[0]), text)
    colon, dashes = _COLON.search(shown), _DASHES.search(shown)
    if colon and _is_title(text[: colon.start()]):
        return start + colon.start(), start + colon.end()
    is_whole = start + len(text) == line.stop and not text.endswith((".", "!", "?"))
    by_dashes = dashes is not None and _is_title(text[: dashes.start()])
    if (
        is_whole
        and _is_title(text)
        and not (by_dashes and _DASHED.match(line.dated["apart"] or ""))
    ):
        return line.stop, line.stop
    if dashes and by_dashes:
        return start + dashes.start(), start + dashes.end()
    return None


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
