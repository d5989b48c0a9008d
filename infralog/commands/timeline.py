"""infralog timeline: a diagram, a column a day, the hours down, a box an incident."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, Any

import typer

from infralog import record
from infralog import weeks as weeks_of
from infralog.cli import Exit
from infralog.commands import hints, options, output, picture
from infralog.commands.output import Output
from infralog.query import Filters
from infralog.session import Session
from infralog.views import Records
from infralog.weeks import Answer

EXAMPLES = (
    ("The last two weeks of the log.", "timeline"),
    ("Four weeks, until the end of June 2024.", "timeline --weeks 4 --ending 2024-06"),
    ("A whole month of one component.", "timeline --component corrosion --on 2024-06"),
    ("A picture for a slide.", "timeline --ending 2024-06-15 --svg june.svg"),
)

FIELDS = ("number", *record.FIELDS)

Weeks = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1,
        max=weeks_of.MOST,
        help="So many weeks (default 2, or since --since).",
        rich_help_panel=options.WHICH,
        show_default=False,
    ),
]
Ending = Annotated[
    str | None,
    typer.Option(
        metavar="D",
        help="The last day; by default that of the newest incident.",
        rich_help_panel=options.WHICH,
        show_default=False,
    ),
]


@options.unlimited
@options.filtered
def command(
    ctx: typer.Context,
    query: options.Words = None,
    *,
    filters: Filters,
    weeks: Weeks = None,
    ending: Ending = None,
    svg: picture.Svg = None,
    format: options.OutputFormat = "auto",  # noqa: A002 -- the name of the flag
    json: options.Json = False,
    fields: options.Fields = None,
    exit_code: options.ExitCode = False,
) -> Exit:
    """Draw two weeks of incidents, a column a day, hours down."""
    session: Session = ctx.obj
    shown = output.chosen(format, fields, json=json, known=FIELDS)
    picture.alone(svg, json, fields, format != "auto")
    with session.store() as store:
        asked = session.query(store, query or (), filters)
        bare = asked._replace(bare=True)
        lean = bare if svg is not None or shown.is_table else shown.asking(asked)
        answer = weeks_of.drawn(store, lean, weeks, _day(ending))
        _show(answer, shown, svg, session)
        hints.beside(answer.page, store, session)
        return Exit.NOTHING if exit_code and not answer.page.total else Exit.DONE


def _day(ending: str | None) -> date | None:
    if ending is None:
        return None
    from infralog import intervals

    return intervals.interval(ending, datetime.now().astimezone().date()).until


# ---------------------------------------------------------------- how it is shown


def _show(answer: Answer, shown: Output, svg: str | None, session: Session) -> None:
    if svg is not None:
        from infralog.views import timeline_svg

        picture.write(lambda out: timeline_svg.draw(answer.drawn, out), svg, session)
    elif shown.is_table:
        from infralog.views import timeline_terminal

        with output.drawing(session) as (out, screen):
            timeline_terminal.draw(answer.drawn, out, screen)
    else:
        named = shown.fields or shown.fields_of_hits()
        fields = named if shown.fields or shown.format == "ids" else ("number", *named)
        shown.records(Records(fields, _rows(answer, fields), answer.page.total), session)


def _rows(answer: Answer, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the records, with the numbers that the boxes have."""
    numbers = {incident.id: at for at, incident in enumerate(answer.drawn.incidents, 1)}
    hits = list(answer.page.hits)
    plain = record.records(hits, [name for name in fields if name != "number"])
    for hit, row in zip(hits, plain, strict=True):
        whole = {"number": numbers[hit.incident.id], **row}
        yield {name: whole[name] for name in fields}
