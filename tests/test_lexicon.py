"""Sets of phrases find the same together as each finds alone, in all of a text as in a part."""

from hypothesis import given
from hypothesis import strategies as st

from infralog import prose
from infralog.lexicon import Lexicon
from infralog.model import Text
from infralog.phrases import Phrases

BAD = ("~fail", "{went|was} {|* }down", "down for {|a }* minutes", "Red Hat")
PLACES = ("down", "red", "a hat", "for * down")
SAID = (
    "failed",
    "went",
    "was",
    "it",
    "down",
    "for",
    "a",
    "red",
    "Red",
    "Hat",
    "hat",
    "minutes",
    ".",
)
WORDS = st.lists(st.sampled_from(SAID), max_size=24)


def sets(lexicon: Lexicon | None) -> list[Phrases[str]]:
    """Return two sets of phrases, in one lexicon or each in its own."""
    bad: Phrases[str] = Phrases(lexicon)
    bad.add(BAD, "bad")
    bad.add(["Red Hat"], "exact", exact=True)
    places: Phrases[str] = Phrases(lexicon)
    places.add(PLACES, "place")
    return [bad, places]


@given(WORDS)
def test_sets_of_one_lexicon_find_what_each_finds_alone(words: list[str]) -> None:
    """Who shares a pass with others finds what is its own, in the same order."""
    read = prose.read(Text(" ".join(words)))
    together, alone = sets(Lexicon()), sets(None)
    assert [one.find(read) for one in together] == [one.find(read) for one in alone]


@given(WORDS, st.integers(0, 24), st.integers(0, 24))
def test_a_part_is_read_like_the_whole(words: list[str], first: int, last: int) -> None:
    """Within some words is found what ends there, whether or not all was read before."""
    text = Text(" ".join(words))
    for phrases in sets(Lexicon()):
        read = prose.read(text)
        part = list(phrases.hits_within(read, first, last))
        assert part == [h for h in phrases.hits(read) if first <= h[0] and h[1] <= last]
        assert part == list(phrases.hits_within(read, first, last))
