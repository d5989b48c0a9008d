"""On a terminal an answer is drawn, paged, coloured and linked, and fits."""

import os
import re
from pathlib import Path

import pytest

from tests.command import run
from tests.terminal import see

COLOR = re.compile(r"\x1b\[[0-9;]*3[0-7]")


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize(
    "command",
    [
        ("search", "corrosion"),
        ("search", "--facet", "region,month"),
        ("show", "--why", "sjc-week"),
        ("regions",),
        ("components",),
        ("stats",),
        ("stats", "--by", "component,month"),
        ("timeline",),
        ("similar", "sjc-week"),
        ("check",),
        (),
    ],
)
def test_every_answer_fits_its_terminal(home: Path, command: tuple[str, ...], columns: int) -> None:
    """No line runs into the next one, in any width."""
    seen = see("--no-pager", *command, home=home, columns=columns)
    assert seen.code == 0, seen.rows
    assert seen.rows
    written = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b\]8;[^\x1b]*\x1b\\", "", seen.raw)
    assert len(written.rstrip().splitlines()) <= len(seen.rows)


def test_what_matched_is_highlighted(home: Path) -> None:
    """The words that were looked for stand out, and titles are links."""
    seen = see("search", "corrosion", home=home)
    assert re.search(r"\x1b\[1;35m[Cc]orrosion", seen.raw)
    assert "\x1b]8;" in seen.raw


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_unwanted(home: Path, env: dict[str, str]) -> None:
    """NO_COLOR and a dumb terminal get none; a dumb one gets no escape sequence at all."""
    seen = see("search", "corrosion", home=home, env=env)
    assert not COLOR.search(seen.raw)
    assert ("\x1b" in seen.raw) == ("TERM" not in env)


def test_colour_can_be_insisted_on(home: Path) -> None:
    """--color always colours in a pipe, and never is never."""
    drawn = ("search", "corrosion", "--format", "table")
    assert COLOR.search(run("--color", "always", *drawn, home=home).out)
    assert not COLOR.search(run(*drawn, home=home).out)
    assert not COLOR.search(see("--color", "never", "search", "corrosion", home=home).raw)


# ---------------------------------------------------------------- the pager


def test_an_answer_is_paged_on_a_terminal_alone(home: Path) -> None:
    """PAGER shows what a person reads; --no-pager, a pipe and `cat` do without."""
    env = {"PAGER": "sed s/^/PAGED:/"}
    assert see("search", home=home, env=env).rows[0].startswith("PAGED:")
    assert "PAGED:" not in see("--no-pager", "search", home=home, env=env).raw
    assert "PAGED:" not in run("search", home=home, env=env).out
    assert "PAGED:" not in see("search", "--json", home=home, env=env).raw
    assert "PAGED:" not in see("search", home=home, env={**env, "INFRALOG_PAGER": "cat"}).raw


def test_less_is_told_how_to_behave(home: Path) -> None:
    """Unless the user says otherwise, less quits if all fits, shows colours, leaves the screen."""
    env = {"PAGER": "sh -c 'echo LESS=$LESS; cat'"}
    assert see("search", home=home, env=env).rows[0] == "LESS=FRX"
    assert see("search", home=home, env={**env, "LESS": "S"}).rows[0] == "LESS=S"


def test_a_reader_may_have_seen_enough(home: Path) -> None:
    """A pager that quits early is no error, and one that is not there is done without."""
    assert see("search", "-n", "0", home=home, env={"PAGER": "head -1"}).code == 0
    seen = see("search", home=home, env={"PAGER": "/no/such/pager"})
    assert seen.code == 0
    assert seen.rows[0].startswith("Date")


# ---------------------------------------------------------------- the browser


def test_a_page_is_opened_in_the_browser(home: Path, tmp_path: Path) -> None:
    """--open gives the page of the best match, or of what is shown, to the user's browser."""
    told = tmp_path / "told"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {told}\n')
    browser.chmod(0o755)
    env = {"BROWSER": f"{browser} %s", "PATH": os.environ["PATH"]}
    assert run("show", "sjc-week", "--open", home=home, env=env).out == ""
    assert (
        run(
            "search", "corrosion", "region:sjc", "--sort", "newest", "--open", home=home, env=env
        ).code
        == 0
    )
    assert told.read_text().split() == ["https://fly.io/infra-log/sjc-week-old-routes/"] * 2


def test_no_browser_is_told(home: Path) -> None:
    """Without a browser the address is given instead."""
    ran = run("show", "sjc-week", "--open", home=home, env={"BROWSER": "false"})
    assert ran.code == 2
    assert "https://fly.io/infra-log/sjc-week-old-routes/" in ran.err


def test_a_demo_is_as_was_asked(tmp_path: Path) -> None:
    """What is asked of every command holds for each that the demo runs: no pager, no colour."""
    seen = see("--no-pager", "--color", "never", "demo", home=tmp_path, env={"PAGER": "wc -c"})
    assert seen.code == 0
    assert any("A breaker trips" in row for row in seen.rows)
    assert not COLOR.search(seen.raw)
