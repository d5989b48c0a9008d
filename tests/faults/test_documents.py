"""Whatever a stranger writes: each entry is stored or named, in bounded time and memory."""

import io
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infralog.errors import SourceError
from infralog.model import Query
from infralog.pull import Asked, Puller
from infralog.sources.fly import FLY
from infralog.stores import Store
from tests.command import run, surroundings
from tests.faults import hostile
from tests.faults.log import FULL
from tests.posts import Post, feed

PULLER = Puller(FLY)
FEEDS = 4000 if FULL else 300
PAGES = 1000 if FULL else 80
MIB = 2**20


def marks(text: object) -> set[str]:
    """Return the marks of entries in a text."""
    return set(re.findall(r"mark0\d", str(text)))


def found_by_feedparser(document: bytes) -> list[dict[str, Any]]:
    """Return the entries that feedparser finds; none where it fails."""
    try:
        parsed = feedparser.parse(io.BytesIO(document), response_headers={}, sanitize_html=False)
    except Exception:  # noqa: BLE001 -- that it fails is no news
        return []
    return list(parsed.entries)


def taken_in(document: bytes, name: str, store: Store, folder: Path) -> str | None:
    """Take in a document; return all that is stored and named of it, or None if it is refused."""
    path = folder / name
    path.write_bytes(document)
    try:
        pulled = PULLER.pull(str(path), store, Asked())
    except SourceError as error:
        assert name in error.message
        assert "\n" not in error.message
        assert "(" not in error.message or "bug" not in str(error.hint), error.message
        return None
    assert not any("cannot be read (" in problem.reason for problem in pulled.problems), pulled
    stored = [f"{entry.id} {entry.title} {entry.url}" for entry in store.entries()]
    return "\n".join([*stored, *map(str, pulled.problems)])


@pytest.mark.parametrize("part", range(4))
def test_each_entry_of_a_hostile_feed_is_stored_or_named(
    store: Store, tmp_path: Path, part: int
) -> None:
    """Whatever feedparser finds in a feed is stored, or among the problems; no error is raw."""
    for seed in range(part, FEEDS, 4):
        document = hostile.feed(Random(seed))
        begun = time.process_time()
        told = taken_in(document, "feed.xml", store, tmp_path)
        assert time.process_time() - begun < 10, seed
        if told is None:
            continue
        for entry in found_by_feedparser(document):
            own = marks(entry.get("title"))
            named = own & marks(told) or (entry.get("id") or "?").strip() in told
            assert named or not own, f"seed {seed}: {own} is lost"
    assert store.check() == ()


@pytest.mark.parametrize("part", range(2))
def test_any_page_is_read_or_refused(store: Store, tmp_path: Path, part: int) -> None:
    """A page becomes an entry, or is refused by name; no error is raw."""
    for seed in range(part, PAGES, 2):
        begun = time.process_time()
        taken_in(hostile.page(Random(seed)), "2026-05-07.html", store, tmp_path)
        assert time.process_time() - begun < 10, seed
    assert store.check() == ()


@settings(
    deadline=None,
    max_examples=1000 if FULL else 100,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.binary(max_size=400)
    | st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.text("<>&;!-[]?/='\"entryidfeedlinktitlecontent \n", max_size=400).map(
        lambda text: f"<feed><entry><id>mark01</id>{text}</entry></feed>".encode()
    )
)
def test_any_bytes_are_taken_in_or_refused(store: Store, tmp_path: Path, document: bytes) -> None:
    """No bytes at all lead to anything but entries, problems, or a refusal."""
    taken_in(document, "2026-05-07.txt", store, tmp_path)


# ---------------------------------------------------------------- what a feed does over time


def versions(store: Store) -> list[str]:
    """Return the text of every version of the one stored incident, the newest first."""
    (hit,) = store.search(Query()).hits
    return [revision.entry.content for revision in store.revisions(hit.incident)]


def test_a_feed_may_go_back_in_time(store: Store, tmp_path: Path) -> None:
    """What comes replaces what is stored, whatever its date says, and every version is kept."""
    for day, text in (("2026-05-07", "one"), ("2020-01-01", "two"), ("1999-01-01", "three")):
        feed(tmp_path / "feed.xml", Post("a", "A", f"<p>{text} in SJC</p>", day))
        assert not PULLER.pull(str(tmp_path / "feed.xml"), store, Asked(full=True)).problems
        feed(tmp_path / "feed.xml", Post("a", "A", f"<p>{text} in SJC</p>", "2026-05-07"))
        PULLER.pull(str(tmp_path / "feed.xml"), store, Asked(full=True))
    told = versions(store)
    assert "three" in told[0]
    assert {word for word in ("one", "two", "three") for text in told if word in text} == {
        "one",
        "two",
        "three",
    }


def test_ids_that_differ_by_case_are_two(store: Store, tmp_path: Path) -> None:
    """RFC 4287, 4.2.6.1: ids are compared character by character."""
    posts = (
        Post("a", "A", "<p>SJC</p>", id="tag:x,2026:a"),
        Post("b", "B", "<p>IAD</p>", id="tag:x,2026:A"),
    )
    pulled = PULLER.pull(str(feed(tmp_path / "feed.xml", *posts)), store)
    assert (len(pulled.new), pulled.problems) == (2, ())


def test_what_has_vanished_stays(store: Store, tmp_path: Path) -> None:
    """A feed with fewer entries, or with none, takes none away."""
    path = feed(tmp_path / "feed.xml", *(Post(f"p{n}", f"P{n}", "<p>SJC</p>") for n in range(9)))
    PULLER.pull(str(path), store)
    for count in (4, 1, 0):
        PULLER.pull(
            str(feed(path, *(Post(f"p{n}", f"P{n}", "<p>SJC</p>") for n in range(count)))), store
        )
        assert store.search(Query()).total == 9


def test_an_entry_that_comes_back_empty_keeps_its_words(store: Store, tmp_path: Path) -> None:
    """An entry without content does not replace one that has some."""
    path = feed(tmp_path / "feed.xml", Post("a", "A", "<p>SJC was down.</p>"))
    PULLER.pull(str(path), store)
    for html in (
        "",
        " ",
        "<p></p>",
        "<div><br></div>",
        "&nbsp;",
        "<!-- x -->",
        "<script>x</script>",
    ):
        PULLER.pull(str(feed(path, Post("a", "A", html))), store)
        assert "SJC was down" in next(iter(store.search(Query()).hits)).incident.text, html


# ---------------------------------------------------------------- bounded

_HEAD = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>'
_PAGE = f"<html><body><article><p>{'corrosion ' * 50}"


def _entry(content: str, title: str = "x") -> str:
    return (
        f"{_HEAD}<entry><id>tag:1</id><title>{title}</title>"
        f"<published>2026-05-07T00:00:00Z</published><content type='html'>{content}</content>"
        "</entry></feed>"
    )


# Documents of so many bytes, of which each was seen to cost too much of something.
WORST: dict[str, Callable[[int], str]] = {
    "tags.html": lambda size: _PAGE + "<div>" * (size // 5),
    "spans.html": lambda size: _PAGE + "<b>x</b>" * (size // 8),
    "words.html": lambda size: _PAGE + "corrosion in SJC at 12:00EST " * (size // 29),
    "headings.html": lambda size: _PAGE + "<h2>April 14: x (12:00EST)</h2>" * (size // 32),
    "capture.txt": lambda size: "April 14: Trouble (12:00EST)\n" * (size // 29),
    "long.xml": lambda size: _entry("12:00EST on April 14 for 3-4 hours, " * (size // 36)),
    "code.xml": lambda size: _entry("&lt;code>sjc&lt;/code> " * (size // 24)),
    "title.xml": lambda size: _entry("x", "word " * (size // 5)),
    "deep.xml": lambda size: _HEAD + "<a>" * (size // 3),
    "elements.xml": lambda size: _HEAD + "<a/>" * (size // 4) + "</feed>",
    "entries.xml": lambda size: _HEAD + "<entry><id>1</id></entry>" * (size // 25) + "</feed>",
    "comments.xml": lambda size: "<!-- -->" * (size // 8) + _HEAD,
    "ampersands.xml": lambda size: _HEAD + "&" * size,
    "newlines.txt": lambda size: "\n" * size,
    "brackets.txt": lambda size: "<" * size,
    "attributes.xml": lambda size: f"{_HEAD}<entry {'a=1 ' * (size // 4)}>",
}


# Runs a command, and tells its memory in KiB, and its CPU time. Were it run by the tests, the
# memory that they have would count as its own, for it shares that until it is another program.
_USED = """
import os, sys
child = os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, *sys.argv[1:]])
_, status, used = os.wait4(child, 0)
print(used.ru_maxrss, used.ru_utime + used.ru_stime)
sys.exit(os.waitstatus_to_exitcode(status))
"""


@pytest.mark.parametrize("name", WORST)
def test_one_document_costs_no_more_than_it_may(tmp_path: Path, name: str) -> None:
    """Within 45 s and 400 MiB a document is taken in, or refused with that reason."""
    size = (31 if FULL else 6) * MIB
    path = tmp_path / f"2026-05-07-{name}"
    path.write_text(WORST[name](size), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _USED, "-m", "infralog", "sync", str(path)],
        env=surroundings(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 3), done
    assert "Traceback" not in done.stderr
    assert all(len(line) < 200 + len(str(tmp_path)) for line in done.stderr.splitlines())
    memory, seconds = map(float, done.stdout.split()[-2:])
    assert memory < 400 * 1024
    # Of CPU time, for the machine may be busy with other tests.
    assert seconds < 45


def test_an_entry_that_is_too_long_keeps_no_other_out(tmp_path: Path) -> None:
    """It is named, in one short line, and the entries around it are stored."""
    posts = [Post(f"p{n}", f"P{n}", "<p>SJC</p>") for n in range(3)]
    posts[1] = Post("p1", "P1 " * 3000, "<p>" + "SJC " * (MIB // 3) + "</p>")
    ran = run("sync", str(feed(tmp_path / "feed.xml", *posts)), home=tmp_path)
    assert ran.code == 3
    assert "longer than a million characters" in ran.err
    assert all(len(line) < 200 for line in ran.err.splitlines())
    assert "2 new" in ran.out


def test_too_little_memory_is_told(tmp_path: Path) -> None:
    """Where there is not enough memory for a document, that is said, and what is stored stays."""
    feed(tmp_path / "feed.xml", Post("a", "A", "<p>SJC</p>"))
    assert run("sync", str(tmp_path / "feed.xml"), home=tmp_path).code == 0
    posts = (Post(f"p{n}", f"P{n}", "<p>corrosion was stale in SJC</p>" * 40) for n in range(9000))
    path = feed(tmp_path / "large.xml", *posts)
    command = f"ulimit -v 150000; exec {sys.executable} -m infralog sync {path}"
    done = subprocess.run(
        ["sh", "-c", command],
        env=surroundings(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (3, 4), done.stderr
    assert "memory" in done.stderr
    assert "Traceback" not in done.stderr
    assert run("search", "--format", "ids", home=tmp_path).out == "a\n"


@pytest.mark.parametrize("kib", range(18_000, 34_000, 2_000))
def test_no_lack_of_memory_is_a_bug(home: Path, kib: int) -> None:
    """However little there is, a command that has begun answers, or says that memory is lacking.

    One that reads documents is not asked: where a parser runs out of memory in the middle, CPython
    3.11 itself may crash, turn for ever, or raise whatever comes to hand.
    """
    asked = f"ulimit -v {kib}; exec {sys.executable} -m infralog search --format table"
    done = subprocess.run(
        ["sh", "-c", asked], env=surroundings(home), capture_output=True, text=True, check=False
    )
    said = [row for row in done.stderr.splitlines() if row.startswith(("infralog: ", "hint: "))]
    assert not any("bug" in row for row in said), done.stderr
    assert done.returncode == 0 or not said or "memory" in done.stderr
