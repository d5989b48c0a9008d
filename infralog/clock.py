"""The label of a time -> the moment that it names: "6:00EST", "5PM EST", "10:51UTC", "11:00".

EST, EDT and ET all mean the wall-clock of the US East, all year: in June that is UTC-4 (LABELLING
T5). So do the labels of the other US zones mean theirs.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache

EASTERN = "ET"

_ZONE = (
    r"(?:(?i:(?:us[ /])?(?:eastern|central|mountain|pacific)(?:[ ](?:standard|daylight))?"
    r"(?:[ ]time)?|(?:utc|gmt)[ ]?[-+]\d\d?(?::?\d\d)?|utc|gmt|[ecmp][sd]?t|z)(?!\w)"
    r"|[A-Z]{2,5}(?!\w)|[+]\d\d:?\d\d(?!\d))"
)
_CLOCK = (
    r"(?:\d{1,2}:\d\d(?::\d\d)?(?![\d:])(?:[ ]?(?i:[ap]\.?m\b\.?))?"
    r"|\d{1,2}(?:\.\d\d)?[ ]?(?i:[ap]\.?m\b\.?)"
    rf"|(?:\d{{4}}|\d\d?\.\d\d)(?=[ ]?{_ZONE})|(?i:noon|midnight)\b)"
)
_TIME = rf"{_CLOCK}(?:[ ]?{_ZONE})?"
# One time, or several: `13:00-14:30EST`, `13:00 EST / 18:00 UTC`, `about 5PM EST`.
LABEL = (
    r"(?:(?i:about|around|approx\.?|approximately|circa|at|~)[ ]?)?"
    rf"{_TIME}(?:[ ]?(?:[-/,;\u2013\u2014]|to|until|and|or)[ ]?{_TIME})*"
)

_CLOCK_AND_ZONE = re.compile(rf"(?P<clock>{_CLOCK})(?:[ ]?(?P<zone>{_ZONE}))?")
_PARTS = re.compile(r"(\d\d?)[:.]?(\d\d)?(?::\d\d)?[ ]?(?:([ap])\.?m)?", re.IGNORECASE)
_OFFSET = re.compile(r"(?:utc|gmt)?[ ]?([-+])(\d\d?):?(\d\d)?")
_US = re.compile(r"(?:us[ /])?([ecmp])(?:[sd]?t|(?:astern|entral|ountain|acific)\b.*)")
_PLACES = {
    "e": "America/New_York",
    "c": "America/Chicago",
    "m": "America/Denver",
    "p": "America/Los_Angeles",
    "cet": "Europe/Paris",
    "cest": "Europe/Paris",
}
_UTC = ("utc", "gmt", "z")
_WORDS = {"noon": (12, 0), "midnight": (0, 0)}
_HALF = 12
_HOUR = 60


def label(printed: str) -> str:
    """Return the label of a time as printed, with a blank between clock and zone: `13:00 EST`."""
    apart = _CLOCK_AND_ZONE.sub(lambda found: " ".join(filter(None, found.groups())), printed)
    return " ".join(apart.split())


def started(day: date, printed: str, zone: str | None = None) -> datetime | None:
    """Return the aware moment of the first clock in a label.

    Args:
        day: The day, in the wall-clock of the label.
        printed: The label. A zone behind its second clock is that of the first one, too.
        zone: What a clock without a zone means; None leaves it open.

    Returns:
        None for an hour that no clock shows (`25:99`), and for a zone that is not known.
    """
    times = list(_CLOCK_AND_ZONE.finditer(printed))
    zones = [time["zone"] for time in times if time["zone"]] or [zone]
    clock = _clock(times[0]["clock"]) if times else None
    place = _place(zones[0].lower()) if zones[0] else None
    if clock is None or place is None:
        return None
    return datetime(day.year, day.month, day.day, *clock, tzinfo=place)


def _clock(written: str) -> tuple[int, int] | None:
    """Return the hour and the minute; None where no clock shows them."""
    found = _PARTS.match(written)
    if found is None:
        return _WORDS.get(written.lower())
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and 1 <= hour <= _HALF:
        hour = hour % _HALF + _HALF * (half == "p")
    elif half == "a" or (half and not hour):
        return None
    return (hour, minute) if hour < 2 * _HALF and minute < _HOUR else None


@cache
def _place(zone: str) -> tzinfo | None:
    if zone in _UTC:
        return UTC
    offset = _OFFSET.fullmatch(zone)
    if offset:
        ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-ahead if offset[1] == "-" else ahead) if ahead.days < 1 else None
    us = _US.fullmatch(zone)
    name = _PLACES.get(us[1] if us else zone)
    return _of_place(name) if name else None


def _of_place(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        # A machine without the table of zones: better no time than a wrong one.
        return None
