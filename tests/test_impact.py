"""The impact is what the text states about customers as a whole, or unknown."""

import pytest

from infralog import prose
from infralog.impact import Impacts
from infralog.model import Impact, Text

IMPACTS = Impacts()


@pytest.mark.parametrize(
    ("plain", "impact"),
    [
        ("No customer impact.", "none"),
        ("There was no impact on customers.", "none"),
        ("Nobody was affected.", "none"),
        ("We do not believe that any customer was affected.", "none"),
        ("None of our customers were affected.", "none"),
        ("Nobody noticed.", "none"),
        ("Customers did not notice.", "none"),
        ("Minimal customer impact.", "minor"),
        ("Customers were hardly affected.", "minor"),
        ("Not much customer impact.", "minor"),
        ("No major customer impact.", "minor"),
        ("Customers were hit hard.", "major"),
        ("Impact was limited.", "minor"),
        ("We would call the impact on our customers slight.", "minor"),
        ("In all we count the customer impact as minimal.", "minor"),
        ("The effect on users seems to have been negligible.", "minor"),
        ("There was very little in the way of customer impact.", "minor"),
        ("Few customers, we think, saw anything of it, and customer impact was small.", "minor"),
        ("Few, if any, customers were affected.", "minor"),
        ("Hardly any of our users will have noticed.", "minor"),
        ("We put the customer impact at nil.", "none"),
        ("The effect on customers we have to call severe.", "major"),
        ("A total outage for everyone.", "major"),
        ("We rate the impact as major.", "major"),
        ("Customers will hardly have noticed.", "minor"),
        ("Most customers will not have noticed.", "minor"),
        ("We see no reason to believe that customers were affected.", "none"),
        ("We do not think that any customers noticed.", "none"),
        ("Almost nobody noticed.", "minor"),
        ("Hardly anyone will have noticed.", "minor"),
        ("Only a handful of customers were affected.", "minor"),
        ("None of this was visible to customers.", "none"),
        ("It never reached customers.", "none"),
        ("Customers weren't affected.", "none"),
        ("At no time were customers affected.", "none"),
        ("We don't know of any customer who was affected.", "none"),
        ("It was a complete outage for most of our customers.", "major"),
        ("This was a major outage.", "major"),
        ("The customer impact was severe.", "major"),
    ],
)
def test_a_statement_is_read(plain: str, impact: Impact) -> None:
    """An explicit statement about customers as a whole is the impact."""
    found = IMPACTS.find(prose.read(Text(plain)))
    assert found is not None
    assert found.impact == impact


@pytest.mark.parametrize(
    "plain",
    [
        "Existing apps and Machines were unaffected.",
        "Largely a monitoring incident on our end.",
        "It could have been a major outage.",
        "It was not a major outage.",
        "The March 3 incident was a major outage.",
        "We shipped a major version.",
        "All hosts went down.",
        "Nobody noticed for two days.",
        "Nobody complained.",
        "Nobody noticed that the disk was full.",
        "The change was meant to have no impact on customers.",
        "There was no impact on running Machines.",
        "Dashboard users were not affected.",
        "Impact was limited to apps in Sydney.",
        "The impact on customers is told below.",
        "To keep the impact on customers minimal, we went slowly.",
        "We expect the impact on customers to be small.",
        "London barely noticed.",
        "Apps with a second Machine hardly noticed.",
        "It had a minor impact on builds.",
        "This had little effect on latency.",
        "Customers with more than one Machine saw no impact.",
        "Our provider had a major outage.",
        "A severe outage at a supplier took the link down.",
        "The remaining hosts were rebooted with minimal impact.",
        "For the first hour there was no customer impact.",
        "There was no customer impact until Tuesday.",
        "A failover is usually invisible to customers.",
        "High impact changes need a review.",
    ],
)
def test_what_states_nothing_of_the_whole_is_no_impact(plain: str) -> None:
    """Scope, hypothesis, negation and other incidents state no impact (LABELLING D6)."""
    assert IMPACTS.find(prose.read(Text(plain))) is None


def test_the_gravest_statement_holds() -> None:
    """Where a text states two impacts, the graver one is the incident's."""
    found = IMPACTS.find(prose.read(Text("No customer impact at first. Then a major outage.")))
    assert found is not None
    assert (found.impact, found.quote) == ("major", "Then a major outage.")
