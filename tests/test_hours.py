"""Times of day are read as a person reads them, and so is the time from one to another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import hours, prose
from infralog.hours import Hour
from infralog.model import Text


def spans(plain: str) -> list[float]:
    """Return the minutes of each time from one time of day to another."""
    return [span.minutes for span in hours.spans(prose.read(Text(plain)))]


def found(plain: str) -> list[tuple[float, str | None]]:
    """Return the times of day in a text: minutes since midnight, and the zone."""
    return [(hour.minutes, hour.zone) for hour in hours.find(prose.read(Text(plain)))]


@pytest.mark.parametrize(
    ("plain", "minutes"),
    [
        ("between Monday 19:00 and Tuesday 07:20 UTC", 740),
        ("13:00 to 14:30 UTC", 90),
        ("13:00 to about 14:30 UTC", 90),
        ("13:00 UTC on Tuesday until 14:30 UTC", 90),
        ("23:30-00:15", 45),
        ("11:30 to 1:15 PM", 105),
        ("1PM to 2:30PM", 90),
        ("noon until 2pm", 120),
        ("midnight to 03:10", 190),
        ("1405 UTC to 1530 UTC", 85),
        ("8 to 11pm", 180),
        ("between 8 and 11 in the morning", 180),
        ("between 06:00 UTC and a quarter past nine", 195),
        ("from noon till two", 120),
        ("from six until nine", 180),
        ("from six to nine in the morning", 180),
        ("from ten past four to ten to five", 40),
        ("between 9:40 and half past ten", 50),
        ("between approximately 13:20 and 16:50 UTC", 210),
    ],
)
def test_from_one_time_to_another_is_an_amount(plain: str, minutes: float) -> None:
    """The time between two times of day is an amount; midnight may be between them."""
    assert spans(f"It was {plain}") == [minutes]


@pytest.mark.parametrize(
    "plain",
    [
        *("25:61 to 26:00", "8080 to 8090", "8 to 11 hosts", "13:00 and 14:30", "13:00 to 13:00"),
        *("moved at 9:00 to ten", "from 9:00 until two hosts were back", "five to ten minutes"),
        *("from two to three", "between two and three percent"),
    ],
)
def test_what_is_no_time_of_day_is_no_amount(plain: str) -> None:
    """Two numbers, and two times that are only listed, are no amount of time."""
    assert spans(f"It was {plain}") == []


def test_a_time_of_day_has_its_minutes_and_zone() -> None:
    """A time is told since midnight, with its zone as written."""
    plain = "At 09:10, 5PM EST, 1530 UTC and noon it flapped, 3 times, v1:2."
    assert found(plain) == [(550, None), (1020, "EST"), (930, "UTC"), (720, None)]


@pytest.mark.parametrize(
    ("plain", "minutes"),
    [
        ("It broke at nine.", 540),
        ("It was a quarter past ten.", 615),
        ("At ten to one, it broke", 50),
        ("It broke before five o'clock", 300),
        ("At twenty past three the disk was full", 200),
        ("It was nearly six before it was back", 360),
    ],
)
def test_a_time_of_day_may_be_told_in_words(plain: str, minutes: float) -> None:
    """Words tell a time of day, though not which half of the day it is in."""
    (hour,) = hours.find(prose.read(Text(plain)))
    assert (hour.minutes, hour.turn) == (minutes, 12 * 60)


def test_a_number_in_words_is_no_time_of_day() -> None:
    """A word for a number is a time of day only where one is expected."""
    assert found("All but two, five of nine, came back.") == []
    assert found("It took five to ten minutes, and ten to twelve hosts.") == []


@pytest.mark.parametrize(
    ("begun", "ended", "minutes"),
    [
        ((550, None), (660, "UTC"), 110),
        ((1430, None), (10, None), 20),
        ((550, "EST"), (660, "UTC"), None),
        ((550, None), (549, None), None),
        ((550, None), (550, None), None),
    ],
)
def test_the_time_between_two_is_less_than_half_a_day(
    begun: tuple[float, str | None], ended: tuple[float, str | None], minutes: float | None
) -> None:
    """What is longer, or of two zones, is not told by two times of day alone."""
    assert hours.between(Hour(*begun, 0, 1), Hour(*ended, 2, 3)) == minutes


def test_hours_without_their_half_of_the_day_are_near() -> None:
    """From ten to one is three hours, since a clock of twelve hours says no more."""
    ten, one = hours.find(prose.read(Text("It broke at ten. It was back by one.")))
    assert hours.between(ten, one) == 180


@given(st.text(alphabet="0123456789 :-apmnoUTC.to", max_size=40))
def test_no_text_upsets_the_reader(plain: str) -> None:
    """Whatever stands there, a time of day is within the day."""
    assert all(0 <= minutes <= 24 * 60 for minutes, _ in found(plain))
    assert all(minutes >= 0 for minutes in spans(plain))
