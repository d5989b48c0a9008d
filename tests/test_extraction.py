"""What was found is counted, and where nothing was is named."""

from infralog.extraction import FOUND, extraction
from tests.incidents import BARE, FULL, WIDE

EMPTY = BARE._replace(kind="incident")


def test_each_incident_counts_where_something_was_found() -> None:
    """An incident counts for each thing that its words tell."""
    counted = extraction([FULL, WIDE, EMPTY])
    assert counted.incidents == 3
    assert counted.found == {
        "region": 2,
        "component": 2,
        "date": 2,
        "time": 1,
        "duration": 2,
        "impact": 2,
    }


def test_notes_are_only_counted() -> None:
    """Engineering notes are no incident, and nothing is missed in them."""
    counted = extraction([BARE])
    assert (counted.incidents, counted.notes, counted.untagged) == (0, 1, ())


def test_a_date_of_publication_is_not_found() -> None:
    """Only a date in the words themselves counts as found."""
    assert extraction([FULL._replace(date_basis="published")]).found["date"] == 0


def test_an_impact_of_none_is_found() -> None:
    """A text that says that nobody was hurt does state an impact."""
    assert extraction([FULL._replace(impact="none")]).found["impact"] == 1


def test_an_incident_without_a_tag_is_named() -> None:
    """One with neither region nor component is untagged; either is enough."""
    only_region = EMPTY._replace(id="a", regions=("sjc",))
    only_component = EMPTY._replace(id="b", components=("vault",))
    assert extraction([only_region, EMPTY, only_component]).untagged == (EMPTY.id,)


def test_one_that_only_names_some_is_uncertain() -> None:
    """One that names a region or component, but none as involved, is told apart."""
    named = EMPTY._replace(id="named", regions_mentioned=("sjc",))
    counted = extraction([named, EMPTY])
    assert (counted.untagged, counted.uncertain) == ((EMPTY.id,), ("named",))


def test_nothing_is_nothing() -> None:
    """Without an incident every count is zero, and there all the same."""
    assert extraction([]).found == dict.fromkeys(FOUND, 0)
