"""A bulletin gives the incidents that are written beside it, from its page and from its capture."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from infralog import document, vocabulary
from infralog.document import Document
from infralog.model import Incident
from infralog.pull import Puller
from infralog.sources.fly import FLY
from infralog.text import from_html, from_plain

LEFT_OUT = (
    "Infra Log",
    "Update: May 11, 2024",
    "Trailing 2 Weeks Incidents",
    "A diagram of two weeks of incidents",
    "(Larger boxes hurt for longer.)",
)
FOLDER = Path(__file__).parents[1] / "fixtures" / "fly"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
WORDS = vocabulary.packaged("fly")
CODE = WORDS.code_words
PULLER = Puller(FLY, WORDS)


def read(file: str) -> Document:
    """Return what a fixture holds."""
    data = (FOLDER / file).read_bytes()
    return document.read(data, where=file, code_words=CODE)


def incidents(file: str) -> tuple[Incident, ...]:
    """Return the incidents of a fixture, and its notes."""
    (entry,) = read(file).entries
    return PULLER.derive(entry).incidents


def words(text: str) -> Counter[str]:
    """Count the words of a text."""
    return Counter(re.findall(r"\w+", text))


def shown(incident: Incident, fields: list[str]) -> dict[str, Any]:
    """Return some fields of an incident as JSON has them."""
    values = {field: getattr(incident, field) for field in fields}
    return json.loads(json.dumps(values, default=lambda moment: moment.isoformat()))  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", ["html", "txt"])
@pytest.mark.parametrize("name", NAMES)
def test_a_bulletin_divides_into_its_incidents(name: str, kind: str) -> None:
    """However a heading is written, each incident has its title, moment, tags, and no other's."""
    expected = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    got = incidents(f"{name}.{kind}")
    assert [incident.id for incident in got] == [told["id"] for told in expected]
    for told, incident in zip(expected, got, strict=True):
        if kind == "txt":  # which says nowhere what was set as code
            told["title"] = told["title"].replace("`", "")
        assert shown(incident, list(told)) == told


@pytest.mark.parametrize("name", NAMES)
def test_a_capture_says_what_its_page_says(name: str) -> None:
    """A page and its capture are the same entry, with the same incidents, word for word."""
    of_page, of_capture = read(f"{name}.html"), read(f"{name}.txt")
    assert [e.id for e in of_page.entries] == [e.id for e in of_capture.entries]
    assert [e.published for e in of_page.entries] == [e.published for e in of_capture.entries]
    for page, capture in zip(incidents(f"{name}.html"), incidents(f"{name}.txt"), strict=True):
        # A page's own title is no part of its text; in a capture it stands before everything else.
        same = str.endswith if page.kind == "notes" else str.__eq__
        assert same(capture.text, page.text)


@pytest.mark.parametrize("kind", ["html", "txt"])
@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_bulletin_is_lost(name: str, kind: str) -> None:
    """Every word but those of the page's head and of its diagram is in some incident."""
    (entry,) = read(f"{name}.{kind}").entries
    made = PULLER.derive(entry).incidents
    headings = [e.quote for i in made for e in i.evidence if e.field == "date"]
    said = words(" ".join([*headings, *(f"{i.title} {i.text}" for i in made)]))
    text = from_html(entry.content) if kind == "html" else from_plain(entry.content, CODE)
    lines = [line for line in text.plain.splitlines() if line not in LEFT_OUT]
    assert words(" ".join(lines)) - said == Counter()
