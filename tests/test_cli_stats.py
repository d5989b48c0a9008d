"""infralog stats, and search --facet: counts that a recount of the answer confirms."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from infralog import schema, stats_record
from infralog.dimensions import DIMENSIONS, months
from tests.command import Ran, run
from tests.posts import Post, home_of
from tests.terminal import see

DAYS = (
    *("2026-01-13", "2026-01-20", "2026-01-27", "2026-02-03", "2026-02-10", "2026-02-17"),
    *("2026-02-24", "2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24", "2026-03-31"),
    *("2026-04-07", "2026-04-14", "2026-04-21", "2026-04-28", "2026-05-05", "2026-05-12"),
    *("2026-05-19", "2026-05-26", "2026-06-02", "2026-06-09"),
)
POSTS = (
    *(
        Post(f"registry-{day}", "Registry pushes are slow", "<p>Pushes hung.</p>", day)
        for day in DAYS
    ),
    *(
        Post(f"stale-{day}", "Stale Corrosion in SJC", "<p>SJC was stale for 40 minutes.</p>", day)
        for day in DAYS[13:]
    ),
    Post("wireguard-lax", "WireGuard in LAX and SJC", "<p>Peers were lost.</p>", "2026-02-12"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a store of one bulletin, and of five months of entries two years later."""
    return home_of(tmp_path_factory.mktemp("home"), *POSTS)


def rows(*arguments: str, home: Path) -> list[dict[str, Any]]:
    """Return what is counted, as records."""
    ran = run("stats", *arguments, "--json", home=home)
    assert ran.code == 0, ran.err
    answer: list[dict[str, Any]] = json.loads(ran.out)
    return answer


def found(*arguments: str, home: Path) -> list[dict[str, Any]]:
    """Return all that a search finds but for notes, as records."""
    arguments = ("search", *arguments, "--kind", "incident", "-n", "0", "--json")
    answer: list[dict[str, Any]] = json.loads(run(*arguments, home=home).out)
    return answer


def table(*arguments: str, home: Path) -> Ran:
    """Return what people see, in 80 columns."""
    return run(*arguments, "--format", "table", home=home)


def counts(values: Iterable[Any]) -> dict[Any, int]:
    """Return how often each value occurs."""
    return dict(Counter(values))


# ---------------------------------------------------------------- counts


def test_a_recount_of_the_search_agrees(home: Path) -> None:
    """By region, component and month there are as many as a search finds."""
    every = found(home=home)
    for field, by in (("regions", "region"), ("components", "component")):
        expected = counts(name for one in every for name in one[field] or [None])
        assert {row[by]: row["incidents"] for row in rows("--by", by, home=home)} == expected
    by_month = {r["month"]: r["incidents"] for r in rows("--by", "month", home=home)}
    assert {k: n for k, n in by_month.items() if n} == counts(one["date"][:7] for one in every)


def test_a_filter_narrows_what_is_counted(home: Path) -> None:
    """The words and the flags of a search count what it finds."""
    for narrowed in (
        ["corrosion"],
        ["--region", "sjc"],
        ["--since", "2026-03", "--until", "2026-05"],
    ):
        told = rows(*narrowed, home=home)[0]
        assert told["incidents"] == len(found(*narrowed, home=home)) > 0


def test_two_dimensions_make_a_row_of_each_pair(home: Path) -> None:
    """Rows carry both keys; in a month without any entry a count is null, else at least 0."""
    pairs = {
        (row["component"], row["month"]): row["incidents"]
        for row in rows("--by", "component,month", home=home)
    }
    assert pairs["corrosion", "2026-05"] == 4
    assert pairs["corrosion", "2026-02"] == 0
    assert pairs["corrosion", "2025-02"] is None


def test_notes_are_no_incidents(home: Path) -> None:
    """A bulletin's notes are counted where they are asked for, and else it is said."""
    ran = run("stats", home=home)
    assert "not counted: 1 bulletin of notes; --kind notes does" in ran.err
    assert rows("--kind", "notes", home=home)[0]["incidents"] == 1


def test_the_verdict_weighs_the_days_that_are_logged(home: Path) -> None:
    """It is that of the newest entry's 90 days, whatever today is."""
    told = {row["component"]: row for row in rows("--by", "component", home=home)}
    assert told["corrosion"]["change"] == "more"
    assert told["corrosion"]["verdict"] == (
        "9 in 90 days, 0 in the 90 before (logged: 90 and 59 days): more"
    )
    assert told["corrosion"]["period_end"] == "2026-06-09"
    assert told["wireguard"]["change"] == "too few to say"


def test_until_moves_now(home: Path) -> None:
    """A period ends with the last day asked for, and not after the log."""
    moved = rows("--until", "2026-04-30", "--period", "30d", home=home)[0]
    assert (moved["period_end"], moved["period_days"]) == ("2026-04-30", 30)
    assert rows("--until", "2030", home=home)[0]["period_end"] == "2026-06-09"


def test_durations_are_told_with_how_many_are_known(home: Path) -> None:
    """The median and the 90th percentile stand beside the number they rest on."""
    told = {row["region"]: row for row in rows("--by", "region", home=home)}
    assert (told["sjc"]["median_minutes"], told["sjc"]["p90_minutes"]) == (40, 40)
    assert (told["sjc"]["durations_known"], told["sjc"]["incidents"]) == (9, 10)


def test_the_overview_names_the_silence(home: Path) -> None:
    """Without --by there is one row, with the gaps of the log and what is most frequent."""
    (told,) = rows(home=home)
    assert tuple(told) == stats_record.OVERVIEW
    assert {"since": "2024-06-10", "until": "2026-01-11"} in told["gaps"]
    assert told["regions"][0] == {"value": "sjc", "incidents": 10, "last": "2026-06-09"}
    assert [one["month"] for one in told["months"]] == [
        *months_between("2024-06", "2026-06"),
    ]
    assert told["synced"].endswith("Z")


def months_between(first: str, last: str) -> tuple[str, ...]:
    """Return the months from one to another."""
    from datetime import date

    return months(date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01"))


# ---------------------------------------------------------------- output


def test_every_format_has_the_same_rows(home: Path) -> None:
    """CSV and TSV have a header and the values of JSON, but for what is a list."""
    told = rows("--by", "component", home=home)
    read = csv.DictReader(
        io.StringIO(run("stats", "--by", "component", "--format", "csv", home=home).out)
    )
    assert [row["component"] for row in read] == [row["component"] or "" for row in told]
    piped = run("stats", "--by", "component", home=home).out.splitlines()
    assert len(piped) == len(told) + 1
    lines = run("stats", "--by", "component", "--format", "jsonl", home=home).out.splitlines()
    assert [json.loads(one) for one in lines] == told


def test_fields_are_chosen_and_ordered(home: Path) -> None:
    """With --fields a row has those, in that order; an unknown one lists those there are."""
    ran = run("stats", "--by", "region", "--fields", "incidents,region", "-n", "1", home=home)
    assert ran.out.splitlines()[:2] == ["incidents\tregion", "10\tsjc"]
    wrong = run("stats", "--fields", "colour", home=home)
    assert wrong.code == 2
    assert "median_minutes" in wrong.err


def test_ids_are_the_values_alone(home: Path) -> None:
    """A line each, for a pipe; what is not told has none."""
    assert run("stats", "--by", "region", "--format", "ids", home=home).out.split("\n") == [
        *("sjc", "iad", "lax", "otp"),
        "",
    ]


def test_people_see_the_first_twenty_and_scripts_all(home: Path) -> None:
    """A limit that was asked for holds everywhere; what is left out is said."""
    assert "-n 0 shows all" not in run("stats", "--by", "component", home=home).err
    limited = table("stats", "--by", "component", "-n", "2", home=home)
    assert "2 of 5 components; -n 0 shows all" in limited.err
    assert "wireguard" not in limited.out


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_terminal_shows_it_within_its_width(home: Path, width: int) -> None:
    """On a terminal there are bars and a heat map, in as many columns as it has."""
    for arguments in ([], ["--by", "component"], ["--by", "region,month"]):
        seen = see("-q", "stats", *arguments, home=home, columns=width, env={"TERM": "dumb"})
        assert "sjc" in seen.raw or "corrosion" in seen.raw
        assert max(len(row) for row in seen.raw.splitlines()) <= width


def test_a_picture_goes_to_a_file_or_to_stdout(home: Path, tmp_path: Path) -> None:
    """--svg writes a picture that says what was asked for, and nothing on stdout."""
    file = tmp_path / "chart.svg"
    ran = run("stats", "corrosion", "--by", "region,month", "--svg", str(file), home=home)
    assert (ran.code, ran.out) == (0, "")
    assert f"wrote {file}" in ran.err
    picture = file.read_text("utf-8")
    assert ET.fromstring(picture).tag.endswith("svg")  # noqa: S314 -- ours
    assert "; corrosion" in picture
    piped = run("stats", "corrosion", "--by", "region,month", "--svg", "-", home=home)
    assert piped.out == picture


def test_a_picture_that_cannot_be_written_names_its_file(home: Path, tmp_path: Path) -> None:
    """The folder that is not there is told, and no traceback."""
    file = tmp_path / "nowhere" / "chart.svg"
    ran = run("stats", "--svg", str(file), home=home)
    assert ran.code == 4
    assert str(file) in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--by", "colour"], "unknown dimension: colour"),
        (["--by", "region,month,hour"], "one dimension, or two"),
        (["--by", ","], "no dimension is named"),
        (["--period", "blue"], "unknown period: blue"),
        (["--period", "2024-06-27"], "unknown period: 2024-06-27"),
        (["--period", "0d"], "not a period: 0d"),
        (["--svg", "x.svg", "--json"], "--svg writes a picture"),
        (["--region", "nowhere"], "unknown region: nowhere"),
    ],
)
def test_what_cannot_be_counted_is_an_error(home: Path, arguments: list[str], said: str) -> None:
    """It is said in a line, with what there is, and exits 2."""
    ran = run("stats", *arguments, home=home)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_nothing_is_an_answer_too(home: Path) -> None:
    """Where nothing matches there are no rows, in the overview 0, and --exit-code exits 1."""
    assert rows("xyzzy", "--by", "region", home=home) == []
    assert rows("xyzzy", home=home)[0]["incidents"] == 0
    ran = run("stats", "xyzzy", "--exit-code", home=home)
    assert ran.code == 1
    assert "nothing matched" in ran.err
    assert table("stats", "xyzzy", "--by", "region,month", home=home).code == 0
    assert run("stats", "xyzzy", "--by", "region", "--svg", "-", home=home).code == 0


@pytest.mark.parametrize("period", ["1d", "12w", "6 months", "1y", "500y"])
def test_a_period_is_any_length(home: Path, period: str) -> None:
    """Days, weeks, months and years back from the newest entry."""
    assert rows("--period", period, home=home)[0]["now"] >= 1


# ---------------------------------------------------------------- facets


def full(*arguments: str, home: Path) -> dict[str, Any]:
    """Return an answer with its facets."""
    ran = run("search", *arguments, "--format", "json-full", home=home)
    assert ran.code == 0, ran.err
    answer: dict[str, Any] = json.loads(ran.out)
    return answer


def test_facets_count_all_matches_not_the_page(home: Path) -> None:
    """With one hit shown, every facet still counts all that match."""
    told = full("-n", "1", "--facet", ",".join(DIMENSIONS), home=home)
    every = json.loads(run("search", "-n", "0", "--json", home=home).out)
    assert (len(told["hits"]), told["total"]) == (1, len(every))
    assert list(told["facets"]) == list(DIMENSIONS)
    for facet, field in (("region", "regions"), ("component", "components")):
        expected = counts(name for one in every for name in one[field])
        assert {one["value"]: one["incidents"] for one in told["facets"][facet]} == expected
    assert sum(one["incidents"] for one in told["facets"]["kind"]) == len(every)
    hours = {one["value"]: one["incidents"] for one in told["facets"]["hour"]}
    assert (len(hours), hours["05"], hours["06"]) == (24, 1, 0)


def test_all_hits_and_all_facets_at_once(home: Path) -> None:
    """Counting does not disturb the hits that are still to be read."""
    told = full("-n", "0", "--facet", "weekday,region", home=home)
    assert len(told["hits"]) == told["total"] == len(POSTS) + 4


def test_months_of_a_facet_have_no_hole(home: Path) -> None:
    """Months come in order, those of nothing as 0, each with its newest day."""
    told = full("--facet", "month", home=home)["facets"]["month"]
    assert [one["value"] for one in told] == list(months_between("2024-06", "2026-06"))
    assert told[1] == {"value": "2024-07", "incidents": 0, "last": None}
    assert told[-1]["last"] == "2026-06-09"


def test_json_full_obeys_its_schema(home: Path) -> None:
    """The schema that is printed has it; --json stays an array."""
    told = full("--facet", "region,weekday", home=home)
    printed = json.loads(run("schema", home=home).out)
    assert printed == schema.schema()
    one = {"$ref": "#/$defs/full", "$defs": printed["$defs"]}
    jsonschema.validate(told, one, format_checker=jsonschema.FormatChecker())
    assert isinstance(json.loads(run("search", "--json", home=home).out), list)


def test_json_full_without_a_facet_has_none(home: Path) -> None:
    """An answer always has its total, facets and hits; also where nothing matched."""
    assert full("corrosion", home=home)["facets"] == {}
    empty = full("xyzzy", "--facet", "region,month,weekday", home=home)
    assert empty == {
        "total": 0,
        "facets": {"region": [], "month": [], "weekday": []},
        "hits": [],
    }


def test_facets_follow_the_hits_on_a_terminal(home: Path) -> None:
    """People see the hits, and then a bar for each value."""
    shown = table("search", "corrosion", "--facet", "region,month", home=home).out
    assert shown.index("Stale Corrosion in SJC") < shown.index("region ") < shown.index("sjc 9")


def test_a_word_narrows_its_facets(home: Path) -> None:
    """Facets are of the query, with its words and filters."""
    told = full("wireguard", "--kind", "incident", "--facet", "region", home=home)
    assert [one["value"] for one in told["facets"]["region"]] == ["lax", "sjc"]


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv", "tsv", "markdown", "ids", "auto"])
def test_a_format_without_room_for_facets_says_so(home: Path, format_: str) -> None:
    """What is data stays data: the error names the formats that have them."""
    ran = run("search", "--facet", "region", "--format", format_, home=home)
    assert (ran.code, ran.out) == (2, "")
    assert "json-full" in ran.err


def test_an_unknown_facet_lists_those_there_are(home: Path) -> None:
    """It exits 2, and names all."""
    ran = run("search", "--facet", "region,colour", "--format", "json-full", home=home)
    assert ran.code == 2
    assert "unknown facet: colour" in ran.err
    assert all(by in ran.err for by in DIMENSIONS)


@pytest.mark.parametrize("command", [["regions"], ["components"], ["show", "wireguard-lax"]])
def test_other_lists_have_a_total_too(home: Path, command: list[str]) -> None:
    """Whatever lists records can do so as an object; its total is how many there are."""
    told = json.loads(run(*command, "--format", "json-full", home=home).out)
    assert list(told) == ["total", "facets", "hits"]
    assert told["total"] == len(told["hits"]) > 0
