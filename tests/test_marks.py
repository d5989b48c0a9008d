"""What is shown of a match: whole words of one stretch, on one line, and where they matched."""

import re

from hypothesis import given
from hypothesis import strategies as st

from infralog.model import Marked
from infralog.stores.marks import CLOSE, OPEN, marked, snippet

WORDS = st.lists(
    st.sampled_from(
        ["edge", "stale", "fly-proxy", "don't", "a", "SJC.", "São", "it.\n\n", "up\n-"]
    ),
    max_size=120,
)


def brackets(shown: Marked) -> str:
    """Return a text with brackets around what matched."""
    text = shown.text
    for start, end in reversed(shown.spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def shown(body: str, *words: str) -> str:
    """Return the snippet of a body in which these words matched."""
    pattern = re.compile(r"\b(?:{})\b".format("|".join(map(re.escape, words or ("\0",)))))
    return brackets(snippet(Marked(body, tuple(m.span() for m in pattern.finditer(body)))))


def test_marks_become_places() -> None:
    """A text comes back without marks, and with the places where they were."""
    text = f"Stale {OPEN}edge{CLOSE} and {OPEN}edges{CLOSE}"
    assert marked(text) == ("Stale edge and edges", ((6, 10), (15, 20)))
    assert marked("") == ("", ())


@given(st.text(st.sampled_from(f"ab {OPEN}{CLOSE}")))
def test_marks_of_somebody_else_are_harmless(text: str) -> None:
    """Whatever marks a text holds, places are within it and in order, and none stays."""
    plain, spans = marked(text)
    assert not {OPEN, CLOSE} & {*plain}
    places = [place for span in spans for place in span]
    assert places == sorted(places)
    assert all(0 <= place <= len(plain) for place in places)


def test_a_short_body_is_shown_whole() -> None:
    """What has room needs no cut."""
    assert shown("Stale edges in SJC.", "edges") == "Stale [edges] in SJC."
    assert shown("Nothing matched.") == "Nothing matched."


def test_paragraphs_and_items_are_put_on_one_line() -> None:
    """White space of any kind is one blank, and the places move with it."""
    body = "One  edge.\n\n- An edge\n- at last an  edge"
    assert shown(body, "edge") == "One [edge]. - An [edge] - at last an [edge]"


def test_a_stretch_begins_with_its_sentence() -> None:
    """A sentence that begins near the match is shown from its beginning."""
    body = f"{'Much was said before. ' * 20}Then the edges went stale.{' And after.' * 40}"
    assert shown(body, "edges").startswith("…Then the [edges] went stale. And")
    assert shown(body, "edges").endswith((" And…", " after.…"))


def test_a_stretch_shows_most_different_words() -> None:
    """Where two words stand together tells more than where one stands often."""
    often = "edge edge edge edge. "
    body = f"{often}{'Nothing here. ' * 30}A stale edge.{' Nothing there.' * 30}"
    assert "A [stale] [edge]." in shown(body, "edge", "stale")


@given(WORDS, st.sets(st.sampled_from(["edge", "stale", "proxy"])))
def test_no_word_is_cut(words: list[str], asked: set[str]) -> None:
    """A snippet is a stretch of the body in whole words, of bounded length, with a match if any."""
    body = " ".join(words).strip()
    cut = shown(body, *sorted(asked))
    inner = cut.replace("[", "").replace("]", "")
    assert len(inner) <= 240
    assert "\n" not in inner
    assert "  " not in inner
    line = f" {' '.join(body.split())} "
    assert f" {inner.strip('…').strip()} ".replace("  ", " ") in line
    there = {word for word in asked if re.search(rf"\b{word}\b", body)}
    assert bool(there) == ("[" in cut)


def test_what_has_no_blanks_is_cut_somewhere() -> None:
    """A word without an end does not make a snippet without one."""
    body = f"{'x' * 5000} edge {'y' * 5000}"
    assert shown(body, "edge") == "…[edge]…"
    assert len(shown("x" * 5000)) < 300
