"""The README does not lie: what it says can be run, and is all there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from infralog import record
from infralog.cli import COMMANDS, Exit
from tests.command import run, surroundings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")

# What needs the network, a person, or another program, or changes the user's own files.
LEFT_OUT = (
    *("sync", "-q sync", "browse", "--install-completion", "sources", "COMMAND", "tag ID"),
    *("check --repair", "copy FROM"),
)
# The README speaks of the real log, to a person; the tests have the sample, in a pipe.
STANDS_FOR = {"edge-proxies": "sjc-week", "--facet": "--format table --facet", "github": "fly"}


def spans() -> list[str]:
    """Return every infralog command in the README, without what stands behind a pipe."""
    inline = re.findall(r"`infralog ([^`]+)`", README)
    blocks = re.findall(r"^    (?:\$ )?infralog (.+)$", README, re.MULTILINE)
    first = (re.split(r" [|>] ", command)[0] for command in (*inline, *blocks))
    return sorted({c for c in first if not c.startswith(LEFT_OUT)})


@pytest.mark.parametrize("command", spans())
def test_what_the_readme_shows_can_be_run(home: Path, tmp_path: Path, command: str) -> None:
    """Every command in the README ends with 0, as a shell reads it."""
    for name, other in STANDS_FOR.items():
        command = command.replace(name, other)
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m infralog {command}"],  # noqa: S607 -- any bash
        env={**surroundings(home), "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_the_two_commands_are_there() -> None:
    """A stranger is given one command that shows it, and one that tests it."""
    venv = "python3 -m venv .venv && .venv/bin/"
    assert f"\n    {venv}pip install -q . && .venv/bin/infralog demo\n" in README
    assert f"\n    {venv}pip install -q -e '.[dev]' && .venv/bin/pytest\n" in README


def test_every_field_is_explained() -> None:
    """The table of fields has each field of a record."""
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", README, re.MULTILINE)
    told = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(set(told) & set(record.FIELDS)) == sorted(record.FIELDS)


def test_every_exit_code_is_explained() -> None:
    """The table of exit codes has each that is not a bug."""
    told = [int(code) for code in re.findall(r"^\| (\d+) \| ", README, re.MULTILINE)]
    assert told == sorted(code for code in Exit if code is not Exit.BUG)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_named(command: str) -> None:
    """No command without a word in the README."""
    assert re.search(rf"infralog (-\w+ )*{command}\b", README)


def test_every_picture_is_there() -> None:
    """Each picture of the README exists, and loads nothing from elsewhere."""
    for name in re.findall(r"!\[[^]]+\]\(([^)]+)\)", README):
        picture = (ROOT / name).read_text("utf-8")
        links = re.findall(r"https?://[^\"')\s]+", picture)
        assert [link for link in links if not link.startswith("http://www.w3.org/")] == []


def test_the_python_recipe_runs(home: Path) -> None:
    """The README's lines of Python find something."""
    recipe = re.search(r"^    import infralog\n(?:\n|    .*\n)+", README, re.MULTILINE)
    assert recipe
    code = re.sub(r"^    ", "", recipe[0], flags=re.MULTILINE)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            code.replace("infralog.open()", f"infralog.open({str(home / 'infralog.db')!r})"),
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert "SJC edges handed out week-old routes" in done.stdout


def test_the_jq_recipe_reads_what_is_printed(home: Path) -> None:
    """Where jq is, its recipe works on what the command prints."""
    import shutil

    if not shutil.which("jq"):
        pytest.skip("there is no jq here")
    found = run("search", "--sort", "longest", "--json", home=home).out
    recipe = re.search(r"jq -r '(\.\[\] \| [^']+)'", README)
    assert recipe
    done = subprocess.run(
        ["jq", "-r", recipe[1]],  # noqa: S607 -- any jq
        input=found,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("1440\n") or done.stdout.split()[0].isdigit()


def test_the_store_opens_in_sqlite_utils(home: Path) -> None:
    """The SQL of the README's recipe runs on the file as it is."""
    recipe = re.search(r'sqlite-utils "\$INFRALOG_DB" "([^"]+)"', README)
    assert recipe
    done = subprocess.run(
        [sys.executable, "-m", "sqlite_utils", str(home / "infralog.db"), recipe[1]],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "2026-06-11" in done.stdout


def test_every_promise_is_proved_by_a_test_that_is_there() -> None:
    """Each test that the README names exists, once."""
    there = [
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    ]
    named = re.findall(r"`(test_\w+)`", README)
    assert named
    assert {name: there.count(name) for name in named} == dict.fromkeys(named, 1)


def test_what_is_locked_names_no_index() -> None:
    """The locked requirements are versions and hashes, of all that the project asks for itself."""
    locked = (ROOT / ".ci" / "requirements.txt").read_text("utf-8")
    pins = re.findall(r"^([a-z0-9-]+)==\S+", locked, re.MULTILINE)
    assert len(pins) == len(
        re.findall(r"^[a-z0-9-]+==[^\\]+\\\n    --hash=sha256:", locked, re.MULTILINE)
    )
    assert not re.search(r"https?:|file:|--[a-z]*index|--find|^-", locked, re.MULTILINE)
    asked = re.findall(
        r'^    "([a-z0-9-]+)[>=<]', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE
    )
    assert set(asked) <= set(pins)
