"""infralog tag: the user's word on a tag outweighs every rule, and stays."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import Ran, run
from tests.posts import SITE, Post, feed

POSTS = (
    Post("stale-in-sjc", "Stale in SJC", "<p>Corrosion was stale in SJC for an hour.</p>"),
    Post("hosts-in-iad", "Hosts in IAD", "<p>Hosts in IAD lost power for 20 minutes.</p>"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a store of these posts."""
    synced = run("sync", str(feed(tmp_path / "feed.xml", *POSTS)), home=tmp_path)
    assert synced.code == 0, synced.err
    return tmp_path


def tag(*arguments: str, home: Path) -> Ran:
    """Run the command, which is to succeed."""
    ran = run("tag", *arguments, home=home)
    assert (ran.code, ran.err) == (0, "")
    return ran


def one(name: str, home: Path) -> dict[str, Any]:
    """Return an incident as a record, evidence included."""
    (told,) = json.loads(run("show", name, "--why", "--json", home=home).out)
    answer: dict[str, Any] = told
    return answer


def test_a_tag_is_given_and_taken(home: Path) -> None:
    """A plus gives, a minus takes, in one go, and what came of it is shown."""
    ran = tag("stale", "+component:consul", "-region:sjc", "region:iad", home=home)
    told = one("stale-in-sjc", home)
    assert told["components"] == ["consul", "corrosion"]
    assert told["regions"] == ["iad"]
    assert "sjc" in told["regions_mentioned"]
    assert ran.out.splitlines() == [
        "stale-in-sjc",
        "  regions     iad",
        "  components  consul, corrosion",
        "  by hand     +component:consul -region:sjc +region:iad",
    ]


@pytest.mark.parametrize("region", ["hkg", "nrt", "qro", "dfw"])
def test_no_region_is_taken_for_an_option(home: Path, region: str) -> None:
    """Whatever letters follow the minus, it is a tag that is taken away."""
    tag("stale", f"region:{region}", home=home)
    assert f"-region:{region}" in tag("stale", f"-region:{region}", home=home).out
    assert f"-region:{region}" in tag("stale", "--", f"-region:{region}", home=home).out


def test_what_is_not_there_is_not_taken_away(home: Path) -> None:
    """It is said, nothing is recorded, and the other tags are as they were asked for."""
    before = run("tag", "stale", home=home).out
    ran = run("tag", "stale", "-region:syd", "-component:consul", home=home)
    assert (ran.code, ran.out) == (0, before)
    assert ran.err.splitlines() == [
        "stale-in-sjc has no region:syd; nothing was taken away",
        "stale-in-sjc has no component:consul; nothing was taken away",
    ]
    ran = run("tag", "stale", "-region:syd", "-region:sjc", home=home)
    assert ran.out.splitlines()[-1] == "  by hand     -region:sjc"
    assert tag("stale", "-region:sjc", home=home).out == ran.out


def test_options_are_still_options(home: Path) -> None:
    """An option that is not known is an error, and help is help."""
    assert run("tag", "stale", "-x", home=home).code == 2
    assert run("tag", "stale", "--clea", home=home).code == 2
    assert "Examples" in run("tag", "-h", home=home).out


def test_aliases_mean_what_they_mean_in_a_search(home: Path) -> None:
    """A city and an alias stand for the code and the canonical name."""
    told = tag(f"{SITE}/stale-in-sjc/", "+component:flaps", "+region:Sao Paulo", home=home).out
    assert "+component:machines-api" in told
    assert "+region:gru" in told


def test_it_is_found_by_what_was_said(home: Path) -> None:
    """A search goes by the tags as the user sees them."""
    tag("stale", "+component:vault", "-region:sjc", home=home)
    found = run("search", "--component", "vault", "--format", "ids", home=home)
    assert found.out == "stale-in-sjc\n"
    assert run("search", "--region", "sjc", "--format", "ids", home=home).out == ""


def test_the_reason_is_by_hand(home: Path) -> None:
    """`show --why` says that it was the user."""
    tag("stale", "+component:vault", home=home)
    (reason,) = [e for e in one("stale-in-sjc", home)["evidence"] if e["value"] == "vault"]
    assert reason == {"field": "components", "value": "vault", "quote": "", "rule": "by hand"}


@pytest.mark.parametrize("then", [("sync", "--full"), ("retag",)])
def test_it_survives(home: Path, then: tuple[str, ...]) -> None:
    """Neither a sync nor a retag takes back what the user said."""
    tag("stale", "+component:vault", "-region:sjc", home=home)
    changed = (POSTS[0]._replace(html=POSTS[0].html + "<p>It was over soon.</p>"), POSTS[1])
    source = str(feed(home / "feed.xml", *changed))
    ran = run(*then, *([source] if then[0] == "sync" else []), home=home)
    assert ran.code == 0, ran.err
    told = one("stale-in-sjc", home)
    assert (told["components"], told["regions"]) == (["corrosion", "vault"], [])


def test_the_newest_word_holds(home: Path) -> None:
    """What was given can be taken, and the other way round; of others nothing changes."""
    tag("stale", "+component:vault", "+region:iad", home=home)
    tag("stale", "-component:vault", home=home)
    told = one("stale-in-sjc", home)
    assert told["components"] == ["corrosion"]
    assert told["regions"] == ["iad", "sjc"]
    assert one("hosts-in-iad", home)["components"] == ["hosts"]


def test_each_of_two_of_a_name_is_tagged_by_itself(home: Path) -> None:
    """Where two entries would have the same ID, a tag is of the one that was named, and stays."""
    other = POSTS[0]._replace(id="tag:example.org,2026:another")
    assert run("sync", str(feed(home / "other.xml", other)), home=home).code == 0
    tag("stale-in-sjc", "+component:vault", home=home)
    tag("stale-in-sjc-2", "+component:consul", home=home)
    retagged = run("retag", home=home)
    assert (retagged.code, retagged.out) == (0, "")
    assert one("stale-in-sjc", home)["components"] == ["corrosion", "vault"]
    assert one("stale-in-sjc-2", home)["components"] == ["consul", "corrosion"]


def test_without_a_tag_it_lists_what_was_said(home: Path) -> None:
    """An ID alone changes nothing, and lists."""
    assert tag("stale", home=home).out.splitlines()[-1] == "  by hand     -"
    tag("stale", "+component:vault", home=home)
    assert tag("stale", home=home).out.splitlines()[-1] == "  by hand     +component:vault"


def test_all_of_it_can_be_taken_back(home: Path) -> None:
    """After --clear the incident is as the rules have it."""
    before = one("stale-in-sjc", home)
    tag("stale", "+component:vault", "-region:sjc", home=home)
    assert one("stale-in-sjc", home) != before
    assert tag("stale", "--clear", home=home).out.splitlines()[-1] == "  by hand     -"
    assert one("stale-in-sjc", home) == before


@pytest.mark.parametrize(
    ("arguments", "says", "hint"),
    [
        (("stale", "consul"), "not a tag: consul", "+component:consul"),
        (("stale", "+component:corosion"), "unknown component: corosion", "corrosion"),
        (("stale", "-region:zzzz"), "unknown region: zzzz", "infralog regions"),
        (("unheard-of", "+region:iad"), "unheard-of", ""),
        (("stale", "--clear", "+region:iad"), "--clear", ""),
        ((), "Missing argument", ""),
    ],
)
def test_what_cannot_be_done_is_said(
    home: Path, arguments: tuple[str, ...], says: str, hint: str
) -> None:
    """A wrong tag, name or ID is exit 2 with what to do, and nothing is changed."""
    before = one("stale-in-sjc", home)
    ran = run("tag", *arguments, home=home)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert hint in ran.err
    assert one("stale-in-sjc", home) == before


def test_it_makes_no_store(tmp_path: Path) -> None:
    """Where nothing was synced there is nothing to tag."""
    ran = run("tag", "x", "+region:iad", home=tmp_path)
    assert ran.code == 4
    assert not (tmp_path / "infralog.db").exists()
