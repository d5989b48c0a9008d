"""XML -> its events, each run of text in one of them, for feedparser.

The reader of the standard library hands text over in pieces, one for each `&lt;` that it meets; the
escaped markup of an entry comes in a hundred of them. It is a driver as `xml.sax.make_parser`
looks for.
"""

from typing import TYPE_CHECKING
from xml.sax.expatreader import ExpatParser

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

_LONGEST = 64 * 1024  # bytes; what is longer comes in two


class Reader(ExpatParser):
    """The standard library's own reader, which is told to gather text."""

    def reset(self) -> None:
        """Begin with a new document."""
        super().reset()
        parser: XMLParserType = vars(self)["_parser"]
        parser.buffer_text = True
        parser.buffer_size = _LONGEST


def create_parser() -> Reader:
    """Return a reader; called by `xml.sax.make_parser`."""
    return Reader()
