"""What a stranger's document makes go wrong is an error that names it."""

import re

import pytest

from infralog.contain import (
    LONGEST_ENTRY,
    LONGEST_TITLE,
    Seconds,
    contained,
    refuse_excess,
)
from infralog.errors import FeedError, NotFound


def test_what_takes_too_long_is_refused() -> None:
    """After so many seconds of computing the document is named, and what gives it more time."""
    with (
        pytest.raises(FeedError, match="refused, since it takes too") as caught,
        contained("x", 0.1),
    ):
        re.match(r"(a+)+b", "a" * 64)
    assert caught.value.message.startswith("x: ")
    assert "--max-size" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "takes too much memory"),
        (RecursionError(), "takes too much memory"),
        (IndexError("x"), "IndexError"),
        (OverflowError("x"), "OverflowError"),
        (UnicodeDecodeError("utf-8", b"", 0, 1, "x"), "UnicodeDecodeError"),
    ],
)
def test_a_bug_is_told_of_its_document(error: Exception, words: str) -> None:
    """Whatever a parser raises, the document is named, and the error is kept behind that."""
    with pytest.raises(FeedError, match=words) as caught, contained("x.xml", 5):
        raise error
    assert caught.value.__cause__ is error
    assert caught.value.message.startswith("x.xml: ")


def test_what_a_user_can_mend_passes() -> None:
    """An error of ours says already what to do."""
    with pytest.raises(NotFound), contained("x.xml", 5):
        raise NotFound("no")


def test_no_entry_is_longer_than_any_could_be() -> None:
    """A text or a title beyond all measure is refused; the longest are not."""
    refuse_excess("x" * LONGEST_TITLE, "x" * LONGEST_ENTRY)
    with pytest.raises(FeedError, match="million"):
        refuse_excess("", "x" * (LONGEST_ENTRY + 1))
    with pytest.raises(FeedError, match="title"):
        refuse_excess("x" * (LONGEST_TITLE + 1), "")


def test_time_is_left_for_what_came_late() -> None:
    """What took long to be fetched has less time, and never none; who allows more, more of it."""
    assert 34 < Seconds(0, 2**20).left() < 35.1
    assert 4 < Seconds(39, 2**20).left() < 5.1
    assert 69 < Seconds(0, 64 * 2**20).left() < 70.1
