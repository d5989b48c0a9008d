"""Mentions -> which regions were affected and which components involved, and by which rule.

What is said of one mention is told by the rules of `roles.toml`, read as `infralog.cues` says. The
first that holds makes it

* `involved`: it had the fault ("NATS crashed", "errors in SJC");
* `changed`, a component: it was changed, as if to mend the fault;
* `supposed`: the words of a fault stand in its clause;
* `cleared`: it was well, or suspected in vain (LABELLING C3, C5);
* `guessed`: a region, and they stand elsewhere in its sentence;
* `mentioned`: it stands there for another reason: as an example, as background, as the place that
  traffic was moved to, in another incident (LABELLING R5, R7, R8, C4, C6).

Names that are listed share a fate. Where no rule holds,

* a name in the title is involved;
* a component in the first two sentences, and a region in the first three, is `guessed`;
* any other is mentioned in passing.

Where the title names regions, the body must say outright that another one had the fault; and a
region is guessed only where none is better known to be affected.

A component that has `when` words in the vocabulary, an ordinary noun such as `host`, needs one of
them in its clause to be involved, whatever the rules say (LABELLING C8, C9).

Of all mentions of one name the strongest counts, in the order of this list. So what failed and was
well again failed; and what is named at once, and said to have been well, was well. But a component
that is `changed` far into the account, and named nowhere else, is only mentioned: that was work for
later, or no remedy at all.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from infralog.cues import Rules
from infralog.lexicon import Lexicon
from infralog.mentions import Kind, Mention
from infralog.phrases import Phrases
from infralog.prose import Prose
from infralog.vocabulary import Vocabulary

# What the first sentences name is what the account is about.
_OPENING = {"components": 2, "regions": 3, "groups": 0}

# What was changed to mend the fault is named in one of so many sentences, or more than once.
_EARLY = 4

_STRONGEST_FIRST = ("involved", "supposed", "cleared", "guessed", "mentioned")
_MAKES_INVOLVED = ("involved", "supposed", "guessed")

# What may stand between names that are listed.
_LISTING = frozenset(
    {
        *(",", "&", "/", "+", "(", ")", "also", "and", "as", "at", "both"),
        *("first", "in", "later", "nor", "or", "our", "the", "then", "well"),
    }
)


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

    def but(self, makes: str, rule: str) -> "_Role":
        return _Role(self.mention, self.prose, makes, rule)


class Roles:
    """Judges mentions. Compiled once for a vocabulary, used for every passage."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon | None = None) -> None:
        """Compile the rules, and the `when` words of the vocabulary.

        These are looked for along with the phrases of a lexicon; the rules', where they are asked.
        """
        self._rules = Rules("roles.toml")
        self._choosy = {name for name, part in vocabulary.components.items() if part.when}
        self._when: Phrases[str] = Phrases(lexicon)
        for name in self._choosy:
            self._when.add(vocabulary.components[name].when, name)

    def judge(
        self, title: Prose, body: Prose, named: Iterable[Mention], told: Collection[Mention]
    ) -> list[Verdict]:
        """Judge the mentions `named` in the title and `told` in the body, one verdict a name."""
        roles = [self._chosen(role) for role in _of_title(list(self._said(title, named)))]
        titled = any(r.mention.kind == "regions" and r.makes == "involved" for r in roles)
        strongest = _strongest(roles)
        often = Counter(mention.name for mention in told)
        for role in self._said(body, told, strongest):
            made = _of_change(role, often) if role.makes == "changed" else role
            _add(strongest, self._chosen(_of_body(made, titled=titled)))
        return _verdicts(strongest.values())

    def _said(
        self, prose: Prose, mentions: Iterable[Mention], decided: "_Strongest | None" = None
    ) -> Iterator[_Role]:
        """Yield what the rules say of each mention; it makes nothing where none holds.

        Of a name that is decided to be involved, nothing more is asked.
        """
        reading = self._rules.read(prose)
        for mention, start, end in _spans(mentions, prose):
            if decided and _is_involved(mention, decided):
                continue
            found = reading.first(start, end, kind=mention.kind)
            yield _Role(mention, prose, *((found.rule.makes, found.rule.says) if found else _NONE))

    def _chosen(self, role: _Role) -> _Role:
        """Take back what is involved without one of its `when` words."""
        mention, prose = role.mention, role.prose
        if mention.name not in self._choosy or role.makes not in _MAKES_INVOLVED:
            return role
        there = (mention.name, prose.clauses[mention.start]) in self._when_words(prose)
        return role if there else role.but(*_IN_PASSING)

    def _when_words(self, prose: Prose) -> set[tuple[str, int]]:
        """Return whose `when` words stand in which clauses."""
        if self not in prose.found:
            prose.found[self] = {
                (name, prose.clauses[start])
                for start, _, names in self._when.hits(prose)
                for name in names
            }
        found: set[tuple[str, int]] = prose.found[self]
        return found


_TOLD = ("involved", "supposed")
_NONE = ("", "")
_IN_PASSING = ("mentioned", "in passing")
_IN_TITLE = ("involved", "in the title")
_LATER = ("mentioned", "what was changed later")


def _spans(mentions: Iterable[Mention], prose: Prose) -> Iterator[tuple[Mention, int, int]]:
    """Yield each mention with the words of the whole list that it stands in."""
    lists: list[list[Mention]] = []
    for mention in mentions:
        last = lists[-1][-1] if lists else mention
        between = prose.folded[last.end : mention.start]
        listed = last.kind == mention.kind and last.end <= mention.start
        if listed and all(word in _LISTING or word.isdigit() for word in between):
            lists[-1].append(mention)
        else:
            lists.append([mention])
    for names in lists:
        for mention in names:
            yield mention, names[0].start, names[-1].end


def _of_title(roles: list[_Role]) -> list[_Role]:
    """Return what a title makes of its names; it clears some only if it is about others."""
    about = {r.mention.kind for r in roles if r.makes not in ("cleared", "mentioned")}
    return [
        role
        if role.makes in ("cleared", "mentioned") and role.mention.kind in about
        else role.but(*_IN_TITLE)
        for role in roles
    ]


def _of_change(role: _Role, often: Mapping[str, int]) -> _Role:
    """Return what a change makes of a component, which is named so often."""
    is_late = role.prose.sentences[role.mention.start] >= _EARLY
    lone = often[role.mention.name] == 1
    return role.but(*_LATER) if is_late and lone else role.but("involved", role.rule)


def _of_body(role: _Role, *, titled: bool) -> _Role:
    """Return what the body makes of a name; `titled` tells whether the title names regions."""
    if role.mention.kind == "regions" and role.makes in ("", "supposed", "guessed"):
        if titled:
            return role.but("mentioned", "the title names others")
        if _is_aside(role.mention, role.prose):
            return role.but("mentioned", "in brackets")
    if role.makes:
        return role
    if role.prose.sentences[role.mention.start] < _OPENING[role.mention.kind]:
        return role.but("guessed", "named at once")
    return role.but(*_IN_PASSING)


def _is_aside(mention: Mention, prose: Prose) -> bool:
    """Tell whether a name begins a bracket that says more than names."""
    before = max(mention.start - 1, 0)
    clauses = prose.clauses
    return prose.folded[before] in ("(", "[") and clauses[before] != clauses[before - 1]


# Of each name, the strongest that is said of it.
_Strongest = dict[tuple[Kind, str], _Role]


def _strongest(roles: Iterable[_Role]) -> _Strongest:
    strongest: _Strongest = {}
    for role in roles:
        _add(strongest, role)
    return strongest


def _add(strongest: _Strongest, role: _Role) -> None:
    key = role.mention.kind, role.mention.name
    if key not in strongest or _strength(role) < _strength(strongest[key]):
        strongest[key] = role


def _is_involved(mention: Mention, strongest: _Strongest) -> bool:
    role = strongest.get((mention.kind, mention.name))
    return role is not None and role.makes == _STRONGEST_FIRST[0]


def _verdicts(roles: Collection[_Role]) -> list[Verdict]:
    told = any(r.mention.kind == "regions" and r.makes in _TOLD for r in roles)
    return [
        _verdict(role.but(*_IN_PASSING) if told and _is_guessed_region(role) else role)
        for role in roles
    ]


def _is_guessed_region(role: _Role) -> bool:
    return role.mention.kind == "regions" and role.makes == "guessed"


def _strength(role: _Role) -> int:
    return _STRONGEST_FIRST.index(role.makes)


def _verdict(role: _Role) -> Verdict:
    involved = role.makes in _MAKES_INVOLVED
    rule = role.rule if involved else f"mentioned only: {role.rule}"
    return Verdict(role.mention, role.prose, involved, rule)
