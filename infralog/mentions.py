"""Prose + Vocabulary -> where regions and components are named, in whatever role.

The spec of matching is the docstring of `infralog.vocabulary`.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from infralog.lexicon import Lexicon
from infralog.phrases import Hit, Match, Phrases
from infralog.prose import Prose
from infralog.vocabulary import Component, Group, Region, Vocabulary

Kind = Literal["regions", "components", "groups"]
How = Literal["code", "ambiguous code", "name", "exact name", "weak name", "ignored"]

_CODES = ("code", "ambiguous code")
_CERTAIN = ("code", "name", "exact name")
# Between a region's name and the code in brackets behind it: "Sydney (SYD)", "QRO is Santiago".
_GLOSS = frozenset({"(", "is"})
# The reach, in words, within which a region cue belongs to an ambiguous name.
_CUE_REACH = 3


class Mention(NamedTuple):
    """A region or component named at `prose.words[start:end]`.

    Attributes:
        rule: How it was recognised, in words, for the evidence.
    """

    kind: Kind
    name: str
    start: int
    end: int
    rule: str


class _Meaning(NamedTuple):
    kind: Kind
    name: str
    how: How


class Finder:
    """Finds what a vocabulary names. Compiled once, used for every passage."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon | None = None) -> None:
        """Compile a vocabulary, whose words are looked for along with those of a lexicon."""
        lexicon = lexicon or Lexicon()
        self.vocabulary = vocabulary
        self._names: Phrases[_Meaning] = Phrases(lexicon)
        for code, region in vocabulary.regions.items():
            self._add_region(code, region)
        for name, group in vocabulary.groups.items():
            self._names.add(group.words, _Meaning("groups", name, "name"))
        self._near: Phrases[str] = Phrases(lexicon)
        for name, component in vocabulary.components.items():
            self._add_component(name, component)
        self._cues: Phrases[None] = Phrases(lexicon)
        self._cues.add(vocabulary.region_cues, None)
        self._prepositions = frozenset(vocabulary.region_prepositions)

    def _add_region(self, code: str, region: Region) -> None:
        how: How = "ambiguous code" if region.ambiguous_code else "code"
        self._names.add([code], _Meaning("regions", code, how))
        self._names.add(region.words, _Meaning("regions", code, "name"), exact=True)
        self._names.add(region.weak, _Meaning("regions", code, "weak name"), exact=True)
        self._names.add(region.ignore, _Meaning("regions", code, "ignored"))

    def _add_component(self, name: str, component: Component) -> None:
        strong = _Meaning("components", name, "name")
        self._names.add(_plurals(component.words), strong)
        for word in component.exact:
            told = strong if "-" in word else _Meaning("components", name, "exact name")
            self._names.add(_plurals([word]), told, exact=True)
        self._names.add(_plurals(component.weak), _Meaning("components", name, "weak name"))
        self._names.add(component.ignore, _Meaning("components", name, "ignored"))
        self._near.add(component.near, name)

    def find(self, prose: Prose, beside: Collection[str] = ()) -> list[Mention]:
        """Return the mentions in a text, by their start.

        Args:
            prose: The text.
            beside: Regions and components named elsewhere in the same incident, such as in its
                title: they make weak names certain.
        """
        matches = list(_longest(self._names.hits(prose), prose))
        search = _Search(self, prose, matches, beside)
        found = [
            Mention(m.meaning.kind, m.meaning.name, m.start, m.end, rule)
            for m in matches
            if (rule := search.rule(m))
        ]
        return _without_glosses(found, prose)

    def near(self, prose: Prose) -> set[tuple[str, int]]:
        """Return which components' `near` words stand in which sentences."""
        sentences = prose.sentences
        hits = self._near.hits(prose)
        return {(name, sentences[start]) for start, _, names in hits for name in names}

    def cued(self, prose: Prose) -> set[int]:
        """Return the words that a region cue shortly behind them makes a region of."""
        starts = [start for start, _, _ in self._cues.hits(prose)]
        return {start - apart for start in starts for apart in range(1, _CUE_REACH + 1)}

    def follows_preposition(self, prose: Prose, index: int) -> bool:
        """Tell whether a word stands behind a preposition of places: "in MAD", "region (MAD)"."""
        before = index - 2 if index > 1 and prose.folded[index - 1] == "(" else index - 1
        return before >= 0 and prose.folded[before] in self._prepositions


class _Search:
    """What decides, in one text, whether a name that might mean something else counts."""

    def __init__(
        self,
        finder: Finder,
        prose: Prose,
        matches: list[Match[_Meaning]],
        beside: Collection[str],
    ) -> None:
        self._finder = finder
        self._components = finder.vocabulary.components
        self._prose = prose
        certain = {m.meaning.name for m in matches if m.meaning.how in _CERTAIN}
        self._named = certain.union(beside)
        unsure = {(m.meaning.kind, m.meaning.how) for m in matches}
        self._near = finder.near(prose) if ("components", "weak name") in unsure else set()
        weak = {("regions", "weak name"), ("regions", "ambiguous code")}
        self._cued = set() if unsure.isdisjoint(weak) else finder.cued(prose)
        regions = [m for m in matches if m.meaning.kind == "regions"]
        for match in (*regions, *reversed(regions)):
            if match.meaning.how in _CERTAIN or self.rule(match):
                self._cued.update(range(match.end, match.end + _CUE_REACH))
                self._cued.update(range(match.start - _CUE_REACH, match.start))

    def rule(self, match: Match[_Meaning]) -> str | None:
        """Return the name of the rule by which a match counts; None where it does not."""
        kind, name, how = match.meaning
        if kind == "components":
            return self._weak(match) if how == "weak name" else "name"
        if kind == "groups":
            return "name"
        if how == "name":
            return "city name"
        code = _code_rule(match, self._prose)
        if how == "code":
            return code
        certain = (
            name in self._named
            or not self._cued.isdisjoint((match.start, match.end - 1))
            or self._prose.code[match.start]
            or self._finder.follows_preposition(self._prose, match.start)
        )
        if how == "weak name":
            return "place name with a region cue" if certain else None
        return f"{code} with a region cue" if code and certain else None

    def _weak(self, match: Match[_Meaning]) -> str | None:
        name = match.meaning.name
        component = self._components[name]
        for other in (name, *component.beside):
            if other in self._named:
                return f"weak name beside {other}"
        if not component.near:
            return None if component.beside else "name"
        near = (name, self._prose.sentences[match.start]) in self._near
        return "weak name with a cue" if near else None


def expand_groups(
    mentions: Iterable[Mention], vocabulary: Vocabulary, day: date
) -> tuple[Mention, ...]:
    """Return mentions of a group's regions, as they were on that day, if none of them is named.

    LABELLING R9: a group adds nothing where a member is named, and never an affected region.
    """
    mentions = list(mentions)
    named = {m.name for m in mentions if m.kind == "regions"}
    expanded = []
    for mention in mentions:
        if mention.kind == "groups":
            members = _active(vocabulary.groups[mention.name], vocabulary, day)
            if named.isdisjoint(members):
                rule = f"group {mention.name}"
                expanded += [mention._replace(kind="regions", name=m, rule=rule) for m in members]
    return tuple(expanded)


def _active(group: Group, vocabulary: Vocabulary, day: date) -> list[str]:
    members = []
    for code in group.members:
        region = vocabulary.regions[code]
        begun = region.first_seen is None or region.first_seen <= day
        if begun and (region.last_seen is None or day <= region.last_seen):
            members.append(code)
    return members


def _plurals(words: Iterable[str]) -> list[str]:
    return [_LAST_WORDS.sub(_plural, word) for word in words]


# The last word of a phrase, or the choice of words that it ends with; a verb has forms of its own.
_LAST_WORDS = re.compile(r"\{[^{}]*\}$|(?<![~\w-])[\w-]+$")


def _plural(last: re.Match[str]) -> str:
    choice = last.group().strip("{}").split("|")
    plurals = [word + "s" for word in choice if word[-1:].isalpha() and word[-1] != "s"]
    return f"{{{'|'.join([*choice, *plurals])}}}"


def _code_rule(match: Match[_Meaning], prose: Prose) -> str | None:
    if prose.words[match.start].isupper():
        return "upper-case code"
    return "code span" if prose.code[match.start] and prose.words[match.start].islower() else None


def _longest(hits: Iterable[Hit[_Meaning]], prose: Prose) -> Iterator[Match[_Meaning]]:
    """Drop matches inside a longer one, and those that an ignored phrase covers.

    A lower-case region code outside a code span is a plain word and covers nothing. An exact name
    covers others of the same words: `fly proxy` is typed, and is not the `fly-proxy`.
    """
    ignored: set[tuple[str, int]] = set()
    kept: list[Match[_Meaning]] = []
    free, last = 0, (0, 0)
    for start, end, meanings in hits:
        for meaning in meanings:
            if meaning.how == "ignored":
                ignored.update((meaning.name, index) for index in range(start, end))
            elif start >= free or (start, end) == last:
                match = Match(start, end, meaning)
                if not _as_written(match, prose):
                    continue
                if meaning.how == "exact name":
                    _uncover(kept, start, end)
                free, last = end, (start, end)
                kept.append(match)
    if not ignored:
        return iter(kept)
    return (
        match
        for match in kept
        if ignored.isdisjoint((match.meaning.name, at) for at in range(match.start, match.end))
    )


def _uncover(kept: list[Match[_Meaning]], start: int, end: int) -> None:
    """Drop what an exact name of the same words covers."""
    while kept and kept[-1][:2] == (start, end) and kept[-1].meaning.how != "exact name":
        kept.pop()


def _as_written(match: Match[_Meaning], prose: Prose) -> bool:
    """Tell whether a code is written as one, and an exact name without a hyphen."""
    if match.meaning.how in _CODES:
        return _code_rule(match, prose) is not None
    written = prose.text.plain[prose.starts[match.start] : prose.ends[match.end - 1]]
    return match.meaning.how != "exact name" or "-" not in written


def _without_glosses(mentions: list[Mention], prose: Prose) -> list[Mention]:
    """Drop a city that a code beside it contradicts: "Santiago (QRO)" is QRO.

    LABELLING, "Seen in other bulletins": code beats city.
    """
    dropped = set()
    for one, two in pairwise(mentions):
        apart = prose.folded[one.end : two.start]
        if len(apart) == 1 and apart[0] in _GLOSS:
            for city, code in ((one, two), (two, one)):
                if city.rule == "city name" and "code" in code.rule and city.name != code.name:
                    dropped.add(city)
    return [m for m in mentions if m not in dropped]
