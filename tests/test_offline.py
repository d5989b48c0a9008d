"""No test, and no command that a test runs, turns to another machine."""

import socket
from pathlib import Path

import pytest

from tests.command import run
from tests.conftest import OffLoopback, tried
from tests.offline.sitecustomize import OFF_LOOPBACK

# Set aside for examples (RFC 5737); nobody is there.
ELSEWHERE = "192.0.2.1"


def test_a_command_that_turns_away_is_ended(tmp_path: Path) -> None:
    """Whatever a command does with the error, a test of it fails by its exit code."""
    ran = run("sync", f"http://{ELSEWHERE}/feed.xml", home=tmp_path)
    assert ran.code == OFF_LOOPBACK
    assert ELSEWHERE in ran.err


def test_a_test_that_turns_away_fails() -> None:
    """Within a test no connection is made, and none is tried in silence."""
    with pytest.raises(OffLoopback):
        socket.create_connection((ELSEWHERE, 80), timeout=1)
    assert tried
    tried.clear()  # else this test would fail, as any other does


def test_loopback_is_near(tmp_path: Path) -> None:
    """A server of the tests can be asked."""
    ran = run("sync", "http://127.0.0.1:1/feed.xml", home=tmp_path)
    assert ran.code == 3
