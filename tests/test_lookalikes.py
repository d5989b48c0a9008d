"""What stands in for the characters that an encoding lacks."""

# ruff: noqa: RUF001 -- ambiguous characters are what it is about

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some
from rich.cells import cell_len  # noqa: TID251 -- the measure of its tables

from infralog import lookalikes


@pytest.mark.parametrize(
    ("text", "ascii_"),
    [
        ("don’t “say” so", 'don\'t "say" so'),
        ("10–20 min — gone…", "10-20 min - gone."),
        ("Zürich, São Paulo", "Zurich, Sao Paulo"),
        ("a\u00a0b\u202fc", "a b c"),
        ("• one → two", "* one > two"),
        ("東京 🔥", "???? ??"),
        ("e\u0301", "e"),
        ("№ ½ ﬁ", "? ? ?"),
    ],
)
def test_what_looks_alike_stands_in(text: str, ascii_: str) -> None:
    """Signs have their like, letters lose their marks, and the rest is a `?` a column."""
    assert text.encode("ascii", lookalikes.WORDS).decode() == ascii_


def test_what_an_encoding_has_is_kept() -> None:
    """Only what it lacks is another character."""
    assert "ü’".encode("latin-1", lookalikes.WORDS) == b"\xfc'"


@given(some.characters(codec="utf-8"))
def test_json_keeps_every_character(character: str) -> None:
    """In JSON an escape of the same character stands in, beyond 16 bits as two halves."""
    written = json.dumps(character, ensure_ascii=False).encode("ascii", lookalikes.JSON)
    assert json.loads(written) == character


@given(
    some.characters(min_codepoint=0xA0, max_codepoint=0x10FF, exclude_categories=("Cf", "Cc", "Cn"))
)
def test_columns_stay_where_they_are(character: str) -> None:
    """What stands in takes as many columns as the terminal gives the character."""
    assert len(lookalikes.alike(character)) == cell_len(character)
