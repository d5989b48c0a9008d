"""What a publisher states as data outweighs what rules read in its words."""

import pytest

from infralog import stated
from infralog.model import Evidence, Text
from tests.incidents import BARE, FULL

STATED = (
    Evidence("components", "git-operations", "Git Operations", stated.RULE),
    Evidence("impact", "major", "critical", stated.RULE),
    Evidence("duration_minutes", "84", "13:40 - 15:04", stated.RULE),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Affected components\n\n- Chat (Operational)\n- GPTs & tools", ["chat", "gpts-tools"]),
        ("It broke.\n\nAffected components: API, Git Operations.", ["api", "git-operations"]),
        ("Components affected: API", ["api"]),
        ("Affected components\n\n- DNS (Partial Outage)\n\nMore.", ["dns"]),
        ("Affected components\n\n- Chat (beta)", ["chat-beta"]),
        ("Affected components\n\n- 東京\n- Chat", ["chat"]),
        ("The affected components are back.\n\n- API", []),
        ("No components were affected.", []),
    ],
)
def test_components_are_those_of_the_list(text: str, names: list[str]) -> None:
    """A list, or a line, that says that it names the components; how each does is left out."""
    assert [told.value for told in stated.components(Text(text))] == names


@pytest.mark.parametrize(
    ("text", "impact"),
    [("Impact: critical", "major"), ("Severity: None", "none"), ("The impact: minor", None)],
)
def test_an_impact_stands_in_a_line_of_its_own(text: str, impact: str | None) -> None:
    """The four grades of Statuspage are the three of the contract; prose is left to the rules."""
    assert next((told.value for told in stated.impact(Text(text))), None) == impact


def test_what_is_stated_is_the_value_and_its_evidence() -> None:
    """The incident carries it, by the rule's name."""
    made = stated.applied(BARE, STATED)
    assert made.components == made.components_mentioned == ("git-operations",)
    assert (made.impact, made.impact_text) == ("major", "critical")
    assert (made.duration_minutes, made.duration_text) == (84, "13:40 - 15:04")
    assert made.duration_kind == "exact"
    assert made.evidence == STATED


def test_what_rules_read_gives_way_but_for_other_components() -> None:
    """A stated duration replaces one of the prose; components are added to those that are named."""
    told = Evidence("duration_minutes", "40", "which took 40 minutes", "a rule")
    other = Evidence("components", "corrosion", "Corrosion was stale.", "a rule")
    made = stated.applied(FULL._replace(evidence=(told, other)), STATED)
    assert made.evidence == (other, *STATED)
    assert "corrosion" in made.components
    assert stated.applied(FULL, ()) is FULL
