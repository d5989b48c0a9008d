"""infralog sources: whose logs are pulled, run as a user runs it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infralog import feed
from tests.command import Ran, run
from tests.server import Site

FIXTURES = Path(__file__).parent.parent / "fixtures"
STATUSPAGE = (FIXTURES / "statuspage" / "history.atom").read_bytes()
INCIDENT_IO = (FIXTURES / "incidentio" / "feed.atom").read_bytes()


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve two status pages."""
    with Site() as serving:
        serving.put("/history.atom", STATUSPAGE, etag='"1"')
        serving.put("/feed.atom", INCIDENT_IO)
        yield serving


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Return the path of the configuration, which is not there yet."""
    return tmp_path / ".config" / "infralog" / "config.toml"


def listed(home: Path) -> dict[str, dict[str, Any]]:
    """Return what `sources` lists, by name."""
    ran = run("sources", "--json", home=home)
    assert ran.code == 0, ran
    return {row["name"]: row for row in json.loads(ran.out)}


def done(*arguments: str, home: Path) -> Ran:
    """Run what succeeds."""
    ran = run(*arguments, home=home)
    assert ran.code == 0, ran
    return ran


def added(site: Site, home: Path) -> None:
    """Add two publishers, and switch the Infra Log off."""
    done("sources", "add", "forge", site.url("/history.atom"), home=home)
    done("sources", "add", "oracle", site.url("/feed.atom"), home=home)
    done("sources", "remove", "fly", home=home)


def test_out_of_the_box_it_is_the_infra_log(tmp_path: Path) -> None:
    """Without a configuration and a store there is one, which was never synced."""
    (row,) = listed(tmp_path).values()
    assert (row["name"], row["state"], row["incidents"]) == ("fly", "never synced", 0)


def test_all_that_are_configured_are_pulled(site: Site, tmp_path: Path) -> None:
    """`sync` pulls each, and the list tells what came of it; one that is off is left out."""
    added(site, tmp_path)
    done("sync", home=tmp_path)
    rows = listed(tmp_path)
    assert {name: row["incidents"] for name, row in rows.items()} == {
        "fly": 0,
        "forge": 4,
        "oracle": 3,
    }
    assert rows["fly"]["state"] == "off"
    assert rows["forge"]["state"] == "synced"
    assert rows["forge"]["last"] == "2025-12-31"
    assert [request.path for request in site.requests] == ["/history.atom", "/feed.atom"]


def test_one_is_pulled_by_its_name(site: Site, tmp_path: Path) -> None:
    """A name stands for a URL, and is asked only for what is newer."""
    added(site, tmp_path)
    done("sync", "forge", home=tmp_path)
    done("sync", "forge", home=tmp_path)
    assert {request.path for request in site.requests} == {"/history.atom"}
    assert site.requests[-1].headers["if-none-match"] == '"1"'


def test_incidents_are_found_by_source_and_by_components_as_named(
    site: Site, tmp_path: Path
) -> None:
    """What a publisher calls a component is known to a search, and `--source` tells them apart."""
    added(site, tmp_path)
    done("sync", home=tmp_path)
    done("sync", str(FIXTURES / "fly" / "2024-05-11.html"), home=tmp_path)
    by_name = done("search", "-c", "Git Operations", "--format", "ids", home=tmp_path)
    assert by_name.out == "forge-2025-12-31-k3v9p0q7xw2d\n"
    rows = json.loads(done("search", "--source", "oracle", "--json", home=tmp_path).out)
    assert {row["source"] for row in rows} == {"oracle"}
    assert len(rows) == 3
    assert done("retag", "--json", home=tmp_path).out == ""
    assert (
        done("search", "-c", "git-operations", home=tmp_path).out
        == done("search", "-c", "Git Operations", home=tmp_path).out
    )


def test_what_is_stored_of_one_that_was_removed_stays(
    site: Site, tmp_path: Path, config: Path
) -> None:
    """Removing takes it from the configuration alone, and leaves the rest of that as it was."""
    config.parent.mkdir(parents=True)
    config.write_text("# my own\n[search]\nlimit = 1\n")
    added(site, tmp_path)
    done("sync", home=tmp_path)
    done("sources", "remove", "forge", home=tmp_path)
    assert set(listed(tmp_path)) == {"fly", "oracle"}
    assert config.read_text().startswith("# my own\n[search]\nlimit = 1\n")
    found = done("search", "--source", "forge", "--format", "ids", home=tmp_path).out
    assert found == "forge-2025-12-31-k3v9p0q7xw2d\n"
    assert done("retag", "--json", home=tmp_path).out == ""


def test_a_failure_of_one_keeps_no_other_from_being_pulled(site: Site, tmp_path: Path) -> None:
    """Each failure is named, and the run exits 3."""
    done("sources", "add", "gone", site.url("/gone"), home=tmp_path)
    added(site, tmp_path)
    ran = run("sync", home=tmp_path)
    assert ran.code == 3
    assert "/gone" in ran.err
    assert listed(tmp_path)["oracle"]["incidents"] == 3
    assert listed(tmp_path)["gone"]["state"] == "never synced"


@pytest.mark.parametrize(
    "arguments",
    [
        ("add",),
        ("add", "forge"),
        ("add", "Not A Name", "https://x.example"),
        ("add", "x", "not-a-url"),
        ("add", "x", "https://x.example", "--kind", "blog"),
        ("remove",),
        ("remove", "nobody"),
        ("import",),
        ("import", "https://x.example/feeds.opml"),
        ("export", "x"),
        ("paint",),
        ("--format", "atom"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, config: Path, arguments: tuple[str, ...]
) -> None:
    """It exits 2 with a hint, and no configuration is written."""
    ran = run("sources", *arguments, home=tmp_path)
    assert ran.code == 2
    assert "hint: " in ran.err
    assert not config.exists()


def test_one_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    """A name is given once."""
    done("sources", "add", "x", "https://x.example/feed", home=tmp_path)
    assert run("sources", "add", "x", "https://y.example/feed", home=tmp_path).code == 2
    assert listed(tmp_path)["x"]["url"] == "https://x.example/feed"


def test_tables_that_are_written_otherwise_are_left_alone(tmp_path: Path, config: Path) -> None:
    """What cannot be taken out line by line is not touched."""
    config.parent.mkdir(parents=True)
    text = 'sources = {x = {url = "https://x.example/feed"}}\n'
    config.write_text(text)
    assert set(listed(tmp_path)) == {"fly", "x"}
    for change in (("remove", "x"), ("add", "y", "https://y.example/feed")):
        assert run("sources", *change, home=tmp_path).code == 2
        assert config.read_text() == text


def test_opml_comes_in_and_goes_out(tmp_path: Path) -> None:
    """What one user exports another imports; what is there already is not added again."""
    done("sources", "add", "forge", "https://forge.example/history.atom", home=tmp_path)
    (tmp_path / "list.opml").write_text(done("sources", "export", home=tmp_path).out)
    other = tmp_path / "other"
    other.mkdir()
    done("sources", "import", str(tmp_path / "list.opml"), home=other)
    assert set(listed(other)) == {"fly", "forge"}
    again = done("sources", "import", str(tmp_path / "list.opml"), home=other)
    assert "0 added, 2 there already" in again.err


def test_a_search_can_be_subscribed_to(home: Path) -> None:
    """`--format atom` is a feed of the matches, the newest first, titled by what was asked."""
    ran = done("search", "corrosion", "-r", "San Jose", "--format", "atom", home=home)
    parsed = feed.parse(ran.out.encode(), source="x", where="x")
    assert parsed.complete
    assert any(e.url == "https://fly.io/infra-log/sjc-week-old-routes/" for e in parsed.entries)
    assert "<title>infralog: corrosion region:&quot;San Jose&quot;</title>" in ran.out
    assert run("search", "--format", "atom", "--fields", "id", home=home).code == 2
    again = done("search", "corrosion", "-r", "San Jose", "--format", "atom", home=home)
    assert again.out == ran.out


def test_a_shell_offers_the_names(site: Site, tmp_path: Path) -> None:
    """At the Tab key `sync` and `--source` know whose logs are pulled."""
    added(site, tmp_path)
    done("sync", home=tmp_path)
    for typed in ("infralog sync o", "infralog search --source o"):
        env = {
            "_INFRALOG_COMPLETE": "complete_bash",
            "COMP_WORDS": typed,
            "COMP_CWORD": str(len(typed.split()) - 1),
        }
        assert run(home=tmp_path, env=env).out.split() == ["oracle"]


def test_a_status_page_that_goes_on_is_a_change(site: Site, tmp_path: Path) -> None:
    """An update of an open incident changes it under the same ID, and gives it its duration."""
    added(site, tmp_path)
    done("sync", "forge", home=tmp_path)
    name = "forge-2025-09-14-h9j8k7l6m5n4"
    assert json.loads(done("show", name, "--json", home=tmp_path).out)[0]["impact"] is None
    ended = STATUSPAGE.replace(b"&lt;strong&gt;Monitoring", b"&lt;strong&gt;Resolved")
    site.put("/history.atom", ended, etag='"2"')
    assert "0 new, 1 changed, 3 unchanged" in done("sync", "forge", home=tmp_path).out
    (row,) = json.loads(done("show", name, "--json", home=tmp_path).out)
    assert (row["duration_minutes"], row["duration_kind"]) == (32, "exact")


def test_an_atom_and_an_rss_feed_of_one_page_are_one_source(site: Site, tmp_path: Path) -> None:
    """Whoever changes from one to the other has nothing twice."""
    site.put("/feed.rss", (FIXTURES / "incidentio" / "feed.rss").read_bytes())
    done("sources", "add", "oracle", site.url("/feed.rss"), home=tmp_path)
    done("sync", "oracle", home=tmp_path)
    done("sources", "remove", "oracle", home=tmp_path)
    done("sources", "add", "oracle", site.url("/feed.atom"), home=tmp_path)
    done("sync", "oracle", home=tmp_path)
    assert listed(tmp_path)["oracle"]["incidents"] == 3


def test_a_feed_under_another_name_is_taken_in_anew(site: Site, tmp_path: Path) -> None:
    """What was pulled before it had a name is no reason to find nothing new."""
    done("sync", site.url("/history.atom"), home=tmp_path)
    added(site, tmp_path)
    done("sync", "forge", home=tmp_path)
    assert listed(tmp_path)["forge"]["incidents"] == 4
