"""Phrases, written with shorthands, are found in a text."""

import pytest

from infralog import phrases, prose
from infralog.model import Text
from infralog.phrases import Phrases


def found(phrase: str, plain: str, *, exact: bool = False) -> list[str]:
    """Return what a phrase matches in a text."""
    index: Phrases[None] = Phrases()
    index.add([phrase], None, exact=exact)
    read = prose.read(Text(plain))
    return [" ".join(read.words[m.start : m.end]) for m in index.find(read)]


@pytest.mark.parametrize(
    ("phrase", "plain", "expected"),
    [
        ("rolled back", "We rolled-back it.", ["rolled back"]),
        ("{in|near} {|the }south", "In the south, near south", ["In the south", "near south"]),
        ("~stop", "It stopped, stopping what stops.", ["stopped", "stopping", "stops"]),
        ("~retry", "retries and retried", ["retries", "retried"]),
        ("~cache", "cached by caching", ["cached", "caching"]),
        ("kept * for", "kept it for, kept for", ["kept it for"]),
        ("{did|do {not|never}} go", "do never go; did go", ["do never go", "did go"]),
        (
            "don't",
            "We don\N{RIGHT SINGLE QUOTATION MARK}t.",
            ["don \N{RIGHT SINGLE QUOTATION MARK} t"],
        ),
        ("art", "start artful art", ["art"]),
        ("a {b|b c}", "a b c", ["a b c", "a b"]),
        ("a {|b }c", "a b c, a c", ["a b c", "a c"]),
    ],
)
def test_shorthands_mean_what_they_say(phrase: str, plain: str, expected: list[str]) -> None:
    """A phrase matches whole words, in each of its readings, the longest first."""
    assert found(phrase, plain) == expected


def test_an_exact_phrase_minds_its_case() -> None:
    """An exact phrase matches in its own case alone."""
    assert found("Fly Machines", "fly machines, Fly Machines", exact=True) == ["Fly Machines"]


@pytest.mark.parametrize("phrase", ["", "* word", "{|a} b}", "{a|b", "a | b", "{|a}"])
def test_an_odd_phrase_is_refused(phrase: str) -> None:
    """A phrase with odd braces, or that may begin with any word, is refused by name."""
    with pytest.raises(ValueError, match=r"brace|begins"):
        Phrases[None]().add([phrase], None)


def test_matches_come_by_their_start_and_the_longest_first() -> None:
    """Where several phrases begin at one word, the longest comes first."""
    index: Phrases[str] = Phrases()
    index.add(["API"], "short")
    index.add(["API server"], "long")
    read = prose.read(Text("The API server"))
    assert [m.meaning for m in index.find(read)] == ["long", "short"]


def test_regular_verbs_are_inflected() -> None:
    """A verb's four regular forms follow the spelling of its end."""
    assert phrases.inflect("drop") == ["drop", "drops", "dropped", "dropping"]
    assert phrases.inflect("patch") == ["patch", "patches", "patched", "patching"]
    assert phrases.inflect("load") == ["load", "loads", "loaded", "loading"]
