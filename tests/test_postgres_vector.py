"""Words and names become what the engine's index holds and is asked, and nothing else."""

from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog.model import Clause, Query, Word
from infralog.stores.postgres_match import match
from infralog.stores.postgres_vector import lexeme, vector
from infralog.stores.sqlite_tokens import Tokenizer
from tests.incidents import BARE, FULL


def one(word: Word, *words: str) -> str:
    """Return the expression for one word, of those that are known."""
    return match(Query(clauses=(Clause((word,)),)), lambda _: words, str.split).wanted


@pytest.mark.parametrize(
    ("word", "expression"),
    [
        (Word("stale"), "(('stale'))"),
        (Word("blue green"), "(('blue' <-> 'green'))"),
        (Word("blue green", title_only=True), "(('blue':A <-> 'green':A))"),
        (Word("co", prefix=True), "(('co':*))"),
        (Word("a corr", prefix=True), "(('a' <-> 'corr') | ('a' <-> 'corrosion'))"),
        (Word("don't \\"), "(('don''t' <-> '\\\\'))"),
        (Word(" "), "('!')"),
    ],
)
def test_a_word_is_quoted(word: Word, expression: str) -> None:
    """A word is looked for as its tokens, whatever an engine would make of them."""
    assert one(word, "corrosion") == expression


def test_what_is_asked_for_and_what_is_barred_are_apart() -> None:
    """Words, regions and components are wanted together; any of what is barred bars."""
    query = Query(
        clauses=(Clause((Word("a"), Word("b"))), Clause((Word("c"),)), Clause((Word("c"),))),
        excluded=(Word("d"),),
        regions=("sjc", "lax"),
        not_components=("fly-proxy",),
    )
    made = match(query, lambda _: (), str.split)
    assert made.words == "(('a') | ('b')) & (('c'))"
    assert made.wanted == f"{made.words} & (':region:1:sjc' | ':region:1:lax')"
    assert made.barred == "(':component:1:fly-proxy') | (('d'))"
    mentions = match(Query(regions=("sjc",), mentions=True), lambda _: (), str.split)
    assert mentions.wanted == "(':region:1:sjc' | ':region:0:sjc')"


def test_a_body_stands_behind_its_title() -> None:
    """A title has its weight, and no phrase goes on from it into the body."""
    with closing(Tokenizer()) as tokenizer:
        told, untitled = tokenizer.places([("of a", "A b. A"), ("", "a")])
    assert vector(BARE, sorted(told)) == "'a':2A,4,6 'b':5 'of':1A"
    assert vector(BARE, untitled) == "'a':2"


def test_names_are_no_words() -> None:
    """Names stand beside the words, each once, with how it was involved."""
    held = vector(FULL, ()).split()
    assert "':region:1:sjc'" in held
    assert "':region:0:lax'" in held
    assert "':component:1:fly-proxy'" in held
    assert len(held) == len({*FULL.regions_mentioned, *FULL.components_mentioned})


def test_what_has_no_room_loses_its_places_alone() -> None:
    """A text that is larger than the engine's index takes is still found by its words."""
    held = vector(BARE, [(f"{n:0100}", f"{n}") for n in range(6000)]).split()
    assert len(held) == 6000
    assert ":" in held[0]
    assert ":" not in held[-1]
    most = vector(BARE, [(f"{n:0100}", f"{n}") for n in range(20_000)])
    assert len(most) < 2**20


@given(st.text(max_size=3000))
def test_any_text_is_a_lexeme(text: str) -> None:
    """Nothing ends a lexeme from within, and none is longer than the engine takes."""
    inner = lexeme(text)[1:-1]
    assert not set(inner.replace("\\\\", "").replace("''", "")) & {"'", "\\", "\0"}
    assert len(inner.encode()) <= 1000


@given(st.text(min_size=400), st.text(min_size=400))
def test_lexemes_that_are_cut_are_told_apart(one: str, other: str) -> None:
    """Two long tokens are one lexeme only if they are one token."""
    assert (lexeme(f"{'x' * 500}{one}") == lexeme(f"{'x' * 500}{other}")) == (one == other)
