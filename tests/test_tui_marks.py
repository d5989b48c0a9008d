"""What matched is marked in a whole text, in any form of its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog.model import Query
from infralog.query import parse
from infralog.tui.marks import spans

TEXT = "Stale routes: São Paulo's fly-proxy was\nmigrating Machines; corro-dns kept stale answers."


def marked(words: str, text: str = TEXT) -> list[str]:
    """Return what is marked in a text."""
    query = Query(clauses=parse(words).clauses)
    return [text[start:end] for start, end in spans(text, query)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("stale", ["Stale", "stale"]),
        ("migrations", ["migrating"]),
        ("sao", ["São"]),
        ('"stale routes"', ["Stale routes"]),
        ('"was migrated"', ["was\nmigrating"]),
        ("fly-proxy", ["fly-proxy"]),
        ("corr*", ["corro"]),
        ("corro corro*", ["corro"]),
        ("machines OR answers", ["Machines", "answers"]),
        ("title:stale", []),
        ("absent", []),
        ("—", []),
        ("", []),
    ],
)
def test_words_are_marked(words: str, found: list[str]) -> None:
    """Words in any of their forms, phrases over the end of a line, and beginnings."""
    assert marked(words) == found


@given(st.text(max_size=20), st.text(max_size=60))
def test_marks_are_in_order_and_apart(words: str, text: str) -> None:
    """Whatever is asked and told, spans lie in the text, one after the other."""
    found = spans(text, Query(clauses=parse(words).clauses), is_title=True)
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
