"""Rules in data: phrases that tell what a word near them amounts to.

A file of rules (`roles.toml`, `durations.toml`, `impacts.toml`) has a table a rule:

    makes     what the rule makes of that about which it speaks
    says      the rule's name in the evidence; the table's own name if it is missing
    of        the kinds of thing it is about; any, if it is missing
    place     where its phrases stand: "before" within `reach` words, "after" likewise, anywhere
              in the same "clause" or "sentence", or "here": in the very words themselves
    phrases   in the language of `infralog.phrases`
    with      phrases of which one must stand in the same clause, too
    seen      sentences in which the rule holds for what is in <angle brackets>
    unseen    sentences in which it does not

The rules are asked in the order of the file.
"""

import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Literal, NamedTuple

from infralog.phrases import Match, Phrases
from infralog.prose import Prose

Place = Literal["before", "after", "clause", "sentence", "here"]


class Rule(NamedTuple):
    """One rule.

    Attributes:
        name: The name of its table.
        of: Empty means any kind.
        reach: In words; for `before` and `after` alone.
        needs: True if it has `with` phrases.
    """

    name: str
    makes: str
    says: str
    of: tuple[str, ...]
    place: Place
    reach: int
    needs: bool
    seen: tuple[str, ...]
    unseen: tuple[str, ...]


class _Cue(NamedTuple):
    rule: Rule
    is_with: bool


class Found(NamedTuple):
    """A rule that holds, and the words `start` to `end` of the prose that made it hold."""

    rule: Rule
    start: int
    end: int


class Rules:
    """The rules of a file, compiled once."""

    def __init__(self, file: str) -> None:
        """Read and compile a file of rules that comes with infralog."""
        table = tomllib.loads(files("infralog").joinpath(file).read_text("utf-8"))
        self.rules: list[Rule] = []
        self._phrases: Phrases[_Cue] = Phrases()
        for name, stanza in table.items():
            rule = Rule(
                name=name,
                makes=stanza["makes"],
                says=stanza.get("says", name),
                of=tuple(stanza.get("of", ())),
                place=stanza["place"],
                reach=stanza.get("reach", 0),
                needs="with" in stanza,
                seen=tuple(stanza.get("seen", ())),
                unseen=tuple(stanza.get("unseen", ())),
            )
            self.rules.append(rule)
            self._phrases.add(stanza["phrases"], _Cue(rule, is_with=False))
            self._phrases.add(stanza.get("with", ()), _Cue(rule, is_with=True))

    def read(self, prose: Prose) -> "Reading":
        """Find all cues of a prose."""
        return Reading(prose, self.rules, self._phrases.find(prose))


class Reading:
    """A prose, and the cues that stand in it."""

    def __init__(self, prose: Prose, rules: Sequence[Rule], matches: Iterator[Match[_Cue]]) -> None:
        self.prose = prose
        self._rules = rules
        self._cues: dict[tuple[int, str], list[Match[_Cue]]] = {}
        for match in matches:
            key = (prose.sentences[match.start], match.meaning.rule.name)
            self._cues.setdefault(key, []).append(match)

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
        for rule in self._rules:
            if not rule.of or kind in rule.of:
                found = self._holds(rule, start, end)
                if found:
                    yield found

    def made(self, value: str) -> Iterator[Found]:
        """Yield every place where a phrase stands of a rule that makes `value`."""
        for cues in self._cues.values():
            for cue in cues:
                if cue.meaning.rule.makes == value and not cue.meaning.is_with:
                    yield Found(cue.meaning.rule, cue.start, cue.end)

    def _holds(self, rule: Rule, start: int, end: int) -> Found | None:
        cues = self._cues.get((self.prose.sentences[start], rule.name))
        if not cues:
            return None
        if rule.needs and not any(
            c.meaning.is_with and self._stands(c, "clause", 0, start, end) for c in cues
        ):
            return None
        for cue in cues:
            if not cue.meaning.is_with and self._stands(cue, rule.place, rule.reach, start, end):
                return Found(rule, cue.start, cue.end)
        return None

    def _stands(self, cue: Match[_Cue], place: Place, reach: int, start: int, end: int) -> bool:
        if place == "before":
            return 0 <= start - cue.end <= reach
        if place == "after":
            return 0 <= cue.start - end <= reach
        if place == "here":
            return cue.start <= start and end <= cue.end
        if cue.start < end and start < cue.end:
            return False
        clauses = self.prose.clauses
        return place == "sentence" or clauses[cue.start] == clauses[start]
