"""Incidents to count, made up: a few bulletins, a long silence, then an entry a week and more."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone

from infralog.coverage import Coverage, of_days
from infralog.dimensions import Dimension, Reading
from infralog.dimensions import published as published_on
from infralog.model import Incident
from infralog.stats import Report, Scope, report
from tests.incidents import BARE

DAYLIGHT = timezone(timedelta(hours=-4))


def covered(log: Iterable[Incident]) -> Coverage:
    """Return of which days a log tells, given all of it."""
    every = [*log]
    appeared = {day for day in map(published_on, every) if day}
    return of_days({incident.date for incident in every}, appeared)


def made(  # noqa: PLR0913 -- all that is counted by
    day: str,
    regions: str = "",
    components: str = "",
    minutes: float | None = None,
    *,
    clock: str | None = None,
    published: str | None = None,
) -> Incident:
    """Return an incident; one that has no publication of its own is dated by it."""
    when = date.fromisoformat(day)
    appeared = date.fromisoformat(published or day)
    return BARE._replace(
        id=f"{day}-{regions}-{components}-{minutes}".replace(" ", "-"),
        kind="incident",
        date=when,
        date_basis="heading" if published else "published",
        started_at=datetime.combine(when, time.fromisoformat(clock), DAYLIGHT) if clock else None,
        published=datetime.combine(appeared, time(), UTC),
        regions=tuple(regions.split()),
        regions_mentioned=tuple(sorted({*regions.split(), "iad"})),
        components=tuple(components.split()),
        components_mentioned=tuple(components.split()),
        duration_minutes=minutes,
        duration_kind="exact" if minutes else None,
    )


OLD = (
    made("2024-06-04", "gru", "corrosion fly-proxy", 30, clock="09:15", published="2024-06-08"),
    made("2024-06-05", "iad", "hosts", 90, clock="09:40", published="2024-06-08"),
    made("2024-06-08", "", "corrosion", clock="23:05", published="2024-06-08"),
    made("2024-06-12", "iad ord", "wireguard", 12, clock="16:00", published="2024-06-15"),
    made("2024-08-20", "", "flyd", 240, clock="04:30", published="2024-08-24"),
)
_STEADY = (
    *("01-06", "01-13", "01-20", "01-27", "02-03", "02-10", "02-17", "02-24"),
    *("03-03", "03-10", "03-17", "03-24", "03-31", "04-07", "04-14", "04-21"),
    *("04-28", "05-05", "05-12", "05-19", "05-26", "06-02", "06-09", "06-16"),
)
STEADY = tuple(made(f"2026-{day}", "", "deploys", 20) for day in _STEADY)
# Corrosion troubles the last months, WireGuard troubled those before; of the rest there is little.
NEWER = (
    *(
        made(f"2026-{day}", "sjc", "corrosion", minutes)
        for day, minutes in zip(
            ("04-08", "04-16", "04-23", "05-06", "05-07", "05-20", "06-03", "06-11"),
            (15, None, 45, 8, None, 120, 33, None),
            strict=True,
        )
    ),
    *(
        made(f"2026-{day}", "fra", "wireguard", 5)
        for day in ("01-07", "01-08", "01-21", "02-04", "02-11", "02-18", "03-04")
    ),
    made("2026-02-19", "iad sjc", "hosts managed-postgres", 600),
    made("2026-04-30", "iad", "hosts", 75),
    made("2026-05-21", "", "managed-postgres", None),
    made("2026-06-10", "iad", "hosts", None),
)
LOG = (*OLD, *STEADY, *NEWER)
COVERAGE = covered(LOG)


def counted(
    *by: Dimension,
    log: Iterable[Incident] = LOG,
    coverage: Coverage = COVERAGE,
    since: date | None = None,
    end: date | None = None,
    limit: int = 0,
) -> Report:
    """Return what is counted by some dimensions."""
    newest = coverage.published or date(2026, 6, 16)
    return report(log, coverage, Scope(by, Reading(), since, end or newest, limit=limit))
