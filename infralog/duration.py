"""Title and body -> how long the impact lasted, as far as the account says.

Of all amounts of time in it, the one whose signs speak most for its being the duration is, if they
come to more than 0 (`infralog.measures`, `infralog.weights`).
"""

from typing import NamedTuple

from infralog import weights
from infralog.measures import FOR, Measures
from infralog.model import DurationKind
from infralog.prose import Prose


class Duration(NamedTuple):
    """How long the impact lasted; see `infralog.measures.Measure`.

    Attributes:
        rule: The name of the rule that took the amount for the duration, or what else did.
    """

    minutes: float
    kind: DurationKind
    text: str
    quote: str
    rule: str


class Durations:
    """Finds durations. Compiled once, used for every passage."""

    def __init__(self) -> None:
        """Compile the rules."""
        self._measures = Measures()

    def find(self, title: Prose, body: Prose) -> Duration | None:
        """Return how long the impact lasted; None if the account does not say."""
        of_durations = weights.learned()["durations"]
        weighed = [(of_durations.sum(m.signs), m) for m in self._measures.find(title, body)]
        weight, best = max(weighed, key=lambda pair: (pair[0], pair[1].minutes), default=(0, None))
        if best is None or weight <= 0:
            return None
        rule = best.rule if best.makes in FOR else "the words around it"
        return Duration(best.minutes, best.kind, best.text, best.quote, rule)
