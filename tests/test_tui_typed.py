"""The search line is one text, edited by hand and by toggling."""

import shlex
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog.errors import QueryError
from infralog.model import Clause, Query, Word
from infralog.query import Filters, build, parse
from infralog.tui import typed
from tests.test_query import NAMES, TODAY


def query(text: str, filters: Filters) -> Query:
    """Return what a text asks for."""
    return build(text, filters, names=lambda: NAMES, today=lambda: TODAY)


def test_flags_stand_in_the_line() -> None:
    """What flags gave is written behind the words, and means the same there."""
    given_by_flags = Filters(region=("San Jose", "gru"), since=("2w",), impact=("major",))
    line = typed.spelled("stale", given_by_flags)
    assert line == 'stale region:"San Jose" region:gru since:2w impact:major'
    assert query(line, Filters()) == query("stale", given_by_flags)


def test_what_no_line_can_hold_is_left() -> None:
    """The order and the like stay beside the line."""
    filters = Filters(region=("sjc",), mentions=True, sort="longest", limit=0)
    assert typed.beyond(filters) == Filters(mentions=True, sort="longest", limit=0)


@pytest.mark.parametrize(
    ("line", "values", "then"),
    [
        ("stale", ["sjc"], "stale region:sjc"),
        ("stale region:sjc", [], "stale"),
        ("region:sjc stale region:gru", ["gru"], "stale region:gru"),
        ('a "b c" region:"San Jose" -d', ["sjc", "gru"], 'a "b c" -d region:sjc region:gru'),
        ("not-region:sjc -region:gru", ["lax"], "not-region:sjc -region:gru region:lax"),
    ],
)
def test_a_facet_edits_its_own_filter_alone(line: str, values: list[str], then: str) -> None:
    """To narrow by a facet leaves the words and the other filters as they were typed."""
    assert typed.choosing(line, "region", values) == then


@given(st.text(max_size=40))
def test_any_line_can_be_narrowed(line: str) -> None:
    """Whatever stands in a line, its words stay when a filter comes and goes."""
    once = typed.choosing(line, "region", ["sjc"])
    assert parse(once).filters.region == ("sjc",)
    assert typed.without(once, "region") == typed.without(line, "region")


@pytest.mark.parametrize("line", ['stale "', "stale region:", "stale -", 'stale region:"', "stale"])
def test_what_dangles_is_not_asked(line: str) -> None:
    """What is about to be typed narrows nothing yet."""
    (clause,) = typed.typing(line, Filters(), query).query.clauses
    assert clause.words[0] == Word("stale")


@pytest.mark.parametrize(
    ("line", "text", "note"),
    [
        ("stale region:", "stale", "region:… unfinished"),
        ("stale region:s", "stale", "region:s… unfinished"),
        ('stale region:"San J', "stale", 'region:"San J… unfinished'),
        ("since:2026-05 until:2026-04", "since:2026-05", "until:2026-04… unfinished"),
        ("stale region:sjc", "stale region:sjc", ""),
        ("stale -", "stale", ""),
    ],
)
def test_an_unfinished_filter_is_no_mistake(line: str, text: str, note: str) -> None:
    """What may go on is not asked yet; the rest is answered, and no more is said than that."""
    asked = typed.typing(line, Filters(), query)
    assert (asked.text, asked.note) == (text, note)


@pytest.mark.parametrize("line", ["region:nar stale", "region:nar ", "region:nar impact:major"])
def test_a_finished_filter_that_means_nothing_is_said(line: str) -> None:
    """What stands behind a filter ends it, be it a blank."""
    asked = typed.typing(line, Filters(), query)
    assert asked.note.startswith("unknown region: nar")
    assert not asked.is_unfinished


def test_what_is_asked_stays_as_typed() -> None:
    """What the last word may become is asked, and is not said."""
    asked = typed.typing("region:nar corro", Filters(), query)
    assert (asked.text, asked.meant) == ("corro", "corro OR corro*")


@pytest.mark.parametrize(
    ("line", "then"),
    [
        ("stale regi", "stale "),
        ("since", ""),
        ("stale", None),
        ("a 6", None),
        ("min-d", ""),
        ("a b", "a "),
    ],
)
def test_what_is_hardly_a_word_may_be_none(line: str, then: str | None) -> None:
    """A letter, and what begins the name of a filter, may become something else."""
    assert typed.unnamed(line) == then


def test_the_last_word_may_be_a_beginning() -> None:
    """While it is typed it finds what begins with it, and its own forms."""
    (clause,) = query(typed.growing("corro"), Filters()).clauses
    assert clause == Clause((Word("corro"), Word("corro", prefix=True)))


@pytest.mark.parametrize("line", ["c", "corro ", "-corro", "title:corro", "a OR", "50"])
def test_what_is_no_beginning_is_asked_as_it_is(line: str) -> None:
    """A letter, a filter, an operator, a number and a whole word are what they are."""
    assert typed.growing(line) == line


def test_a_filter_that_means_nothing_yet_is_said_and_left_out() -> None:
    """A region of which two letters are typed is no error: the rest is answered."""
    asked = typed.understood("stale region:nar impact:major", Filters(), query)
    assert asked.text == "stale impact:major"
    assert asked.query.impacts == ("major",)
    assert asked.note.startswith("unknown region: nar")


def test_filters_that_cannot_hold_together_are_an_error() -> None:
    """What means something each and nothing together is left to the user."""
    with pytest.raises(QueryError, match="no day"):
        typed.understood("since:2026-05 until:2026-04", Filters(), query)


@given(st.text(max_size=40))
def test_any_line_is_answered_or_said(line: str) -> None:
    """Nothing that is typed raises anything but what a user can read."""
    with suppress(QueryError):
        assert typed.typing(line, Filters(), query).query


@pytest.mark.parametrize(
    ("line", "then"),
    [
        ("stale region:s", "stale region:sjc"),
        ("-region:", "-region:gru"),
        ("not-component:co", "not-component:corrosion"),
        ("impact:ma", "impact:major"),
        ("since:yes", "since:yesterday"),
        ("region:sjc", None),
        ("region:xx", None),
        ("stale", None),
    ],
)
def test_filters_complete(line: str, then: str | None) -> None:
    """The value of the last filter goes on as the likeliest that begins so."""
    values = {"region": ("gru", "sjc"), "component": ("corrosion",)}
    assert typed.completed(line, lambda what: values[what]) == then


@given(st.text(max_size=30))
def test_the_command_says_the_same(line: str) -> None:
    """A shell hands back what stood in the line."""
    filters = Filters(mentions=True, sort="oldest", limit=0)
    words = shlex.split(typed.command(line, filters, None))
    assert words[:5] == ["infralog", "search", "--mentions", "--sort", "oldest"]
    assert " ".join(words[5:]).removeprefix("-- ") == line


@pytest.mark.parametrize(
    ("line", "field", "value", "then"),
    [
        ("stale", "region", "sjc", "stale region:sjc"),
        ('stale region:"San Jose"', "region", "sjc", "stale"),
        ("region:sjc", "region", "gru", "region:sjc region:gru"),
        ("component:flaps stale", "component", "machines-api", "stale"),
        ("impact:minor", "impact", "major", "impact:minor impact:major"),
        ("stale on:2026-05", "on", "2026-04", "stale on:2026-04"),
        ("on:2026-05", "on", "2026-05", ""),
    ],
)
def test_facets_come_and_go(line: str, field: str, value: str, then: str) -> None:
    """A facet is taken off by whatever name it was typed; of months there is one."""
    assert typed.toggled(line, query(line, Filters()), field, value) == then
