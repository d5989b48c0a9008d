"""Has this happened before? Who is like an incident, or like a text, how much, and why.

What two share weighs as much as it is rare: the logarithm of how many incidents there are to one
that has it, which is nothing where all have it. A word counts as often as both say it, `_MOST`
times at most, and in a title twice; in an account longer than most it counts for less, as such a
one has more of every word. A component that both involved counts as much as `_COMPONENT` words, a
region that both were affected in as `_REGION`. A word that only names a tag of the subject
(`corrosion`, `Paulo`) counts as that tag.

The score is the share of all that weight which another has, 0 to 1. A text is a question: whoever
has all of it has 1. Between two incidents, both have a say in how much there is to share, as by a
cosine: else a long account would be like nobody, though many short ones were like it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from infralog.model import Incident
from infralog.names import Names
from infralog.stems import stem, stems

_TITLE = 2
_MOST = 3
# The same part fails in the same way; the same place only makes it likelier.
_COMPONENT = 4
_REGION = 2
# So many words speak for a text.
_TELLING = 48
# How far a text's length counts, from 0 to 1, as in BM25.
_LENGTH = 0.5
# Who shares less is near by chance.
_LEAST = 0.05
# A reason is read: more words than these do not make it clearer.
_NAMED = 6


class Subject(NamedTuple):
    """What others are compared with.

    Attributes:
        id: None for a text.
        words: By their stems, as written; without those that name its regions and components.
        counts: How often each is said, by its stem.
    """

    id: str | None
    words: Mapping[str, str]
    counts: Mapping[str, int]
    regions: tuple[str, ...]
    components: tuple[str, ...]

    def times(self, key: str) -> int:
        """Return how often a word counts."""
        return min(self.counts[key], _MOST)

    def size(self, words: Iterable[str]) -> int:
        """Return how much there is of it, in words and in what counts as some, by the stems."""
        told = sorted(map(self.times, words), reverse=True)[:_TELLING]
        return sum(told) + _COMPONENT * len(self.components) + _REGION * len(self.regions)


class Occurrences(NamedTuple):
    """In how many incidents of a store something is.

    Attributes:
        total: How many incidents there are.
        words: By stem, those of a subject that may tell something.
        tags: By name, of regions and components alike, those of a subject.
    """

    total: int
    words: Mapping[str, int]
    tags: Mapping[str, int]


class Weights(NamedTuple):
    """How much weighs what others may share with a subject: a word said once, a tag.

    Attributes:
        words: By stem, those that tell the most first.
        tags: By name.
    """

    words: Mapping[str, float]
    tags: Mapping[str, float]


class Near(NamedTuple):
    """An incident that is like the subject.

    Attributes:
        score: From 0 to 1; higher is nearer.
        regions, components: Those that both were affected in, or by; sorted.
        words: Those that both say, as the subject writes them, the most telling first.
    """

    incident: Incident
    score: float
    regions: tuple[str, ...]
    components: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Say what they share: `both: corrosion, fly-proxy, sjc; words: stale, reseed`."""
        tags = ", ".join((*self.components, *self.regions))
        words = ", ".join(self.words[:_NAMED])
        told = (("both", tags), ("words", words))
        return "; ".join(f"{what}: {shared}" for what, shared in told if shared)


def of_incident(incident: Incident, names: Names) -> Subject:
    """Return an incident as what others are compared with."""
    return _without_names(_read(incident), names)


def of_text(text: str, names: Names) -> Subject:
    """Return a text that a person typed, with the regions and components that it names."""
    words, counts = _said("", text)
    told = Subject(None, words, counts, names.regions_in(text), names.components_in(text))
    return _without_names(told, names)


def _read(incident: Incident) -> Subject:
    words, counts = _said(incident.title, incident.text)
    return Subject(incident.id, words, counts, incident.regions, incident.components)


def _said(title: str, text: str) -> tuple[dict[str, str], dict[str, int]]:
    """Return the words of a title and a text, and how often each is said, both by stem."""
    words: dict[str, str] = {}
    counts: dict[str, int] = {}
    for part, times in ((title, _TITLE), (text, 1)):
        for key, written in stems(part).items():
            words.setdefault(key, written[0])
            counts[key] = counts.get(key, 0) + times * len(written)
    return words, counts


def _without_names(subject: Subject, names: Names) -> Subject:
    naming = {
        *_naming(names.by_region, subject.regions),
        *_naming(names.by_component, subject.components),
    }
    words = {key: word for key, word in subject.words.items() if key not in naming}
    return subject._replace(words=words)


def _naming(index: Mapping[str, Sequence[str]], tags: Sequence[str]) -> Iterator[str]:
    """Yield the stems of all words that name one of these tags."""
    for name, means in index.items():
        if not set(tags).isdisjoint(means):
            yield from map(stem, name.split())


# ---------------------------------------------------------------- how much, and why


def weigh(subject: Subject, there: Occurrences) -> Weights:
    """Weigh what others may share with a subject."""
    # What an incident alone says nobody can share; of a text, it is what nobody shares.
    shared = (key for key, n in there.words.items() if n > 1 or subject.id is None)
    words = {key: _rarity(there.words[key], there.total) for key in shared}
    telling = sorted(words, key=lambda key: (-words[key] * subject.times(key), key))[:_TELLING]
    tags = {
        name: _rarity(n, there.total) * (_REGION if name in subject.regions else _COMPONENT)
        for name, n in there.tags.items()
    }
    return Weights({key: words[key] for key in telling}, tags)


def _rarity(count: int, total: int) -> float:
    return log((1 + total) / max(count, 1))


def nearest(subject: Subject, weights: Weights, others: Iterable[Incident]) -> list[Near]:
    """Return those that are like a subject, the nearest first; of equals the newest."""
    whole = sum(weights.tags.values())
    whole += sum(weight * subject.times(key) for key, weight in weights.words.items())
    size = subject.size(weights.words)
    told = [(other, _read(other)) for other in others]
    usual = sum(len(read.words) for _, read in told) / max(len(told), 1)
    near = []
    for other, read in told:
        length = 1 - _LENGTH + _LENGTH * len(read.words) / max(usual, 1)
        shares = _compared(subject, weights, other, read, max(length, 1))
        if not shares.score:
            continue
        # What another has beside weighs as much, piece by piece, as what the subject has.
        most = whole if subject.id is None else whole * sqrt(read.size(read.words) / size)
        if shares.score >= _LEAST * most:
            near.append(shares._replace(score=round(min(shares.score / most, 1), 4)))
    near.sort(key=lambda one: (one.score, one.incident.date, one.incident.id), reverse=True)
    return near


def _compared(
    subject: Subject, weights: Weights, other: Incident, read: Subject, length: float
) -> Near:
    """Say what an incident, as it was read, shares; the score is the weight of that."""
    regions = tuple(sorted({*subject.regions} & {*read.regions}))
    components = tuple(sorted({*subject.components} & {*read.components}))
    shared = {
        key: weight * min(subject.times(key), read.counts[key])
        for key, weight in weights.words.items()
        if key in read.counts
    }
    words = sorted(shared, key=lambda key: -shared[key])
    score = sum(weights.tags.get(tag, 0) for tag in (*regions, *components))
    score += sum(shared.values()) / length
    return Near(other, score, regions, components, tuple(subject.words[key] for key in words))
