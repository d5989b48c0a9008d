"""Text between two tags comes in one piece, however it was escaped."""

import io
from xml.sax.handler import ContentHandler

from infralog import runs


class Heard(ContentHandler):
    """Remembers the pieces of text that it was handed."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.pieces: list[str] = []

    def characters(self, content: str) -> None:
        """Remember a piece."""
        self.pieces.append(content)


def heard(document: str) -> list[str]:
    """Return the pieces of text in a document, as the reader hands them over."""
    parser, handler = runs.create_parser(), Heard()
    parser.setContentHandler(handler)
    parser.parse(io.BytesIO(document.encode()))
    return handler.pieces


def test_escaped_markup_comes_in_one_piece() -> None:
    """References and ends of lines divide no text."""
    assert heard("<a>&lt;p&gt;one\n&amp; two&lt;/p&gt;</a>") == ["<p>one\n& two</p>"]


def test_tags_divide_text() -> None:
    """What stands before a tag is not joined to what stands behind it."""
    assert heard("<a>one<b>two</b>three</a>") == ["one", "two", "three"]


def test_a_long_text_loses_nothing() -> None:
    """A text that is longer than what is gathered comes in pieces that make it up."""
    text = "é" * 100_000
    pieces = heard(f"<a>{text}</a>")
    assert len(pieces) > 1
    assert "".join(pieces) == text
