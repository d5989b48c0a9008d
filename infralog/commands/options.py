"""The options that several commands share, each once."""

from collections.abc import Callable
from inspect import Parameter, Signature, signature
from typing import Annotated, Any

import typer

from infralog.model import Sort
from infralog.query import Dates, Filters
from infralog.views import Format

WHICH = "Which incidents"
SHOWN = "How they are shown"

Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[QUERY]", help='Words, "a phrase", OR, -without, prefix*, region:sjc.'),
]

OutputFormat = Annotated[
    Format,
    typer.Option(
        "--format",
        metavar="F",
        help="table, json, json-full, jsonl, csv, tsv, markdown, ids, atom; auto: table, or TSV.",
        show_default=False,
        rich_help_panel=SHOWN,
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help="The same as --format json.", rich_help_panel=SHOWN)
]
Fields = Annotated[
    str | None,
    typer.Option(
        "--fields", metavar="A,B", help="Which fields, in which order.", rich_help_panel=SHOWN
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")]
Mentions = Annotated[
    bool,
    typer.Option(
        "--mentions", help="Also where it is only mentioned, not affected.", rich_help_panel=WHICH
    ),
]
Facet = Annotated[
    list[str] | None,
    typer.Option(
        metavar="A,B",
        help="Count all matches by region, component, month...; in a table or json-full.",
        rich_help_panel=SHOWN,
    ),
]
Open = Annotated[
    bool,
    typer.Option("--open", help="Open the page in the browser instead.", rich_help_panel=SHOWN),
]
ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit 1 if nothing matched.")]


def _many(flags: tuple[str, ...], metavar: str, says: str) -> Any:  # noqa: ANN401 -- an annotation
    return _one(list[str] | None, flags, metavar, says)


def _one(kind: Any, flags: tuple[str, ...], metavar: str, says: str) -> Any:  # noqa: ANN401 -- likewise
    option = typer.Option(
        *flags, metavar=metavar, help=says, rich_help_panel=WHICH, show_default=False
    )
    return Annotated[kind, option]


def _count(*flags: str, says: str) -> Any:  # noqa: ANN401 -- likewise
    option = typer.Option(
        *flags, metavar="N", min=0, help=says, rich_help_panel=SHOWN, show_default=False
    )
    return Annotated[int, option]


_SORTS = "relevance (where there are words), newest, oldest or longest."

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
    "dates": (
        _one(Dates, ("--dates",), "WHICH", "Mean the day it occurred (default) or was published."),
        "occurred",
    ),
    "min_duration": (_many(("--min-duration",), "T", "At least so long: 1h, 90m."), None),
    "max_duration": (_many(("--max-duration",), "T", "At most so long."), None),
    "impact": (_many(("--impact",), "I", "none, minor or major; repeatable (or)."), None),
    "kind": (_many(("--kind",), "K", "incident, or notes: a bulletin's engineering notes."), None),
    "source": (_many(("--source",), "NAME", "Of this source; repeatable (or)."), None),
    "changed_since": (
        _many(("--changed-since",), "D", "First seen, or seen to have been edited, since then."),
        None,
    ),
    "sort": (_one(Sort | None, ("--sort",), "BY", _SORTS), None),
    "limit": (_count("-n", "--limit", says="At most N (default 20); 0 means all."), 20),
    "offset": (_count("--offset", says="Skip the first N."), 0),
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
    first = [p for p in kept if p.name in ("ctx", "query")]
    rest = [p for p in kept if p not in first]
    # What the library asks for: the name, the help, and the parameters.
    with_flags.__name__, with_flags.__doc__ = command.__name__, command.__doc__
    vars(with_flags)["__signature__"] = Signature([*first, *flags, *rest])
    return with_flags


def limited(default: int, says: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return what gives a filtered command another limit where none is asked for."""

    def with_limit(command: Callable[..., Any]) -> Callable[..., Any]:
        limit = _count("-n", "--limit", says=says)
        flags = [
            p.replace(default=default, annotation=limit) if p.name == "limit" else p
            for p in signature(command).parameters.values()
        ]
        vars(command)["__signature__"] = Signature(flags)
        return command

    return with_limit


# For a filtered command that leaves nothing out, unless a limit is asked for.
unlimited = limited(0, "At most N (default all).")


def is_given(ctx: typer.Context, option: str) -> bool:
    """Tell whether a user gave an option, or left it as it is."""
    source = ctx.get_parameter_source(option)
    return source is not None and source.name != "DEFAULT"
