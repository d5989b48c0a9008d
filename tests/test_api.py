"""infralog from Python gives what the command gives."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import infralog
from infralog import InfralogError
from tests.command import run


def test_a_search_finds_what_the_command_finds(home: Path) -> None:
    """The same words and filters have the same answer, evidence included."""
    asked = ("search", "corrosion", "--region", "San Jose", "--since", "2024", "--json")
    told = json.loads(run(*asked, home=home).out)
    with infralog.open(home / "infralog.db") as log:
        page = log.search("corrosion", region="San Jose", since="2024")
        hits = list(page.hits)
    assert [hit.incident.id for hit in hits] == [row["id"] for row in told]
    assert page.total == len(told) > 0
    assert hits[0].incident.evidence


def test_values_come_one_or_several(home: Path) -> None:
    """A filter takes one text or several, of which any will do."""
    with infralog.open(home / "infralog.db") as log:
        both = log.search(component=["wireguard", "corrosion"], limit=0).total
        one, other = (log.search(component=c).total for c in ("wireguard", "corrosion"))
    assert max(one, other) < both <= one + other


def test_one_is_had_by_its_prefix(home: Path) -> None:
    """An incident is had whole by the beginning of its ID."""
    with infralog.open(home / "infralog.db") as log:
        assert log.get("sjc-week").id == "sjc-week-old-routes"


def test_sync_tells_what_came(tmp_path: Path) -> None:
    """A sync into a new store makes it, and tells what came of each source."""
    with infralog.open(tmp_path / "new" / "x.db", write=True) as log:
        (pulled,) = log.sync(str(files("infralog") / "sample" / "feed.xml"))
        assert len(pulled.new) == 12
        assert log.search("corrosion").total


def test_what_a_user_can_mend_is_an_infralog_error(tmp_path: Path, home: Path) -> None:
    """A missing store and an unknown region are errors of infralog's own tree."""
    with pytest.raises(InfralogError):
        infralog.open(tmp_path / "none.db")
    with (
        infralog.open(home / "infralog.db") as log,
        pytest.raises(InfralogError, match="unknown region"),
    ):
        log.search(region="atlantis")


def test_the_surface_is_what_is_declared() -> None:
    """Each name in `__all__` is there, in a fresh interpreter, and dir() need not be trusted."""
    code = "import infralog; print([getattr(infralog, name).__name__ for name in infralog.__all__])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(infralog.__all__)
    with pytest.raises(AttributeError):
        infralog.nothing  # noqa: B018 -- the access is what is tested
