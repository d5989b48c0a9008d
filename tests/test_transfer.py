"""A store copied into another: all that it keeps, and the proof that it arrived."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from infralog.errors import StoreError
from infralog.model import Carried, Derived, Override, Query, State, Tagging
from infralog.names import Names
from infralog.stores import Store, open_store
from infralog.transfer import transfer
from tests.command import run
from tests.posts import Post, feed
from tests.test_stores import entry, incident, put

SYNCED = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Store]:
    """Open a store with versions, carriers, an ID that was taken, and all that is remembered."""
    with closing(open_store(str(tmp_path / "full.db"), write=True)) as store:
        first = entry("twice")
        store.save(None, [Derived(first, (incident("twice"),))], None)
        edited = first._replace(content="<p>Edited.</p>")
        store.save(None, [Derived(edited, (incident("twice", text="Edited."),))], None)
        other = entry("taken")
        store.save(None, [Derived(other, (incident("twice", other),))], None)
        paged = entry("paged", carrier="page", heading="April 14 (10:51UTC)")
        fed = paged._replace(carrier="feed", heading=None)
        told = (Carried(paged, SYNCED), Carried(fed))
        store.save(None, [Derived(paged, (incident("paged"), incident("more", paged)), told)], None)
        tagging = Tagging("rules", Names({"sjc": ("sjc",)}, {"nats": ("nats",)}))
        state = State("etag", None, "digest", SYNCED, 3)
        store.save("https://example.org/feed.xml", (), state, tagging=tagging)
        store.override("twice-2", [Override("regions", "sjc", given=True)])
        yield store


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Open a store of each kind that holds nothing."""
    is_file = request.param == "sqlite"
    url = str(tmp_path / "empty.db") if is_file else request.getfixturevalue("database")
    with closing(open_store(url, write=True)) as store:
        yield store


def test_all_that_is_kept_arrives(full: Store, empty: Store) -> None:
    """Entries, versions, carriers, IDs, origins, names and tags by hand are as they were."""
    told = transfer(full, empty)
    assert told[:4] == (3, 4, 4, 3)
    assert list(empty.kept()) == list(full.kept())
    assert empty.states() == full.states() != {}
    assert empty.overrides() == full.overrides() != {}
    assert empty.tagging() == full.tagging()
    assert [hit.incident for hit in empty.search(Query(limit=0)).hits] == [
        hit.incident for hit in full.search(Query(limit=0)).hits
    ]
    assert empty.check() == ()


def test_there_and_back_again(full: Store, empty: Store, tmp_path: Path) -> None:
    """What went through another kind of store comes back as it was."""
    there = transfer(full, empty)
    with closing(open_store(str(tmp_path / "back.db"), write=True)) as back:
        assert transfer(empty, back) == there
        assert list(back.kept()) == list(full.kept())


def test_what_was_cut_short_goes_on(full: Store, empty: Store) -> None:
    """Entries that are there already are not copied again, and in the end all are."""
    first, *_ = full.kept()
    empty.keep([first])
    assert transfer(full, empty).copied == 2
    assert transfer(full, empty).copied == 0
    assert next(iter(empty.kept())) == first


def test_the_digest_does_not_depend_on_the_order(full: Store, empty: Store) -> None:
    """Two stores that hold the same are the same, in whatever order it came."""
    whole = list(full.kept())
    empty.keep(reversed(whole))
    again = transfer(full, empty)
    assert (again.copied, again.entries) == (0, 3)


def test_what_is_there_is_not_replaced(full: Store, empty: Store) -> None:
    """Where the other store knows an entry otherwise it is refused, and stays."""
    own = incident("twice", text="Otherwise.")
    put(empty, own)
    with pytest.raises(StoreError, match="otherwise than FROM"):
        transfer(full, empty)
    assert [one.incidents for one in empty.kept()] == [(own,)]


def test_a_store_that_holds_more_is_refused(full: Store, empty: Store) -> None:
    """An entry that is not among what is copied is an entry of another store."""
    put(empty, incident("foreign"))
    with pytest.raises(StoreError, match="that FROM does not have"):
        transfer(full, empty)
    assert [hit.incident.id for hit in empty.search(Query()).hits] == ["foreign"]


def test_a_store_that_was_synced_from_elsewhere_is_refused(full: Store, empty: Store) -> None:
    """What is remembered of an origin that FROM does not know is of another store, too."""
    empty.save("elsewhere", (), State(None, None, "0", SYNCED, 0))
    with pytest.raises(StoreError, match="'elsewhere' that FROM does not have"):
        transfer(full, empty)
    assert not list(empty.kept())


def test_a_store_is_not_copied_into_itself(full: Store, tmp_path: Path, database: str) -> None:
    """By whatever name it goes, a store is known to be the same."""
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "full.db")
    again = f"{database}&port=5432"
    with (
        closing(open_store(str(link), write=True)) as file,
        closing(open_store(database, write=True)) as one,
        closing(open_store(again)) as other,
    ):
        for source, target in ((full, file), (other, one)):
            with pytest.raises(StoreError, match="the same store"):
                transfer(source, target)


def test_an_edit_after_the_copy_is_a_revision(full: Store, empty: Store) -> None:
    """The copy goes on as the original would have: it knows entries, IDs and versions."""
    transfer(full, empty)
    for store in (full, empty):
        edited = entry("taken", "<p>Words again.</p>")
        saved = store.save(None, [Derived(edited, (incident("twice", edited, text="A."),))], None)
        assert saved.changed == (edited.id,)
        assert store.get("twice-2").text == "A."
        assert len(store.revisions(store.get("twice-2"))) == 2
        same = entry("paged", carrier="page", heading="April 14 (10:51UTC)")
        edits = [one.edited for one in store.carried([same])[same.id] if one.edited]
        assert edits == [SYNCED]


def test_the_command_copies_and_the_copy_answers(tmp_path: Path) -> None:
    """`infralog copy FROM TO` says what both hold; a sync of the copy finds nothing new."""
    posts = (Post("a", "Hosts in SJC", "<p>Hosts in SJC lost power.</p>"),)
    origin = str(feed(tmp_path / "feed.xml", *posts))
    run("sync", origin, home=tmp_path)
    there = str(tmp_path / "there.db")
    ran = run("copy", str(tmp_path / "infralog.db"), there, home=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("both hold 1 incident, 1 entry, 1 version; copied now: 1; digest ")
    found = [
        run("--db", db, "search", "--json", home=tmp_path).out for db in (there, "infralog.db")
    ]
    assert found[0] == run("search", "--json", home=tmp_path).out != ""
    assert "1 unchanged" in run("--db", there, "sync", origin, home=tmp_path).out


def test_without_a_store_to_copy_none_is_made(tmp_path: Path) -> None:
    """FROM must exist; what is missing is not copied as an empty store."""
    ran = run("copy", str(tmp_path / "none.db"), str(tmp_path / "there.db"), home=tmp_path)
    assert ran.code == 4
    assert "none.db" in ran.err
    assert not (tmp_path / "there.db").exists()
