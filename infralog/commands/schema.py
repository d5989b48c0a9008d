"""infralog schema: the JSON Schema of what `--json` prints."""

import typer

from infralog.commands.output import stdout
from infralog.schema import schema


def command(ctx: typer.Context) -> None:  # noqa: ARG001 -- every command takes it
    """Print the JSON Schema of the records."""
    from json import dumps

    stdout("json").write(dumps(schema(), indent=2) + "\n")
