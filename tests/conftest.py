"""A store that was synced once, for every test that only reads; and no way off this machine."""

import os
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from infralog.stores import Store, open_store
from tests.command import run
from tests.offline.sitecustomize import turns_away
from tests.postgres import fresh_database, running

# On a busy machine an example takes as long as it takes; and what is green is green again. The full
# run of the faults looks elsewhere each time.
settings.register_profile(
    "infralog",
    deadline=None,
    derandomize=os.environ.get("INFRALOG_FAULTS") != "full",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("infralog")


class OffLoopback(Exception):
    """A test turned to another machine."""


tried: list[str] = []
"""The hosts that the running test turned to."""


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    host = turns_away(event, arguments)
    if host is not None:
        tried.append(host)
        raise OffLoopback(host)


sys.addaudithook(_refuse)


@pytest.fixture(autouse=True)
def near() -> Iterator[None]:
    """Fail a test that turned to another machine, though it passed over the error."""
    yield
    hosts = [*tried]
    tried.clear()
    assert hosts == []


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a user who has synced the sample; not to be written to."""
    folder = tmp_path_factory.mktemp("home")
    synced = run("sync", str(files("infralog") / "sample"), home=folder)
    assert synced.code == 0, synced
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Open an empty store."""
    opened = open_store(str(tmp_path / "x.db"), write=True)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Run a PostgreSQL server till the end of the tests, if one of them asks for it.

    Where none can be started those tests are left out, and in CI they fail.
    """
    given = os.environ.get("INFRALOG_TEST_PG")
    if given:
        yield given
        return
    with running() as url:
        yield url


@pytest.fixture
def database(postgres: str) -> Iterator[str]:
    """Make an empty database, and return its URL."""
    with fresh_database(postgres) as url:
        yield url
