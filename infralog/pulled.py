"""How to pull, and what came of it."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from infralog.changes import Change
from infralog.fetch import Limits
from infralog.model import Derived, Entry, Problem, State
from infralog.origin import Original


class Pulled(NamedTuple):
    """What came of one origin.

    Attributes:
        origin: The URL or path, or `-`; `pull.RETAGGED` where new rules were applied to what is
            stored.
        new, changed: The ids of entries.
        retagged: Of those whose words are as they were, but of which other incidents were made.
        unchanged: How many entries are as they were.
        problems: What could not be taken in; empty means that all of it is stored.
        hint: What the user can do about them, if anything.
        made: The entries that are new or changed, and their incidents as they were made.
        within: The feed or the archive that it is a page of; None where it was itself asked for.
        beside: True for a page that only adds to what the feed tells: its problems are named, and
            are no failure.
    """

    origin: str
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retagged: tuple[str, ...] = ()
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    hint: str | None = None
    made: tuple[Derived, ...] = ()
    within: str | None = None
    beside: bool = False

    @property
    def failed(self) -> bool:
        """True if something that was to be stored is not."""
        return bool(self.problems) and not self.beside


class Retagged(NamedTuple):
    """What came of tagging anew, and what is different now, incident by incident."""

    pulled: Pulled
    changes: tuple[Change, ...]


class Taken(NamedTuple):
    """What came of one origin, all of its entries, and what is to be remembered of it.

    Attributes:
        key: The name by which the origin is remembered.
        state: None where not all of it could be taken in.
    """

    pulled: Pulled
    key: str
    derived: tuple[Derived, ...] = ()
    state: State | None = None


class Way(NamedTuple):
    """How one origin is taken in otherwise than a file or a feed.

    Attributes:
        read: What reads it, by what is known of it; None means `origin.read`.
        fit: What makes of an entry, by where it was read, the entry that it is.
        remember: False to leave its state to be remembered by whoever asks.
    """

    read: Callable[[State | None], Original | None] | None = None
    fit: Callable[[Entry, str], Entry] | None = None
    remember: bool = True


class Asked(NamedTuple):
    """How to pull.

    Attributes:
        published: The day of a capture that says nowhere from what year it is.
        full: True to take an origin in again though it has not changed.
        dry_run: True to write nothing, and say what would have been written.
        say: Called with a line of progress for the user.
        pages: True to read the own page of each new or changed entry of a feed; None means: of the
            Infra Log's own feed alone.
        pause: Seconds between two requests for pages, at least.
        most: So many pages of an archive at most; 0 means all.
        progress: Called with how many pages are done, and how many there are.
    """

    published: date | None = None
    full: bool = False
    dry_run: bool = False
    limits: Limits = Limits()
    say: Callable[[str], None] | None = None
    pages: bool | None = None
    pause: float = 1.0
    most: int = 0
    progress: Callable[[int, int], None] | None = None
