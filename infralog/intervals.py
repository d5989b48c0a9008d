"""What a person types for a date or a duration -> days, minutes: `2024-06`, `2w`, `1h30m`.

What names a day, week, month, quarter or year is the whole of it. An age (`2w`) is the day so long
ago, so that it can bound from either side; `last 2 weeks` reaches from then until today.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from infralog.errors import QueryError
from infralog.model import Interval

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DATE_HINT = 'a date is such as 2024-06-27, 2024-06, 2024, 14d, 2w, yesterday, "last month"'
_DURATION_HINT = "a duration is such as 45 (minutes), 90m, 1h30m, 2 hours, 1d"
# An error is one line; so much of what was typed is quoted in it.
_QUOTED = 60


def interval(text: str, today: date) -> Interval:
    """Return the days that a person named.

    Args:
        text: `2024-06-27`, `2024-06`, `2024`, `2024-Q2`, `june 2024`, `27 june`, `14d`, `2w`,
            `3m`, `1y`, `today`, `yesterday`, `monday`, `this week`, `last month`, `last 3 weeks`.
        today: A month, day or weekday without a year is the last one that has begun by then.

    Raises:
        QueryError: It names no date; the hint has examples.
    """
    typed = " ".join(re.sub(r"[_,]|(?<=[a-z])-(?=[a-z])", " ", text.casefold()).split())
    for pattern, read in _FORMS:
        found = re.fullmatch(pattern, typed)
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
    if re.fullmatch(rf"{_NUMBER}", typed):
        return float(typed)
    if not re.fullmatch(rf"{_AMOUNT}(?:(?:,| and)? ?{_AMOUNT})*", typed):
        raise QueryError(f"unknown duration: {_quoted(text)}", hint=_DURATION_HINT)
    amounts = re.findall(rf"({_NUMBER}) ?([a-z])", typed)
    return sum(float(number) * _MINUTES[unit] for number, unit in amounts)


def _quoted(text: str) -> str:
    typed = " ".join(text.split())
    return typed if len(typed) <= _QUOTED else f"{typed[:_QUOTED]}..."


# ---------------------------------------------------------------- durations

_NUMBER = r"\d{1,9}(?:\.\d{1,9})?"
_AMOUNT = (
    rf"{_NUMBER} ?(?:s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?|"
    r"w(?:(?:ee)?ks?)?)(?![a-z])"
)
_MINUTES = {"s": 1 / 60, "m": 1.0, "h": 60.0, "d": 1440.0, "w": 10080.0}


# ---------------------------------------------------------------- dates

Found = re.Match[str]


def _day(year: int, month: int, day: int) -> Interval:
    return Interval(date(year, month, day), date(year, month, day))


def _last(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(1)


def _month(year: int, month: int) -> Interval:
    return Interval(date(year, month, 1), _last(year, month))


def _year(year: int) -> Interval:
    return Interval(date(year, 1, 1), date(year, 12, 31))


def _quarter(year: int, quarter: int) -> Interval:
    return Interval(_month(year, 3 * quarter - 2).since, _month(year, 3 * quarter).until)


def _week(day: date) -> Interval:
    monday = day - timedelta(day.weekday())
    return Interval(monday, monday + timedelta(6))


def _named_month(found: Found, today: date) -> Interval:
    month = MONTHS.index(found["month"][:3]) + 1
    begun = today.year - (month > today.month)
    return _month(int(found["year"] or begun), month)


def _named_day(found: Found, today: date) -> Interval:
    month, day = MONTHS.index(found["month"][:3]) + 1, int(found["day"])
    if found["year"]:
        return _day(int(found["year"]), month, day)
    return _day(today.year - ((month, day) > (today.month, today.day)), month, day)


def _weekday(found: Found, today: date) -> Interval:
    back = (today.weekday() - _WEEKDAYS.index(found["weekday"][:3])) % 7
    day = today - timedelta(back or 7 * bool(found["last"]))
    return Interval(day, day)


def _before(today: date, count: int, unit: str) -> date:
    """Return the day so many units before; a month that is too short ends earlier."""
    if unit in "dw":
        return today - timedelta(count * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 - count * {"m": 1, "q": 3, "y": 12}[unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, _last(year, month + 1).day))


def _ago(found: Found, today: date) -> Interval:
    day = _before(today, int(found["count"]), found["unit"][0])
    return Interval(day, day)


def _last_few(found: Found, today: date) -> Interval:
    return Interval(_before(today, int(found["count"]), found["unit"][0]), today)


def _calendar(found: Found, today: date) -> Interval:
    unit = found["unit"][0]
    day = today if found["which"] == "this" else _before(today, 1, unit)
    if unit == "w":
        return _week(day)
    if unit == "q":
        return _quarter(day.year, (day.month + 2) // 3)
    return _month(day.year, day.month) if unit == "m" else _year(day.year)


_MONTH_NAME = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR_TOO = r"(?: (?P<year>\d{4}))?"
_UNIT = r"(?P<unit>d|days?|w|weeks?|m|mo|months?|y|years?)"

_FORMS: tuple[tuple[str, Callable[[Found, date], Interval]], ...] = (
    (r"(\d{4})[-/](\d\d?)[-/](\d\d?)", lambda m, _: _day(int(m[1]), int(m[2]), int(m[3]))),
    (r"(\d{4})[-/](\d\d?)", lambda m, _: _month(int(m[1]), int(m[2]))),
    (r"(\d{4})", lambda m, _: _year(int(m[1]))),
    (r"(\d{4})[- ]?q([1-4])", lambda m, _: _quarter(int(m[1]), int(m[2]))),
    (r"q([1-4])[- ](\d{4})", lambda m, _: _quarter(int(m[2]), int(m[1]))),
    (r"(\d{4})-?w(\d\d)", lambda m, _: _week(date.fromisocalendar(int(m[1]), int(m[2]), 1))),
    (r"today|now", lambda _, today: Interval(today, today)),
    (r"yesterday", lambda _, today: Interval(_before(today, 1, "d"), _before(today, 1, "d"))),
    (rf"(?P<count>\d{{1,6}}) ?{_UNIT}(?: ago)?", _ago),
    (rf"(?:last|past) (?P<count>\d{{1,6}}) ?{_UNIT}", _last_few),
    (r"(?P<which>this|last|previous|past) (?P<unit>week|month|quarter|year)", _calendar),
    (rf"{_MONTH_NAME}{_YEAR_TOO}", _named_month),
    (rf"{_MONTH_NAME} {_NTH}{_YEAR_TOO}", _named_day),
    (rf"{_NTH}(?: of)? {_MONTH_NAME}{_YEAR_TOO}", _named_day),
    (
        r"(?P<last>last )?(?P<weekday>(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs?|ur)?(?:day)?)",
        _weekday,
    ),
)
