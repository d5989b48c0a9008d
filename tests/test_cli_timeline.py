"""infralog timeline: two weeks at a glance, and the list that goes with them."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from infralog import record
from tests.command import Ran, run
from tests.posts import Post, home_of
from tests.terminal import see

POSTS = (
    Post(
        "stale-routes-syd", "Stale routes in SYD", "<p>Routes in SYD were stale.</p>", "2026-05-01"
    ),
    Post("slow-lax", "LAX is slow", "<p>Requests to LAX were slow.</p>", "2026-05-10"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a store of one bulletin, and of two accounts that came two years later."""
    return home_of(tmp_path_factory.mktemp("home"), *POSTS)


def records(*arguments: str, home: Path) -> list[dict[str, Any]]:
    """Return what the boxes stand for, as records."""
    ran = run("timeline", *arguments, "--json", home=home)
    assert ran.code == 0, ran.err
    answer: list[dict[str, Any]] = json.loads(ran.out)
    return answer


def dates(*arguments: str, home: Path) -> list[tuple[int, str]]:
    """Return the numbers of the boxes, and the days."""
    return [(one["number"], one["date"]) for one in records(*arguments, home=home)]


def table(*arguments: str, home: Path) -> Ran:
    """Return the diagram as people see it, in 80 columns."""
    return run("timeline", *arguments, "--format", "table", home=home)


JUNE = [(1, "2024-06-03"), (2, "2024-06-05"), (3, "2024-06-06")]

# ---------------------------------------------------------------- which days


def test_the_newest_incident_ends_the_diagram(home: Path) -> None:
    """Without a day named, the diagram is of the two weeks that end with the newest incident."""
    assert dates(home=home) == [(1, "2026-05-01"), (2, "2026-05-10")]
    assert table(home=home).out.startswith("2026-04-27 to 2026-05-10: 2 incidents\n")


def test_the_newest_is_that_of_the_answer(home: Path) -> None:
    """With a filter, the newest incident that passes it ends the diagram."""
    assert dates("--region", "iad", home=home) == [(1, "2024-06-06")]
    assert table("disk", home=home).out.startswith("2024-05-24 to 2024-06-06: 1 incident\n")


def test_ending_and_weeks_choose_the_days(home: Path) -> None:
    """The diagram ends with the day named, or the last of the month, and has so many weeks."""
    assert dates("--ending", "2024-06-15", home=home) == JUNE
    assert dates("--ending", "2024-06-05", "--weeks", "1", home=home) == JUNE[:2]
    assert table("--ending", "2024-06", "--weeks", "3", home=home).out.startswith(
        "2024-06-10 to 2024-06-30: no incident\n"
    )


def test_since_reaches_back_as_far_as_it_says(home: Path) -> None:
    """The weeks reach back to the first day that was asked for, and nothing before it is drawn."""
    assert len(dates("--since", "2024-06-05", home=home)) == 4
    assert dates("--on", "2024-06", home=home) == JUNE
    assert dates("--since", "2024-06-05", "--until", "2024-06-06", home=home) == [
        (1, "2024-06-05"),
        (2, "2024-06-06"),
    ]


def test_what_began_the_day_before_goes_on(home: Path) -> None:
    """An incident that reaches past midnight into the first day is drawn there."""
    shown = table("--ending", "2024-06-13", "--weeks", "1", home=home)
    assert "2024-06-07 to 2024-06-13: 1 incident" in shown.out
    assert "↑1" in shown.out


@pytest.mark.parametrize("ending", ["0001-01-03", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_others(home: Path, ending: str) -> None:
    """No day that can be named is too early or too late."""
    assert dates("--ending", ending, "--weeks", "520", home=home) == []


def test_notes_are_no_incident(home: Path) -> None:
    """A bulletin's engineering notes have no box, unless they are asked for."""
    assert all(one["kind"] == "incident" for one in records("--on", "2024-06", home=home))
    assert [one["kind"] for one in records("--kind", "notes", home=home)] == ["notes"]


def test_by_publication_each_stands_at_its_entry(home: Path) -> None:
    """With --dates published the incidents of a bulletin share its day, in the band."""
    shown = table("--dates", "published", "--ending", "2024-06-15", home=home).out
    assert "day of publication" in shown
    assert shown.count("2024-06-08") >= 3


# ---------------------------------------------------------------- the list


def test_the_list_carries_the_numbers_of_the_boxes(home: Path) -> None:
    """In a pipe it is TSV with the number first; JSON has every field of a record beside it."""
    ran = run("timeline", "--on", "2024-06", home=home)
    rows = [row.split("\t") for row in ran.out.splitlines()]
    assert rows[0][:3] == ["number", "id", "date"]
    assert [row[0] for row in rows[1:]] == ["1", "2", "3"]
    assert list(records("--on", "2024-06", home=home)[0]) == ["number", *record.ALWAYS]


def test_the_order_is_the_users_and_the_numbers_stay(home: Path) -> None:
    """A list that is sorted otherwise keeps the numbers, which follow time."""
    found = records("--on", "2024-06", "--sort", "longest", home=home)
    assert [one["number"] for one in found][:2] == [3, 1]


def test_a_limit_counts_only_if_it_is_asked_for(home: Path) -> None:
    """A diagram leaves nothing out by itself, and says so when it does."""
    ran = run("timeline", "--on", "2024-06", "-n", "2", "--sort", "longest", home=home)
    assert len(ran.out.splitlines()) == 3
    assert "2 of 3" in ran.err


def test_fields_are_chosen(home: Path) -> None:
    """Fields are chosen as in a search, and an unknown one is answered with the list."""
    ran = run("timeline", "--on", "2024-06", "--fields", "title,number", "--json", home=home)
    assert json.loads(ran.out)[0] == {"title": "Switch Fault In Bucharest", "number": 1}
    ran = run("timeline", "--fields", "colour", home=home)
    assert (ran.code, ran.out) == (2, "")
    assert "number, id" in ran.err


@pytest.mark.parametrize(("format_", "nothing"), [("json", "[]\n"), ("jsonl", ""), ("ids", "")])
def test_nothing_is_no_error(home: Path, format_: str, nothing: str) -> None:
    """Where nothing matches the answer is empty, and the exit code 0 unless asked."""
    ran = run("timeline", "zeppelin", "--format", format_, home=home)
    assert (ran.code, ran.out) == (0, nothing)
    assert "nothing matched" in ran.err
    assert run("timeline", "zeppelin", "--exit-code", home=home).code == 1


# ---------------------------------------------------------------- what is drawn


def test_a_terminal_gets_the_diagram(home: Path) -> None:
    """On a terminal it is drawn, as wide as the terminal is, with the list below."""
    seen = see("timeline", "--on", "2024-06", home=home, columns=44)
    assert seen.code == 0
    assert any("Switch Fault In Bucharest" in row for row in seen.rows)
    assert "\x1b[" in seen.raw
    plain = re.sub(r"\x1b(?:\[[\d;]*m|\]8;.*?\x1b\\)", "", seen.raw)
    assert max(map(len, plain.splitlines())) <= 44


def test_times_are_those_of_the_label(home: Path) -> None:
    """A box stands at the hour that was printed."""
    rows = table("--on", "2024-06", home=home).out.splitlines()
    three = next(at for at, row in enumerate(rows) if row.startswith("03 "))
    assert "1" in rows[three + 2]  # 05:00 to 06:00
    assert any("05:45 EST" in row for row in rows)


def test_a_gap_in_the_log_is_shown(home: Path) -> None:
    """Days long before and after all that the log tells are silent, whatever the filter."""
    assert "the log is silent" in table("--ending", "2025-01-10", home=home).out
    assert "the log is silent" not in table("--on", "2024-06-05", "-r", "iad", home=home).out


# ---------------------------------------------------------------- the picture


def test_a_picture_goes_to_a_file_or_to_stdout(home: Path, tmp_path: Path) -> None:
    """--svg writes the picture, the same to a file and to stdout, and says where it is."""
    file = tmp_path / "june.svg"
    ran = run("timeline", "--on", "2024-06", "--svg", str(file), home=home)
    assert (ran.code, ran.out) == (0, "")
    assert "june.svg" in ran.err
    assert ET.parse(file).getroot().get("role") == "img"  # noqa: S314 -- our own
    assert run("timeline", "--on", "2024-06", "--svg", "-", home=home).out == file.read_text(
        "utf-8"
    )


def test_a_picture_of_nothing_is_still_a_picture(home: Path) -> None:
    """Where nothing matches the picture says so."""
    ran = run("timeline", "zeppelin", "--svg", "-", home=home)
    assert "no incident" in "".join(ET.fromstring(ran.out).itertext())  # noqa: S314 -- our own


def test_a_picture_that_cannot_be_written_is_an_error(home: Path, tmp_path: Path) -> None:
    """The error names the file, and nothing is written."""
    ran = run("timeline", "--svg", str(tmp_path / "none" / "june.svg"), home=home)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("infralog: cannot write the output: ")
    assert "june.svg" in ran.err


def test_a_picture_has_no_other_format(home: Path) -> None:
    """A picture and JSON at once cannot be answered."""
    ran = run("timeline", "--svg", "-", "--json", home=home)
    assert (ran.code, ran.out) == (2, "")


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    """Without a store the answer is the command that fills it."""
    ran = run("timeline", home=tmp_path)
    assert (ran.code, ran.out) == (4, "")
    assert "infralog sync" in ran.err
