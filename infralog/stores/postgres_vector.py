"""Words and names -> what the engine's index holds, and what it is asked. Pure.

A lexeme is a token as FTS5 has it (see `sqlite_tokens`), or a name with its kind before it and a
colon before that, with which no token begins. A title has the weight A, so that it can be asked for
alone; a body stands two places behind it, so that no phrase spans both.

The engine keeps at most 256 places of a lexeme, none beyond the 16,383rd, and a megabyte in all. In
a text so long words are found all the same, but not each phrase; and of a megabyte of words that
all differ not each word.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

from infralog.model import Incident
from infralog.stores.codes import AFFECTED, MENTIONED
from infralog.stores.sqlite_tokens import Placed

# What no vector holds.
NOTHING = "'!'"

_LONGEST = 500  # bytes of a lexeme; the engine takes 2046
_ROOM = 1_000_000  # bytes of a vector; the engine takes 1 MiB


def vector(made: Incident, found: Iterable[Placed]) -> str:
    """Return what the index holds of an incident, as the engine reads it."""
    return " ".join([*_named(made), *_fitting(found)])


def _fitting(found: Iterable[Placed]) -> Iterator[str]:
    """Yield lexemes with their places, as long as the engine has room; then without."""
    room = _ROOM
    for token, places in found:
        if room > _ROOM // 2:
            word = f"{lexeme(token)}:{places}"
        elif room > 0:
            word = lexeme(token)
        else:
            return
        room -= len(word) if word.isascii() else len(word.encode())
        yield word


def _named(made: Incident) -> Iterator[str]:
    for kind, involved, mentioned in (
        ("region", made.regions, made.regions_mentioned),
        ("component", made.components, made.components_mentioned),
    ):
        for name in {*involved, *mentioned}:
            yield named(kind, name, AFFECTED if name in involved else MENTIONED)


def named(kind: str, name: str, how: str) -> str:
    """Return the lexeme of a region or component that is affected or mentioned."""
    return lexeme(f":{kind}:{how}:{name}")


@lru_cache(maxsize=2**16)
def lexeme(text: str) -> str:
    """Return a lexeme in quotes; of one that is too long, its beginning and what tells it apart."""
    coded = text.encode("utf-8", "backslashreplace")
    if len(coded) > _LONGEST:
        digest = blake2b(coded, digest_size=16).hexdigest()
        text = f"{coded[: _LONGEST // 2].decode('utf-8', 'ignore')}{digest}"
    inner = storable(text).replace("\\", "\\\\").replace("'", "''")
    return f"'{inner}'"


def phrase(tokens: Sequence[str], *, goes_on: bool, title_only: bool) -> str:
    """Return what looks for tokens that follow one another."""
    if not tokens:
        return NOTHING
    how = "A" if title_only else ""
    parts = [f"{lexeme(token)}:{how}" if how else lexeme(token) for token in tokens[:-1]]
    last = f"{'*' if goes_on else ''}{how}"
    parts.append(f"{lexeme(tokens[-1])}:{last}" if last else lexeme(tokens[-1]))
    return f"({' <-> '.join(parts)})"


def any_of(expressions: Iterable[str]) -> str:
    """Return what looks for any of some, of which there is one at least."""
    return f"({' | '.join(dict.fromkeys(expressions))})"


def storable(text: str) -> str:
    """Return a text that the engine can hold: without NUL, and lone surrogates written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\ufffd")
