"""infralog check: is the store intact, and how much was found in what it holds."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import run
from tests.posts import Post, feed

POSTS = (
    Post(
        "blorp-in-qxz",
        "Hosts in QXZ",
        "<p>On May 3rd, starting at 14:20 UTC, the hosts in QXZ were down for 40 minutes. It was "
        "<code>blorpd</code>, no doubt.</p>",
    ),
    Post("blorp-again", "Again", "<p>Corrosion was stale in SJC, said <code>blorpd</code>.</p>"),
    Post("nothing-known", "Something happened", "<p>It was strange, and then it was over.</p>"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a store of these posts."""
    folder = tmp_path_factory.mktemp("home")
    synced = run("sync", str(feed(folder / "feed.xml", *POSTS)), home=folder)
    assert synced.code == 0, synced.err
    return folder


@pytest.fixture(scope="module")
def told(home: Path) -> dict[str, Any]:
    """What the check says to a script."""
    ran = run("check", "--json", home=home)
    assert ran.code == 0, ran.err
    answer: dict[str, Any] = json.loads(ran.out)
    return answer


def test_an_intact_store_is_said_to_be(home: Path, told: dict[str, Any]) -> None:
    """Exit 0, and no problem."""
    assert (told["intact"], told["problems"]) == (True, [])
    ran = run("check", home=home)
    assert ran.code == 0
    assert ran.out.startswith("The store is intact: 3 incidents")


def test_what_was_found_is_counted(told: dict[str, Any]) -> None:
    """Each kind of tag is counted over all incidents."""
    assert (told["entries"], told["incidents"], told["notes"]) == (3, 3, 0)
    assert told["found"] == {
        "region": 1,
        "component": 2,
        "date": 1,
        "time": 1,
        "duration": 1,
        "impact": 0,
    }


def test_the_untagged_are_named(told: dict[str, Any]) -> None:
    """An incident without any region or component is named by its ID."""
    assert told["untagged"] == ["nothing-known"]


def test_unknown_names_are_pointed_out(told: dict[str, Any]) -> None:
    """What looks like a region or a component comes with its count and an example."""
    assert told["unknown"] == [
        {"kind": "region", "word": "QXZ", "incidents": 1, "example": "blorp-in-qxz"},
        {"kind": "component", "word": "blorpd", "incidents": 2, "example": "blorp-in-qxz"},
    ]


def test_people_are_told_where_to_add_them(home: Path) -> None:
    """The report names the words, and a hint names the file that they can go into."""
    ran = run("check", home=home)
    assert "QXZ, in 1 incident, such as blorp-in-qxz" in ran.out
    assert "vocabulary.toml" in ran.err


def test_what_is_in_the_vocabulary_is_not_unknown(home: Path) -> None:
    """A word of one's own is no more pointed out, though what is stored is tagged by the old."""
    folder = home / "config"
    folder.mkdir()
    (folder / "vocabulary.toml").write_text('[regions.qxz]\nname = "Quxville"\n', "utf-8")
    (folder / "config.toml").write_text("", "utf-8")
    ran = run("--config", str(folder / "config.toml"), "check", "--json", home=home)
    answer = json.loads(ran.out)
    assert [one["word"] for one in answer["unknown"]] == ["blorpd"]
    assert answer["current"] is False


def test_a_damaged_store_is_exit_4(home: Path, tmp_path: Path) -> None:
    """A file of which a part was overwritten is damaged, in one line or a list of them."""
    db = tmp_path / "damaged.db"
    data = bytearray((home / "infralog.db").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 8192] = b"\xff" * 8192
    db.write_bytes(data)
    ran = run("--db", str(db), "check", home=home)
    assert ran.code == 4
    assert "Traceback" not in ran.err
    assert ran.out + ran.err


def test_without_a_store_there_is_nothing_to_check(tmp_path: Path) -> None:
    """Before the first sync the way to one is told."""
    ran = run("check", home=tmp_path)
    assert ran.code == 4
    assert "infralog sync" in ran.err
    assert not (tmp_path / "infralog.db").exists()
