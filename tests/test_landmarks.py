"""What divides a bulletin is seen at a glance."""

import pytest

from infralog import landmarks


@pytest.mark.parametrize(
    "line",
    [
        "June 3: No Route (13:00EST): b",
        "  - Jun 3 (5PM EST): No Route: b",
        "June 3 \N{EN DASH} No Route",
        "June 3, 13:00 EST: No Route: b",
        "June 3 No Route (13:00EST): b",
        "## June 3: No Route",
        "Trailing 2 Weeks Incidents",
        "## Past Two Weeks' Incidents:",
        "This Week In Infra Engineering",
        "This week in infra:",
        "This Week In Infra EngineeringWe tidied.",
        "This Week In Infra Engineering We tidied.",
    ],
)
def test_a_line_of_a_bulletin_is_known(line: str) -> None:
    """The heading of an incident, of their list, or of the notes can only be a bulletin's."""
    assert landmarks.LANDMARK.search(f"Some words.\n{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "See June 3: No Route (13:00EST)",
        "June 3 was fine.",
        "The last few incidents",
        "Last week we had two incidents. Oh dear.",
        "This week in infra we tidied.",
        "12:00 EST: an alert",
    ],
)
def test_other_lines_are_not(line: str) -> None:
    """A sentence that only speaks of days or incidents is no landmark."""
    assert not landmarks.LANDMARK.search(f"Some words.\n{line}\n")


def test_the_head_of_a_page_ends_at_its_first_incident() -> None:
    """What stands before the headings of incidents may tell of the page as a whole."""
    head = "Infra Log\nUpdate: Jun 8, 2024\n\n"
    assert landmarks.before_headings(f"{head}- June 3: No Route: since May 7, 2021") == head
    assert landmarks.before_headings(head) == head


@pytest.mark.parametrize(
    ("plain", "apart"),
    [
        (
            "It ended.August 27: No Route (10:30EST): b",
            "It ended.|August 27: No Route (10:30EST): b",
        ),
        (
            "It ended. August 27: No Route (10:30EST): b",
            "It ended.|August 27: No Route (10:30EST): b",
        ),
        ("at 10:00EST.August 6: No Route: b", "at 10:00EST.|August 6: No Route: b"),
        ("by `flyd`August 6 (5PM EST): No: b", "by `flyd`|August 6 (5PM EST): No: b"),
        ("in flydAugust 6: No Route\n(5PM EST): b", "in flyd|August 6: No Route\n(5PM EST): b"),
        ("Weeks Incidents June 3: No (5PM): b", "Weeks Incidents|June 3: No (5PM): b"),
        ("It ended.This Week In Infra Engineering", "It ended.|This Week In Infra Engineering"),
    ],
)
def test_a_heading_that_sticks_is_set_apart(plain: str, apart: str) -> None:
    """Where a page was cut up, a heading may stick to the sentence before it (P2)."""
    assert landmarks.unstuck(plain).replace("\n\n", "|") == apart


@pytest.mark.parametrize(
    "plain",
    [
        "It was like the one on August 15: slow.",
        "It ended. August 15: slow.",
        "It ended. August 15 was slow (10:30EST): very.",
        "See v1.May 3 nodes (13:00EST): all.",
    ],
)
def test_a_day_within_a_sentence_stays(plain: str) -> None:
    """Nothing is set apart that is not beyond doubt a heading."""
    assert landmarks.unstuck(plain) == plain
