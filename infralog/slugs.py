"""Titles and URLs -> the IDs of incidents: lower-case ASCII letters, digits and hyphens.

https://fly.io/infra-log/edge-proxies-overload/  ->  edge-proxies-overload
502s in São Paulo                                ->  502s-in-sao-paulo
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from urllib.parse import unquote

# An ID is typed, and completed in a shell: long enough to tell, short enough for one line.
LONGEST = 90
_NAMELESS = "incident"

_APOSTROPHE = re.compile(r"(?<=\w)['’‘ʼ](?=\w)")  # noqa: RUF001 -- these are what is meant
_APART = re.compile(r"[^a-z0-9]+")
_AFTER_PATH = re.compile(r"[?#].*", re.DOTALL)
_ORIGIN = re.compile(r"\w+://[^/]*")
_SUFFIX = re.compile(r"\.(?:html?|php|txt|md|xml)\Z")
# What a path ends in that names no document.
_UNNAMED = frozenset({"", "index"})
# Letters that do not come apart into a plain one and an accent.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}  # noqa: RUF001 -- likewise
)


def slug(text: str) -> str:
    """Return a text as a slug of at most `LONGEST` characters; empty where it has no such letter.

    Accents go, an apostrophe vanishes (`wasn't` is `wasnt`), and one that is too long ends at a
    word.
    """
    folded = _APOSTROPHE.sub("", text[: 8 * LONGEST]).casefold().translate(_LETTERS)
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in folded if not unicodedata.combining(c)).lower()
    made = _APART.sub("-", folded).strip("-")
    if len(made) <= LONGEST:
        return made
    cut = made[: LONGEST + 1].rpartition("-")[0]
    return cut or made[:LONGEST]


def of_url(url: str | None) -> str:
    """Return the last part of a URL's path that names something; empty where none does."""
    path = _AFTER_PATH.sub("", _ORIGIN.sub("", url or "", count=1))
    parts = (_SUFFIX.sub("", part.lower()) for part in reversed(unquote(path).split("/")))
    return next((made for part in parts if part not in _UNNAMED and (made := slug(part))), "")


def of_entry(url: str | None, entry_id: str, title: str) -> str:
    """Return the ID of an entry that is one incident: by its URL, else its id, else its title."""
    return of_url(url) or of_url(entry_id) or slug(title) or _NAMELESS


def of_heading(day: str, title: str) -> str:
    """Return the ID of a bulletin's incident, by its day (ISO, or empty if unknown) and title."""
    return slug(f"{day} {title}") if slug(title) else slug(f"{day} {_NAMELESS}")


def apart(slugs: Iterable[str]) -> tuple[str, ...]:
    """Return the slugs of one entry, in order; the second of two that are alike ends in `-2`."""
    seen: Counter[str] = Counter()
    made: dict[str, None] = {}
    for name in slugs:
        seen[name] += 1
        told = name if seen[name] == 1 else f"{name}-{seen[name]}"
        while told in made:
            seen[name] += 1
            told = f"{name}-{seen[name]}"
        made[told] = None
    return tuple(made)
