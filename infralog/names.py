"""What a person calls a region or a component -> its code or canonical name."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from infralog.errors import QueryError

if TYPE_CHECKING:
    from infralog.vocabulary import Vocabulary

# By a folded name, the codes or canonical names that it stands for.
Index = Mapping[str, tuple[str, ...]]

# The most words that a name in a text is looked for in, and the marks that may stand around it.
_LONGEST = 5
_MARKS = ".,;:!?()[]`'\"*"


class Names(NamedTuple):
    """Every name, alias, city and group, in any case, with or without accents.

    A store remembers them, so that a query need not read a vocabulary.
    """

    by_region: Index
    by_component: Index

    def regions(self, text: str) -> tuple[str, ...]:
        """Return the codes that a code, a city or a group stands for.

        Raises:
            QueryError: It stands for none; the hint says which are near.
        """
        return _resolve(text, self.by_region, "region")

    def components(self, text: str) -> tuple[str, ...]:
        """Return the canonical names that a name or an alias stands for.

        Raises:
            QueryError: It stands for none; the hint says which are near.
        """
        return _resolve(text, self.by_component, "component")

    def regions_in(self, text: str) -> tuple[str, ...]:
        """Return the codes that words of a text stand for, sorted; none is no error."""
        return _within(text, self.by_region)

    def components_in(self, text: str) -> tuple[str, ...]:
        """Return the canonical names that words of a text stand for, sorted; none is no error."""
        return _within(text, self.by_component)


def names_of(vocabulary: "Vocabulary") -> Names:
    """Return all that the regions and components of a vocabulary are called."""
    regions = _index(
        *((code, (code, r.name, *r.words)) for code, r in vocabulary.regions.items()),
    )
    for name, group in vocabulary.groups.items():
        for word in (name, *group.words):
            if group.members:
                regions.setdefault(fold(word), group.members)
    components = _index(
        *((name, (name, c.label)) for name, c in vocabulary.components.items()),
        *((name, (*c.words, *c.exact)) for name, c in vocabulary.components.items()),
    )
    return Names(regions, components)


def with_components(names: Names, found: Iterable[str]) -> Names:
    """Return names that know these components, too, each by its own name."""
    index = dict(names.by_component)
    for name in found:
        folded = fold(name)
        if name not in index.get(folded, ()):
            index[folded] = (*index.get(folded, ()), name)
    return names._replace(by_component=index)


def _index(*named: tuple[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Map each folded word to the name it belongs to; the first that claims a word has it."""
    index: dict[str, tuple[str, ...]] = {}
    for name, words in named:
        for word in words:
            index.setdefault(fold(word), (name,))
    return index


def _resolve(text: str, index: Index, what: str) -> tuple[str, ...]:
    folded = fold(text)
    found = _named(folded, index)
    if found:
        return found
    from difflib import get_close_matches

    near = get_close_matches(folded, index, n=3, cutoff=0.6)
    hint = f"did you mean: {', '.join(near)}" if near else f"infralog {what}s lists all"
    raise QueryError(f"unknown {what}: {text}", hint=hint)


def _within(text: str, index: Index) -> tuple[str, ...]:
    """Find names in a text; where one begins, the longest is meant."""
    words = [word.strip(_MARKS) for word in fold(text).split()]
    found: set[str] = set()
    start = 0
    while start < len(words):
        for end in range(start + _LONGEST, start, -1):
            names = _named(" ".join(words[start:end]), index)
            if names:
                found.update(names)
                break
        start = end if names else start + 1
    return tuple(sorted(found))


def _named(folded: str, index: Index) -> tuple[str, ...]:
    return tuple(index.get(folded) or index.get(folded.removesuffix("s")) or ())


def fold(text: str) -> str:
    """Return a name as it is compared: in lower case, without accents, its hyphens blanks."""
    if not text.isascii():
        text = "".join(
            c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)
        )
    return " ".join(text.lower().replace("-", " ").split())
