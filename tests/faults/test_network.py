"""The faults of a network as a user meets them, through the command line, and in time."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from itertools import dropwhile
from pathlib import Path
from random import Random

import pytest

from tests.command import run, surroundings
from tests.faults.log import FULL, after, before, holds, synced
from tests.server import Answer, Site, certificate

FEED = (files("infralog") / "sample" / "feed.xml").read_bytes()
INTERRUPTS = 60 if FULL else 12

# What a server does, what is then said of it, and within how many seconds; a full run, which wants
# a machine for itself, looks at the clock.
FAULTS: dict[str, tuple[Answer, str, float]] = {
    "half": (Answer(body=FEED, cut=len(FEED) // 2), "cut off", 15),
    "short": (Answer(body=FEED, headers={"Content-Length": "999999"}), "cut off", 15),
    "no length": (Answer(body=FEED[: len(FEED) // 2], length=False), "the document ends", 15),
    "gone": (Answer(404), "404", 10),
    "busy": (Answer(503, headers={"Retry-After": "9999"}), "503", 10),
    "portal": (
        Answer(body=b"<html><body><h1>Log in</h1><form></form></body></html>"),
        "no incident",
        10,
    ),
    "json": (Answer(body=b'{"error": "x"}'), "JSON", 10),
    "nothing": (Answer(body=b""), "empty", 10),
    "no HTTP": (Answer(raw=b"\x1b[31mSSH-2.0\r\n"), "HTTP", 20),
    "file": (Answer(302, headers={"Location": "file:///etc/passwd"}), "neither http nor https", 10),
    "bomb": (
        Answer(body=b"\x1f\x8b" + b"x" * 99, headers={"Content-Encoding": "gzip"}),
        "damaged",
        10,
    ),
    "large": (Answer(headers={"Content-Length": str(2**40)}), "larger than", 10),
    "silent": (Answer(delay=60), "sent nothing for 10 s", 45),
    "drip": (Answer(body=FEED, drip=1), "not received whole within 30 s", 45),
}


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve on loopback."""
    with Site() as serving:
        yield serving


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_in_time_and_takes_nothing(site: Site, tmp_path: Path, name: str) -> None:
    """Whatever the server does: exit 3, a line with its address, and all that was stored."""
    answer, words, seconds = FAULTS[name]
    if seconds > 20 and not FULL and name != "silent":
        pytest.skip("half a minute: with INFRALOG_FAULTS=full")
    site.answer("/feed.xml", Answer(body=FEED), answer)
    url = site.url("/feed.xml")
    assert run("sync", url, home=tmp_path).code == 0
    stored = run("search", "-n", "0", "--json", home=tmp_path).out
    begun = time.monotonic()
    ran = run("sync", url, home=tmp_path, timeout=180)
    assert not FULL or time.monotonic() - begun < seconds
    assert ran.code == 3, ran
    assert words in ran.err
    assert "Traceback" not in ran.err
    assert url in ran.err + ran.out
    assert "\x1b" not in ran.err
    assert all(len(line) < 200 for line in ran.err.splitlines())
    assert run("search", "-n", "0", "--json", home=tmp_path).out == stored


def test_a_proxy_is_asked(tmp_path: Path) -> None:
    """HTTP_PROXY is asked for a host that nobody else knows; what it has is stored."""
    with Site() as proxy:
        proxy.put("http://log.example.test/feed.xml", FEED)
        env = {"HTTP_PROXY": proxy.url("")}
        ran = run("sync", "http://log.example.test/feed.xml", home=tmp_path, env=env)
        assert ran.code == 0, ran.err
        ran = run(
            "sync",
            "https://log.example.test/feed.xml",
            home=tmp_path,
            env={"HTTPS_PROXY": proxy.url("")},
        )
    assert (ran.code, "proxy" in ran.err) == (3, True), ran.err


def test_a_certificate_must_be_vouched_for(tmp_path: Path) -> None:
    """Who nobody vouches for is not asked, and the user is told; SSL_CERT_FILE vouches."""
    try:
        pem = certificate(tmp_path)
    except FileNotFoundError:
        pytest.skip("there is no openssl here")
    with Site(pem) as site:
        site.put("/feed.xml", FEED)
        ran = run("sync", site.url("/feed.xml"), home=tmp_path)
        assert ran.code == 3
        assert "certificate" in ran.err
        assert site.requests == []
        env = {"SSL_CERT_FILE": str(tmp_path / "certificate.pem")}
        assert run("sync", site.url("/feed.xml"), home=tmp_path, env=env).code == 0


def test_the_summary_of_a_failure_is_for_scripts_too(site: Site, tmp_path: Path) -> None:
    """With --json what failed is named beside what is new."""
    site.answer("/feed.xml", Answer(body=FEED[: len(FEED) // 2], length=False))
    ran = run("sync", "--json", site.url("/feed.xml"), home=tmp_path)
    assert ran.code == 3
    told = [json.loads(line) for line in ran.out.splitlines()]
    assert [one["failed"] for one in told if "failed" in one]
    assert [one["id"] for one in told if one.get("change") == "new"]


# ---------------------------------------------------------------- Ctrl-C


@contextmanager
def syncing(home: Path, source: str, *python: str) -> "Iterator[subprocess.Popen[str]]":
    """Start a sync, with options for Python."""
    with subprocess.Popen(
        [sys.executable, *python, "-m", "infralog", "sync", source],
        env=surroundings(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def interrupted(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Press Ctrl-C; return how it ended, and what it said. In a full run it has a second to."""
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    kept, process.stdin = process.stdin, None  # lest it is closed
    _, told = process.communicate(timeout=240)
    process.stdin = kept
    assert not FULL or time.monotonic() - begun < 1
    return process.returncode, told


# Of either it would be told, had it been waited for: nothing for 10 s, not whole within 30 s.
@pytest.mark.parametrize(
    "answer", [Answer(body=FEED, drip=0.2), Answer(delay=600)], ids=["drip", "silent"]
)
def test_ctrl_c_ends_a_transfer_at_once(site: Site, tmp_path: Path, answer: Answer) -> None:
    """While a server drips or is silent: 130 at once, without a word of Python's."""
    site.answer("/feed.xml", answer)
    for number in range(2):
        with syncing(tmp_path, site.url("/feed.xml")) as process:
            while len(site.requests) == number:
                assert process.poll() is None
                time.sleep(0.02)
            assert interrupted(process) == (130, "")


def test_ctrl_c_ends_a_wait_for_a_file(tmp_path: Path) -> None:
    """A pipe that nobody writes into, and a standard input that never ends, can be left."""
    os.mkfifo(tmp_path / "pipe")
    with (
        syncing(tmp_path, str(tmp_path / "pipe")) as process,
        (tmp_path / "pipe").open("wb"),  # which waits until it is read
    ):
        assert interrupted(process) == (130, "")
    with syncing(tmp_path, "-") as process:
        assert process.stdin
        process.stdin.write("x" * 2**20)  # more than a pipe holds: it is read
        process.stdin.flush()
        assert interrupted(process) == (130, "")


def test_ctrl_c_leaves_the_store_whole(tmp_path: Path) -> None:
    """At any moment, from the first import on: 130, or done before; nothing half, not a word.

    The moments are told by what Python says of each import; while it says so, we are at work.
    """
    was, old = before(tmp_path)
    now, new = after(tmp_path)
    random = Random(7)
    imports = len(list(imported(tmp_path, now)))
    assert imports > 100
    codes = set()
    for number in range(INTERRUPTS):
        home = tmp_path / str(number)
        home.mkdir()
        synced(home / "infralog.db", was)
        with syncing(home, str(now), "-X", "importtime") as process:
            assert process.stderr
            rows = ours(process.stderr)
            for _ in range(random.randrange(1, imports)):
                next(rows, None)
            time.sleep(random.choice((0, 0, 0.01, 0.1)))  # any moment will do
            code, told = interrupted(process)
        assert code in (0, 130)
        assert [row for row in told.splitlines() if not row.startswith("import time:")] == []
        codes.add(code)
        holds(home / "infralog.db", old, {**old, **new})
    assert 130 in codes


def imported(home: Path, source: Path) -> Iterator[str]:
    """Yield what Python says of the imports of a sync."""
    with syncing(home, str(source), "-X", "importtime") as process:
        assert process.stderr
        yield from ours(process.stderr)


def ours(rows: Iterable[str]) -> Iterator[str]:
    """Yield what follows the first import of our own; before, Python starts, and is its own."""
    yield from dropwhile(lambda row: "typer" not in row, rows)
