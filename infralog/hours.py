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
# One in words: `nine`, `half past nine`, `ten to nine o'clock`.
_NAMES = (
    "twelve",
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
)
_PAST = {"five": 5, "ten": 10, "quarter": 15, "twenty": 20, "twenty-five": 25, "half": 30}
_NAME = "|".join(_NAMES)
_SPOKEN = rf"""(?:
    (?:a\ )?(?:{"|".join(_PAST)})\ (?:minutes\ )?(?:past|to)\ (?:{_NAME})\b(?:\ o'clock)?
  | (?:{_NAME})\ o'clock
)"""
# A name alone tells one beside another time: `from noon till two`, and not `until two hosts`.
_LAST_NAME = rf"(?:{_NAME})\b(?!\ (?:[a-z]+s\b|of\b|more\b|other\b|percent\b))"
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
_FIRST_WORDS = frozenset({"noon", "midnight", "a", *_WEEKDAYS, *_NAMES, *_PAST})
_FROM_TO = re.compile(
    rf"""
    (?<![\w.:$])
    (?:(?P<fromday>{_WEEKDAY})\ (?:at\ )?)?(?P<from>{_CLOCK}|{_HOUR}|{_SPOKEN}|(?:{_NAME})\b)
    {_ZONE}{_ON}
    \s?(?P<join>[{_DASH}]|to|and|until|till|through|up\ to)\s?{_ABOUT}
    (?:(?P<today>{_WEEKDAY})\ (?:at\ )?)?(?P<to>{_CLOCK}|{_LAST_HOUR}|{_SPOKEN}|{_LAST_NAME})
    (?P<said>{_PART_OF_DAY}{_ZONE})
    (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AT = re.compile(
    rf"(?<![\w.:$])(?P<clock>{_CLOCK})(?:\s?\(?(?P<zone>{_ZONES})\)?)?(?!\w)",
    re.VERBOSE | re.IGNORECASE,
)

# `ten to twelve` may be hosts, and so may `ten`: what follows tells, or what stands before.
_IN_WORDS = re.compile(
    rf"""
    (?P<spoken>{_SPOKEN}) (?!\ (?:[a-z]+s|hour|minute|second|day)\b)
  | (?:{_NAME})(?=[.,;:)]|\ (?:and|when|until|on|in\ the|sharp|UTC|before)\b|$)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE_HOURS = frozenset({"at", "by", "since", "until", "till"})
# What stands before one that `before` follows: `It was nearly six before it was back.`
_BEFORE_BEFORE = frozenset({"was", "nearly", "almost", "past"})


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
    if match is None:
        return None
    start, end = _words(prose, match)
    before, behind = prose.folded[max(0, index - 1)], prose.folded[end : end + 1]
    expected = _BEFORE_BEFORE if behind == ["before"] else _BEFORE_HOURS
    if not match["spoken"] and before not in expected:
        return None
    return Hour(_spoken(match[0]), None, start, end, turn=_HALF)


def _spoken(text: str) -> float:
    """Return a time of day in words, in minutes, on a clock of twelve hours."""
    words = text.lower().removesuffix(" o'clock").removeprefix("a ").split()
    minutes = float(_NAMES.index(words[-1]) * _HOUR_HAS)
    if words[1:]:
        minutes += _PAST[words[0]] * (1 if "past" in words else -1)
    return minutes % _HALF


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
    if match["join"].lower() == "and" and not _follows(match, "between"):
        return None
    if not _are_hours(match):
        return None
    if match["fromday"] and match["today"]:
        first, last = (_WEEKDAYS.index(match[day].lower()) for day in ("fromday", "today"))
        return (last - first) % 7 * _DAY + ended - begun if first != last else None
    lacks_half = _lacks_half(match["from"]) and not _lacks_half(match["to"])
    is_spoken = any(re.search(_NAME, match[end], re.IGNORECASE) for end in ("from", "to"))
    return (ended - begun) % (_HALF if lacks_half or is_spoken else _DAY)


def _are_hours(match: re.Match[str]) -> bool:
    """Tell whether two bare numbers in words are hours; where one is none, the other is an hour."""
    bare = [match[end].lower() in _NAMES for end in ("from", "to")]
    is_told = not all(bare) or match["said"] or match["join"].lower() in ("until", "till")
    return not any(bare) or (bool(is_told) and _follows(match, "from", "between"))


def _lacks_half(text: str) -> bool:
    return not re.search(_HALF_DAY, text, re.IGNORECASE)


# How far before a time the word stands that tells what it is: `between approximately 13:20 and`.
_FAR = 24


def _follows(match: re.Match[str], *words: str) -> bool:
    """Tell whether one of some words stands shortly before a match."""
    before = match.string[max(0, match.start() - _FAR) : match.start()].lower().split()
    return not set(words).isdisjoint(before)


def _clock(text: str) -> float | None:
    """Return a time of day in minutes; None if there is no such time."""
    if text.lower() in ("noon", "midnight"):
        return _HALF if text.lower() == "noon" else 0
    if text[0].isalpha():
        return _spoken(text)
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
