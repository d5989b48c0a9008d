"""A store that was synced once, for every test that only reads."""

from importlib.resources import files
from pathlib import Path

import pytest

from tests.command import run


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a user who has synced the sample; not to be written to."""
    folder = tmp_path_factory.mktemp("home")
    synced = run("sync", str(files("infralog") / "sample"), home=folder)
    assert synced.code == 0, synced
    return folder
