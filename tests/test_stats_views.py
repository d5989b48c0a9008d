"""Counts are drawn as they are, in any width, and silence never looks like nothing."""

import io
import os
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from infralog import stats, stats_record, views
from infralog.dimensions import DIMENSIONS, Dimension, Reading, months
from infralog.facets import Count
from infralog.model import Clause, Interval, Query, Word
from infralog.stats import Overview, Report, Scope
from infralog.views import (
    Records,
    Screen,
    facets_terminal,
    stats_axis,
    stats_glyphs,
    stats_svg,
    stats_terminal,
    stats_words,
)
from tests.counted import COVERAGE, LOG, counted, covered, made
from tests.test_views import OBEYED

GOLDEN = Path(__file__).parent.parent / "fixtures" / "views"
PLAIN = Screen(width=80, color=False, links=False, unicode=True)
SYNCED = datetime(2026, 6, 17, 8, 30, tzinfo=UTC)
WHOLE = stats.overview(LOG, COVERAGE, Scope((), Reading(), None, date(2026, 6, 16)), SYNCED)
FACETS = {
    "region": (
        Count("sjc", 9, date(2026, 6, 11)),
        Count("fra", 7, date(2026, 3, 4)),
        Count("iad", 4, date(2026, 6, 10)),
    ),
    "month": (
        Count("2024-06", 4, date(2024, 6, 12)),
        *(Count(name, 0, None) for name in months(date(2024, 7, 1), date(2026, 4, 1))),
        Count("2026-05", 7, date(2026, 5, 26)),
        Count("2026-06", 1200, date(2026, 6, 16)),
    ),
}


def drawn(told: Overview | Report, screen: Screen = PLAIN) -> str:
    """Return counts as a terminal shows them."""
    out = io.StringIO()
    stats_terminal.show(told, out, screen)
    return out.getvalue()


def faceted(screen: Screen = PLAIN) -> str:
    """Return facets as a terminal shows them."""
    out = io.StringIO()
    facets_terminal.facets(FACETS, out, screen)
    return out.getvalue()


def pictured(told: Report, asked: str = "") -> str:
    """Return counts as a picture."""
    out = io.StringIO()
    stats_svg.svg(told, asked, out)
    return out.getvalue()


def plainly(name: str, told: Overview | Report, *, lists: bool = False) -> str:
    """Return counts in a format for scripts."""
    by = () if isinstance(told, Overview) else told.scope.by
    fields = stats_record.fields(by) if lists else stats_record.in_a_row(stats_record.fields(by))
    out = io.StringIO()
    views.for_scripts(name)(Records(fields, stats_record.rows(told, fields)), out)
    return out.getvalue()


WIDE, NARROW = PLAIN._replace(width=200), PLAIN._replace(width=40)
COLOR, ASCII = PLAIN._replace(color=True, links=True), PLAIN._replace(unicode=False)
HEAT: tuple[Dimension, Dimension] = ("component", "month")
SHOWN: dict[str, Callable[[], str]] = {
    "stats.80.txt": lambda: drawn(WHOLE),
    "stats.40.txt": lambda: drawn(WHOLE, NARROW),
    "stats.200.txt": lambda: drawn(WHOLE, WIDE),
    "stats.component.80.txt": lambda: drawn(counted("component")),
    "stats.component.40.txt": lambda: drawn(counted("component"), NARROW),
    "stats.component.200.txt": lambda: drawn(counted("component"), WIDE),
    "stats.component.color.txt": lambda: drawn(counted("component"), COLOR),
    "stats.component.ascii.txt": lambda: drawn(counted("component"), ASCII),
    "stats.month.80.txt": lambda: drawn(counted("month")),
    "stats.heat.80.txt": lambda: drawn(counted(*HEAT)),
    "stats.heat.40.txt": lambda: drawn(counted(*HEAT), NARROW),
    "stats.heat.200.txt": lambda: drawn(counted(*HEAT), WIDE),
    "stats.heat.ascii.txt": lambda: drawn(counted(*HEAT), ASCII),
    "stats.weekday-hour.80.txt": lambda: drawn(counted("weekday", "hour")),
    "stats.facets.80.txt": faceted,
    "stats.facets.40.txt": lambda: faceted(NARROW),
    "stats.facets.ascii.txt": lambda: faceted(ASCII),
    "stats.json": lambda: plainly("json", WHOLE, lists=True),
    "stats.region.json": lambda: plainly("json", counted("region"), lists=True),
    "stats.region.tsv": lambda: plainly("tsv", counted("region")),
    "stats.region.csv": lambda: plainly("csv", counted("region")),
    "stats.region.md": lambda: plainly("markdown", counted("region")),
    "stats.svg": lambda: pictured(counted()),
    "stats.component.svg": lambda: pictured(counted("component"), "fly & proxy"),
    "stats.heat.svg": lambda: pictured(counted(*HEAT)),
}


@pytest.mark.parametrize("name", SHOWN)
def test_every_picture_is_as_its_golden_file(name: str) -> None:
    """Each is as in fixtures/views; UPDATE_GOLDEN=1 writes them anew, to be looked at."""
    found = SHOWN[name]()
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / name).write_text(found, "utf-8", newline="\n")
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        assert found == file.read()


# ---------------------------------------------------------------- what fits

BY = [*((by,) for by in DIMENSIONS), *pairwise((*DIMENSIONS, "region"))]


@pytest.mark.parametrize("width", range(24, 140, 4))
def test_what_has_no_room_is_named(width: int) -> None:
    """No median stands without how many are known, and no change without what changed."""
    shown = drawn(counted("component"), PLAIN._replace(width=width))
    head, _, below = " ".join(shown.split()).partition("─")
    columns = {"share", "last", "median", "p90", "known", "90d", "before", "change"}
    missing = columns - {*head.split()}
    left = re.search("no room for (.*?); --format csv has all", below)
    assert missing == ({*left[1].split(", ")} & columns if left else set())
    assert ("median" in missing) == ("known" in missing)
    assert len(missing & {"90d", "before", "change"}) in (0, 3)


@pytest.mark.parametrize("by", [(), *BY])
@pytest.mark.parametrize("width", [20, 40, 63, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(by: tuple[Dimension, ...], width: int) -> None:
    """Nothing is cut off by the edge, whatever is counted by."""
    for unicode in (True, False):
        screen = PLAIN._replace(width=width, unicode=unicode)
        shown = drawn(counted(*by) if by else WHOLE, screen) + faceted(screen)
        assert max(wcswidth(row) for row in shown.splitlines()) <= width
        assert unicode or shown.isascii()
        assert "\x1b" not in shown


@given(
    names=st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=30, unique=True),
    width=st.integers(20, 200),
    unicode=st.booleans(),
)
def test_names_of_strangers_fit_and_obey_nothing(
    names: list[str],
    width: int,
    unicode: bool,  # noqa: FBT001 -- drawn by hypothesis
) -> None:
    """Whatever a vocabulary calls a component, the screen holds it, and nothing is obeyed."""
    log = [made("2026-05-04")._replace(components=tuple(names)), made("2026-06-02")]
    coverage = covered(log)
    screen = PLAIN._replace(width=width, unicode=unicode)
    for by in (("component",), ("component", "month"), ("component", "source")):
        shown = drawn(counted(*by, log=log, coverage=coverage), screen)
        assert not OBEYED.search(shown)
        assert max(map(wcswidth, shown.splitlines())) <= width
    ET.fromstring(pictured(counted("component", log=log, coverage=coverage)))  # noqa: S314 -- ours


def test_markup_is_a_name() -> None:
    """What rich would read as markup is shown as it stands."""
    log = [made("2026-05-04")._replace(components=("[red]x[/red]", "[/]"))]
    shown = drawn(counted("component", log=log, coverage=covered(log)))
    assert "[red]x[/red]" in shown
    assert "[/] " in shown


# ---------------------------------------------------------------- silence


@pytest.mark.parametrize("screen", [PLAIN, ASCII])
def test_silence_never_looks_like_nothing(screen: Screen) -> None:
    """In sparks, bars and shades unknown, none and some are three different signs."""
    signs = stats_glyphs.signs(unicode=screen.unicode)
    counts = (None, 0, 1)
    for ways in (
        stats_glyphs.spark(counts, 1, signs),
        [stats_glyphs.shade(count, 1, signs) for count in counts],
        [stats_glyphs.bar(count, 1, 5, signs) for count in counts],
    ):
        assert len(set(ways)) == len(counts)


def test_a_silent_month_is_marked_everywhere() -> None:
    """The table folds a long silence into a line; the heat map marks each month of it."""
    table, heat = drawn(counted("month")), drawn(counted(*HEAT))
    assert re.search(r"^16 months +·", table, re.MULTILINE)
    assert re.search(r"^corrosion +█?.*··", heat, re.MULTILINE)
    assert "nothing from 2024-08-26 to 2026-01-04" in table
    assert "nothing logged" in pictured(counted(*HEAT))
    assert 'class="silent"' in pictured(counted("month"))


# ---------------------------------------------------------------- signs


@given(count=st.integers(1, 500), more=st.integers(0, 500), levels=st.integers(1, 9))
def test_every_count_has_its_step(count: int, more: int, levels: int) -> None:
    """The steps of a legend are those in which counts are drawn, without a hole."""
    most = count + more
    steps = list(stats_glyphs.steps(most, levels))
    found = [step for step, least, largest in steps if least <= count <= largest]
    assert found == [stats_glyphs.level(count, most, levels)]
    assert (steps[0][1], steps[-1][2]) == (1, most)
    assert stats_glyphs.level(most, most, levels) == levels - 1


@given(count=st.integers(1, 500), more=st.integers(0, 500), width=st.integers(1, 60))
def test_a_bar_is_seen_and_fits(count: int, more: int, width: int) -> None:
    """However small, a count has a bar; the largest fills the room, and none exceeds it."""
    for unicode in (True, False):
        signs = stats_glyphs.signs(unicode=unicode)
        assert 1 <= len(stats_glyphs.bar(count, count + more, width, signs)) <= width
        assert stats_glyphs.bar(count, count, width, signs) == signs.full * width


def test_sparks_in_ascii_are_digits() -> None:
    """There a spark is the count itself, and + for more than nine."""
    assert stats_glyphs.spark((None, 0, 9, 10), 10, stats_glyphs.ASCII) == "?09+"


@given(
    first=st.dates(date(1990, 1, 1), date(2020, 1, 1)),
    years=st.integers(0, 30),
    most=st.integers(4, 60),
)
def test_columns_hold_every_month_once(first: date, years: int, most: int) -> None:
    """However few columns there are, each month is in one, in order."""
    told = months(first, first.replace(year=first.year + years, day=1))
    axis = stats_axis.of_months(told, most)
    assert [place for column in axis.columns for place in column.places] == [*range(len(told))]
    assert len(axis.columns) <= most
    assert axis.unit == "month" or len(told) > most


def test_quarters_and_years_begin_where_the_calendar_has_them() -> None:
    """A quarter that is cut off by the beginning holds the months that are there."""
    told = months(date(2024, 6, 1), date(2026, 6, 1))
    assert [c.name for c in stats_axis.of_months(told, 9).columns][:2] == ["2024 Q2", "2024 Q3"]
    assert [c.name for c in stats_axis.of_months(told, 3).columns] == ["2024", "2025", "2026"]
    axis = stats_axis.of_months(told, 9)
    assert stats_axis.gathered([1, None, 0, *[None] * 21, 5], axis)[:4] == (1, 0, None, None)


def test_times_go_across() -> None:
    """Of two dimensions the time stands above, whichever was named first."""
    for by in (("component", "month"), ("month", "component")):
        told = stats_axis.matrix(counted(*by))
        assert (told.down, told.across) == ("component", "month")
    assert stats_axis.matrix(counted("region", "component")).across == "region"


def test_a_total_counts_each_incident_once() -> None:
    """An incident in two regions is one of its component."""
    told = stats_axis.matrix(counted("component", "region"))
    assert told.rows["hosts"] == 4
    assert sum(n or 0 for n in told.counts[list(told.rows).index("hosts")]) == 5


# ---------------------------------------------------------------- words


def test_what_was_asked_is_told_beside_a_picture() -> None:
    """Every filter of a query is in its words, since a picture travels without its command."""
    query = Query(
        clauses=(Clause((Word("blue green"), Word("corr", prefix=True))), Clause((Word("x"),))),
        excluded=(Word("billing", title_only=True),),
        regions=("sjc", "lax"),
        components=("corrosion",),
        not_regions=("iad",),
        not_components=("flyd",),
        mentions=True,
        interval=Interval(date(2026, 1, 1), date(2026, 6, 30)),
        by_published=True,
        min_minutes=60,
        max_minutes=90,
        impacts=("major",),
        kinds=("notes",),
        sources=("fly",),
    )
    assert stats_words.asked(query) == (
        '"blue green" OR corr* x; -title:billing; region sjc, lax; component corrosion; '
        "not region iad; not component flyd; mentions too; since 2026-01-01; until 2026-06-30; "
        "by publication; at least 1h; at most 1h 30m; impact major; kind notes; source fly"
    )
    assert stats_words.asked(Query()) == ""


def test_the_rule_is_named_beside_its_verdicts() -> None:
    """Where changes are told, the test, its level and how often it errs are told, too."""
    shown = " ".join(drawn(counted("component")).split())
    assert "exact test of two Poisson counts at 5 %; by chance 1 in 20 seems to change" in shown
    assert "the 90 days to 2026-06-16 (logged: 90), and the 90 before (logged: 73)" in shown


# ---------------------------------------------------------------- SVG

PICTURES = [pictured(counted(*by), "a <b> & c") for by in ((), *BY)]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_stands_alone_and_holds_its_shapes(picture: str) -> None:
    """It is well-formed, refers to nothing outside, and no shape leaves the slide."""
    root = ET.fromstring(picture)  # noqa: S314 -- ours
    assert root.get("viewBox") == "0 0 1280 720"
    assert [part.tag for part in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert not re.search(r"(href|src|@import|url\((?!#))", picture)
    for shape in root.iter(f"{SVG}rect"):
        x, y, width, height = (float(shape.get(n, "")) for n in ("x", "y", "width", "height"))
        assert min(x, y, width, height) >= 0
        assert x + width <= 1280.1
        assert y + height <= 720.1
    for text in root.iter(f"{SVG}text"):
        assert 0 < float(text.get("y", "")) < 720
        assert 0 < float(text.get("x", "")) < 1280


def test_text_in_a_picture_is_escaped() -> None:
    """What a stranger wrote is text, never markup."""
    log = [made("2026-05-04")._replace(components=("</svg><script>alert(1)</script>",))]
    picture = pictured(counted("component", log=log, coverage=covered(log)), "<i>&")
    assert "<script" not in picture
    assert "&lt;i&gt;&amp;" in picture


def test_a_picture_says_what_it_leaves_out() -> None:
    """Values beyond the slide, and incidents that tell none, are counted on it."""
    log = [made("2026-05-04")._replace(components=tuple(f"part-{n:02}" for n in range(30)))]
    picture = pictured(counted("component", log=[*log, made("2026-05-05")], coverage=covered(log)))
    assert "14 more components are not shown; 1 tell no component" in picture


def luminance(color: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colors(style: str) -> dict[str, str]:
    """Return the fill of each selector."""
    rules = re.findall(r"([^{}]+)\{[^{}]*?fill: (#[0-9a-f]{6})", style)
    return {name.strip(): color for names, color in rules for name in names.split(",")}


def test_a_picture_can_be_read_in_light_and_in_dark() -> None:
    """Text on the page and numbers on every shade have the contrast of WCAG AA, 4.5 to 1."""
    style = PICTURES[0].split("<style>")[1].split("</style>")[0]
    light, dark = style.split("@media (prefers-color-scheme: dark) {")
    for scheme in (colors(light), {**colors(light), **colors(dark)}):
        pairs: Sequence[tuple[str, str]] = [
            ("text", ".paper"),
            (".quiet", ".paper"),
            *((f".i{step}", f".s{step}") for step in range(4)),
        ]
        for ink, ground in pairs:
            assert contrast(scheme[ink], scheme[ground]) >= 4.5, (ink, ground)
        assert contrast(scheme[".bar"], scheme[".paper"]) >= 3


# ---------------------------------------------------------------- records


def test_every_key_is_there_and_unknown_is_null() -> None:
    """A row has all of its fields; a silent month is null, a quiet one 0."""
    fields = stats_record.fields(("month",))
    rows = {row["month"]: row for row in stats_record.rows(counted("month"), fields)}
    assert all(tuple(row) == fields for row in rows.values())
    assert rows["2024-07"]["incidents"] is None
    assert rows["2026-06"]["verdict"] is None
    pairs = stats_record.rows(counted(*HEAT), stats_record.fields(HEAT))
    found = {(row["component"], row["month"]): row["incidents"] for row in pairs}
    assert found["corrosion", "2024-07"] is None
    assert found["corrosion", "2024-08"] == 0


def test_fields_are_chosen_and_ordered() -> None:
    """Rows have the fields that were asked for, in that order."""
    rows = list(stats_record.rows(counted("region", limit=1), ("incidents", "region")))
    assert rows[0] == {"incidents": 9, "region": "sjc"}
    assert list(rows[0]) == ["incidents", "region"]
