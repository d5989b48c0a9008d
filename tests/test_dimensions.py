"""An incident counts under the values that its text tells, and values have an order."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import dimensions
from infralog.dimensions import DIMENSIONS, TIMES, Dimension, Reading
from infralog.errors import QueryError
from infralog.model import Query
from tests.counted import made
from tests.incidents import BARE, FULL

ASKED: dict[Dimension, tuple[str, ...]] = {
    "region": ("sjc",),
    "component": ("corrosion", "edge-servers", "fly-proxy"),
    "month": ("2024-07",),
    "weekday": ("tue",),
    "hour": ("15",),
    "source": ("fly",),
    "impact": ("minor",),
    "kind": ("incident",),
}


@pytest.mark.parametrize("by", DIMENSIONS)
def test_each_dimension_reads_its_field(by: Dimension) -> None:
    """A full incident has a value of every dimension; the hour is that of the publisher's clock."""
    assert dimensions.values(FULL, by, Reading()) == ASKED[by]


@pytest.mark.parametrize("by", ["region", "component", "hour", "impact", "weekday"])
def test_what_is_not_told_has_no_value(by: Dimension) -> None:
    """Nothing is guessed: a date of publication tells no weekday."""
    assert dimensions.values(BARE, by, Reading()) == ()


def test_mentions_are_read_where_asked_for() -> None:
    """With mentions a region counts where it is named at all."""
    assert dimensions.values(FULL, "region", Reading(mentions=True)) == ("lax", "sjc")


def test_publication_is_read_where_asked_for() -> None:
    """By publication the month and the weekday are those of the entry."""
    by_published = Reading(by_published=True)
    told = made("2024-06-27", published="2024-07-06")
    assert dimensions.day(told, by_published) == date(2024, 7, 6)
    assert dimensions.values(told, "month", by_published) == ("2024-07",)
    assert dimensions.values(told, "weekday", by_published) == ("sat",)
    assert dimensions.day(told._replace(published=None), by_published) == date(2024, 6, 27)


def test_a_publication_is_of_its_day_in_utc() -> None:
    """As the filters and the store have it, whatever zone the publisher writes."""
    late = datetime(2026, 6, 1, 23, 30, tzinfo=timezone(timedelta(hours=-4)))
    assert dimensions.published(made("2026-06-01")._replace(published=late)) == date(2026, 6, 2)
    assert dimensions.published(BARE) is None


def test_a_query_says_how_to_read() -> None:
    """Mentions and dates are read as the query matches them."""
    assert dimensions.reading(Query(mentions=True, by_published=True)) == Reading(
        mentions=True, by_published=True
    )


@given(st.dates(), st.integers(0, 400))
def test_months_follow_each_other(first: date, more: int) -> None:
    """Every month from one to another is there once, and no other."""
    number = min(first.year * 12 + first.month - 1 + more, 9999 * 12 + 11)
    last = date(number // 12, number % 12 + 1, 1)
    found = dimensions.months(first, last)
    assert (found[0], found[-1]) == (dimensions.month(first), dimensions.month(last))
    assert len(set(found)) == len(found)
    assert list(found) == sorted(found)
    years = (last.year - first.year) * 12
    assert len(found) == years + last.month - first.month + 1


@pytest.mark.parametrize(
    ("by", "weights", "order"),
    [
        ("month", {"2025-02": 1, "2024-11": 9}, ("2024-11", "2024-12", "2025-01", "2025-02")),
        ("weekday", {"sun": 1}, ("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
        ("region", {"sjc": 2, "ams": 1, "fra": 2}, ("fra", "sjc", "ams")),
        ("impact", {"major": 5, "none": 1}, ("none", "major")),
        ("month", {}, ()),
        ("hour", {}, ()),
    ],
)
def test_values_have_an_order(
    by: Dimension, weights: dict[str, float], order: tuple[str, ...]
) -> None:
    """Times follow each other without a hole; others come by their weight, then their name."""
    assert dimensions.ordered(weights, by) == order


def test_every_hour_is_there() -> None:
    """Hours are told also where nothing happened."""
    assert len(dimensions.ordered({"23": 1}, "hour")) == 24
    assert set(TIMES) < set(DIMENSIONS)


@pytest.mark.parametrize(
    "typed", [["region,month"], ["region", "month"], [" Regions , MONTH,region"]]
)
def test_dimensions_are_chosen_by_name(typed: list[str]) -> None:
    """They come apart by commas or by flags, in any case, in the plural, each once."""
    assert dimensions.chosen(typed, "facet") == ("region", "month")


@pytest.mark.parametrize("typed", [["colour"], ["region,colour"], [""], [","]])
def test_an_unknown_dimension_is_answered_with_the_list(typed: list[str]) -> None:
    """One that is not there, or none at all, is an error that lists those there are."""
    with pytest.raises(QueryError) as caught:
        dimensions.chosen(typed, "facet")
    assert all(by in str(caught.value.hint) for by in DIMENSIONS)
