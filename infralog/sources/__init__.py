"""The publishers whose logs infralog can read. One file per publisher; the contract is here."""

from typing import Protocol

from infralog.model import Entry, Passage, Text


class Source(Protocol):
    """How one publisher's log divides into incidents.

    Attributes:
        name: What the incidents' `source` says, such as `fly`.
        feed: The URL of the publisher's feed.
    """

    name: str
    feed: str

    def split(self, entry: Entry, text: Text) -> tuple[Passage, ...]:
        """Divide an entry into passages.

        Never returns nothing: what cannot be divided is one passage. Loses no word of `text`
        but headings that are boilerplate.
        """


def default_source() -> Source:
    """Return the source that `sync` pulls when none is named."""
    from infralog.sources.fly import FLY

    return FLY
