"""`show --history`, `show --diff` and `search --changed-since`, run as a user runs them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.command import run
from tests.posts import Post, feed
from tests.screen import Terminal

OLD = Post("edges", "Two edges", "<p>Two edges in SJC fell over, for 20 minutes.</p><p>So.</p>")
NEW = OLD._replace(html="<p>Two old edges in SJC fell over, for an hour.</p><p>So.</p>")
CALM = Post("calm", "A calm day", "<p>Nothing happened in FRA, and it took a while.</p>")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a user whose publisher has edited one of two entries."""
    folder = tmp_path_factory.mktemp("home")
    for edges in (OLD, NEW):
        ran = run("sync", str(feed(folder / "feed.xml", edges, CALM)), home=folder)
        assert ran.code == 0, ran
    return folder


def test_the_history_is_a_table_in_a_pipe(home: Path) -> None:
    """A row a version, the newest first."""
    ran = run("show", "--history", "edges", home=home)
    header, newest, oldest = ran.out.splitlines()
    assert header == "id\tversion\tseen\ttitle\tadded\tremoved"
    assert newest.split("\t")[1::4] == ["2", "2"]
    assert oldest.split("\t")[1::4] == ["1", "0"]


def test_the_history_is_an_array_in_json(home: Path) -> None:
    """Every version of every incident named, with when it was first seen."""
    rows = json.loads(run("show", "--history", "--json", "edges", "calm", home=home).out)
    assert [(row["id"], row["version"]) for row in rows] == [
        ("edges", 2),
        ("edges", 1),
        ("calm", 1),
    ]
    assert (rows[0]["added"], rows[0]["removed"]) == (3, 2)
    assert datetime.fromisoformat(rows[0]["seen"]) <= datetime.now(UTC)
    named = run("show", "--history", "--json", "--fields", "version,id", "calm", home=home).out
    assert json.loads(named) == [{"version": 1, "id": "calm"}]


@pytest.mark.parametrize("asked", [("--diff",), ("--diff", "2"), ("--diff=2",)])
def test_a_diff_in_a_pipe_is_unified(home: Path, asked: tuple[str, ...]) -> None:
    """The newest change, or the one that is named, as `patch` could read it."""
    ran = run("show", *asked, "edges", home=home)
    assert ran.code == 0
    assert ran.out.startswith("--- edges version 1\t")
    assert "\n-Two edges in SJC fell over, for 20 minutes.\n" in ran.out
    assert "\n+Two old edges in SJC fell over, for an hour.\n" in ran.out


def test_a_diff_may_stand_behind_the_id(home: Path) -> None:
    """A number is the version's only where it stands behind the flag."""
    before = run("show", "--diff", "edges", home=home)
    assert run("show", "edges", "--diff", home=home) == before
    assert before.out


def test_a_diff_in_json_is_a_field(home: Path) -> None:
    """An object for each that has changed."""
    (row,) = json.loads(run("show", "--diff", "--json", "edges", "calm", home=home).out)
    assert (row["id"], row["version"]) == ("edges", 2)
    assert "+Two old edges" in row["diff"]


def test_a_diff_on_a_terminal_is_word_by_word_and_in_colour(home: Path) -> None:
    """What went is struck out in red, and what came is green."""
    with Terminal("show", "--diff", "edges", home=home) as terminal:
        assert terminal.end() == 0
        assert "\nTwo old edges in SJC" in terminal.shown
        assert "\x1b[1;32m old" in terminal.sent


def test_a_diff_without_colour_has_signs(home: Path) -> None:
    """NO_COLOR leaves the marks of `git diff --word-diff`."""
    with Terminal("show", "--diff", "edges", home=home, env={"NO_COLOR": "1"}) as terminal:
        assert terminal.end() == 0
        assert "Two{+ old+} edges" in terminal.shown
        assert "[-20 minutes-]{+an hour+}" in terminal.shown


def test_what_has_not_changed_says_so(home: Path) -> None:
    """No diff is no error."""
    ran = run("show", "--diff", "calm", home=home)
    assert (ran.code, ran.out) == (0, "")
    assert "has not changed" in ran.err


def test_the_only_version_is_compared_with_none(home: Path) -> None:
    """A version that is named and cannot be compared is an error, where there is one, too."""
    ran = run("show", "--diff", "3", "calm", home=home)
    assert (ran.code, ran.out) == (2, "")
    assert "no version 3 of calm" in ran.err
    assert "there is one version" in ran.err


@pytest.mark.parametrize("number", ["1", "7", "x"])
def test_a_version_that_is_not_there_is_a_usage_error(home: Path, number: str) -> None:
    """The hint tells how many there are."""
    ran = run("show", f"--diff={number}", "edges", home=home)
    assert ran.code == 2
    assert "there are 2" in ran.err


def test_changed_since_finds_what_was_first_seen_or_edited_since(home: Path) -> None:
    """Today's are found since today, and nothing since tomorrow; as a flag or inline."""
    today = datetime.now(UTC).date()
    for asked in (("--changed-since", str(today)), (f"changed-since:{today}",)):
        found = run("search", *asked, "--format", "ids", home=home).out.split()
        assert sorted(found) == ["calm", "edges"]
    later = str(today + timedelta(days=2))
    assert run("search", "--changed-since", later, "--format", "ids", home=home).out == ""
    ran = run("search", "fell", "--changed-since", str(today), "--format", "ids", home=home)
    assert ran.out.split() == ["edges"]
