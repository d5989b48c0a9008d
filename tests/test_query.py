"""What a person types is understood as the contract says, and any string is."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from infralog import vocabulary
from infralog.errors import QueryError
from infralog.model import Clause, Interval, Query, Word
from infralog.names import names_of
from infralog.query import Filters, build, parse

NAMES = names_of(vocabulary.packaged("fly"))
TODAY = date(2026, 6, 15)


def asked(text: str = "", filters: Filters = Filters()) -> Query:
    """Build the query that was typed on one certain day."""
    return build(text, filters, names=lambda: NAMES, today=lambda: TODAY)


def both(*words: Word) -> tuple[Clause, ...]:
    """Return clauses of one word each."""
    return tuple(Clause((word,)) for word in words)


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("corrosion stale", both(Word("corrosion"), Word("stale"))),
        ('"blue green"', both(Word("blue green"))),
        ("“blue green”", both(Word("blue green"))),
        ("corr*", both(Word("corr", prefix=True))),
        ("title:word", both(Word("word", title_only=True))),
        ('title:"two words"', both(Word("two words", title_only=True))),
        ("title:'two words'", both(Word("two words", title_only=True))),
        ("title:corr*", both(Word("corr", prefix=True, title_only=True))),
        ("stale OR lagging", (Clause((Word("stale"), Word("lagging"))),)),
        ('a OR "b c" OR d*', (Clause((Word("a"), Word("b c"), Word("d", prefix=True))),)),
        ("a b OR c", (Clause((Word("a"),)), Clause((Word("b"), Word("c"))))),
    ],
)
def test_words_are_read_as_the_contract_says(typed: str, clauses: tuple[Clause, ...]) -> None:
    """Words, phrases, prefixes, titles and alternatives each have their form."""
    assert parse(typed).clauses == clauses


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("fly-proxy", ["fly-proxy"]),
        ("4:45", ["4:45"]),
        ("don't", ["don't"]),
        ("c++", ["c++"]),
        ('"unbalanced', ["unbalanced"]),
        ("NOT x", ["NOT", "x"]),
        ("OR", ["OR"]),
        ("OR x", ["OR", "x"]),
        ("x OR", ["x"]),
        ("x OR -y", ["x"]),
        ("region:sjc OR region:ams", []),
        ("region:sjc OR x", ["x"]),
        ("region:", ["region:"]),
        ("https://example.org/a", ["https://example.org/a"]),
        ("colour:red", ["colour:red"]),
        ("'blue green'", ["'blue", "green'"]),
        ("region:'San", []),
        ("it's region:don't", ["it's"]),
        ("fire 🔥", ["fire"]),
        ("corrosion - stale", ["corrosion", "stale"]),
        ("🔥", ["🔥"]),
        ("", []),
        ("  ", []),
    ],
)
def test_what_is_no_syntax_is_a_word(typed: str, words: list[str]) -> None:
    """A string that only looks like syntax is looked for as it stands."""
    assert [word.text for clause in parse(typed).clauses for word in clause.words] == words


def test_a_minus_excludes() -> None:
    """A minus before a word or a phrase means without it."""
    typed = parse('corrosion -edge -"blue green" -corr*')
    assert typed.clauses == both(Word("corrosion"))
    assert typed.excluded == (Word("edge"), Word("blue green"), Word("corr", prefix=True))


def test_filters_stand_among_words() -> None:
    """A filter among the words means what the flag of its name means."""
    inline = asked('stale region:sjc component:flaps -region:"Los Angeles" since:2026-04')
    flags = Filters(("sjc",), ("flaps",), ("Los Angeles",), since=("2026-04",))
    assert inline == asked("stale", flags)
    assert inline.regions == ("sjc",)
    assert inline.components == ("machines-api",)
    assert inline.not_regions == ("lax",)
    assert inline.interval == Interval(since=date(2026, 4, 1))


@pytest.mark.parametrize("quotes", ['""', "“”", "''"])
def test_a_filter_of_several_words_stands_in_quotes(quotes: str) -> None:
    """Behind the colon single quotes do as well, as in a shell."""
    typed = f"region:{quotes[0]}San Jose{quotes[1]} stale"
    assert (parse(typed).filters.region, asked(typed).regions) == (("San Jose",), ("sjc",))
    assert asked(typed).clauses == both(Word("stale"))


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("AMS", Word("AMS", region="ams")),
        ("sin", Word("sin", region="sin")),
        ("am", Word("am", unlike="ams")),
        ("gigs", Word("gigs", unlike="gig")),
        ("ams*", Word("ams", prefix=True)),
        ("title:ams", Word("ams", title_only=True)),
        ("Mumbai", Word("Mumbai")),
        ("disk", Word("disk")),
    ],
)
def test_a_word_knows_of_which_region_it_is_the_code(typed: str, word: Word) -> None:
    """A code is that region's, and what only a stemmer takes for one is not."""
    assert asked(typed).clauses == both(word)
    assert asked(f"-{typed}").excluded == (word,)


def test_a_filter_adds_to_its_flag() -> None:
    """The same filter, inline and as a flag, is either of the two values."""
    assert asked("region:sjc", Filters(region=("lax",))).regions == ("lax", "sjc")


def test_names_are_resolved_once_each() -> None:
    """Two names of one component are one component."""
    flags = Filters(component=("flaps", "machines-api"))
    assert asked("", flags).components == ("machines-api",)


@pytest.mark.parametrize(
    ("filters", "interval"),
    [
        (Filters(since=("2026-05",), until=("2026-05",)), (date(2026, 5, 1), date(2026, 5, 31))),
        (Filters(on=("2026",)), (date(2026, 1, 1), date(2026, 12, 31))),
        (Filters(on=("2026-05",), since=("2026-05-10",)), (date(2026, 5, 10), date(2026, 5, 31))),
        (Filters(since=("2026", "2026-03")), (date(2026, 3, 1), None)),
        (Filters(since=("14d",)), (date(2026, 6, 1), None)),
        (Filters(until=("2w",)), (None, date(2026, 6, 1))),
        (Filters(on=("yesterday",)), (date(2026, 6, 14), date(2026, 6, 14))),
    ],
)
def test_dates_narrow(filters: Filters, interval: tuple[date | None, date | None]) -> None:
    """A date stands for all of its days, both ends are inclusive, and several dates narrow."""
    assert asked("", filters).interval == Interval(*interval)


@pytest.mark.parametrize(
    ("filters", "says"),
    [
        (Filters(region=("atlantis",)), "unknown region: atlantis"),
        (Filters(not_component=("corosion",)), "unknown component: corosion"),
        (Filters(impact=("huge",)), "unknown impact: huge"),
        (Filters(kind=("rumour",)), "unknown kind: rumour"),
        (Filters(since=("2026-06",), until=("2026-05",)), "no day is since 2026-06-01 and until"),
    ],
)
def test_what_cannot_be_answered_is_named(filters: Filters, says: str) -> None:
    """An unknown value is an error that names it, with a hint."""
    with pytest.raises(QueryError) as caught:
        asked("", filters)
    assert caught.value.message.startswith(says)
    assert caught.value.hint


def test_durations_bound() -> None:
    """The stricter of two bounds holds."""
    found = asked("min-duration:1h", Filters(min_duration=("30m",), max_duration=("2h", "90m")))
    assert (found.min_minutes, found.max_minutes) == (60, 90)


def test_a_query_without_dates_or_names_asks_for_neither() -> None:
    """What is not needed is not looked up: a plain search reads no vocabulary."""

    def refuse() -> None:
        raise AssertionError("it was looked up")

    query = build("stale", Filters(), names=refuse, today=refuse)  # type: ignore[arg-type]
    assert query.clauses == both(Word("stale"))


@given(st.text())
@example('"')
@example("title:''")
@example('title:"')
@example("-''")
def test_any_string_is_understood(typed: str) -> None:
    """No string fails to parse, and none loses a letter that could be looked for."""
    found = parse(typed)
    words = [w for clause in found.clauses for w in clause.words] + [*found.excluded]
    assert all(word.text for word in words)
