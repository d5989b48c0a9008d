"""What was before an incident is counted, and told in words."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from infralog.earlier import earlier, told
from infralog.model import Derived, Entry, Incident, Tally
from infralog.stores import Store, open_store
from tests.command import run
from tests.incidents import BARE, FULL
from tests.posts import Post, feed

ENTRY = Entry("fly", "1", None, "", "some words", "text/plain", None, None)


def incident(name: str, day: int, *components: str, region: str = "sjc") -> Incident:
    """Return an incident of a day in May."""
    return BARE._replace(
        id=name,
        date=date(2026, 5, day),
        kind="incident",
        regions=(region,),
        regions_mentioned=(region,),
        components=components,
        components_mentioned=components,
        text=f"Words of {name}.",
    )


NOW = incident("now", 20, "corrosion", "vault")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of some incidents, and of a bulletin's notes."""
    made = (
        incident("first", 1, "corrosion"),
        incident("second", 19, "corrosion", region="iad"),
        NOW,
        incident("same-day", 20, "vault"),
        incident("later", 21, "corrosion", "vault"),
        incident("notes", 2, "vault")._replace(kind="notes"),
    )
    opened = open_store(str(tmp_path / "infralog.db"), write=True)
    opened.save(None, [Derived(ENTRY, made)], None)
    yield opened
    opened.close()


def test_only_what_was_before_counts(store: Store) -> None:
    """Neither the same day, nor what came later, nor notes were before it."""
    assert earlier(NOW, store) == {
        "corrosion": Tally("corrosion", 2, date(2026, 5, 19)),
        "sjc": Tally("sjc", 1, date(2026, 5, 1)),
    }


def test_nothing_is_before_the_first_day(store: Store) -> None:
    """The first day that there is has none before it."""
    assert earlier(NOW._replace(date=date.min), store) == {}


def test_each_tag_is_told_of() -> None:
    """How often, and when last; components first, then regions, as the incident has them."""
    before = {
        "corrosion": Tally("corrosion", 1_007, date(2024, 5, 1)),
        "sjc": Tally("sjc", 1, date(2024, 4, 2)),
    }
    assert told(FULL._replace(components=("corrosion", "vault")), before) == (
        "corrosion 1,007 times, last on 2024-05-01; vault never; sjc once, on 2024-04-02"
    )


def test_without_a_tag_there_is_nothing_to_tell() -> None:
    """An incident without a region or component has no line."""
    assert told(BARE, {}) == ""


def test_show_tells_it(tmp_path: Path) -> None:
    """For people, `show` has a line on what was before; for scripts it is as ever."""
    posts = (
        Post("a", "Corrosion lags in SJC", "<p>Corrosion lagged in SJC.</p>", "2026-01-08"),
        Post("b", "Corrosion lags again", "<p>Corrosion lagged in SJC.</p>", "2026-02-05"),
    )
    assert run("sync", str(feed(tmp_path / "feed.xml", *posts)), home=tmp_path).code == 0
    ran = run("show", "b", "--format", "table", home=tmp_path)
    assert "corrosion once, on 2026-01-08; sjc once, on 2026-01-08" in " ".join(ran.out.split())
    assert "once, on" not in run("show", "b", home=tmp_path).out
