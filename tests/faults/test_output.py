"""Nothing from outside reaches a terminal raw; any surroundings get an answer, or a clear line."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from infralog.cli import COMMANDS
from tests.command import Ran, run, surroundings
from tests.faults.poison import HARMLESS, OBEYED, POISON, hostile, poison
from tests.faults.tty import see
from tests.posts import Post, feed
from tests.screen import Terminal

# By what an incident of the sample is known, whatever stands behind it.
ID = "sjc-week-old"
COMMANDS_OF_A_READER: Sequence[tuple[str, ...]] = (
    (),
    ("search",),
    ("search", "corrosion", "-n", "0"),
    ("search", "nosuchwordatall"),
    ("search", "--format", "table", "--facet", "region,component,month"),
    ("show", ID),
    ("show", "--why", ID),
    ("show", "--raw", ID),
    ("show", "--history", ID),
    ("show", "--diff", ID),
    ("similar", ID),
    ("similar", "routes were stale"),
    ("stats",),
    ("stats", "--by", "component,month"),
    ("timeline",),
    ("regions",),
    ("components",),
    ("check",),
    ("sources",),
    ("retag", "--dry-run"),
    ("tag", ID),
)
FORMATS = ("table", "json", "json-full", "jsonl", "csv", "tsv", "markdown", "ids", "atom")
FIELDS = "id,title,url,entry_id,time_text,duration_text,impact_text,text,snippet,evidence,regions"
WRONG: Sequence[tuple[str, ...]] = (
    ("show", f"nothing{POISON}"),
    ("show", "2024"),  # many: their IDs are listed
    ("search", f"region:{POISON}"),
    ("search", "--since", POISON),
    ("search", "--fields", POISON),
    ("search", "--format", POISON),
    (POISON,),
    ("search", f"--{POISON}"),
    ("--config", f"/nowhere/{POISON}", "search"),
    ("--db", f"/nowhere/{POISON}", "search"),
    ("sync", f"/nowhere/{POISON}"),
    ("sync", f"https://127.0.0.1:1/{POISON}"),
    ("tag", ID, f"+component:{POISON}"),
)


@pytest.fixture(scope="module")
def poisoned(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a user whose store was in strange hands."""
    folder = tmp_path_factory.mktemp("poisoned")
    for file in home.glob("infralog.db*"):
        shutil.copy(file, folder)
    poison(folder / "infralog.db")
    return folder


def harmless(ran: Ran) -> None:
    """Check that an answer, and what is said beside it, is text and nothing else."""
    assert hostile(ran.out) == set()
    assert hostile(ran.err) == set()
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("command", COMMANDS_OF_A_READER, ids=" ".join)
def test_nothing_in_a_store_is_obeyed(poisoned: Path, command: tuple[str, ...]) -> None:
    """In a pipe and on a terminal, no byte of what is stored is more than text."""
    ran = run(*command, home=poisoned)
    assert ran.code in (0, 4 if "check" in command else 0), ran.err
    harmless(ran)
    seen = see("--no-pager", *command, home=poisoned)
    assert seen.code == ran.code
    assert hostile(seen.raw, drawn=True) == set()


def test_the_full_screen_sends_only_what_it_draws(poisoned: Path) -> None:
    """In the browser, too, a title, a text, and what is beside them are no more than text."""
    with Terminal("browse", home=poisoned, size=(120, 40)) as terminal:
        terminal.until("SJC edges")
        terminal.type("\r")
        terminal.until("Private networking")
        terminal.type("\x03")
        terminal.end()
    for obeyed in OBEYED:
        assert obeyed not in terminal.sent
    assert "\x1b]8;;https://evil" not in terminal.sent


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("command", ["search", "show", "similar"])
def test_no_format_lets_anything_through(poisoned: Path, command: str, format_: str) -> None:
    """Whatever the format, and with every field, in a pipe and on a terminal."""
    fields = () if format_ in ("ids", "atom") else ("--fields", FIELDS)
    asked = {"search": ("corrosion",), "show": (ID,), "similar": (ID,)}[command]
    whole = (command, *asked, "--format", format_, *fields)
    ran = run(*whole, home=poisoned)
    if ran.code == 2 and "ormat" in ran.err:
        pytest.skip(f"{command} has no {format_}")
    assert ran.code == 0, ran.err
    harmless(ran)
    if format_ in ("json", "tsv", "csv"):
        assert HARMLESS in ran.out
    if format_ == "json":
        assert POISON in json.loads(ran.out)[0]["title"]
    seen = see("--no-pager", *whole, home=poisoned)
    assert hostile(seen.raw, drawn=format_ == "table") == set()


@pytest.mark.parametrize("command", WRONG, ids=range(len(WRONG)))
def test_no_error_repeats_what_a_terminal_obeys(poisoned: Path, command: tuple[str, ...]) -> None:
    """What was typed, and names of files, come back in an error as text, and never raw."""
    ran = run(*command, home=poisoned)
    assert ran.code in (2, 3, 4), ran
    harmless(ran)
    assert all(len(line) < 200 for line in ran.err.splitlines())
    assert hostile(see(*command, home=poisoned).raw, drawn=True) == set()


LONG = "x" * 100_000
QUOTING: Sequence[tuple[str, ...]] = (
    *((LONG,), ("search", f"--{LONG}"), ("search", f"region:{LONG}"), ("search", "-c", LONG)),
    *(("search", flag, LONG) for flag in ("--since", "--fields", "--format", "--facet", "--sort")),
    *(("search", "--source", LONG), ("search", "--min-duration", LONG), ("search", "-n", LONG)),
    *(("show", LONG), ("similar", LONG), ("similar", ID, "-r", LONG), ("stats", "--by", LONG)),
    *(("tag", ID, f"+region:{LONG}"), ("tag", ID, LONG), ("tag", LONG), ("timeline", "--on", LONG)),
    *(("sources", LONG), ("sources", "remove", LONG), ("sources", "add", "x", LONG)),
    *(("sources", "add", LONG, "https://example.org"), ("sources", "import", LONG)),
    *(("sync", LONG), ("sync", f"https://{LONG}"), ("sync", f"gopher://{LONG}"), ("backup", LONG)),
    *(("--db", LONG, "search"), ("--config", LONG, "search"), ("--color", LONG, "search")),
    *(("--db", f"{LONG}://x", "search"), ("copy", LONG, LONG), ("search", "--fields", "x")),
)


@pytest.mark.parametrize("command", QUOTING, ids=range(len(QUOTING)))
def test_a_line_is_short_whatever_it_quotes(home: Path, command: tuple[str, ...]) -> None:
    """What is said on stderr is a few lines of under 200 characters, of which none is a bug's."""
    ran = run(*command, home=home)
    assert ran.code in (0, 2, 3, 4), ran.err[:200]
    assert ran.err
    assert all(len(line) < 200 for line in ran.err.splitlines()), ran.err
    assert len(ran.err.splitlines()) <= 4


@pytest.mark.parametrize(
    "words", ["show ", "search --region ", "search --fields ", "similar ", "tag "]
)
def test_completion_offers_only_text(poisoned: Path, words: str) -> None:
    """What the Tab key offers goes into a command line: names of what is stored, as text."""
    for shell in ("bash", "zsh", "fish"):
        env = {
            "_INFRALOG_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": f"infralog {words}",
            "COMP_CWORD": str(len(words.split()) + 1),
            "_TYPER_COMPLETE_ARGS": f"infralog {words}",
        }
        ran = run(home=poisoned, env=env)
        harmless(ran)
        assert "evil" not in ran.out


@pytest.mark.parametrize("env", [{}, {"COMP_WORDS": "infralog", "COMP_CWORD": "\x1b[31m"}])
def test_a_shell_that_asks_nonsense_is_told_nothing(home: Path, env: dict[str, str]) -> None:
    """At the Tab key no error is shown, whatever the shell has said, or not said."""
    ran = run(home=home, env={"_INFRALOG_COMPLETE": "complete_bash", **env})
    assert (ran.code, ran.out, ran.err) == (2, "", "")


def test_a_document_puts_nothing_onto_a_terminal(tmp_path: Path) -> None:
    """A hostile file with a hostile name is taken in, named, listed and shown as text."""
    path = tmp_path / "x\x1b[31m\u202e.xml"
    feed(path, Post("a-post", f"t{POISON}".replace("\x00", ""), f"<p>SJC {POISON}</p>", id=None))
    for command in (
        ["sync", str(path)],
        ["sync", "-v", "--full", str(path)],
        ["sync", "--json", "--full", str(path)],
        ["search"],
        ["show", "a-post"],
        ["search", "--json"],
    ):
        ran = run(*command, home=tmp_path)
        harmless(ran)
        assert hostile(see("--no-pager", *command, home=tmp_path).raw, drawn=True) == set()
    assert HARMLESS in run("search", "--json", home=tmp_path).out


# ---------------------------------------------------------------- any surroundings

SURROUNDINGS = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "C": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "no columns": {"COLUMNS": "0"},
    "many columns": {"COLUMNS": "99999999999999999999"},
    "words for columns": {"COLUMNS": "wide", "LINES": "-1"},
    "one column": {"COLUMNS": "1"},
    "raised columns": {"COLUMNS": "²", "LINES": "²"},
    "dumb": {"TERM": "dumb"},
    "unknown": {"TERM": "nonsense"},
    "no term": {"TERM": ""},
    "no zone": {"TZ": "Nowhere/Nothing"},
}


# Where characters are not UTF-8, and how Python is made to believe it.
NARROW = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.parametrize("encoding", NARROW)
def test_a_terminal_that_is_not_utf_8_sees_what_looks_alike(tmp_path: Path, encoding: str) -> None:
    """Quotes, dashes and dots are those of ASCII, columns stay, and data keeps what it was."""
    title = "“Naïve” caches — gone…"
    text = "<p>SJC: don\u2019t 東京 \U0001f525 for 5\u202fminutes, naïvely.</p>"
    feed(tmp_path / "feed.xml", Post("naive", title, text))
    env = NARROW[encoding]
    assert run("sync", str(tmp_path / "feed.xml"), home=tmp_path, env=env).code == 0
    seen = narrow("search", "caches", "--format", "table", home=tmp_path, env=env)
    i = "ï" if encoding == "latin-1" else "i"
    assert f'"Na{i}ve" caches - gone.' in seen
    columns = {tuple(at for at, sign in enumerate(row) if sign == "|") for row in seen.split("\n")}
    assert len(columns - {()}) == 1
    shown = see("--no-pager", "show", "naive", home=tmp_path, env={**env, "COLUMNS": "90"})
    assert shown.code == 0
    assert "don't ???? ?? for 5 minutes" in shown.raw
    assert "\\u" not in seen + shown.raw
    (told,) = json.loads(narrow("search", "caches", "--json", home=tmp_path, env=env))
    assert told["title"] == title
    assert "東京 \U0001f525" in told["text"]
    atom = narrow("search", "--format", "atom", home=tmp_path, env=env)
    assert "&#8220;Na&#239;ve&#8221;" in atom
    error = run("show", "Na—ve", home=tmp_path, env={"PYTHONIOENCODING": "ascii"}).err
    assert "'Na-ve'" in error


def narrow(*command: str, home: Path, env: Mapping[str, str]) -> str:
    """Run infralog where characters are not UTF-8, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "infralog", *command],
        env={**surroundings(home), **env},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("latin-1")


@pytest.mark.parametrize("env", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_any_surroundings_are_answered(home: Path, env: dict[str, str]) -> None:
    """Whatever the environment says, each command answers, as a table and in a pipe."""
    for command in (
        ["search", "--format", "table"],
        ["show", "--why", ID],
        ["stats"],
        ["timeline"],
        ["regions"],
        ["check"],
    ):
        ran = run(*command, home=home, env=env)
        assert (ran.code, "Traceback" in ran.err) == (0, False), (command, ran.err)
        assert ran.out
    seen = see("--no-pager", "search", "corrosion", home=home, env=env)
    assert seen.code == 0, seen.raw


# Where stdout, stderr or stdin are, and how it then ends.
PLACES = {
    "search > /dev/full": 4,
    "search --json -n 0 > /dev/full": 4,
    f"show --raw {ID} > /dev/full": 4,
    "search --format table > /dev/full": 4,
    "stats > /dev/full": 4,
    "timeline > /dev/full": 4,
    "check --json > /dev/full": 4,
    "schema > /dev/full": 4,
    "--help > /dev/full": 4,
    "search >&-": 4,
    "search --json >&- 2>&-": 4,
    "timeline >&-": 4,
    "--version >&-": 4,
    "-q search nosuchword --format ids >&-": 0,
    "show nosuchid >&- <&-": 2,
    "sync - >&- <&- 2>&-": 3,
    "search --format table >&- <&-": 4,
    "search nosuchword 2>&-": 0,
    "search nosuchword 2> /dev/full": 0,
    "show nosuchid 2>&-": 2,
    "search <&-": 0,
    "show - <&-": 2,
    "sync - <&-": 3,
    "search -n 0 --json | head -c 1 > /dev/null; exit ${PIPESTATUS[0]}": 0,
    "show --raw sjc-week | true; exit ${PIPESTATUS[0]}": 0,
    "schema | true; exit ${PIPESTATUS[0]}": 0,
    "--help | true; exit ${PIPESTATUS[0]}": 0,
}


@pytest.mark.parametrize(("command", "code"), PLACES.items(), ids=PLACES)
def test_streams_may_be_closed_or_full(home: Path, command: str, code: int) -> None:
    """What could not be written is told, in a line; that nobody reads a pipe is no matter."""
    if "/dev/full" in command and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m infralog {command}"],
        env=surroundings(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert len(done.stderr.splitlines()) <= 2
    if code == 4 and "2>&-" not in command:
        assert "infralog: cannot write the output: " in done.stderr


@pytest.mark.parametrize("stdout", [">/dev/full", ">&-", "| true"])
def test_what_cannot_be_told_is_taken_in(tmp_path: Path, stdout: str) -> None:
    """A sync goes on, whatever becomes of its summary, and all sources are in."""
    if "full" in stdout and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    feeds = [feed(tmp_path / f"{n}.xml", Post(f"p{n}", f"P{n}", "<p>SJC</p>")) for n in range(5)]
    synced = f"{sys.executable} -m infralog sync {' '.join(map(str, feeds))} {stdout}"
    done = subprocess.run(
        ["bash", "-c", f"{synced}; exit ${{PIPESTATUS[0]}}"],
        env=surroundings(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    quiet = stdout == "| true"
    assert (done.returncode, bool(done.stderr)) == ((0, False) if quiet else (4, True))
    found = run("search", "--format", "ids", home=tmp_path).out.split()
    assert sorted(found) == [f"p{n}" for n in range(5)]


def test_a_user_may_have_nothing(home: Path) -> None:
    """Without HOME, PATH, a locale, or any variable at all there is an answer."""
    done = subprocess.run(
        [sys.executable, "-m", "infralog", "--db", str(home / "infralog.db"), "search", "--json"],
        env={},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)


def test_every_command_of_a_reader_is_among_these() -> None:
    """No command that shows what is stored is left out of the tests above."""
    told = {command[0] for command in COMMANDS_OF_A_READER if command}
    others = {"sync", "browse", "schema", "demo", "backup", "copy"}
    assert set(COMMANDS) - told == set(COMMANDS) & others


def test_a_folder_that_is_gone_is_no_matter(home: Path, tmp_path: Path) -> None:
    """Where the folder that it is run in was removed, there is an answer."""
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f"cd {gone} && rmdir {gone} && {sys.executable} -P -m infralog search --json"
    env = {**surroundings(home), "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run(
        ["sh", "-c", command],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)


@pytest.mark.parametrize("trouble", ["MemoryError", "ImportError('no room')"])
def test_a_part_may_be_missing(tmp_path: Path, trouble: str) -> None:
    """Where it cannot even be imported, that is said, in a line, and what to do."""
    (tmp_path / "typer.py").write_text(f"raise {trouble}\n")
    ran = run("search", home=tmp_path, env={"PYTHONPATH": str(tmp_path)})
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("infralog: cannot start: ")
    assert len(ran.err.splitlines()) == 2
