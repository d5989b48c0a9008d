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
        ("- one item\n- another", ["one item", "another"]),
        ("Was it up? No! It was not.", ["Was it up?", "No!", "It was not."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(plain: str, expected: list[str]) -> None:
    """A full stop ends a sentence only before a blank and something other than a small letter."""
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


def test_a_word_knows_whether_it_is_code() -> None:
    """A word stands in a code span only where all of it does."""
    read = prose.read(Text("in sin we sin", (Stretch(3, 6, "code"),)))
    assert [read.in_code(i) for i in range(4)] == [False, True, False, False]


@given(st.text(alphabet="ab .!?\n-(),", max_size=60))
def test_every_word_is_in_its_own_sentence(plain: str) -> None:
    """The sentence of a word holds that word, whatever the text."""
    read = prose.read(Text(plain))
    for index, word in enumerate(read.words):
        start, end = read.sentence_span(index)
        if word not in ("\n", "-"):
            assert start <= read.starts[index] < read.ends[index] <= end
