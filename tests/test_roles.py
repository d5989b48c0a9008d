"""What is said of a name is told by rules, and its signs tell it, too."""

import pytest

from infralog import prose, vocabulary
from infralog.mentions import Finder
from infralog.model import Text
from infralog.roles import AGAINST, FOR, STRENGTHS, Roles, Told

WORDS = vocabulary.packaged("fly")
FINDER = Finder(WORDS)
ROLES = Roles(WORDS)


def told(title: str, body: str) -> dict[str, Told]:
    """Return what a title and a body tell of each name."""
    read, tale = prose.read(Text(title)), prose.read(Text(body))
    found = ROLES.told(read, tale, FINDER.find(read), FINDER.find(tale))
    return {name: of_it for (_, name), of_it in found.items()}


def made(body: str) -> dict[str, str]:
    """Return what the rules make of the first mention of each name."""
    return {name: of_it.said[0].makes for name, of_it in told("Slow days", body).items()}


def test_what_a_rule_makes_speaks_for_or_against() -> None:
    """All that a rule may make of a mention speaks for its name, or against it; or says nothing."""
    assert {*FOR, *AGAINST, "nothing"} == set(STRENGTHS)
    assert not FOR & AGAINST


@pytest.mark.parametrize(
    ("body", "makes"),
    [
        ("Apps in FRA, AMS and LHR were down.", {"involved": "fra ams lhr"}),
        ("None of the hosts in FRA, AMS and LHR was affected.", {"cleared": "hosts fra ams lhr"}),
        (
            "FRA failed. So, for its part, did AMS (Amsterdam).",
            {"involved": "fra", "nothing": "ams"},
        ),
        ("It hit apps in ORD first, then LHR.", {"involved": "ord lhr"}),
        ("SYD as well as SIN lost packets.", {"involved": "syd sin"}),
        ("The mailer reads from Redis, whose disk had been full for days.", {"involved": "redis"}),
        ("We keep it in Tigris, where a rule had been deleted.", {"supposed": "tigris"}),
        ("Petsem trusts the clock, and the clock was off by a day.", {"supposed": "petsem"}),
        ("Peers come from Consul, which is a list of names.", {"nothing": "consul"}),
        ("We looked at Vault, which had been fine all day.", {"cleared": "vault"}),
        ("No tokens or other things of ours were lost.", {"cleared": "tokens"}),
        ("No reads failed: Vault lost three writes.", {"involved": "vault"}),
        ("Vault without its cache did not fail.", {"cleared": "vault"}),
        ("We restarted NATS.", {"changed": "nats"}),
    ],
)
def test_a_rule_makes_something_of_a_mention(body: str, makes: dict[str, str]) -> None:
    """What is said of a list is said of each name; a clause may end in another's fault."""
    wanted = {name: said for said, names in makes.items() for name in names.split()}
    assert made(body) == wanted


def test_a_name_has_the_signs_of_all_its_mentions() -> None:
    """What is said, where, and how often are signs; of a component, the words around it, too."""
    signs = told("Lost logs in SJC", "NATS crashed in SJC. It rained. Then NATS was well.")
    assert signs["sjc"].signs == {
        *(("said", "involved, in the title"), ("said", "nothing, at once")),
        *(("place", "in the title"), ("place", "at once")),
        *(("rule", "where it happened"),),
        *(("strength", "involved"), ("others", "none"), ("strengths", "involved, beside none")),
        *(("often", "2"), ("titles", "it")),
    }
    of_nats = signs["nats"].signs
    assert of_nats >= {
        *(("said", "involved, at once"), ("said", "nothing, early"), ("often", "2")),
        *(("titles", "others"), ("name", "nats"), ("word", "crash"), ("word", "<region>")),
        *(("behind", "crash in"), ("before", "^ then")),
    }


def test_of_what_had_the_fault_no_more_is_asked() -> None:
    """What is said later of a name that is known to have had the fault does not count."""
    said = told("Slow days", "We ruled out NATS. NATS crashed. At noon NATS was healthy.")[
        "nats"
    ].said
    assert [there.makes for there in said] == ["cleared", "involved", "nothing"]


def test_a_name_stands_beside_the_others_of_its_kind() -> None:
    """How strong the strongest other name of its kind is, is a sign of its own."""
    signs = told("Slow days", "NATS crashed. Redis is a nice name. Apps in SJC were slow.")
    assert ("strengths", "nothing, beside involved") in signs["redis"].signs
    assert ("others", "none") in signs["sjc"].signs


@pytest.mark.parametrize(
    ("body", "sign"),
    [
        ("A host lost its disk.", ("when", "by it")),
        ("Apps on the host lost packets.", ("when", "nowhere")),
    ],
)
def test_an_ordinary_noun_has_words_of_its_own(body: str, sign: tuple[str, str]) -> None:
    """Of a component with `when` words, whether one stands by it is a sign (LABELLING C8, C9)."""
    assert sign in told("Slow days", body)["hosts"].signs
