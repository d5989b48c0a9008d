"""infralog stats: how many, how long, and whether more than before."""

from typing import Annotated

import typer

from infralog import counts, dimensions, stats_record
from infralog.cli import Exit
from infralog.commands import hints, options, output, picture
from infralog.commands.output import Output
from infralog.dimensions import DIMENSIONS, Dimension
from infralog.errors import UsageError
from infralog.model import Page, Query
from infralog.query import Filters
from infralog.session import Session
from infralog.stats import Overview, Report
from infralog.stores import Store
from infralog.views import Records
from infralog.views.words import count

EXAMPLES = (
    ("What the log tells, at a glance.", "stats"),
    ("Which components, for how long, and is it more than before?", "stats --by component"),
    ("A heat map of one region.", "stats --region sjc --by component,month"),
    ("A picture for a slide.", "stats --by component --svg components.svg"),
)

# So many values are shown to people, unless they ask for another number.
_ROWS = 20
_MOST = 2

By = Annotated[
    list[str] | None,
    typer.Option(
        metavar="A[,B]",
        help=f"By what to count, or two against each other: {', '.join(DIMENSIONS)}.",
        rich_help_panel=options.SHOWN,
    ),
]
Period = Annotated[
    str,
    typer.Option(
        metavar="T",
        help="Compare so long (default 90d), up to the newest entry, with as long before.",
        rich_help_panel=options.SHOWN,
        show_default=False,
    ),
]


@options.limited(0, "At most N values (default 20 in a table, else all); 0 means all.")
@options.filtered
def command(
    ctx: typer.Context,
    query: options.Words = None,
    *,
    filters: Filters,
    by: By = None,
    period: Period = "90d",
    svg: picture.Svg = None,
    format: options.OutputFormat = "auto",  # noqa: A002 -- the name of the flag
    json: options.Json = False,
    fields: options.Fields = None,
    exit_code: options.ExitCode = False,
) -> Exit:
    """Count incidents: how many, how long, more than before?"""
    session: Session = ctx.obj
    picture.alone(svg, json, fields, format != "auto")
    dims = _dimensions(by)
    shown = output.chosen(format, fields, json=json, known=stats_record.fields(dims))
    if shown.is_table and not options.is_given(ctx, "limit"):
        filters = filters._replace(limit=_ROWS)
    with session.store() as store:
        asked = session.query(store, query or (), filters)
        told: Overview | Report = (
            counts.report(store, asked, dims, period)
            if dims
            else counts.overview(store, asked, period)
        )
        _show(told, asked, shown, svg, session)
        total = _say(_report(told), asked, store, session)
    return Exit.NOTHING if exit_code and not total else Exit.DONE


def _dimensions(named: list[str] | None) -> tuple[Dimension, ...]:
    chosen = dimensions.chosen(named, "dimension") if named else ()
    if len(chosen) > _MOST:
        raise UsageError("--by takes one dimension, or two", hint="such as --by component,month")
    return chosen


def _report(told: Overview | Report) -> Report:
    return told.whole if isinstance(told, Overview) else told


# ---------------------------------------------------------------- how it is shown


def _show(
    told: Overview | Report, asked: Query, shown: Output, svg: str | None, session: Session
) -> None:
    if svg is not None:
        from infralog.views import stats_svg, stats_words

        words = stats_words.asked(asked)
        picture.write(lambda out: stats_svg.svg(_report(told), words, out), svg, session)
    elif shown.is_table:
        from infralog.views import stats_terminal

        with output.drawing(session) as (out, screen):
            stats_terminal.show(told, out, screen)
    else:
        names = shown.fields or _fields(shown, _report(told).scope.by)
        rows = stats_record.rows(told, names)
        named = (row for row in rows if shown.format != "ids" or row[names[0]] is not None)
        shown.records(Records(names, named), session)


def _fields(shown: Output, by: tuple[Dimension, ...]) -> tuple[str, ...]:
    if shown.format == "ids":
        return by[:1] or ("incidents",)
    every = stats_record.fields(by)
    return every if shown.format.startswith("json") else stats_record.in_a_row(every)


def _say(told: Report, asked: Query, store: Store, session: Session) -> int:
    """Say what was left out or, where nothing matches, what would; return how many were counted."""
    total = told.whole.incidents or 0
    hints.beside(Page((), total, asked._replace(limit=0, offset=0)), store, session)
    for by, values, left in zip(told.scope.by, told.values, told.left, strict=True):
        kept = len(values) - (None in values)
        if left:
            session.say(f"{kept:,} of {count(kept + left, by)}; -n 0 shows all")
    if not asked.kinds and not session.quiet:
        notes = store.search(asked._replace(kinds=("notes",), limit=1, bare=True)).total
        if notes:
            session.say(f"not counted: {count(notes, 'bulletin')} of notes; --kind notes does")
    return total
