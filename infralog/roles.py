"""Mentions -> which regions were affected and which components involved, and by which rule.

The cues are data, in `roles.toml`, read as `infralog.cues` says. The first rule that holds makes a
mention `involved`, `cleared`, or merely `mentioned`. Where none holds:

* In the title it is involved.
* A region in the body is supposed to be affected, unless the title names regions.
* A component in the first two sentences is supposed to be involved. (LABELLING C2.)
* A component of the generic tier, an ordinary noun, is involved beside one of its own `when`
  words, in the same sentence, and never without. (LABELLING C7 to C13.)

Of all mentions of one name the strongest counts: `involved`, then `cleared` (LABELLING R5, R7,
R8, C3 to C6), then what is only supposed.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from infralog.cues import Reading, Rules
from infralog.mentions import Kind, Mention
from infralog.phrases import Phrases
from infralog.prose import Prose
from infralog.vocabulary import Vocabulary

# What the first two sentences name is what the account is about.
_OPENING = 2

_STRONGEST_FIRST = ("involved", "cleared", "supposed", "mentioned")
_MAKES_INVOLVED = ("involved", "supposed")


class Verdict(NamedTuple):
    """What all that is said about one name amounts to.

    Attributes:
        mention: The mention that decided.
        prose: The title or the body, in which it stands.
        involved: True if the region was affected, or the component involved.
        rule: The name of the rule that decided.
    """

    mention: Mention
    prose: Prose
    involved: bool
    rule: str


class _Role(NamedTuple):
    mention: Mention
    prose: Prose
    makes: str
    rule: str


class Roles:
    """Judges mentions. Compiled once for a vocabulary, used for every passage."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Compile the rules, and the `when` words of the vocabulary."""
        self._rules = Rules("roles.toml")
        self._when: dict[str, Phrases[None]] = {}
        for name, component in vocabulary.components.items():
            if component.tier == "generic":
                self._when[name] = Phrases()
                self._when[name].add(component.when, None)

    def judge(
        self, title: Prose, body: Prose, named: Iterable[Mention], told: Iterable[Mention]
    ) -> list[Verdict]:
        """Judge the mentions `named` in the title and `told` in the body, one verdict a name."""
        reading = self._rules.read(title)
        roles = [self._role(mention, reading, _of_title) for mention in named]
        titled = any(r.mention.kind == "regions" and r.makes == "involved" for r in roles)
        reading = self._rules.read(body)
        by_place = _of_body_beside_title if titled else _of_body
        roles += [self._role(mention, reading, by_place) for mention in told]
        return _verdicts(roles)

    def _role(self, mention: Mention, reading: Reading, by_place: "_ByPlace") -> _Role:
        prose = reading.prose
        found = reading.first(mention.start, mention.end, kind=mention.kind)
        if found and found.rule.makes != "involved":
            return _Role(mention, prose, found.rule.makes, found.rule.says)
        if mention.kind == "components" and mention.name in self._when:
            return self._of_generic(mention, prose)
        if found:
            return _Role(mention, prose, "involved", found.rule.says)
        return _Role(mention, prose, *by_place(mention, prose))

    def _of_generic(self, mention: Mention, prose: Prose) -> _Role:
        sentence = prose.sentences[mention.start]
        cues = self._when[mention.name].find(prose)
        if any(prose.sentences[cue.start] == sentence for cue in cues):
            return _Role(mention, prose, "involved", "in the words of its fault")
        return _Role(mention, prose, *_IN_PASSING)


_ByPlace = Callable[[Mention, Prose], tuple[str, str]]
_IN_PASSING = ("mentioned", "in passing")


def _of_title(mention: Mention, prose: Prose) -> tuple[str, str]:  # noqa: ARG001 -- a _ByPlace
    return "involved", "in the title"


def _of_body(mention: Mention, prose: Prose) -> tuple[str, str]:
    if mention.kind == "regions":
        return "supposed", "nothing says otherwise"
    if prose.sentences[mention.start] < _OPENING:
        return "supposed", "named at once"
    return _IN_PASSING


def _of_body_beside_title(mention: Mention, prose: Prose) -> tuple[str, str]:
    if mention.kind == "regions":
        return "mentioned", "the title names others"
    return _of_body(mention, prose)


def _verdicts(roles: Iterable[_Role]) -> list[Verdict]:
    strongest: dict[tuple[Kind, str], _Role] = {}
    for role in roles:
        key = role.mention.kind, role.mention.name
        if key not in strongest or _strength(role) < _strength(strongest[key]):
            strongest[key] = role
    return [_verdict(role) for role in strongest.values()]


def _strength(role: _Role) -> int:
    return _STRONGEST_FIRST.index(role.makes)


def _verdict(role: _Role) -> Verdict:
    involved = role.makes in _MAKES_INVOLVED
    rule = role.rule if involved else f"mentioned only: {role.rule}"
    return Verdict(role.mention, role.prose, involved, rule)
