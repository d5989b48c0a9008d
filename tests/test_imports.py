"""Start-up stays cheap: a command loads only what it needs, shown in a fresh interpreter."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import surroundings

# The libraries that cost a start more than it takes to answer; `pydantic` comes with newer typers.
HEAVY = ("bs4", "feedparser", "httpx2", "pydantic", "rich", "sqlite_utils", "stamina", "textual")
# Of the standard library, those that cost a millisecond or more, and that typer does not load.
COSTLY = ("asyncio", "dataclasses", "html.parser", "importlib.metadata", "tomllib", "zoneinfo")

PROBE = """
import sys
from infralog.cli import run
code = run(sys.argv[1:])
print(code.value, *sorted(sys.modules), file=sys.stderr)
"""


def loaded(home: Path, *arguments: str) -> set[str]:
    """Return the names of all modules that a command loads."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        env={**surroundings(home), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    code, *modules = done.stderr.splitlines()[-1].split()
    assert code == "0", done
    return set(modules)


@pytest.mark.parametrize(
    "command",
    [
        ("search", "corrosion", "--json"),
        ("search", "corrosion", "-r", "sjc", "-c", "corrosion", "--json"),
        ("search", "--format", "tsv"),
        ("show", "sjc-week-old-routes", "--json"),
        ("schema",),
        (),
    ],
)
def test_an_answer_for_a_script_loads_nothing_heavy(home: Path, command: tuple[str, ...]) -> None:
    """What reads the store and prints plain text needs neither parsers, nor HTTP, nor rich."""
    assert not loaded(home, *command) & {*HEAVY, *COSTLY}


def test_a_table_loads_rich_alone(home: Path) -> None:
    """A table for people needs rich, and nothing else that is heavy."""
    assert loaded(home, "search", "--format", "table") & {*HEAVY} == {"rich"}


def test_a_date_loads_no_table_of_zones(home: Path) -> None:
    """A filter by date is arithmetic on days."""
    assert "zoneinfo" not in loaded(home, "search", "--since", "2026-04", "--json")


def test_the_package_imports_nothing() -> None:
    """`import infralog` costs nothing, whatever is done with it."""
    code = "import sys; before = {*sys.modules}; import infralog; print({*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "{'infralog'}\n"
