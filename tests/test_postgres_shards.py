"""Incidents divided by their IDs over two servers, behind a third: the same answers."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from infralog.model import Incident, Query
from infralog.stores import open_store
from infralog.stores.postgres_schema import INCIDENTS, INDEXES
from tests.postgres import running
from tests.test_stores import DAYS, found, incident, put, typed

SHARDS = 2
# As the README has it.
README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
DIVIDE = re.search(r"(?m)^    ALTER TABLE infralog\.incidents RENAME.*\n(?:    .*\n)+", README)
INCIDENT_TEXTS = ("stale edges", "stale routes", "lag in a queue", "blue green deploy", "stale")


class Divided(NamedTuple):
    """A store whose incidents are on several servers.

    Attributes:
        url: Of the server that is asked.
        shards: Of those that hold the incidents.
    """

    url: str
    shards: tuple[str, ...]


@pytest.fixture(scope="module")
def divided() -> Iterator[Divided]:
    """Run three servers, and divide the incidents of an empty store in one over the others."""
    with ExitStack() as stack:
        url, *shards = (stack.enter_context(running()) for _ in range(SHARDS + 1))
        for shard in shards:
            with psycopg.connect(shard, autocommit=True) as db:
                db.execute(f"CREATE SCHEMA infralog; SET search_path = infralog; {INCIDENTS}")
                db.execute(INDEXES)
        open_store(url, write=True).close()
        assert DIVIDE is not None
        with psycopg.connect(url, autocommit=True) as db:
            db.execute("CREATE EXTENSION postgres_fdw")
            for number, shard in enumerate(shards):
                host = conninfo_to_dict(shard)["host"]
                db.execute(
                    f"""
                    CREATE SERVER shard{number} FOREIGN DATA WRAPPER postgres_fdw
                        OPTIONS (host '{host}', dbname 'postgres');
                    CREATE USER MAPPING FOR CURRENT_USER SERVER shard{number}
                        OPTIONS (user 'postgres')"""
                )
            db.execute(DIVIDE[0])
        yield Divided(url, tuple(shards))


def numbered(number: int) -> Incident:
    """Make one of several incidents that are alike in this or that."""
    regions = ("sjc",) if number % 3 else ("iad",)
    made = incident(f"i{number:02}", text=INCIDENT_TEXTS[number % 5], date=DAYS[number % 6])
    return made._replace(regions=regions, regions_mentioned=regions)


def test_a_divided_store_answers_the_same(divided: Divided, tmp_path: Path) -> None:
    """What is saved is spread over all servers, and found, changed and deleted as in a file."""
    with ExitStack() as stack:
        both = [
            stack.enter_context(closing(open_store(url, write=True)))
            for url in (str(tmp_path / "x.db"), divided.url)
        ]
        file, many = both
        for store in both:
            put(store, *map(numbered, range(40)))
            put(store, incident("i03", text="stale anew"), incident("i04"))
        for text in ("stale", '"blue green"', "stal*", "title:i07", "-stale", "lag OR green"):
            asked = typed(text)
            assert sorted(found(many, asked)) == sorted(found(file, asked))
        for query in (
            Query(limit=0),
            Query(sort="oldest", limit=7, offset=3),
            Query(regions=("iad",), limit=0),
        ):
            assert list(many.search(query).hits) == list(file.search(query).hits)
        assert many.tally("region", Query()) == file.tally("region", Query())
        assert many.get("i03") == file.get("i03")
        assert many.check() == ()
    held: list[int] = []
    for shard in divided.shards:
        with psycopg.connect(shard) as db:
            held += db.execute("SELECT count(*) FROM infralog.incidents").fetchone() or ()
    assert sum(held) == 40
    assert min(held) > 5


def test_each_server_matches_its_own(divided: Divided) -> None:
    """Words and filters are sent to the servers that hold the incidents, not the incidents here."""
    sql = """
        EXPLAIN (VERBOSE, COSTS OFF) SELECT i.id FROM infralog.incidents i
        WHERE i.search @@ '(''stale'' <-> ''edg'') & '':region:1:sjc'''::tsquery
        AND i.date >= '2026-01-01'"""
    with psycopg.connect(divided.url) as db:
        plan = "\n".join(line for (line,) in db.execute(sql))
    sent = [line for line in plan.splitlines() if "Remote SQL" in line]
    assert len(sent) == SHARDS, plan
    for line in sent:
        assert "@@" in line
        assert "'stale' <-> 'edg'".replace("'", "''") in line
        assert "2026-01-01" in line
    assert "Filter:" not in plan, plan
