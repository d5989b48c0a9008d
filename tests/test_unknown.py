"""What looks like a name, and is in no vocabulary, is pointed out; the rest is left alone."""

import pytest

from infralog import vocabulary
from infralog.model import Passage, Text
from infralog.text import from_html
from infralog.unknown import Candidate, candidates

WORDS = vocabulary.packaged("fly")


def seen(*bodies: str, title: str = "") -> tuple[Candidate, ...]:
    """Return what is pointed out in incidents with these bodies, named 1, 2 and so on."""
    passages = [
        Passage("incident", str(number), Text(title), from_html(body), None)
        for number, body in enumerate(bodies, start=1)
    ]
    return candidates(passages, WORDS)


def words(*bodies: str, title: str = "") -> list[str]:
    """Return only the words of it."""
    return [one.word for one in seen(*bodies, title=title)]


# ---------------------------------------------------------------- regions


@pytest.mark.parametrize(
    "body",
    [
        "Hosts in QXZ lost power.",
        "We drained our QXZ edge.",
        "The QXZ hosts lost power.",
        "Traffic moved from sjc to QXZ.",
    ],
)
def test_an_unknown_code_in_the_place_of_a_region_is_pointed_out(body: str) -> None:
    """Three capitals behind a region's preposition, or before a region's noun, may be one."""
    assert seen(body) == (Candidate("region", "QXZ", 1, "1"),)


@pytest.mark.parametrize(
    "body",
    [
        "Hosts in SJC lost power.",  # a region that is known
        "We looked at DNS, and at TCP.",  # acronyms
        "The QXZ was lost.",  # nothing makes a region of it
        "It was in qxz.",  # no capitals
        "Nodes in QXZW and QX.",  # not three
        "It said in QXZ_MODE that it is on.",  # a part of a name
        "We went to QXZ/index.",  # a part of a path
    ],
)
def test_other_capitals_are_no_regions(body: str) -> None:
    """Known codes, everyday acronyms and parts of longer names are not pointed out."""
    assert words(body) == []


def test_a_title_is_read_for_regions() -> None:
    """A region may be named in the title alone."""
    assert words("It broke.", title="Capacity in QXZ") == ["QXZ"]


# ---------------------------------------------------------------- components


def test_a_name_in_code_that_recurs_is_pointed_out() -> None:
    """A name in a code span counts once an incident, and from the second incident on."""
    once = "Then <code>blorpd</code> fell over, and <code>blorpd</code> came back."
    assert words(once) == []
    assert seen(once, "A restart of <code>blorpd</code>.") == (
        Candidate("component", "blorpd", 2, "1"),
    )


@pytest.mark.parametrize(
    "code",
    ["flyd", "sjc", "fly-proxy", "FLY_REGION", "a b", "--force", "/etc/hosts", "true", "12", "x"],
)
def test_other_code_is_no_component(code: str) -> None:
    """Known names, variables, commands, options, paths and constants are not pointed out."""
    body = f"Look at <code>{code}</code> here."
    assert words(body, body) == []


def test_code_inside_a_word_is_read() -> None:
    """A code span that is glued to a word is looked at, and does no harm."""
    body = "the<code>blorpd</code>s"
    assert words(body, body) in ([], ["blorpd"])


def test_a_capital_inside_a_sentence_that_recurs_is_pointed_out() -> None:
    """A capitalised word, or several in a row, may be a name; its frequency comes first."""
    assert words("Then Blorp failed.", "So the Blorp Sprocket was gone.", "We saw Blorp.") == [
        "Blorp"
    ]
    assert words("By the Blorp Sprocket.", "At the Blorp Sprocket.") == ["Blorp Sprocket"]


@pytest.mark.parametrize(
    "body",
    [
        "Blorp failed.",  # begins a sentence
        "It failed. Blorp was back.",
        "Blorp Sprocket failed.",
        "In the end Consul failed.",  # known
        "It was on Monday, the first of May.",
        "An HTTP call, and an IPC one.",  # no names but mechanisms
        "See example.Blorp for it.",  # a part of an address
        "See <code>x Blorp</code> here.",
        "<h2>Of the Blorp</h2>",
        "<ul><li>Blorp failed</li></ul>",
    ],
)
def test_other_capitals_are_no_components(body: str) -> None:
    """Beginnings of sentences and items, known names, days, acronyms and headings are not names."""
    assert words(body, body) == []


def test_regions_come_first_and_then_the_most_frequent() -> None:
    """What is pointed out is in the order in which one would look into it."""
    told = ("With Blorp and Zork.", "With Zork and Blorp.", "With Zork, in QXZ.")
    assert words(*told) == ["QXZ", "Zork", "Blorp"]


def test_nothing_is_nothing() -> None:
    """Without a passage nothing is pointed out."""
    assert candidates([], WORDS) == ()
