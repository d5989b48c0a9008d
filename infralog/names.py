"""What a person calls a region or a component -> its code or canonical name."""

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from infralog.errors import QueryError
from infralog.vocabulary import Vocabulary


class Names:
    """Every name, alias, city and group of a vocabulary, in any case, with or without accents."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Index the names."""
        self._regions = _index(
            *((code, (code, r.name, *r.words)) for code, r in vocabulary.regions.items()),
        )
        for name, group in vocabulary.groups.items():
            for word in (name, *group.words):
                if group.members:
                    self._regions.setdefault(_fold(word), group.members)
        self._components = _index(
            *((name, (name, c.label)) for name, c in vocabulary.components.items()),
            *((name, (*c.words, *c.exact)) for name, c in vocabulary.components.items()),
        )

    def regions(self, text: str) -> tuple[str, ...]:
        """Return the codes that a code, a city or a group stands for.

        Raises:
            QueryError: It stands for none; the hint says which are near.
        """
        return _resolve(text, self._regions, "region")

    def components(self, text: str) -> tuple[str, ...]:
        """Return the canonical names that a name or an alias stands for.

        Raises:
            QueryError: It stands for none; the hint says which are near.
        """
        return _resolve(text, self._components, "component")


def _index(*named: tuple[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Map each folded word to the name it belongs to; the first that claims a word has it."""
    index: dict[str, tuple[str, ...]] = {}
    for name, words in named:
        for word in words:
            index.setdefault(_fold(word), (name,))
    return index


def _resolve(text: str, index: Mapping[str, tuple[str, ...]], what: str) -> tuple[str, ...]:
    folded = _fold(text)
    found = index.get(folded) or index.get(folded.removesuffix("s"))
    if found:
        return found
    near = get_close_matches(folded, index, n=3, cutoff=0.6)
    hint = f"did you mean: {', '.join(near)}" if near else f"infralog {what}s lists all"
    raise QueryError(f"unknown {what}: {text}", hint=hint)


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return " ".join(plain.replace("-", " ").split())
