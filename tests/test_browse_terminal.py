"""`infralog browse` end to end, in a real pseudo-terminal."""

import os
import signal
import sys
from pathlib import Path

import pexpect
import pytest

from tests.command import PATIENCE, run, surroundings
from tests.screen import Terminal

CTRL_C = "\x03"
CTRL_Z = "\x1a"
ENTER = "\r"
ESCAPE = "\x1b"
DOWN, RIGHT = "\x1b[B", "\x1b[C"
# What a terminal is told at the end: out of the second screen, the cursor, no mouse, no pasting.
SANE = ("\x1b[?1049l", "\x1b[?25h", "\x1b[?1000l", "\x1b[?2004l")


def is_sane(terminal: Terminal) -> bool:
    """Tell whether a terminal was left as it was found."""
    return all(terminal.sent.rfind(code) > terminal.sent.find("\x1b[?1049h") for code in SANE)


def test_type_narrow_open_quit(home: Path) -> None:
    """One types, goes to a hit, reads it, goes back, narrows by a facet, and quits."""
    with Terminal("browse", home=home) as terminal:
        terminal.until("25 incidents")
        terminal.type("corrosion")
        terminal.until("5 incidents")
        terminal.type(ENTER)
        terminal.until("q Quit")
        terminal.type(ENTER)
        assert "One edge in San Jose" in terminal.until("similar")
        terminal.type(ESCAPE)
        terminal.until("5 incidents")
        terminal.type("f")
        terminal.until("regions")
        terminal.type(" ")
        terminal.until("region:sjc corrosion")
        terminal.type("q")
        assert terminal.end() == 0
        assert is_sane(terminal)


@pytest.mark.parametrize("size", [(40, 20), (24, 8), (200, 50)])
def test_it_fits(home: Path, size: tuple[int, int]) -> None:
    """However small or large the terminal is, one can search, read, and quit."""
    with Terminal("browse", "corrosion", home=home, size=size) as terminal:
        terminal.until("5 incidents")
        terminal.type(ENTER)
        terminal.until("Quit")
        terminal.type(ENTER)
        terminal.until("Stale Corrosion")
        terminal.type("q")
        assert terminal.end() == 0


@pytest.mark.parametrize("keys", ["", "corro", f"x{ESCAPE}t", f"x{ESCAPE}s"])
def test_ctrl_c_ends_it_at_once(home: Path, keys: str) -> None:
    """Ctrl-C ends it with 130 wherever one is, and leaves the terminal as it was."""
    with Terminal("browse", home=home) as terminal:
        terminal.until("incidents")
        terminal.type(keys)
        terminal.type(CTRL_C)
        assert terminal.end() == 130
        assert is_sane(terminal)
        assert "Traceback" not in terminal.sent


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_leaves_the_terminal_sane(home: Path, name: str) -> None:
    """Whoever kills it has the terminal back, and learns that it was killed."""
    number = signal.Signals[name]
    with Terminal("browse", home=home) as terminal:
        terminal.until("incidents")
        terminal.child.kill(number)
        assert terminal.end() == (130 if name == "SIGINT" else -number)
        assert is_sane(terminal)


def test_it_goes_to_the_shell_and_comes_back(home: Path) -> None:
    """Ctrl-Z leaves the terminal to the shell as it was; `fg` draws all anew, and keys go on."""
    with Terminal("browse", home=home) as terminal:
        terminal.until("25 incidents")
        terminal.type("corro")
        terminal.until("5 incidents")
        terminal.type(CTRL_Z)
        terminal.until(lambda _: is_sane(terminal))
        terminal.clear()
        terminal.child.kill(signal.SIGCONT)
        terminal.until("5 incidents")
        terminal.type("sionx")
        terminal.until("nothing matches")


def test_a_window_that_changes_its_size_is_drawn_anew(home: Path) -> None:
    """However quickly it does, and whatever is read meanwhile."""
    with Terminal("browse", home=home) as terminal:
        terminal.until("25 incidents")
        for rows, columns in ((20, 40), (50, 200), (3, 10), (36, 130)):
            terminal.resize(columns, rows)
            terminal.type("edge"[rows % 4])
        terminal.until("Enter Hits  Tab Complete  Esc Keys")
        terminal.until("─incident─")
        terminal.until("─facets─")


def test_a_closed_window_ends_it(home: Path) -> None:
    """It does not go on without a terminal."""
    with Terminal("browse", home=home) as terminal:
        terminal.until("incidents")
        terminal.child.close(force=False)
        assert not terminal.child.isalive()


def test_it_prints_the_command_that_finds_the_same(home: Path) -> None:
    """`b` ends it, and prints a search that a shell understands."""
    with Terminal("browse", "corrosion", "-r", "San Jose", home=home) as terminal:
        terminal.until("2 incidents")
        terminal.type(f"{ENTER}b")
        assert terminal.end() == 0
        assert terminal.sent.rstrip().endswith("""infralog search 'corrosion region:"San Jose"'""")


def test_it_prints_what_was_typed(home: Path) -> None:
    """The command says what was typed, where that finds the same; else that a word may go on."""
    for typed, told in (
        ("corrosion", "corrosion"),
        ("corro", "'corro OR corro*'"),
        ("zzzq", "zzzq"),
    ):
        with Terminal("browse", home=home) as terminal:
            terminal.type(f"{typed}{ENTER}b")
            assert terminal.end() == 0
            assert terminal.sent.rstrip().endswith(f"infralog search {told}")


# Keys at once -> what is shown in the end: each key is about what those before it brought.
AHEAD = {
    f"corrosion{ENTER}j{ENTER}": "sjc-week-old-routes",
    f"corrosion{DOWN}{DOWN}{ENTER}{ENTER}": "2024-08-10-notes",
    f"corrosion{ENTER}{ENTER}": "2024-07-18-stale-corrosion",
    f"corrosion{ENTER}f ": "region:sjc corrosion",
    f"corrosion{ENTER}f  j ": "region:gru corrosion",
    f"corrosion{ENTER}f m": "mentions too",
    f"corrosion{ENTER}tk{ENTER}": "sao-paulo-breaker",
    f"corrosion{ENTER}t{ENTER}e": "what had the fault (name)",
    f"corrosion{ENTER}s{RIGHT}{RIGHT}": "corrosion, by component",
    f"corrosion{ENTER}s{RIGHT}q/ region:gru": "1 incident",
    f"corrosion{ENTER}1": "sjc-week-old-routes",
    f"corrosion{ENTER}jjjv": "it was never edited",
    f"corrosion{ENTER}e": "what was changed (name)",
    f"region:gr\t{ENTER}{ENTER}": "sao-paulo-breaker",
}


@pytest.mark.parametrize(("keys", "then"), AHEAD.items())
def test_keys_typed_ahead_wait_for_what_they_are_about(home: Path, keys: str, then: str) -> None:
    """All keys at once, before anything is shown, do what they would do one by one."""
    with Terminal("browse", home=home) as terminal:
        terminal.until("incidents")
        terminal.type(keys)
        terminal.until(then)


def test_keys_typed_before_it_is_there_are_done(home: Path) -> None:
    """What is typed behind the command is not lost, and its Enter is one."""
    with Terminal("browse", home=home) as terminal:
        terminal.type(f"corrosion{ENTER}j{ENTER}")
        terminal.until("sjc-week-old-routes")


@pytest.mark.parametrize(
    ("encoding", "typed", "shown", "line"),
    [
        ("latin-1", "São", "São Paulo", "-"),
        ("ascii", "Sao", "Sao Paulo", "-"),
        ("euc-jp", "Sao", "São Paulo", "─"),
    ],
)
def test_a_terminal_that_is_not_utf_8_is_drawn_in_what_it_has(
    home: Path, encoding: str, typed: str, shown: str, line: str
) -> None:
    """Lines and signs become what looks like them, as wide, and letters are typed as they are."""
    told = {"PYTHONIOENCODING": encoding}
    with Terminal("browse", home=home, size=(130, 36), env=told, encoding=encoding) as terminal:
        terminal.until("25 incidents")
        terminal.type(typed)
        terminal.until(f"/ {typed}")
        assert shown in terminal.until(f"{line}1 incident{line}")
        terminal.type(f"{ENTER}e")
        assert "\\" not in terminal.until("why")
        terminal.type("q")
        assert terminal.end() == 0


def test_a_byte_that_means_nothing_ends_nothing(home: Path) -> None:
    """What no encoding has is typed as a sign for it, as by a paste of something else."""
    with Terminal("browse", home=home) as terminal:
        terminal.until("25 incidents")
        os.write(terminal.child.child_fd, b"corro\xe3\xff")
        terminal.until("corro\ufffd")
        terminal.type("\x7f\x7f")
        terminal.until("5 incidents")


def test_no_color_shows_none(home: Path) -> None:
    """With NO_COLOR nothing is coloured, and the cursor is still to be seen."""
    with Terminal("browse", home=home, env={"NO_COLOR": "1"}) as terminal:
        terminal.until("incidents")
        terminal.type(ESCAPE)
        terminal.until("q Quit")
        terminal.type("q")
        terminal.end()
        assert not [
            code for code in ("\x1b[3", "\x1b[38", ";36", ";32m") if code in colors(terminal)
        ]
        assert "\x1b[7" in terminal.sent or ";7" in terminal.sent


def colors(terminal: Terminal) -> str:
    """Return the sequences that set a colour other than the default."""
    import re

    found = re.findall(r"\x1b\[[\d;]*m", terminal.sent)
    return "".join(code for code in found if re.search(r"[\[;](3[0-8]|4[0-8]|9\d)\b", code))


@pytest.mark.parametrize("words", [(), ("--db", "x y.db")])
def test_without_a_terminal_it_says_what_to_run(home: Path, words: tuple[str, ...]) -> None:
    """In a pipe it ends with 2, and the command that prints the same."""
    ran = run(*words, "browse", "corrosion", "-r", "sjc", "--mentions", home=home)
    place = " --db 'x y.db'" if words else ""
    assert ran.code == 2
    assert ran.err == (
        "infralog: browse needs a terminal\n"
        f"hint: run: infralog{place} search --mentions 'corrosion region:sjc'\n"
    )


def test_without_a_terminal_to_draw_on_it_says_what_to_run(home: Path, tmp_path: Path) -> None:
    """Where stderr, on which it draws, goes elsewhere, nobody would see it."""
    told = tmp_path / "told"
    command = f"{sys.executable} -m infralog browse corrosion 2> {told}"
    child = pexpect.spawn("/bin/sh", ["-c", command], env=surroundings(home), timeout=PATIENCE)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    assert "run: infralog search corrosion" in told.read_text("utf-8")


def test_a_dumb_terminal_is_none(home: Path) -> None:
    """Where no cursor moves, nothing can be drawn."""
    with Terminal("browse", home=home, env={"TERM": "dumb"}) as terminal:
        assert terminal.end() == 2
        assert "browse needs a terminal" in terminal.sent


def test_an_unknown_region_on_the_command_line_is_an_error(home: Path) -> None:
    """What was asked by a flag and means nothing is said before all begins."""
    with Terminal("browse", "-r", "narnia", home=home) as terminal:
        assert terminal.end() == 2
        assert "unknown region: narnia" in terminal.sent
        assert "\x1b[?1049h" not in terminal.sent


def test_without_a_store_it_says_so(tmp_path: Path) -> None:
    """Before the first sync there is nothing to browse."""
    with Terminal("browse", home=tmp_path) as terminal:
        assert terminal.end() == 4
        assert "infralog sync" in terminal.sent


def test_without_textual_it_says_how_to_install_it(home: Path, tmp_path: Path) -> None:
    """It comes with an extra, and says with which."""
    (tmp_path / "textual.py").write_text("raise ModuleNotFoundError(name='textual')\n")
    with Terminal("browse", home=home, env={"PYTHONPATH": str(tmp_path)}) as terminal:
        assert terminal.end() == 2
        assert "pip install 'infralog[tui]'" in terminal.sent


def test_a_page_is_opened_in_the_browser(home: Path, tmp_path: Path) -> None:
    """`o` hands the URL to the user's browser, as one argument, and writes nothing here."""
    browser = tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\necho noise; printf %s "$1" > {tmp_path}/asked.part\n'
        f"mv {tmp_path}/asked.part {tmp_path}/asked\n"
    )
    browser.chmod(0o755)
    with Terminal("browse", home=home, env={"BROWSER": f"{browser} %s"}) as terminal:
        terminal.until("25 incidents")
        # All at once: what `o` opens is what was looked for last, though it is not read yet.
        terminal.type(f"week-old{ENTER}o")
        shown = terminal.until(lambda _: (tmp_path / "asked").exists())
        assert (tmp_path / "asked").read_text() == "https://fly.io/infra-log/sjc-week-old-routes/"
        assert "noise" not in shown
