"""XML -> how far it is whole: a document that was cut off keeps the entries that came in full."""

from typing import Literal, NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

State = Literal["whole", "cut", "malformed", "excessive"]

# More than any real feed has. Both cost memory, whoever reads them.
MOST_ELEMENTS = 1_000_000
DEEPEST = 500
LONGEST_FIELD = 64 * 1024  # bytes of a title, an id, an author: all of an entry but its texts

_HOLDERS = frozenset({"feed", "channel", "rdf"})
_ENTRIES = frozenset({"entry", "item"})
_TEXTS = frozenset({"content", "summary", "description", "encoded", "body", "div", "fullitem"})


class Outline(NamedTuple):
    """What the tags of a document say about it.

    Attributes:
        state: `whole` if its root element ends, `cut` if the document ends before that,
            `malformed` if it breaks XML's rules before either; `excessive` if it has more elements
            than `MOST_ELEMENTS`, some within more than `DEEPEST` others, or an entry with a field
            that is longer than `LONGEST_FIELD`.
        whole_until: The byte behind the root or, failing that, the last entry that is whole;
            0 where none is.
        open_tags: The names of the elements that are open there, outermost first.
        most_attributes: How many the tag with the most of them has.
    """

    state: State
    whole_until: int
    open_tags: tuple[str, ...]
    most_attributes: int


class _Enough(Exception):
    """There is more than is read."""


class _Reader:
    """Follows the tags of a document with expat, which opens nothing that the document names."""

    def __init__(self, document: bytes) -> None:
        self.document = document
        self.parser: XMLParserType = ParserCreate()
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.open: list[str] = []
        self.open_there: tuple[str, ...] = ()
        self.whole_until = 0
        self.most_attributes = 0
        self.elements = 0
        self.field_at = 0

    def state(self) -> State:
        state: State = "malformed"
        try:
            self.parser.Parse(self.document, False)  # noqa: FBT003 - expat knows no keywords
            state = "cut"
            self.parser.Parse(b"", True)  # noqa: FBT003 - as above
        except ExpatError:
            pass
        except _Enough:
            return "excessive"
        return "whole" if self.whole_until and not self.open_there else state

    def _start(self, name: str, attributes: list[str]) -> None:
        if self._is_in_entry():
            self.field_at = self.parser.CurrentByteIndex
        self.open.append(name)
        self.elements += 1
        if self.elements > MOST_ELEMENTS or len(self.open) > DEEPEST:
            raise _Enough
        self.most_attributes = max(self.most_attributes, len(attributes) // 2)

    def _end(self, name: str) -> None:
        self.open.pop()
        if self._is_in_entry() and _local(name) not in _TEXTS:
            self._measure()
        if not self.open or (_local(name) in _ENTRIES and _local(self.open[-1]) in _HOLDERS):
            self.whole_until = self._behind(name)
            self.open_there = tuple(self.open)

    def _is_in_entry(self) -> bool:
        return bool(self.open) and _local(self.open[-1]) in _ENTRIES

    def _measure(self) -> None:
        if self.parser.CurrentByteIndex - self.field_at > LONGEST_FIELD:
            raise _Enough

    def _behind(self, name: str) -> int:
        """Return the byte behind an end tag; behind an empty element expat stands already."""
        here = self.parser.CurrentByteIndex
        is_tag = self.document.startswith(f"</{name}".encode(), here)
        return self.document.find(b">", here) + 1 if is_tag else here


def outline(document: bytes) -> Outline:
    """Return how far an XML document, encoded as UTF-8, is whole."""
    reader = _Reader(document)
    state = reader.state()
    return Outline(state, reader.whole_until, reader.open_there, reader.most_attributes)


def whole_part(document: bytes, seen: Outline) -> bytes:
    """Return a document up to where it is whole, and with the end tags that it lacks there."""
    ends = "".join(f"</{name}>" for name in reversed(seen.open_tags))
    return document[: seen.whole_until] + ends.encode()


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
