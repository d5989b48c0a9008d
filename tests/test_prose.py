"""Text -> words, clauses, sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import prose
from infralog.model import Stretch, Text


def sentences(plain: str) -> list[str]:
    """Return the sentences of a text."""
    read = prose.read(Text(plain))
    firsts = {number: index for index, number in reversed(list(enumerate(read.sentences)))}
    return [read.sentence(firsts[number]) for number in sorted(firsts)]


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("It broke. We mended it.", ["It broke.", "We mended it."]),
        ("It ran v1.2.3 on 10.0.0.1 then.", ["It ran v1.2.3 on 10.0.0.1 then."]),
        ("Some calls (e.g. deploys) failed.", ["Some calls (e.g. deploys) failed."]),
        ("It failed (badly.) Then it did not.", ["It failed (badly.)", "Then it did not."]),
        ("First line\nsecond line", ["First line", "second line"]),
        ("First paragraph.\n\nThe second.", ["First paragraph.", "The second."]),
        ("- one item\n- another", ["one item", "another"]),
        ("It failed. flyd did not.", ["It failed.", "flyd did not."]),
        ("Two regions, approx. half of them.", ["Two regions, approx. half of them."]),
        ("Was it up? No! It was not.", ["Was it up?", "No!", "It was not."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(plain: str, expected: list[str]) -> None:
    """A full stop ends a sentence before a blank, but for that of an abbreviation."""
    assert sentences(plain) == expected


def test_a_hyphen_parts_words_as_a_blank_does() -> None:
    """`fly-proxy` and `fly proxy` are the same two words."""
    assert prose.words("fly-proxy") == prose.words("fly proxy") == ["fly", "proxy"]


def test_a_contrast_begins_a_clause() -> None:
    """What stands behind `but` is another clause of the same sentence."""
    read = prose.read(Text("FRA failed but AMS did not."))
    fra, ams = read.words.index("FRA"), read.words.index("AMS")
    assert read.sentences[fra] == read.sentences[ams]
    assert read.clauses[fra] != read.clauses[ams]


@pytest.mark.parametrize(
    ("plain", "one", "other", "same"),
    [
        ("FRA, which ran hot, failed.", "FRA", "failed", True),
        ("FRA, which ran hot, failed.", "hot", "failed", False),
        ("FRA - which is old - failed.", "FRA", "failed", True),
        ("FRA (it is old) failed.", "old", "failed", False),
        ("Two regions (FRA, AMS) failed.", "AMS", "failed", True),
        ("When FRA failed, AMS held.", "failed", "AMS", False),
        ("FRA failed, and AMS held.", "failed", "AMS", False),
        ("FRA failed and we moved it.", "failed", "moved", False),
        ("FRA failed and rebooted.", "failed", "rebooted", True),
        ("FRA failed; AMS held.", "failed", "AMS", False),
    ],
)
def test_a_clause_goes_on_behind_one_inside_it(
    plain: str, one: str, other: str, *, same: bool
) -> None:
    """What is said in passing is a clause of its own, and the one around it goes on behind."""
    read = prose.read(Text(plain))
    clauses = [read.clauses[read.words.index(word)] for word in (one, other)]
    assert (clauses[0] == clauses[1]) == same


def test_a_word_knows_whether_it_is_code() -> None:
    """A word stands in a code span only where all of it does."""
    read = prose.read(Text("in sin we sin", (Stretch(3, 6, "code"),)))
    assert [read.code[i] for i in range(4)] == [False, True, False, False]


@given(st.text(alphabet="ab .!?\n-(),", max_size=60))
def test_every_word_is_in_its_own_sentence(plain: str) -> None:
    """The sentence of a word holds that word, whatever the text."""
    read = prose.read(Text(plain))
    for index, word in enumerate(read.words):
        start, end = read.sentence_span(index)
        if word not in ("\n", "-"):
            assert start <= read.starts[index] < read.ends[index] <= end
