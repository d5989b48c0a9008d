"""Several at once: writers take turns, and readers see one state or the next, never half."""

import json
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from infralog.model import Query
from infralog.pull import Asked
from infralog.stores import open_store
from tests.command import run, surroundings
from tests.faults.log import FULL, PULLER, after, before, found, holds, synced
from tests.posts import Post, feed

READERS = 50 if FULL else 20


def at_once(home: Path, *commands: list[str]) -> list[tuple[int, str]]:
    """Start all commands, and return how each ended, and what it said."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "infralog", *command],
            env=surroundings(home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    said = [process.communicate(timeout=240)[1] for process in started]
    return [(process.returncode, told) for process, told in zip(started, said, strict=True)]


def a_log_of_its_own(folder: Path, number: int) -> Path:
    """Write a log that nobody else has."""
    posts = (Post(f"of-{number}-{n}", f"Of {number}", "<p>SJC</p>" * 20) for n in range(20))
    return feed(folder / f"{number}.xml", *posts)


@pytest.mark.parametrize("writers", [2, 4, 8])
@pytest.mark.parametrize("first", [True, False], ids=["first", "again"])
def test_syncs_at_once_all_succeed(tmp_path: Path, writers: int, *, first: bool) -> None:
    """As many syncs, be they the first ever, each of another log: all of all logs is in."""
    db = tmp_path / "infralog.db"
    if not first:
        synced(db)
    feeds = [a_log_of_its_own(tmp_path, number) for number in range(writers)]
    ended = at_once(tmp_path, *(["sync", str(path)] for path in feeds))
    assert [code for code, _ in ended] == [0] * writers, ended
    assert all("Traceback" not in told for _, told in ended)
    with closing(open_store(str(db))) as store:
        assert store.search(Query()).total == 20 * writers
        assert store.check() == ()


def test_the_same_sync_at_once_is_one(tmp_path: Path) -> None:
    """Four syncs of the same log, the first ever, store each entry once."""
    path, state = before(tmp_path)
    ended = at_once(tmp_path, *(["sync", str(path)] for _ in range(4)))
    assert [code for code, _ in ended] == [0] * 4, ended
    holds(tmp_path / "infralog.db", state)


def test_a_sync_waits_for_another(tmp_path: Path) -> None:
    """A sync waits while another writes, says so, and goes on when that is done."""
    path, state = before(tmp_path)
    db = tmp_path / "infralog.db"
    synced(db)
    with closing(open_store(str(db), write=True)) as store, store.together():
        process = subprocess.Popen(
            [sys.executable, "-m", "infralog", "sync", str(path)],
            env=surroundings(tmp_path),
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        assert process.stderr
        assert "waiting" in process.stderr.readline()
    process.communicate(timeout=240)
    assert process.returncode == 0
    holds(db, state)


def test_readers_see_one_state_or_the_next(tmp_path: Path) -> None:
    """As many readers, while a log changes to and fro, see each time all of one version of it."""
    was, _ = before(tmp_path)
    now, _ = after(tmp_path)
    db = tmp_path / "infralog.db"
    synced(db, was, now)
    with_new = found(db)
    synced(db, was)
    with_old = found(db)
    assert with_old != with_new
    ended, wrong, seen = threading.Event(), [], []

    def read() -> None:
        while not ended.is_set():
            with closing(open_store(str(db))) as store:
                hits = list(store.search(Query(limit=0)).hits)
                state = {h.incident.id: 2 if "walrus" in h.incident.text else 1 for h in hits}
            seen.append(state == with_new)
            if state not in (with_old, with_new):
                wrong.append(state)

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for _ in range(4 if not FULL else 20):
        synced(db, now)
        synced(db, was)
    ended.set()
    for reader in readers:
        reader.join()
    assert not wrong, f"{len(wrong)} of {len(seen)}: {wrong[0]}"
    assert set(seen) == {True, False}


def test_a_search_for_all_is_of_one_state(tmp_path: Path) -> None:
    """What is yielded bit by bit is what was there when it was asked for."""
    was, old = before(tmp_path)
    now, _ = after(tmp_path)
    db = tmp_path / "infralog.db"
    synced(db, was)
    with closing(open_store(str(db))) as store:
        page = store.search(Query(limit=0))
        synced(db, now)
        hits = list(page.hits)
    assert page.total == len(hits) == len(old)
    assert not any("walrus" in hit.incident.text for hit in hits)


def test_commands_read_while_others_write(tmp_path: Path) -> None:
    """Searches, a check and a backup, started with syncs, all succeed."""
    was, old = before(tmp_path)
    now, _ = after(tmp_path)
    synced(tmp_path / "infralog.db", was)
    reads = [
        ["search", "-n", "0", "--json"],
        ["check"],
        ["stats"],
        ["backup", str(tmp_path / "b.db")],
    ]
    ended = at_once(tmp_path, ["sync", str(now)], *reads, ["sync", "--full", str(was)], *reads[:2])
    assert [code for code, _ in ended] == [0] * 8, ended
    with closing(open_store(str(tmp_path / "b.db"))) as store:
        assert store.check() == ()
        assert store.search(Query()).total in (len(old), 40)


def test_a_tag_by_hand_is_not_lost_to_a_sync(tmp_path: Path) -> None:
    """Tags given while syncs go on are all there in the end, in the incidents and for ever."""
    was, _ = before(tmp_path)
    now, _ = after(tmp_path)
    db = tmp_path / "infralog.db"
    synced(db, was)
    syncs = [["sync", "--full", str(path)] for path in (now, was, now)]
    tags = [["tag", f"post-{n}", "+region:gru"] for n in range(15, 19)]
    ended = at_once(tmp_path, syncs[0], tags[0], tags[1], syncs[1], tags[2], syncs[2], tags[3])
    assert [code for code, _ in ended] == [0] * 7, ended
    told = json.loads(run("search", "-r", "gru", "--json", home=tmp_path).out)
    assert {one["id"] for one in told} == {f"post-{n}" for n in range(15, 19)}
    with closing(open_store(str(db), write=True)) as store:
        assert PULLER.retag(store).changes == ()
        assert PULLER.pull(str(now), store, Asked(full=True)).changed is not None
