"""Rules in data: phrases that tell what a word near them amounts to.

A file of rules (`roles.toml`, `durations.toml`, `impacts.toml`) has a table a rule:

    makes     what the rule makes of that about which it speaks
    says      the rule's name in the evidence; the table's own name if it is missing
    of        the kinds of thing it is about; any, if it is missing
    place     where its phrases stand, seen from the thing:
                "before", "after"    at most `reach` words before or behind it, in its sentence
                "subject", "object"  behind it in its clause, so that the thing is what the phrase
                                     is said of; before it in its clause. Within `reach` words,
                                     if that is given
                "clause", "sentence" anywhere in its clause or sentence
                "here"               in its very words
    phrases   in the language of `infralog.phrases`
    negated   true: the phrases count only behind a `not`; false: only without one
    with      phrases of which one must stand in the same clause, too; or in the same sentence,
              if with_in = "sentence"
    seen      sentences in which the rule holds for what is in <angle brackets>
    unseen    sentences in which it does not

The rules are asked in the order of the file. Lists of phrases that several rules need have a name
in `words.toml`: the list `fault` is written `@fault` in a phrase. The list `not` holds what
negates.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import chain
from typing import Any, Literal, NamedTuple

from infralog.lexicon import Lexicon
from infralog.phrases import Hit, Phrases
from infralog.prose import Prose

Place = Literal["before", "after", "subject", "object", "clause", "sentence", "here"]

# The reach, in words, of a `not` within its clause, and of one that the clause begins with. One of
# a verb reaches no farther than an `and`, a `without` no farther than the verb, none over a colon.
_NOT_REACH = 4
_FARTHEST_NOT = 8
_OF_A_VERB = frozenset({"cannot", "never", "not", "t"})
_VERBS = frozenset({"are", "could", "did", "had", "has", "have", "is", "was", "were", "would"})


class Rule(NamedTuple):
    """One rule.

    Attributes:
        name: The name of its table.
        of: Empty means any kind.
        reach: In words; None is any.
        negated: None if it does not matter.
        needs: Where one of its `with` phrases must stand; None if it has none.
    """

    name: str
    makes: str
    says: str
    of: tuple[str, ...]
    place: Place
    reach: int | None
    negated: bool | None
    needs: Literal["clause", "sentence"] | None
    seen: tuple[str, ...]
    unseen: tuple[str, ...]


# What a phrase is: one of the rule at an index, and whether of its `with` phrases; or a `not`.
_Meaning = tuple[int, bool]
_NOT: _Meaning = (-1, False)
# Where such a phrase stands, and whether it is one of `with`.
_Cue = tuple[int, int, bool]


class Found(NamedTuple):
    """A rule that holds, and the words `start` to `end` of the prose that made it hold."""

    rule: Rule
    start: int
    end: int


class Rules:
    """The rules of a file, compiled once."""

    def __init__(self, file: str, lexicon: Lexicon | None = None) -> None:
        """Read and compile a file of rules that comes with infralog.

        Args:
            file: Its name.
            lexicon: In which the phrases are looked for along with others; None means alone.
        """
        table, words = _read(file), _read("words.toml")
        self.rules = [_rule(name, stanza) for name, stanza in table.items()]
        # By what they make, the numbers of the rules.
        self.makers: dict[str, set[int]] = {}
        for number, rule in enumerate(self.rules):
            self.makers.setdefault(rule.makes, set()).add(number)
        self.phrases: Phrases[_Meaning] = Phrases(lexicon)
        self.phrases.add(_spelt(words["not"], words), _NOT)
        for number, stanza in enumerate(table.values()):
            self.phrases.add(_spelt(stanza["phrases"], words), (number, False))
            self.phrases.add(_spelt(stanza.get("with", ()), words), (number, True))

    def read(self, prose: Prose) -> "Reading":
        """Return a prose whose cues are found sentence by sentence, as they are asked for."""
        return Reading(prose, self)


def _read(file: str) -> dict[str, Any]:
    return tomllib.loads(files("infralog").joinpath(file).read_text("utf-8"))


def _rule(name: str, stanza: Mapping[str, Any]) -> Rule:
    return Rule(
        name=name,
        makes=stanza["makes"],
        says=stanza.get("says", name),
        of=tuple(stanza.get("of", ())),
        place=stanza["place"],
        reach=stanza.get("reach"),
        negated=stanza.get("negated"),
        needs=stanza.get("with_in", "clause") if "with" in stanza else None,
        seen=tuple(stanza.get("seen", ())),
        unseen=tuple(stanza.get("unseen", ())),
    )


def _spelt(phrases: Iterable[str], words: Mapping[str, Sequence[str]]) -> list[str]:
    """Write `@name` out, as a choice of the phrases of that name, which may name others."""
    return [
        re.sub(r"@(\w+)", lambda name: f"{{{'|'.join(_spelt(words[name[1]], words))}}}", phrase)
        for phrase in phrases
    ]


class _Cues:
    """The cues of one sentence: by rule, in the file's order; and where each `not` ends."""

    def __init__(self, rules: Sequence[Rule], hits: Iterable[Hit[_Meaning]]) -> None:
        by_rule: dict[int, list[_Cue]] = {}
        for start, end, meanings in hits:
            for rule, is_with in meanings:
                if rule in by_rule:
                    by_rule[rule].append((start, end, is_with))
                else:
                    by_rule[rule] = [(start, end, is_with)]
        self.nots = [end for _, end, _ in by_rule.pop(_NOT[0], ())]
        self.by_rule = [(rules[number], by_rule[number]) for number in sorted(by_rule)]


class Reading:
    """A prose, and the cues that stand in it: sorted in a sentence once it is asked about."""

    def __init__(self, prose: Prose, rules: Rules) -> None:
        self.prose = prose
        self._rules = rules
        # By the number of the sentence.
        self._cues: dict[int, _Cues] = {}

    def first(
        self, start: int, end: int, *, makes: str | None = None, kind: str | None = None
    ) -> Found | None:
        """Return the first rule that holds for the words `start` to `end`; None if none does.

        Only rules that make `makes`, if it is given, and that are about `kind`, are asked.
        """
        for found in self.holding(start, end, kind=kind):
            if makes in (None, found.rule.makes):
                return found
        return None

    def holding(self, start: int, end: int, *, kind: str | None = None) -> Iterator[Found]:
        """Yield the rules that hold for the words `start` to `end`, in the file's order."""
        there = self._in_sentence(start)
        for rule, cues in there.by_rule:
            if not rule.of or kind in rule.of:
                found = self._holds(rule, there, cues, start, end)
                if found:
                    yield found

    def made(self, value: str) -> Iterator[Found]:
        """Yield every place where a phrase stands of a rule that makes `value`."""
        wanted, sentences = self._rules.makers.get(value, ()), self.prose.sentences
        found: dict[tuple[int, int], list[Found]] = {}
        for start, end, meanings in self._rules.phrases.hits(self.prose):
            for number, is_with in meanings:
                if number in wanted and not is_with and sentences[start] == sentences[end - 1]:
                    there = found.setdefault((sentences[start], number), [])
                    there.append(Found(self._rules.rules[number], start, end))
        yield from chain.from_iterable(found.values())

    def _in_sentence(self, index: int) -> _Cues:
        number = self.prose.sentences[index]
        if number not in self._cues:
            first, last = self.prose.sentence_words(index)
            hits = self._rules.phrases.hits_within(self.prose, first, last)
            self._cues[number] = _Cues(self._rules.rules, hits)
        return self._cues[number]

    def _holds(
        self, rule: Rule, there: _Cues, cues: list[_Cue], start: int, end: int
    ) -> Found | None:
        for low, high, is_with in cues:
            stands = not is_with and self._stands(low, high, rule, start, end)
            if stands and rule.negated in (None, self._is_negated(low, there.nots)):
                is_there = not rule.needs or self._has_with(rule, cues, start, end)
                return Found(rule, low, high) if is_there else None
        return None

    def _has_with(self, rule: Rule, cues: Iterable[_Cue], start: int, end: int) -> bool:
        anywhere = rule.needs == "sentence"
        return any(
            is_with and (anywhere or self._is_near(low, start, end)) for low, _, is_with in cues
        )

    def _is_negated(self, cue: int, nots: list[int]) -> bool:
        """Tell whether a `not` stands before a cue: in its clause and within reach."""
        at = bisect_left(nots, cue - _FARTHEST_NOT)
        return any(
            end <= cue and self._reaches(end, cue) for end in nots[at : at + _FARTHEST_NOT + 1]
        )

    def _reaches(self, end: int, start: int) -> bool:
        """Tell whether a `not` that ends at `end` says something of the words from `start` on."""
        folded, clauses = self.prose.folded, self.prose.clauses
        word, between = folded[end - 1], folded[end:start]
        if clauses[end - 1] != clauses[start] or ":" in between:
            return False
        if word in _OF_A_VERB:
            return len(between) <= _NOT_REACH and "and" not in between
        begins = end == 1 or clauses[end - 2] != clauses[end - 1]
        if len(between) > (_FARTHEST_NOT if begins else _NOT_REACH):
            return False
        return word != "without" or _VERBS.isdisjoint(between)

    def _stands(self, low: int, high: int, rule: Rule, start: int, end: int) -> bool:
        """Tell whether a phrase of a rule, `low` to `high`, stands where it ought to."""
        if rule.place == "here":
            return low <= start and end <= high
        if rule.place in ("clause", "sentence"):
            apart = end <= low or high <= start
            return apart and (rule.place == "sentence" or self._is_near(low, start, end))
        behind = rule.place in ("after", "subject")
        first, last = (end, low) if behind else (high, start)
        if first > last:
            return False
        if rule.place in ("before", "after"):
            return rule.reach is None or last - first <= rule.reach
        clauses = self.prose.clauses
        clause = clauses[end - 1 if behind else start]
        if clauses[low] != clause:
            return False
        return rule.reach is None or clauses[first:last].count(clause) <= rule.reach

    def _is_near(self, cue: int, start: int, end: int) -> bool:
        clauses = self.prose.clauses
        return clauses[cue] in (clauses[start], clauses[end - 1])
