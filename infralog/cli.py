"""argv -> one call -> one view. Sole owner of exit codes, and of what a user is told of errors."""

import os
import re
import signal
import sys
from collections.abc import Sequence
from enum import IntEnum
from errno import EBADF
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from infralog import __version__, config
from infralog.commands.help import Explained
from infralog.errors import LACKING, InfralogError, SourceError, StoreError, UsageError
from infralog.session import LONGEST, Color, Session, complain, forget, named_by, stop_gaps

if TYPE_CHECKING:
    from typer._click.core import Command, Context


class Exit(IntEnum):
    """How a run ended.

    Attributes:
        DONE: Also when nothing matched, or nothing was new.
        NOTHING: Only with `--exit-code`: nothing matched, or nothing was new.
        USAGE: What was asked cannot be answered as typed.
        SOURCE: A source failed; what could be stored is stored.
        STORE: The store failed, or the output could not be written.
        BUG: What ought not to happen.
    """

    DONE = 0
    NOTHING = 1
    USAGE = 2
    SOURCE = 3
    STORE = 4
    BUG = 70
    INTERRUPTED = 130


# Name -> module: a module is imported when its command runs, or to list them all.
COMMANDS = {
    name: f"infralog.commands.{name}"
    for name in (
        *("sync", "sources", "search", "show", "similar", "stats", "timeline", "regions"),
        *("components", "browse", "check", "backup", "copy", "retag", "tag", "schema", "demo"),
    )
}


# Those that take the words of a search, and what may be one of them, to be left out.
_ASKED = ("search", "stats", "timeline", "browse")
_MINUS = re.compile(r"-[^\W\d_][\w:-]{3,}")


class _ClosedPipe(Exception):
    """Whoever read the output has closed it."""


class _Commands(TyperGroup):
    """The commands, each in a module of its own."""

    def list_commands(self, ctx: "Context") -> list[str]:  # noqa: ARG002 -- a method of the library
        return list(COMMANDS)

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":  # noqa: ARG002 -- likewise
        if cmd_name not in COMMANDS:
            return None
        module = import_module(COMMANDS[cmd_name])
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(cmd_name, cls=getattr(module, "Command", Explained))(module.command)
        command = typer.main.get_command(app)
        vars(command)["examples"] = getattr(module, "EXAMPLES", ())
        if "_INFRALOG_COMPLETE" in os.environ:
            import_module("infralog.commands.complete").attach(command)
        return command

    def resolve_command(
        self, ctx: "Context", args: list[str]
    ) -> "tuple[str | None, Command | None, list[str]]":
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=2)
            hint = f"did you mean: {', '.join(near)}" if near else "infralog --help lists all"
            raise UsageError(f"unknown command: {name}", hint=hint)
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **kwargs: Any) -> "Context":  # noqa: ANN401 -- the library's
        try:
            return super().make_context(*args, **kwargs)
        except BrokenPipeError as exc:  # of the help
            raise _ClosedPipe from exc

    def invoke(self, ctx: "Context") -> Any:  # noqa: ANN401 -- whatever a command returns
        try:
            return super().invoke(ctx)
        except BrokenPipeError as exc:  # the library would make it exit 1
            raise _ClosedPipe from exc


app = typer.Typer(
    cls=_Commands,
    invoke_without_command=True,
    rich_markup_mode=None,  # rich costs 35 ms, and help is text
    pretty_exceptions_enable=False,
    context_settings={
        "auto_envvar_prefix": "INFRALOG",
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
    },
)


def _version(asked: bool) -> None:  # noqa: FBT001 -- a callback of an option
    if asked:
        print(f"infralog {__version__}")  # noqa: T201 -- the answer
        raise typer.Exit


@app.callback()
def infralog(
    ctx: typer.Context,
    *,
    db: Annotated[
        str | None, typer.Option(metavar="PATH-OR-URL", help="The store.", show_default=False)
    ] = None,
    config_file: Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="FILE",
            help="The configuration.",
            envvar="INFRALOG_CONFIG",
            show_default=False,
        ),
    ] = None,
    color: Annotated[Color | None, typer.Option(help="Colours: auto by default.")] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say more.")] = False,
    pager: Annotated[
        bool | None,
        typer.Option(
            "--pager/--no-pager",
            help="Page long answers on a terminal.",
            allow_from_autoenv=False,  # INFRALOG_PAGER names a program
        ),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where a bug is.")] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            allow_from_autoenv=False,
            help="Show the version.",
        ),
    ] = False,
) -> None:
    """Has this outage happened before? Search the Fly.io Infra Log from the terminal."""
    del debug, version  # the one is read from argv, the other ends the run
    # The sources are written there, and the file is made if it is missing.
    made = ctx.invoked_subcommand == "sources"
    values = config.read(config_file, COMMANDS, made=made)
    sources = values.pop("sources", None)  # publishers, not options of the command of that name
    ctx.default_map = values
    ctx.obj = Session(
        db=db or values.get("db"),
        color=color or values.get("color", "auto"),
        quiet=quiet or values.get("quiet", False),
        verbose=verbose or values.get("verbose", False),
        config_file=config_file,
        pager=values.get("pager", True) if pager is None else pager,
        sources=sources,
        named=named_by(
            getattr(ctx.get_parameter_source("db"), "name", ""),
            db,
            config_file or config.config_file() if values.get("db") else None,
        ),
    )
    if ctx.invoked_subcommand is None:
        from infralog.commands.overview import overview

        overview(ctx.obj)


def main() -> None:
    """Run the command with this process's arguments, and exit."""
    stop_gaps()
    code = _flush(run(sys.argv[1:]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done, and to end takes a moment
    sys.exit(code)


def run(arguments: Sequence[str]) -> Exit:
    """Run the command, and tell the user what went wrong; never raises but with `--debug`."""
    try:
        command = typer.main.get_command(app)
        result = command.main(list(arguments), prog_name="infralog", standalone_mode=False)
        return Exit(result or Exit.DONE)
    except _ClosedPipe:
        return Exit.DONE
    except (KeyboardInterrupt, typer.Abort):
        return Exit.INTERRUPTED
    except Exception as exc:
        if "_INFRALOG_COMPLETE" in os.environ:  # at the Tab key nothing is said
            return Exit.USAGE
        if "--debug" in arguments and _told(exc)[2] is Exit.BUG:
            raise
        return complain_of(exc, arguments)


def complain_of(exc: Exception, arguments: Sequence[str] = ()) -> Exit:
    """Tell the user of an error, on stderr, and return the exit code that it ends with."""
    from infralog.safe import line, wrapped  # errors quote what came from outside

    message, hint, code = _told(exc)
    if code is Exit.USAGE:
        hint = "; ".join(filter(None, (hint, _left_out(arguments))))
    complain(f"infralog: {line(message)}")
    for candidate in getattr(exc, "candidates", ()):
        complain(f"  {line(candidate)}")
    for row in wrapped(f"hint: {line(hint)}", LONGEST) if hint else ():
        complain(row)
    return code


def _told(exc: Exception) -> tuple[str, str | None, Exit]:
    """Return what to tell a user of an error: the message, the hint, and the exit code."""
    if isinstance(exc, InfralogError):
        return exc.message, exc.hint, _code(exc)
    if isinstance(exc, typer.TyperException):
        path = getattr(getattr(exc, "ctx", None), "command_path", None)
        hint = f"{path} --help" if path else None
        from infralog.commands.defaults import blamed

        return blamed(exc) or exc.format_message().removesuffix("."), hint, Exit.USAGE
    if isinstance(exc, OSError):
        if exc.errno == EBADF:
            return "cannot write the output: it is closed", None, Exit.STORE
        what = exc.filename or "cannot write the output"
        return f"{what}: {exc.strerror or exc}", None, Exit.STORE
    if isinstance(exc, LACKING):
        return "there is not enough memory", "ask for less at once, or allow more", Exit.STORE
    hint = "this is a bug in infralog; infralog --debug ... shows where"
    return f"{type(exc).__name__}: {exc}", hint, Exit.BUG


def _left_out(arguments: Sequence[str]) -> str | None:
    """Return how a word is left out, where one was perhaps meant: `-corrosion` is `-c orrosion`."""
    command = next((name for name in arguments if name in _ASKED), None)
    before = takewhile(lambda argument: argument != "--", arguments)
    word = next((argument for argument in before if _MINUS.fullmatch(argument)), None)
    if command is None or word is None:
        return None
    return f"to leave a word out, put it behind --: infralog {command} -- {word[:40]}"


def _code(exc: InfralogError) -> Exit:
    if isinstance(exc, UsageError):
        return Exit.USAGE
    if isinstance(exc, StoreError):
        return Exit.STORE
    return Exit.SOURCE if isinstance(exc, SourceError) else Exit.BUG


def _flush(code: Exit) -> Exit:
    """Write out what is left, and say so if that fails; a closed pipe is no failure."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        forget(sys.stdout)
    except OSError as exc:
        forget(sys.stdout)
        return complain_of(exc)
    return code


__all__ = ["Exit", "app", "complain_of", "main", "run"]
