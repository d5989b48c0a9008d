"""What a person typed -> what is looked for, in whatever language an index is asked. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from infralog.model import Word

# The words of a store that begin so, the shortest first, `MANY` at most.
Known = Callable[[str], Sequence[str]]

_UNQUOTABLE = re.compile('["\0\ud800-\udfff]')
# What a prefix stands in front of: a last run of letters and digits.
_LAST = re.compile(r"[^\W_]+(?=\W*$)")
# The stemmer leaves shorter words alone, so that the engine's own prefix is exact; for longer ones
# the words that are known are named, unless there are more than these.
_UNSTEMMED = 3
MANY = 200


class Match(NamedTuple):
    """Three expressions in the language of an index, or empty.

    Attributes:
        wanted: What must match.
        barred: What must not.
        words: The part of what is wanted that a person sees, and that is ranked: without regions
            and components.
    """

    wanted: str
    barred: str
    words: str


def plain(text: str) -> str:
    """Return any text without what would end it early; it stands between words anyway."""
    return _UNQUOTABLE.sub(" ", text)


def phrasings(word: Word, known: Known) -> Iterable[tuple[str, bool]]:
    """Yield the phrases any of which is what is looked for, and whether its last word may go on.

    FTS5 stems a prefix like a word, and looks for it among stems: it takes `ams*` for `am*`, and
    finds no `migratio*`, for `migration` is there as `migrat`.
    """
    last = _LAST.search(word.text) if word.prefix else None
    if last is None:
        yield word.text, False
        return
    before, prefix = word.text[: last.start()], last[0]
    ends = known(prefix) if len(prefix) >= _UNSTEMMED else ()
    yield before + prefix, len(prefix) < _UNSTEMMED or len(ends) >= MANY
    for end in ends:
        yield before + end, False
