"""OPML, the list of feeds that readers exchange -> names and URLs, and back (http://opml.org/spec2).

Nothing that a document declares is opened or expanded; one that declares entities is refused.
"""

from collections.abc import Iterable
from typing import TextIO
from xml.parsers.expat import ExpatError, ParserCreate

from infralog.charset import decode
from infralog.errors import FeedError
from infralog.safe import line


def read(data: bytes, *, where: str) -> tuple[tuple[str, str], ...]:
    """Return the text and the URL of every feed that a document lists, in its order.

    Raises:
        FeedError: It is no OPML, or declares entities of its own.
    """
    found: list[tuple[str, str]] = []
    roots: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        roots[:] = roots or [name.lower()]
        url = line(attributes.get("xmlUrl") or attributes.get("xmlurl") or "")
        if name.lower() == "outline" and url:
            found.append((line(attributes.get("text") or attributes.get("title") or ""), url))

    def refuse(*_: object) -> None:
        raise FeedError(f"{where}: refused, since it declares entities of its own")

    parser = ParserCreate("utf-8")
    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(decode(data, where=where).lstrip().encode(), True)  # noqa: FBT003 -- expat knows no keywords
    except ExpatError as exc:
        raise FeedError(f"{where}: not well-formed XML, line {exc.lineno}") from exc
    if roots != ["opml"]:
        raise FeedError(f"{where}: is no OPML", hint="a list of feeds, as feed readers export it")
    return tuple(found)


def write(feeds: Iterable[tuple[str, str]], out: TextIO) -> None:
    """Write the names and URLs of feeds as a document."""
    from xml.etree import ElementTree as ET

    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = "The sources of infralog"
    body = ET.SubElement(root, "body")
    for name, url in feeds:
        ET.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=url)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n')
