"""The errors of an engine -> those of infralog, which say what a user can do."""

from collections.abc import Callable
from types import TracebackType
from zlib import error as ZlibError  # noqa: N812 -- a class

from infralog.errors import StoreError
from infralog.stores.place import Named

# What is raised by a value that no store of ours holds: a date that is none, say.
NONSENSE = (ValueError, ZlibError)

Translate = Callable[[BaseException], StoreError | None]


class Told:
    """Within it, an error of an engine is raised as what a user can do something about."""

    def __init__(self, translate: Translate, named: Named) -> None:
        """Prepare.

        Args:
            translate: Returns what to tell a user of an error; None where it is a bug, or told.
            named: How the user named the store.
        """
        self._translate = translate
        self._named = named

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, at: TracebackType | None
    ) -> None:
        """Raise a `StoreError` in place of an error of the engine; let each advise what fits."""
        if isinstance(exc, StoreError):
            exc.advise(self._named.command, self._named.how)
        elif exc and (error := self._translate(exc)):
            error.advise(self._named.command, self._named.how)
            raise error from exc
