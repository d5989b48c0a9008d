"""What is pulled is stored whole, once, and nothing of it is lost in silence."""

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from infralog import origin
from infralog.model import Override, Query
from infralog.pull import Asked, Puller
from infralog.sources.fly import FLY
from infralog.stores import Store
from tests.server import Site

PULLER = Puller(FLY)
FEED = (files("infralog") / "sample" / "feed.xml").read_bytes()
HALF = FEED[: FEED.index(b"<entry>", len(FEED) // 2) + 200]
ASKED = Asked()


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve on loopback."""
    with Site() as serving:
        yield serving


def ids(store: Store) -> set[str]:
    """Return the IDs of all incidents."""
    return {hit.incident.id for hit in store.search(Query(limit=0, bare=True)).hits}


def test_a_feed_is_asked_for_what_is_newer(site: Site, store: Store) -> None:
    """The second pull sends the validator, and the answer "not modified" changes nothing."""
    site.put("/feed.xml", FEED, etag='"1"')
    first = PULLER.pull(site.url("/feed.xml"), store)
    second = PULLER.pull(site.url("/feed.xml"), store)
    assert (len(first.new), first.unchanged) == (12, 0)
    assert (len(second.new), second.unchanged) == (0, 12)
    assert site.requests[-1].headers["if-none-match"] == '"1"'


def test_an_origin_that_was_asked_was_synced(site: Site, tmp_path: Path, store: Store) -> None:
    """When is remembered, though it has not changed; a dry run remembers nothing."""
    site.put("/feed.xml", FEED, etag='"1"')
    file = tmp_path / "feed.xml"
    file.write_bytes(FEED)
    for name in (site.url("/feed.xml"), str(file)):
        PULLER.pull(name, store)
        first = store.summary()
        PULLER.pull(name, store, Asked(dry_run=True))
        assert store.summary() == first
        PULLER.pull(name, store)
        again = store.summary()
        assert first.synced
        assert again.synced
        assert again.synced > first.synced
        assert again._replace(synced=None) == first._replace(synced=None)


def test_the_same_bytes_are_not_derived_again(tmp_path: Path, store: Store) -> None:
    """A file that has not changed is known by its digest."""
    file = tmp_path / "feed.xml"
    file.write_bytes(FEED)
    assert len(PULLER.pull(str(file), store).new) == 12
    assert PULLER.pull(str(file), store).unchanged == 12
    assert PULLER.pull(str(file), store, Asked(full=True)).unchanged == 12


def test_an_edited_entry_is_a_change_and_keeps_its_old_version(
    tmp_path: Path, store: Store
) -> None:
    """An edit is taken in though no date of it changed, and the old words stay as a revision."""
    file = tmp_path / "feed.xml"
    file.write_bytes(FEED)
    PULLER.pull(str(file), store)
    file.write_bytes(FEED.replace(b"SJC", b"LAX"))
    pulled = PULLER.pull(str(file), store)
    assert pulled.changed
    assert not pulled.new
    incident = store.get("sjc-week-old-routes")
    assert incident.regions == ("lax",)
    old = [revision.entry.content for revision in store.revisions(incident)]
    assert len(old) == 2
    assert "SJC" in old[1]


def test_an_entry_that_left_the_feed_stays(tmp_path: Path, store: Store) -> None:
    """A feed drops what is old; the store does not."""
    file = tmp_path / "feed.xml"
    file.write_bytes(FEED)
    PULLER.pull(str(file), store)
    before = ids(store)
    start, end = FEED.index(b"<entry>"), FEED.index(b"</entry>") + len(b"</entry>")
    file.write_bytes(FEED[:start] + FEED[end:])
    assert PULLER.pull(str(file), store).unchanged == 11
    assert ids(store) == before


def test_half_a_feed_adds_what_is_whole_and_harms_nothing(site: Site, store: Store) -> None:
    """What was cut off is named, is asked for again, and shortens nothing that is stored."""
    site.put("/feed.xml", HALF, etag='"half"')
    pulled = PULLER.pull(site.url("/feed.xml"), store)
    assert pulled.problems
    assert 0 < len(pulled.new) < 12
    assert store.state(site.url("/feed.xml")) is None
    site.put("/feed.xml", FEED, etag='"whole"')
    assert not PULLER.pull(site.url("/feed.xml"), store).problems
    assert len(ids(store)) == 12


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body><h1>502 Bad Gateway</h1></body></html>",
        b'{"error": "not found"}',
        b"Please log in to the WiFi of this hotel.",
    ],
)
def test_what_is_no_feed_is_an_error_and_never_up_to_date(
    site: Site, store: Store, body: bytes
) -> None:
    """An error page with status 200 changes nothing, and is told."""
    site.put("/feed.xml", FEED)
    list(PULLER.pull_all([site.url("/feed.xml")], store))
    site.put("/feed.xml", body)
    (pulled,) = PULLER.pull_all([site.url("/feed.xml")], store)
    assert pulled.problems
    assert len(ids(store)) == 12


def test_credentials_are_shown_and_stored_nowhere(site: Site, store: Store, tmp_path: Path) -> None:
    """A password in a URL is in no message, and in no byte of the store."""
    site.put("/feed.xml", FEED)
    secret = site.url("/feed.xml").replace("//", "//ann:s3cret@")
    (good,) = PULLER.pull_all([secret], store)
    site.put("/feed.xml", b"nothing")
    (bad,) = PULLER.pull_all([secret], store)
    assert "s3cret" not in str(good) + str(bad)
    assert bad.problems
    store.close()
    assert b"s3cret" not in b"".join(p.read_bytes() for p in tmp_path.iterdir())


def test_one_that_fails_keeps_no_other_from_being_pulled(tmp_path: Path, store: Store) -> None:
    """Every origin is tried, and each failure is named."""
    (tmp_path / "empty").mkdir()
    good = tmp_path / "feed.xml"
    good.write_bytes(FEED)
    named = [str(tmp_path / "none"), str(tmp_path / "empty"), str(good)]
    none, empty, pulled = PULLER.pull_all(named, store)
    assert [p.reason.rpartition(": ")[2] for p in none.problems] == ["no such file"]
    assert [p.reason.rpartition(": ")[2] for p in empty.problems] == ["the folder holds no files"]
    assert len(pulled.new) == 12


def test_a_dry_run_tells_and_writes_nothing(tmp_path: Path, store: Store) -> None:
    """It is told as if it were all."""
    file = tmp_path / "feed.xml"
    file.write_bytes(FEED)
    assert len(PULLER.pull(str(file), store, Asked(dry_run=True)).new) == 12
    assert ids(store) == set()
    assert len(PULLER.pull(str(file), store).new) == 12


def test_a_capture_and_its_page_are_one_record(store: Store) -> None:
    """A bulletin has one id, however it was saved."""
    fixtures = Path(__file__).parent.parent / "fixtures" / "fly"
    PULLER.pull(str(fixtures / "2024-05-11.html"), store)
    before = ids(store)
    PULLER.pull(str(fixtures / "2024-05-11.txt"), store)
    assert ids(store) == before


def test_a_published_day_is_taken_at_its_word(tmp_path: Path, store: Store) -> None:
    """A capture that was taken in with one day can be taken in with another."""
    capture = tmp_path / "capture"
    capture.write_text("  • June 3: A Box Fell Over (13:00EST): It fell for 20 minutes.\n")
    for year in (2024, 2025):
        PULLER.pull(str(capture), store, Asked(published=date(year, 6, 8)))
    assert ids(store) == {f"{year}-06-03-a-box-fell-over" for year in (2024, 2025)}


def test_tags_by_hand_survive(tmp_path: Path, store: Store) -> None:
    """What a user says of a tag outlives a full sync and a retag, and shows as by hand."""
    file = tmp_path / "feed.xml"
    file.write_bytes(FEED)
    PULLER.pull(str(file), store)
    incident = store.get("sjc-week-old-routes")
    given = [Override("components", "consul", given=True), Override("regions", "sjc", given=False)]
    PULLER.tag(store, incident, given)
    PULLER.pull(str(file), store, Asked(full=True))
    PULLER.retag(store)
    tagged = store.get("sjc-week-old-routes")
    assert "consul" in tagged.components
    assert "sjc" not in tagged.regions
    assert "sjc" in tagged.regions_mentioned
    assert {"consul", "sjc"} <= {e.value for e in tagged.evidence if e.rule == "by hand"}
    assert PULLER.untag(store, tagged) == incident


def test_a_retag_of_what_is_right_changes_nothing(tmp_path: Path, store: Store) -> None:
    """By the same rules the same incidents come out."""
    file = tmp_path / "feed.xml"
    file.write_bytes(FEED)
    PULLER.pull(str(file), store)
    retagged = PULLER.retag(store)
    assert retagged.changes == ()
    assert retagged.pulled.unchanged == 12


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    """A folder's files come by name, without hidden ones and without folders in it."""
    for name in ("b.xml", "a.txt", ".hidden"):
        (tmp_path / name).touch()
    (tmp_path / "inner").mkdir()
    found = [Path(name).name for name in origin.each([str(tmp_path)])]
    assert found == ["a.txt", "b.xml"]
