"""infralog demo: the main job on the packaged sample, in a temporary store, without the network."""

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from infralog.cli import Exit, run
from infralog.commands.output import stdout
from infralog.session import Session, is_terminal

SAMPLE = "SAMPLE"
TABLES = ("search", "show")

# What each step shows, and its command.
STEPS: Sequence[tuple[str, Sequence[str]]] = (
    ("Take in a feed and three bulletins, and find the incidents in them.", ("sync", SAMPLE)),
    ("Has Corrosion hurt San Jose before?", ("search", "corrosion", "--region", "sjc")),
    (
        "What went wrong with WireGuard since April 2026?",
        ("search", "--component", "wireguard", "--since", "2026-04"),
    ),
    (
        "The longest two, for a script.",
        (
            *("search", "--sort", "longest", "-n", "2", "--json"),
            *("--fields", "id,date,regions,components,duration_minutes,duration_text"),
        ),
    ),
    ("One of them whole, and why it is tagged as it is.", ("show", "--why", "sao-paulo")),
)


def command(ctx: typer.Context) -> Exit:
    """Show what infralog does, on a sample that comes with it."""
    of_all = _of_all(ctx.obj)
    out = stdout()
    with as_file(files("infralog") / "sample") as sample, _temporary_store():
        out.write(f"The sample is made up, and the store is temporary. {SAMPLE} is {sample}\n")
        for what, argv in STEPS:
            shown = shlex.join(_for_people(argv))
            out.write(f"\n# {what}\n$ infralog {shown}\n")
            out.flush()
            words = shlex.split(shown)
            code = run([*of_all, *(str(sample) if word == SAMPLE else word for word in words)])
            if code is not Exit.DONE:
                return code
        out.write("\nNow the real one: infralog sync\n")
    return Exit.DONE


def _of_all(session: Session) -> Sequence[str]:
    """Return what was asked of every command, for each of the steps."""
    return (
        *(("--config", str(session.config_file)) if session.config_file else ()),
        *("--color", session.color),
        *(("--quiet",) if session.quiet else ()),
        *(("--verbose",) if session.verbose else ()),
        *(() if session.pager else ("--no-pager",)),
    )


def _for_people(argv: Sequence[str]) -> Sequence[str]:
    """Return a command that draws its table, though it be for a pipe."""
    tabular = argv[0] in TABLES and "--json" not in argv
    return argv if is_terminal(sys.stdout) or not tabular else (*argv, "--format", "table")


@contextmanager
def _temporary_store() -> Iterator[None]:
    """Let every command use a store of its own, and leave nothing behind."""
    before = os.environ.get("INFRALOG_DB")
    with TemporaryDirectory(prefix="infralog-") as folder:
        os.environ["INFRALOG_DB"] = str(Path(folder) / "infralog.db")
        try:
            yield
        finally:
            del os.environ["INFRALOG_DB"]
            if before is not None:
                os.environ["INFRALOG_DB"] = before
