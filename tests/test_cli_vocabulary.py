"""A vocabulary of the user's own adds to the one that comes with infralog, everywhere."""

import json
from pathlib import Path

import pytest

from tests.command import Ran, run
from tests.posts import Post, feed

POSTS = (
    Post("hosts-in-qxz", "Hosts in QXZ", "<p>Hosts in QXZ lost power for 20 minutes.</p>"),
    Post("blorp-fails", "Failures", "<p>The blorp sprocket failed in SJC for an hour.</p>"),
)
OWN = """
[regions.qxz]
name = "Quxville"
words = ["Quxville"]

[components.blorp]
label = "Blorp"
words = ["blorp sprocket"]
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a feed of these posts, and a vocabulary in the platform's folder."""
    feed(tmp_path / "feed.xml", *POSTS)
    write(tmp_path, OWN)
    return tmp_path


def write(home: Path, text: str, folder: str = ".config/infralog") -> Path:
    """Write a vocabulary, and return its path."""
    path = home / folder / "vocabulary.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def sync(home: Path, *options: str) -> Ran:
    """Take the feed in."""
    ran = run(*options, "sync", str(home / "feed.xml"), home=home)
    assert ran.code == 0, ran.err
    return ran


def found(*arguments: str, home: Path) -> list[str]:
    """Return the IDs that a search finds."""
    ran = run("search", *arguments, "--format", "ids", home=home)
    assert ran.code == 0, ran.err
    return ran.out.split()


def test_a_sync_goes_by_it(home: Path) -> None:
    """Regions and components of the user's own are tagged, and searched for by any name."""
    sync(home)
    assert found("--region", "Quxville", home=home) == ["hosts-in-qxz"]
    assert found("--component", "blorp", home=home) == ["blorp-fails"]


def test_a_change_of_it_tags_all_anew(home: Path) -> None:
    """The next sync derives what is stored anew, though the feed is as it was."""
    own = write(home, "")
    sync(home)
    assert found("hosts", home=home) == ["hosts-in-qxz"]
    assert run("search", "--region", "qxz", home=home).code == 2
    own.write_text(OWN, "utf-8")
    assert "tagged anew" in sync(home).out
    assert found("--region", "qxz", home=home) == ["hosts-in-qxz"]


def test_it_is_listed(home: Path) -> None:
    """`regions` and `components` list the user's words among the others."""
    sync(home)
    listed = json.loads(run("regions", "--json", home=home).out)
    assert {"name": "qxz", "label": "Quxville"}.items() <= listed[0].items()
    names = run("components", "--format", "ids", home=home).out.split()
    assert {"blorp", "corrosion"} <= set(names)


def test_it_is_understood_by_tag_and_similar(home: Path) -> None:
    """A name of the user's own is a name wherever one is typed."""
    sync(home)
    assert run("tag", "blorp-fails", "+region:Quxville", home=home).code == 0
    assert set(found("--region", "qxz", home=home)) == {"blorp-fails", "hosts-in-qxz"}
    near = json.loads(run("similar", "trouble in quxville", "--json", home=home).out)
    assert near[0]["shared_regions"] == ["qxz"]


def test_it_lies_beside_the_configuration(home: Path) -> None:
    """With --config it is the file beside that one, and not the platform's."""
    config = home / "elsewhere" / "config.toml"
    write(home, OWN.replace("qxz", "zqx").replace("Quxville", "Zuxville"), "elsewhere")
    config.write_text("", "utf-8")
    sync(home, "--config", str(config))
    assert found("--region", "zqx", home=home) == []
    assert run("search", "--region", "qxz", home=home).code == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[regions", "not valid TOML"),
        ('[regions.qxz]\ncity = "Q"', "line 2: regions.qxz.city: unknown key 'city'"),
        ("[components.x]\nlabel = 3", "line 2: components.x.label: 3 is not a string"),
        ('[groups.g]\nmembers = ["q"]', "line 2: groups.g.members: no region 'q'"),
        ('[components.x]\nlabel = "X"\nwords = ["{a"]', "line 3: components.x.words"),
    ],
)
def test_what_is_wrong_with_it_is_said(home: Path, text: str, says: str) -> None:
    """An error names the file, the line and the key."""
    own = write(home, text)
    ran = run("sync", str(home / "feed.xml"), home=home)
    assert (ran.code, ran.out) == (3, "")
    first = ran.err.splitlines()[0]
    assert first.startswith(f"infralog: {own}")
    assert says in first
    assert not (home / "infralog.db").exists()


@pytest.mark.parametrize(
    "command", ["sync", "retag", "regions", "check", "similar x", "tag blorp-fails -region:sjc"]
)
def test_whoever_needs_it_stops(home: Path, command: str) -> None:
    """Each command that goes by the vocabulary says what is wrong with it, and changes nothing."""
    sync(home)
    own = write(home, "[regions")
    before = (home / "infralog.db").read_bytes()
    ran = run(*command.split(), home=home)
    assert (ran.code, ran.out) == (3, "")
    assert f"infralog: {own}: not valid TOML" in ran.err
    assert (home / "infralog.db").read_bytes() == before


def test_a_search_goes_on_without_it(home: Path) -> None:
    """What is wrong with it is no matter for those that only read."""
    sync(home)
    write(home, "[regions")
    assert found("--region", "Quxville", home=home) == ["hosts-in-qxz"]
    assert run("show", "hosts-in-qxz", home=home).code == 0
