"""infralog regions: the regions of the vocabulary, and how often each was affected."""

import typer

from infralog.commands import options, vocabulary


def command(
    ctx: typer.Context,
    *,
    mentions: options.Mentions = False,
    format: options.OutputFormat = "auto",  # noqa: A002 -- the name of the flag
    json: options.Json = False,
    fields: options.Fields = None,
) -> None:
    """List the regions, how many incidents each had, when last."""
    vocabulary.listing(ctx.obj, "region", format, fields, json=json, mentions=mentions)
