"""What a person typed becomes an expression that the index understands, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog.model import Clause, Query, Word
from infralog.stores.matching import MANY
from infralog.stores.sqlite_match import match, quoted


def one(word: Word, *words: str) -> str:
    """Return the expression for one word, of those that are known."""
    return match(Query(clauses=(Clause((word,)),)), lambda _: words).wanted


@pytest.mark.parametrize(
    ("word", "expression"),
    [
        (Word("stale"), '{title body} : (("stale"))'),
        (Word("blue green"), '{title body} : (("blue green"))'),
        (Word('NEAR("a", 5)'), '{title body} : (("NEAR( a , 5)"))'),
        (Word("stale", title_only=True), '{title body} : ((title : ("stale")))'),
        (Word("co", prefix=True), '{title body} : (("co" *))'),
        (Word("sjc", region="sjc"), '({title body} : ("sjc") OR regions : ("sjc1" OR "sjc0"))'),
        (
            Word("ams", region="ams"),
            (
                '(({title body} : ("ams") AND regions : ("ams1" OR "ams0"))'
                ' OR regions : ("ams1" OR "ams0"))'
            ),
        ),
        (Word("am", unlike="ams"), '(({title body} : ("am") NOT regions : ("ams1" OR "ams0")))'),
        (Word("fly-corr", prefix=True), '{title body} : (("fly-corr" OR "fly-corrosion"))'),
    ],
)
def test_a_word_is_quoted(word: Word, expression: str) -> None:
    """A word is looked for as it was typed, whatever an engine would make of it."""
    assert one(word, "corrosion") == expression


def test_too_many_words_are_left_to_the_engine() -> None:
    """Where more words begin so than are named, the engine's own prefix stands beside them."""
    words = [f"corr{n}" for n in range(MANY)]
    assert '"corr" *' in one(Word("corr", prefix=True), *words)
    assert '"corr" *' not in one(Word("corr", prefix=True), *words[1:])


def test_what_is_asked_for_and_what_is_barred_are_apart() -> None:
    """Words, regions and components are wanted together; any of what is barred bars."""
    query = Query(
        clauses=(Clause((Word("a"), Word("b"))), Clause((Word("c"),)), Clause((Word("c"),))),
        excluded=(Word("d"),),
        regions=("sjc", "lax"),
        not_components=("fly-proxy",),
    )
    made = match(query, lambda _: ())
    assert made.words == '{title body} : (("a" OR "b") AND ("c"))'
    assert made.wanted == f'{made.words} AND regions : ("sjc1" OR "lax1")'
    assert made.barred == 'components : ("fly0proxy1") OR {title body} : (("d"))'
    mentions = match(Query(regions=("sjc",), mentions=True), lambda _: ())
    assert mentions.wanted == 'regions : ("sjc1" OR "sjc0")'


@given(st.text(st.characters() | st.sampled_from('"\0\ud800')))
def test_nothing_ends_a_quote_from_within(text: str) -> None:
    """Of any text what is quoted holds no quote, no NUL, and no half of a character."""
    inner = quoted(text)[1:-1]
    assert not {'"', "\0"} & {*inner}
    assert len(inner.encode().decode()) == len(text)
