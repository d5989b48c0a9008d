"""Store + Query -> what was counted: the log is read for what it covers, what matches is counted.

Notes are no incidents: they are counted only where their kind is asked for. What the log can know
ends with its newest entry, not today: a store that was not synced is not quiet.
"""

from datetime import date

from infralog import dimensions, stats
from infralog.coverage import Coverage, of_days
from infralog.dimensions import Dimension
from infralog.errors import QueryError
from infralog.model import Interval, Query
from infralog.stats import Overview, Report, Scope
from infralog.stores import Store

_PERIOD_HINT = "a period is such as 90d, 12w, 6 months, 1y"


def report(store: Store, asked: Query, by: tuple[Dimension, ...], period: str) -> Report:
    """Count what matches by one dimension or two; `asked` has the limit of what is told.

    Raises:
        QueryError: `period` is none.
    """
    log, scope = _scope(store, asked, by, period)
    timed = not {*by}.isdisjoint(dimensions.TIMED)
    return stats.report(store.facts(_matching(asked), timed=timed), log, scope)


def overview(store: Store, asked: Query, period: str) -> Overview:
    """Count what matches, in all.

    Raises:
        QueryError: `period` is none.
    """
    log, scope = _scope(store, asked._replace(limit=0, offset=0), (), period)
    matches = store.facts(_matching(asked))
    return stats.overview(matches, log, scope, store.summary().synced)


def _scope(
    store: Store, asked: Query, by: tuple[Dimension, ...], period: str
) -> tuple[Coverage, Scope]:
    log = of_days(*store.days(asked.sources))
    newest = log.published or date.today()  # noqa: DTZ011 -- a day of no entry at all
    end = min(asked.interval.until or newest, newest)
    return log, Scope(
        by,
        dimensions.reading(asked),
        asked.interval.since,
        end,
        _days(period, end),
        asked.sort,
        asked.limit,
        asked.offset,
    )


def _matching(asked: Query) -> Query:
    """Return a query for all that is counted, and for what was before, to compare it with."""
    return asked._replace(
        kinds=asked.kinds or ("incident",),
        interval=Interval(None, asked.interval.until),
    )


def _days(period: str, end: date) -> int:
    """Return how many days a period has that ends on a day."""
    from infralog import intervals

    try:
        found = intervals.interval(f"last {period}", end)
    except QueryError as exc:
        raise QueryError(f"unknown period: {period}", hint=_PERIOD_HINT) from exc
    if found.until != end or not found.since or found.since == end:
        raise QueryError(f"not a period: {period}", hint=_PERIOD_HINT)
    return (end - found.since).days
