"""Who may be near is sought among all that share a rare word or tag, and soon found."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from infralog import vocabulary
from infralog.model import Derived, Entry, Incident, Query
from infralog.names import names_of
from infralog.nearby import nearby, occurrences
from infralog.similar import of_incident, of_text
from infralog.stores import Store, open_store
from tests.incidents import BARE

NAMES = names_of(vocabulary.packaged("fly"))


def incident(name: str, text: str, *tags: str, day: int = 1, minutes: float = 1) -> Incident:
    """Return an incident with regions (of three letters) and components."""
    regions = tuple(sorted(tag for tag in tags if len(tag) == 3))
    components = tuple(sorted(set(tags) - set(regions)))
    return BARE._replace(
        id=name,
        title=name,
        text=text,
        date=date(2026, 5, day),
        published=datetime(2026, 6, 30 - day, tzinfo=UTC),
        kind="incident",
        duration_minutes=minutes,
        regions=regions,
        regions_mentioned=regions,
        components=components,
        components_mentioned=components,
    )


def derived(made: Incident) -> Derived:
    """Return an incident and the entry that is all its own."""
    published = made.published
    entry = Entry("fly", made.id, None, made.title, made.text, "text/plain", published, published)
    return Derived(entry, (made._replace(entry_id=made.id),))


SUBJECT = incident("subject", "Stale leases leaked.", "sjc", "vault")
OTHERS = (
    incident("words", "Stale leases leaked.", day=2, minutes=30),
    incident("component", "A breaker tripped.", "vault", day=3, minutes=20),
    incident("region", "A breaker tripped.", "sjc", day=4, minutes=10),
    incident("far", "A breaker tripped.", "iad", "consul"),
    incident("notes", "Stale leases leaked.", "sjc", "vault")._replace(kind="notes"),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of these incidents."""
    opened = open_store(str(tmp_path / "infralog.db"), write=True)
    opened.save(None, map(derived, (SUBJECT, *OTHERS)), None)
    yield opened
    opened.close()


def ids(store: Store, query: Query, text: str | None = None) -> list[str]:
    """Return who is near the subject, or a text."""
    subject = of_text(text, NAMES) if text else of_incident(SUBJECT, NAMES)
    return [near.incident.id for near in nearby(subject, store, query)]


INCIDENTS = Query(kinds=("incident",))


def test_occurrences_are_counted(store: Store) -> None:
    """Words in any form, and tags, are counted over the whole store."""
    there = occurrences(of_text("lease leaking in sjc said vault, unheard", NAMES), store)
    assert there.total == 6
    assert dict(there.words) == {"leas": 3, "leak": 3, "unheard": 0}
    assert dict(there.tags) == {"sjc": 3, "vault": 3}


def test_a_word_a_component_or_a_region_is_enough(store: Store) -> None:
    """Whoever shares any of them is found, and nobody else, and not the subject."""
    assert set(ids(store, INCIDENTS)) == {"words", "component", "region"}


def test_notes_are_found_where_they_are_asked_for(store: Store) -> None:
    """The kind is a filter as any other."""
    assert ids(store, Query(kinds=("notes",))) == ["notes"]
    assert ids(store, Query())[0] == "notes"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (INCIDENTS._replace(regions=("sjc",)), ["region"]),
        (INCIDENTS._replace(components=("vault",)), ["component"]),
        (INCIDENTS._replace(regions=("iad",)), []),
        (INCIDENTS._replace(min_minutes=25), ["words"]),
        (INCIDENTS._replace(sort="newest"), ["region", "component", "words"]),
        (INCIDENTS._replace(sort="oldest"), ["words", "component", "region"]),
        (INCIDENTS._replace(sort="newest", by_published=True), ["words", "component", "region"]),
        (INCIDENTS._replace(sort="longest"), ["words", "component", "region"]),
    ],
)
def test_filters_and_order_are_those_of_the_query(
    store: Store, query: Query, expected: list[str]
) -> None:
    """Nobody is near who does not pass the filters, and they come as they are to be sorted."""
    assert ids(store, query) == expected


def test_a_text_of_common_words_is_looked_for(store: Store) -> None:
    """A word that half of the incidents have is still one to look for."""
    assert set(ids(store, INCIDENTS, "a breaker")) == {"component", "region", "far"}


def test_a_text_without_a_known_word_finds_nothing(store: Store) -> None:
    """What no incident says, and no vocabulary names, nobody shares."""
    assert ids(store, INCIDENTS, "quux") == []


def test_an_empty_store_has_nobody_near(tmp_path: Path) -> None:
    """In a store without an incident nothing is near, and nothing goes wrong."""
    empty = open_store(str(tmp_path / "empty.db"), write=True)
    assert nearby(of_text("stale in sjc", NAMES), empty, Query()) == []
    empty.close()
