"""Who is near is near for a reason: rare words and tags that both have."""

from collections.abc import Mapping
from datetime import date

import pytest

from infralog import vocabulary
from infralog.model import Incident
from infralog.names import names_of
from infralog.similar import (
    Near,
    Occurrences,
    Subject,
    Weights,
    nearest,
    of_incident,
    of_text,
    weigh,
)
from infralog.stems import stem
from tests.incidents import BARE

NAMES = names_of(vocabulary.packaged("fly"))


def told(name: str, title: str, text: str, *tags: str) -> Incident:
    """Return an incident with regions (of three letters) and components."""
    regions = tuple(sorted(tag for tag in tags if len(tag) == 3))
    components = tuple(sorted(set(tags) - set(regions)))
    return BARE._replace(
        id=name, title=title, text=text, kind="incident", regions=regions, components=components
    )


def weights(words: Mapping[str, float], tags: Mapping[str, float]) -> Weights:
    """Return weights of words, as written, and of tags."""
    return Weights({stem(word): weight for word, weight in words.items()}, tags)


def near(subject: Subject, weighed: Weights, *others: Incident) -> list[Near]:
    """Return who is near."""
    return nearest(subject, weighed, others)


# ---------------------------------------------------------------- what is compared


def test_an_incident_is_its_words_and_its_tags() -> None:
    """Title and text are read; a word of the title counts twice."""
    subject = of_incident(told("a", "Stale routes", "The routes leaked.", "sjc", "vault"), NAMES)
    assert subject.words == {"stal": "stale", "rout": "routes", "leak": "leaked"}
    assert subject.counts == {"stal": 2, "rout": 3, "leak": 1}
    assert (subject.id, subject.regions, subject.components) == ("a", ("sjc",), ("vault",))


def test_a_word_that_names_a_tag_is_no_word() -> None:
    """City, alias and canonical name count as the tag alone; of other tags they are words."""
    subject = of_text("Flaps leaked in São Paulo", NAMES)
    assert (subject.regions, subject.components) == (("gru",), ("machines-api",))
    assert list(subject.words) == [stem("leaked")]
    other = of_incident(told("a", "", "Vault leaked in Denver.", "sjc"), NAMES)
    assert set(other.words.values()) == {"vault", "leaked", "denver"}


def test_a_text_names_what_a_person_means() -> None:
    """In a text, lower-case codes are regions, as they are behind the flag of a search."""
    assert of_text("stale in sjc", NAMES).regions == ("sjc",)


# ---------------------------------------------------------------- what is rare


def test_the_rarer_the_heavier() -> None:
    """A word of few weighs more than one of many, and one of all hardly anything."""
    subject = of_text("blorp frob mung", NAMES)
    words = weigh(subject, Occurrences(99, {"blorp": 1, "frob": 10, "mung": 99}, {})).words
    assert list(words) == ["blorp", "frob", "mung"]
    assert words["blorp"] == pytest.approx(2 * words["frob"])
    assert words["mung"] < 0.02


def test_a_component_weighs_more_than_a_region_and_both_more_than_a_word() -> None:
    """Of equally rare things the component tells the most."""
    subject = of_text("vault in sjc blorp", NAMES)
    weighed = weigh(subject, Occurrences(99, {"blorp": 9}, {"sjc": 9, "vault": 9}))
    assert weighed.tags["vault"] > weighed.tags["sjc"] > weighed.words["blorp"]


def test_what_an_incident_alone_says_does_not_count() -> None:
    """Nobody can share it; what nobody says of a text does, for it is not shared."""
    there = Occurrences(99, {"blorp": 1, "frob": 2}, {})
    incident = of_incident(told("a", "", "blorp frob"), NAMES)
    assert set(weigh(incident, there).words) == {"frob"}
    assert set(weigh(of_text("blorp frob", NAMES), there).words) == {"blorp", "frob"}


def test_only_the_most_telling_words_speak_for_a_long_text() -> None:
    """Of many words those count that are rare, or said again and again."""
    text = " ".join(f"blorp{n}" for n in range(50)) + " frob frob frob"
    counts = {f"blorp{n}": 5 for n in range(50)} | {"frob": 5}
    words = weigh(of_text(text, NAMES), Occurrences(99, counts, {})).words
    assert len(words) == 48
    assert next(iter(words)) == "frob"


# ---------------------------------------------------------------- who is near

TEXT = of_text("stale leases leaked in sjc, said vault", NAMES)
WEIGHTS = weights({"stale": 1, "leases": 3, "leaked": 2}, {"sjc": 4, "vault": 10})


def test_the_score_is_the_share_of_the_weight() -> None:
    """Who has all of it has 1, who has half of it a half."""
    whole = told("whole", "Stale", "Leases leaked.", "sjc", "vault")
    half = told("half", "Dark", "Breakers tripped.", "vault")
    assert [(one.incident.id, one.score) for one in near(TEXT, WEIGHTS, half, whole)] == [
        ("whole", 1.0),
        ("half", 0.5),
    ]


def test_what_is_shared_is_told() -> None:
    """The tags of both, and the words of both as the subject has them, the heaviest first."""
    (one,) = near(TEXT, WEIGHTS, told("a", "", "It leaks, stale lease.", "iad", "sjc", "vault"))
    assert (one.regions, one.components) == (("sjc",), ("vault",))
    assert one.words == ("leases", "leaked", "stale")
    assert one.reason == "both: vault, sjc; words: leases, leaked, stale"


@pytest.mark.parametrize(
    ("text", "tags", "reason"),
    [
        ("Leases.", (), "words: leases"),
        ("Nothing.", ("sjc",), "both: sjc"),
        ("Nothing.", ("vault", "sjc"), "both: vault, sjc"),
    ],
)
def test_the_reason_tells_only_what_there_is(text: str, tags: tuple[str, ...], reason: str) -> None:
    """No tag, no word: no mention of it."""
    (one,) = near(TEXT, WEIGHTS, told("a", "", text, *tags))
    assert one.reason == reason


def test_a_reason_is_short() -> None:
    """Of many shared words a reason names six; the record has all."""
    words = ["blorp", "drat", "frob", "glitch", "hork", "jank", "kludge", "mung"]
    subject = of_text(" ".join(words), NAMES)
    weighed = weights({word: 9.0 - n for n, word in enumerate(words)}, {})
    (one,) = near(subject, weighed, told("a", "", " ".join(words)))
    assert one.reason == "words: blorp, drat, frob, glitch, hork, jank"
    assert one.words == tuple(words)


def test_who_shares_next_to_nothing_is_not_near() -> None:
    """A single light word is chance."""
    weighed = weights({"stale": 0.5}, {"sjc": 10, "vault": 10})
    assert near(TEXT, weighed, told("a", "", "Stale bread.")) == []


def test_who_shares_nothing_is_not_near() -> None:
    """Whoever has none of it is not in the answer; where there is no weight, nobody is."""
    assert near(TEXT, WEIGHTS, told("a", "A breaker", "It tripped.", "iad")) == []
    assert near(of_text("", NAMES), weights({}, {}), BARE) == []


def test_a_word_counts_as_often_as_both_say_it() -> None:
    """Saying it again counts, three times at most, if the other says it again, too."""
    subject = of_text("leases, leases, leases, leases and a breaker", NAMES)
    weighed = weights({"leases": 1, "breaker": 1}, {})
    often = told("often", "", "Leases. Leases. Leases. Leases.")
    once = told("once", "", "Leases.")
    assert [(one.incident.id, one.score) for one in near(subject, weighed, often, once)] == [
        ("often", 0.75),
        ("once", 0.25),
    ]


def test_words_count_for_less_in_a_long_account() -> None:
    """An account that has more of every word is nearer by chance."""
    short = told("short", "", "Stale leases leaked, and so did the breaker.")
    filler = " ".join(f"blorp{n}" for n in range(60))
    long = told("long", "", f"Stale leases leaked. {filler}")
    first, second = near(TEXT, WEIGHTS, long, short)
    assert (first.incident.id, second.incident.id) == ("short", "long")
    assert first.words == second.words


def test_who_is_like_whom_holds_both_ways() -> None:
    """A long account finds the short one that it is found by, and is about as much like it."""
    filler = " ".join(f"blorp{n}" for n in range(90))
    short = told("short", "Stale leases", "A frob leaked.", "vault", "sjc")
    long = told("long", "A frob fell", f"Leases were stale. {filler}", "vault", "iad")
    found = []
    for one, other in ((short, long), (long, short)):
        subject = of_incident(one, NAMES)
        there = Occurrences(99, dict.fromkeys(subject.words, 5), {"vault": 5, "sjc": 5, "iad": 5})
        found += near(subject, weigh(subject, there), other)
    assert [one.incident.id for one in found] == ["long", "short"]
    assert found[0].score == pytest.approx(found[1].score, rel=0.25)


def test_of_equals_the_newest_comes_first() -> None:
    """Where two share the same, the one that happened later is told first."""
    old = told("old", "", "Leases.")._replace(date=date(2024, 1, 1))
    new = told("new", "", "Leases.")._replace(date=date(2026, 1, 1))
    assert [one.incident.id for one in near(TEXT, WEIGHTS, old, new)] == ["new", "old"]
