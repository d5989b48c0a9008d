"""The report of a check fits any screen, and tells scripts all of it."""

import io
import re
from typing import Any

import pytest
from wcwidth import wcswidth

from infralog.extraction import Extraction
from infralog.model import Problem
from infralog.unknown import Candidate
from infralog.views.checked import Checked, record, report

FOUND = {"region": 25, "component": 48, "date": 12, "time": 9, "duration": 31, "impact": 2}
LONG = "2024-06-27-a-title-that-goes-on-until-there-is-no-more-room-for-it-in-an-id"
WHOLE = Checked(
    problems=(),
    entries=43,
    current=False,
    extraction=Extraction(50, 3, FOUND, (LONG, "short"), ("one",)),
    unknown=(
        Candidate("region", "QXZ", 2, LONG),
        Candidate("component", "blorpd", 1_234, "short"),
    ),
)


def shown(checked: Checked, width: int | None) -> str:
    """Return the report as it is written."""
    out = io.StringIO()
    report(checked, out, width)
    return out.getvalue()


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    """Long lines go on in the next one."""
    assert max(wcswidth(row) for row in shown(WHOLE, width).splitlines()) <= width


def test_ids_are_whole_in_a_pipe() -> None:
    """Where nobody sees a screen, each ID stands on one line."""
    assert f"  {LONG}\n" in shown(WHOLE, None)


def test_shares_are_of_all_incidents() -> None:
    """Each count stands beside its share of the incidents."""
    rows = shown(WHOLE, 80).splitlines()
    assert "  region         25   50%" in rows
    assert "  impact          2    4%" in rows


def test_older_rules_are_told_of() -> None:
    """Incidents that were tagged by other words than now are told of, with the way out."""
    assert "infralog retag" in shown(WHOLE, 80)
    assert "infralog retag" not in shown(WHOLE._replace(current=True), 80)


def test_an_empty_store_has_no_shares() -> None:
    """Of nothing there is no share, and no list."""
    nothing = Extraction(0, 0, dict.fromkeys(FOUND, 0), (), ())
    assert shown(Checked((), extraction=nothing), 80).count("\n") == 1


def test_a_long_list_is_a_sample() -> None:
    """People see the first twenty, and how many more there are."""
    many = tuple(f"id-{number}" for number in range(1, 31))
    extraction = Extraction(30, 0, FOUND, many, ())
    text = shown(Checked((), extraction=extraction), 80)
    assert "id-20\n" in text
    assert "id-21" not in text
    assert "and 10 more" in text


def test_a_damaged_store_is_told_alone() -> None:
    """Where the store is damaged, nothing else of it is told."""
    damaged = Checked((Problem("index", "row 3 is missing"),))
    assert shown(damaged, 80) == "The store is damaged.\n  index: row 3 is missing\n"
    told = record(damaged)
    assert told["intact"] is False
    assert told["problems"] == [{"subject": "index", "reason": "row 3 is missing"}]
    assert {told[key] for key in ("entries", "found", "unknown", "current")} == {None}


def test_scripts_get_all_of_it() -> None:
    """The record has every list whole."""
    told: Any = record(WHOLE)
    assert told["untagged"] == [LONG, "short"]
    assert told["unknown"][1] == {
        "kind": "component",
        "word": "blorpd",
        "incidents": 1234,
        "example": "short",
    }


def test_nothing_in_it_is_obeyed() -> None:
    """What stood in a strange file reaches no terminal raw."""
    odd = Checked((Problem("\x1b[31mx", "a\u202eb\x07"),))
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", shown(odd, 80))
