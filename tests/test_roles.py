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
    ("body", "names"),
    [
        ("Apps in FRA, AMS and LHR were down.", {"fra", "ams", "lhr"}),
        ("None of the hosts in FRA, AMS and LHR was affected.", set()),
        ("FRA failed. So, for its part, did AMS (Amsterdam).", {"fra"}),
        ("SYD lost packets; SIN and NRT did not.", {"syd"}),
        ("SYD has one line and lost it. SIN is near.", {"syd"}),
        ("Hosts in SYD and those (in SIN, that is) next to them failed.", {"syd"}),
        ("Users in SYD saw errors. A user in SIN told us of it.", {"syd"}),
        ("SYD failed, which made SIN, elsewhere idle, the place to go to.", {"syd"}),
    ],
)
def test_a_list_shares_a_fate_and_a_guess_gives_way(body: str, names: set[str]) -> None:
    """What is said of a list is said of each; a region is guessed only where none is told."""
    assert involved("Slow days", body) == names


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("A host lost its disk.", {"hosts"}),
        ("Apps on the host lost packets.", set()),
        ("Machines would not start.", {"machines"}),
        ("Machines lost packets.", set()),
    ],
)
def test_the_most_ordinary_names_need_their_own_words(body: str, names: set[str]) -> None:
    """A host is involved where its hardware failed, not where it is named (LABELLING C8, C9)."""
    assert involved("Slow days", body) == names


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


def test_what_failed_and_was_well_again_failed() -> None:
    """The words of a fault outweigh health; a mere guess does not."""
    failed = "It was late. NATS, we then saw, had for an hour been slow. At noon NATS was healthy."
    assert involved("Slow days", failed) == {"nats"}
    assert involved("Slow days", "We use NATS. NATS was healthy.") == set()


def test_a_list_is_one_whatever_the_order_it_tells() -> None:
    """Names that are joined by `then` or `as well as` are a list."""
    assert involved("Slow days", "It hit hosts in ORD first, then LHR.") == {"ord", "lhr"}
    assert involved("Slow days", "SYD as well as SIN lost packets.") == {"syd", "sin"}


def test_a_verdict_says_why() -> None:
    """The rule's name says that a name is only mentioned, and why."""
    verdict = verdicts("Lost writes", "We ruled out Corrosion.")["corrosion"]
    assert verdict.rule == "mentioned only: ruled out"
