"""Both kinds of store give the same answers, whatever they hold and whatever is asked."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise, starmap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infralog.model import (
    Clause,
    Derived,
    Evidence,
    Hit,
    Incident,
    Interval,
    Query,
    Word,
)
from infralog.stores import Facet, Store, open_store
from tests.test_stores import entry, incident

Both = tuple[Store, Store]

FACETS: tuple[Facet, ...] = ("region", "component", "month")
# Words that engines divide, fold and stem each in its own way.
NASTY = (
    *("fly-replay", "10.0.0.1", "São", "sao", "502s", "502", "don't", "migrations", "migrate"),
    *(
        "Migrating",
        "ﬁne",
        "½",
        "x²",
        "naïve",
        "NAÏVE",
        "e\u0301dge",
        "édge",
        "東京",
        "東",
        "Straße",
    ),
    *("strasse", "İstanbul", "ångström", "_private", "a_b", "C++", "c", "edges", "edge", "the"),
    *("running", "ran", "runs", "flies", "fly", "agreed", "hopping", "o'clock", "x" * 70, "blue"),
    *("green", "blue/green", "AND", "OR", "NOT", "NEAR", "🔥", "☃", "…", "\u200bzero", "٣", "ⅷ"),
)
CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))
WORD = st.sampled_from(NASTY) | st.text(CHARACTERS, min_size=1, max_size=6)
TEXT = st.lists(WORD, max_size=12).map(" ".join)
DAYS = [date(2026, 1, 1) + timedelta(days=20 * n) for n in range(4)]
REGIONS, COMPONENTS = ("sjc", "iad", "gru"), ("fly-proxy", "a:b'c", "é\\d")
ZONES = (UTC, timezone(timedelta(hours=-5)))
SOME_REGIONS = st.sets(st.sampled_from(REGIONS), max_size=2).map(sorted).map(tuple)
SOME_COMPONENTS = st.sets(st.sampled_from(COMPONENTS), max_size=2).map(sorted).map(tuple)


@st.composite
def made(draw: st.DrawFn) -> Incident:
    """Draw an incident; `numbered` gives it an ID."""
    regions, components = draw(SOME_REGIONS), draw(SOME_COMPONENTS)
    day = draw(st.sampled_from(DAYS))
    hour = draw(st.none() | st.integers(0, 23))
    zone = draw(st.sampled_from(ZONES))
    return incident(
        "x",
        title=draw(TEXT),
        text=draw(TEXT),
        date=day,
        started_at=None
        if hour is None
        else datetime(day.year, day.month, day.day, hour, 0, 0, 0, zone),
        published=draw(
            st.none() | st.sampled_from([datetime(2026, 2, 3, n, tzinfo=UTC) for n in (0, 9)])
        ),
        regions=regions,
        regions_mentioned=tuple(sorted({*regions, *draw(SOME_REGIONS)})),
        components=components,
        components_mentioned=tuple(sorted({*components, *draw(SOME_COMPONENTS)})),
        duration_minutes=draw(st.none() | st.sampled_from([1.5, 40.0, 90.0])),
        impact=draw(st.sampled_from([None, "none", "minor", "major"])),
        kind=draw(st.sampled_from(["incident", "notes"])),
        evidence=(Evidence("regions", "sjc", draw(TEXT), "a rule"),),
    )


WORDS = st.builds(
    Word, st.lists(WORD, min_size=1, max_size=3).map(" ".join), st.booleans(), st.booleans()
)
QUERIES = st.builds(
    Query,
    clauses=st.lists(
        st.lists(WORDS, min_size=1, max_size=2).map(tuple).map(Clause), max_size=2
    ).map(tuple),
    excluded=st.lists(WORDS, max_size=1).map(tuple),
    regions=SOME_REGIONS,
    components=SOME_COMPONENTS,
    not_regions=SOME_REGIONS,
    not_components=SOME_COMPONENTS,
    mentions=st.booleans(),
    interval=st.builds(
        Interval, st.none() | st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS)
    ),
    by_published=st.booleans(),
    min_minutes=st.none() | st.just(40.0),
    max_minutes=st.none() | st.just(40.0),
    impacts=st.just(()) | st.just(("minor", "major")),
    kinds=st.just(()) | st.just(("notes",)),
    sort=st.sampled_from([None, "newest", "oldest", "longest"]),
    limit=st.sampled_from([0, 3, 20]),
    offset=st.sampled_from([0, 1]),
    evidence=st.booleans(),
    bare=st.booleans(),
    among=st.sampled_from([0, 3]),
)


@pytest.fixture
def both(tmp_path: Path, database: str) -> Iterator[Both]:
    """Open an empty store of each kind."""
    with ExitStack() as opened:
        urls = (str(tmp_path / "x.db"), database)
        file, server = (opened.enter_context(closing(open_store(url, write=True))) for url in urls)
        yield file, server


def put(stores: Both, incidents: list[Incident]) -> None:
    """Save the same in both."""
    for store in stores:
        store.save(None, list(starmap(numbered, enumerate(incidents))), None)


def numbered(number: int, told: Incident) -> Derived:
    """Return an incident with an ID, and an entry of its own."""
    of = entry(f"i{number}", published=told.published)
    return Derived(of, (told._replace(id=f"i{number}", url=of.url, entry_id=of.id),))


def answer(store: Store, asked: Query) -> tuple[list[Hit], int]:
    """Return what a store answers, without its scores; in an order of its own by the ID."""
    page = store.search(asked)
    hits = [hit._replace(score=None) for hit in page.hits]
    ranked = asked.clauses and asked.sort is None
    return sorted(hits, key=lambda hit: hit.incident.id) if ranked else hits, page.total


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=60,
)
@given(st.lists(made(), max_size=5), st.lists(QUERIES, min_size=1, max_size=5))
def test_both_stores_answer_the_same(
    both: Both, incidents: list[Incident], queries: list[Query]
) -> None:
    """Any query finds the same in both, marked alike, in one order but for relevance."""
    file, server = both
    with file.together(keep=False), server.together(keep=False):
        put(both, incidents)
        for query in queries:
            ranked = query.clauses and query.sort is None
            asked = query._replace(limit=0, offset=0) if ranked else query
            assert answer(server, asked) == answer(file, asked)
            for facet in FACETS:
                assert server.tally(facet, asked) == file.tally(facet, asked)
        assert server.check() == ()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(st.lists(made(), min_size=1, max_size=5), st.data())
def test_any_words_of_a_text_find_it(
    both: Both, incidents: list[Incident], data: st.DataObject
) -> None:
    """What stands in a text, a word or some in a row, finds it in both, and counts alike."""
    file, server = both
    with file.together(keep=False), server.together(keep=False):
        put(both, incidents)
        text = data.draw(st.sampled_from([f"{i.title} {i.text}" for i in incidents]))
        words = text.split() or ["nothing"]
        start = data.draw(st.integers(0, len(words) - 1))
        phrase = " ".join(words[start : start + data.draw(st.integers(1, 3))])
        for prefix in (False, True):
            begun = phrase[: data.draw(st.integers(1, len(phrase)))] if prefix else phrase
            asked = Query(clauses=(Clause((Word(begun, prefix=prefix),)),), limit=0)
            assert answer(server, asked) == answer(file, asked)
        assert server.frequencies(words) == file.frequencies(words)
        slip = words[start][:-1] or "x"
        assert set(server.suggest(slip)) == set(file.suggest(slip))


def test_nasty_words_find_the_same(both: Both) -> None:
    """Each word that engines are apt to see differently finds the same in both."""
    texts = [
        incident("x", title=one, text=f"{two} and {one}.\n\nAnd {one} {two}")
        for one, two in pairwise(NASTY)
    ]
    put(both, texts)
    for text in NASTY:
        for word in (Word(text), Word(text, prefix=True), Word(text, title_only=True)):
            asked = Query(clauses=(Clause((word, Word(f"and {text}"))),), limit=0)
            assert answer(both[1], asked) == answer(both[0], asked)


def test_saves_are_told_alike(both: Both) -> None:
    """What is new, changed, retagged or the same is so in both; and so is what is kept of it."""
    page = entry("a", carrier="page", heading="May 2")
    regions: tuple[str, ...]
    for content, regions in (("one", ()), ("one", ("sjc",)), ("two", ("sjc",)), ("two", ("sjc",))):
        of = entry("a", f"<p>{content}</p>")
        told = Derived(of, (incident("a", of, regions=regions, regions_mentioned=regions),))
        file, server = (store.save(None, [told], None) for store in both)
        assert server == file
    older, newer = (store.revisions(store.get("a")) for store in both)
    assert [one.entry for one in newer] == [one.entry for one in older]
    assert both[1].carried([page]) == both[0].carried([page])
