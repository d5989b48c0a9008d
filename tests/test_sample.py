"""The sample of `infralog demo` is made up, says so, and shows what infralog finds."""

from datetime import date
from importlib.resources import files
from itertools import chain
from pathlib import Path

import pytest

from infralog import document, vocabulary
from infralog.document import Document
from infralog.model import Incident
from infralog.pull import Puller
from infralog.sources.fly import FLY

SAMPLE = Path(str(files("infralog") / "sample"))
FILES = sorted(SAMPLE.iterdir())
WORDS = vocabulary.packaged("fly")


def read(path: Path) -> Document:
    """Return what a file of the sample holds."""
    return document.read(path.read_bytes(), where=str(path), code_words=WORDS.code_words)


@pytest.fixture(scope="module")
def made() -> list[Incident]:
    """All that is found in the sample."""
    puller = Puller(FLY, WORDS)
    entries = chain.from_iterable(read(path).entries for path in FILES)
    return [incident for entry in entries for incident in puller.derive(entry).incidents]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_says_that_it_is_made_up(path: Path) -> None:
    """Whoever opens a file of the sample reads at its top that none of it happened."""
    top = path.read_text("utf-8")[:300]
    assert "Sample data, made up for infralog demo. None of this ever happened." in top


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_sample_is_taken_in_whole(path: Path) -> None:
    """No entry of the sample is left out."""
    got = read(path)
    assert (got.problems, got.complete) == ((), True)
    assert len(got.entries) == (12 if path.suffix == ".xml" else 1)


def test_the_sample_has_incidents_and_notes(made: list[Incident]) -> None:
    """Twelve accounts and ten incidents of three bulletins, and the notes of each bulletin."""
    assert [i.kind for i in made].count("incident") == 22
    assert [i.kind for i in made].count("notes") == 3
    assert len({i.id for i in made}) == len(made)


def test_the_sample_shows_every_kind_of_value(made: list[Incident]) -> None:
    """Each kind of duration, impact, date and time that infralog knows is there, and none."""
    assert {i.duration_kind for i in made} == {"exact", "range", "vague", None}
    assert {i.impact for i in made} == {"none", "minor", "major", None}
    assert {i.date_basis for i in made} == {"heading", "body", "published"}
    assert {(i.time_text or "None")[-3:] for i in made} == {"EST", "UTC", "one"}
    assert any(len(i.regions) > 1 for i in made)
    assert any(not i.regions_mentioned for i in made)
    assert any(set(i.regions_mentioned) > set(i.regions) for i in made)
    assert any(set(i.components_mentioned) > set(i.components) for i in made)


def test_the_sample_answers_the_questions_of_the_readme(made: list[Incident]) -> None:
    """Corrosion in San Jose, WireGuard since April, and an ID that begins with `sao-paulo`."""
    in_sjc = [i for i in made if "sjc" in i.regions and "corrosion" in i.components]
    assert [i.date.year for i in in_sjc] == [2024, 2026]
    since = date(2026, 4, 1)
    assert len([i for i in made if "wireguard" in i.components and i.date >= since]) == 2
    (sao_paulo,) = [i for i in made if i.id.startswith("sao-paulo")]
    assert (sao_paulo.regions, sao_paulo.impact) == (("gru",), "major")
