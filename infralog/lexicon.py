"""Sets of phrases -> where each of them stands in a text, found in one pass.

The words lead from state to state of an automaton that is worked out as texts ask for it. What a
state means, it means to each set at once, so that sets which are always looked for share a pass.
"""

from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Literal, TypeAlias

from infralog.prose import Prose

# Any one word.
ANY = "*"
_BEGIN = frozenset({0})
# What stands behind the last word; no word is empty.
_END = ""

# A word; a sequence of patterns; a choice of patterns.
Pattern: TypeAlias = "str | tuple[Pattern, ...] | list[Pattern]"
# The words `start` to `end` (exclusive) of a prose, and all that they mean to one set.
Hit = tuple[int, int, tuple[Any, ...]]
# The number of a set, and what a pattern means to it.
_Told = tuple[int, Any]


class Lexicon:
    """Sets of phrases that are looked for together.

    Attributes:
        sets: How many there are.
    """

    def __init__(self) -> None:
        """Begin with no set."""
        self.sets = 0
        self._folded = _Machine()
        self._exact = _Machine()

    def add(self, pattern: Pattern, told: _Told, *, exact: bool) -> None:
        """Add a pattern of a set; an exact one matches in exactly its own case."""
        (self._exact if exact else self._folded).add(pattern, told)

    def read(self, prose: Prose) -> list[list[Hit]]:
        """Return what each set finds in a text, by the start of it; the longest first."""
        found: list[list[Hit]] | None = prose.found.get(self)
        if found is None:
            found = prose.found[self] = self._read(prose.folded, prose.words, 0)
        return found

    def read_part(self, prose: Prose, first: int, last: int, number: int) -> Sequence[Hit]:
        """Return what one set finds within the words `first` to `last`; no more of them is read.

        A text that was read as a whole is not read again.
        """
        if self not in prose.found:
            folded, words = prose.folded[first:last], prose.words[first:last]
            return self._read(folded, words, first)[number]
        there = self.read(prose)[number]
        there = there[bisect_left(there, (first,)) : bisect_left(there, (last,))]
        return [hit for hit in there if hit[1] <= last]

    def _read(self, folded: list[str], words: list[str], first: int) -> list[list[Hit]]:
        found = self._folded.find(folded, first, self.sets)
        if self._exact.beginnings.isdisjoint(words):
            return found
        for number, hits in enumerate(self._exact.find(words, first, self.sets)):
            if hits:
                found[number] = sorted(found[number] + hits, key=_by_start)
        return found


def _by_start(hit: Hit) -> tuple[int, int]:
    return hit[0], -hit[1]


class _State:
    """A set of places in the patterns, and what the next word makes of it; worked out when asked.

    Words that no pattern has all lead to the same state, so that a text adds none of its own.

    Attributes:
        told: What the words so far mean, by the number of a set.
        steps: The state behind each word with which a pattern goes on; False until it is asked for,
            and None behind the end.
        other: That behind any other word; None where no pattern goes on with any.
    """

    __slots__ = ("_machine", "_places", "other", "steps", "told")

    def __init__(self, machine: "_Machine", places: frozenset[int]) -> None:
        told: dict[int, dict[Any, None]] = {}
        for place in sorted(places):
            for number, meaning in machine.told[place]:
                told.setdefault(number, {})[meaning] = None
        self.told = tuple((number, tuple(meanings)) for number, meanings in told.items())
        self._machine = machine
        self._places = places
        self.steps: dict[str, _State | Literal[False] | None] = {
            word: False for place in places for word in machine.steps[place]
        }
        self.steps[_END] = None
        self.other = self._behind({ANY}) if self.steps.pop(ANY, None) is False else None

    def after(self, word: str) -> "_State":
        """Work out the state behind a word with which a pattern goes on."""
        state = self.steps[word] = self._behind({word, ANY})
        return state

    def _behind(self, words: set[str]) -> "_State":
        steps = [self._machine.steps[place] for place in self._places]
        return self._machine.state(
            frozenset(place for step in steps for word in words for place in step.get(word, ()))
        )


class _Machine:
    """Patterns as places that words lead on from; place 0 is the beginning of all of them."""

    def __init__(self) -> None:
        self.steps: list[dict[str, list[int]]] = [{}]
        self.told: list[list[_Told]] = [[]]
        self._states: dict[frozenset[int], _State] = {}

    @property
    def beginnings(self) -> AbstractSet[str]:
        """The words that patterns begin with."""
        return self.steps[0].keys()

    def add(self, pattern: Pattern, told: _Told) -> None:
        """Add a pattern."""
        for place in self._lay(pattern, {0}):
            self.told[place].append(told)
        self._states.clear()

    def _lay(self, pattern: Pattern, begins: set[int]) -> set[int]:
        """Lay a pattern from the places where it may begin; return those where it may end."""
        if isinstance(pattern, str):
            return self._lay_words([pattern], begins)
        if isinstance(pattern, list):
            words = [part for part in pattern if isinstance(part, str)]
            rest = [part for part in pattern if not isinstance(part, str)]
            ends = self._lay_words(words, begins) if words else set()
            return ends.union(*(self._lay(part, begins) for part in rest))
        for part in pattern:
            begins = self._lay(part, begins)
        return begins

    def _lay_words(self, words: list[str], begins: set[int]) -> set[int]:
        """Lay a step that any of some words makes."""
        place = len(self.steps)
        self.steps.append({})
        self.told.append([])
        for begin in begins:
            steps = self.steps[begin]
            for word in words:
                steps.setdefault(word, []).append(place)
        return {place}

    def find(self, words: list[str], first: int, sets: int) -> list[list[Hit]]:
        """Return, by the number of its set, every match among words of a text from `first` on."""
        found: list[list[Hit]] = [[] for _ in range(sets)]
        begin, there = self.state(_BEGIN), [*words, _END]
        for start, begun in enumerate(map(begin.steps.get, words)):
            if begun is None:
                continue
            state, at = begun or begin.after(words[start]), start + 1
            here = [(at, state.told)] if state.told else []
            while (following := state.steps.get(there[at], state.other)) is not None:
                state, at = following or state.after(there[at]), at + 1
                if state.told:
                    here.append((at, state.told))
            for end, told in reversed(here):
                for number, meanings in told:
                    found[number].append((first + start, first + end, meanings))
        return found

    def state(self, places: frozenset[int]) -> _State:
        """Return the state of being at some places."""
        if places not in self._states:
            self._states[places] = _State(self, places)
        return self._states[places]
