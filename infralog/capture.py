"""The capture of a page, saved as plain text -> Text.

Two kinds exist. One has a paragraph a line, and bullets. The other was cut from a page: a code
span stands on a line of its own or sticks to the word before it (`theflyd`), and one incident's
last sentence sticks to the next one's heading.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from infralog import headings
from infralog.clock import LABEL
from infralog.landmarks import DATED_HEADING, INCIDENTS, NOTES, unstuck
from infralog.model import Stretch, StretchKind, Text
from infralog.safe import block

_BULLET = re.compile(r"(?P<indent>[ ]*)(?P<mark>[•‣◦▪●○∙·*-])[ ]+(?=\S)")
_NESTED_MARKS = "◦▪○"
_ENDED = re.compile(r"[.!?:…][)\]\"'\u201d\u2019]*\Z")
# What cannot begin a word, and so belongs to the word before it.
_CLOSING = re.compile(r"[,;:!?)\]}%\u201d\u2019…]|\.(?!\w)|'(?:s|t|d|ll|re|ve)\b")
# What ends a heading that was broken over two rows.
_TIME_OF_HEADING = re.compile(rf"[^\n()\[\].]{{0,80}}[(\[]{LABEL}[)\]][ ]?(?::|$)")

_HEADING_WORDS = 8
_SMALL_WORD = 3
_CODE_WORDS = 3
_CODE_LENGTH = 40
# The words that stand before a name; only from these is a name in lower case torn off, since
# "basin" is not "ba sin".
_BEFORE_NAMES = (
    r"after|all|an|and|any|around|as|at|because|before|between|both|but|by|each|every|for|"
    r"from|how|if|in|inside|into|is|its|like|many|most|new|no|of|old|on|one|only|or|our|out|"
    r"over|own|per|running|since|some|than|that|the|their|then|these|this|those|through|to|"
    r"two|under|until|up|using|via|was|were|what|when|where|which|while|whose|why|with|"
    r"without|your"
)


class Paragraph(NamedTuple):
    """The rows that one paragraph was broken into; `level` 0 is no item, 2 an item in an item."""

    level: int
    rows: list[str]


def from_plain(capture: str, code_words: Sequence[str] = ()) -> Text:
    """Return the text of a capture, as `text.from_html` would of the page that it was made of.

    Lines that were broken within a sentence are joined, and bullets become items. A short line
    in the midst of a sentence is a code span, and so is a known word torn off its neighbour.

    Args:
        capture: The text as it was saved.
        code_words: Names that are set as code, such as `flyd`; told from their neighbours by case.
    """
    pieces: list[str] = []
    stretches: list[Stretch] = []
    length, level = 0, 0
    for paragraph in _paragraphs(unstuck(block(capture))):
        apart = "\n" if level and paragraph.level else "\n\n"
        text = _joined(paragraph.rows, tuple(code_words))
        level = paragraph.level
        lead = (apart if pieces else "") + ("  " * (level - 1) + "- " if level else "")
        length += len(lead)
        kind = _kind(paragraph)
        if kind:
            stretches.append(Stretch(length, length + len(text.plain), kind))
        stretches += [Stretch(s.start + length, s.end + length, s.kind) for s in text.stretches]
        pieces += [lead, text.plain]
        length += len(text.plain)
    return Text("".join(pieces), tuple(stretches))


def _paragraphs(capture: str) -> Iterator[Paragraph]:
    """Divide a capture into paragraphs, at blank lines, bullets, headings and ends of sentences."""
    current = Paragraph(0, [])
    for raw in capture.split("\n"):
        bullet = _BULLET.match(raw)
        row = raw[bullet.end() :] if bullet else raw.strip()
        hangs = bool(current.level and raw.startswith(" "))
        if row and not bullet and current.rows and _goes_on(current, row, hangs=hangs):
            current.rows.append(row)
            continue
        if current.rows:
            yield current
        current = Paragraph(_level(bullet), [row] if row else [])
    if current.rows:
        yield current


def _level(bullet: re.Match[str] | None) -> int:
    if not bullet:
        return 0
    return 2 if bullet["mark"] in _NESTED_MARKS or len(bullet["indent"]) >= len("    ") else 1


def _kind(paragraph: Paragraph) -> StretchKind | None:
    if paragraph.level:
        return "item"
    first = paragraph.rows[0]
    alone = len(paragraph.rows) == 1 and not (_ENDED.search(first) or DATED_HEADING.match(first))
    return "heading" if alone and _is_heading(first) else None


def _goes_on(paragraph: Paragraph, row: str, *, hangs: bool) -> bool:
    """Tell whether a row goes on with a paragraph; `hangs` if it is indented below its bullet."""
    first, before = paragraph.rows[0], paragraph.rows[-1]
    if INCIDENTS.fullmatch(before) or NOTES.fullmatch(before):
        return False
    alone = len(paragraph.rows) == 1
    dated = DATED_HEADING.match(first) if alone else None
    if dated and _TIME_OF_HEADING.match(row):
        return True
    if _begins_part(row) or (dated and DATED_HEADING.match(row)):
        return False
    if hangs or row[0].islower() or _CLOSING.match(row):
        return True
    is_heading = alone and not paragraph.level and _is_heading(before)
    return not (is_heading or _ENDED.search(before))


def _begins_part(row: str) -> bool:
    """Tell whether a row begins a part of a bulletin, though the row before it ends no sentence."""
    heading = headings.read(row, 0, len(row))
    timed = heading is not None and heading.shape != "untimed"
    return timed or bool(INCIDENTS.match(row) or NOTES.match(row))


def _is_heading(row: str) -> bool:
    words = row.split()
    return (
        1 < len(words) <= _HEADING_WORDS
        and not words[-1][0].islower()
        and all(
            word[0].isupper() or word[0].isdigit() or len(word) <= _SMALL_WORD for word in words
        )
    )


def _joined(rows: list[str], code_words: tuple[str, ...]) -> Text:
    """Return the rows as one line, with what was set as code in it."""
    plain = ""
    stretches = []
    for index, row in enumerate(rows):
        within = 0 < index < len(rows) - 1
        if plain and not _CLOSING.match(row):
            plain += " "
        for words, is_code in _torn(row, code_words):
            is_span = is_code or (within and words == row and _is_span(row))
            if is_span:
                stretches.append(Stretch(len(plain), len(plain) + len(words), "code"))
            plain += words
    return Text(plain, tuple(stretches))


def _is_span(row: str) -> bool:
    return len(row) <= _CODE_LENGTH and len(row.split()) <= _CODE_WORDS and not _CLOSING.match(row)


def _torn(row: str, code_words: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a row, and whether each is a code word that stuck to its neighbour."""
    done = 0
    if code_words:
        for stuck in _stuck(code_words).finditer(row):
            yield row[done : stuck.start("name")] + " ", False
            yield stuck["name"], True
            done = stuck.end()
    if row[done:]:
        yield row[done:], False


@lru_cache(maxsize=8)
def _stuck(code_words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of known words that stick to the word before them."""
    longest_first = sorted(filter(None, code_words), key=len, reverse=True)
    lower = "|".join(re.escape(word) for word in longest_first if not word[0].isupper())
    upper = "|".join(re.escape(word) for word in longest_first if word[0].isupper())
    # No English word has a capital in its midst, so that any word may stand before one.
    return re.compile(
        rf"""
        \b (?: (?i:{_BEFORE_NAMES}) (?={lower or "(?!)"}) | [A-Za-z][a-z]+ (?={upper or "(?!)"}) )
        (?P<name> {lower or "(?!)"} | {upper or "(?!)"} ) (?!\w)
        """,
        re.VERBOSE,
    )
