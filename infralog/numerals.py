"""Numbers and units of time as people write them: "twenty-five", "1½", "a dozen" -> minutes."""

import re
from collections.abc import Iterable, Mapping

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS: Mapping[str, float] = {
    **{word: number for number, word in enumerate(_ONES.split())},
    **{word: number for number, word in zip(range(20, 100, 10), _TENS.split(), strict=True)},
    "a": 1,
    "an": 1,
    "another": 1,
    "dozen": 12,
}
# In minutes.
UNITS: Mapping[str, float] = {
    **dict.fromkeys(("second", "seconds", "sec", "secs", "s"), 1 / 60),
    **dict.fromkeys(("minute", "minutes", "min", "mins", "m"), 1),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), 60),
    **dict.fromkeys(("day", "days"), 24 * 60),
    **dict.fromkeys(("week", "weeks"), 7 * 24 * 60),
}
_SHARES: Mapping[str, float] = {
    "a half": 0.5,
    "a quarter": 0.25,
    "three quarters": 0.75,
    "three quarter": 0.75,
    "½": 0.5,
    "¼": 0.25,
    "¾": 0.75,
}

# Patterns, for verbose expressions. A blank in a table is a blank or a hyphen in a text.
_TEN = "|".join(_TENS.split())
_ONE = "|".join(_ONES.split())
_DIGIT = "|".join(_ONES.split()[1:10])
DIGITS = r"(?:(?:\d+\ )?[13]/[24]|\d+(?:\.\d+)?)"
_BELOW_HUNDRED = rf"(?:{_TEN})(?:[ -](?:{_DIGIT}))?|{_ONE}"
_HUNDRED = rf"(?:a|one)\ hundred(?:\ and\ (?:{_BELOW_HUNDRED}))?"
COUNT = rf"(?:{DIGITS}|{_HUNDRED}|{_BELOW_HUNDRED})"
NUMBER = rf"(?:{COUNT}|a\ dozen|an?|another)"
UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?)"


def any_of(table: Iterable[str]) -> str:
    """Return a pattern for any of some phrases."""
    return "|".join(form.replace(" ", r"[\ -]") for form in table)


SHARE = f"(?:{any_of(_SHARES)})"


def number(text: str) -> float:
    """Return the number that a text that `NUMBER` matches stands for."""
    words = re.split(r"[ -]", text.lower())
    if words[-1] == "dozen":
        return 12
    if "hundred" in words:
        return 100 + sum(NUMBERS[w] for w in words[words.index("hundred") + 2 :])
    return sum(NUMBERS[w] if w in NUMBERS else _figure(w) for w in words)


def _figure(text: str) -> float:
    """Return the number that figures stand for, of however many digits."""
    whole, _, parts = text.partition("/")
    return float(whole) / float(parts or 1)


def share(text: str) -> float:
    """Return the part of one that a text that `SHARE` matches stands for."""
    return _SHARES[text.lower().replace("-", " ")]


def unit(text: str) -> float:
    """Return how many minutes a unit has."""
    return UNITS[text.lower()]
