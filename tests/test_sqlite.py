"""What is SQLite's own: one file, in any surroundings, beside other processes and programs."""

import os
import shutil
import sqlite3  # noqa: TID251 -- another program looks at the file
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlite_utils  # noqa: TID251 -- another program looks at the file

from infralog.errors import StoreDamaged, StoreError, StoreLocked, StoreMissing, StoreTooNew
from infralog.model import Derived, Query
from infralog.stores.sqlite import SqliteStore
from tests.incidents import FULL
from tests.test_stores import entry, found, incident, put, typed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a store with one incident."""
    path = tmp_path / "x.db"
    made = entry("bulletin", id=FULL.entry_id, url=FULL.url, published=FULL.published)
    with closing(SqliteStore.open(path, write=True)) as store:
        store.save(None, [Derived(made._replace(updated=FULL.updated), (FULL,))], None)
    return path


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    """Open that store to write to it."""
    with closing(SqliteStore.open(path, write=True)) as opened:
        yield opened


def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )


# ---------------------------------------------------------------- what is not ours


def text_file(path: Path) -> None:
    """Write a text."""
    path.write_text("Milk, bread, and a very long line of other things to buy.\n" * 9)


def other_database(path: Path) -> None:
    """Make a database of another program."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE incidents (id TEXT)")


def newer_store(path: Path) -> None:
    """Make a store as a later version would."""
    SqliteStore.open(path, write=True).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def cut_off(path: Path) -> None:
    """Make a store of which only the beginning is left."""
    SqliteStore.open(path, write=True).close()
    path.write_bytes(path.read_bytes()[:60])


def folder(path: Path) -> None:
    """Make a folder."""
    path.mkdir()


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (text_file, StoreDamaged, "not an infralog store; it was not touched"),
        (other_database, StoreDamaged, "a database of another program; it was not touched"),
        (newer_store, StoreTooNew, "a newer infralog wrote the store"),
        (cut_off, StoreDamaged, "not an infralog store; it was not touched"),
        (folder, StoreError, "is a folder"),
    ],
)
def test_what_is_not_ours_is_refused_and_left_alone(
    tmp_path: Path,
    make: Callable[[Path], None],
    error: type[StoreError],
    message: str,
    *,
    write: bool,
) -> None:
    """Whatever else is at the path has its own refusal, and is byte for byte as it was."""
    path = tmp_path / "x.db"
    make(path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()}
    with pytest.raises(error) as caught:
        SqliteStore.open(path, write=write)
    assert caught.value.message == f"{path}: {message}"
    assert caught.value.hint
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == before


def test_an_empty_file_holds_nothing_yet(tmp_path: Path) -> None:
    """To read an empty file is like reading none; to write makes it a store."""
    path = tmp_path / "x.db"
    path.touch()
    with pytest.raises(StoreMissing, match="the store is empty"):
        SqliteStore.open(path, write=False)
    assert path.read_bytes() == b""
    with closing(SqliteStore.open(path, write=True)) as store:
        put(store, incident("a"))
        assert found(store, Query()) == ["a"]


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
@pytest.mark.parametrize("write", [False, True])
def test_a_path_that_cannot_be_is_an_error(tmp_path: Path, name: str, *, write: bool) -> None:
    """A name that no file can have ends in a store's error."""
    with pytest.raises(StoreError):
        SqliteStore.open(tmp_path / name, write=write)


def test_a_path_may_hold_any_sign(tmp_path: Path) -> None:
    """What stands for something else in a URL stands for itself in a path."""
    path = tmp_path / "50% off? #1 &x=y ü" / "a b.db"
    with closing(SqliteStore.open(path, write=True)) as store:
        put(store, incident("a"))
    assert path.is_file()
    with closing(SqliteStore.open(path, write=False)) as store:
        assert found(store, Query()) == ["a"]


def test_a_damaged_page_is_said(path: Path) -> None:
    """A store whose inside is not whole is refused when it is read, and left alone."""
    page = 8192
    whole = path.read_bytes()
    torn = whole[:page] + b"\xff" * (len(whole) - page)
    path.write_bytes(torn)
    with closing(SqliteStore.open(path, write=False)) as store:
        for ask in (lambda: store.get(FULL.id), lambda: store.search(typed("corrosion"))):
            with pytest.raises(StoreDamaged) as caught:
                ask()
            assert caught.value.message == f"{path}: the store is damaged"
    assert path.read_bytes() == torn


@pytest.mark.parametrize(
    ("lost", "query"),
    [
        ("TABLE incidents_fts", typed("corrosion")),
        ("TABLE meta", Query(limit=0)),
        ("INDEX incidents_facets", typed("corrosion since:2020")),
    ],
)
def test_a_store_that_lacks_a_part_is_damaged(path: Path, lost: str, query: Query) -> None:
    """What another program has dropped is told as damage, in no engine's words."""
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"DROP {lost}")
    with closing(SqliteStore.open(path, write=False)) as store, pytest.raises(StoreDamaged):
        store.search(query)


# ---------------------------------------------------------------- beside others


def test_who_writes_waits_says_so_and_goes_on(path: Path) -> None:
    """A second writer says once that it waits, and writes when the first is done."""
    said: list[str] = []
    with (
        closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other,
        closing(SqliteStore.open(path, write=True, say=said.append)) as store,
    ):
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.8, other.execute, ["COMMIT"])
        timer.start()
        put(store, incident("a"))
        timer.join()
        assert sorted(found(store, Query())) == [FULL.id, "a"]
    assert said == ["another process is writing to the store; waiting for it"]


def test_who_waits_too_long_gives_up(path: Path) -> None:
    """Who cannot write within a time says so; what is stored is as it was, and can be read."""
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as other,
        closing(SqliteStore.open(path, write=True, patience=0.3)) as store,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked) as caught:
            put(store, incident("a"))
        assert caught.value.hint
        assert found(store, Query()) == [FULL.id]


def test_first_runs_that_race_all_succeed(tmp_path: Path) -> None:
    """Processes that make the same store at the same time all save to it."""
    code = """
import sys
from infralog.stores.sqlite import SqliteStore
from tests.test_stores import incident, put
store = SqliteStore.open(sys.argv[1], write=True)
put(store, incident(sys.argv[2]))
store.close()
"""
    path = tmp_path / "new" / "x.db"
    ran: list[subprocess.CompletedProcess[str]] = []
    threads = [
        threading.Thread(target=lambda n=n: ran.append(run(code, path, f"i{n}"))) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(done.returncode, done.stderr) for done in ran] == [(0, "")] * 4
    with closing(SqliteStore.open(path, write=False)) as store:
        assert sorted(found(store, Query())) == ["i0", "i1", "i2", "i3"]
        assert store.check() == ()


def test_what_a_crash_left_in_the_log_is_read(path: Path) -> None:
    """What was saved is there after its process died without closing the store."""
    code = """
import os, sys
from infralog.stores.sqlite import SqliteStore
from tests.test_stores import incident, put
put(SqliteStore.open(sys.argv[1], write=True), incident("late"))
os._exit(9)
"""
    assert run(code, path).returncode == 9
    assert path.with_name("x.db-wal").stat().st_size
    with closing(SqliteStore.open(path, write=False)) as store:
        assert store.get("late").id == "late"


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_a_store_is_read_where_nothing_can_be_written() -> None:
    """Neither the file nor its folder need be writable to read; to write says that it cannot."""
    code = """
import os, sys
from infralog.errors import StoreError
from infralog.model import Query
from infralog.stores import sqlite_check, sqlite_schema
from infralog.stores.sqlite import SqliteStore
if not os.geteuid():  # who may do anything is to be somebody who may not
    os.setuid(65534)
for write in (False, True):
    try:
        store = SqliteStore.open(sys.argv[1], write=write)
        print(store.search(Query()).total, store.check())
        store.close()
    except StoreError as exc:
        print(exc.message)
"""
    with TemporaryDirectory() as shelf:
        place = Path(shelf)
        path = place / "x.db"
        with closing(SqliteStore.open(path, write=True)) as store:
            put(store, incident("a"))
        path.chmod(0o444)
        place.chmod(0o555)
        done = run(code, path)
        assert {p.name for p in place.iterdir()} == {"x.db"}
        place.chmod(0o755)
    assert done.stdout.splitlines() == ["1 ()", f"{path}: cannot be written to"], done


# ---------------------------------------------------------------- beside other programs


def test_other_programs_find_their_way(path: Path) -> None:
    """sqlite-utils, and so Datasette, sees the index, the references, and times in UTC."""
    with closing(sqlite3.connect(path)) as connection:
        db = sqlite_utils.Database(connection)
        incidents = db.table("incidents")
        assert [row["id"] for row in incidents.search("edges AND seeded")] == [FULL.id]
        assert incidents.detect_fts() == "incidents_fts"
        references = {(key.table, key.column, key.other_table) for key in incidents.foreign_keys}
        assert references == {("incidents", "entry", "entries")}
        (row,) = db.table("entries").rows
        assert row["published"] == "2024-07-13T00:00:00+00:00"
        told = {(row["field"], row["value"]): row["quote"] for row in db.view("reasons").rows}
        assert told["regions", "sjc"] == "Two edges in SJC kept answering."
        tags = {tuple(row.values())[1:] for row in db.view("tags").rows}
        assert ("region", "lax", "mentioned") in tags
        assert ("component", "fly-proxy", "affected") in tags


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("DELETE FROM incidents_fts_docsize", "1 incidents that a search for words does not find"),
        ("UPDATE incidents SET body = 'x'", "the index does not agree with the incidents"),
        ("DELETE FROM entries", "incidents refer to entries that are not there"),
        ("UPDATE meta SET value = 7", "6 incidents more or less than there were"),
    ],
)
def test_a_check_says_what_is_wrong(path: Path, sql: str, reason: str) -> None:
    """Whatever was done to the file behind infralog's back is told, and nothing is written."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("DROP TRIGGER incidents_au")
        db.execute(sql)
    before = path.read_bytes()
    with closing(SqliteStore.open(path, write=False)) as store:
        problems = store.check()
    assert any(p.reason.startswith(reason) for p in problems), problems
    assert all(p.subject == str(path) for p in problems)
    assert path.read_bytes() == before


# ---------------------------------------------------------------- moved


def test_a_store_can_be_moved(path: Path, tmp_path: Path) -> None:
    """A closed store is one file, which can be copied and read elsewhere."""
    there = tmp_path / "elsewhere.db"
    shutil.copy(path, there)
    assert not path.with_name("x.db-wal").exists()
    with closing(SqliteStore.open(there, write=False)) as store:
        assert store.get(FULL.id) == FULL


def test_a_home_that_nobody_knows_is_a_name() -> None:
    """Where `~` names no user it stands for itself, as it does in a shell."""
    with pytest.raises(StoreMissing, match="~nobody-at-all"):
        SqliteStore.open("~nobody-at-all/x.db", write=False)
