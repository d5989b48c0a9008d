"""The versions of an entry tell what was changed, in words."""

from datetime import UTC, datetime

from infralog.model import Entry, Revision
from infralog.revisions import Piece, by_word, unified, versions

ENTRY = Entry(
    *("fly", "x", None, "A title", "<p>Two edges fell over.</p><p>We mended them.</p>"),
    *("text/html", None, None),
)
EDITED = ENTRY._replace(content="<p>Two old edges fell.</p><p>We mended them.</p><p>Twice.</p>")
SEEN = datetime(2026, 5, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 5, 3, tzinfo=UTC)
BOTH = (Revision(EDITED, LATER), Revision(ENTRY, SEEN))


def test_versions_are_numbered_from_the_oldest() -> None:
    """The newest comes first, and has the highest number."""
    assert [(one.number, one.seen) for one in versions(BOTH)] == [(2, LATER), (1, SEEN)]


def test_a_change_is_measured_in_words() -> None:
    """The first version is all new; the next one counts what came and what went."""
    assert [(one.added, one.removed) for one in versions(BOTH)] == [(2, 1), (9, 0)]


def test_only_lines_that_changed_are_told_word_by_word() -> None:
    """What stayed as it was is not told, but for the rest of a line that changed."""
    new, old = versions(BOTH)
    assert list(by_word(old.words, new.words)) == [
        (
            Piece("same", "Two"),
            Piece("new", " old"),
            Piece("same", " edges fell"),
            Piece("gone", " over"),
            Piece("same", "."),
        ),
        (Piece("new", "Twice."),),
    ]


def test_the_pieces_are_both_texts() -> None:
    """What stayed and went is the old text, and what stayed and came is the new one."""
    before, after = "One two three four.", "Two three, and five."
    (row,) = by_word(before, after)
    assert "".join(piece.words for piece in row if piece.kind != "new") == before
    assert "".join(piece.words for piece in row if piece.kind != "gone") == after


def test_a_huge_line_is_told_as_a_whole() -> None:
    """What would take minutes to compare is shown as gone and new."""
    (row,) = by_word("a b " * 9000, "b a " * 9000)
    assert [piece.kind for piece in row] == ["gone", "new"]


def test_a_unified_diff_names_both_versions() -> None:
    """Its head has the name, the number, and when each was first seen."""
    new, old = versions(BOTH)
    rows = list(unified(old, new, "x"))
    assert rows[0] == "--- x version 1\t2026-05-01T12:00:00+00:00"
    assert rows[1].startswith("+++ x version 2\t2026-05-03")
    assert "-Two edges fell over." in rows
    assert "+Two old edges fell." in rows


def test_the_heading_of_a_page_is_a_part_of_it() -> None:
    """A day that is corrected on the page is a change."""
    dated = ENTRY._replace(heading="April 1: A title (10:00UTC)")
    moved = ENTRY._replace(heading="April 2: A title (10:00UTC)")
    assert list(by_word(*(versions([Revision(e, SEEN)])[0].words for e in (dated, moved))))
