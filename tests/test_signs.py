"""The words around something are signs, and so is where it stands."""

import pytest

from infralog import prose, signs
from infralog.mentions import Mention
from infralog.model import Text

PLAIN = "It rained. At 10:05 the NATS servers crashed in SJC.\nWe slept."
PROSE = prose.read(Text(PLAIN))
NATS, SJC = PROSE.words.index("NATS"), PROSE.words.index("SJC")
MENTIONS = [
    Mention("components", "nats", NATS, NATS + 1, ""),
    Mention("regions", "sjc", SJC, SJC + 1, ""),
]


def test_names_and_numbers_are_bare() -> None:
    """Of a name or a number only what it is remains; of other words, the stem."""
    bare = signs.bare(PROSE, MENTIONS)
    assert bare[NATS - 5 : SJC + 2] == [
        *("at", "#", ":", "#", "the", "<component>", "server", "crash", "in", "<region>", ".")
    ]


def test_words_around_are_signs() -> None:
    """They are of the same sentence; those that any account may have are none by themselves."""
    around = list(signs.around(PROSE, signs.bare(PROSE, MENTIONS), NATS, NATS + 1))
    assert {word for kind, word in around if kind == "word"} == {"#", "server", "crash", "<region>"}
    assert [pair for kind, pair in around if kind == "before"] == ["at #", "# :", ": #", "# the"]
    assert [pair for kind, pair in around if kind == "behind"] == [
        *("server crash", "crash in", "in <region>", "<region> .", ". $")
    ]


def test_the_edges_of_a_sentence_are_words() -> None:
    """The beginning and the end of a sentence stand beside its first and last word."""
    alone = prose.read(Text("NATS"))
    assert list(signs.around(alone, ["nat"], 0, 1)) == []
    first = prose.read(Text("NATS fell."))
    around = list(signs.around(first, signs.bare(first, ()), 0, 1))
    assert around == [("word", "fel"), ("behind", "fel ."), ("behind", ". $")]


@pytest.mark.parametrize(
    ("sentence", "place", "is_last"),
    [(0, "at once", False), (1, "second", False), (3, "early", False), (6, "later", True)],
)
def test_a_sentence_has_a_place(sentence: int, place: str, *, is_last: bool) -> None:
    """The first sentences have a place each; the last two of a longer account are last."""
    told = prose.read(Text(" ".join(f"Word{number} fell." for number in range(8))))
    index = told.sentences.index(sentence)
    assert (signs.place(told, index), signs.is_last(told, index)) == (place, is_last)


def test_a_short_account_has_no_end() -> None:
    """What is told at once is not told in the end."""
    assert not signs.is_last(PROSE, 0)
