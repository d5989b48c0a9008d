"""The options that several commands share, each once."""

from collections.abc import Callable
from inspect import Parameter, Signature, signature
from typing import Annotated, Any

import typer

from infralog.model import Sort
from infralog.query import Dates, Filters
from infralog.views import Format

Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[QUERY]", help='Words, "a phrase", OR, -without, prefix*, region:sjc.'),
]

OutputFormat = Annotated[
    Format,
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
Mentions = Annotated[bool, typer.Option("--mentions", help="Also where it is only mentioned.")]
ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit 1 if nothing matched.")]


def _many(flags: tuple[str, ...], metavar: str, says: str) -> Any:  # noqa: ANN401 -- an annotation
    return Annotated[list[str] | None, typer.Option(*flags, metavar=metavar, help=says)]


def _one(kind: Any, flags: tuple[str, ...], metavar: str, says: str) -> Any:  # noqa: ANN401 -- likewise
    return Annotated[kind, typer.Option(*flags, metavar=metavar, help=says)]


# By the field of Filters that each fills: the option, and what it is where it is not given.
FILTERS: dict[str, tuple[Any, Any]] = {
    "region": (_many(("-r", "--region"), "R", "A code, city or group; repeatable (or)."), None),
    "component": (_many(("-c", "--component"), "C", "A name or alias; repeatable (or)."), None),
    "not_region": (_many(("--not-region",), "R", "Without this region."), None),
    "not_component": (_many(("--not-component",), "C", "Without this component."), None),
    "mentions": (Mentions, False),
    "since": (_many(("--since",), "D", "2024-06-27, 2024-06, 2024, 14d, 2w, yesterday."), None),
    "until": (_many(("--until",), "D", "Likewise; that day, month or year included."), None),
    "on": (_many(("--on",), "D", "In this day, month or year alone."), None),
    "dates": (_one(Dates, ("--dates",), "WHICH", "occurred or published."), "occurred"),
    "min_duration": (_many(("--min-duration",), "T", "At least so long: 1h, 90m."), None),
    "max_duration": (_many(("--max-duration",), "T", "At most so long."), None),
    "impact": (_many(("--impact",), "I", "none, minor or major; repeatable (or)."), None),
    "kind": (_many(("--kind",), "K", "incident or notes."), None),
    "source": (_many(("--source",), "NAME", "Of this source; repeatable (or)."), None),
    "sort": (_one(Sort | None, ("--sort",), "BY", "relevance, newest, oldest or longest."), None),
    "limit": (
        Annotated[int, typer.Option("-n", "--limit", metavar="N", min=0, help="0 means all.")],
        20,
    ),
    "offset": (
        Annotated[
            int,
            typer.Option(
                "--offset", metavar="N", min=0, help="Skip the first N.", show_default=False
            ),
        ],
        0,
    ),
}


def filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the flags of `Filters` in place of its parameter `filters`."""

    def with_flags(**given: Any) -> Any:  # noqa: ANN401 -- whatever the command returns
        typed = {name: given.pop(name) for name in FILTERS}
        lists = {name: tuple(value) for name, value in typed.items() if isinstance(value, list)}
        some = {name: value for name, value in typed.items() if value is not None}
        return command(**given, filters=Filters(**{**some, **lists}))

    own = signature(command).parameters.values()
    flags = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=option)
        for name, (option, default) in FILTERS.items()
    ]
    kept = [p.replace(kind=Parameter.KEYWORD_ONLY) for p in own if p.name != "filters"]
    # What the library asks for: the name, the help, and the parameters.
    with_flags.__name__, with_flags.__doc__ = command.__name__, command.__doc__
    vars(with_flags)["__signature__"] = Signature([*kept, *flags])
    return with_flags
