"""Amounts of time are read as a person reads them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import amounts, forms, prose
from infralog.model import Text


def found(plain: str) -> list[tuple[float, str]]:
    """Return the amounts in a text as minutes and kind."""
    return [(a.minutes, a.kind) for a in amounts.find(prose.read(Text(plain)))]


@pytest.mark.parametrize(
    ("plain", "minutes", "kind"),
    [
        ("about 40 minutes", 40, "exact"),
        ("a 6-hour window", 360, "exact"),
        ("twenty-five minutes", 25, "exact"),
        ("an hour and a half", 90, "exact"),
        ("an hour and a quarter", 75, "exact"),
        ("two and a half hours", 150, "exact"),
        ("two and a quarter hours", 135, "exact"),
        ("5\N{VULGAR FRACTION ONE HALF} hours", 330, "exact"),
        ("2 hours and 10 minutes", 130, "exact"),
        ("3 hours 40 minutes", 220, "exact"),
        ("1h30m", 90, "exact"),
        ("90m", 90, "exact"),
        ("half an hour", 30, "exact"),
        ("three-quarters of an hour", 45, "exact"),
        ("just short of 9 hours", 540, "exact"),
        ("ninety seconds", 1.5, "exact"),
        ("3-4 hours", 210, "range"),
        ("between 20 and 30 minutes", 25, "range"),
        ("40 minutes to an hour", 50, "range"),
        ("an hour or two", 90, "range"),
        ("low single-digit minutes", 3, "vague"),
        ("a few minutes", 3, "vague"),
        ("a few hours", 180, "vague"),
        ("the better part of an hour", 45, "vague"),
        ("most of two hours", 120, "vague"),
        ("the better part of forty minutes", 40, "vague"),
        ("two hours and a half", 150, "exact"),
        ("an hour and three quarters", 105, "exact"),
        ("an hour and ten.", 70, "exact"),
        ("an hour ten.", 70, "exact"),
        ("forty minutes and a second person", 40, "exact"),
        ("a hundred and ten minutes", 110, "exact"),
        ("one hundred minutes", 100, "exact"),
        ("40ish minutes", 40, "exact"),
        ("two thirds of an hour", 40, "exact"),
        ("anything from two to three hours", 150, "range"),
        ("spells of 18 and 50 minutes", 50, "exact"),
        ("1:20 hours", 80, "exact"),
        ("1h20", 80, "exact"),
        ("about a week", 10_080, "exact"),
        ("five weeks", 50_400, "exact"),
        ("another hour or so", 60, "exact"),
        ("the following hour", 60, "exact"),
        ("17 bad minutes", 17, "exact"),
        ("an hour and ten from the first error", 70, "exact"),
        ("two and a half to three hours", 165, "range"),
        ("between 45 minutes and an hour and a quarter", 60, "range"),
        ("1 h 35 min", 95, "exact"),
        ("a day and 4 hours", 1680, "exact"),
        ("2 minutes and 30 seconds", 2.5, "exact"),
        ("a full hour", 60, "exact"),
        ("twenty-odd minutes", 20, "exact"),
        ("20 or so minutes", 20, "exact"),
        ("3/4 hour", 45, "exact"),
        ("1 1/2 hours", 90, "exact"),
        ("five minutes short of an hour", 55, "exact"),
        ("a little longer than an hour", 60, "exact"),
        ("ten minutes to half an hour", 20, "range"),
        ("a matter of five minutes", 5, "exact"),
        ("over in 2.", 2, "exact"),
    ],
)
def test_an_amount_has_its_minutes_and_kind(plain: str, minutes: float, kind: str) -> None:
    """A range stands for its middle, and a vague amount for what it usually means."""
    assert found(f"It was {plain}") == [(minutes, kind)]


@pytest.mark.parametrize(
    "plain",
    [
        "several minutes",
        "a second one",
        "an hours long one",
        "7 days to 1 hour",
        "500 ms",
        "hours",
        "weeks",
        "a while",
        "v1.2h",
        "port 8080",
    ],
)
def test_what_has_no_number_is_no_amount(plain: str) -> None:
    """What cannot be told in minutes is not guessed."""
    assert found(f"It was {plain}") == []


def test_a_number_has_the_unit_of_the_amount_before_it() -> None:
    """A number alone is an amount where its sentence, or the one before, has said the unit."""
    assert found("Paris took 10 minutes, and 40 for the rest.") == [(10, "exact"), (40, "exact")]
    assert found("They said a minute or two. It took 40.") == [(1.5, "range"), (40, "exact")]
    assert found("Paris took 10 minutes. We looked for 40.") == [(10, "exact")]


def test_an_amount_ends_with_its_unit() -> None:
    """A word that begins as a unit does is none: `7 minutes, as planned`."""
    assert found("It took 7 minutes, as planned.") == [(7, "exact")]


def test_capitals_are_read_alike() -> None:
    """A title may be in capitals, and may hold a letter that grows when it is lowered."""
    assert found("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}zmir: ABOUT TEN MINUTES") == [
        (10, "exact")
    ]


SAID = (
    *(
        "a",
        "an",
        "two",
        "twenty",
        "5",
        "1/2",
        "1.5",
        "1h30m",
        "20-30",
        "dozen",
        "half",
        "few",
        "the",
    ),
    *(
        "first",
        "of",
        "and",
        "or",
        "to",
        "odd",
        "so",
        "short",
        "less",
        "than",
        "about",
        "over",
        "in",
    ),
    *(
        "full",
        "very",
        "second",
        "minutes",
        "hour",
        "h",
        "m",
        "3:20",
        "quarter",
        "up",
        "~",
        ".",
        "-",
    ),
)


@given(st.lists(st.sampled_from(SAID), max_size=9).map(" ".join))
def test_what_amounts_begin_with_rules_none_out(plain: str) -> None:
    """A form that matches also does where it is first looked for what it begins with."""
    slow = re.compile(forms.FORM.pattern.replace(f"(?={forms.BEGINS})", ""), re.VERBOSE)
    for word in re.finditer(r"\S+", plain):
        one, other = (form.match(plain, word.start()) for form in (forms.FORM, slow))
        assert (one and one.groupdict()) == (other and other.groupdict())


@given(st.text(alphabet="0123456789 :-ahmndfourtyhours.", max_size=40))
def test_no_text_upsets_the_reader(plain: str) -> None:
    """Whatever stands there, amounts are numbers that are not negative, or there are none."""
    assert all(minutes >= 0 for minutes, _ in found(plain))


@pytest.mark.parametrize("digits", [400, 5000])
@pytest.mark.parametrize("form", ["{} minutes", "{}:20 hours", "10 to {} hours", "{} 1/2 days"])
def test_a_number_has_no_end_that_matters(form: str, digits: int) -> None:
    """More digits than any number needs are no amount, and no error."""
    told = found(f"It was down for {form.format('9' * digits)} and then it was well.")
    assert all(minutes <= 600 for minutes, _ in told)  # of the ten at most
