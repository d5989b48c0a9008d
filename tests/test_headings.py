"""The heading of an incident is known in whatever way a bulletin prints it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import headings
from infralog.dates import Day
from infralog.headings import Shape

JUNE_3 = Day(6, 3, None)


def read(
    line: str, *, bold: int = 0, is_item: bool = False
) -> tuple[str, Day, str | None, Shape, str] | None:
    """Return title, day, time, shape and the rest of a line that is a heading; None if not."""
    found = headings.read(line, 0, len(line), bold=bold, is_item=is_item)
    if found is None:
        return None
    title = line[found.title[0] : found.title[1]]
    return title, found.stated.day, found.stated.time, found.shape, line[found.end :].strip()


@pytest.mark.parametrize(
    ("line", "title", "time"),
    [
        ("June 3: No Route (13:00EST): b", "No Route", "13:00EST"),
        ("June 3: No Route (5PM EST): b", "No Route", "5PM EST"),
        ("June 3: No Route (2AM EST): b", "No Route", "2AM EST"),
        ("June 3: No Route (11:00): b", "No Route", "11:00"),
        ("June 3: No Route (10:51UTC): b", "No Route", "10:51UTC"),
        ("June 3: No Route (13:00 est): b", "No Route", "13:00 est"),
        ("June 3: No Route (6:00 PM EST): b", "No Route", "6:00 PM EST"),
        ("June 3: No Route (25:99): b", "No Route", "25:99"),
        ("June 3: No Route (13:00 EST / 18:00 UTC): b", "No Route", "13:00 EST / 18:00 UTC"),
        ("June 3: No Route (13:00-14:30EST): b", "No Route", "13:00-14:30EST"),
        ("June 3: No Route (about 13:00EST): b", "No Route", "about 13:00EST"),
        ("June 3: No Route (13:00EST, still going): b", "No Route", "13:00EST, still going"),
        ("June 3: No Route [13:00 EST]: b", "No Route", "13:00 EST"),
        ("June 3: No Route ( 13:00 EST ) : b", "No Route", "13:00 EST"),
        ("June 3: No Route (13:00EST) b", "No Route", "13:00EST"),
        ("June 3: No Route (13:00EST) – b", "No Route", "13:00EST"),  # noqa: RUF001 -- meant
        ("June 3: No Route (13:00EST). b", "No Route", "13:00EST"),
        ("June 3: No Route, 13:00 EST: b", "No Route", "13:00 EST"),
        ("June 3: No Route - 13:00 EST: b", "No Route", "13:00 EST"),
        ("June 3 – No Route (13:00EST): b", "No Route", "13:00EST"),  # noqa: RUF001 -- meant
        ("June 3 — No Route (13:00EST): b", "No Route", "13:00EST"),
        ("June 3 - No Route (13:00EST): b", "No Route", "13:00EST"),
        ("June 3; No Route (13:00EST): b", "No Route", "13:00EST"),
        ("June 3 No Route (13:00EST): b", "No Route", "13:00EST"),
        ("June 3 No Route (13:00EST) b", "No Route", "13:00EST"),
        ("JUNE 3: No Route (13:00EST): b", "No Route", "13:00EST"),
        ("Jun. 3: No Route (13:00EST): b", "No Route", "13:00EST"),
        ("June 3rd: No Route (13:00EST): b", "No Route", "13:00EST"),
        ("June 3-4: No Route (13:00EST): b", "No Route", "13:00EST"),
        ("June 3 and 4: No Route (13:00EST): b", "No Route", "13:00EST"),
        ("3 June: No Route (13:00EST): b", "No Route", "13:00EST"),
        ("Monday, June 3: No Route (13:00EST): b", "No Route", "13:00EST"),
        ("June 3 (Monday): No Route (13:00EST): b", "No Route", "13:00EST"),
        ("June 3: Slow Starts (MIA, BOS) (22:30 EST): b", "Slow Starts (MIA, BOS)", "22:30 EST"),
        ("June 3: Cron At (02:00) Fails (13:00EST): b", "Cron At (02:00) Fails", "13:00EST"),
        ("June 3: Again: No Route (13:00EST): b", "Again: No Route", "13:00EST"),
        ("June 3: `fly logs` Stuck (13:00EST): b", "`fly logs` Stuck", "13:00EST"),
        ("June 3: flyd stalls (13:00EST): b", "flyd stalls", "13:00EST"),
        ("June 3: 502s in GRU (13:00EST): b", "502s in GRU", "13:00EST"),
        ("June 3: _api.internal Gone (13:00EST): b", "_api.internal Gone", "13:00EST"),
        ("June 3: “No Route” (13:00EST): b", "“No Route”", "13:00EST"),
        ("**June 3: No Route (13:00EST):** b", "No Route", "13:00EST"),
        ("**June 3:** No Route (13:00EST): b", "No Route", "13:00EST"),
        ("1. **June 3**: No Route (13:00EST): b", "No Route", "13:00EST"),
    ],
)
def test_the_time_may_stand_behind_the_title(line: str, title: str, time: str) -> None:
    """Day, title and a time in brackets are a heading, whatever the marks between them."""
    assert read(line) == (title, JUNE_3, time, "late", "b")


@pytest.mark.parametrize(
    ("line", "shape", "time"),
    [
        ("June 3 (9:15 EST): No Route: b", "early", "9:15 EST"),
        ("June 3: (9:15 EST) No Route: b", "early", "9:15 EST"),
        ("June 3 (5PM) – No Route – b", "early", "5PM"),  # noqa: RUF001 -- en dashes are meant
        ("June 3 (9:15 EST) No Route: b", "early", "9:15 EST"),
        ("June 3, 9:15 EST: No Route: b", "bare", "9:15 EST"),
        ("June 3 at 5PM EST - No Route: b", "bare", "5PM EST"),
        ("June 3: 9:15 EST: No Route: b", "bare", "9:15 EST"),
        ("June 3: No Route: b", "untimed", None),
        ("June 3 – No Route – b", "untimed", None),  # noqa: RUF001 -- en dashes are meant
    ],
)
def test_the_time_may_stand_behind_the_day_or_nowhere(
    line: str, shape: Shape, time: str | None
) -> None:
    """Where no time closes the title, a colon or a dash does."""
    assert read(line) == ("No Route", JUNE_3, time, shape, "b")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("June 3: No Route To Anywhere", "No Route To Anywhere"),
        ("### June 3: No Route To Anywhere", "No Route To Anywhere"),
        ("June 3: `a: b` Is Parsed Wrongly", "`a: b` Is Parsed Wrongly"),
        ("June 3: Up (And Down): It went.", "Up (And Down)"),
    ],
)
def test_a_line_may_be_all_heading(line: str, title: str) -> None:
    """A short line without a full stop is a title; a colon in code ends none."""
    found = read(line)
    assert found is not None
    assert found[0] == title


def test_bold_print_ends_a_title() -> None:
    """What is printed as a heading is the title, whatever is in it."""
    line = "June 3: Up: And Down Our provider had trouble. We had, too."
    bold = len("June 3: Up: And Down")
    assert read(line, bold=bold) == (
        "Up: And Down",
        JUNE_3,
        None,
        "untimed",
        "Our provider had trouble. We had, too.",
    )


def test_an_item_needs_no_title() -> None:
    """An item that begins with a day is an incident; its first words serve as the title."""
    line = "June 3: Our provider had trouble. We had, too."
    assert read(line) is None
    assert read(line, is_item=True) == (
        "Our provider had trouble",
        JUNE_3,
        None,
        "untimed",
        "Our provider had trouble. We had, too.",
    )


@pytest.mark.parametrize(
    "line",
    [
        "August 15 issue previously in the log",
        "July 12 was a bad day (13:00 EST) for us.",
        "July 12: the day on which it all came down (13:00 EST) and went.",
        "On July 12: No Route (13:00EST): b",
        "See July 12: No Route (13:00EST): b",
        "July 12 hosts went down (13:00): all of them",
        "July 12: quiet",
        "July 12: A quiet day. Another one followed.",
        "July 12:",
        "July 12",
        "July 12, 13:00",
        "12:00 EST: an alert",
        "July: No Route (13:00EST): b",
        "",
    ],
)
def test_a_day_alone_makes_no_heading(line: str) -> None:
    """References to other incidents and sentences that begin with a day are none (P1, T6)."""
    assert read(line) is None


@given(st.text(alphabet="June 3:(5PM EST) -*`\n.A", max_size=60))
def test_no_line_is_too_odd(line: str) -> None:
    """Whatever a line is, the title lies in it, and nothing in front of the body is lost."""
    found = headings.read(line, 0, len(line))
    if found:
        assert 0 <= found.start < found.title[0] < found.title[1] <= len(line)
        assert found.end <= len(line)
