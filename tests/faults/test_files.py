"""A damaged store is refused or read, never believed; copies and repairs are whole."""

import hashlib
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest

from infralog.errors import InfralogError
from infralog.model import Query
from infralog.stores import open_store
from tests.command import run
from tests.faults.log import FULL, PULLER, after, before, found, holds, synced

DAMAGES = 600 if FULL else 80


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose log was synced twice, and in which a tag was given by hand."""
    folder = tmp_path_factory.mktemp("home")
    synced(folder / "infralog.db", before(folder)[0], after(folder)[0])
    assert run("tag", "post-7", "+region:gru", home=folder).code == 0
    return folder


@pytest.fixture
def db(home: Path, tmp_path: Path) -> Path:
    """Return a copy of that store."""
    return Path(shutil.copy(home / "infralog.db", tmp_path))


def changed(db: Path, *statements: str) -> None:
    """Change a store behind infralog's back."""
    with closing(sqlite3.connect(db)) as connection:
        for sql in statements:
            connection.execute(sql)
        connection.commit()


def digest(path: Path) -> str:
    """Return what tells whether a file is as it was."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


# ---------------------------------------------------------------- damaged


def use(db: Path) -> None:
    """Read all that there is, in each way that there is."""
    with closing(open_store(str(db))) as store:
        list(store.search(Query(limit=0, evidence=True)).hits)
        store.tally("region", Query())
        incident = store.get("post-7")
        store.revisions(incident)
        list(store.entries())
        store.state("nothing")
        store.tagging()
        store.overrides()
        store.suggest("zebr")
        store.check()


@pytest.mark.parametrize("part", range(4))
def test_whatever_is_damaged_is_said_or_read(db: Path, tmp_path: Path, part: int) -> None:
    """Bytes that were changed, lost or cut off lead to an answer, or to an error of ours."""
    whole = db.read_bytes()
    for seed in range(part, DAMAGES, 4):
        random = Random(seed)
        data = bytearray(whole)
        for _ in range(random.choice((1, 1, 3, 50))):
            at = random.randrange(len(data))
            data[at : at + random.choice((1, 4, 600))] = random.randbytes(
                random.choice((1, 4, 600))
            )
        damaged = tmp_path / f"{seed}.db"
        damaged.write_bytes(bytes(data[: random.choice((len(data), len(data), at))]))
        try:
            use(damaged)
        except InfralogError as error:
            assert len(error.message) < 200 + len(str(damaged)), seed


def test_a_value_that_no_store_holds_is_damage(db: Path) -> None:
    """A date that is none, content that does not unpack: exit 4, a line, and what to do."""
    for sql in (
        "UPDATE incidents SET date = 'nonsense'",
        "UPDATE entries SET content = x'00'",
        "UPDATE entries SET published = 'never'",
        "UPDATE incidents SET title = CAST(x'ff' AS TEXT)",
    ):
        copy = Path(shutil.copy(db, db.with_name("copy.db")))
        changed(copy, sql)
        codes = set()
        for command in (["search", "--json"], ["show", "--raw", "post-7"], ["show", "post-7"]):
            ran = run("--db", str(copy), *command, home=db.parent)
            assert "Traceback" not in ran.err
            codes.add(ran.code)
        assert codes <= {0, 4}, sql
        assert 4 in codes, sql


# ---------------------------------------------------------------- mended

DERIVED = {
    "the index": ("INSERT INTO incidents_fts (incidents_fts) VALUES ('delete-all')",),
    "an incident": ("DELETE FROM incidents WHERE id = 'post-7'",),
    "all incidents": ("DELETE FROM incidents", "DELETE FROM labels", "DELETE FROM evidence"),
    "the tags": ("DELETE FROM labels", "UPDATE incidents SET regions = '', components = ''"),
    "the reasons": ("DELETE FROM evidence", "DELETE FROM findings"),
    "a text": ("UPDATE incidents SET body = 'x' WHERE id = 'post-7'",),
    "dates": ("UPDATE incidents SET date = '1999-01-01'",),
    "words": ("DELETE FROM words", "DELETE FROM meta WHERE key = 'incidents'"),
    "an index": ("DROP INDEX incidents_newest",),
    "the tables of the index": ("DELETE FROM incidents_fts_data WHERE id > 1",),
}


@pytest.mark.parametrize("what", DERIVED)
def test_what_is_derived_is_made_anew(home: Path, db: Path, what: str) -> None:
    """Whatever of it is lost, a repair brings back all, tags by hand and versions included."""
    changed(db, *DERIVED[what])
    ran = run("--db", str(db), "check", "--repair", home=home)
    assert ran.code == 0, ran
    assert holds(db, found(home / "infralog.db"))
    for command in (
        ["search", "-n", "0", "--json", "--fields", "id,title,date,regions,components,evidence"],
        ["show", "post-7", "--json", "--why"],
        ["search", "-r", "gru", "--format", "ids"],
    ):
        ours, theirs = (
            run("--db", str(path), *command, home=home) for path in (db, home / "infralog.db")
        )
        assert sorted(ours.out) == sorted(theirs.out)


def test_damaged_pages_of_what_is_derived_are_made_anew(home: Path, db: Path) -> None:
    """Where pages of incidents are overwritten, all is made of the originals; none is lost."""
    with closing(sqlite3.connect(db)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        sql = "SELECT rootpage FROM sqlite_master WHERE name IN ('incidents', 'evidence', 'words')"
        pages = [page for (page,) in connection.execute(sql)]
    data = bytearray(db.read_bytes())
    for page in pages:
        data[(page - 1) * size : page * size] = b"\xff" * size
    db.write_bytes(data)
    was = digest(db)
    ran = run("--db", str(db), "check", home=home)
    assert (ran.code, "damaged" in ran.out + ran.err) == (4, True)
    assert digest(db) == was
    ran = run("--db", str(db), "check", "--repair", home=home)
    assert ran.code == 0, ran
    assert holds(db, found(home / "infralog.db"))
    assert (
        run("--db", str(db), "search", "-r", "gru", "--format", "ids", home=home).out == "post-7\n"
    )
    (aside,) = db.parent.glob("infralog.db.damaged-*")
    assert digest(aside) == was


def test_what_cannot_be_mended_is_said(home: Path, db: Path) -> None:
    """Where the originals are damaged a repair says so, names backups, and changes nothing."""
    with closing(sqlite3.connect(db)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'entries'"
        (page,) = connection.execute(sql).fetchone()
    data = bytearray(db.read_bytes())
    data[(page - 1) * size : page * size] = b"\xff" * size
    db.write_bytes(data)
    was = digest(db)
    ran = run("--db", str(db), "check", "--repair", home=home)
    assert ran.code == 4
    assert "backup" in ran.err
    assert digest(db) == was
    assert len(ran.err.splitlines()) == 2


def test_a_repair_of_what_is_whole_changes_nothing_that_is_seen(home: Path, db: Path) -> None:
    """Incidents, their IDs, versions and tags are the same before and after."""
    every = [
        "search",
        "-n",
        "0",
        "--json",
        "--fields",
        "id,title,date,text,regions,evidence,updated",
    ]
    before_it = run("--db", str(db), *every, home=home).out
    assert run("--db", str(db), "check", "--repair", home=home).code == 0
    assert run("--db", str(db), *every, home=home).out == before_it
    with (
        closing(open_store(str(db))) as ours,
        closing(open_store(str(home / "infralog.db"))) as was,
    ):
        for slug in ("post-7", "post-0", "post-30"):
            assert len(ours.revisions(ours.get(slug))) == len(was.revisions(was.get(slug)))


# ---------------------------------------------------------------- copied


def test_a_backup_is_the_store(home: Path, tmp_path: Path) -> None:
    """It is one file, whole, with all that is stored, and is a store that can be synced."""
    copy = tmp_path / "copy.db"
    ran = run("backup", str(copy), home=home)
    assert (ran.code, ran.out) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["copy.db"]
    state = holds(copy, found(home / "infralog.db"))
    synced(copy, before(tmp_path)[0])
    assert found(copy) != state


@pytest.mark.parametrize("there", ["a file", "a folder", "a link"])
def test_a_backup_overwrites_nothing(home: Path, tmp_path: Path, there: str) -> None:
    """Where there is something, it stays, and the user is told."""
    place = tmp_path / "there"
    if there == "a file":
        place.write_text("mine")
    elif there == "a folder":
        place.mkdir()
    else:
        place.symlink_to(tmp_path / "nowhere")
    ran = run("backup", str(place), home=home)
    assert (ran.code, "exists already" in ran.err) == (4, True)
    assert not (tmp_path / "nowhere").exists()
    assert place.is_dir() or place.is_symlink() or place.read_text() == "mine"
    assert run("backup", str(tmp_path / "no" / "folder"), home=home).code == 4


def test_a_damaged_store_has_no_backup(home: Path, db: Path, tmp_path: Path) -> None:
    """A copy of what is damaged is not passed off as a backup."""
    data = bytearray(db.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 9000] = b"\xff" * 9000
    db.write_bytes(data)
    ran = run("--db", str(db), "backup", str(tmp_path / "copy.db"), home=home)
    assert (ran.code, "damaged" in ran.err) == (4, True)
    assert not (tmp_path / "copy.db").exists()


def test_a_backup_without_a_store_says_how_to_get_one(tmp_path: Path) -> None:
    """There must be something to copy, and something to repair."""
    for command in (["backup", str(tmp_path / "copy.db")], ["check", "--repair"]):
        ran = run(*command, home=tmp_path)
        assert (ran.code, "infralog sync" in ran.err) == (4, True)
    assert list(tmp_path.iterdir()) == []


def test_a_tag_by_hand_is_whole_or_none(db: Path) -> None:
    """What fails while a tag is given leaves neither the word nor the tag."""
    with closing(open_store(str(db), write=True)) as store:
        incident = store.get("post-7")
        with suppress(ZeroDivisionError), store.together():
            PULLER.untag(store, incident)
            assert "gru" not in store.get("post-7").regions
            raise ZeroDivisionError
        assert store.get("post-7") == incident
        assert list(store.overrides()) == ["post-7"]


def test_a_store_with_tags_by_hand_is_whole(home: Path) -> None:
    """The engine's check finds nothing amiss in what a user said."""
    assert run("check", home=home).out.startswith("The store is intact")
