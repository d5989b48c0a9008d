"""What a stranger's document may cost: seconds, memory, and at most an error that names it.

Parsers of this kind have bugs, and some documents find them. One of them must not take the time
of all others, nor keep them from being read.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from infralog.deadline import cpu_within
from infralog.errors import FeedError

# Of CPU time. With the transfer of a document, its sync ends within 45 s (PROMISES.md, 6).
MOST_SECONDS = 35.0
MOST_SECONDS_OF_AN_ENTRY = 10.0

_BUGS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


@contextmanager
def contained(what: str, seconds: float) -> Iterator[None]:
    """Let what is done within take so many seconds of CPU time, and raise only what names it.

    Args:
        what: The URL, path, title or id of what is read within.
        seconds: As for `deadline.cpu_within`.

    Raises:
        FeedError: It took longer, or more memory than there is, or found a bug of a parser.
    """
    try:
        with cpu_within(seconds):
            yield
    except TimeoutError as exc:
        raise FeedError(f"{what}: refused, since it takes too long to be read") from exc
    except (MemoryError, RecursionError) as exc:
        raise FeedError(f"{what}: refused, since it takes too much memory to be read") from exc
    except _BUGS as exc:
        hint = "this is a bug in infralog; please report it with the document"
        raise FeedError(f"{what}: cannot be read ({type(exc).__name__})", hint=hint) from exc
