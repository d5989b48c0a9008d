"""A tag by hand outweighs every rule, and is typed as it is shown."""

import pytest

from infralog import vocabulary
from infralog.errors import QueryError, UsageError
from infralog.hand import RULE, by_hand, stored_ids, typed, written
from infralog.model import Evidence, Override
from infralog.names import names_of
from tests.incidents import BARE, FULL

NAMES = names_of(vocabulary.packaged("fly"))


def test_without_a_word_by_hand_an_incident_is_as_it_was() -> None:
    """No override changes nothing."""
    assert by_hand(FULL, ()) == FULL


def test_a_tag_that_was_given_is_there_and_named() -> None:
    """It is among the tags and among the mentions, both sorted."""
    told = by_hand(FULL, [Override("components", "consul", given=True)])
    assert told.components == ("consul", *FULL.components)
    assert told.components_mentioned == ("consul", *FULL.components_mentioned)


def test_a_tag_that_was_taken_is_only_named() -> None:
    """It is no more among the tags, though the text still names it."""
    told = by_hand(FULL, [Override("regions", "sjc", given=False)])
    assert told.regions == ()
    assert told.regions_mentioned == FULL.regions_mentioned


def test_what_is_there_cannot_be_given_twice() -> None:
    """A tag that a rule gave already stays one."""
    told = by_hand(FULL, [Override("regions", "sjc", given=True)])
    assert told.regions == FULL.regions


def test_what_is_not_there_cannot_be_taken() -> None:
    """To take away a tag that an incident has not leaves its tags as they are."""
    told = by_hand(BARE, [Override("regions", "sjc", given=False)])
    assert (told.regions, told.regions_mentioned) == ((), ())


def test_the_evidence_says_by_hand() -> None:
    """The reason is the user's word, instead of what a rule said of the same tag."""
    told = by_hand(FULL, [Override("regions", "sjc", given=True)])
    assert [e for e in told.evidence if e.value == "sjc"] == [Evidence("regions", "sjc", "", RULE)]
    assert [e for e in told.evidence if e.value == "lax"] == [
        e for e in FULL.evidence if e.value == "lax"
    ]


# ---------------------------------------------------------------- who is meant


@pytest.mark.parametrize(
    ("made", "stored", "ids"),
    [
        (["x"], ["x"], {"x": "x"}),
        (["x"], ["x-2"], {"x": "x-2"}),
        (["x", "x-2"], ["x", "x-2"], {"x": "x", "x-2": "x-2"}),
        (["x", "x-2"], ["x-3", "x-2"], {"x": "x-3", "x-2": "x-2"}),
        (["x"], [], {}),
        (["x"], ["y", "x-y", "xx-2"], {}),
    ],
)
def test_an_incident_goes_by_the_id_that_the_store_gave_it(
    made: list[str], stored: list[str], ids: dict[str, str]
) -> None:
    """It is its own ID, or where another entry has that, the same with a number."""
    assert (
        stored_ids(
            [BARE._replace(id=name) for name in made], [BARE._replace(id=name) for name in stored]
        )
        == ids
    )


# ---------------------------------------------------------------- as a user types it


@pytest.mark.parametrize(
    ("tag", "means"),
    [
        ("+component:consul", Override("components", "consul", given=True)),
        ("component:consul", Override("components", "consul", given=True)),
        ("-region:iad", Override("regions", "iad", given=False)),
        ("-region:Ashburn", Override("regions", "iad", given=False)),
        ("+components:flaps", Override("components", "machines-api", given=True)),
        (" +region: Sao Paulo ", Override("regions", "gru", given=True)),
    ],
)
def test_a_tag_is_typed_with_a_sign_a_field_and_a_name(tag: str, means: Override) -> None:
    """A plus or nothing gives, a minus takes; any name that a search takes will do."""
    assert typed([tag], NAMES) == (means,)


def test_a_group_stands_for_all_of_its_regions() -> None:
    """To give a group is to give each region of it."""
    given = typed(["+region:us-west-coast"], NAMES)
    assert {"lax", "sjc"} <= {override.value for override in given}


@pytest.mark.parametrize("tag", ["consul", "+consul", "+region:", "impact:minor", "", "--region:x"])
def test_what_is_no_tag_is_answered_with_an_example(tag: str) -> None:
    """Whatever else is typed is an error that shows how a tag is written."""
    with pytest.raises(UsageError) as caught:
        typed([tag], NAMES)
    assert "+component:consul" in str(caught.value.hint)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    """A slip of the finger is answered as a search answers it."""
    with pytest.raises(QueryError) as caught:
        typed(["+component:corosion"], NAMES)
    assert "corrosion" in str(caught.value.hint)


@pytest.mark.parametrize("tag", ["+component:consul", "-region:iad"])
def test_a_tag_is_shown_as_it_is_typed(tag: str) -> None:
    """What is listed can be typed again."""
    assert [written(override) for override in typed([tag], NAMES)] == [tag]
