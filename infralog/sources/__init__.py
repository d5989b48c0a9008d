"""The publishers and formats that infralog can read. One file each; the contract is here."""

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, cast

from infralog.model import Entry, Passage, Text


class Source(Protocol):
    """How a publisher's log, or every log of a format, divides into incidents.

    Attributes:
        name: Of the format and its vocabulary, such as `fly` or `statuspage`.
        feed: The URL of the publisher's feed; None for a format that many publish.
    """

    name: str
    feed: str | None

    def recognises(self, entry: Entry) -> bool:
        """Tell whether an entry is of this format, by its content."""

    def split(self, entry: Entry, text: Text) -> tuple[Passage, ...]:
        """Divide an entry into passages.

        Never returns nothing: what cannot be divided is one passage. Loses no word of `text`
        but headings that are boilerplate.
        """


# Name -> where it is, in the order in which they are asked; the last one takes everything.
KINDS: Mapping[str, str] = {
    "fly": "infralog.sources.fly:FLY",
    "statuspage": "infralog.sources.statuspage:STATUSPAGE",
    "incidentio": "infralog.sources.incidentio:INCIDENT_IO",
    "plain": "infralog.sources.plain:PLAIN",
}


def of_kind(name: str) -> Source:
    """Return the source of a kind: one of `KINDS`."""
    module, _, attribute = KINDS[name].partition(":")
    return cast("Source", getattr(import_module(module), attribute))


def recognise(entry: Entry) -> Source:
    """Return the source that knows an entry's format."""
    return next(source for source in map(of_kind, KINDS) if source.recognises(entry))


def default_source() -> Source:
    """Return the source that `sync` pulls when none is named."""
    return of_kind("fly")
