"""What is told of names -> which regions were affected and which components involved, and why.

No rule is always right, and of most mentions no rule says anything. So what the rules make of a
name is weighed with its other signs (`infralog.roles`), each with the weight that it has for names
of its tier (`infralog.weights`); a name is involved if they come to more than 0.
"""

from collections.abc import Collection
from typing import NamedTuple

from infralog import weights
from infralog.lexicon import Lexicon
from infralog.mentions import Mention
from infralog.prose import Prose
from infralog.roles import AGAINST, FOR, STRENGTHS, Name, Roles, Said, Told
from infralog.vocabulary import Vocabulary
from infralog.weights import Weights


class Verdict(NamedTuple):
    """What all that is told of one name amounts to.

    Attributes:
        mention: The one that says it best.
        prose: The title or the body, in which it stands.
        involved: True if the region was affected, or the component involved.
        rule: The name of the rule that says so of it; or, if none does, what does.
    """

    mention: Mention
    prose: Prose
    involved: bool
    rule: str


class Verdicts:
    """Judges names. Compiled once for a vocabulary, used for every passage."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon | None = None) -> None:
        """Compile the rules; what they look for in all of a text, along with a lexicon."""
        self._roles = Roles(vocabulary, lexicon)
        self._vocabulary = vocabulary

    def judge(
        self, title: Prose, body: Prose, named: Collection[Mention], told: Collection[Mention]
    ) -> list[Verdict]:
        """Judge the mentions `named` in the title and `told` in the body, one verdict a name."""
        learned = weights.learned()
        return [
            _verdict(of_it, learned[tier(name, self._vocabulary)])
            for name, of_it in self._roles.told(title, body, named, told).items()
        ]


def tier(name: Name, vocabulary: Vocabulary) -> str:
    """Return by whose weights a name is judged."""
    kind, of_it = name
    return vocabulary.components[of_it].tier if kind == "components" else "regions"


def _verdict(told: Told, of_tier: Weights) -> Verdict:
    involved = of_tier.sum(told.signs) > 0
    speaking = FOR if involved else AGAINST

    def speaks(said: Said) -> tuple[bool, int, float]:
        weight = of_tier.sum(said.signs)
        strength = -STRENGTHS.index(said.makes)
        return said.makes in speaking, strength, weight if involved else -weight

    best = max(told.said, key=speaks)
    rule = best.rule if best.makes in speaking else _otherwise(best, involved=involved)
    rule = rule if involved else f"mentioned only: {rule}"
    return Verdict(best.mention, best.prose, involved, rule)


def _otherwise(said: Said, *, involved: bool) -> str:
    """Return what speaks for the verdict where no rule does."""
    if not involved:
        return "in passing"
    if said.in_title:
        return "in the title"
    at_once = said.prose.sentences[said.mention.start] == 0
    return "named at once" if at_once else "the words around it"
