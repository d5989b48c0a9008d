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
    with      phrases of which one must stand in the same clause, too
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
from functools import cached_property
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from infralog.phrases import Match, Phrases
from infralog.prose import Prose

Place = Literal["before", "after", "subject", "object", "clause", "sentence", "here"]

# The reach, in words, of a `not` within its clause; one of a verb ends at an `and`.
_NOT_REACH = 4
_OF_A_VERB = frozenset({"cannot", "never", "not", "t"})


class Rule(NamedTuple):
    """One rule.

    Attributes:
        name: The name of its table.
        of: Empty means any kind.
        reach: In words; None is any.
        negated: None if it does not matter.
        needs: True if it has `with` phrases.
    """

    name: str
    makes: str
    says: str
    of: tuple[str, ...]
    place: Place
    reach: int | None
    negated: bool | None
    needs: bool
    seen: tuple[str, ...]
    unseen: tuple[str, ...]


class _Cue(NamedTuple):
    """A phrase of the rule at an index, or one of its `with` phrases."""

    rule: int
    is_with: bool


_NOT = _Cue(-1, is_with=False)


class Found(NamedTuple):
    """A rule that holds, and the words `start` to `end` of the prose that made it hold."""

    rule: Rule
    start: int
    end: int


class Rules:
    """The rules of a file, compiled once."""

    def __init__(self, file: str) -> None:
        """Read and compile a file of rules that comes with infralog."""
        table, words = _read(file), _read("words.toml")
        self.rules = [_rule(name, stanza) for name, stanza in table.items()]
        self._phrases: Phrases[_Cue] = Phrases()
        self._phrases.add(_spelt(words["not"], words), _NOT)
        for number, stanza in enumerate(table.values()):
            self._phrases.add(_spelt(stanza["phrases"], words), _Cue(number, is_with=False))
            self._phrases.add(_spelt(stanza.get("with", ()), words), _Cue(number, is_with=True))

    def read(self, prose: Prose) -> "Reading":
        """Return a prose whose cues are found sentence by sentence, as they are asked for."""
        return Reading(prose, self.rules, self._phrases)


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
        needs="with" in stanza,
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

    def __init__(self, rules: Sequence[Rule], found: Iterable[Match[_Cue]]) -> None:
        by_rule: dict[int, list[Match[_Cue]]] = {}
        self.nots: list[int] = []
        for cue in found:
            rule = cue.meaning.rule
            if rule == _NOT.rule:
                self.nots.append(cue.end)
            elif rule in by_rule:
                by_rule[rule].append(cue)
            else:
                by_rule[rule] = [cue]
        self.by_rule = [(rules[number], by_rule[number]) for number in sorted(by_rule)]


class Reading:
    """A prose, and the cues that stand in it: looked for in a sentence once it is asked about."""

    def __init__(self, prose: Prose, rules: Sequence[Rule], phrases: Phrases[_Cue]) -> None:
        self.prose = prose
        self._rules = rules
        self._phrases = phrases
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
        for number, cues in self._everywhere:
            if number >= 0 and self._rules[number].makes == value:
                for cue in cues:
                    if not cue.meaning.is_with:
                        yield Found(self._rules[number], cue.start, cue.end)

    @cached_property
    def _everywhere(self) -> list[tuple[int, list[Match[_Cue]]]]:
        """The cues of all sentences: by sentence, and in it by rule."""
        sentences = self.prose.sentences
        cues: dict[tuple[int, int], list[Match[_Cue]]] = {}
        for cue in self._phrases.find(self.prose):
            if sentences[cue.start] == sentences[cue.end - 1]:
                cues.setdefault((sentences[cue.start], cue.meaning.rule), []).append(cue)
        return [(rule, found) for (_, rule), found in cues.items()]

    def _in_sentence(self, index: int) -> _Cues:
        number = self.prose.sentences[index]
        if number not in self._cues:
            first, last = self.prose.sentence_words(index)
            self._cues[number] = _Cues(self._rules, self._phrases.find(self.prose, first, last))
        return self._cues[number]

    def _holds(
        self, rule: Rule, there: _Cues, cues: list[Match[_Cue]], start: int, end: int
    ) -> Found | None:
        if rule.needs and not any(c.meaning.is_with and self._is_near(c, start, end) for c in cues):
            return None
        for cue in cues:
            stands = not cue.meaning.is_with and self._stands(cue, rule, start, end)
            if stands and rule.negated in (None, self._is_negated(cue, there.nots)):
                return Found(rule, cue.start, cue.end)
        return None

    def _is_negated(self, cue: Match[_Cue], nots: list[int]) -> bool:
        """Tell whether a `not` stands before a cue: in its clause and within reach."""
        at = bisect_left(nots, cue.start - _NOT_REACH)
        folded, clauses = self.prose.folded, self.prose.clauses
        return any(
            end <= cue.start
            and clauses[end - 1] == clauses[cue.start]
            and (folded[end - 1] not in _OF_A_VERB or "and" not in folded[end : cue.start])
            for end in nots[at : at + _NOT_REACH + 1]
        )

    def _stands(self, cue: Match[_Cue], rule: Rule, start: int, end: int) -> bool:
        if rule.place == "here":
            return cue.start <= start and end <= cue.end
        if rule.place in ("clause", "sentence"):
            apart = end <= cue.start or cue.end <= start
            return apart and (rule.place == "sentence" or self._is_near(cue, start, end))
        behind = rule.place in ("after", "subject")
        low, high = (end, cue.start) if behind else (cue.end, start)
        if low > high:
            return False
        clauses = self.prose.clauses
        clause = clauses[end - 1 if behind else start]
        if rule.place in ("before", "after"):
            return rule.reach is None or high - low <= rule.reach
        if clauses[cue.start] != clause:
            return False
        return rule.reach is None or clauses[low:high].count(clause) <= rule.reach

    def _is_near(self, cue: Match[_Cue], start: int, end: int) -> bool:
        clauses = self.prose.clauses
        return clauses[cue.start] in (clauses[start], clauses[end - 1])
