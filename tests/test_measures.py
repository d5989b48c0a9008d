"""What an amount may measure is told by rules, and by its signs."""

import pytest

from infralog import prose
from infralog.measures import Measure, Measures
from infralog.model import Text

MEASURES = Measures()


def found(body: str, title: str = "") -> list[Measure]:
    """Return the measures of an account."""
    return MEASURES.find(prose.read(Text(title)), prose.read(Text(body)))


@pytest.mark.parametrize(
    ("body", "makes", "text"),
    [
        ("Requests failed for about 40 minutes.", "impact", "for about 40 minutes"),
        ("It took 30 minutes to deploy a fix.", "fix", "30 minutes to deploy a fix"),
        ("We lost 18 hours of usage data.", "rejected", "18 hours of usage data"),
        ("Forty minutes, give or take, are a long time.", "nothing", "Forty minutes"),
    ],
)
def test_a_rule_makes_something_of_an_amount(body: str, makes: str, text: str) -> None:
    """The first rule that holds decides what it makes of an amount."""
    (measure,) = found(body)
    assert (measure.makes, measure.text) == (makes, text)


def test_the_longest_is_so_among_those_that_rules_make_as_much_of() -> None:
    """A longer amount that is rejected does not make the impact any shorter (LABELLING D4)."""
    long, impact, short = found(
        "We lost 18 hours of usage data. Requests failed for 40 minutes, and for 3 minutes more."
    )
    assert [("longest", "yes") in m.signs for m in (long, impact, short)] == [True, True, False]


def test_two_hours_are_an_amount() -> None:
    """The time from each hour to each later one is measured, too, and says which they are."""
    first, whole, second = found("It failed at 14:05. At 14:20 two more did. At 14:55 it was back.")
    assert [m.minutes for m in (first, whole, second)] == [15, 50, 35]
    assert ("ends", "the end to the end") in whole.signs
    assert ("hours", "begun to ended") in whole.signs
    assert whole.makes == "two hours"


def test_an_hour_that_is_told_later_may_be_the_earlier() -> None:
    """Where rules say so, the hour at which it began stands behind the one at which it ended."""
    texts = {m.minutes: m.text for m in found("It came back at 14:55, having failed at 14:05.")}
    assert texts[50] == "14:55, having failed at 14:05"


def test_the_amounts_of_a_title_are_told_there() -> None:
    """An amount in the title has that for its place."""
    (measure,) = found("It rained.", title="Forty minutes without DNS")
    assert ("place", "in the title") in measure.signs
