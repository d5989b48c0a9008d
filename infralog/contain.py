"""What a stranger's document may cost: seconds, memory, and at most an error that names it.

Parsers of this kind have bugs, and some documents find them. One of them must not take the time
of all others, nor keep them from being read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

from infralog.deadline import cpu_within
from infralog.errors import LACKING, FeedError

# Of CPU time. With its transfer, the sync of a document of this size ends within 45 s.
_MOST_SECONDS = 35.0
_LEAST_SECONDS = 5.0
_A_LITTLE = 0.1
_SIZE = 32 * 2**20
MOST_SECONDS_OF_AN_ENTRY = 10.0
# Characters; a long bulletin has 20,000. To divide and tag them takes a hundred times their memory.
LONGEST_ENTRY = 2**20
LONGEST_TITLE = 10_000

_BUGS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


class Seconds:
    """How many seconds of CPU time are left to read one document."""

    def __init__(self, spent: float, size: int) -> None:
        """Begin.

        Args:
            spent: Seconds that it took to be fetched.
            size: How many bytes it may have. Who allows more allows more time, too.
        """
        allowed = max(_MOST_SECONDS - spent, _LEAST_SECONDS)
        self._until = process_time() + allowed * max(1.0, size / _SIZE)

    def left(self) -> float:
        """Return how many; a little, if none are."""
        return max(self._until - process_time(), _A_LITTLE)


def refuse_excess(title: str, content: str) -> None:
    """Refuse an entry that is longer than any could be.

    Raises:
        FeedError: It is.
    """
    if len(content) > LONGEST_ENTRY:
        raise FeedError("left out, since it is longer than a million characters")
    if len(title) > LONGEST_TITLE:
        raise FeedError(f"left out, since its title is longer than {LONGEST_TITLE:,} characters")


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
        hint = "give it more time with a larger --max-size, such as 128"
        raise FeedError(f"{what}: refused, since it takes too long to be read", hint=hint) from exc
    except (*LACKING, RecursionError) as exc:
        raise FeedError(f"{what}: refused, since it takes too much memory to be read") from exc
    except _BUGS as exc:
        hint = "this is a bug in infralog; please report it with the document"
        raise FeedError(f"{what}: cannot be read ({type(exc).__name__})", hint=hint) from exc
