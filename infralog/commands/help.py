"""How a command explains itself: what it does, examples first, then its options in groups."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

if TYPE_CHECKING:
    from typer._click.core import Context, Parameter
    from typer._click.formatting import HelpFormatter

_REST = "Options"


class Explained(TyperCommand):
    """A command with examples, and with a heading for each `rich_help_panel` of its options."""

    examples: Sequence[tuple[str, str]] = ()
    """What each does, and its arguments behind `infralog`."""

    def __init__(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 -- the library's
        super().__init__(*args, **named)
        for parameter in self.params:
            vars(parameter)["show_envvar"] = False  # `infralog --help` tells how they are named

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Look at what the configuration says of the command before it becomes its defaults."""
        if ctx.default_map:
            from infralog.commands.defaults import fitted, place

            ctx.default_map = fitted(ctx.default_map, self.params, place(ctx))
        return super().parse_args(ctx, args)

    def format_help_text(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write what it does, and the examples."""
        super().format_help_text(ctx, formatter)
        if self.examples:
            with formatter.section("Examples"):
                for does, arguments in self.examples:
                    formatter.write(f"{'':{formatter.current_indent}}infralog {arguments}\n")
                    formatter.write(f"{'':{formatter.current_indent + 4}}{does}\n")

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the options under the headings of their groups, the ungrouped ones last."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            told = parameter.get_help_record(ctx)
            if told is not None:
                groups.setdefault(_group(parameter), []).append(told)
        for heading, rows in sorted(groups.items(), key=lambda group: group[0] == _REST):
            with formatter.section(heading):
                formatter.write_dl(rows)


def _group(parameter: "Parameter") -> str:
    if parameter.param_type_name == "argument":
        return "Arguments"
    return getattr(parameter, "rich_help_panel", None) or _REST
