"""Texts and moments as a store holds them: as any database takes them, and so that they sort."""

from datetime import UTC, datetime

# Behind any other character, and so behind all that begins with what stands before it.
LAST = "\U0010ffff"


def storable(text: str) -> str:
    """Return a text that any database can hold; lone surrogates are written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def utc(when: datetime | None) -> str | None:
    """Return a moment as it is stored, in UTC, so that text sorts like time."""
    return when.astimezone(UTC).isoformat() if when else None


def moment(text: str | None) -> datetime | None:
    """Return an aware moment; None stays None."""
    return datetime.fromisoformat(text) if text else None
