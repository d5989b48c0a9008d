"""What strangers write comes out without anything that a terminal would obey."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog.safe import block, line, visible

EVERY_CHARACTER = "".join(map(chr, range(sys.maxunicode + 1)))
# Unicode calls these format characters, though they are signs that one can see.
SIGNS = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
HOSTILE = st.sampled_from(
    "\x1b\x9b\x9d\x07[]0;m\\ \t\r\n\x0b\x1f\x85\u200d\u202e\u200b\u2190👩\udc80"
)
ANY = st.text(st.characters(exclude_categories=()) | HOSTILE)


def forbidden(character: str) -> bool:
    """Tell whether a terminal would obey a character, or a reader not see it."""
    if character in "\n\t" or ord(character) in SIGNS:
        return False
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(character) in ("LRE", "LRO", "RLE", "RLO", "PDF")
        or 0xFE00 <= ord(character) <= 0xFE0E
        or 0xE0000 <= ord(character) <= 0xE0FFF
        or character in "\u034f\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0"
    )


# ---------------------------------------------------------------- what goes


def test_no_character_that_nobody_sees_comes_out() -> None:
    """No control, no mark of bidi, and nothing unseen gets through, of all that Unicode has."""
    kept = set(visible(EVERY_CHARACTER)) | set(visible(EVERY_CHARACTER[::-1]))
    assert {f"{ord(c):04x}" for c in kept if forbidden(c)} == set()


def test_what_can_be_seen_comes_out() -> None:
    """Every letter, mark, number, sign and symbol of Unicode stays what it is."""
    unassigned = ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")
    seen = [c for c in EVERY_CHARACTER if unicodedata.category(c) not in unassigned]
    assert [c for c in seen if not forbidden(c) and visible(c) != c] == []


@given(ANY)
def test_nothing_hostile_comes_out(text: str) -> None:
    """Whatever goes in, what comes out holds nothing that a terminal would obey."""
    for clean in (visible(text), block(text), line(text)):
        assert not any(map(forbidden, clean.replace("\u200d", "")))
    assert not {"\t", "\n"} & set(line(text))
    assert "\t" not in block(text)


@pytest.mark.parametrize(
    "sequence",
    [
        *("\x1b[31m", "\x9b1;31m", "\x1b[2J", "\x1b[?1049h", "\x1b[38;2;1;2;3m", "\x1b[0 q"),
        *("\x1b]0;title\x07", "\x1b]8;;https://example.org/\x1b\\", "\x9d52;c;cm0=\x9c"),
        *("\x1bPq#0\x1b\\", "\x90data\x9c", "\x1b_app\x1b\\", "\x1b^pm\x07", "\x1bXsos\x1b\\"),
        *("\x1b(B", "\x1b#8", "\x1bc", "\x1b7", "\x1b\x1b[31m"),
    ],
)
def test_an_escape_sequence_goes_as_a_whole(sequence: str) -> None:
    """Nothing is left of a colour, a title, a link, a clipboard, not even its parameters."""
    assert line(f"in{sequence}side") == "inside"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b]0;never ended", "0;never ended"),
        ("\x1b[31", "31"),
        ("the end\x1b", "the end"),
        ("zero\u200bwidth, soft\u00adhyphen", "zerowidth, softhyphen"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("hidden\U000e0041\U000e0042\ufe01\U000e0101", "hidden"),
        ("\ud83d lone", "\ufffd lone"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("a\u200db 👩\u200d", "ab 👩"),
        ("1\ufe0f\u20e3 ❤\ufe0f", "1\ufe0f\u20e3 ❤\ufe0f"),
    ],
)
def test_words_stay(text: str, seen: str) -> None:
    """What is taken away takes no word along, and an emoji keeps what joins it."""
    assert line(text) == seen


# ---------------------------------------------------------------- white space


@pytest.mark.parametrize(
    ("text", "one_line", "lines"),
    [
        ("  a \t b  ", "a b", "a b"),
        ("a\r\nb\rc\x85d\u2028e\x0bf\x1fg", "a b c d e f g", "a\nb\nc\nd\ne\nf\ng"),
        ("a\n\n\n\nb \n \nc", "a b c", "a\n\nb\n\nc"),
        ("a\n    b  c", "a b c", "a\n    b c"),
        ("a\u00a0\u2003b", "a b", "a b"),
        ("", "", ""),
    ],
)
def test_white_space_is_plain(text: str, one_line: str, lines: str) -> None:
    """A line has single blanks; a block has its lines, indented, and one blank line in a row."""
    assert (line(text), block(text)) == (one_line, lines)


@given(ANY)
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    """Cleaning twice is cleaning once."""
    assert visible(visible(text)) == visible(text)
    assert line(line(text)) == line(text)
    assert block(block(text)) == block(text)


@given(st.text(st.characters(categories=("L", "N", "P", "Zs"), exclude_characters="\u180e")))
def test_plain_words_come_out_as_they_went_in(text: str) -> None:
    """No word is lost, glued or changed."""
    seen = [c for c in text if not forbidden(c)]
    assert line(text).split() == block(text).split() == "".join(seen).split()


@pytest.mark.parametrize(
    "piece", ["\x1b[", "\x1b]", "\x9d", "\x1b(", "\u200d", " ", "\n", "\x1b[0"]
)
def test_cleaning_takes_time_that_grows_with_the_text(piece: str) -> None:
    """A megabyte of the beginnings of escape sequences is cleaned at once."""
    assert len(block(piece * 2**20)) <= len(piece) * 2**20
