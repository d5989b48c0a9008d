"""Prose -> how long the impact lasted, as far as the text says.

The rules are data, in `durations.toml`, read as `infralog.cues` says; the first that holds decides
what an amount of time measures. The longest that measures `impact` is the duration, or else the
longest that measures the `fix` (LABELLING D2, D4). One that is `rejected` measures something else.
To a rule an amount is a `moment` (less than a minute: that is a latency or a timer more often than
an outage), a `span`, or a `clock` (from one time of day to another).
"""

from typing import NamedTuple

from infralog import amounts
from infralog.amounts import Amount
from infralog.cues import Found, Rules
from infralog.model import DurationKind
from infralog.prose import Prose


class Duration(NamedTuple):
    """How long the impact lasted.

    Attributes:
        minutes: The middle of a range; of a vague one, what it usually means (LABELLING D1).
        text: The words, as they are written.
        quote: The sentence.
        rule: The name of the rule that took the amount for the duration.
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
        self._rules = Rules("durations.toml")

    def find(self, prose: Prose) -> Duration | None:
        """Return how long the impact lasted; None if the text does not say."""
        found = list(amounts.find(prose))
        if not found:
            return None
        reading = self._rules.read(prose)
        measured = [(a, why) for a in found if (why := reading.first(a.start, a.end, kind=a.size))]
        for phase in ("impact", "fix"):
            phases = [(amount, why) for amount, why in measured if why.rule.makes == phase]
            if phases:
                amount, why = max(phases, key=lambda pair: pair[0].minutes)
                return _duration(amount, why, prose)
        return None


def _duration(amount: Amount, why: Found, prose: Prose) -> Duration:
    start, end = prose.starts[amount.start], prose.ends[amount.end - 1]
    if why.rule.place in ("before", "after"):
        start = min(start, prose.starts[why.start])
        end = max(end, prose.ends[why.end - 1])
    plain = prose.text.plain
    quote = prose.sentence(amount.start)
    return Duration(amount.minutes, amount.kind, plain[start:end], quote, why.rule.says)
