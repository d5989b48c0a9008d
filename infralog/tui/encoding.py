"""The terminal's encoding, which the library takes for UTF-8: what is drawn in it, what is typed.

What it lacks is drawn as wide, by what looks like it; a byte that means nothing in it is typed as a
sign for that, and ends nothing.
"""

import sys
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable
from io import TextIOWrapper

from infralog import lookalikes


def agree() -> None:
    """Have the library draw and read in the terminal's own encoding, as Python knows it."""
    drawn_on = sys.__stderr__  # the library's choice
    if isinstance(drawn_on, TextIOWrapper):
        drawn_on.reconfigure(errors=lookalikes.WORDS)
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        # It has no public place to say so.
        setattr(linux_driver, "getincrementaldecoder", _decoder)  # noqa: B010 -- mypy knows of none


def _decoder(_: str) -> Callable[[], IncrementalDecoder]:
    """Return what makes a decoder of what is typed, whichever encoding is asked for."""
    typed_in = sys.__stdin__.encoding if sys.__stdin__ else "utf-8"
    return lambda: getincrementaldecoder(typed_in)(errors="replace")
