"""A bulletin divides into incidents and notes, and into nothing else."""

import pytest

from infralog import bulletin
from infralog.capture import from_plain
from infralog.text import from_html

LIST = "<h2>Trailing 2 Weeks Incidents</h2>"
NOTES = "<h2>This Week In Infra Engineering</h2><p>We tidied.</p>"


def divided(html: str) -> list[str]:
    """Return each part in brief: the title of an incident, or `notes`, and the words."""
    text = from_html(html)
    found = []
    for part in bulletin.parts(text):
        body = " ".join(text.plain[part.start : part.end].split())
        heading = part.heading
        title = text.plain[slice(*heading.title)] if heading else "notes"
        found.append(f"{title}: {body}")
    return found


PRINTED = {
    "items": """<ul><li>June 3: No Route (5PM): It went.</li>
        <li>June 4: No Disk (6PM): It too.</li></ul>""",
    "bold items": """<ul><li><p><b>June 3: No Route (5PM):</b> It went.</p></li>
        <li><p><b>June 4: No Disk (6PM)</b>: It too.</p></li></ul>""",
    "paragraphs": """<p>June 3: No Route (5PM): It went.</p>
        <p>June 4: No Disk (6PM): It too.</p>""",
    "lines": "<p>June 3: No Route (5PM): It went.<br>June 4: No Disk (6PM): It too.</p>",
    "headings": """<h3>June 3: No Route (5PM)</h3><p>It went.</p>
        <h3>June 4: No Disk (6PM)</h3><p>It too.</p>""",
    "bold paragraphs": """<p><b>June 3: No Route (5PM)</b></p><p>It went.</p>
        <p><strong>June 4: No Disk (6PM):</strong></p><p>It too.</p>""",
    "definitions": """<dl><dt>June 3: No Route (5PM)</dt><dd>It went.</dd>
        <dt>June 4: No Disk (6PM)</dt><dd>It too.</dd></dl>""",
    "stuck": "<p>June 3: No Route (5PM): It went.June 4: No Disk (6PM): It too.</p>",
    "mixed times": """<ul><li>June 3 (5PM EST): No Route: It went.</li>
        <li>June 4: No Disk: It too.</li></ul>""",
    "mixed print": """<ul><li>June 3: No Route (5PM): It went.</li></ul>
        <p>June 4: No Disk (6PM): It too.</p>""",
}


@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.parametrize("ending", [NOTES, NOTES.replace("h2", "p"), NOTES.replace("h2", "b")])
def test_incidents_are_found_however_they_are_printed(name: str, ending: str) -> None:
    """Lists, paragraphs, headings, bold print or nothing at all: the parts are the same."""
    assert divided(LIST + PRINTED[name] + ending) == [
        "No Route: It went.",
        "No Disk: It too.",
        "notes: We tidied.",
    ]


def test_what_stands_inside_an_incident_begins_none() -> None:
    """Further paragraphs, nested lists and timelines belong to the incident above them."""
    html = f"""{LIST}<ul>
        <li><p>June 3: No Route (5PM): It went.</p><p>Day two was worse.</p>
            <ul><li>June 3, 17:05 EST: alert</li><li>June 4 (9:00): end</li></ul></li>
        <li>June 5: No Disk (6PM): It too.</li></ul>"""
    assert divided(html) == [
        "No Route: It went. Day two was worse. - June 3, 17:05 EST: alert - June 4 (9:00): end",
        "No Disk: It too.",
    ]


def test_a_timeline_below_a_printed_heading_begins_none() -> None:
    """Where incidents begin in headings, items with a day are lines of their timelines."""
    html = f"""{LIST}<h3>June 3: No Route (5PM)</h3><h4>Timeline</h4>
        <ul><li>June 3, 17:05 EST: an alert</li><li>June 4 (09:00 EST): the end</li></ul>
        <h3>June 5: No Disk</h3><p>It too.</p>"""
    assert divided(html) == [
        "No Route: Timeline - June 3, 17:05 EST: an alert - June 4 (09:00 EST): the end",
        "No Disk: It too.",
    ]


@pytest.mark.parametrize(
    "ending",
    [
        "<h2>This Week In Infra Engineering</h2>",
        "<p>This Week In Infra Engineering:</p>",
        "<h2>What Became Of No Route</h2>",
        "<p><strong>What Became Of No Route</strong></p>",
        "<h3>June 3: A Postmortem</h3>",
    ],
)
def test_the_list_ends_at_a_heading_behind_it(ending: str) -> None:
    """What stands behind the list belongs to no incident, though it names days (R12, P1)."""
    html = f"""{LIST}<ul><li>June 3: No Route (5PM): It went.</li></ul>{ending}
        <p>June 3: We saw it. It was June 4.</p><ul><li>June 3, 17:05 EST: a</li>
        <li>June 4 (9:00): b</li></ul>"""
    assert divided(html) == [
        "No Route: It went.",
        "notes: June 3: We saw it. It was June 4. - June 3, 17:05 EST: a - June 4 (9:00): b",
    ]


def test_no_incident_begins_behind_the_list() -> None:
    """In the notes not even a full heading begins an incident."""
    html = f"""{LIST}<ul><li>June 3: No Route (5PM): It went.</li></ul>{NOTES}
        <ul><li>June 5: New Racks (6PM EST): They came.</li></ul>"""
    assert divided(html) == [
        "No Route: It went.",
        "notes: We tidied. - June 5: New Racks (6PM EST): They came.",
    ]


def test_notes_may_stand_before_the_list() -> None:
    """The heading of the list opens it, whatever stands before."""
    html = f"{NOTES}{LIST}<ul><li>June 3: No Route (5PM): It went.</li></ul>"
    assert divided(html) == ["notes: We tidied.", "No Route: It went."]


def test_references_begin_no_incident() -> None:
    """The day of another incident, in the midst of a sentence, divides nothing (T6)."""
    html = f"""{LIST}<ul><li>June 3: No Route (5PM): It was like the May 2 issue. On June 2: the
        same. May 2: that was worse, said Jo.</li></ul>"""
    assert len(divided(html)) == 1


def test_what_a_bulletin_says_of_itself_is_no_part() -> None:
    """The diagram and how to read it are furniture, with a full stop or none; the rest is not."""
    html = f"""<h1>Infra Log</h1><p>A long week.</p>{LIST}
        <p>A diagram of two weeks of incidents</p>
        <p>(Bigger boxes went on for longer; see the one before).</p>
        <p>Thanks for asking!</p><ul><li>June 3: No Route (5PM): It went.</li></ul>"""
    assert divided(html) == [
        "notes: A long week.",
        "notes: Thanks for asking!",
        "No Route: It went.",
    ]


def test_days_in_the_notes_of_a_quiet_week_make_no_incident() -> None:
    """Where the list is empty, the notes have no incident either."""
    html = f"{LIST}{NOTES}<ul><li>June 5: New Racks (6PM): They came.</li></ul>"
    assert divided(html) == ["notes: We tidied. - June 5: New Racks (6PM): They came."]


@pytest.mark.parametrize("html", ["", "<p>A quiet week.</p>", LIST, LIST + "<p>Nothing.</p>"])
def test_a_week_without_incidents_has_none(html: str) -> None:
    """What names no incident makes none."""
    assert not any(part.heading for part in bulletin.parts(from_html(html)))


def test_a_capture_divides_like_its_page() -> None:
    """A page that was cut up, glued together and saved has the parts of the page."""
    capture = """Trailing 2 Weeks Incidents
(Larger boxes are longer)
June 3: No Route (5PM): It went in
flyd
, as on June 2: badly.June 4: No Disk
(6PM): It too.
This Week In Infra Engineering
We tidied."""
    text = from_plain(capture, ("flyd",))
    parts = [text.plain[part.start : part.end].strip() for part in bulletin.parts(text)]
    assert parts == ["It went in flyd, as on June 2: badly.", "It too.", "We tidied."]
