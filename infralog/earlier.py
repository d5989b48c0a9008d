"""How often, and when last, before an incident, its regions and components were affected."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from infralog.model import Incident, Interval, Query, Tally
from infralog.stores import Store


def earlier(incident: Incident, store: Store) -> Mapping[str, Tally]:
    """Count, by region and component of an incident, those until the day before it.

    What was never affected before is not there. Notes are no incidents, and do not count.
    """
    return {tally.value: tally for tally in _tallies(incident, store)}


def told(incident: Incident, before: Mapping[str, Tally]) -> str:
    """Say it in words: `corrosion 7 times, last 2026-05-01; sjc never`; nothing without a tag."""
    names = (*incident.components, *incident.regions)
    return "; ".join(f"{name} {_times(before.get(name))}" for name in names)


def _tallies(incident: Incident, store: Store) -> Iterator[Tally]:
    if incident.date == date.min:
        return
    until = Interval(until=incident.date - timedelta(1))
    before = Query(interval=until, kinds=("incident",))
    if incident.components:
        yield from (t for t in store.tally("component", before) if t.value in incident.components)
    if incident.regions:
        yield from (t for t in store.tally("region", before) if t.value in incident.regions)


def _times(tally: Tally | None) -> str:
    if tally is None:
        return "never"
    if tally.incidents == 1:
        return f"once, on {tally.last}"
    return f"{tally.incidents:,} times, last on {tally.last}"
