"""A page that was saved as text reads like the page that it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog.capture import from_plain
from infralog.model import StretchKind, Text

CODE_WORDS = ("flyd", "flaps", "yyz", "LSVD")


def spans(text: Text, kind: StretchKind) -> list[str]:
    """Return the words of a text's stretches of one kind."""
    return [text.plain[s.start : s.end] for s in text.stretches if s.kind == kind]


@pytest.mark.parametrize("mark", ["•", "-", "*", "·", "●", "‣"])
def test_bullets_become_items(mark: str) -> None:
    """Whatever its mark, an item is a line that begins with a hyphen."""
    text = from_plain(f"Some things:\n\n  {mark} one thing\n\n  {mark} another\n\nThe end.")
    assert text.plain == "Some things:\n\n- one thing\n- another\n\nThe end."
    assert spans(text, "item") == ["one thing", "another"]


@pytest.mark.parametrize(
    "capture",
    [
        "  • outer\n      ◦ inner\n  • next",
        "- outer\n    - inner\n- next",
        "• outer\n▪ inner\n• next",
    ],
)
def test_an_item_in_an_item_is_deeper(capture: str) -> None:
    """A hollow mark or a deep indentation nests an item in the one above."""
    assert from_plain(capture).plain == "- outer\n  - inner\n- next"


@pytest.mark.parametrize(
    ("capture", "plain"),
    [
        ("The first half\nand the second.", "The first half and the second."),
        (
            "It was slow\n, and then\n. After that it was not.",
            "It was slow, and then. After that it was not.",
        ),
        ("It ended.\nAnother began.", "It ended.\n\nAnother began."),
        (
            "  • A wrapped item. It\n    goes on. And\n    On.",
            "- A wrapped item. It goes on. And On.",
        ),
        (
            "It broke on the evening of\nJune 3: a Monday.",
            "It broke on the evening of June 3: a Monday.",
        ),
    ],
)
def test_rows_of_one_sentence_are_joined(capture: str, plain: str) -> None:
    """A line break within a sentence, or below a bullet, is a blank."""
    assert from_plain(capture).plain == plain


@pytest.mark.parametrize(
    ("capture", "heading"),
    [
        ("June 3: A Box Fell\n(13:00EST): It fell.", "June 3: A Box Fell (13:00EST): It fell."),
        ("  • June 3: A Box\n    Fell (13:00EST): It.", "- June 3: A Box Fell (13:00EST): It."),
        (
            "June 3: A Box In\nflyd\n(13:00EST): It fell.",
            "June 3: A Box In flyd (13:00EST): It fell.",
        ),
    ],
)
def test_a_heading_that_was_broken_is_joined(capture: str, heading: str) -> None:
    """The time of a heading may stand on the next row."""
    assert from_plain(capture).plain == heading


@pytest.mark.parametrize(
    "row",
    [
        "June 3: A Box Fell (13:00EST): It fell.",
        "Jun 3 (5PM): A Box Fell: It fell.",
        "This Week In Infra Engineering",
        "Trailing 2 Weeks Incidents",
    ],
)
def test_a_heading_begins_a_paragraph(row: str) -> None:
    """What begins a part of a bulletin does so though the row before ends no sentence."""
    assert from_plain(f"It fell into\nflyd\n{row}").plain == f"It fell into flyd\n\n{row}"


def test_what_stuck_together_is_set_apart() -> None:
    """One incident's last sentence and the next one's heading are two paragraphs (P2)."""
    text = from_plain("It ended.August 27: No Route (10:30EST): It began.")
    assert text.plain == "It ended.\n\nAugust 27: No Route (10:30EST): It began."


def test_a_short_line_of_titles_is_a_heading() -> None:
    """A line of its own whose words begin with capitals is a heading; a dated one is not."""
    text = from_plain(
        "Trailing 2 Weeks Incidents\n\nJune 3: A Box Fell\n\nIt fell.\n\nOf Boxes And Men\n\nSo."
    )
    assert spans(text, "heading") == ["Trailing 2 Weeks Incidents", "Of Boxes And Men"]


@pytest.mark.parametrize(
    ("capture", "plain", "code"),
    [
        ("We saw\n500\nerrors there.", "We saw 500 errors there.", ["500"]),
        ("It was inflyd\n, our own.", "It was in flyd, our own.", ["flyd"]),
        ("All of theflyd\ndatabases.", "All of the flyd databases.", ["flyd"]),
        ("A card onyyz-c7\nbroke.", "A card on yyz-c7 broke.", ["yyz"]),
        ("It spokeLSVD\nbadly.", "It spoke LSVD badly.", ["LSVD"]),
        ("Bareflaps stay, as do whiskyyz.", "Bareflaps stay, as do whiskyyz.", []),
        ("We saw a line that is far too long for code\nin here.", None, []),
    ],
)
def test_code_spans_are_told_from_the_words_around_them(
    capture: str, plain: str | None, code: list[str]
) -> None:
    """A short row within a sentence is code; so is a known word torn off its neighbour."""
    text = from_plain(capture, CODE_WORDS)
    assert text.plain == (plain or capture.replace("\n", " "))
    assert spans(text, "code") == code


@given(st.text(alphabet="ab •-◦\n.,(:AB flyd", max_size=80))
def test_no_character_of_a_word_is_lost(capture: str) -> None:
    """Reading a capture moves white space and marks of items, and nothing else."""
    text = from_plain(capture, CODE_WORDS)
    marks = str.maketrans("", "", " \n-•◦")
    assert text.plain.translate(marks) == capture.translate(marks)
    assert all(0 <= s.start < s.end <= len(text.plain) for s in text.stretches)
    assert list(text.stretches) == sorted(text.stretches, key=lambda s: s.start)


def test_regions_are_torn_off_too() -> None:
    """A code that sticks to the word before it is a word of its own, and a code span."""
    text = from_plain(
        "A switch in the rack died inIAD, and theGRU region went dark.", ("IAD", "GRU")
    )
    assert text.plain == "A switch in the rack died in IAD, and the GRU region went dark."
    spans = [text.plain[s.start : s.end] for s in text.stretches if s.kind == "code"]
    assert spans == ["IAD", "GRU"]


def test_a_section_ends_at_its_heading_whatever_follows() -> None:
    """Notes that begin with a name in lower case do not go on with the heading above them."""
    text = from_plain("Gateways were away.\nThis Week In Infra Engineering\nflyd got faster.")
    assert text.plain.endswith("This Week In Infra Engineering\n\nflyd got faster.")
