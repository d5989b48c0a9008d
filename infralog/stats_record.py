"""Counts -> the records of `stats`: a row each, or for the overview one row in all.

As in every record unknown is null and many values are an array; a count of null is a month of
which the log tells nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from infralog.record import plain_number, rfc3339
from infralog.stats import Overview, Report, Row
from infralog.trend import sentence

_Of = Callable[[Report, Row], Any]


def _months(report: Report, row: Row) -> list[dict[str, Any]] | None:
    if not row.months:
        return None
    counts = zip(report.months, row.months, strict=True)
    return [{"month": month, "incidents": count} for month, count in counts]


FIELDS: Mapping[str, _Of] = {
    "incidents": lambda _, row: row.incidents,
    "share": lambda _, row: None if row.share is None else round(row.share, 4),
    "last": lambda _, row: row.last and row.last.isoformat(),
    "durations_known": lambda _, row: row.lasted.known,
    "median_minutes": lambda _, row: plain_number(row.lasted.median),
    "p90_minutes": lambda _, row: plain_number(row.lasted.p90),
    "months": _months,
    "period_days": lambda report, _: report.scope.period,
    "period_end": lambda report, _: report.scope.end.isoformat(),
    "now": lambda _, row: row.trend and row.trend.now,
    "before": lambda _, row: row.trend and row.trend.before,
    "days_logged_now": lambda _, row: row.trend and row.trend.known_now,
    "days_logged_before": lambda _, row: row.trend and row.trend.known_before,
    "p_value": lambda _, row: _rounded(row.trend and row.trend.p_value),
    "change": lambda _, row: row.trend and row.trend.change,
    "verdict": lambda _, row: row.trend and sentence(row.trend),
}
_OVERVIEW: Mapping[str, Callable[[Overview], Any]] = {
    "first": lambda told: told.whole.first and told.whole.first.isoformat(),
    "synced": lambda told: rfc3339(told.synced),
    "weeks": lambda told: told.whole.weeks[1],
    "weeks_logged": lambda told: told.whole.weeks[0],
    "gaps": lambda told: [_gap(*gap) for gap in told.whole.gaps],
    "regions": lambda told: _values(told.regions),
    "components": lambda told: _values(told.components),
}
OVERVIEW = (*FIELDS, *_OVERVIEW)

# Lists are long in a row of text; JSON has them.
_LISTS = ("months", "gaps", "regions", "components")


def fields(by: Iterable[str]) -> tuple[str, ...]:
    """Return the fields of rows by some dimensions; those of the overview where there is none."""
    named = tuple(by)
    return (*named, *FIELDS) if named else OVERVIEW


def in_a_row(names: Iterable[str]) -> tuple[str, ...]:
    """Return those fields that fit in a row of text."""
    return tuple(name for name in names if name not in _LISTS)


def rows(told: Overview | Report, names: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a report, or the one of an overview, with these fields."""
    wanted = tuple(names)
    if isinstance(told, Overview):
        yield {name: _of_overview(told, name) for name in wanted}
        return
    for row in told.rows:
        keys: Mapping[str, str | None] = dict(zip(told.scope.by, row.keys, strict=True))
        yield {name: keys[name] if name in keys else FIELDS[name](told, row) for name in wanted}


def _of_overview(told: Overview, name: str) -> Any:  # noqa: ANN401 -- whatever JSON can hold
    return (
        _OVERVIEW[name](told) if name in _OVERVIEW else FIELDS[name](told.whole, told.whole.whole)
    )


def _values(report: Report) -> list[dict[str, Any]]:
    return [
        {"value": row.keys[0], "incidents": row.incidents, "last": str(row.last)}
        for row in report.rows
        if row.keys[0] is not None
    ]


def _gap(since: object, until: object) -> dict[str, str]:
    return {"since": str(since), "until": str(until)}


def _rounded(p_value: float | None) -> float | None:
    return None if p_value is None else plain_number(float(f"{p_value:.3g}"))
