"""No question reads a whole table of texts: the plans of the engine, for the main questions."""

import sqlite3  # noqa: TID251 -- only the engine tells its plans
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from infralog.model import Clause, Interval, Query, Sort, Word
from infralog.stores import sqlite_lookup, sqlite_query
from infralog.stores.statements import SQL

WORDS = (Clause((Word("stale"),)),)
YEAR = Interval(date(2024, 1, 1), date(2024, 12, 31))
NEWEST = "SCAN i USING COVERING INDEX incidents_newest"
INDEX = "SCAN f VIRTUAL TABLE INDEX 0:M4"
FACETS = "SEARCH i USING COVERING INDEX incidents_facets"


@pytest.fixture
def db(home: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection to a store, as the engine sees it."""
    uri = (home / "infralog.db").as_uri()
    with closing(sqlite3.connect(f"{uri}?mode=ro", uri=True)) as connection:
        yield connection


def steps(db: sqlite3.Connection, sql: SQL) -> list[str]:
    """Return what the engine does for a statement, step by step."""
    return [step for *_, step in db.execute(f"EXPLAIN QUERY PLAN {sql.text}", sql.values)]


def finding(db: sqlite3.Connection, query: Query) -> list[str]:
    """Return the steps that find what matches a query."""
    plan = sqlite_query.plan(query, lambda _: ())
    return steps(db, sqlite_query.finding(plan, query))


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(sort="oldest"),
        Query(kinds=("notes",)),
        Query(impacts=("major",)),
        Query(sources=("fly",)),
        Query(min_minutes=60),
        Query(max_minutes=5),
    ],
)
def test_a_list_follows_an_index(db: sqlite3.Connection, query: Query) -> None:
    """In the order of days nothing is sorted, and a rare filter reads no texts to be found."""
    assert finding(db, query) == [NEWEST]


@pytest.mark.parametrize(("sort", "index"), [("newest", "newest"), ("longest", "longest")])
def test_a_list_of_a_region_asks_the_index_of_words_once(
    db: sqlite3.Connection, sort: str, index: str
) -> None:
    """Who affects a region is listed once, and the list is passed in its order."""
    query = Query(regions=("sjc",), sort="longest" if sort == "longest" else "newest")
    assert finding(db, query) == [
        f"SCAN i USING COVERING INDEX incidents_{index}",
        "LIST SUBQUERY 1",
        INDEX.replace(" f ", " incidents_fts "),
    ]


def test_a_time_is_sought(db: sqlite3.Connection) -> None:
    """Days that nobody asked for are not passed."""
    step = "SEARCH i USING COVERING INDEX incidents_newest (date>? AND date<?)"
    assert finding(db, Query(interval=YEAR)) == [step]


@pytest.mark.parametrize("sort", [None, "newest", "longest"])
def test_words_are_ranked_by_their_index_alone(db: sqlite3.Connection, sort: Sort | None) -> None:
    """What matches comes from the index of words; rows are sought for what may be shown."""
    found = finding(db, Query(WORDS, regions=("sjc",), sort=sort))
    assert found[:2] == ["MATERIALIZE found", INDEX]
    assert "SEARCH i USING INTEGER PRIMARY KEY (rowid=?)" in found
    assert not [step for step in found if step.startswith("SCAN i")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(), "SEARCH meta USING INDEX sqlite_autoindex_meta_1 (key=?)"),
        (Query(WORDS), INDEX),
        (Query(regions=("sjc",)), INDEX),
        (Query(impacts=("major",)), "SCAN i USING COVERING INDEX incidents_facets"),
        (Query(interval=YEAR), "SEARCH i USING COVERING INDEX incidents_newest"),
    ],
)
def test_nothing_is_counted_among_the_texts(
    db: sqlite3.Connection, query: Query, expected: str
) -> None:
    """How many match is read from an index, or remembered."""
    plan = sqlite_query.plan(query, lambda _: ())
    (step,) = steps(db, sqlite_query.counting(plan))
    assert step.startswith(expected)


def test_facets_of_a_search_are_read_from_an_index(db: sqlite3.Connection) -> None:
    """What is counted by stands in an index beside the number of the incident."""
    query = Query(WORDS)
    plan = sqlite_query.plan(query, lambda _: ())
    assert steps(db, sqlite_query.tallying(plan, query)) == [INDEX, f"{FACETS} (number=?)"]


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(interval=YEAR),
        Query(interval=YEAR, by_published=True),
        Query(min_minutes=60),
        Query(max_minutes=5),
        Query(kinds=("incident",), sources=("fly",), impacts=("major",)),
        Query(not_regions=("sjc",)),
    ],
)
def test_what_is_counted_by_is_read_from_one_index(db: sqlite3.Connection, query: Query) -> None:
    """Facets and stats of a day or a duration look up no row, and pass no text."""
    plan = sqlite_query.plan(query, lambda _: ())
    for sql in (
        sqlite_query.tallying(plan, query),
        sqlite_query.facts(plan, query, timed=False),
    ):
        found = steps(db, sql)
        assert found[0] == "SCAN i USING COVERING INDEX incidents_facets"
        assert not [
            step for step in found[1:] if not step.startswith(("LIST", "SCAN incidents_fts"))
        ]


def test_facts_of_a_search_are_read_from_an_index(db: sqlite3.Connection) -> None:
    """What is counted of each match stands in the index beside its number."""
    query = Query(WORDS, interval=YEAR)
    plan = sqlite_query.plan(query, lambda _: ())
    found = steps(db, sqlite_query.facts(plan, query, timed=False))
    assert found == [INDEX, f"{FACETS} (number=? AND date>? AND date<?)"]


@pytest.mark.parametrize("which", ["tallying", "facts"])
def test_what_changed_is_sought(db: sqlite3.Connection, which: str) -> None:
    """Of what was seen lately, the entries are sought by their day, and the incidents by those."""
    query = Query(changed_since=date(2026, 1, 1))
    plan = sqlite_query.plan(query, lambda _: ())
    asked = {
        "tallying": sqlite_query.tallying(plan, query),
        "facts": sqlite_query.facts(plan, query, timed=True),
    }
    found = steps(db, asked[which])
    assert "SEARCH i USING INDEX idx_incidents_entry (entry=?)" in found
    assert [step for step in found if "idx_entries_seen (<expr>>?)" in step]


@pytest.mark.parametrize("sources", [(), ("fly",)])
@pytest.mark.parametrize("column", ["date", "published"])
def test_days_are_read_from_an_index(
    db: sqlite3.Connection, column: str, sources: tuple[str, ...]
) -> None:
    """On which days anything happened, or appeared, is listed without a look at the texts."""
    found = steps(db, sqlite_query.days(column, sources))
    assert found[0].startswith("SCAN i USING COVERING INDEX")


@pytest.mark.parametrize(
    "name", [name for name, sql in vars(sqlite_lookup).items() if "SELECT" in str(sql)]
)
def test_whatever_is_named_is_sought(db: sqlite3.Connection, name: str) -> None:
    """An ID, the beginning of one, a URL, an entry: no table is passed to find it."""
    sql: str = getattr(sqlite_lookup, name)
    tables = ("incidents", "entries", "revisions", "e", "i", "r")
    told = steps(db, SQL(sql, ("x",) * sql.count("?")))
    assert not [step for step in told if step.startswith(tuple(f"SCAN {t}" for t in tables))]
