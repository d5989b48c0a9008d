"""infralog timeline: a diagram, a column a day, the hours down, a box an incident."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, Any, NamedTuple

import typer

from infralog import record, timeline
from infralog.cli import Exit
from infralog.commands import hints, options, output, picture
from infralog.commands.output import Output
from infralog.model import Hit, Interval, Page, Query
from infralog.query import Filters
from infralog.session import Session
from infralog.stores import Store
from infralog.timeline import Diagram
from infralog.views import Records

EXAMPLES = (
    ("The last two weeks of the log.", "timeline"),
    ("Four weeks, until the end of June 2024.", "timeline --weeks 4 --ending 2024-06"),
    ("A whole month of one component.", "timeline --component corrosion --on 2024-06"),
    ("A picture for a slide.", "timeline --ending 2024-06-15 --svg june.svg"),
)

FIELDS = ("number", *record.FIELDS)

_WEEKS = 2
_MOST_WEEKS = 520  # ten years

Weeks = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1,
        max=_MOST_WEEKS,
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


class Answer(NamedTuple):
    """What was found, and how it is drawn.

    Attributes:
        page: The hits in the order in which they are listed.
    """

    page: Page
    drawn: Diagram


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
    """Draw incidents: a column a day, the hours down; larger is longer, darker higher impact."""
    session: Session = ctx.obj
    shown = output.chosen(format, fields, json=json, known=FIELDS)
    picture.alone(svg, json, fields, format != "auto")
    with session.store() as store:
        asked = session.query(store, query or (), filters)
        bare = asked._replace(bare=True)
        lean = bare if svg is not None or shown.is_table else shown.asking(asked)
        answer = _answer(store, lean, weeks, _day(ending))
        _show(answer, shown, svg, session)
        hints.beside(answer.page, store, session)
        return Exit.NOTHING if exit_code and not answer.page.total else Exit.DONE


def _today() -> date:
    return datetime.now().astimezone().date()


def _day(ending: str | None) -> date | None:
    if ending is None:
        return None
    from infralog import dates

    return dates.interval(ending, _today()).until


# ---------------------------------------------------------------- what is drawn


def _answer(store: Store, query: Query, weeks: int | None, ending: date | None) -> Answer:
    """Find what a diagram shows, and draw it."""
    if not query.kinds:
        query = query._replace(kinds=("incident",))
    last = ending or _newest(store, query)
    if last is None:
        return Answer(Page((), 0, query), Diagram((), ()))
    days = _days(last, weeks, query.interval.since)
    near = timeline.around(days)
    since = max(day for day in (near.since, query.interval.since) if day)
    until = min(day for day in (days.until, query.interval.until) if day)
    found = query._replace(interval=Interval(since, until), limit=0, offset=0)
    hits = list(store.search(found).hits)
    drawn = timeline.diagram(
        (hit.incident for hit in hits),
        days,
        today=_today(),
        told=_told(store, query, near),
        by_published=query.by_published,
    )
    return _limited(hits, drawn, query)


def _newest(store: Store, query: Query) -> date | None:
    one = query._replace(sort="newest", limit=1, offset=0, bare=True)
    days = (
        timeline.day_of(hit.incident, by_published=query.by_published)
        for hit in store.search(one).hits
    )
    return next(days, None)


def _days(last: date, weeks: int | None, since: date | None) -> Interval:
    """Return the days until the last: so many weeks, or since the first that was asked for."""
    most = timeline.window(last, _MOST_WEEKS)
    if weeks is None and since and most.since and since <= last:
        return Interval(max(since, most.since), last)
    return timeline.window(last, weeks or _WEEKS)


def _told(store: Store, query: Query, near: Interval) -> set[date]:
    """Return the days of which the log tells, whatever else was asked."""
    by_published, sources = query.by_published, query.sources
    every = Query(interval=near, by_published=by_published, sources=sources, limit=0, bare=True)
    hits = store.search(every).hits
    return {timeline.day_of(hit.incident, by_published=by_published) for hit in hits}


def _limited(hits: Sequence[Hit], drawn: Diagram, query: Query) -> Answer:
    """Leave out what the limit leaves out; without an order of the user's it is that of time."""
    there = {incident.id for incident in drawn.incidents}
    inside = [hit for hit in hits if hit.incident.id in there]
    kept = inside[query.offset :][: query.limit or None]
    ids = {hit.incident.id for hit in kept}
    incidents = tuple(incident for incident in drawn.incidents if incident.id in ids)
    if query.sort is None:
        by_id = {hit.incident.id: hit for hit in kept}
        kept = [by_id[incident.id] for incident in incidents]
    return Answer(Page(kept, len(inside), query), drawn._replace(incidents=incidents))


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
