"""Signs are added up by the weights that were learned."""

import pytest

from infralog import weights
from infralog.weights import ALWAYS, Weights


def test_what_has_no_weight_says_nothing() -> None:
    """A sum is of the signs that have a weight, and of what is always said."""
    weighed = Weights({ALWAYS: -1.0, ("word", "crash"): 2.5})
    assert weighed.sum([]) == -1.0
    assert weighed.sum([("word", "crash"), ("word", "rain")]) == 1.5


def test_a_sum_is_the_same_in_any_order() -> None:
    """Rounding does not depend on the order of the signs, so that a verdict does not."""
    signs = [("word", str(number)) for number in range(10)]
    weighed = Weights(dict.fromkeys(signs, 0.1))
    assert weighed.sum(signs) == weighed.sum(reversed(signs)) == 1.0


@pytest.mark.parametrize("sort", ["regions", "named", "generic", "durations"])
def test_each_sort_has_weights(sort: str) -> None:
    """Regions, both tiers of components, and durations have weights of their own."""
    assert isinstance(weights.learned()[sort], Weights)
