"""What the configuration and the environment say of a command's options, and who is to blame.

Both give an option its value where the command line does not, and are looked at as it is.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from infralog import config
from infralog.errors import UsageError

if TYPE_CHECKING:
    from typer._click.core import Context, Parameter


def fitted(
    table: Mapping[str, Any], parameters: Iterable["Parameter"], place: str
) -> dict[str, Any]:
    """Return a command's table of the configuration as its options take it.

    A hyphen in a key is as good as an underscore, and one value as good as a list of it.

    Args:
        table: By the names of options.
        parameters: Those of the command.
        place: Where the table stands, for errors.

    Raises:
        UsageError: An option is not known, or its value is none that any option takes.
    """
    options = {one.name: one for one in parameters if one.name and one.param_type_name == "option"}
    made: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in options or name == "help":
            near = get_close_matches(name, options, n=2)
            hint = f"did you mean: {', '.join(near)}" if near else "its --help lists the options"
            raise UsageError(f"{place}: unknown key {key!r}", hint=hint)
        many = bool(getattr(options[name], "multiple", False))
        values = value if many and isinstance(value, list) else [value]
        if not all(isinstance(each, (str, int, float)) for each in values):
            raise UsageError(f"{place}.{key} is neither a word nor a number")
        made[name] = [str(each) for each in values] if many else value
    return made


def place(ctx: "Context") -> str:
    """Return where a command's table stands: the file, and its name."""
    return f"{_file(ctx)}: {ctx.info_name}"


def blamed(error: Exception) -> str | None:
    """Return what to say of a value that nobody typed: where it comes from; None if it was typed.

    Args:
        error: The library's.
    """
    ctx, param = getattr(error, "ctx", None), getattr(error, "param", None)
    if not (isinstance(error, typer.BadParameter) and ctx and param and param.name):
        return None
    source = ctx.get_parameter_source(param.name)
    if source is None or source.name not in ("ENVIRONMENT", "DEFAULT_MAP"):
        return None
    variable = param.envvar or f"{ctx.auto_envvar_prefix}_{param.name}".upper()
    of = variable if source.name == "ENVIRONMENT" else f"{place(ctx)}.{param.name}"
    return f"{of}: {error.message.rstrip('.')}"


def _file(ctx: "Context") -> Path:
    session = ctx.find_root().obj
    return (session.config_file if session else None) or config.config_file()
