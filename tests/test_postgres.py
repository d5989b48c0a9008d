"""What is PostgreSQL's own: a server, in many hands, that may be lost."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from infralog.errors import StoreDamaged, StoreError, StoreLocked, StoreTooNew
from infralog.model import Derived, Override, Query, State
from infralog.stores import Store, open_store
from infralog.stores.place import shown
from infralog.stores.postgres import PostgresStore
from infralog.stores.postgres_server import VERSION
from tests.command import PATIENCE, Ran, run, surroundings
from tests.incidents import FULL
from tests.postgres import running
from tests.test_stores import EVERYTHING, entry, found, incident, put, typed

SAMPLE = str(files("infralog") / "sample")
SECRET = "zwieback"  # noqa: S105 -- of nobody


@pytest.fixture
def url(database: str) -> str:
    """Return the URL of a store with one incident."""
    made = entry("bulletin", id=FULL.entry_id, url=FULL.url, published=FULL.published)
    with closing(open_store(database, write=True)) as store:
        store.save(None, [Derived(made._replace(updated=FULL.updated), (FULL,))], None)
    return database


@pytest.fixture
def behind(url: str) -> Iterator[psycopg.Connection]:
    """Connect to that store behind infralog's back."""
    with psycopg.connect(url, autocommit=True) as db:
        yield db


def as_role(url: str, role: str, password: str = "") -> str:
    """Return a URL for another role."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    secret = f":{password}" if password else ""
    return urlunsplit(parts._replace(netloc=f"{role}{secret}@{host}"))


# ---------------------------------------------------------------- the command


def test_a_url_is_all_that_is_different(home: Path, tmp_path: Path, database: str) -> None:
    """The commands print for a server what they print for a file, byte for byte."""
    server = {"INFRALOG_DB": database}
    synced = run("sync", SAMPLE, home=tmp_path, env=server)
    assert synced.code == 0, synced
    for command in (
        ("search", "corrosion", "--region", "sjc", "--sort", "newest", "--fields", "id,title"),
        ("search", "-n", "0", "--format", "jsonl", "--fields", "id,date,started_at,evidence"),
        ("search", "--facet", "region,component,month", "--format", "json-full"),
        ("show", "sjc-week-old-routes", "--raw"),
        ("similar", "sjc-week-old-routes", "--json"),
        ("stats", "--by", "component", "--json"),
        ("check", "--json"),
    ):
        assert run(*command, home=tmp_path, env=server) == run(*command, home=home)
    again = run("sync", SAMPLE, home=tmp_path, env=server)
    assert "unchanged" in again.out + again.err


def test_a_backup_is_the_servers(url: str, tmp_path: Path) -> None:
    """No copy is made that a server's own tool makes better; it is named."""
    with closing(open_store(url)) as store, pytest.raises(StoreError) as caught:
        store.backup(str(tmp_path / "x"))
    assert "pg_dump" in str(caught.value.hint)


# ---------------------------------------------------------------- secrets


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://ann:zwieback@h:5433/x", "postgresql://ann@h:5433/x"),
        ("postgres://ann@h/x", "postgresql://ann@h/x"),
        ("postgresql://:zwieback@h/x", "postgresql://h/x"),
        ("postgresql:///x?host=/run&password=zwieback", "postgresql:///x?host=/run"),
        ("postgresql://a:zwieback@h1,h2:99/x?sslpassword=zwieback", "postgresql://a@h1,h2:99/x"),
        ("postgresql://[::1]:5432/x?sslmode=require", "postgresql://[::1]:5432/x?sslmode=require"),
        ("postgresql://ann:zwie/back@h/x", "postgresql://..."),
        ("postgresql://ann:zwie@back@h/x", "postgresql://..."),
        ("postgresql://ann:zwie#back@h/x", "postgresql://..."),
        ("postgresql://ann:zwie?back@h/x", "postgresql://..."),
        ("postgresql://ann:zwieback", "postgresql://..."),
        ("postgresql:/ann:zwieback@h/x", "postgresql://..."),
        ("POSTGRES:ann:zwieback@h/x", "postgresql://..."),
        ("some/file.db", "some/file.db"),
    ],
)
def test_a_url_is_shown_without_its_secrets(url: str, told: str) -> None:
    """Of a URL all is shown but what may be a password; of one that is none, nothing."""
    assert shown(url) == told


@pytest.mark.parametrize(
    "place",
    [
        f"postgresql://ann:{SECRET}@127.0.0.1:1/x",
        f"postgresql://ann:{SECRET}@localhost:1/x?sslmode=require",
        f"postgresql:///x?host=/nowhere&user=ann&password={SECRET}",
        f"postgresql://ann:{SECRET}%zz@127.0.0.1/x",
        f"postgresql://ann:{SECRET}/y@127.0.0.1/x",
        f"postgresql://ann:{SECRET}",
        f"postgresql:/ann:{SECRET}@127.0.0.1/x",
        f"postgresql://127.0.0.1/x?passwort={SECRET}",
    ],
)
def test_no_error_tells_a_secret(tmp_path: Path, place: str) -> None:
    """Whatever is wrong with a URL is one line and what to do, and never repeats a password."""
    for command in (("sync", SAMPLE), ("--debug", "search", "x")):
        ran = run(*command, home=tmp_path, env={"INFRALOG_DB": place})
        assert ran.code == 4, ran
        assert SECRET not in ran.out + ran.err
        lines = ran.err.splitlines()
        assert lines[0].startswith("infralog: postgresql://")
        assert len(lines[0]) < 200
        assert lines[1].startswith("hint: ")


def test_no_answer_tells_a_secret(url: str, behind: psycopg.Connection, tmp_path: Path) -> None:
    """No command prints the password of the store that it answers from."""
    behind.execute("DELETE FROM infralog.words; UPDATE infralog.incidents SET search = ''")
    place = as_role(url, "postgres", SECRET)
    for command in (
        (),
        ("check",),
        ("sources",),
        ("search", "x"),
        ("backup", "y"),
        ("-v", "stats"),
    ):
        ran = run(*command, home=tmp_path, env={"INFRALOG_DB": place})
        assert ran.out + ran.err
        assert SECRET not in ran.out + ran.err
    ran = run("--db", place, "browse", home=tmp_path)
    assert shown(place) in ran.err  # of a command that says the same
    assert SECRET not in ran.err


@pytest.mark.parametrize(
    ("place", "reason", "hint"),
    [
        ("postgresql://127.0.0.1:1/x", "Connection refused", "is the server up"),
        ("postgresql:///x?host=/nowhere", "No such file or directory", "is the server up"),
        ("{server}", 'database "none" does not exist', "the server is up; createdb"),
    ],
)
def test_why_a_server_is_not_reached(database: str, place: str, reason: str, hint: str) -> None:
    """What went wrong is said in one clause, and what to do is for that."""
    server = urlunsplit(urlsplit(database)._replace(path="/none"))
    with pytest.raises(StoreError) as caught:
        open_store(place.format(server=server))
    assert caught.value.message.endswith(f": cannot be reached: {reason}")
    assert str(caught.value.hint).startswith(hint)


def test_a_url_may_leave_all_to_the_surroundings(url: str, tmp_path: Path) -> None:
    """What libpq finds by itself need not be in the URL; then there is nothing else in it."""
    told = conninfo_to_dict(url)
    named = {"PGHOST": "host", "PGDATABASE": "dbname", "PGUSER": "user"}
    env = {name: str(told[key]) for name, key in named.items()}
    env["INFRALOG_DB"] = "postgresql://"
    ran = run("search", "--format", "ids", home=tmp_path, env=env)
    assert (ran.code, ran.out) == (0, f"{FULL.id}\n")


# ---------------------------------------------------------------- what is not ours


def test_a_newer_store_is_left_alone(url: str, behind: psycopg.Connection) -> None:
    """What a newer infralog wrote is neither read nor written."""
    behind.execute("UPDATE infralog.meta SET value = %s WHERE key = 'version'", (str(VERSION + 1),))
    for write in (False, True):
        with pytest.raises(StoreTooNew, match="a newer infralog wrote the store"):
            open_store(url, write=write)


def test_a_schema_of_another_program_is_left_alone(database: str) -> None:
    """A schema of this name with other tables is refused, and is as it was."""
    with psycopg.connect(database, autocommit=True) as db:
        db.execute("CREATE SCHEMA infralog; CREATE TABLE infralog.pets (name text)")
        for write in (False, True):
            with pytest.raises(StoreDamaged, match="is not infralog's"):
                open_store(database, write=write)
        told = db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'infralog'")
        assert told.fetchall() == [("pets",)]


def test_other_tables_are_no_matter(database: str) -> None:
    """A store lives in a schema of its own, beside whatever else a database holds."""
    with psycopg.connect(database, autocommit=True) as db:
        db.execute("CREATE TABLE incidents (name text); CREATE TABLE meta (name text)")
    with closing(open_store(database, write=True)) as store:
        put(store, incident("a"))
        assert found(store, EVERYTHING) == ["a"]


def test_a_database_that_cannot_hold_any_text_is_refused(postgres: str) -> None:
    """Only UTF-8 holds whatever is published; what to do is said."""
    name = f"infralog_{uuid4().hex[:12]}"
    with psycopg.connect(postgres, autocommit=True) as db:
        db.execute(f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' TEMPLATE template0")
        try:
            url = urlunsplit(urlsplit(postgres)._replace(path=f"/{name}"))
            with pytest.raises(StoreError, match="not in UTF-8"):
                open_store(url, write=True)
        finally:
            db.execute(f"DROP DATABASE {name}")


def test_any_text_can_be_kept(database: str) -> None:
    """What the engine cannot hold is written out, and what is too long for its index is found."""
    word = "ab" * 5000
    long = " ".join(f"w{n}" for n in range(20_000))
    with closing(open_store(database, write=True)) as store:
        put(
            store,
            incident("odd", title="half \ud800 and \0", text="tail"),
            incident("word", text=f"{word} after"),
            incident("long", text=f"{long} last"),
            incident("often", text="the " * 1000),
        )
        assert sorted(found(store, EVERYTHING)) == ["long", "odd", "often", "word"]
        for words, name in (("tail", "odd"), (word, "word"), ("w19999 last", "long")):
            assert found(store, typed(words)) == [name]
        assert store.check() == ()


# ---------------------------------------------------------------- many hands


def test_who_may_only_read_does_all_but_sync(url: str, behind: psycopg.Connection) -> None:
    """A role with SELECT alone gets every answer; a sync by it is refused in words."""
    role = f"reader_{uuid4().hex[:8]}"
    with closing(open_store(url, write=True)) as store:
        store.override(FULL.id, [Override("regions", "iad", given=True)])
        behind.execute(f"CREATE ROLE {role} LOGIN")
        reader = as_role(url, role)
        with pytest.raises(StoreError, match="the role may not do that"):
            open_store(reader)
        behind.execute(f"GRANT USAGE ON SCHEMA infralog TO {role}")
        behind.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA infralog TO {role}")
        with closing(open_store(reader)) as other:
            assert other.get(FULL.id) == FULL
            for asked in (typed("corrosion"), typed("corr* -xyz"), EVERYTHING):
                assert list(other.search(asked).hits) == list(store.search(asked).hits)
            assert other.tally("region", Query()) == store.tally("region", Query())
            assert other.summary() == store.summary()
            assert other.overrides() == store.overrides()
            assert other.suggest("corosion") == store.suggest("corosion")
            assert other.revisions(FULL) == store.revisions(FULL)
            assert other.check() == ()
        with closing(open_store(reader, write=True)) as other:
            with pytest.raises(StoreError, match="the role may not do that") as caught:
                put(other, incident("a"))
            assert caught.value.hint
    behind.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")


def test_who_writes_waits_says_so_and_goes_on(url: str, behind: psycopg.Connection) -> None:
    """A second writer says once that it waits, and writes when the first is done."""
    said: list[str] = []
    waits = threading.Event()

    def say(line: str) -> None:
        said.append(line)
        waits.set()

    def write() -> None:
        with closing(open_store(url, write=True, say=say)) as store:
            put(store, incident("a"))

    with closing(open_store(url, write=True)) as first:
        with first.together():
            thread = threading.Thread(target=write)
            thread.start()
            assert waits.wait(60)
            put(first, incident("b"))
        thread.join()
        assert sorted(found(first, EVERYTHING)) == [FULL.id, "a", "b"]
    assert said == ["another process is writing to the store; waiting for it"]
    assert behind.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchone()


def test_who_waits_too_long_gives_up(url: str) -> None:
    """Who cannot write within a time says so; what is stored is as it was, and can be read."""
    with (
        closing(open_store(url, write=True)) as first,
        closing(PostgresStore.open(url, write=True, patience=0.3)) as second,
        first.together(),
    ):
        with pytest.raises(StoreLocked) as caught:
            put(second, incident("a"))
        assert caught.value.hint
        assert found(second, EVERYTHING) == [FULL.id]


def test_syncs_of_many_at_once_all_succeed(database: str, tmp_path: Path) -> None:
    """Processes that sync the same into a database without a store all do, and it is in once."""
    env = {**surroundings(tmp_path), "INFRALOG_DB": database}
    command = [sys.executable, "-m", "infralog", "sync", SAMPLE]
    several = [
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _ in range(4)
    ]
    ran = [(one.communicate(timeout=120)[0].decode(), one.returncode) for one in several]
    assert [code for _, code in ran] == [0] * 4, ran
    alone = tmp_path / "alone"
    alone.mkdir()
    assert run("sync", SAMPLE, home=alone).code == 0
    listing = ("search", "-n", "0", "--format", "ids")
    together = run(*listing, home=tmp_path, env={"INFRALOG_DB": database})
    assert together == run(*listing, home=alone)


def test_a_lost_connection_loses_nothing(url: str, behind: psycopg.Connection) -> None:
    """A sync whose connection is cut stores nothing, and says what to do; the next one does all."""
    state = State("e", None, "d", FULL.published or pytest.fail("it has a date"), 3)

    def cut() -> Iterator[Derived]:
        for n in range(2000):
            if n == 1500:  # some are written, others wait
                behind.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
                )
            yield Derived(entry(f"i{n}"), (incident(f"i{n}"),))

    with closing(open_store(url, write=True)) as store:
        with pytest.raises(StoreError) as caught:
            store.save("o", cut(), state)
        assert caught.value.message == f"{shown(url)}: the connection was lost"
        assert "run it again" in str(caught.value.hint)
        with pytest.raises(StoreError, match="the connection was lost"):
            store.search(Query())
    with closing(open_store(url, write=True)) as store:
        assert found(store, EVERYTHING) == [FULL.id]
        assert store.state("o") is None
        put(store, incident("a"))
        assert store.check() == ()


class Followed(NamedTuple):
    """A server with the sample in it, and what may only be read.

    Attributes:
        answers: What the server answers to `READING`.
        only_read: URLs, by what they name.
    """

    primary: str
    answers: tuple[Ran, ...]
    only_read: Mapping[str, str]


READING = (
    *(("search", "stale", "--json"), ("stats", "--by", "region"), ("check",)),
    *(("show", "sjc-week-old-routes"), ("retag", "--dry-run")),
)
WRITING = (("sync", SAMPLE), ("sync", "--dry-run", SAMPLE), ("retag",), ("check", "--repair"))


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    """Run a server with the sample in it, and a standby that follows it."""
    home = tmp_path_factory.mktemp("home")
    with running() as primary:
        assert run("--db", primary, "sync", SAMPLE, home=home).code == 0
        env = {"INFRALOG_DB": primary}
        answers = tuple(run(*words, home=home, env=env) for words in READING)
        with running(standby_of=primary) as standby:
            reader = f"{primary}&options=-c%20default_transaction_read_only%3Don"
            yield Followed(primary, answers, {"standby": standby, "reader": reader})


@pytest.mark.parametrize("kind", ["standby", "reader"])
def test_what_may_only_be_read_answers_and_is_not_written_to(
    followed: Followed, tmp_path: Path, kind: str
) -> None:
    """What only reads answers as the primary does; what writes is refused before it begins."""
    env = {"INFRALOG_DB": followed.only_read[kind]}
    for words, answer in zip(READING, followed.answers, strict=True):
        assert answer.code == 0
        assert run(*words, home=tmp_path, env=env) == answer
    for words in WRITING:
        ran = run(*words, home=tmp_path, env=env)
        assert (ran.code, ran.out) == (4, "")
        assert ran.err == (
            f"infralog: {shown(followed.only_read[kind])}: can only be read, as a replica\n"
            "hint: name the primary server in INFRALOG_DB\n"
        )


def test_a_standby_follows(followed: Followed) -> None:
    """What is synced to the primary is found on the standby, once it has come there."""
    primary, standby = followed.primary, followed.only_read["standby"]
    with closing(open_store(primary, write=True)) as store:
        put(store, incident("late", text="Zeppelins over the racks."))
    with psycopg.connect(primary, autocommit=True) as db:
        wait = """
            SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), min(replay_lsn))
            FROM pg_stat_replication"""
        until = time.monotonic() + PATIENCE
        while db.execute(wait).fetchone() != (0,) and time.monotonic() < until:
            time.sleep(0.05)
    with closing(open_store(standby)) as store:
        assert found(store, typed("zeppelins")) == ["late"]


# ---------------------------------------------------------------- whether it is intact


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("UPDATE incidents SET search = ''", "1 incidents with which the index does not agree"),
        ("UPDATE incidents SET body = 'x'", "1 incidents with which the index does not agree"),
        ("UPDATE meta SET value = 7 WHERE key = 'incidents'", "6 incidents more or less"),
        (
            "ALTER TABLE incidents DROP CONSTRAINT incidents_entry_fkey; DELETE FROM entries",
            "1 incidents refer to entries that are not there",
        ),
    ],
)
def test_a_check_says_what_is_wrong_and_mends_it(
    url: str, behind: psycopg.Connection, sql: str, reason: str
) -> None:
    """Whatever was done behind infralog's back is told, and what is derived is made anew."""
    behind.execute(f"SET search_path = infralog; {sql}")
    with closing(open_store(url, write=True)) as store:
        problems = store.check()
        assert any(p.reason.startswith(reason) for p in problems), problems
        assert all(p.subject == shown(url) for p in problems)
        entries = list(store.entries())
        store.repair(lambda s: s.save(None, [Derived(one, (FULL,)) for one in entries], None))
        assert store.check() == ()
        assert found(store, EVERYTHING) == [FULL.id] * len(entries)


def test_originals_that_are_damaged_are_not_mended(url: str, behind: psycopg.Connection) -> None:
    """Where what was published cannot be read a repair says so, and changes nothing."""
    behind.execute("UPDATE infralog.entries SET content = 'x'")
    with closing(open_store(url, write=True)) as store:
        with pytest.raises(StoreDamaged, match="what was published is damaged, too"):
            store.repair(lambda s: list(s.entries()))
        assert found(store, EVERYTHING) == [FULL.id]


ASKING: Mapping[str, Callable[[Store], object]] = {
    "incidents": lambda store: store.search(typed("corrosion")),
    "words": lambda store: store.search(typed("corr*")),
    "origins": lambda store: store.summary(),
}


@pytest.mark.parametrize("lost", ASKING)
def test_a_store_that_lacks_a_part_is_damaged(
    url: str, behind: psycopg.Connection, lost: str
) -> None:
    """What another program has dropped is told as damage, in no engine's words."""
    behind.execute(f"DROP TABLE infralog.{lost} CASCADE")
    with closing(open_store(url)) as store, pytest.raises(StoreDamaged):
        ASKING[lost](store)
