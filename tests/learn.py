"""Learn how much each sign says: `python -m tests.learn [--held-out]`.

It writes `infralog/weights.toml`; with `--held-out` it tells instead how right each set is judged
by what all others teach, which takes minutes.

What is learned is a logistic regression for each that is judged, with a penalty (L1) that leaves
few signs a weight. It is fitted to the labelled incidents that are neither the corpus nor an aside,
by coordinate descent: each weight in turn goes to where the loss is least while all others stay.
What a label calls borderline is left out. The same incidents give the same weights anywhere.
"""

import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from infralog import measures, prose, roles, vocabulary
from infralog.cues import Rule, Rules
from infralog.derive import Deriver
from infralog.measures import Measures
from infralog.mentions import Finder
from infralog.model import Passage, Text
from infralog.prose import Prose
from infralog.roles import Roles
from infralog.signs import Sign
from infralog.sources.fly import FLY
from infralog.verdicts import tier
from infralog.weights import ALWAYS, Weights
from tests import evaluate
from tests.evaluate import Label, Score

FILE = Path(__file__).parent.parent / "infralog" / "weights.toml"
SORTS = ("regions", "named", "generic", "durations")
# What it costs to give a sign any weight, and in how many examples one must be to have one.
PENALTY = 2.0
RAREST = 4
_UNTITLED = prose.read(Text("A bad day"))
# How often all weights are gone through. Those that are 0 are looked at in every fifth round.
ROUNDS = 200
EVERY = 5
LARGEST_STEP = 1.0
LEAST_CURVE = 1e-3
DECIMALS = 2


class Example(NamedTuple):
    """A name or an amount in an incident, and whether it was involved, or is the duration.

    Attributes:
        sort: One of `SORTS`.
    """

    sort: str
    signs: frozenset[Sign]
    is_it: bool


class Teacher:
    """Makes examples of labelled incidents."""

    def __init__(self) -> None:
        """Compile what finds names and amounts."""
        self._words = vocabulary.packaged("fly")
        self._deriver = Deriver(FLY, self._words)
        self._finder = Finder(self._words)
        self._roles = Roles(self._words)
        self._measures = Measures()

    def examples(self, name: str) -> Iterator[Example]:
        """Yield all names and amounts in a set whose label is firm."""
        for entry, labels in evaluate.labelled(name):
            by_title = {evaluate.bare(label["title"]): label for label in labels}
            for passage in self._deriver.passages(entry):
                label = by_title.get(evaluate.bare(passage.title.plain))
                if label is not None and passage.kind == "incident":
                    yield from self._names(passage, label)
                    yield from self._amounts(passage, label)

    def sentences(self) -> Iterator[Example]:
        """Yield what rules were seen to speak of in their own sentences, as each rule has it."""
        for rule, body, start, end in _seen("roles.toml"):
            told = self._roles.told(_UNTITLED, body, (), self._finder.find(body))
            for name, of_it in told.items():
                if any(start <= body.starts[s.mention.start] < end for s in of_it.said):
                    yield Example(tier(name, self._words), of_it.signs, rule.makes in roles.FOR)
        for rule, body, start, end in _seen("durations.toml"):
            for measure in self._measures.find(_UNTITLED, body):
                marked = body.text.plain[start:end]
                is_it = marked in measure.text or measure.text in marked
                if is_it and measure.rule == rule.says:
                    yield Example("durations", measure.signs, rule.makes in measures.FOR)

    def _names(self, passage: Passage, label: Label) -> Iterator[Example]:
        title, body = prose.read(passage.title), prose.read(passage.body)
        named = self._finder.find(title)
        told = self._finder.find(body, beside={mention.name for mention in named})
        for name, of_it in self._roles.told(title, body, named, told).items():
            kind, word = name
            is_named = word in label.get(f"{kind}_mentioned", ())
            if is_named and word not in label[f"{kind}_borderline"]:
                yield Example(tier(name, self._words), of_it.signs, word in label[kind])

    def _amounts(self, passage: Passage, label: Label) -> Iterator[Example]:
        if label.get("duration_borderline"):
            return
        for measure in self._measures.find(prose.read(passage.title), prose.read(passage.body)):
            yield Example("durations", measure.signs, measure.minutes == label["duration_minutes"])


def _seen(file: str) -> Iterator[tuple[Rule, Prose, int, int]]:
    """Yield the sentences in which rules hold, and from where to where that is of which they do."""
    for rule in Rules(file).rules:
        for sentence in rule.seen:
            start, end = sentence.index("<"), sentence.index(">") - 1
            yield rule, prose.read(Text(sentence.replace("<", "").replace(">", ""))), start, end


def sets() -> tuple[str, ...]:
    """Return the names of the sets that weights are learned from."""
    return tuple(s for s in evaluate.SETS if s != "corpus" and not s.endswith("-aside"))


def learned(told: Iterable[Example]) -> dict[str, dict[Sign, float]]:
    """Return the weights of each sort."""
    by_sort: dict[str, list[Example]] = {sort: [] for sort in SORTS}
    for example in told:
        by_sort[example.sort].append(example)
    return {sort: fit(of_sort) for sort, of_sort in by_sort.items()}


def fit(told: Sequence[Example]) -> dict[Sign, float]:
    """Return the weights by which examples of one sort are told apart best; none that is 0."""
    where: dict[Sign, list[int]] = {ALWAYS: [*range(len(told))]}
    for number, example in enumerate(told):
        for sign in example.signs:
            where.setdefault(sign, []).append(number)
    weights = {sign: 0.0 for sign in sorted(where) if len(where[sign]) >= RAREST}
    sums = [0.0] * len(told)
    for round_ in range(ROUNDS):
        for sign, old in weights.items():
            if old or round_ % EVERY == 0:
                there = [(sums[number], told[number].is_it) for number in where[sign]]
                step = _step(old, there)
                weights[sign] = old + step
                for number in where[sign] if step else ():
                    sums[number] += step
    rounded = {sign: round(weight, DECIMALS) for sign, weight in weights.items()}
    return {sign: weight for sign, weight in rounded.items() if weight}


def _step(weight: float, there: Iterable[tuple[float, bool]]) -> float:
    """Return by how much to move a weight: a step of Newton's, drawn towards 0 by the penalty.

    Args:
        weight: What it is now.
        there: Of each example that has the sign, the sum of its weights, and what it is.
    """
    slope = curve = 0.0
    for total, is_it in there:
        likely = 1 / (1 + math.exp(-total))
        slope += likely - is_it
        curve += likely * (1 - likely)
    curve = max(curve, LEAST_CURVE)
    aim = weight - slope / curve
    drawn = math.copysign(max(abs(aim) - PENALTY / curve, 0.0), aim)
    return max(-LARGEST_STEP, min(LARGEST_STEP, drawn - weight))


def written(weights: Mapping[str, Mapping[Sign, float]]) -> str:
    """Return weights as the file has them: by sort and kind, what speaks most for it first."""
    lines = ["# Made by `python -m tests.learn`; what it means is told in infralog/weights.py."]
    for sort, of_sort in weights.items():
        kinds: dict[str, list[tuple[float, str]]] = {}
        for (kind, value), weight in of_sort.items():
            kinds.setdefault(kind, []).append((-weight, value))
        for kind, signs in sorted(kinds.items()):
            lines += ["", f"[{sort}.{kind}]"]
            for weight, value in sorted(signs):
                lines.append(f"{json.dumps(value, ensure_ascii=False)} = {-weight}")
    return "\n".join(lines) + "\n"


def from_all() -> dict[str, dict[Sign, float]]:
    """Return the weights that all sets and the sentences of the rules teach."""
    teacher = Teacher()
    labelled = chain.from_iterable(teacher.examples(name) for name in sets())
    return learned([*labelled, *teacher.sentences()])


def held_out() -> dict[str, Score]:
    """Return how right the names and amounts of all sets are judged, each set by the others."""
    teacher = Teacher()
    told = {name: list(teacher.examples(name)) for name in sets()}
    scores = dict.fromkeys(SORTS, Score())
    for name, asked in told.items():
        others = chain.from_iterable(of_it for other, of_it in told.items() if other != name)
        weights = learned([*others, *teacher.sentences()])
        judges = {sort: Weights(of_sort) for sort, of_sort in weights.items()}
        for example in asked:
            said = judges[example.sort].sum(example.signs) > 0
            right, wrong, missing = scores[example.sort]
            scores[example.sort] = Score(
                right + (said and example.is_it),
                wrong + (said and not example.is_it),
                missing + (example.is_it and not said),
            )
    return scores


def main(arguments: Sequence[str]) -> None:
    """Learn from all sets and write what was learned, or tell how right it is on held-out ones."""
    if "--held-out" in arguments:
        print(evaluate.report(held_out()))  # noqa: T201 -- a report is printed
        return
    weights = from_all()
    FILE.write_text(written(weights), "utf-8")
    for sort, of_sort in weights.items():
        print(f"{sort}: {len(of_sort)} signs have a weight")  # noqa: T201 -- a report is printed


if __name__ == "__main__":
    main(sys.argv[1:])
