"""HTML -> its tags and the text between them, read as a stream in linear time.

Nearly all that is published is plain: tags with names and quoted attributes. That is cut up at
once; whatever is not so plain is left to the parser of the standard library.
"""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Protocol

Attributes = list[tuple[str, str | None]]


class Reader(Protocol):
    """Who reads tags, their names in lower case, and text without references."""

    def start(self, tag: str, attrs: Attributes) -> None:
        """Take in a start tag."""

    def end(self, tag: str) -> None:
        """Take in an end tag."""

    def data(self, data: str) -> None:
        """Take in what stands between two tags."""


def read(html: str, reader: Reader) -> None:
    """Let a reader read HTML, tag by tag. Takes any string."""
    html = tame(html)
    if not _read_plain(html, reader):
        parser = _Parser(reader)
        parser.feed(html)
        parser.close()


# ---------------------------------------------------------------- markup that is not what it seems

_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"<[!?][^<>]*>")
# A tag ends before the next one begins. Whatever else looks like one is a word: "a < b".
_STRAY = re.compile(r"<(?!/?[a-zA-Z][^<>]*>)")
# Python refuses to read numbers of thousands of digits; no character has more than seven.
_ENDLESS_REFERENCE = re.compile(r"&\#[xX]?0*[0-9a-fA-F]{8,};?")


def tame(html: str) -> str:
    """Return HTML that reads the same, and that a parser reads in linear time."""
    if "<!" in html or "<?" in html:
        html = _COMMENT.sub("", html)
        html = _CDATA.sub(r"\1", html)
        html = _DECLARATION.sub("", html)
    if "&#" in html:
        html = _ENDLESS_REFERENCE.sub("\ufffd", html)
    return _STRAY.sub("&lt;", html)


# ---------------------------------------------------------------- plain and other markup

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s++[a-zA-Z-]++="[^"<>&]*+")*+)\s*+(/?)>""")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)="([^"]*)\"""")
# Within these, tags are none, or are not those of HTML.
_OTHER_WITHIN = re.compile(
    r"<(?:iframe|math|noembed|noframes|noscript|plaintext|script|style|svg|template|textarea|title"
    r"|xmp)\b",
    re.IGNORECASE,
)


def _read_plain(html: str, reader: Reader) -> bool:
    """Let a reader read markup that is plain; tell whether it was."""
    if _OTHER_WITHIN.search(html):
        return False
    pieces = _TAG.split(html)
    if any("<" in text for text in pieces[::5]):
        return False
    texts, *tags = (iter(pieces[at::5]) for at in range(5))
    _tell(next(texts), reader)
    for end, name, attrs, empty, text in zip(*tags, texts, strict=True):
        tag = name.lower()
        if not end:
            reader.start(tag, [(key.lower(), value) for key, value in _ATTRIBUTE.findall(attrs)])
        if end or empty:
            reader.end(tag)
        _tell(text, reader)
    return True


def _tell(text: str, reader: Reader) -> None:
    if text:
        reader.data(unescape(text))


class _Parser(HTMLParser):
    """The parser of the standard library."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(convert_charrefs=True)
        self.handle_starttag = reader.start  # type: ignore[method-assign]
        self.handle_endtag = reader.end  # type: ignore[method-assign]
        self.handle_data = reader.data  # type: ignore[method-assign]

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002 -- a method of the library
        """Count no lines, which nobody asks for."""
        return j
