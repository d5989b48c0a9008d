"""Everything that infralog tells a user went wrong, as one tree.

InfralogError
├── SourceError          a source could not be read                      exit 3
│   ├── FetchError       a URL could not be fetched
│   ├── FeedError        what came is not a feed, a page or a capture
│   └── VocabularyError  a vocabulary file is not valid
├── StoreError           the store could not be used                     exit 4
│   ├── StoreMissing     there is none yet
│   ├── StoreLocked      another process holds it
│   ├── StoreDamaged     it is not intact, or another program's file
│   └── StoreTooNew      a newer infralog wrote it
└── UsageError           what was asked cannot be answered as typed      exit 2
    ├── QueryError       an unknown region, component, field or date
    └── NotFound         no incident has this ID, or several do

Raised only for what a person can mend; a bug stays the exception that it is.
"""

from collections.abc import Callable

# What Python raises where memory is lacking: the second where it cannot even say so, as CPython now
# and then ("error return without exception set").
LACKING = (MemoryError, SystemError)


class InfralogError(Exception):
    """What went wrong, in one line, and what to do about it, in another.

    Attributes:
        message: One line without a final full stop.
        hint: What the user can do, or None where nothing helps.
    """

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class SourceError(InfralogError):
    """A source could not be read; what is stored stays as it is."""


class FetchError(SourceError):
    """A URL could not be fetched.

    Attributes:
        url: The URL that was asked for.
        status: The HTTP status, or None where no answer came.
    """

    def __init__(
        self, message: str, *, url: str, status: int | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.url = url
        self.status = status


class FeedError(SourceError):
    """The bytes of a source are neither a feed, nor a page, nor a capture."""


class VocabularyError(SourceError):
    """A vocabulary file is not valid; the message names the file and the key."""


class StoreError(InfralogError):
    """The store could not be used.

    What to do about it is said in terms of how the store was named, once that is known.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        run: str | None = None,
        instead: str | None = None,
    ) -> None:
        """Say what went wrong.

        Args:
            message: As of every error.
            hint: What the user can do, however the store was named.
            run: The command that mends it, such as "sync"; None where none does.
            instead: What may be named in its place, such as "another file"; None likewise.
        """
        super().__init__(message)
        self._remedies = run, hint, instead
        self.advise()

    def advise(self, command: Callable[[str], str] = "infralog {}".format, how: str = "") -> None:
        """Say what to do, to a user who named the store in some way.

        Args:
            command: A command -> what is typed so that it uses this store.
            how: How another one is named, such as "with --db".
        """
        run, hint, instead = self._remedies
        ways = run and f"run: {command(run)}", hint, instead and f"name {instead} {how}".rstrip()
        self.hint = "; or ".join(filter(None, ways)) or None


class StoreMissing(StoreError):
    """There is no store yet: nothing was synced."""


class StoreLocked(StoreError):
    """Another process kept the store locked for longer than infralog waits."""


class StoreDamaged(StoreError):
    """The file is not an intact infralog store; it was not touched."""


class StoreTooNew(StoreError):
    """A newer infralog wrote the store; it was not touched."""


class UsageError(InfralogError):
    """What was asked cannot be answered as it was typed."""


class QueryError(UsageError):
    """A region, component, field, date or duration that infralog does not know."""


class NotFound(UsageError):
    """No incident has this ID, or several do.

    Attributes:
        candidates: The IDs that an ambiguous prefix could mean; empty where there is none.
    """

    def __init__(
        self, message: str, *, candidates: tuple[str, ...] = (), hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.candidates = candidates
