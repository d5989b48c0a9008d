"""Whatever writes may be ended, or meet a disk that fails: all is as it was, or as it is to be."""

import gzip
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, Literal, NamedTuple

import pytest

from infralog.errors import StoreError, StoreMissing
from infralog.model import Query
from infralog.stores import open_store
from tests.command import run, surroundings
from tests.faults.log import FULL, after, before, sound, synced
from tests.faults.machine import Fault, How, acts, shim

ENDS = 40 if FULL else 3
FAILURES = 40 if FULL else 1
SECOND = Path(__file__).parent.parent.parent / "fixtures" / "stores" / "version-2.db.gz"
DB, OTHER, CONFIG, PICTURE = "infralog.db", "other.db", "config.toml", "picture.svg"
FEEDS = "".join(f'<outline text="f{n}" xmlUrl="https://f{n}.example/"/>' for n in range(30))


class Writer(NamedTuple):
    """A command that writes.

    Attributes:
        arguments: In which `~` is the folder that all lies in.
        prepare: What is done to that folder before.
        once: True if it refuses what is there already.
        goes_on: True if it takes steps, each of them whole, and goes on where it stopped.
    """

    arguments: str
    prepare: Callable[[Path], object] = lambda _: None
    once: bool = False
    goes_on: bool = False


def _other_words(home: Path) -> None:
    (home / "vocabulary.toml").write_text('[regions.osl]\nname = "Oslo"\nwords = ["zebra"]\n')


def _tagged(home: Path) -> None:
    assert run("tag", "post-9", "+region:gru", home=home).code == 0


def _damaged(home: Path) -> None:
    with closing(sqlite3.connect(home / DB)) as connection:
        connection.execute("DELETE FROM labels")
        connection.execute("UPDATE incidents SET regions = '', body = 'x'")
        connection.commit()


def _older(home: Path) -> None:
    (home / DB).write_bytes(gzip.decompress(SECOND.read_bytes()))


WRITERS = {
    "tag": Writer("tag post-7 +region:gru"),
    "clear": Writer("tag post-9 --clear", _tagged),
    "retag": Writer("retag", _other_words),
    "repair": Writer("check --repair", _damaged),
    "older": Writer("sync ~/after.xml", _older, goes_on=True),
    "add": Writer("sources add github https://github.example/history.atom", once=True),
    "remove": Writer("sources remove fly"),
    "import": Writer("sources import ~/feeds.opml"),
    "backup": Writer(f"backup ~/{OTHER}", once=True),
    "copy": Writer(f"copy ~/{DB} ~/{OTHER}", goes_on=True),
    "picture": Writer(f"stats --svg ~/{PICTURE}"),
}


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store, a configuration, a picture and lists."""
    folder = tmp_path_factory.mktemp("start")
    synced(folder / DB, before(folder)[0])
    after(folder)
    (folder / CONFIG).write_text('color = "never"\n\n[search]\nlimit = 7\n')
    (folder / PICTURE).write_text("mine")
    (folder / "feeds.opml").write_text(f'<opml version="2.0"><body>{FEEDS}</body></opml>')
    return folder


@pytest.fixture(scope="module", params=WRITERS)
def case(
    request: pytest.FixtureRequest,
    start: Path,
    library: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> "Case":
    """Return each writer in turn."""
    return Case(request.param, start, tmp_path_factory.mktemp(request.param), library)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the shim that makes a disk fail."""
    return shim(tmp_path_factory.mktemp("shim"))


class Case:
    """A writer, and how all is before and after it.

    Attributes:
        old, new: What is seen before it and after it.
        lasts: Seconds.
        acts: What it does to the disk.
    """

    def __init__(self, name: str, start: Path, folder: Path, library: Path) -> None:
        """Run it once, undisturbed."""
        self.writer = WRITERS[name]
        self._folder = folder
        self._count = 0
        self.start = Path(shutil.copytree(start, folder / "start"))
        self.writer.prepare(self.start)
        self.old = seen(self.start)
        home = self.home()
        begun = time.monotonic()
        env = Fault().env(library, home, folder / "acts")
        assert run(*self.arguments(home), home=home, env=env).code == 0
        self.lasts = time.monotonic() - begun
        self.acts = acts(folder / "acts")
        self.new = seen(home)
        assert self.new != self.old

    def home(self) -> Path:
        """Return a folder as it was before."""
        self._count += 1
        return Path(shutil.copytree(self.start, self._folder / str(self._count)))

    def arguments(self, home: Path) -> list[str]:
        """Return its command line."""
        asked = self.writer.arguments.replace("~", str(home))
        return ["--config", str(home / CONFIG), *asked.split()]

    def recovers(self, home: Path) -> bool:
        """Check that nothing is half there, and that it then works; tell whether it was done."""
        state = seen(home)
        done = state == self.new
        if self.writer.goes_on:
            for store in (DB, OTHER):
                assert {*self.old[store]} <= {*state[store]} <= {*self.new[store]}
        else:
            assert done or state == self.old
        again = run(*self.arguments(home), home=home)
        assert again.code == 0 or (self.writer.once and done), again
        assert seen(home) == self.new
        sound(home / DB)
        sound(home / OTHER)
        return done


def seen(home: Path) -> dict[str, Any]:
    """Return all that a user would see."""
    texts = {
        name: (home / name).read_text() if (home / name).exists() else None
        for name in (CONFIG, PICTURE)
    }
    return {**texts, **{name: _stored(home / name) for name in (DB, OTHER)}}


def _stored(path: Path) -> dict[str, str]:
    """Return what is stored of each incident, by its ID, and what was said by hand."""
    try:
        with closing(open_store(str(path))) as store:
            hits = store.search(Query(limit=0, evidence=True)).hits
            said = {f"{slug} by hand": repr(tags) for slug, tags in store.overrides().items()}
            return {hit.incident.id: repr(hit) for hit in hits} | said
    except StoreMissing:
        return {}
    except StoreError as error:
        if "older" not in error.message:
            raise
        with closing(sqlite3.connect(path)) as connection:  # only a sync brings it up to date
            return dict(connection.execute("SELECT id, body FROM incidents"))


def strangers(case: Case, home: Path) -> set[str]:
    """Return what lies about that neither was there nor is to be there."""
    known = {path.name for path in case.start.iterdir()} | {OTHER}
    mine = {f"{name}{log}" for name in known for log in ("", "-wal", "-shm", "-journal")}
    there = {path.name for path in home.iterdir()}
    return {name for name in there - mine if ".version-" not in name and ".before-" not in name}


def test_a_writer_may_be_ended_at_any_moment(case: Case) -> None:
    """Whatever ends it leaves all whole, and all but SIGKILL leaves nothing lying about."""
    random = Random(case.writer.arguments)
    signals = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    for number in range(ENDS):
        home, how = case.home(), signals[number % 4]
        process = subprocess.Popen(
            [sys.executable, "-m", "infralog", *case.arguments(home)],
            env=surroundings(home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(case.lasts * random.uniform(0.4, 1.0))
        process.send_signal(how)
        told = process.communicate(timeout=240)[1]
        assert process.returncode in (0, -how, 130 if how == signal.SIGINT else 0)
        if how != signal.SIGKILL:
            assert strangers(case, home) == set()
        if "Traceback" in told:  # of Python itself, before it is ours
            assert "infralog/" not in told, told
        case.recovers(home)


@pytest.mark.parametrize(
    ("kind", "how", "stays"),
    [
        ("write", "kill", False),
        ("write", "ENOSPC", True),
        ("sync", "EIO", True),
    ],
)
def test_a_writer_may_meet_a_disk_that_fails(
    case: Case, library: Path, *, kind: Literal["write", "sync"], how: How, stays: bool
) -> None:
    """Whichever write or sync fails, or is the last: told in a line, whole, and works again."""
    kinds = {"write": ("write", "truncate"), "sync": ("sync",)}[kind]
    count = sum(act.what in kinds for act in case.acts)
    assert count or kind == "sync"
    for at in sorted({*range(1, count + 1, max(1, count // FAILURES)), count} - {0}):
        home = case.home()
        env = Fault(kind, at, how, stays).env(library, home)
        ran = run(*case.arguments(home), home=home, env=env)
        done = case.recovers(home)
        if how == "kill":
            assert ran.code == -signal.SIGKILL
            continue
        lines = ran.err.splitlines()
        assert "Traceback" not in ran.err
        assert all(len(line) < 200 for line in lines)
        assert ran.code in (0, 2, 4), ran
        assert not ran.code or any(line.startswith("infralog: ") for line in lines)
        assert ran.code or done, f"it said that it is done, though {kind} {at} failed"
        assert strangers(case, home) == set()
