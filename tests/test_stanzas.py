"""A table of a TOML file is added or removed, and nothing else is touched."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import stanzas

FILE = '# mine\ndb = "x.db"\n\n[sources.a]\nurl = "https://a"  # first\n\n[search]\nlimit = 5\n'


def test_the_rest_of_a_file_stays_as_it_is() -> None:
    """Comments and order are the user's."""
    more = stanzas.added(FILE, "sources.b", {"url": "https://b", "enabled": False})
    assert more.startswith(FILE)
    assert tomllib.loads(more)["sources"]["b"] == {"url": "https://b", "enabled": False}
    assert stanzas.removed(more, "sources.b") == FILE
    assert stanzas.removed(FILE, "sources.a") == '# mine\ndb = "x.db"\n\n[search]\nlimit = 5\n'


@pytest.mark.parametrize("heading", ["[sources.a]", "[ sources . a ]", "[sources.a] # a"])
def test_a_heading_is_found_as_it_is_written(heading: str) -> None:
    """Blanks and a comment are no matter."""
    assert stanzas.removed(f"{heading}\nurl = 'x'\n", "sources.a") == ""


@pytest.mark.parametrize("text", ["", "[sources.ab]\n", "[sources]\na = {url = 'x'}\n"])
def test_a_table_that_is_not_there_is_not_removed(text: str) -> None:
    """Another one's name may begin like it."""
    assert stanzas.removed(text, "sources.a") == text


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_a_value_comes_back(value: str) -> None:
    """Quotes and backslashes are escaped."""
    text = stanzas.added("", "sources.a", {"url": value})
    assert tomllib.loads(text) == {"sources": {"a": {"url": value}}}
