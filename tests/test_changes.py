"""Two versions of an incident are compared field by field."""

from datetime import date

import pytest

from infralog.changes import FIELDS, Change, changes
from tests.incidents import BARE, FULL


def test_what_is_the_same_has_no_change() -> None:
    """Nothing is told of incidents that are as they were."""
    assert list(changes([FULL, BARE], [FULL, BARE])) == []


def test_each_field_that_differs_is_one_change() -> None:
    """A change has the incident's ID, the field, and both values as text."""
    after = FULL._replace(regions=("lax", "sjc"), duration_minutes=60.5, impact=None)
    assert list(changes([FULL], [after])) == [
        Change(FULL.id, "regions", "sjc", "lax, sjc"),
        Change(FULL.id, "duration_minutes", "40", "60.5"),
        Change(FULL.id, "impact", "minor", None),
    ]


def test_no_value_is_none() -> None:
    """What an incident had not, or has no more, is None and not an empty text."""
    after = BARE._replace(components=("vault",))
    assert list(changes([BARE], [after])) == [Change(BARE.id, "components", None, "vault")]
    assert list(changes([after], [BARE])) == [Change(BARE.id, "components", "vault", None)]


def test_a_new_incident_and_one_that_is_gone_are_one_change_each() -> None:
    """An incident that came or went is told of by its title, not field by field."""
    assert list(changes([FULL], [BARE])) == [
        Change(FULL.id, "incident", FULL.title, None),
        Change(BARE.id, "incident", None, BARE.title),
    ]


def test_they_come_in_the_order_of_the_entry() -> None:
    """The changes follow the incidents as they were, and then what is new."""
    moved = [one._replace(date=date(2025, 1, 1)) for one in (FULL, BARE)]
    new = BARE._replace(id="new")
    told = changes([FULL, BARE], [new, *reversed(moved)])
    assert [change.id for change in told] == [FULL.id, BARE.id, "new"]


def test_evidence_is_no_change() -> None:
    """The same tag for another reason is the same answer."""
    assert list(changes([FULL], [FULL._replace(evidence=())])) == []


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_that_is_compared_is_there(field: str) -> None:
    """The fields that are compared are those of an incident."""
    assert field in FULL._fields
