"""Titles and URLs -> the IDs of incidents: lower-case ASCII letters, digits and hyphens.

`https://fly.io/infra-log/edge-proxies-overload/` is `edge-proxies-overload`, and `502s in São
Paulo` is `502s-in-sao-paulo`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from urllib.parse import unquote

# An ID is typed, and completed in a shell: long enough to tell, short enough for one line.
LONGEST = 80
_NAMELESS = "incident"

_APOSTROPHE = re.compile(r"(?<=\w)['\u2018\u2019\u02bc](?=\w)")
_APART = re.compile(r"[^a-z0-9]+")
_NOT_PATH = re.compile(r"\A\w+://[^/]*|[?#].*\Z", re.DOTALL)
_SUFFIX = re.compile(r"\.(?:html?|php|txt|md|xml)\Z")
# What a path ends in that names no document.
_UNNAMED = frozenset({"", "index"})
# Letters that do not come apart into a plain one and an accent.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})


def slug(text: str) -> str:
    """Return a text as a slug of at most `LONGEST` characters; empty where it has no such letter.

    Accents go, an apostrophe vanishes (`wasn't` is `wasnt`), and one that is too long ends at a
    word.
    """
    folded = _APOSTROPHE.sub("", text[: 8 * LONGEST]).casefold().translate(_LETTERS)
    if not folded.isascii():
        apart = unicodedata.normalize("NFKD", folded).casefold()
        folded = "".join(c for c in apart if not unicodedata.combining(c))
    made = _APART.sub("-", folded).strip("-")
    if len(made) <= LONGEST:
        return made
    return made[: LONGEST + 1].rpartition("-")[0] or made[:LONGEST]


def of_url(url: str) -> str:
    """Return the last part of a URL's path that names something; empty where none does."""
    for part in reversed(unquote(_NOT_PATH.sub("", url)).split("/")):
        name = _SUFFIX.sub("", part.lower())
        if name not in _UNNAMED and slug(name):
            return slug(name)
    return ""


def of_entry(url: str | None, entry_id: str, title: str) -> str:
    """Return the ID of an entry that is one incident: by its URL, else its id, else its title."""
    return of_url(url or "") or of_url(entry_id) or slug(title) or _NAMELESS


def of_passage(day: str, title: str) -> str:
    """Return the ID of a bulletin's incident, by its day (ISO; empty if unknown) and title."""
    return slug(f"{day} {title if slug(title) else _NAMELESS}")


def told_apart(slugs: Iterable[str]) -> tuple[str, ...]:
    """Return the slugs of one entry, in order; the second of two that are alike ends in `-2`."""
    counts: Counter[str] = Counter()
    made: dict[str, None] = {}
    for name in slugs:
        counts[name] += 1
        told = name if counts[name] == 1 else f"{name}-{counts[name]}"
        while told in made:
            counts[name] += 1
            told = f"{name}-{counts[name]}"
        made[told] = None
    return tuple(made)
