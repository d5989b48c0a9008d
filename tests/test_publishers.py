"""The publishers of the configuration, and to whom an origin or an entry belongs."""

from pathlib import Path
from typing import Any

import pytest

from infralog import publishers
from infralog.errors import UsageError
from infralog.publishers import Publisher

FILE = Path("config.toml")
GITHUB = Publisher("github", "https://www.githubstatus.com/history.atom", "statuspage")
TABLES: dict[str, Any] = {"github": {"url": GITHUB.url, "kind": "statuspage"}}


def test_the_infra_log_is_there_by_itself() -> None:
    """With nothing configured it is the only one; others come behind it."""
    (fly,) = publishers.configured({}, FILE)
    assert (fly.name, fly.kind, fly.enabled) == ("fly", "fly", True)
    assert publishers.configured(TABLES, FILE) == (fly, GITHUB)


def test_the_infra_log_can_be_left_out_or_mirrored() -> None:
    """What its table says replaces what comes with infralog."""
    (off,) = publishers.configured({"fly": {"enabled": False}}, FILE)
    assert not off.enabled
    (mirror,) = publishers.configured({"fly": {"url": "https://mirror.example/feed.xml"}}, FILE)
    assert (mirror.kind, mirror.url) == ("fly", "https://mirror.example/feed.xml")


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ({"x": {}}, "url is missing"),
        ({"x": "https://x.example"}, "not a table"),
        ({"x": {"url": 3}}, "sources.x.url is not a string"),
        ({"x": {"url": "https://x.example", "colour": "red"}}, "unknown key 'colour'"),
        ({"x": {"url": "file:///etc/passwd"}}, "not the URL of a feed"),
        ({"x": {"url": "https://x.example", "kind": "blog"}}, "unknown kind: blog"),
        ({"X y": {"url": "https://x.example"}}, "not a name: X y"),
    ],
)
def test_what_cannot_be_a_publisher_is_named(tables: dict[str, Any], says: str) -> None:
    """The error says the file, the table, and what is wrong."""
    with pytest.raises(UsageError, match=says) as caught:
        publishers.configured(tables, FILE)
    assert "config.toml: sources." in caught.value.message


def test_names_stand_for_urls() -> None:
    """Nothing named is all that are enabled; one that is not can be named."""
    off = Publisher("off", "https://off.example/feed", enabled=False)
    known = (GITHUB, off)
    assert publishers.origins((), known) == (GITHUB.url,)
    assert publishers.origins(("off", "./off", "-"), known) == (off.url, "./off", "-")


def test_an_origin_has_its_publisher() -> None:
    """A feed is known by its URL, whatever the credentials; an entry by its host."""
    assert (
        publishers.of_origin("https://me:pw@www.githubstatus.com/history.atom", [GITHUB]) == GITHUB
    )
    assert publishers.of_origin("history.atom", [GITHUB]) is None
    assert publishers.of_host("https://githubstatus.com/incidents/x", [GITHUB]) == "github"
    assert publishers.of_host("https://www.example.org/x", [GITHUB]) == "example.org"


def test_imported_feeds_get_names_of_their_own() -> None:
    """A name is a slug of the title, told apart by a number; a URL is taken once."""
    feeds = [
        ("GitHub", "https://other.example/feed"),
        ("GitHub", GITHUB.url),
        ("Ça va?", "https://a.example/feed"),
        ("Ça va?", "https://b.example/feed"),
        ("", "https://b.example/feed"),
        ("gone", "ftp://c.example/feed"),
        ("x" * 100, "https://d.example/feed"),
    ]
    made, problems = publishers.named_apart(feeds, [GITHUB])
    assert [p.name for p in made] == ["github-2", "ca-va", "ca-va-2", "x" * 35]
    assert [p.subject for p in problems] == ["gone"]
