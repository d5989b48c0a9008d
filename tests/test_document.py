"""A document is read as what it is, and refused with a reason where it is nothing that we read."""

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from infralog import document
from infralog.document import LOG
from infralog.errors import FeedError
from tests.posts import Post, feed

CAPTURE = """Infra Log
Update: Jun 8, 2024

Trailing 2 Weeks Incidents

  • June 3: A Box Fell (13:00EST): It fell for 20 minutes.
"""
LISTED = "<ul><li>June 3: A Box Fell (13:00EST): It fell for 20 minutes.</li></ul>"
ACCOUNT = f"<p>{'A box fell, and nobody had seen it coming. ' * 8}</p>"


def page(body: str, head: str = "") -> bytes:
    """Return a whole web page."""
    html = f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>"
    return html.encode()


def test_a_feed_has_its_entries(tmp_path: Path) -> None:
    """A feed is told by its content, whatever the file is called."""
    path = feed(tmp_path / "page.html", Post("a", "A", "<p>a</p>"), Post("b", "B", "<p>b</p>"))
    found = document.read(path.read_bytes(), where=str(path))
    assert [entry.title for entry in found.entries] == ["A", "B"]
    assert found.complete


def test_a_feed_that_is_cut_off_is_not_complete(tmp_path: Path) -> None:
    """What is whole is there, and what is not is named."""
    path = feed(tmp_path / "feed", Post("a", "A", "<p>a</p>"), Post("b", "B", "<p>b</p>"))
    found = document.read(path.read_bytes()[:-100], where="feed")
    assert [entry.title for entry in found.entries] == ["A"]
    assert len(found.problems) == 1
    assert not found.complete


def test_an_empty_feed_is_a_problem(tmp_path: Path) -> None:
    """A feed without an entry is never up to date in silence."""
    found = document.read(feed(tmp_path / "feed").read_bytes(), where="feed")
    assert [problem.reason for problem in found.problems] == ["the feed has no entries"]


def test_a_capture_is_one_entry_of_its_day() -> None:
    """A saved bulletin has the URL that the log gives it, and its own text as content."""
    (entry,) = document.read(CAPTURE.encode(), where="saved.txt").entries
    assert entry.id == entry.url == f"{LOG}2024-06-08/"
    assert entry.published == datetime(2024, 6, 8, tzinfo=UTC)
    assert (entry.content, entry.media_type) == (CAPTURE, "text/plain")


@pytest.mark.parametrize(
    ("head", "where", "published", "day"),
    [
        ("Update: Jun 8, 2024\n\n", "saved.txt", None, "2024-06-08"),
        ("2024-06-08\n\n", "saved.txt", None, "2024-06-08"),
        ("", "/home/me/2024-06-08.txt", None, "2024-06-08"),
        ("", "C:\\logs\\2024-06-08.txt", None, "2024-06-08"),
        ("Update: Jun 8, 2024\n\n", "2024-07-01.txt", None, "2024-06-08"),
        ("Update: Jun 8, 2024\n\n", "saved.txt", date(2024, 6, 9), "2024-06-09"),
    ],
)
def test_a_captures_day_comes_from_the_user_its_text_or_its_name(
    head: str, where: str, published: date | None, day: str
) -> None:
    """What the user says counts most, then the text, then the file's name."""
    capture = f"{head}June 3: A Box Fell (13:00EST): It fell.\n"
    (entry,) = document.read(capture.encode(), where=where, published=published).entries
    assert entry.published is not None
    assert str(entry.published.date()) == day


def test_the_day_of_an_incident_is_not_the_captures() -> None:
    """A file's name says better than an incident's heading when a bulletin was published."""
    capture = "June 3, 2024: A Box Fell (13:00EST): It fell.\n"
    (entry,) = document.read(capture.encode(), where="2024-06-08.txt").entries
    assert entry.url == f"{LOG}2024-06-08/"
    (entry,) = document.read(capture.encode(), where="saved.txt").entries
    assert entry.url == f"{LOG}2024-06-03/"


@pytest.mark.parametrize(
    "capture",
    [
        "June 3: A Box Fell (13:00EST): It fell.",
        "- Jun 3 (5PM EST): A Box Fell: It fell.",
        "  • **June 3:** A Box Fell (13:00EST): It fell.",
        "Trailing 2 Weeks Incidents\n\nNone.",
        "This Week In Infra Engineering\nWe tidied.",
    ],
)
def test_a_capture_is_known_by_its_headings(capture: str) -> None:
    """One heading of a bulletin is enough to know it."""
    found = document.read(capture.encode(), where="saved", published=date(2024, 6, 8))
    assert len(found.entries) == 1


def test_a_page_is_one_entry_of_its_own_url() -> None:
    """A page says where it lives, when it was published, and what it is called."""
    head = """<title>A Box Fell · Fly</title>
        <link rel="canonical" href="https://fly.io/infra-log/a-box-fell">
        <meta property="article:published_time" content="2026-05-07T10:00:00+02:00">"""
    (entry,) = document.read(page(ACCOUNT, head), where="saved.html").entries
    assert entry.id == entry.url == f"{LOG}a-box-fell/"
    assert entry.title == "A Box Fell"
    assert entry.published == datetime(2026, 5, 7, 8, tzinfo=UTC)
    assert entry.media_type == "text/html"


@pytest.mark.parametrize(
    ("where", "url"),
    [
        ("https://fly.io/infra-log/2024-06-08", f"{LOG}2024-06-08/"),
        ("http://fly.io/infra-log/2024-06-08/?a=b#c", f"{LOG}2024-06-08/"),
        ("https://example.org/log?a=b", "https://example.org/log"),
        ("/home/me/2024-06-08.html", f"{LOG}2024-06-08/"),
    ],
)
def test_a_page_that_names_no_url_has_that_of_its_origin(where: str, url: str) -> None:
    """Without a canonical URL a page lives where it came from, or is a bulletin of its day."""
    (entry,) = document.read(page(LISTED), where=where).entries
    assert entry.url == url


def test_a_page_that_is_cut_off_is_left_out() -> None:
    """Half a page is no page: it is named, and nothing is taken from it."""
    found = document.read(page(LISTED)[:-30], where="saved.html", published=date(2024, 6, 8))
    assert (found.entries, found.complete) == ((), False)
    assert found.problems[0].reason == "left out, since the page ends early"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "x: is empty"),
        (b" \n ", "x: is empty"),
        (b'{"a": 1}', "x: looks like JSON"),
        (b"[1, 2]", "x: looks like JSON"),
        (b"%PDF-1.7 ...", "x: looks like a binary file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "x: looks like a binary file"),
        (b"Dear diary, nothing broke.", "x: is text, but no bulletin of the Infra Log"),
        (b"The past few incidents were fine.", "x: is text, but no bulletin of the Infra Log"),
        (page("<h1>404</h1><p>Not found</p>"), "x: is a web page, but holds no incident"),
        (page(ACCOUNT), "x: is a web page, but holds no incident"),
        (page(LISTED), "x: does not say when it was published"),
        (b"June 3: A Box Fell (5PM): It.", "x: does not say when it was published"),
        (b"<?xml version='1.0'?><note/>", "x: no feed, neither Atom nor RSS"),
    ],
)
def test_what_is_nothing_that_we_read_is_refused(data: bytes, message: str) -> None:
    """An error page, a captive portal, JSON, a picture: each is refused with its reason."""
    with pytest.raises(FeedError) as caught:
        document.read(data, where="x")
    assert caught.value.message == message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("data", "where", "hint"),
    [
        (b" \n", "https://example.org/feed.xml", "try again later"),
        (b" \n", "feed.xml", "give a feed, page or text"),
        (b"", "standard input", "give a feed, page or text"),
        (gzip.compress(b"", mtime=0), "feed.xml.gz", "what is compressed is to be unpacked first"),
    ],
)
def test_the_hint_fits_where_nothing_came_from(data: bytes, where: str, hint: str) -> None:
    """Only what a server sent may be whole another time."""
    with pytest.raises(FeedError) as caught:
        document.read(data, where=where)
    assert hint in str(caught.value.hint)


def test_no_url_is_too_odd() -> None:
    """A canonical URL that is none is passed over."""
    head = '<link rel="canonical" href="https://[fly.io/infra-log/">'
    (entry,) = document.read(page(LISTED, head), where="2024-06-08.html").entries
    assert entry.url == f"{LOG}2024-06-08/"


def test_a_text_about_bulletins_is_none() -> None:
    """Headings that are quoted within lines do not make a bulletin of a text."""
    text = (
        "# How headings look\n\n"
        "Bulletins of 2024-06-29 and others have them in several forms.\n\n"
        '- With the time behind the day: "Apr 25 (9:15 EST): Title:".\n'
        "- Stuck to a sentence: it ended there.August 27: No Route (10:30EST): We saw it.\n"
        '- After a sentence. "This Week In Infra Engineering" ends the list.\n'
    )
    with pytest.raises(FeedError, match="no bulletin"):
        document.read(text.encode(), where="notes.md")
