"""Any other feed: an entry an incident, with what its words tell."""

from infralog import slugs
from infralog.model import Entry, Passage, Text


class Plain:
    """A feed of no known format, as a `Source`."""

    name = "plain"
    feed = None

    def recognises(self, entry: Entry) -> bool:  # noqa: ARG002 -- every one
        """Take whatever no other source knows."""
        return True

    def split(self, entry: Entry, text: Text) -> tuple[Passage, ...]:
        """Return the one passage of an entry."""
        own = slugs.of_entry(entry.url, entry.id, entry.title)
        return (Passage("incident", own, Text(entry.title or own), text, None),)


PLAIN = Plain()
