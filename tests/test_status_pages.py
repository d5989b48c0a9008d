"""The feeds of status pages become incidents: both formats, in Atom and in RSS."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from infralog import document, record, sources
from infralog.derive import Deriver
from infralog.model import Entry, Hit, Incident, Marked
from infralog.publishers import Publisher
from infralog.sources.fly import FLY

FIXTURES = Path(__file__).parent.parent / "fixtures"
FORGE = Publisher("forge", "https://www.forgestatus.example/history.atom")
DERIVER = Deriver(FLY, None, [FORGE])
FIELDS = (
    *("id", "title", "url", "source", "kind", "entry_id", "date", "date_basis", "started_at"),
    *("time_text", "regions", "components", "components_mentioned", "duration_minutes"),
    *("duration_text", "duration_kind", "impact", "impact_text", "text"),
)
FILES = (
    *("statuspage/history.atom", "statuspage/history.rss"),
    *("incidentio/feed.atom", "incidentio/feed.rss"),
)


def incidents(data: bytes, publisher: Publisher | None = None) -> list[Incident]:
    """Return the incidents of a feed."""
    read = document.read(data, where="history")
    assert not read.problems
    owned = DERIVER.owned(read.entries, publisher)
    return [made for entry in owned for made in DERIVER.derive(entry).incidents]


def records(made: list[Incident]) -> list[dict[str, Any]]:
    """Return incidents as they are shown."""
    hits = [Hit(one, Marked(one.title), None, None) for one in made]
    return list(record.records(hits, FIELDS))


@pytest.mark.parametrize("name", FILES)
def test_a_feed_is_read_as_written_beside_it(name: str) -> None:
    """Start, end, components, impact and text are those of the file beside the feed."""
    expected = json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))
    assert records(incidents((FIXTURES / name).read_bytes())) == expected


def page(content: str, published: str = "2026-06-27T15:04:00+00:00", **changed: str) -> Incident:
    """Return the incident of one entry of a Statuspage."""
    moment = datetime.fromisoformat(published)
    url = "https://www.forgestatus.example/incidents/k3v9p0q7xw2d"
    entry = Entry("forge", url, url, "It broke", content, "text/html", moment, moment)
    (made,) = DERIVER.derive(entry._replace(**changed)).incidents  # type: ignore[arg-type]
    return made


def update(day: str, time: str, state: str, text: str = "So it is.") -> str:
    """Return an update in the markup of Statuspage."""
    month, number = day.split()
    return (
        f"<p><small>{month} <var data-var='date'>{number}</var>, <var data-var='time'>{time}</var>"
        f" UTC</small><br><strong>{state}</strong> - {text}</p>"
    )


def test_the_start_is_the_last_block_and_the_end_the_resolved_one() -> None:
    """`published` is the time of the end; what follows it is no part of the outage."""
    made = page(
        update("Jul 1", "09:00", "Postmortem")
        + update("Jun 27", "15:04", "Resolved")
        + update("Jun 27", "13:40", "Investigating")
    )
    assert made.started_at == datetime(2026, 6, 27, 13, 40, tzinfo=UTC)
    assert (made.duration_minutes, made.duration_kind) == (84, "exact")
    assert made.duration_text == "Jun 27, 13:40 UTC - Jun 27, 15:04 UTC"


def test_an_order_of_time_is_read_as_well() -> None:
    """Where a page prints the oldest first, no year is lost."""
    made = page(update("Jun 27", "13:40", "Investigating") + update("Jun 27", "15:04", "Resolved"))
    assert (made.date.year, made.duration_minutes) == (2026, 84)


def test_a_new_year_lies_between_two_updates() -> None:
    """A December before a January is that of the year before."""
    made = page(
        update("Jan 1", "00:20", "Resolved") + update("Dec 31", "23:50", "Investigating"),
        "2026-01-01T00:20:00+00:00",
    )
    assert made.date.isoformat() == "2025-12-31"
    assert made.duration_minutes == 30


def test_an_open_incident_has_no_duration() -> None:
    """What is not resolved has not ended."""
    assert page(update("Jun 27", "13:40", "Investigating")).duration_minutes is None


def test_an_id_stays_while_an_incident_goes_on() -> None:
    """Neither an update nor another title changes the ID."""
    first = page(update("Jun 27", "13:40", "Investigating"), "2026-06-27T13:40:00+00:00")
    last = page(
        update("Jun 28", "01:04", "Resolved") + update("Jun 27", "13:40", "Investigating"),
        "2026-06-28T01:04:00+00:00",
        title="It broke badly",
    )
    assert first.id == last.id == "forge-2026-06-27-k3v9p0q7xw2d"


def test_a_maintenance_is_no_incident() -> None:
    """It is notes, begins when it is in progress, and ends when it is completed."""
    made = page(
        update("Jun 27", "15:04", "Completed")
        + update("Jun 27", "15:00", "In progress")
        + update("Jun 20", "12:00", "Scheduled")
    )
    assert (made.kind, made.date.day, made.duration_minutes) == ("notes", 27, 4)


def test_an_announced_maintenance_is_on_the_day_it_is_announced_for() -> None:
    """The announcement is not the event."""
    made = page(
        "<p><strong>THIS IS A SCHEDULED EVENT Jan <var data-var='date'>3</var>, <var "
        "data-var='time'>08:00</var> - <var data-var='time'>10:00</var> UTC</strong></p>"
        + update("Dec 20", "12:00", "Scheduled"),
        "2025-12-20T12:00:00+00:00",
    )
    assert made.started_at == datetime(2026, 1, 3, 8, tzinfo=UTC)
    assert made.duration_minutes is None


@pytest.mark.parametrize("broken", ["Jun 31", "Foo 3", "Feb 29"])
def test_a_day_that_is_in_no_calendar_is_no_update(broken: str) -> None:
    """What cannot be dated falls back to the day of publication, and no word is lost."""
    made = page(update(broken, "13:40", "Resolved", "All is well."))
    assert (made.date_basis, made.date.day) == ("published", 27)
    assert "All is well." in made.text


def test_atom_and_rss_are_one_record() -> None:
    """An incident has one id, whichever of its feeds it came by."""
    atom = incidents((FIXTURES / "incidentio/feed.atom").read_bytes())
    (rss,) = incidents((FIXTURES / "incidentio/feed.rss").read_bytes())
    assert rss.entry_id in {made.entry_id for made in atom}
    data = (FIXTURES / "statuspage/history.atom").read_bytes()
    assert all(made.entry_id == made.url for made in incidents(data))


@pytest.mark.parametrize(
    ("name", "kind"),
    [(name, name.partition("/")[0]) for name in FILES] + [("feeds/full.atom", "plain")],
)
def test_formats_are_told_apart_by_content(name: str, kind: str) -> None:
    """No address is needed to know a format."""
    read = document.read((FIXTURES / name).read_bytes(), where="saved")
    assert {sources.recognise(entry).name for entry in read.entries} == {kind}


def test_an_entry_belongs_to_the_publisher_of_its_host() -> None:
    """A saved feed is that of the publisher who is configured, or else of the host itself."""
    made = incidents((FIXTURES / "statuspage/history.atom").read_bytes())
    assert {one.source for one in made} == {"forge"}
    made = incidents((FIXTURES / "statuspage/history.rss").read_bytes())
    assert {one.source for one in made} == {"status.pond.example"}
