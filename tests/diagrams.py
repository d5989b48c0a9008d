"""Diagrams to draw, made up: two weeks with all that a box can be, and days that are crowded."""

from datetime import UTC, date, datetime, timedelta, timezone

from infralog.model import Impact, Incident, Interval
from infralog.timeline import Diagram, diagram, window
from tests.incidents import BARE

DAYLIGHT = timezone(timedelta(hours=-4))


def made(
    title: str,
    day: date,
    clock: str | None = None,
    minutes: float | None = None,
    impact: Impact | None = None,
) -> Incident:
    """Return an incident of a bulletin; without a time of day, one that is dated by its account."""
    started = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=DAYLIGHT) if clock else None
    slug = f"{day}-{'-'.join(title.lower().split())}"
    return BARE._replace(
        id="".join(sign for sign in slug if sign.isalnum() or sign == "-"),
        title=title,
        url="https://fly.io/infra-log/",
        kind="incident",
        date=day,
        date_basis="heading" if clock else "published",
        started_at=started,
        time_text=f"{clock} EST" if clock else None,
        published=datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(7),
        duration_minutes=minutes,
        duration_kind="exact" if minutes else None,
        impact=impact,
    )


TWO_WEEKS = (
    made("Switch fault in Bucharest", date(2024, 6, 2), "05:45", 90)._replace(regions=("otp",)),
    made("Actions runners hang in TLS", date(2024, 6, 3), "11:30", impact="minor"),
    made("One host off the mesh", date(2024, 6, 4), "17:45", 20)._replace(components=("vxlan",)),
    made("Machines fail to boot", date(2024, 6, 5), "11:45", 15)._replace(
        components=("init", "machines")
    ),
    made("A disk dies in Virginia", date(2024, 6, 6), "22:00", 270, "major")._replace(
        regions=("iad",), components=("hosts",)
    ),
    made("Stale routes in Sydney", date(2024, 6, 7), None, 200)._replace(regions=("syd",)),
    made("Slow dashboard", date(2024, 6, 7), impact="none"),
    made("Two regions lose a path", date(2024, 6, 12), "14:10", 45)._replace(
        regions=("lax", "sjc")
    ),
    made("Builders queue up", date(2024, 6, 12), "14:20", impact="minor"),
    made("Tokens refused", date(2024, 6, 12), "14:50", 100),
)


def two_weeks() -> Diagram:
    """Return two weeks with a little of everything."""
    told = [incident.date for incident in TWO_WEEKS[:7]]
    days = window(date(2024, 6, 15), 2)
    return diagram(TWO_WEEKS, days, today=date(2024, 6, 13), told=told)


def crowded(number: int, *, clock: str | None = "09:30") -> Diagram:
    """Return a week in which so many began at the same hour of one day."""
    day = date(2026, 5, 6)
    found = (made(f"Fault {each}", day, clock, 30) for each in range(number))
    return diagram(found, Interval(date(2026, 5, 4), date(2026, 5, 10)))
