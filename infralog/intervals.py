"""What a person types for a date or a duration -> days, minutes: `2024-06`, `2w`, `1h30m`.

Whatever names a day, a month or a year is the whole of it; an age reaches from then until today.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from math import isfinite

from infralog.errors import QueryError
from infralog.model import Interval

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_DATE_HINT = 'a date is such as 2024-06-27, 2024-06, 2024, 14d, 2w, yesterday, "last month"'
_DURATION_HINT = "a duration is such as 45 (minutes), 90m, 1h30m, 2 hours, 1d"
# What is typed is quoted in one line of an error.
_QUOTED = 60

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"


def interval(text: str, today: date) -> Interval:
    """Return the days that a person named.

    Args:
        text: `2024-06-27`, `2024-06`, `2024`, `2024-Q2`, `june 2024`, `27 june`, `14d`, `2w`,
            `3m`, `1y`, `today`, `yesterday`, `monday`, `this week`, `last month`, `last 3 weeks`.
        today: What `today` means. A month, day or weekday without a year is the last one that
            has begun.

    Raises:
        QueryError: It names no date; the hint has examples.
    """
    typed = " ".join(re.sub(r"_|(?<=[a-z])-(?=[a-z])", " ", text.casefold()).split())
    for pattern, read in _FORMS:
        found = pattern.fullmatch(typed)
        if found:
            try:
                return read(found, today)
            except (ValueError, OverflowError):
                break
    raise QueryError(f"unknown date: {_quoted(text)}", hint=_DATE_HINT)


def minutes(text: str) -> float:
    """Return a duration that a person typed, in minutes; a bare number is minutes.

    Raises:
        QueryError: It is none; the hint has examples.
    """
    typed = " ".join(text.casefold().split())
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", typed):
        return float(typed)
    if not re.fullmatch(rf"{_AMOUNT.pattern}(?:(?:,| and)? ?{_AMOUNT.pattern})*", typed):
        raise QueryError(f"unknown duration: {_quoted(text)}", hint=_DURATION_HINT)
    total = sum(float(m[1]) * _MINUTES[m[2][0]] for m in _AMOUNT_PARTS.finditer(typed))
    if not isfinite(total):
        raise QueryError(f"unknown duration: {_quoted(text)}", hint=_DURATION_HINT)
    return total
