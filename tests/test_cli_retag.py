"""infralog retag: all incidents anew, by the rules and words as they are now."""

import json
from pathlib import Path

import pytest

from tests.command import Ran, run
from tests.posts import Post, feed

POSTS = (
    Post("hosts-in-qxz", "Hosts in QXZ", "<p>Hosts in QXZ lost power for 20 minutes.</p>"),
    Post("stale-in-sjc", "Stale in SJC", "<p>Corrosion was stale in SJC for an hour.</p>"),
)
QXZ = '[regions.qxz]\nname = "Quxville"\nwords = ["Quxville"]\n'


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a store of these posts, and a vocabulary that came after them."""
    synced = run("sync", str(feed(tmp_path / "feed.xml", *POSTS)), home=tmp_path)
    assert synced.code == 0, synced.err
    folder = tmp_path / ".config" / "infralog"
    folder.mkdir(parents=True)
    (folder / "vocabulary.toml").write_text(QXZ, "utf-8")
    return tmp_path


def regions(home: Path) -> list[str]:
    """Return the regions of the incident that the new words are about."""
    (told,) = json.loads(run("show", "hosts-in-qxz", "--json", home=home).out)
    found: list[str] = told["regions"]
    return found


def test_what_changed_is_told_incident_by_incident(home: Path) -> None:
    """Each field is told with what it was and is, and what did not change is not told."""
    ran = run("retag", home=home)
    assert (ran.code, regions(home)) == (0, ["qxz"])
    assert ran.out.splitlines() == [
        "hosts-in-qxz",
        "  regions: nothing -> qxz",
        "  regions_mentioned: nothing -> qxz",
    ]
    assert ran.err.splitlines()[-1] == "2 changes; tagged anew: 1 of 2 entries"


def test_a_second_time_nothing_changes(home: Path) -> None:
    """The same rules make the same incidents."""
    run("retag", home=home)
    ran = run("retag", home=home)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[-1] == "0 changes; tagged anew: 0 of 2 entries"


def test_a_dry_run_writes_nothing(home: Path) -> None:
    """It tells the same, and the store is as it was."""
    before = (home / "infralog.db").read_bytes()
    ran = run("retag", "--dry-run", home=home)
    assert ran.err.splitlines()[-1] == "2 changes; would be tagged anew: 1 of 2 entries"
    assert regions(home) == []
    assert (home / "infralog.db").read_bytes() == before
    assert run("retag", home=home).out == ran.out


def test_json_is_an_object_a_change(home: Path) -> None:
    """A script reads a change a line, None where there was nothing."""
    ran = run("retag", "--json", home=home)
    assert [json.loads(row) for row in ran.out.splitlines()] == [
        {"id": "hosts-in-qxz", "field": "regions", "before": None, "after": "qxz"},
        {"id": "hosts-in-qxz", "field": "regions_mentioned", "before": None, "after": "qxz"},
    ]


def test_it_needs_no_network_and_makes_no_store(tmp_path: Path) -> None:
    """Where nothing was synced there is nothing to tag anew."""
    ran: Ran = run("retag", home=tmp_path)
    assert ran.code == 4
    assert "infralog sync" in ran.err
    assert not (tmp_path / "infralog.db").exists()
