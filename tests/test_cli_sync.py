"""`sync` as a user runs it: the archive, the pages, what is new as it comes, again and again."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.archive import Log, serving
from tests.command import PATIENCE, run, surroundings
from tests.screen import Terminal
from tests.server import Answer

COUNT = 62


@pytest.fixture
def log() -> Iterator[Log]:
    """Serve a log of 62 pages."""
    with serving(COUNT) as log:
        yield log


@pytest.fixture
def small() -> Iterator[Log]:
    """Serve a log of 4 pages."""
    with serving(4) as log:
        yield log


@contextmanager
def started(*arguments: str, home: Path) -> Iterator["subprocess.Popen[str]"]:
    """Start infralog, and see to it that it ends."""
    command = [sys.executable, "-m", "infralog", *arguments]
    piped = subprocess.PIPE
    with subprocess.Popen(
        command, env=surroundings(home), stdout=piped, stderr=piped, text=True
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def until(true: Callable[[], bool]) -> None:
    """Wait until it is true."""
    ends = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < ends, "it never came true"
        time.sleep(0.02)


def ids(home: Path) -> set[str]:
    """Return the IDs of all incidents."""
    return {*run("search", "-n", "0", "--format", "ids", home=home).out.split()}


# ---------------------------------------------------------------- the archive


def test_a_walk_that_is_interrupted_goes_on_where_it_was(log: Log, tmp_path: Path) -> None:
    """Ctrl-C ends it with 130, and no page is ever asked for twice."""
    asked = ("sync", "--backfill", log.index, "--pause", "0.02")
    with started(*asked, home=tmp_path) as running:
        until(lambda: len(log.site.requests) > 20)
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == 130
        assert running.stderr is not None
        assert "posts are left" in running.stderr.read()
    stored = len(ids(tmp_path))
    assert 10 <= stored < COUNT
    ran = run(*asked, home=tmp_path)
    assert ran.code == 0, ran
    assert f"{COUNT - stored} new" in ran.out
    assert len(ids(tmp_path)) == COUNT
    assert sum(log.asked(post.path) for post in log.posts) <= COUNT + 1


def test_a_failure_is_named_and_ends_with_3(small: Log, tmp_path: Path) -> None:
    """What could be stored is stored, and what not is on stderr and counted."""
    small.miss(small.posts[1].path)
    ran = run("sync", "--backfill", small.index, "--pause", "0", home=tmp_path)
    assert ran.code == 3
    assert ran.out == f"{small.index}: pages: 3 new, 0 changed, 0 unchanged, 1 failed\n"
    assert re.search(rf"infralog: .*{small.posts[1].path} answered 404", ran.err)


def test_a_limit_is_of_posts(small: Log, tmp_path: Path) -> None:
    """--limit takes so many posts; without --backfill it means nothing, and says so."""
    asked = ("sync", small.index, "--limit", "3", "--pause", "0")
    assert run(*asked, "--backfill", home=tmp_path).code == 0
    assert len(ids(tmp_path)) == 3
    assert run(*asked, home=tmp_path).code == 2


def test_a_file_has_no_archive(tmp_path: Path) -> None:
    """What is no URL cannot be walked, which is an error of the source."""
    file = tmp_path / "feed.xml"
    file.write_bytes(b"")
    ran = run("sync", "--backfill", str(file), home=tmp_path)
    assert ran.code == 3
    assert "only a URL has an archive" in ran.err


def test_on_a_terminal_there_is_a_bar_and_elsewhere_none(small: Log, tmp_path: Path) -> None:
    """The bar tells how many are done of how many; a pipe gets nothing of it."""
    for post in small.posts:
        small.site.answer(post.path, Answer(404, delay=0.4))
    arguments = ("sync", "--backfill", small.index, "--pause", "0")
    with Terminal(*arguments, home=tmp_path, size=(90, 24)) as terminal:
        assert terminal.end() == 3
        drawn = terminal.sent
        assert "answered 404" in terminal.shown
        assert "4 failed" in terminal.shown
    assert re.search(r"m[123]/4\x1b", drawn)
    assert "1/4" not in run(*arguments, home=tmp_path).err


# ---------------------------------------------------------------- the Infra Log's own pages


def test_the_infra_logs_pages_are_read_unless_told_otherwise(small: Log, tmp_path: Path) -> None:
    """A mirror of it, named in the configuration, is the Infra Log."""
    config = tmp_path / "config.toml"
    config.write_text(f'[sources.fly]\nurl = "{small.feed}"\n')
    asked = ("--config", str(config), "sync", "--pause", "0")
    assert run(*asked, "--no-pages", home=tmp_path).code == 0
    assert small.asked(small.posts[0].path) == 0
    ran = run(*asked, "--full", home=tmp_path)
    assert ran.out.splitlines()[1] == (
        f"{small.feed}: pages: 0 new, 4 changed, 0 unchanged, 0 failed"
    )
    rows = json.loads(run("search", "--json", home=tmp_path).out)
    assert {row["date_basis"] for row in rows} == {"page"}


# ---------------------------------------------------------------- for pipes


def test_json_is_what_is_new_and_changed_a_line_each(small: Log, tmp_path: Path) -> None:
    """The record of the contract, and whether it is new or changed; nothing new is no line."""
    first = run("sync", small.feed, "--json", home=tmp_path)
    rows = [json.loads(row) for row in first.out.splitlines()]
    assert [(row["id"], row["change"]) for row in rows] == [
        (post.slug, "new") for post in small.posts
    ]
    shown = json.loads(run("show", small.posts[0].slug, "--json", home=tmp_path).out)
    assert {**shown[0], "change": "new"} == rows[0]
    assert run("sync", small.feed, "--json", home=tmp_path).out == ""
    edited = small.as_feed(4).replace(b"Alarm number 2 ", b"Alarm number two ")
    small.site.put("/infra-log/feed.xml", edited)
    (row,) = run("sync", small.feed, "--json", home=tmp_path).out.splitlines()
    assert (json.loads(row)["id"], json.loads(row)["change"]) == ("account-2", "changed")


def test_json_has_what_would_be_and_what_failed(small: Log, tmp_path: Path) -> None:
    """A dry run prints the incidents that it would store; a failure is an object, too."""
    small.miss(small.posts[1].path)
    asked = ("sync", "--backfill", small.index, "--json", "--pause", "0", "--dry-run")
    ran = run(*asked, home=tmp_path)
    rows = [json.loads(row) for row in ran.out.splitlines()]
    assert ran.code == 3
    assert [row["id"] for row in rows if "id" in row] == ["account-0", "account-2", "account-3"]
    (failed,) = [row for row in rows if "failed" in row]
    assert failed["failed"].endswith(small.posts[1].path)
    assert "404" in failed["reason"]
    assert ids(tmp_path) == set()


def test_an_exit_code_tells_whether_anything_was_new(small: Log, tmp_path: Path) -> None:
    """0 if something is new or changed, and 1 if nothing is."""
    asked = ("sync", small.feed, "--exit-code")
    assert [run(*asked, home=tmp_path).code for _ in range(2)] == [0, 1]


# ---------------------------------------------------------------- again and again


def test_a_watch_keeps_on_through_failures_until_it_is_stopped(small: Log, tmp_path: Path) -> None:
    """It says when it is next, tells what is new as it comes, and ends with 130."""
    small.miss("/infra-log/feed.xml", 404)
    with started("sync", small.feed, "--watch", "1s", "--json", home=tmp_path) as running:
        until(lambda: small.asked("/infra-log/feed.xml") >= 2)
        small.site.put("/infra-log/feed.xml", small.as_feed(2))
        assert running.stdout is not None
        assert running.stderr is not None
        rows: list[str] = []
        while len(rows) < 2:
            row = json.loads(running.stdout.readline())
            rows += [] if "failed" in row else [row["id"]]
        assert rows == ["account-0", "account-1"]
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130
        told = running.stderr.read()
    assert re.search(r"next at \d\d:\d\d:\d\d", told)
    assert "answered 404" in told


@pytest.mark.parametrize("every", ["soon", "0", "90y"])
def test_a_watch_needs_an_interval(tmp_path: Path, every: str) -> None:
    """What is no duration, or no sensible one, is refused before anything is pulled."""
    ran = run("sync", "--watch", every, home=tmp_path)
    assert ran.code == 2
    assert not (tmp_path / "infralog.db").exists()
