"""Nothing that was stored is lost, whenever the process, the disk, or the power fails."""

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext, suppress
from pathlib import Path
from random import Random
from typing import Literal

import pytest

from infralog.model import Query
from infralog.stores import open_store
from tests.command import Ran, run, surroundings
from tests.faults.log import FULL, State, after, before, holds, synced
from tests.faults.machine import Fault, How, acts, after_power_loss, shim

KILLS = 200 if FULL else 40
POWER_LOSSES = 400 if FULL else 60
# Every act fails once, or so many of them, evenly spread.
FAILURES = 1000 if FULL else 4


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the shim that makes a disk fail."""
    return shim(tmp_path_factory.mktemp("shim"))


class Log:
    """A log that was synced once, and has changed since.

    Attributes:
        feed: The log as it is now.
        old, new: What a store holds before and after it was synced again.
    """

    def __init__(self, folder: Path) -> None:
        """Write the feeds, and sync the first."""
        was, self.old = before(folder)
        self.feed, now = after(folder)
        self.fresh = now
        self.new: State = {**self.old, **now}
        (folder / "start").mkdir()
        self.start = folder / "start"
        synced(self.start / "infralog.db", was)

    def home(self, folder: Path, *, first: bool = False) -> Path:
        """Return a home in which the first sync has been, or none."""
        if first:
            folder.mkdir()
        else:
            shutil.copytree(self.start, folder)
        return folder

    def recovers(self, db: Path, *, first: bool = False) -> State:
        """Check that a store is as it was or as it is to be, and that the next sync completes."""
        old, new = ({}, self.fresh) if first else (self.old, self.new)
        state = holds(db, old, new)
        synced(db, self.feed)
        holds(db, new)
        return state


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """Return a log that changed; its store is to be copied before it is used."""
    return Log(tmp_path_factory.mktemp("log"))


def tidy(ran: Ran) -> None:
    """Check that what went wrong was told in a line or two, without the engine's words."""
    assert "Traceback" not in ran.err
    lines = ran.err.splitlines()
    assert all(len(line) < 200 for line in lines)
    assert not {"OperationalError", "sqlite3", "DatabaseError"} & set(ran.err.split())
    assert lines == [] or lines[0].startswith("infralog: ")


# ---------------------------------------------------------------- the process ends


@pytest.mark.parametrize("first", [False, True], ids=["again", "first"])
@pytest.mark.parametrize("seed", range(4))
def test_a_sync_that_is_killed_is_done_or_not_begun(
    log: Log, tmp_path: Path, seed: int, *, first: bool
) -> None:
    """Killed at any moment, a sync leaves what was there or all that is new, and works again."""
    random = Random(seed)
    command = [sys.executable, "-m", "infralog", "sync", str(log.feed)]
    home = log.home(tmp_path / "timed", first=first)
    begun = time.monotonic()
    subprocess.run(command, env=surroundings(home), check=True, capture_output=True)
    lasts = time.monotonic() - begun
    for number in range(KILLS // 8):
        home = log.home(tmp_path / str(number), first=first)
        process = subprocess.Popen(
            command, env=surroundings(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(lasts * random.uniform(0.4, 1.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        log.recovers(home / "infralog.db", first=first)


def faulted(log: Log, library: Path, home: Path, fault: Fault, notes: Path | None = None) -> Ran:
    """Sync the log while its disk fails."""
    env = fault.env(library, home, notes)
    return run("sync", str(log.feed), home=home, env=env)


def spread(count: int) -> list[int]:
    """Return which of so many acts are to fail."""
    step = max(1, count // FAILURES)
    return sorted({*range(1, count + 1, step), count})


def count(log: Log, library: Path, folder: Path, kind: str, *, first: bool) -> int:
    """Return how many writes or syncs a sync of the log takes."""
    home = log.home(folder, first=first)
    notes = folder.with_suffix(".log")
    ran = faulted(log, library, home, Fault(), notes)
    assert ran.code == 0, ran.err
    kinds = {"write": ("write", "truncate"), "sync": ("sync",)}[kind]
    return sum(act.what in kinds for act in acts(notes))


@pytest.mark.parametrize("first", [False, True], ids=["again", "first"])
@pytest.mark.parametrize(
    ("kind", "how", "stays"),
    [
        ("sync", "kill", False),
        ("write", "kill", False),
        ("write", "tear", False),
        ("sync", "EIO", False),
        ("sync", "EIO", True),
        ("write", "EIO", False),
        ("write", "ENOSPC", True),
    ],
)
def test_a_disk_may_fail_at_any_act(
    log: Log,
    library: Path,
    tmp_path: Path,
    *,
    kind: Literal["write", "sync"],
    how: How,
    stays: bool,
    first: bool,
) -> None:
    """Whichever write or sync fails, or is the last: told in a line, whole, and works again."""
    for at in spread(count(log, library, tmp_path / "counted", kind, first=first)):
        home = log.home(tmp_path / str(at), first=first)
        ran = faulted(log, library, home, Fault(kind, at, how, stays))
        state = log.recovers(home / "infralog.db", first=first)
        if how in ("kill", "tear"):
            assert ran.code == -signal.SIGKILL
            continue
        tidy(ran)
        assert ran.code in (0, 4), ran
        if ran.code == 0:
            assert len(state) >= len(log.fresh), (
                f"it said that all is in, though {kind} {at} failed"
            )


@pytest.mark.parametrize("reader", [False, True], ids=["alone", "read"])
@pytest.mark.parametrize("first", [False, True], ids=["again", "first"])
def test_a_machine_may_lose_its_power(
    log: Log, library: Path, tmp_path: Path, *, first: bool, reader: bool
) -> None:
    """Without what the disk was not told to keep, what was stored is there; after exit 0, all."""
    home = log.home(tmp_path / "home", first=first)
    if first and reader:  # who reads needs a store
        synced(home / "infralog.db")
    start = shutil.copytree(home, tmp_path / "start")
    notes = tmp_path / "notes"
    with closing(open_store(str(home / "infralog.db"))) if reader else nullcontext() as store:
        if store:  # while somebody reads, what is new stays in the log
            store.search(Query())
        assert faulted(log, library, home, Fault(), notes).code == 0
    done = acts(notes)
    for seed in range(POWER_LOSSES // 4):
        random = Random(seed)
        cut = random.randrange(len(done) + 1)
        folder = tmp_path / f"disk-{seed}"
        after_power_loss(start, done[:cut], folder, random)
        log.recovers(folder / "infralog.db", first=first)
    after_power_loss(start, done, tmp_path / "disk", None)
    assert log.recovers(tmp_path / "disk" / "infralog.db", first=first) not in ({}, log.old)


# ---------------------------------------------------------------- what the system forbids


def shell(command: str, home: Path) -> Ran:
    """Run a command of the shell in a user's surroundings."""
    done = subprocess.run(
        ["sh", "-c", command],
        env=surroundings(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("first", [False, True], ids=["again", "first"])
@pytest.mark.parametrize("size", [0, 512, 4096, 50_000, 150_000, 400_000])
def test_a_file_may_not_grow(log: Log, tmp_path: Path, size: int, *, first: bool) -> None:
    """Where files may be no larger, a sync is told to have failed, and nothing is lost."""
    home = log.home(tmp_path / "home", first=first)
    command = f"ulimit -f {size // 512}; exec {sys.executable} -m infralog sync {log.feed}"
    ran = shell(command, home)
    tidy(ran)
    assert ran.code in (0, 4)
    state = log.recovers(home / "infralog.db", first=first)
    assert ran.code == 4 or len(state) >= len(log.fresh)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Return what mounts a disk with these options on a folder, and is undone in the end."""
    mounted: list[Path] = []

    def mount(options: str) -> Path:
        place = tmp_path / f"disk-{len(mounted)}"
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        if not shutil.which("mount") or subprocess.run(command, check=False).returncode:
            pytest.skip("nothing can be mounted here")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("room", [0, 16, 48, 96, 160, 400])
def test_a_disk_may_be_full(
    log: Log, tmp_path: Path, small_disk: Callable[[str], Path], room: int
) -> None:
    """On a disk with so many KiB left a sync is done, or told to have failed; nothing is lost."""
    start = log.start / "infralog.db"
    size = start.stat().st_size // 1024 + room
    home = small_disk(f"size={size}k")
    shutil.copy(start, home)
    ran = run("sync", str(log.feed), home=tmp_path, env={"INFRALOG_DB": str(home / start.name)})
    tidy(ran)
    assert ran.code in (0, 4)
    if ran.code:
        assert "hint: " in ran.err
    assert (
        run("search", "--json", home=tmp_path, env={"INFRALOG_DB": str(home / start.name)}).code
        == 0
    )
    moved = log.home(tmp_path / "moved", first=True) / start.name
    for file in home.glob("infralog.db*"):
        shutil.copy(file, moved.with_name(file.name))
    state = log.recovers(moved)
    assert state == (log.old if ran.code else log.new)


def test_a_store_may_lie_where_nothing_can_be_written(
    log: Log, small_disk: Callable[[str], Path], tmp_path: Path
) -> None:
    """On a read-only disk reading works, and writing is told to be impossible, in a line."""
    home = small_disk("size=8m")
    shutil.copy(log.start / "infralog.db", home)
    subprocess.run(["mount", "-o", "remount,ro", str(home)], check=True)
    env = {"INFRALOG_DB": str(home / "infralog.db")}
    assert len(json.loads(run("search", "-n", "0", "--json", home=tmp_path, env=env).out)) == len(
        log.old
    )
    assert run("show", "post-7", home=tmp_path, env=env).code == 0
    assert run("check", home=tmp_path, env=env).code == 0
    for command in (["sync", str(log.feed)], ["retag"], ["tag", "post-7", "+region:sjc"]):
        ran = run(*command, home=tmp_path, env=env)
        assert ran.code == 4, command
        tidy(ran)


@pytest.mark.parametrize(
    "command",
    [
        ["backup"],
        ["timeline", "--weeks", "8", "--svg"],
        ["stats", "--svg"],
        ["tag", "post-7"],
        ["retag"],
    ],
    ids=" ".join,
)
def test_what_has_no_room_is_not_half_there(
    log: Log, small_disk: Callable[[str], Path], tmp_path: Path, command: list[str]
) -> None:
    """Where a file has no room it is not there, and what was there is; the line names it."""
    disk = small_disk(f"size={(log.start / 'infralog.db').stat().st_size // 1024 + 64}k")
    shutil.copy(log.start / "infralog.db", disk)
    there = disk / "there"
    if command[0] != "backup":
        there.write_text("mine")
    names = sorted(path.name for path in disk.iterdir())
    with suppress(OSError), (disk / "full").open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    env = {"INFRALOG_DB": str(disk / "infralog.db")}
    last = "+region:sjc" if command[0] == "tag" else str(there)
    words = [*command, *([] if command == ["retag"] else [last])]
    ran = run(*words, home=tmp_path, env=env)
    tidy(ran)
    assert ran.code == 4, ran
    if last == str(there) and command != ["retag"]:
        assert str(there) in ran.err
    assert {path.name for path in disk.iterdir()} - {"infralog.db-wal", "infralog.db-shm"} == {
        *names,
        "full",
    }
    assert not there.exists() or there.read_text() == "mine"
    (disk / "full").unlink()
    assert run("check", home=tmp_path, env=env).code == 0
