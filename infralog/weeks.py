"""Store + Query -> the diagram of some weeks, and the hits that are in it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from infralog import timeline
from infralog.model import Hit, Interval, Page, Query
from infralog.stores import Store
from infralog.timeline import Diagram

MOST = 520  # ten years
_WEEKS = 2


class Answer(NamedTuple):
    """What was found, and how it is drawn.

    Attributes:
        page: The hits in the order in which they are listed.
    """

    page: Page
    drawn: Diagram


def drawn(store: Store, query: Query, weeks: int | None, ending: date | None) -> Answer:
    """Find what a diagram shows, and draw it.

    Args:
        store: Where to look.
        query: Without a kind it asks for incidents, not notes.
        weeks: How many; None means two, or since the first day that the query asks for.
        ending: The last day; None means that of the newest that matches.
    """
    if not query.kinds:
        query = query._replace(kinds=("incident",))
    last = ending or newest(store, query)
    if last is None:
        return Answer(Page((), 0, query), Diagram((), ()))
    days = _days(last, weeks, query.interval.since)
    near = timeline.around(days)
    since = max(day for day in (near.since, query.interval.since) if day)
    until = min(day for day in (days.until, query.interval.until) if day)
    found = query._replace(interval=Interval(since, until), limit=0, offset=0)
    hits = list(store.search(found).hits)
    diagram = timeline.diagram(
        (hit.incident for hit in hits),
        days,
        today=datetime.now().astimezone().date(),
        told=_told(store, query, near),
        by_published=query.by_published,
    )
    return _limited(hits, diagram, query)


def newest(store: Store, query: Query) -> date | None:
    """Return the day of the newest incident that matches; None where none does."""
    one = query._replace(sort="newest", limit=1, offset=0, bare=True)
    days = (
        timeline.day_of(hit.incident, by_published=query.by_published)
        for hit in store.search(one).hits
    )
    return next(days, None)


def _days(last: date, weeks: int | None, since: date | None) -> Interval:
    """Return the days until the last: so many weeks, or since the first that was asked for."""
    most = timeline.window(last, MOST)
    if weeks is None and since and most.since and since <= last:
        return Interval(max(since, most.since), last)
    return timeline.window(last, weeks or _WEEKS)


def _told(store: Store, query: Query, near: Interval) -> set[date]:
    """Return the days of which the log tells, whatever else was asked."""
    by_published, sources = query.by_published, query.sources
    every = Query(interval=near, by_published=by_published, sources=sources, limit=0, bare=True)
    hits = store.search(every).hits
    return {timeline.day_of(hit.incident, by_published=by_published) for hit in hits}


def _limited(hits: Sequence[Hit], diagram: Diagram, query: Query) -> Answer:
    """Leave out what the limit leaves out; without an order of the user's it is that of time."""
    there = {incident.id for incident in diagram.incidents}
    inside = [hit for hit in hits if hit.incident.id in there]
    kept = inside[query.offset :][: query.limit or None]
    ids = {hit.incident.id for hit in kept}
    incidents = tuple(incident for incident in diagram.incidents if incident.id in ids)
    if query.sort is None:
        by_id = {hit.incident.id: hit for hit in kept}
        kept = [by_id[incident.id] for incident in incidents]
    return Answer(Page(kept, len(inside), query), diagram._replace(incidents=incidents))
