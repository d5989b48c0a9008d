"""Weights are learned from examples, and those of infralog from all that are labelled."""

import tomllib

import pytest

from infralog.weights import ALWAYS
from tests import learn
from tests.learn import Example


def examples(signs: str, *, is_it: bool, count: int = 20) -> list[Example]:
    """Return so many examples that have words for signs."""
    return [Example("named", frozenset(("word", s) for s in signs.split()), is_it)] * count


def test_what_tells_gets_a_weight() -> None:
    """A sign that tells examples apart gets a weight of its side; one that both have gets none."""
    told = [*examples("crash the", is_it=True), *examples("well the", is_it=False)]
    weights = learn.fit(told)
    assert weights["word", "crash"] > 0 > weights["word", "well"]
    assert ("word", "the") not in weights


def test_what_is_rare_gets_none() -> None:
    """A sign that fewer examples have than `RAREST` is not believed."""
    rare = examples("odd", is_it=True, count=learn.RAREST - 1)
    assert ("word", "odd") not in learn.fit([*rare, *examples("well", is_it=False)])


def test_the_file_has_what_was_learned() -> None:
    """What is written can be read again, whatever the sign."""
    weights = {"named": {ALWAYS: -0.5, ("word", "crash"): 1.25, ("before", "' \""): 0.5}}
    read = tomllib.loads(learn.written(weights))
    assert read["named"] == {"always": {"": -0.5}, "word": {"crash": 1.25}, "before": {"' \"": 0.5}}


def test_the_weights_are_those_that_are_learned() -> None:
    """`infralog/weights.toml` is what `python -m tests.learn` makes of the sets as they are."""
    file = tomllib.loads(learn.FILE.read_text("utf-8"))
    for sort, weights in learn.from_all().items():
        kept = {(kind, sign): w for kind, signs in file[sort].items() for sign, w in signs.items()}
        assert weights.keys() | kept.keys() == kept.keys(), sort
        assert kept == pytest.approx(weights, abs=0.02)


def test_no_aside_is_learned_from() -> None:
    """Neither the corpus nor what is kept aside is among the sets."""
    assert "corpus" not in learn.sets()
    assert not any(name.endswith("-aside") for name in learn.sets())
