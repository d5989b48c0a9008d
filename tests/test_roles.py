"""Affected is told from mentioned."""

import pytest

from infralog import prose, vocabulary
from infralog.mentions import Finder
from infralog.model import Text
from infralog.roles import Roles, Verdict

WORDS = vocabulary.packaged("fly")
FINDER = Finder(WORDS)
ROLES = Roles(WORDS)


def verdicts(title: str, body: str) -> dict[str, Verdict]:
    """Judge every name in a title and a body."""
    read, told = prose.read(Text(title)), prose.read(Text(body))
    judged = ROLES.judge(read, told, FINDER.find(read), FINDER.find(told))
    return {verdict.mention.name: verdict for verdict in judged}


def involved(title: str, body: str) -> set[str]:
    """Return the names that are involved."""
    return {name for name, verdict in verdicts(title, body).items() if verdict.involved}


@pytest.mark.parametrize(
    ("title", "body", "names"),
    [
        ("Packet loss in SJC", "A switch died.", {"sjc"}),
        ("Packet loss", "A switch died in SJC.", {"sjc"}),
        ("Packet loss in SJC", "We moved its traffic to LAX.", {"sjc"}),
        ("Packet loss in SJC", "We moved its traffic to LAX. Then LAX failed too.", {"sjc", "lax"}),
        ("Packet loss in SJC", "Nothing of note about FRA here.", {"sjc"}),
        ("Slow days", "If your app ran in YYZ, it was not deployed.", set()),
        ("Slow days", "Its state is in a database hosted in IAD.", set()),
    ],
)
def test_a_region_is_affected_unless_something_speaks_against_it(
    title: str, body: str, names: set[str]
) -> None:
    """Regions are affected by default, and by the title first (LABELLING R5 to R8)."""
    assert involved(title, body) == names


@pytest.mark.parametrize(
    ("title", "body", "names"),
    [
        ("Corrosion fell behind", "It was slow.", {"corrosion"}),
        ("Lost writes", "A bug in Corrosion lost them.", {"corrosion"}),
        ("Lost writes", "We restarted Corrosion.", {"corrosion"}),
        ("Lost writes", "We ruled out Corrosion.", set()),
        ("Lost writes", "It was late. It was cold. It rained. Corrosion is a nice name.", set()),
        ("Lost writes", "We suspected Corrosion at first. It was Consul that failed.", {"consul"}),
    ],
)
def test_a_component_needs_a_reason(title: str, body: str, names: set[str]) -> None:
    """Components need the title, the words of a fault, or to be named at once (LABELLING C2)."""
    assert involved(title, body) == names


def test_a_fault_outweighs_a_clearance() -> None:
    """Of all that is said of a name, the words of a fault weigh the most."""
    body = "At first we ruled out NATS. An hour later we found that NATS had crashed."
    assert involved("Missing logs", body) >= {"nats"}


def test_a_verdict_says_why() -> None:
    """The rule's name says that a name is only mentioned, and why."""
    verdict = verdicts("Lost writes", "We ruled out Corrosion.")["corrosion"]
    assert verdict.rule == "mentioned only: ruled out"
