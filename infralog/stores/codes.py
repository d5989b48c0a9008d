"""The names of regions and components <-> the tokens by which FTS5 finds them.

They stand in two columns of the index, each as one token that Porter's stemmer leaves alone, for it
ends in a digit: 1 where it was affected or involved, 0 where it is only mentioned. `fly-proxy` is
`fly0proxy1`, or `fly0proxy0`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

AFFECTED, MENTIONED = "1", "0"

_PLAIN = re.compile("[a-z1-8-]*")
_CODED = re.compile("9([0-9a-f]{6})|0")


def token(name: str, how: str) -> str:
    """Return the token of a region or component that is affected or mentioned."""
    if _PLAIN.fullmatch(name):
        return name.replace("-", "0") + how
    coded = (
        "0" if c == "-" else c if _PLAIN.fullmatch(c) else f"9{ord(c):06x}" for c in name
    )  # for a name of a user's own vocabulary
    return "".join(coded) + how


def tokens(involved: Iterable[str], mentioned: Iterable[str]) -> str:
    """Return the tokens of all that an incident names, sorted by name."""
    affected = {*involved}
    return " ".join(
        token(name, AFFECTED if name in affected else MENTIONED)
        for name in sorted({*affected, *mentioned})
    )


@lru_cache(maxsize=4096)
def names(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return, of such tokens, the names of those affected, and of all; both sorted."""
    every = [(_name(coded[:-1]), coded[-1]) for coded in text.split()]
    return tuple(n for n, how in every if how == AFFECTED), tuple(n for n, _ in every)


def _name(coded: str) -> str:
    if "9" not in coded:
        return coded.replace("0", "-")
    return _CODED.sub(lambda found: chr(int(found[1], 16)) if found[1] else "-", coded)
