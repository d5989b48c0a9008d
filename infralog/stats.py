"""Incidents -> how many, how long, and whether more than before: by what was asked, row by row.

Durations are told by their median and their 90th percentile, never by a mean, which one long
incident would carry off; and always beside how many of them are known. Where the log is silent a
count is None, not 0.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import product
from math import ceil
from statistics import median
from typing import NamedTuple

from infralog import dimensions, trend
from infralog.coverage import Coverage
from infralog.dimensions import TIMES, Counted, Dimension, Reading
from infralog.model import Interval, Sort
from infralog.trend import Trend

Keys = tuple[str | None, ...]
"""A value for each dimension that is counted by; None where the text does not say."""

Values = Mapping[str | None, int]
"""The values of one dimension, in order; None comes last."""


class Scope(NamedTuple):
    """What to count.

    Attributes:
        by: None, one or two dimensions.
        reading: How incidents are read.
        since: The first day that counts; None for the first of the log.
        end: The last day of this period; what the log can know ends here.
        period: In days, at least 1.
        sort: What comes first of what is no time: None for the most frequent, else the newest,
            the oldest or, by their median, the longest.
        limit: At most so many values of what is no time; 0 means all.
        offset: So many of them are skipped.
    """

    by: tuple[Dimension, ...]
    reading: Reading
    since: date | None
    end: date
    period: int = 90
    sort: Sort | None = None
    limit: int = 0
    offset: int = 0


class Lasted(NamedTuple):
    """How long incidents lasted.

    Attributes:
        known: Of how many it is known.
        median, p90: In minutes. Nine in ten last at most `p90`, which is one of the durations
            (the nearest rank). None where none is known.
    """

    known: int
    median: float | None
    p90: float | None


class Row(NamedTuple):
    """What is counted under one value, or one pair of values.

    Attributes:
        incidents: How many; None for a month of which the log tells nothing.
        share: Of all that are counted, from 0 to 1; None as for `incidents`. An incident with
            several values counts under each of them.
        last: The newest day; None where there is none.
        months: For each month of `Report.months` how many; None where the log tells nothing. Empty
            where the rows are months, or have one.
        trend: None as there.
    """

    keys: Keys
    incidents: int | None
    share: float | None
    last: date | None
    lasted: Lasted
    months: tuple[int | None, ...]
    trend: Trend | None


class Report(NamedTuple):
    """What was counted.

    Attributes:
        first: The first day of an incident that counts; None where there is none.
        whole: All that is counted, as one row.
        rows: In the order in which they are to be read. A pair that never occurs has a row only
            where a time is in it, for there 0 and None differ.
        values: For each dimension its values, in order, each with how many incidents it has.
        left: For each dimension how many values the limit left out.
        months: All from the first to the last of what was asked.
        weeks: Of how many weeks the log tells, of how many.
        gaps: The weeks between of which it tells nothing.
    """

    scope: Scope
    first: date | None
    whole: Row
    rows: tuple[Row, ...]
    values: tuple[Values, ...]
    left: tuple[int, ...]
    months: tuple[str, ...]
    weeks: tuple[int, int]
    gaps: tuple[Interval, ...]


class Overview(NamedTuple):
    """What can be said at once.

    Attributes:
        synced: When a source was last asked for what is new, aware, UTC; None if never.
    """

    whole: Report
    regions: Report
    components: Report
    synced: datetime | None


class _Told(NamedTuple):
    day: date
    minutes: float | None
    values: tuple[Keys, ...]


def report(incidents: Iterable[Counted], coverage: Coverage, scope: Scope) -> Report:
    """Count incidents.

    Args:
        incidents: All that match, also those before `scope.since`, for the period before.
        coverage: Of which days the log tells.
        scope: What to count, and by what.
    """
    told = [_told(incident, scope) for incident in incidents]
    counted = [one for one in told if not scope.since or one.day >= scope.since]
    since = max(filter(None, (scope.since, coverage.first)), default=scope.end)
    until = max(scope.end, *(one.day for one in counted), since)
    counter = _Counter(coverage, scope, dimensions.months(since, until), len(counted))
    values = [counter.values(counted, place) for place in range(len(scope.by))]
    return Report(
        scope,
        first=min((one.day for one in counted), default=None),
        whole=counter.row((), told),
        rows=tuple(counter.rows(told, values)),
        values=tuple(kept for kept, _ in values),
        left=tuple(left for _, left in values),
        months=counter.months,
        weeks=coverage.weeks(since, scope.end),
        gaps=coverage.gaps(since, scope.end),
    )


def overview(
    incidents: Iterable[Counted], coverage: Coverage, scope: Scope, synced: datetime | None
) -> Overview:
    """Count incidents in all, by region and by component; the arguments as of `report`."""
    every = list(incidents)
    whole, regions, components = (
        report(every, coverage, scope._replace(by=by)) for by in ((), ("region",), ("component",))
    )
    return Overview(whole, regions, components, synced)


def _told(incident: Counted, scope: Scope) -> _Told:
    return _Told(
        dimensions.day(incident, scope.reading),
        incident.duration_minutes,
        tuple(dimensions.values(incident, by, scope.reading) or (None,) for by in scope.by),
    )


class _Counter:
    """Counts for one report."""

    def __init__(
        self, coverage: Coverage, scope: Scope, months: tuple[str, ...], total: int
    ) -> None:
        self.months = months
        self._scope = scope
        self._total = total
        self._silent = frozenset(months) - coverage.months
        self._now = _ending(scope.end, scope.period)
        self._before = _ending(self._now[0] - timedelta(1), scope.period)
        self._known = coverage.known(*self._now), coverage.known(*self._before)

    def values(self, counted: Sequence[_Told], place: int) -> tuple[Values, int]:
        """Return the values of one dimension, in order, and how many of them are left out."""
        groups: dict[str | None, list[_Told]] = defaultdict(list)
        for one in counted:
            for value in one.values[place]:
                groups[value].append(one)
        by, scope = self._scope.by[place], self._scope
        weights = {key: _weight(each, scope.sort) for key, each in groups.items() if key}
        if by == "month" and counted:
            weights = dict.fromkeys(self.months, 0.0) | weights
        every: Sequence[str] = dimensions.ordered(weights, by)
        kept = every[scope.offset :][: scope.limit or None] if by not in TIMES else every
        shown = [*kept, *([None] if None in groups else [])]
        return {key: len(groups.get(key, ())) for key in shown}, len(every) - len(kept)

    def rows(self, told: Sequence[_Told], values: Sequence[tuple[Values, int]]) -> Iterable[Row]:
        """Yield the rows, in the order of the values."""
        if not self._scope.by:
            return
        groups: Mapping[Keys, list[_Told]] = defaultdict(list)
        for one in told:
            for keys in product(*one.values):
                groups[keys].append(one)
        timed = any(by in TIMES for by in self._scope.by)
        for keys in product(*(kept for kept, _ in values)):
            row = self.row(keys, groups.get(keys, ()))
            if row.incidents or timed:
                yield row

    def row(self, keys: Keys, told: Sequence[_Told]) -> Row:
        """Return the row of some incidents."""
        since = self._scope.since
        counted = [one for one in told if not since or one.day >= since]
        silent = any(
            by == "month" and key in self._silent
            for by, key in zip(self._scope.by, keys, strict=False)
        )
        is_month = bool(keys) and "month" in self._scope.by
        return Row(
            keys,
            incidents=None if silent else len(counted),
            share=None if silent else len(counted) / self._total if self._total else 0.0,
            last=max((one.day for one in counted), default=None),
            lasted=lasted(one.minutes for one in counted),
            months=() if is_month else self._by_month(counted),
            trend=None if is_month else self._trend(told),
        )

    def _by_month(self, counted: Sequence[_Told]) -> tuple[int | None, ...]:
        counts: Counter[str] = Counter()
        for day, n in Counter(one.day for one in counted).items():
            counts[dimensions.month(day)] += n
        return tuple(None if name in self._silent else counts[name] for name in self.months)

    def _trend(self, told: Sequence[_Told]) -> Trend:
        now, before = (
            sum(first <= one.day <= last for one in told)
            for first, last in (self._now, self._before)
        )
        return trend.compare(self._scope.period, now, before, *self._known)


def _weight(told: Sequence[_Told], sort: Sort | None) -> float:
    """Return what makes a value come first, the more the earlier."""
    last = max(one.day for one in told).toordinal()
    if sort == "longest":
        middle = lasted(one.minutes for one in told).median
        return -1 if middle is None else middle
    return {"newest": last, "oldest": -last}.get(sort or "", len(told))


def _ending(last: date, days: int) -> tuple[date, date]:
    """Return the first and the last of so many days."""
    return date.fromordinal(max(last.toordinal() - days + 1, 2)), last


def lasted(durations: Iterable[float | None]) -> Lasted:
    """Return how long incidents lasted, those of which it is known."""
    known = sorted(minutes for minutes in durations if minutes is not None)
    if not known:
        return Lasted(0, None, None)
    return Lasted(len(known), median(known), known[ceil(len(known) * 9 / 10) - 1])
