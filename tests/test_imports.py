"""Start-up stays cheap: a command loads only what it needs, shown in a fresh interpreter."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import surroundings

# The libraries that cost a start more than it takes to answer; `pydantic` comes with newer typers.
HEAVY = (
    *("bs4", "feedparser", "httpx2", "psycopg", "pydantic", "rich", "sqlite_utils", "stamina"),
    "textual",
)
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


# What each command may load of these, and does; nothing else.
NOTHING: set[str] = set()
VOCABULARY = {"tomllib"}
TABLE = {"rich", "dataclasses"}
READING = {"html.parser", "tomllib", "zoneinfo"}
BUDGETS: dict[tuple[str, ...], set[str]] = {
    (): NOTHING,
    ("--version",): NOTHING,
    ("search", "--help"): NOTHING,
    ("search", "corrosion", "--json"): NOTHING,
    ("search", "corrosion", "-r", "sjc", "-c", "corrosion", "--json"): NOTHING,
    ("search", "--since", "2026-04", "--format", "tsv"): NOTHING,
    ("search", "--facet", "region,month", "--format", "json-full"): NOTHING,
    ("search", "--format", "table"): TABLE,
    ("show", "sjc-week-old-routes", "--json"): NOTHING,
    ("show", "sjc-week-old-routes", "--why", "--format", "tsv"): NOTHING,
    ("stats", "--by", "component", "--json"): NOTHING,
    ("stats", "--format", "table"): TABLE,
    ("timeline", "--json"): NOTHING,
    ("schema",): NOTHING,
    ("similar", "sjc-week-old-routes", "--json"): VOCABULARY,
    ("regions", "--json"): VOCABULARY,
    ("components", "--format", "table"): TABLE | VOCABULARY,
    ("check", "--json"): READING,
    ("retag", "--dry-run"): READING,
}
# Of infralog itself, what a search for a script loads.
SEARCHING = {
    *("cli", "commands", "config", "errors", "model", "names", "query", "record", "safe"),
    *("session", "stores", "views"),
}


@pytest.mark.parametrize("command", BUDGETS)
def test_a_command_loads_what_it_needs(home: Path, command: tuple[str, ...]) -> None:
    """Each command loads, of what costs a start, what it cannot do without, and nothing else."""
    assert loaded(home, *command) & {*HEAVY, *COSTLY} == BUDGETS[command]


def test_a_search_loads_no_stage_of_writing(home: Path) -> None:
    """Of infralog a search loads what asks and what shows, and nothing that reads or writes."""
    modules = loaded(home, "search", "corrosion", "-r", "sjc", "--json")
    ours = {name.split(".")[1] for name in modules if name.startswith("infralog.")}
    assert ours <= SEARCHING
    stores = {name for name in modules if name.startswith("infralog.stores.sqlite_")}
    assert not {name for name in stores if name.endswith(("_check", "_schema", "_write"))}


def test_a_date_loads_no_table_of_zones(home: Path) -> None:
    """A filter by date is arithmetic on days."""
    assert "zoneinfo" not in loaded(home, "search", "--since", "2026-04", "--json")


def test_the_package_imports_nothing() -> None:
    """`import infralog` costs nothing, whatever is done with it."""
    code = "import sys; before = {*sys.modules}; import infralog; print({*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "{'infralog'}\n"
