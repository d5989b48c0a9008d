"""The options that several commands share, each once."""

from typing import Annotated

import typer

Region = Annotated[
    list[str] | None,
    typer.Option("-r", "--region", metavar="R", help="A code, city or group; repeatable (or)."),
]
Component = Annotated[
    list[str] | None,
    typer.Option("-c", "--component", metavar="C", help="A name or alias; repeatable (or)."),
]
NotRegion = Annotated[
    list[str] | None, typer.Option("--not-region", metavar="R", help="Without this region.")
]
NotComponent = Annotated[
    list[str] | None, typer.Option("--not-component", metavar="C", help="Without this component.")
]
Mentions = Annotated[
    bool, typer.Option("--mentions", help="Also where it is only mentioned, not affected.")
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="D", help="2024-06-27, 2024-06, 2024, 14d, 2w, yesterday."),
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="D", help="The last day, month or year, inclusive.")
]
On = Annotated[
    str | None, typer.Option("--on", metavar="D", help="In this day, month or year alone.")
]
Dates = Annotated[
    str | None,
    typer.Option("--dates", metavar="WHICH", help="occurred (default) or published."),
]
MinDuration = Annotated[
    str | None, typer.Option("--min-duration", metavar="T", help="At least so long: 1h, 90m.")
]
MaxDuration = Annotated[
    str | None, typer.Option("--max-duration", metavar="T", help="At most so long.")
]
Impact = Annotated[
    list[str] | None,
    typer.Option("--impact", metavar="I", help="none, minor or major; repeatable (or)."),
]
Kind = Annotated[list[str] | None, typer.Option("--kind", metavar="K", help="incident or notes.")]
Source = Annotated[list[str] | None, typer.Option("--source", metavar="NAME", help="Of a source.")]
Sort = Annotated[
    str | None,
    typer.Option("--sort", metavar="BY", help="relevance, newest, oldest or longest."),
]
Limit = Annotated[
    int | None, typer.Option("-n", "--limit", metavar="N", help="At most N (20; 0 is all).")
]
Offset = Annotated[int | None, typer.Option("--offset", metavar="N", help="Skip the first N.")]

Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="F",
        help="auto, table, json, jsonl, csv, tsv, markdown or ids.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Fields = Annotated[
    str | None, typer.Option("--fields", metavar="A,B", help="Which fields, in which order.")
]
ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit 1 if nothing matched.")]
