"""What is counted is what is there, and what is not known is not told as nothing."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import stats
from infralog.dimensions import DIMENSIONS, TIMES, Dimension, Reading, months, values
from infralog.model import Incident, Sort
from infralog.stats import Lasted, Row, Scope, lasted
from infralog.trend import sentence
from tests.counted import COVERAGE, LOG, counted, covered, made

NAMES = st.lists(st.sampled_from(["ams", "fra", "sjc", "syd"]), unique=True, max_size=3)
INCIDENTS = st.lists(
    st.builds(
        lambda day, late, regions, components, minutes, hour: made(
            day.isoformat(),
            " ".join(sorted(regions)),
            " ".join(sorted(components)),
            minutes,
            clock=hour,
            published=(day + timedelta(late)).isoformat() if late else None,
        ),
        st.dates(date(2025, 1, 1), date(2025, 12, 20)),
        st.integers(0, 9),
        NAMES,
        NAMES,
        st.none() | st.integers(1, 5000),
        st.none() | st.sampled_from(["00:00", "09:15", "23:59"]),
    ),
    max_size=25,
)


def row(rows: Sequence[Row], *keys: str | None) -> Row:
    """Return the row of some values."""
    return next(one for one in rows if one.keys == keys)


# ---------------------------------------------------------------- durations


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        ([], Lasted(0, None, None)),
        ([None, None], Lasted(0, None, None)),
        ([7], Lasted(1, 7, 7)),
        ([1, None, 1000], Lasted(2, 500.5, 1000)),
        ([3, 1, 2], Lasted(3, 2, 3)),
        (list(range(1, 11)), Lasted(10, 5.5, 9)),
        (list(range(1, 12)), Lasted(11, 6, 10)),
        ([*[1] * 9, 10_000], Lasted(10, 1, 1)),
    ],
)
def test_durations_by_hand(minutes: list[float | None], found: Lasted) -> None:
    """The median and the nearest rank, of those that are known; one outlier moves neither."""
    assert lasted(minutes) == found


@given(st.lists(st.none() | st.floats(0, 1e6), min_size=1))
def test_nine_in_ten_last_at_most_so_long(minutes: list[float | None]) -> None:
    """It is the least duration of which that is true, and one of the durations."""
    found, known = lasted(minutes), [m for m in minutes if m is not None]
    if found.p90 is None:
        assert not known
        return
    assert found.p90 in known
    assert sum(m <= found.p90 for m in known) >= len(known) * 0.9
    shorter = [m for m in known if m < found.p90]
    assert not shorter or len(shorter) < len(known) * 0.9


# ---------------------------------------------------------------- a naive recount


@given(log=INCIDENTS, by=st.sampled_from(DIMENSIONS))
def test_rows_are_what_a_recount_finds(log: list[Incident], by: Dimension) -> None:
    """Each value has as many incidents, the newest day and the durations that it has."""
    report = counted(by, log=log, coverage=covered(log))
    found = {one.keys[0]: one for one in report.rows}
    for key, one in found.items():
        there = [i for i in log if key in (values(i, by, Reading()) or (None,))]
        assert (one.incidents or 0) == len(there)
        assert one.last == max((i.date for i in there), default=None)
        assert one.lasted == lasted(i.duration_minutes for i in there)
        assert one.share is None or one.share == len(there) / len(log)
    every = {value for i in log for value in (values(i, by, Reading()) or (None,))}
    assert every <= set(found)
    assert by in TIMES or every == set(found)


@given(
    log=INCIDENTS, by=st.sampled_from([d for d in DIMENSIONS if d not in ("region", "component")])
)
def test_single_values_add_up(log: list[Incident], by: Dimension) -> None:
    """Where an incident has one value or none, the rows add up to the whole."""
    report = counted(by, log=log, coverage=covered(log))
    assert sum(one.incidents or 0 for one in report.rows) == len(log) == report.whole.incidents


@given(log=INCIDENTS, one=st.sampled_from(DIMENSIONS), two=st.sampled_from(DIMENSIONS))
def test_pairs_are_what_a_recount_finds(
    log: list[Incident], one: Dimension, two: Dimension
) -> None:
    """Each pair of values has as many incidents as have both."""
    report = counted(one, two, log=log, coverage=covered(log))
    for found in report.rows:
        there = [
            i
            for i in log
            if all(
                key in (values(i, by, Reading()) or (None,))
                for by, key in zip((one, two), found.keys, strict=True)
            )
        ]
        assert (found.incidents or 0) == len(there)
    if one not in TIMES and two not in TIMES:
        assert all(found.incidents for found in report.rows)


@given(log=INCIDENTS)
def test_months_add_up_and_leave_none_out(log: list[Incident]) -> None:
    """The months of a row add up to its count; every month from the first to the last is there."""
    coverage = covered(log)
    report = counted("region", log=log, coverage=coverage)
    for found in report.rows:
        assert sum(n or 0 for n in found.months) == found.incidents
    if coverage.first and coverage.published:
        assert set(months(coverage.first, coverage.published)) == set(report.months)


@given(log=INCIDENTS, since=st.dates(date(2025, 1, 1), date(2025, 12, 31)))
def test_since_leaves_out_what_was_before(log: list[Incident], since: date) -> None:
    """What was before the first day asked for is counted nowhere but in the period before."""
    report = counted("component", log=log, coverage=covered(log), since=since)
    kept = [i for i in log if i.date >= since]
    assert report.whole.incidents == len(kept)
    assert report.whole.trend == counted(log=log, coverage=covered(log)).whole.trend
    assert {k for one in report.rows for k in one.keys if k} == {
        c for i in kept for c in i.components
    }


# ---------------------------------------------------------------- what is not known


def test_a_silent_month_is_unknown() -> None:
    """A month of which the log tells nothing is None; one with an entry of anything else is 0."""
    rows = counted("month").rows
    assert row(rows, "2024-07").incidents is None
    assert row(rows, "2024-07").share is None
    only_hosts = [i for i in LOG if "hosts" in i.components]
    rows = counted("month", log=only_hosts).rows
    assert row(rows, "2024-08").incidents == 0
    assert row(rows, "2025-03").incidents is None
    assert [one.keys[0] for one in rows] == list(months(date(2024, 6, 1), date(2026, 6, 1)))


def test_sparks_and_pairs_tell_silence_apart_too() -> None:
    """It is None also in the months of a row, and in a pair with a month."""
    report = counted("component", "month")
    assert row(report.rows, "corrosion", "2024-07").incidents is None
    assert row(report.rows, "corrosion", "2024-08").incidents == 0
    assert row(report.rows, "corrosion", "2026-05").incidents == 3
    months_of = dict(zip(report.months, report.whole.months, strict=True))
    assert (months_of["2024-07"], months_of["2024-08"]) == (None, 1)


def test_gaps_are_told() -> None:
    """The weeks without any entry between the first and the last are named, and counted."""
    report = counted()
    assert report.gaps == COVERAGE.gaps(date(2024, 6, 4), date(2026, 6, 16))
    assert report.weeks == (27, 107)


# ---------------------------------------------------------------- this period, and the one before


@pytest.mark.parametrize(
    ("component", "said"),
    [
        ("corrosion", "8 in 90 days, 0 in the 90 before (logged: 90 and 73 days): more"),
        ("wireguard", "0 in 90 days, 7 in the 90 before (logged: 90 and 73 days): fewer"),
        ("deploys", "13 in 90 days, 11 in the 90 before (logged: 90 and 73 days): no clear change"),
        ("hosts", "2 in 90 days, 1 in the 90 before (logged: 90 and 73 days): too few to say"),
    ],
)
def test_a_period_is_compared_with_the_one_before(component: str, said: str) -> None:
    """The verdict weighs the counts by the days that are logged."""
    trend = row(counted("component").rows, component).trend
    assert trend
    assert sentence(trend) == said


def test_now_ends_with_the_log() -> None:
    """The period ends with the newest entry, or earlier where that is asked for."""
    whole = counted().whole.trend
    assert whole
    until = [i for i in LOG if i.date <= date(2026, 3, 31)]
    moved = counted(log=until, end=date(2026, 3, 31)).whole.trend
    assert moved
    assert (whole.now, moved.now) == (24, 21)
    assert sentence(moved) == "21 in 90 days; nothing is logged of the 90 before"


def test_both_periods_are_as_long_as_asked() -> None:
    """The first day of a period counts, and the day before it belongs to the one before."""
    log = [made("2025-03-01"), made("2025-02-20"), made("2025-02-19"), made("2025-02-10")]
    scope = Scope((), Reading(), None, date(2025, 3, 1), period=10)
    trend = stats.report(log, covered(log), scope).whole.trend
    assert trend
    assert (trend.now, trend.before) == (2, 2)


def test_months_have_no_period() -> None:
    """A month is not compared with what was before it."""
    assert all(one.trend is None for one in counted("month").rows)


# ---------------------------------------------------------------- order and limits


def test_the_most_frequent_come_first_and_the_untold_last() -> None:
    """Values come by how often they occur, then by name; what is not told is the last."""
    keys = [one.keys[0] for one in counted("region").rows]
    assert keys == ["sjc", "fra", "iad", "gru", "ord", None]


@pytest.mark.parametrize(
    ("sort", "first"),
    [("newest", "deploys"), ("oldest", "fly-proxy"), ("longest", "managed-postgres")],
)
def test_another_order_can_be_asked_for(sort: Sort, first: str) -> None:
    """The newest or oldest last day comes first, or the longest median."""
    scope = Scope(("component",), Reading(), None, date(2026, 6, 16), sort=sort)
    assert stats.report(LOG, COVERAGE, scope).rows[0].keys == (first,)


def test_a_limit_keeps_the_first_and_says_how_many_are_left() -> None:
    """It counts values; times are always whole, and shares stay those of all."""
    report = counted("component", "month", limit=2)
    assert list(report.values[0]) == ["deploys", "corrosion"]
    assert (report.left, len(report.values[1])) == ((5, 0), 25)
    assert row(counted("component", limit=1).rows, "deploys").share == 24 / len(LOG)


def test_an_offset_skips_the_first() -> None:
    """So many values are left out before the limit counts."""
    scope = Scope(("component",), Reading(), None, date(2026, 6, 16), limit=2, offset=1)
    keys = [one.keys for one in stats.report(LOG, COVERAGE, scope).rows]
    assert keys == [("corrosion",), ("wireguard",)]


# ---------------------------------------------------------------- nothing, and everything


@pytest.mark.parametrize("by", [(), ("region",), ("month",), ("component", "month")])
def test_nothing_is_counted_as_nothing(by: tuple[Dimension, ...]) -> None:
    """Without an incident there is no row, and the whole is 0."""
    report = counted(*by, log=(), coverage=covered(()))
    assert report.rows == ()
    assert report.whole.incidents == 0
    assert report.first is None


def test_a_day_after_the_log_is_still_counted() -> None:
    """An account that is dated after the newest publication is not lost."""
    log = [*LOG, made("2026-08-03", published="2026-06-16")]
    assert row(counted("month", log=log, coverage=covered(log)).rows, "2026-08").incidents == 1


def test_the_overview_counts_by_region_and_component() -> None:
    """It is the whole, the regions and the components, of the same incidents."""
    scope = Scope((), Reading(), None, date(2026, 6, 16))
    synced = datetime(2026, 6, 17).astimezone()
    told = stats.overview(iter(LOG), COVERAGE, scope, synced)
    assert told.whole == counted()
    assert told.regions == counted("region")
    assert told.components == counted("component")
    assert told.synced == synced
