"""What a publisher wrote -> Text: HTML, a title, or (from `infralog.capture`) a saved capture.

HTML is read as a stream of tags, so that neither depth nor size of a page can exhaust the stack.
"""

import re
from html.parser import HTMLParser
from typing import Literal

from infralog.capture import from_plain
from infralog.model import Stretch, StretchKind, Text
from infralog.safe import line, visible

__all__ = ["from_html", "from_plain", "from_title", "tame"]

Attributes = list[tuple[str, str | None]]

# ---------------------------------------------------------------- markup that is not what it seems

_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"<[!?][^<>]*>")
# A tag ends before the next one begins. Whatever else looks like one is a word: "a < b".
_STRAY = re.compile(r"<(?!/?[a-zA-Z][^<>]*>)")
# Python refuses to read numbers of thousands of digits; no character has more than seven.
_ENDLESS_REFERENCE = re.compile(r"&\#[xX]?0*[0-9a-fA-F]{8,};?")
# What a title may be marked up with; anything else in angle brackets is a word of it.
_TITLE_WORD = re.compile(
    r"<(?!/?(?:a|abbr|b|bdi|br|cite|code|del|div|em|i|ins|kbd|mark|p|q|s|samp|small|span|strong|"
    r"sub|sup|tt|u|var)\b)",
    re.IGNORECASE,
)


def tame(html: str) -> str:
    """Return HTML that reads the same, and that a parser reads in linear time."""
    if "<!" in html or "<?" in html:
        html = _COMMENT.sub("", html)
        html = _CDATA.sub(r"\1", html)
        html = _DECLARATION.sub("", html)
    if "&#" in html:
        html = _ENDLESS_REFERENCE.sub("\ufffd", html)
    return _STRAY.sub("&lt;", html)


# ---------------------------------------------------------------- what elements mean for a text

Gap = Literal[0, 1, 2, 3]
_GAPS = ("", " ", "\n", "\n\n")
_NONE: Gap = 0
_BLANK: Gap = 1
_LINE: Gap = 2
_PARAGRAPH: Gap = 3

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_APART: dict[str, Gap] = {
    **dict.fromkeys(("td", "th", "button", "input", "option", "select", "textarea"), _BLANK),
    **dict.fromkeys(("tr", "dd", "caption", "legend", "optgroup", "summary"), _LINE),
    **dict.fromkeys(_HEADINGS, _PARAGRAPH),
    **dict.fromkeys(("address", "article", "aside", "blockquote", "body", "center"), _PARAGRAPH),
    **dict.fromkeys(("details", "dialog", "dir", "div", "dl", "dt", "fieldset"), _PARAGRAPH),
    **dict.fromkeys(("figcaption", "figure", "footer", "form", "head", "header"), _PARAGRAPH),
    **dict.fromkeys(("hgroup", "hr", "html", "main", "menu", "nav", "p", "pre"), _PARAGRAPH),
    **dict.fromkeys(("search", "section", "table", "tbody", "tfoot"), _PARAGRAPH),
    **dict.fromkeys(("thead", "title"), _PARAGRAPH),
}
_KINDS: dict[str, StretchKind] = {
    **dict.fromkeys(_HEADINGS, "heading"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "a": "link",
}
# A block that begins in bold begins with a heading: `<li><b>June 3: No Route (5PM EST):</b> ...`.
_BOLD = ("b", "strong")
_DROPPED = frozenset({"script", "style", "template", "noscript", "svg", "iframe"})
# Deeper than anybody indents; bounds what a hostile nesting of lists can cost.
_DEEPEST = 6

# A left quote within a word is an apostrophe that a typesetter turned round behind a code span.
_TURNED_APOSTROPHE = re.compile(r"(?<=\w)\N{LEFT SINGLE QUOTATION MARK}(?=\w)")


class _Writer:
    """Writes words one after another, with the white space that the markup between them means."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.gap: Gap = _NONE
        self.stretches: list[Stretch] = []
        # The marker owed to an item's first word, and where the item's line began, if in one.
        self.marker = ""
        self.item: int | None = None
        # Where each open stretch began; None, at the end of a list, until a word of it is written.
        self.open: dict[StretchKind, list[int | None]] = {"code": [], "link": [], "heading": []}
        self.begun = False

    def part(self, gap: Gap) -> None:
        """Owe at least this much white space to the next word."""
        if gap > self.gap and not (self.marker and gap > _BLANK):
            self.gap = gap

    def break_line(self) -> None:
        self.part(_PARAGRAPH if self.gap >= _LINE else _LINE)

    def write(self, words: str) -> None:
        if self.gap and self.length:
            if self.gap >= _LINE:
                self.end_item()
            self._put(_GAPS[self.gap])
        self.gap = _NONE
        if self.marker:
            self._put(self.marker)
            self.marker, self.item = "", self.length
        if self.begun:
            self._begin_open()
        self._put(words)

    def _put(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    def begin_item(self, level: int) -> None:
        """Owe a line of its own to the next word, and the mark of an item."""
        self.gap = _PARAGRAPH if self.item is None else _LINE
        self.marker = "  " * (min(level, _DEEPEST) - 1) + "- "

    def end_item(self) -> None:
        if self.item is not None:
            self.stretches.append(Stretch(self.item, self.length, "item"))
            self.item = None

    def begin(self, kind: StretchKind) -> None:
        self.open[kind].append(None)
        self.begun = True

    def _begin_open(self) -> None:
        self.begun = False
        for starts in self.open.values():
            for index in range(len(starts) - 1, -1, -1):
                if starts[index] is not None:
                    break
                starts[index] = self.length

    def begins_block(self) -> bool:
        """Tell whether the next word will be the first of its block."""
        return not self.length or self.gap >= _LINE or bool(self.marker)

    def end(self, kind: StretchKind) -> None:
        starts = self.open[kind]
        start = starts.pop() if starts else None
        if start is not None:
            self.stretches.append(Stretch(start, self.length, kind))

    def text(self) -> Text:
        """Return what was written; a stretch that nothing ended is none."""
        self.end_item()
        plain = _TURNED_APOSTROPHE.sub("'", "".join(self.pieces))
        return Text(plain, tuple(sorted(self.stretches)))


class _Reader(HTMLParser):
    """Turns tags and character data into words and the white space between them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.writer = _Writer()
        self.lists = 0
        self.verbatim = 0
        # Whether each open bold element is a heading.
        self.bold: list[bool] = []
        # The element that is being left out, and how deep it is nested in itself.
        self.dropped = ""
        self.depth = 0

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002 -- a method of the library
        """Count no lines, which nobody asks for."""
        return j

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if self.dropped or tag in _DROPPED:
            self._drop(tag)
            return
        if tag in _APART:
            self.writer.part(_APART[tag])
            self.verbatim += tag == "pre"
        elif tag == "br":
            self.writer.break_line()
        elif tag == "li":
            self.writer.begin_item(max(self.lists, 1))
        elif tag in ("ul", "ol"):
            self._part_list()
            self.lists += 1
        if tag in _KINDS and (tag != "a" or _leads_somewhere(attrs)):
            self.writer.begin(_KINDS[tag])
        elif tag in _BOLD:
            self.bold.append(self.writer.begins_block())
            if self.bold[-1]:
                self.writer.begin("heading")

    def handle_endtag(self, tag: str) -> None:
        if self.dropped:
            self._take_up(tag)
            return
        if tag in _KINDS:
            self.writer.end(_KINDS[tag])
        elif tag in _BOLD and self.bold and self.bold.pop():
            self.writer.end("heading")
        if tag in _APART:
            self.writer.part(_APART[tag])
            self.verbatim -= tag == "pre" and self.verbatim > 0
        elif tag == "li":
            self.writer.marker = ""
            self.writer.part(_LINE)
        elif tag in ("ul", "ol"):
            self.lists -= self.lists > 0
            self.writer.marker = ""
            self._part_list()

    def handle_data(self, data: str) -> None:
        if self.dropped:
            return
        seen = visible(data)
        if self.verbatim:
            self._write_lines(seen)
        else:
            self._write_words(seen)

    def _write_words(self, seen: str) -> None:
        words = " ".join(seen.split())
        if words and not seen[0].isspace():
            self.writer.write(words)
        elif words:
            self.writer.part(_BLANK)
            self.writer.write(words)
        if seen and seen[-1].isspace():
            self.writer.part(_BLANK)

    def _write_lines(self, seen: str) -> None:
        for index, row in enumerate(seen.expandtabs(4).split("\n")):
            if index:
                self.writer.break_line()
            if row.strip():
                self.writer.write(row.rstrip())
            if row[-1:].isspace():
                self.writer.part(_BLANK)

    def _part_list(self) -> None:
        self.writer.part(_LINE if self.lists else _PARAGRAPH)

    def _drop(self, tag: str) -> None:
        self.dropped = self.dropped or tag
        self.depth += tag == self.dropped

    def _take_up(self, tag: str) -> None:
        self.depth -= tag == self.dropped
        if not self.depth:
            self.dropped = ""


def _leads_somewhere(attrs: Attributes) -> bool:
    return any(
        name == "href" and value and value.lower().startswith(("http://", "https://"))
        for name, value in attrs
    )


def from_html(html: str) -> Text:
    """Return the text of HTML, with its code spans, links, headings and list items.

    Bold words at the beginning of a block are a heading, too: run in, or of a paragraph's own.

    No word is lost but those of elements that nobody reads (scripts, styles, frames, drawings),
    and none are glued together. Comments are left out, and so is what an image stands for. Takes
    any string, in time linear to its length.
    """
    reader = _Reader()
    reader.feed(tame(html))
    reader.close()
    return reader.writer.text()


def from_title(markup: str) -> str:
    """Return a title, which may be HTML or text, as one safe line; Markdown backticks are kept.

    Only tags that a title can be marked up with are taken for markup: `Map<Key>` stays whole.
    """
    return line(from_html(_TITLE_WORD.sub("&lt;", markup)).plain)
