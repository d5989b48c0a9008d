"""How much each sign says: data, in `weights.toml`, and learned, not written.

The file has a table for each that is judged: `regions`, `named` and `generic` components, and
`durations`; and in it a table for each kind of sign, from the sign to its weight. What is above 0
speaks for a name's having had the fault, or a part in it; for an amount's being the duration. A
sign that is not there says nothing; `always` is what is said before any sign is seen.

`python -m tests.learn` learns the weights from the labelled incidents, and writes the file.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from math import fsum

from infralog.signs import Sign

# The sign that there is always.
ALWAYS: Sign = ("always", "")


class Weights:
    """The weights by which things of one sort are judged."""

    def __init__(self, weights: Mapping[Sign, float]) -> None:
        """Take the weight of each sign."""
        self._weights = weights
        self._always = weights.get(ALWAYS, 0.0)

    def sum(self, signs: Iterable[Sign]) -> float:
        """Return how much signs speak for it, all together; against it, below 0."""
        return fsum([self._always, *filter(None, map(self._weights.get, signs))])


@cache
def learned() -> Mapping[str, Weights]:
    """Return the weights that come with infralog, by what they judge."""
    file = files("infralog").joinpath("weights.toml")
    return {sort: _weights(kinds) for sort, kinds in tomllib.loads(file.read_text("utf-8")).items()}


def _weights(kinds: Mapping[str, Mapping[str, float]]) -> Weights:
    return Weights({(kind, sign): w for kind, signs in kinds.items() for sign, w in signs.items()})
