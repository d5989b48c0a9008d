"""What every measurement has at hand: the data, made once, and the commands that are compared."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import feeds, peers
from tests.benchmarks.accounts import COMMON
from tests.benchmarks.measure import Command
from tests.benchmarks.peers import Peer

_HERE = Path(__file__).parent
ROOT = _HERE.parent.parent
_READS = _HERE / "reads.py"
_MAKERS = (
    *("tests/benchmarks/accounts.py", "tests/benchmarks/feeds.py", "tests/benchmarks/logs.py"),
    *("infralog/stores/sqlite_schema.py", "infralog/stores/codes.py"),
)


class Sizes(NamedTuple):
    """How much data: entries of a feed, incidents of a store, and of those that a team shares."""

    sync: int
    big_sync: int
    small: int
    large: int
    largest: int
    shared: tuple[int, ...]
    times: int


WHOLE = Sizes(
    10_000, 50_000, 1_000, 100_000, 1_000_000, (1_000, 20_000, 100_000, 300_000), times=15
)
QUICK = Sizes(1_000, 2_000, 1_000, 10_000, 20_000, (1_000, 20_000), times=5)


class Bench:
    """A folder with data and peers, and how to run what is measured."""

    def __init__(self, cache: Path, sizes: Sizes) -> None:
        """Make the folder."""
        self.cache, self.sizes = cache, sizes
        self.home, self.data = cache / "home", cache / f"data-{_kind_of_data()}"
        for folder in cache.glob("data-*"):
            if folder != self.data:
                shutil.rmtree(folder)
        for folder in (self.home, self.data):
            folder.mkdir(parents=True, exist_ok=True)
        self._peers: dict[str, Peer | None] = {}

    # ------------------------------------------------------------ data

    def feed(self, count: int) -> Path:
        """Return a feed of so many entries."""
        path = self.data / f"feed-{count}.xml"
        if not path.exists():
            making = path.with_suffix(".part")
            feeds.write(making, count)
            making.rename(path)
        return path

    def log(self, count: int) -> Path:
        """Return a store of so many incidents; it is made in a process of its own."""
        path = self.data / f"log-{count}.db"
        if not path.exists():
            making = self.data / "making.db"
            self.gone(making)
            code = "import sys; from pathlib import Path; from tests.benchmarks import logs; "
            code += "logs.write(Path(sys.argv[1]), int(sys.argv[2]))"
            argv = [sys.executable, "-c", code, str(making), str(count)]
            subprocess.run(argv, check=True, cwd=ROOT)
            making.rename(path)
        return path

    def has_log(self, count: int) -> bool:
        """Tell whether a store of so many incidents was made."""
        return (self.data / f"log-{count}.db").exists()

    def scratch(self, name: str) -> Path:
        """Return the path of a file that is not there."""
        path = self.home / name
        self.gone(path)
        return path

    @staticmethod
    def gone(path: Path) -> None:
        """Delete a database and what stands beside it."""
        for ending in ("", "-wal", "-shm", ".search", ".search-wal", ".search-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)

    # ------------------------------------------------------------ commands

    def infralog(self, *arguments: str) -> Command:
        """Return infralog's installed command; where there is none, its module."""
        script = Path(sys.executable).with_name("infralog")
        start = [str(script)] if script.exists() else [sys.executable, "-m", "infralog"]
        return Command([*start, *arguments])

    def search(self, count: int, *arguments: str) -> Command:
        """Return a search of a store for a common word."""
        return self.infralog("--db", str(self.log(count)), "search", COMMON, *arguments)

    def sync(self, feed: Path, store: Path, *, fresh: bool) -> Command:
        """Return what takes a feed into a store, which is new or as it is."""
        command = self.infralog("--db", str(store), "sync", "--max-size", "4096", str(feed))
        return command._replace(before=lambda: self.gone(store)) if fresh else command

    def python(self, code: str, *arguments: str) -> Command:
        """Return a script of one's own, run by the interpreter that infralog has."""
        return Command([sys.executable, "-c", code, *arguments])

    def reader(self, what: str, database: Path, *named: str) -> Command | None:
        """Return what reads.py does in reader's environment."""
        peer = self.peer("reader")
        argv = [str(_READS), what, str(database), *named]
        return Command([peer.python, *argv]) if peer else None

    def peer(self, name: str) -> Peer | None:
        """Return a program to compare with; None if it cannot be installed."""
        if name not in self._peers:
            self._peers[name] = peers.installed(name, self.cache)
            if self._peers[name] is None:
                sys.stderr.write(f"{name} cannot be installed, and is not compared with\n")
        return self._peers[name]

    def versions(self) -> dict[str, str]:
        """Return the versions of those that were compared with."""
        return {name: peer.version for name, peer in self._peers.items() if peer}

    def hot(self, count: int, *names: str) -> dict[str, dict[str, list[float]]]:
        """Return what each round of some ways to answer took, within one process."""
        argv = [sys.executable, "-m", "tests.benchmarks.hot", str(self.log(count)), ",".join(names)]
        done = subprocess.run(argv, check=True, cwd=ROOT, capture_output=True, text=True)
        told: dict[str, dict[str, list[float]]] = json.loads(done.stdout)
        return told


def _kind_of_data() -> str:
    """Return a hash of what data is made by: it is made anew when that has changed."""
    digest = hashlib.sha256()
    for name in _MAKERS:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()[:8]


def default_cache() -> Path:
    """Return where data and peers are kept between runs: some 5 GB of them, if all is measured."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "infralog-benchmarks"


__all__ = ["QUICK", "WHOLE", "Bench", "Sizes", "default_cache"]
