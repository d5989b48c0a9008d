"""All forms of a word are one word, and everyday words are none."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import stems as module
from infralog.stems import stem, stems


def test_the_examples_hold() -> None:
    """What the docstrings show is so."""
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    "forms",
    [
        "stop stops stopped stopping",
        "retry retries retried retrying",
        "migrate migrates migrated migrating migration migrations",
        "proxy proxies",
        "reseed reseeds reseeded reseeding",
        "process processes processing",
        "query queries queried querying",
        "certificate certificates",
        "502 502s",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    """Plurals, tenses and the noun of a verb are the same word."""
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("route", "router"), ("status", "state"), ("bus", "busy"), ("lease", "least"), ("500", "50")],
)
def test_other_words_have_other_stems(one: str, other: str) -> None:
    """Words that only begin alike stay apart."""
    assert stem(one) != stem(other)


def test_each_is_there_as_often_as_it_is_said() -> None:
    """A stem has every form in which the text has it, in order, without case or accents."""
    assert stems("Leases expired; a lease. São") == {
        "leas": ["leases", "lease"],
        "expir": ["expired"],
        "sao": ["sao"],
    }


@pytest.mark.parametrize("text", ["because they were also there", "a of is", "30 15", "", "!?"])
def test_what_any_text_may_say_is_left_out(text: str) -> None:
    """Everyday words, short ones and short numbers are no words."""
    assert stems(text) == {}


def test_a_name_with_a_digit_is_a_word_however_short() -> None:
    """`6pn` is a name, and so is `wg0`; `502` is long enough."""
    assert list(stems("6pn wg0 502 v2")) == ["6pn", "wg0", "502", "v2"]


@given(st.text())
def test_any_text_has_stems(text: str) -> None:
    """Whatever is typed, each stem is of a word that is written there."""
    for key, words in stems(text).items():
        assert key
        assert {stem(word) for word in words} == {key}
