"""Prose -> the times of day that it names, and the time from one to another."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from infralog.amounts import Amount
from infralog.prose import Prose

# In minutes. The hands of a clock do not tell which half of the day it is.
_HOUR_HAS = 60
_HALF = 12 * _HOUR_HAS
_DAY = 2 * _HALF


class Hour(NamedTuple):
    """A time of day at `prose.words[start:end]`.

    Attributes:
        minutes: Since midnight.
        zone: As written; None if none is.
        turn: After how many minutes a clock shows the same; half a day, if the half is not told.
    """

    minutes: float
    zone: str | None
    start: int
    end: int
    turn: int = _DAY


_DASH = "\\-\N{EN DASH}\N{EM DASH}"
_HALF_DAY = r"[ap]\.?m\b\.?"
_ZONES = r"(?:UTC|GMT|Z|E[SD]?T|Eastern|CES?T|C[SD]?T|P[SD]?T|M[SD]?T|BST)\b"
_ZONE = rf"(?:\s?\(?{_ZONES}\)?)?"
_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_CLOCK = rf"""(?:
    \d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s?{_HALF_DAY})? | \d{{1,2}}(?:\.\d{{2}})?\s?{_HALF_DAY}
  | \d{{4}}(?=\s?(?:UTC|GMT|Z)\b) | noon\b | midnight\b
)"""
_PART_OF_DAY = r"(?:\ (?:in\ the\ (?:morning|afternoon|evening)|at\ night|o'clock))?"
# An hour alone is one only beside another that says more.
_HOUR = (
    rf"\d{{1,2}}(?=(?:\s?[{_DASH}]\s?|\s\w+\s)\d{{1,2}}(?::\d\d)?"
    rf"\s?(?:{_HALF_DAY}|{_ZONES}|in\ the\ ))"
)
_LAST_HOUR = rf"\d{{1,2}}(?=\s?(?:{_ZONES}|in\ the\ (?:morning|afternoon|evening)))"
_ON = r"(?:\ on\ (?:the\ )?\w+(?:\ \w+)?)?"
_ABOUT = r"(?:(?:about|around|roughly|approximately|nearly|almost|just\ (?:before|after))\ )?"

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FIRST_WORDS = frozenset({"noon", "midnight", *_WEEKDAYS})
_FROM_TO = re.compile(
    rf"""
    (?<![\w.:$])
    (?:(?P<fromday>{_WEEKDAY})\ (?:at\ )?)?(?P<from>{_CLOCK}|{_HOUR}){_ZONE}{_ON}
    \s?(?P<join>[{_DASH}]|to|and|until|till|through|up\ to)\s?{_ABOUT}
    (?:(?P<today>{_WEEKDAY})\ (?:at\ )?)?(?P<to>{_CLOCK}|{_LAST_HOUR}){_PART_OF_DAY}{_ZONE}
    (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AT = re.compile(
    rf"(?<![\w.:$])(?P<clock>{_CLOCK})(?:\s?\(?(?P<zone>{_ZONES})\)?)?(?!\w)",
    re.VERBOSE | re.IGNORECASE,
)

# One in words: `nine`, `half past nine`, `ten to nine o'clock`.
_NAMES = (
    "twelve",
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
)
_PAST = {"five": 5, "ten": 10, "quarter": 15, "twenty": 20, "half": 30}
_IN_WORDS = re.compile(
    rf"""
    (?:(?P<past>{"|".join(_PAST)})\ (?P<way>past|to)\ )?(?P<name>{"|".join(_NAMES)})
    (?P<more>\ o'clock)?(?=[.,;:)]|\ (?:and|when|until|on|in\ the|sharp|UTC)\b|$)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What an hour that is told by one word stands behind.
_BEFORE_HOURS = frozenset({"at", "by", "since", "until", "till"})


def spans(prose: Prose) -> Iterator[Amount]:
    """Yield the amounts that are told as from one time of day to another, in order."""
    free = 0
    for index in _may_begin(prose, _FIRST_WORDS):
        start = prose.starts[index]
        match = _FROM_TO.match(prose.text.plain, start) if start >= free else None
        minutes = _from_to(match) if match else None
        if match and minutes is not None:
            free = match.end()
            yield Amount(minutes, "exact", *_words(prose, match), size="clock")


def find(prose: Prose) -> Iterator[Hour]:
    """Yield the times of day in a text, in order."""
    end = 0
    for index in _may_begin(prose, _HOUR_WORDS):
        if index >= end:
            hour = _in_figures(prose, index) or _in_words(prose, index)
            if hour:
                end = hour.end
                yield hour


_HOUR_WORDS = frozenset({"noon", "midnight", *_NAMES, *_PAST})


def _may_begin(prose: Prose, words: frozenset[str]) -> list[int]:
    """Return which words are figures, or among some."""
    if words.isdisjoint(prose.folded):
        return prose.figures
    told = {index for index, word in enumerate(prose.folded) if word in words}
    return sorted(told.union(prose.figures))


def _in_figures(prose: Prose, index: int) -> Hour | None:
    match = _AT.match(prose.text.plain, prose.starts[index])
    minutes = _clock(match["clock"]) if match else None
    if match is None or minutes is None:
        return None
    return Hour(minutes, match["zone"], *_words(prose, match))


def _in_words(prose: Prose, index: int) -> Hour | None:
    match = _IN_WORDS.match(prose.text.plain, prose.starts[index])
    before = prose.folded[index - 1] if index else ""
    if match is None or not (match["past"] or match["more"] or before in _BEFORE_HOURS):
        return None
    minutes = _NAMES.index(match["name"].lower()) * _HOUR_HAS
    if match["past"]:
        past = _PAST[match["past"].lower()]
        minutes += past if match["way"].lower() == "past" else -past
    return Hour(minutes % _HALF, None, *_words(prose, match), turn=_HALF)


def between(begun: Hour, ended: Hour) -> float | None:
    """Return the minutes from one time of day to the next of another, within half a day.

    None if it is more, or if the two are of different zones.
    """
    if begun.zone and ended.zone and begun.zone.lower() != ended.zone.lower():
        return None
    minutes = (ended.minutes - begun.minutes) % min(begun.turn, ended.turn)
    return minutes if 0 < minutes <= _HALF else None


def _words(prose: Prose, match: re.Match[str]) -> tuple[int, int]:
    end = match.start() + len(match[0].rstrip())
    return bisect_left(prose.starts, match.start()), bisect_left(prose.ends, end) + 1


def _from_to(match: re.Match[str]) -> float | None:
    """Return the time between two times of day; `11:30-1:15 PM` is less than half a day."""
    begun, ended = _clock(match["from"]), _clock(match["to"])
    if begun is None or ended is None or begun == ended:
        return None
    if match["join"].lower() == "and" and not _follows_between(match):
        return None
    if match["fromday"] and match["today"]:
        first, last = (_WEEKDAYS.index(match[day].lower()) for day in ("fromday", "today"))
        return (last - first) % 7 * _DAY + ended - begun if first != last else None
    lacks_half = "m" in match["to"].lower() and "m" not in match["from"].lower()
    return (ended - begun) % (_HALF if lacks_half else _DAY)


def _follows_between(match: re.Match[str]) -> bool:
    return "between" in match.string[max(0, match.start() - 20) : match.start()].lower().split()


def _clock(text: str) -> float | None:
    """Return a time of day in minutes; None if there is no such time."""
    if text.lower() in ("noon", "midnight"):
        return _HALF if text.lower() == "noon" else 0
    match = re.match(r"(\d\d?)[:.]?(\d\d)?[^apAP]*([apAP])?", text)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if minute >= _HOUR_HAS:
        return None
    minutes = hour * _HOUR_HAS + minute
    if half:
        minutes = minutes % _HALF + _HALF * (half in "pP")
    return minutes if minutes <= _DAY else None
