"""Prose + Vocabulary -> where regions and components are named, in whatever role.

The spec of matching is the docstring of `infralog.vocabulary`.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from infralog.phrases import Match, Phrases
from infralog.prose import Prose
from infralog.vocabulary import Component, Group, Region, Vocabulary

Kind = Literal["regions", "components", "groups"]
How = Literal["code", "ambiguous code", "name", "weak name", "ignored"]

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

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Compile a vocabulary."""
        self.vocabulary = vocabulary
        self._names: Phrases[_Meaning] = Phrases()
        for code, region in vocabulary.regions.items():
            self._add_region(code, region)
        for name, group in vocabulary.groups.items():
            self._names.add(group.words, _Meaning("groups", name, "name"))
        self._near: dict[str, Phrases[None]] = {}
        for name, component in vocabulary.components.items():
            self._add_component(name, component)
        self._cues: Phrases[None] = Phrases()
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
        self._names.add(_plurals(component.exact), strong, exact=True)
        self._names.add(_plurals(component.weak), _Meaning("components", name, "weak name"))
        self._names.add(component.ignore, _Meaning("components", name, "ignored"))
        if component.near:
            self._near[name] = Phrases()
            self._near[name].add(component.near, None)

    def find(self, prose: Prose, beside: Collection[str] = ()) -> list[Mention]:
        """Return the mentions in a text, by their start.

        Args:
            prose: The text.
            beside: Regions and components named elsewhere in the same incident, such as in its
                title: they make weak names certain.
        """
        matches = list(_longest(self._names.find(prose), prose))
        named = {m.meaning.name for m in matches if m.meaning.how in ("code", "name")}
        named.update(beside)
        found = [
            Mention(m.meaning.kind, m.meaning.name, m.start, m.end, rule)
            for m in matches
            if (rule := self._rule(m, prose, matches, named))
        ]
        return _without_glosses(found, prose)

    def _rule(
        self,
        match: Match[_Meaning],
        prose: Prose,
        matches: list[Match[_Meaning]],
        named: Collection[str],
    ) -> str | None:
        """Return the name of the rule by which a match counts; None where it does not."""
        kind, _, how = match.meaning
        if kind == "regions":
            return self._region_rule(match, prose, matches, named)
        if kind == "components" and how == "weak name":
            return self._weak_component(match, prose, named)
        return "name"

    def _region_rule(
        self,
        match: Match[_Meaning],
        prose: Prose,
        matches: list[Match[_Meaning]],
        named: Collection[str],
    ) -> str | None:
        how = match.meaning.how
        if how == "name":
            return "city name"
        if how == "code":
            return _code_rule(match, prose)
        certain = match.meaning.name in named or self._has_region_cue(match, prose, matches)
        if how == "weak name":
            return "place name with a region cue" if certain else None
        rule = _code_rule(match, prose)
        return f"{rule} with a region cue" if rule and certain else None

    def _weak_component(
        self, match: Match[_Meaning], prose: Prose, named: Collection[str]
    ) -> str | None:
        component = self.vocabulary.components[match.meaning.name]
        for other in (match.meaning.name, *component.beside):
            if other in named:
                return f"weak name beside {other}"
        near = self._near.get(match.meaning.name)
        if near is None:
            return None if component.beside else "name"
        sentence = prose.sentences[match.start]
        if any(prose.sentences[cue.start] == sentence for cue in near.find(prose)):
            return "weak name with a cue"
        return None

    def _has_region_cue(
        self, match: Match[_Meaning], prose: Prose, matches: list[Match[_Meaning]]
    ) -> bool:
        before = prose.folded[match.start - 1] if match.start else ""
        if before in self._prepositions:
            return True
        if prose.in_code(match.start):
            return True
        for cue in self._cues.find(prose):
            if 0 <= cue.start - match.end < _CUE_REACH:
                return True
        return any(
            m.meaning.kind == "regions"
            and m.meaning.how in ("code", "name")
            and 0 < max(m.start - match.end, match.start - m.end) + 1 <= _CUE_REACH
            for m in matches
        )


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
    return [f"{{{w}|{w}s}}" if w[-1].isalpha() and w[-1] != "s" else w for w in words]


def _code_rule(match: Match[_Meaning], prose: Prose) -> str | None:
    if prose.words[match.start].isupper():
        return "upper-case code"
    return "code span" if prose.in_code(match.start) else None


def _longest(matches: Iterable[Match[_Meaning]], prose: Prose) -> Iterator[Match[_Meaning]]:
    """Drop matches inside a longer one, and those that an ignored phrase covers.

    A lower-case region code outside a code span is a plain word and covers nothing.
    """
    ignored: list[Match[_Meaning]] = []
    kept: list[Match[_Meaning]] = []
    free = 0
    for match in matches:
        if match.meaning.how == "ignored":
            ignored.append(match)
        elif match.start >= free or (kept and (match.start, match.end) == kept[-1][:2]):
            if match.meaning.how in ("code", "ambiguous code") and not _code_rule(match, prose):
                continue
            free = match.end
            kept.append(match)
    for match in kept:
        covered = (
            i.meaning.name == match.meaning.name and i.start < match.end and match.start < i.end
            for i in ignored
        )
        if not any(covered):
            yield match


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
