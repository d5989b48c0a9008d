"""The versions of an entry -> what the publisher changed, in words.

difflib is imported when something is compared: most incidents have one version.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from infralog import text
from infralog.model import Entry, Revision

Kind = Literal["same", "gone", "new"]

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_WORD = re.compile(r"\w+")
# Two paragraphs of so many words each are compared word by word; larger ones as a whole.
_MOST_TOKENS = 5000


class Version(NamedTuple):
    """One version of an entry.

    Attributes:
        number: From 1, the oldest.
        seen: When it was first seen, aware, UTC.
        title: Of the entry.
        added, removed: How many words, against the version before it.
        words: All that it says, title first.
    """

    number: int
    seen: datetime
    title: str
    added: int
    removed: int
    words: str


class Piece(NamedTuple):
    """A stretch of a text, and whether it stayed, went or came."""

    kind: Kind
    words: str


def versions(revisions: Sequence[Revision]) -> tuple[Version, ...]:
    """Return the versions of an entry, the newest first, as `revisions` are."""
    made: list[Version] = []
    before = ""
    for number, (entry, seen) in enumerate(reversed(revisions), 1):
        words = _told(entry)
        added, removed = _amount(before, words)
        made.append(Version(number, seen, entry.title, added, removed, words))
        before = words
    return tuple(reversed(made))


def unified(old: Version, new: Version, name: str) -> Iterator[str]:
    """Yield the lines of a unified diff, without their ends."""
    from difflib import unified_diff

    yield from unified_diff(
        old.words.split("\n"),
        new.words.split("\n"),
        f"{name} version {old.number}",
        f"{name} version {new.number}",
        old.seen.isoformat(),
        new.seen.isoformat(),
        lineterm="",
    )


def by_word(old: str, new: str) -> Iterator[tuple[Piece, ...]]:
    """Yield the lines of which something changed, each as pieces, in order."""
    from difflib import SequenceMatcher

    before, after = old.split("\n"), new.split("\n")
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield from _lines(before[a:b], after[c:d])


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    if len(before) == len(after):
        yield from (_pieces(old, new) for old, new in zip(before, after, strict=True))
    elif before and after:
        yield _pieces("\n".join(before), "\n".join(after))
    else:
        kind: Kind = "gone" if before else "new"
        yield from ((Piece(kind, row),) for row in (before or after) if row)


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    from difflib import SequenceMatcher

    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(before), len(after)) > _MOST_TOKENS:
        return Piece("gone", old), Piece("new", new)
    made: list[Piece] = []
    gone = come = ""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    codes = matcher.get_opcodes()
    for at, (kind, a, b, c, d) in enumerate(codes, 1):
        is_gap = bool(gone or come) and at < len(codes) and "".join(before[a:b]).isspace()
        if kind != "equal" or is_gap:
            # A blank between two changes makes them one: a phrase in place of another.
            gone, come = gone + "".join(before[a:b]), come + "".join(after[c:d])
            continue
        made += [*_changed(gone, come), Piece("same", "".join(before[a:b]))]
        gone = come = ""
    return (*made, *_changed(gone, come))


def _changed(gone: str, come: str) -> Iterator[Piece]:
    yield from (piece for piece in (Piece("gone", gone), Piece("new", come)) if piece.words)


def _amount(old: str, new: str) -> tuple[int, int]:
    """Return how many words came, and how many went."""
    if not old:
        return len(_WORD.findall(new)), 0
    pieces = [piece for row in by_word(old, new) for piece in row]
    came, went = (
        sum(len(_WORD.findall(piece.words)) for piece in pieces if piece.kind == kind)
        for kind in ("new", "gone")
    )
    return came, went


def _told(entry: Entry) -> str:
    plain = (
        text.from_html(entry.content)
        if entry.media_type == "text/html"
        else text.from_plain(entry.content)
    ).plain
    return "\n\n".join(part for part in (entry.title, entry.heading, plain) if part)
