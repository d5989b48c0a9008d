"""Feeds in the wild become entries; hostile ones do no harm, and cut ones lose only what is cut."""

import json
import time
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from infralog import feed
from infralog.errors import FeedError
from infralog.feed import Parsed, is_feed, parse
from infralog.model import Entry, Problem
from infralog.safe import visible
from tests.server import Site

FEEDS = Path(__file__).parents[1] / "fixtures" / "feeds"
NAMES = sorted(path.name for path in FEEDS.iterdir() if path.suffix != ".json")

HEAD = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Small fires</title>'
ENTRY = (
    "<entry><id>tag:example.org,2026:{0}</id><title>Fire {0}</title>"
    '<updated>2026-05-04T00:00:00Z</updated><content type="html">{1}</content></entry>'
)


def read(document: str | bytes, where: str = "https://example.org/feed.xml") -> Parsed:
    """Return what a feed holds."""
    data = document.encode() if isinstance(document, str) else document
    return parse(data, source="fly", where=where)


def one(inner: str) -> str:
    """Return a feed of one entry with this content."""
    return f"{HEAD}{ENTRY.format(1, inner)}</feed>"


def refusal(document: str | bytes) -> FeedError:
    """Return the error with which a document is refused, after checking that it can be shown."""
    with pytest.raises(FeedError) as caught:
        read(document)
    error = caught.value
    assert error.message.startswith("https://example.org/feed.xml: ")
    assert len(error.message) < 200
    assert error.message.isprintable()
    assert not error.message.endswith(".")
    return error


# ---------------------------------------------------------------- feeds, and what is expected


def expected(name: str) -> Parsed:
    """Return what stands beside a fixture."""
    told = json.loads((FEEDS / f"{name}.json").read_text("utf-8"))
    return Parsed(
        tuple(_entry(**entry) for entry in told["entries"]),
        tuple(Problem(*problem) for problem in told["problems"]),
        told["complete"],
    )


def _entry(*, published: str | None, updated: str | None, **rest: str) -> Entry:
    moments = [datetime.fromisoformat(when) if when else None for when in (published, updated)]
    return Entry(source="fly", published=moments[0], updated=moments[1], **rest)  # type: ignore[arg-type]


def from_fixture(name: str, size: int | None = None) -> Parsed:
    """Return what a fixture, or the first bytes of it, holds."""
    return read((FEEDS / name).read_bytes()[:size], f"https://example.org/feeds/{name}")


@pytest.mark.parametrize("name", NAMES)
def test_a_feed_gives_the_entries_that_are_written_beside_it(name: str) -> None:
    """Atom and the kinds of RSS, whole and broken, come out as a person reads them."""
    assert from_fixture(name) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_a_feed_is_known_by_its_root(name: str) -> None:
    """A declaration, a comment, a namespace before the root do not hide it."""
    assert is_feed((FEEDS / name).read_text("latin-1"))


# ---------------------------------------------------------------- feeds that were cut off

CUT = [name for name in NAMES if name != "truncated.atom"]


@pytest.mark.parametrize("name", CUT)
def test_a_feed_that_is_cut_anywhere_keeps_what_is_whole(name: str) -> None:
    """Cut at every byte, a feed yields each entry that is whole, and none that is shorter."""
    data, whole = (FEEDS / name).read_bytes(), from_fixture(name)
    counts = [0]
    for size in range(len(data)):
        try:
            got = from_fixture(name, size)
        except FeedError:
            assert counts[-1] == 0
            continue
        kept = {entry.id: entry for entry in whole.entries}
        assert all(entry == kept[entry.id] for entry in got.entries)
        assert not got.complete or got == whole
        assert got.complete or got.problems
        counts.append(len(got.entries))
    assert counts[-1] == len(whole.entries)
    assert all(a <= b for a, b in pairwise(counts))


@pytest.mark.parametrize(
    "name", ["full.atom", "content-encoded.rss", "rss-1.0.rss", "malformed.rss"]
)
def test_an_entry_is_there_from_its_last_byte_on(name: str) -> None:
    """No sooner, and no later, than the end tag of an entry has come, the entry is taken."""
    data = (FEEDS / name).read_bytes()
    end = max(data.rfind(tag) + len(tag) for tag in (b"</a:entry>", b"</item>"))
    everything = len(from_fixture(name).entries)
    assert len(from_fixture(name, end).entries) == everything
    assert len(from_fixture(name, end - 1).entries) == everything - 1


def test_what_was_cut_off_is_named() -> None:
    """The entry in which a feed ends is named by its id, else by its title, else by the feed."""
    start = HEAD + ENTRY.format(1, "x")
    unnamed = f"{start}<entry><upda"
    titled = f"{start}<entry><title>Ladder \x1b[31m</title><upda"
    for document, subject in [
        (f"{start}{ENTRY.format(2, 'cut here')[:-20]}", "tag:example.org,2026:2"),
        (titled, "Ladder \ufffd[31m"),
        (unnamed, "https://example.org/feed.xml"),
        (start, "https://example.org/feed.xml"),
    ]:
        got = read(document)
        assert [entry.id for entry in got.entries] == ["tag:example.org,2026:1"]
        assert [problem.subject for problem in got.problems] == [subject]
        assert not got.complete


# ---------------------------------------------------------------- what is no feed


@pytest.mark.parametrize(
    "document",
    [
        "",
        "   ",
        "<!DOCTYPE html><html><head><title>Sign in</title></head><body>feed</body></html>",
        '{"version": "https://jsonfeed.org/version/1.1"}',
        "<?xml version='1.0'?><opml><feed/></opml>",
        "words about a <feed>",
        "<feeds><entry/></feeds>",
        "<!-- <feed> -->",
    ],
)
def test_what_is_no_feed_is_refused(document: str) -> None:
    """A page, a portal, JSON, nothing at all: each is an error, never a feed without entries."""
    assert "no feed" in refusal(document).message


def test_a_feed_without_entries_has_none() -> None:
    """A feed may be new, or empty."""
    assert read(f"{HEAD}</feed>") == ((), (), True)


# ---------------------------------------------------------------- what nobody writes in earnest

MANY = " ".join(f"a{number}=''" for number in range(2000))
BOMB = (
    '<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"{HEAD}{ENTRY.format(1, '&b;')}</feed>"
)


@pytest.mark.parametrize(
    "document",
    [
        BOMB.encode(),
        BOMB.replace("ENTITY", "entity").encode(),
        BOMB.encode("utf-16"),
        BOMB.encode("utf-16-be"),
        f'<?xml version="1.0" encoding="gb18030"?>{BOMB}'.encode("gb18030"),
        f'<!-- --><!DOCTYPE feed [<!ENTITY % p SYSTEM "http://127.0.0.1/">%p;]>{HEAD}</feed>'.encode(),
        f'<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>{one("&x;")}'.encode(),
        f"{HEAD}<!ENTITY a 'b'></feed>".encode(),
    ],
)
def test_entities_of_its_own_are_refused(document: bytes) -> None:
    """Whatever charset hides it, a document that declares an entity is not read."""
    assert "declares entities" in refusal(document).message


@pytest.mark.parametrize("charset", ["utf-7", "cp037", "unicode_escape", "undefined", "utf-32"])
def test_a_charset_that_hides_markup_is_refused(charset: str) -> None:
    """What was not read here is not handed to a parser that reads it otherwise."""
    data = f'<?xml version="1.0" encoding="{charset}"?>{BOMB}'.encode()
    assert "unknown charset" in refusal(data).message


def test_a_document_makes_nobody_open_anything() -> None:
    """An external subset, a style sheet, an include: no address in a document is asked."""
    with Site() as site:
        site.put("/x", b"<!ELEMENT feed ANY>")
        url = site.url("/x")
        document = (
            f'<?xml-stylesheet href="{url}"?><!DOCTYPE feed SYSTEM "{url}">'
            f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:xi="http://www.w3.org/2001/XInclude"'
            f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x {url}">'
            f'<xi:include href="{url}"/><link href="{url}"/>{ENTRY.format(1, "x")}</feed>'
        )
        assert len(read(document).entries) == 1
        assert not site.requests


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (
            one("x").replace("<entry>", f"<entry {MANY}>"),
            "1000",
        ),
        (one("x").replace("<entry>", f'<entry a="{"x" * 70_000}">'), "longer than 64 KiB"),
        (one("x").replace("<entry>", f"<entry {'a ' * 40_000}>"), "longer than 64 KiB"),
        (f"{HEAD}{'<entry/>' * 60_001}</feed>", "60,000 entries"),
        (f"{HEAD}{'<a:ENTRY/>' * 60_001}</feed>", "60,000 entries"),
        (f"<rss><channel>{'<item></item>' * 60_001}</channel></rss>", "60,000 entries"),
    ],
    ids=["attributes", "value", "bare attributes", "entries", "prefixed entries", "items"],
)
def test_what_is_too_much_is_refused(document: str, words: str) -> None:
    """A tag, or a number of entries, beyond what any feed has is refused at once."""
    before = time.process_time()
    assert words in refusal(document).message
    assert time.process_time() - before < 2


NAUGHTY = {
    "comments": "<!--" * 20_000,
    "comment ends": "-->" * 20_000,
    "instructions": "<?" * 20_000,
    "CDATA": "<![CDATA[" * 20_000,
    "tags cut short": "<a b='" * 20_000,
    "ampersands": "&" * 20_000,
    "blanks": " " * 500_000,
    "newlines": "\n" * 500_000,
    "depth": "<b>" * 20_000,
    "depth that ends": "<b>" * 20_000 + "</b>" * 20_000,
    "declarations": "<!DOCTYPE" * 20_000,
}


@pytest.mark.parametrize("inner", NAUGHTY.values(), ids=NAUGHTY.keys())
@pytest.mark.parametrize("place", ["before", "between", "within", "escaped"])
def test_a_feed_is_read_in_time_that_grows_with_it(inner: str, place: str) -> None:
    """Twenty thousand of whatever slows parsers down, wherever they stand, end within seconds."""
    escaped = inner.replace("&", "&amp;").replace("<", "&lt;")
    document = {
        "before": inner + one("x"),
        "between": HEAD + inner + one("x").removeprefix(HEAD),
        "within": one(inner),
        "escaped": one(escaped),
    }[place]
    before = time.process_time()
    try:
        got = read(document)
    except FeedError as error:
        assert len(error.message) < 200  # noqa: PT017 - it may be refused, and need not be
    else:
        assert len(got.entries) <= 1
    assert time.process_time() - before < 5


def test_a_feed_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word of a million letters where feedparser looks for an address ends in time."""
    monkeypatch.setattr(feed, "MOST_SECONDS", 0.3)
    author = f"<rss><channel><item></b><author>{'a' * 2**20}</author></item></channel></rss>"
    before = time.process_time()
    assert "takes too long" in refusal(author).message
    assert time.process_time() - before < 2


# ---------------------------------------------------------------- what is mended


@pytest.mark.parametrize(
    ("inner", "content"),
    [
        ("a\x00b", "a\ufffdb"),
        ("a&#0;b", "a\ufffdb"),
        ("a&#x1f;b", "a\ufffdb"),
        ("a&#xD800;b", "a\ufffdb"),
        ("a&#xfffe;b", "a\ufffdb"),
        ("a&#x110000;b", "a\ufffdb"),
        ("a&#99999999999999999999;b", "a\ufffdb"),
        (f"a&#x{'f' * 9999};b", "a\ufffdb"),
        ("a&#xD800 b", "a\ufffd b"),
        ("a&#x41;&#66;", "aAB"),
        ("a\x1b[31mb\x0c", "a\ufffd[31mb\ufffd"),
    ],
)
def test_characters_that_xml_forbids_are_marked(inner: str, content: str) -> None:
    """A character, or a reference to one, that may not be there is told as such."""
    assert [entry.content for entry in read(one(inner)).entries] == [content]


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("2026-05-04T12:00:00+02:00", "2026-05-04T10:00:00+00:00"),
        ("2026-05-04", "2026-05-04T00:00:00+00:00"),
        ("Mon, 04 May 2026 12:00:00 EST", "2026-05-04T17:00:00+00:00"),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59-23:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_moment_is_utc_or_nothing(stamp: str, moment: str | None) -> None:
    """A date in any of the forms that feeds use is a moment, and any other text is none."""
    (entry,) = read(one("x").replace("2026-05-04T00:00:00Z", stamp)).entries
    assert entry.published is None
    assert (entry.updated.isoformat() if entry.updated else None) == moment


def test_an_id_is_a_name_and_no_address() -> None:
    """An id stays as it was written, wherever the feed is read from and whatever its base."""
    document = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/a/">'
        '<entry xml:base="b/"><id>one</id><link href="c"/></entry>'
        '<entry><id>../two</id><link href="d"/></entry></feed>'
    )
    for where in ("https://example.net/feed.xml", "/home/ann/feed.xml", "standard input"):
        got = [(entry.id, entry.url) for entry in read(document, where).entries]
        assert got == [
            ("one", "https://example.org/a/b/c"),
            ("../two", "https://example.org/a/d"),
        ]


def test_credentials_of_the_feed_are_in_none_of_its_links() -> None:
    """A relative link is of the feed's site, not of the login that the feed was fetched with."""
    document = one("x").replace("<updated>", '<link href="/attic/"/><updated>')
    (entry,) = read(document, "https://ann:secret@example.org/feed.xml").entries
    assert entry.url == "https://example.org/attic/"


def test_nothing_hostile_gets_into_a_title_an_id_or_a_link() -> None:
    """What is shown of an entry holds no control character, however it was written."""
    red = "\x9b31m\u202e\u200bred"
    document = (
        f'{HEAD}<entry><id>tag:{red}</id><title type="html">{red}&amp;#27;[0m</title>'
        f'<link href="https://example.org/{red}"/><content>x</content></entry></feed>'
    )
    (entry,) = read(document).entries
    for shown in (entry.id, entry.title, entry.url or ""):
        assert "red" in shown
        assert visible(shown) == shown


def test_markup_that_nobody_closed_is_not_a_reason_to_lose_an_entry() -> None:
    """Names that HTML knows and XML does not, bare ampersands, and open tags are read past."""
    got = read(
        f"{HEAD}{ENTRY.format(1, 'a &nbsp; b')}{ENTRY.format(2, 'AT&T <br> and')}"
        f"{ENTRY.format(3, 'fine')}</feed>"
    )
    assert [entry.id[-1] for entry in got.entries] == ["1", "2", "3"]
    assert got.entries[2].content == "fine"
    assert (got.problems, got.complete) == ((), True)
