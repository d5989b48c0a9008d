"""Mentions -> what is told of each name: what rules make of its mentions, and other signs.

What is said of one mention is told by the rules of `roles.toml`, read as `infralog.cues` says. The
first that holds makes it

* `involved`: it had the fault ("NATS crashed", "errors in SJC");
* `changed`, a component: it was changed, as if to mend the fault;
* `supposed`: the words of a fault stand in its clause;
* `cleared`: it was well, or suspected in vain (LABELLING C3, C5);
* `guessed`: a region, and they stand elsewhere in its sentence;
* `mentioned`: it stands there for another reason: as an example, as background, as the place that
  traffic was moved to, in another incident (LABELLING R5, R7, R8, C4, C6);
* `nothing`, where no rule holds; and of what is known to have had the fault no more is asked.

Names that are listed share a fate. The signs of a name, beside those of the words around it, which
are asked only of components (`infralog.signs`):

    said      what a rule makes of one mention, and where it stands: `involved, in the title`
    place     where it stands
    rule      the rule that holds for one mention
    strength  the strongest of what is made of all mentions
    others    the strongest of what is made of the other names of its kind; `none` without others
    strengths  both
    often     how many there are; `many` from four on
    titles    whether the title has `it`, `others` of its kind, or `none`
    when      of a component that has `when` words, an ordinary noun such as `host`: whether one
              stands `by it` in its clause, or `nowhere` (LABELLING C8, C9)
    name      the name of a component: some are named in any account, and seldom at fault (C4)
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from infralog import signs
from infralog.cues import Found, Rules
from infralog.lexicon import Lexicon
from infralog.mentions import Kind, Mention
from infralog.phrases import Phrases
from infralog.prose import Prose
from infralog.signs import Sign
from infralog.vocabulary import Vocabulary

# What a rule may make of a mention, the strongest first; the last where no rule holds.
STRENGTHS = ("involved", "changed", "supposed", "cleared", "guessed", "mentioned", "nothing")
# Those that speak for its name's part in the incident, and those that speak against it.
FOR = frozenset({"involved", "changed", "supposed", "guessed"})
AGAINST = frozenset({"cleared", "mentioned"})
_NOTHING = ("nothing", "")
_TITLE = "in the title"

# What may stand between names that are listed.
_LISTING = frozenset(
    {
        *(",", "&", "/", "+", "(", ")", "also", "and", "as", "at", "both"),
        *("first", "in", "later", "nor", "or", "our", "the", "then", "well"),
    }
)
_MANY = 4

Name = tuple[Kind, str]


class Said(NamedTuple):
    """What is said of a name in one place.

    Attributes:
        prose: The title or the body, in which it stands.
        makes: What the first rule that holds makes of it; one of `STRENGTHS`.
        rule: The name of that rule; empty if none holds.
        by_when: Whether one of its `when` words stands by it; None if it has none.
        signs: Those of this place.
    """

    mention: Mention
    prose: Prose
    in_title: bool
    makes: str
    rule: str
    by_when: bool | None
    signs: frozenset[Sign]


class Told(NamedTuple):
    """What is told of one name.

    Attributes:
        said: In each place; there is one at least.
        signs: Those of all places, and of all of them together.
    """

    said: Sequence[Said]
    signs: frozenset[Sign]


class Roles:
    """Reads what is told of names. Compiled once for a vocabulary, used for every passage."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon | None = None) -> None:
        """Compile the rules, and the `when` words of the vocabulary.

        These are looked for along with the phrases of a lexicon; the rules', where they are asked.
        """
        self._rules = Rules("roles.toml")
        self._choosy = {name for name, part in vocabulary.components.items() if part.when}
        self._when: Phrases[str] = Phrases(lexicon)
        for name in sorted(self._choosy):
            self._when.add(vocabulary.components[name].when, name)

    def told(
        self, title: Prose, body: Prose, named: Collection[Mention], told: Collection[Mention]
    ) -> dict[Name, Told]:
        """Return what is told of each name that is `named` in the title or `told` in the body."""
        places: dict[Name, list[Said]] = {}
        known: set[Name] = set()
        for prose, mentions in ((title, named), (body, told)):
            reading, words = self._rules.read(prose), signs.bare(prose, mentions)
            for mention, start, end in _spans(mentions, prose):
                name = mention.kind, mention.name
                found = None if name in known else reading.first(start, end, kind=mention.kind)
                place = _TITLE if prose is title else signs.place(prose, mention.start)
                said = self._said(mention, prose, found, place, words)
                places.setdefault(name, []).append(said)
                if said.makes == STRENGTHS[0]:
                    known.add(name)
        return _together(places, {mention.kind for mention in named})

    def _said(
        self, mention: Mention, prose: Prose, found: Found | None, place: str, words: Sequence[str]
    ) -> Said:
        """Return what is said in one place; `words` are those of its prose, as `bare` has them."""
        makes, rule = (found.rule.makes, found.rule.says) if found else _NOTHING
        there = [("said", f"{makes}, {place}"), ("place", place)]
        if rule:
            there.append(("rule", rule))
        if place != _TITLE:
            if signs.is_last(prose, mention.start):
                there.append(("place", "in the end"))
            if mention.kind == "components":
                there += signs.around(prose, words, mention.start, mention.end)
        by_when = self._by_when(mention, prose)
        return Said(mention, prose, place == _TITLE, makes, rule, by_when, frozenset(there))

    def _by_when(self, mention: Mention, prose: Prose) -> bool | None:
        """Tell whether one of the `when` words of a component stands in its clause."""
        if mention.name not in self._choosy:
            return None
        return (mention.name, prose.clauses[mention.start]) in self._when_words(prose)

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


def _together(places: Mapping[Name, Sequence[Said]], titled: Collection[Kind]) -> dict[Name, Told]:
    """Return what is told of each name, with the signs of all its places."""
    strengths = {name: _strongest(s.makes for s in said) for name, said in places.items()}
    told: dict[Name, Told] = {}
    for name, said in places.items():
        whole = [*_of_name(said, titled), *_beside_others(name, strengths)]
        told[name] = Told(said, frozenset(whole).union(*(there.signs for there in said)))
    return told


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


def _strongest(made: Iterable[str]) -> str:
    return min(made, key=STRENGTHS.index, default="none")


def _beside_others(name: Name, strengths: Mapping[Name, str]) -> Iterator[Sign]:
    """Yield the signs of how strong a name is beside others of its kind."""
    own = strengths[name]
    of_kind = (other for other in strengths if other[0] == name[0] and other != name)
    others = _strongest(strengths[other] for other in of_kind)
    yield "strength", own
    yield "others", others
    yield "strengths", f"{own}, beside {others}"


def _of_name(told: Sequence[Said], titled: Collection[Kind]) -> Iterator[Sign]:
    """Yield the signs of all mentions together; `titled` are the kinds that the title names."""
    mention, by_when = told[0].mention, [said.by_when for said in told]
    yield "often", str(len(told)) if len(told) < _MANY else "many"
    others = "others" if mention.kind in titled else "none"
    yield "titles", "it" if any(said.in_title for said in told) else others
    if by_when[0] is not None:
        yield "when", "by it" if any(by_when) else "nowhere"
    if mention.kind == "components":
        yield "name", mention.name
