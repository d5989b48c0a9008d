"""Slugs: what an incident's ID is made of."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import slugs

LONG = "Everything That Could Possibly Go Wrong With Our Anycast Edge Did So Before Anybody Woke Up"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("502s on Some Edges", "502s-on-some-edges"),
        ("Volume Errors in São Paulo", "volume-errors-in-sao-paulo"),
        ("Łódź, Århus und Weißensee", "lodz-arhus-und-weissensee"),
        ("It Wasn't Us, and It Wasn\u2019t Them", "it-wasnt-us-and-it-wasnt-them"),
        ("`fly ssh console` Timeouts (MIA, BOS)", "fly-ssh-console-timeouts-mia-bos"),
        ("C++ / Rust -- both", "c-rust-both"),
        ("  _api.internal_  ", "api-internal"),
        ("①② ﬁre", "12-fire"),
        ("東京", ""),
        ("🔥", ""),
        ("", ""),
    ],
)
def test_a_slug_has_only_plain_letters_digits_and_hyphens(text: str, expected: str) -> None:
    """Accents are folded, apostrophes vanish, and whatever else is between words is a hyphen."""
    assert slugs.slug(text) == expected


def test_a_slug_that_is_too_long_ends_at_a_word() -> None:
    """A long title is cut between two of its words."""
    whole = LONG.lower().replace(" ", "-")
    made = slugs.slug(LONG)
    assert len(made) <= slugs.LONGEST < len(whole)
    assert whole.startswith(f"{made}-")


def test_a_word_that_is_too_long_is_cut_within() -> None:
    """A title of one endless word still has a slug."""
    assert slugs.slug("a" * 1000) == "a" * slugs.LONGEST


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://fly.io/infra-log/edge-proxies-overload/", "edge-proxies-overload"),
        ("https://fly.io/infra-log/edge-proxies-overload", "edge-proxies-overload"),
        ("https://fly.io/infra-log/2024-06-29/", "2024-06-29"),
        ("https://fly.io/infra-log/Overload.html?utm=1#top", "overload"),
        ("https://example.org/log/some-day/index.html", "some-day"),
        ("https://example.org/log/%C3%A9t%C3%A9/", "ete"),
        ("https://example.org/log/%E6%9D%B1/", "log"),
        ("https://example.org/", ""),
        ("https://example.org", ""),
        ("urn:uuid:1234-ABCD", "urn-uuid-1234-abcd"),
        ("", ""),
    ],
)
def test_a_url_names_what_its_path_ends_in(url: str, expected: str) -> None:
    """The slug of a URL is the last part of its path that names something."""
    assert slugs.of_url(url) == expected


@pytest.mark.parametrize(
    ("url", "entry_id", "title", "expected"),
    [
        ("https://fly.io/infra-log/a-b/", "x", "T", "a-b"),
        (None, "https://fly.io/infra-log/a-b/", "T", "a-b"),
        ("https://fly.io/", "https://fly.io/", "A Title", "a-title"),
        (None, "", "🔥", "incident"),
    ],
)
def test_an_entry_always_has_an_id(
    url: str | None, entry_id: str, title: str, expected: str
) -> None:
    """An entry's ID comes from its URL, else its id, else its title, and is never empty."""
    assert slugs.of_entry(url, entry_id, title) == expected


@pytest.mark.parametrize(
    ("day", "title", "expected"),
    [
        ("2024-06-27", "502s on Some Edges", "2024-06-27-502s-on-some-edges"),
        ("2024-06-27", "東京", "2024-06-27-incident"),
        ("", "No Day", "no-day"),
        ("", "", "incident"),
    ],
)
def test_a_bulletins_incident_is_its_day_and_title(day: str, title: str, expected: str) -> None:
    """Day and title make the ID of an incident of a bulletin; it is never empty."""
    assert slugs.of_passage(day, title) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("a", "b"), ("a", "b")),
        (("a", "a", "a"), ("a", "a-2", "a-3")),
        (("a", "a", "a-2"), ("a", "a-2", "a-2-2")),
        (("a-2", "a", "a"), ("a-2", "a", "a-3")),
        ((), ()),
    ],
)
def test_alike_slugs_are_told_apart(names: tuple[str, ...], expected: tuple[str, ...]) -> None:
    """The second of two alike in one entry ends in -2, and never takes another one's ID."""
    assert slugs.told_apart(names) == expected


@given(st.lists(st.sampled_from(["a", "a-2", "a-3", "a-2-2", "b"]), max_size=12))
def test_no_two_are_ever_alike(names: list[str]) -> None:
    """Whatever the slugs of an entry are, each becomes its own ID."""
    assert len(set(slugs.told_apart(names))) == len(names)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_makes_a_valid_id(day: str, title: str) -> None:
    """No title can put anything but [a-z0-9-] into an ID, or make it empty or endless."""
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slugs.of_passage(day, title))
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slugs.of_entry(title, day, title))
    assert len(slugs.of_passage(day, title)) <= slugs.LONGEST
