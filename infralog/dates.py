"""Words of a publisher -> days and moments: "Apr 14", "June 3rd", "On April 28th, some deploys".

The times beside them are read in `infralog.clock`, what a user types in `infralog.intervals`.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import NamedTuple

from infralog import clock
from infralog.intervals import MONTHS
from infralog.model import DateBasis, Moment, Text

# A bulletin is dated a few days before it is finished, at most. A later day is of last year.
_GRACE = timedelta(days=3)
# An account follows its incident by a week or so; the longest delay seen is nine days. Three weeks
# leave room for a holiday, and little for the incidents and periods that an account looks back at.
_LONGEST_DELAY = timedelta(days=21)

# Some programs write a date that they do not know as year 1, or 9999.
_YEARS = range(1970, 2100)

_MONTH = (
    r"(?i:(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?)"
)
_NTH = r"\d{1,2}(?i:st|nd|rd|th)?(?!\w|:\d\d\b)"
_YEAR = r"(?:,?[ ](?:19|20)\d\d\b)?"
# Of several days (`June 3-4`, `June 30 - July 1`) the first counts.
_TO = (
    rf"(?:[-/\u2013\u2014](?:{_MONTH}[ ]?)?{_NTH}"
    rf"|[ ](?:[-&\u2013\u2014]|and|to)[ ](?:{_MONTH}[ ]{_NTH}|{_NTH}(?=[ ]?[:(\[])))?"
)
DAY = (
    rf"(?:{_MONTH}[ ]?{_NTH}{_TO}{_YEAR}|{_NTH}(?:[ ]of)?[ ]{_MONTH}{_YEAR}"
    r"|(?:19|20)\d\d-\d\d-\d\d(?!\d))"
)
WEEKDAY = r"(?i:(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs?|ur)?(?:day)?\b\.?)"
_DAY = re.compile(rf"(?<!\w){DAY}")


def is_known(moment: datetime) -> bool:
    """Tell whether a moment is one that a log can tell of, and not a program's word for none."""
    return moment.year in _YEARS


class Day(NamedTuple):
    """A day as it was written; `year` is None where none was."""

    month: int
    day: int
    year: int | None

    @classmethod
    def read(cls, written: str) -> "Day":
        """Return the day that a match of `DAY` names; of several, the first."""
        numbers = [int(number) for number in re.findall(r"\d+", written)]
        if written[:4].isdigit():
            return cls(numbers[1], numbers[2], numbers[0])
        name = re.search(_MONTH, written)
        month = MONTHS.index(name[0][:3].lower()) + 1 if name else 0
        return cls(month, numbers[0], numbers[-1] if re.search(r"\d{4}", written) else None)


class Stated(NamedTuple):
    """When something happened, as a heading states it.

    Attributes:
        time: The label of the time, or None where there is none.
        quote: The heading as printed.
    """

    day: Day
    time: str | None
    quote: str


def day_in(text: str) -> date | None:
    """Return the first whole date in a text, `2024-06-08` or `Jun 8, 2024`; None if it has none."""
    days = (Day.read(found[0]) for found in _DAY.finditer(text))
    return next((when for day in days if day.year and (when := _latest(day, None))), None)


def moment(
    stated: Stated, published: date | None, basis: DateBasis, *, zone: str | None = None
) -> Moment | None:
    """Return the moment that a heading states.

    A year that is not written is the last in which the day is not long after `published`
    (LABELLING T4). A day that no calendar has gives way to `published`; the label is kept.

    Args:
        stated: As it was written.
        published: None where it is not known.
        basis: What the day rests on.
        zone: What a clock without a zone means; None leaves it open.

    Returns:
        None where nothing says what year it was.
    """
    when = _latest(stated.day, published, _GRACE)
    told = clock.label(stated.time) if stated.time else None
    if when is None:
        return Moment(published, "published", None, told) if published else None
    started = clock.started(when, told, zone) if told else None
    return Moment(when, basis, started, told, stated.quote)


def _latest(day: Day, published: date | None, grace: timedelta = timedelta()) -> date | None:
    """Return the last such day until `published` and the grace; None where there is none."""
    last = published.year if published else 0
    for year in [day.year] if day.year else [last + 1, last, last - 1]:
        try:
            when = date(year, day.month, day.day)
        except ValueError:
            continue
        if day.year or (published and when - published <= grace):
            return when
    return None


# ---------------------------------------------------------------- what a body tells

# What stands before a day on which something happened...
_LEADS = re.compile(
    rf"""
    (?: \A (?:-\ )? | [:,] | {WEEKDAY},?
      | \b (?: on | since | from | between | until | till | through | starting | beginning
             | (?:morning|afternoon|evening|night|hours)\ of | early | late ) (?:\ {WEEKDAY},?)?
    ) \s* \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
# ...unless the sentence tells before it of another incident, of a plan, or of an old change.
_ELSEWHERE = re.compile(
    r"""
    \b (?: like | similar(?:ly)? | same | again | previous(?:ly)? | unlike | compar\w+ | recall
         | reminiscent | repeat\w* | back\ (?:on|in) | last\ time | will | would | planned
         | due(?!\ to) | scheduled | expect\w* | as\ (?:we|it|they|in|on|with) ) \b
    | \b (?: the | our | that | last | earlier | another ) (?:\ [\w-]+){0,4}?
      \ (?: incident | outage | issue | event | post-?mortem | post | entry | episode | write-?up
          | disruption | blip | failure | problem | deploy | release | change | upgrade | migration
        ) s? \ (?: on | of | from | since )\ \Z
    | \b (?: deployed | shipped | introduced | released | merged | landed | rolled\ out | published
           | announced | wrote | written | launched | added | committed | changed | updated
           | upgraded | built ) (?:\ [\w-]+){0,3}? \ (?: on | since | from )\ \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"['\u2019]s\b|\s(?:(?:incident|outage|issue|event|post|post-?mortem)s?|deploy|release)\b"
)
_ENDS = re.compile(r"(?<![ap]\.m)(?<=[.!?])\s+|\n\s*(?:-[ ])?")
_START = re.compile(
    rf"""
    \b (?i: start(?:ed|ing) | beg[au]n | beginning | from | between | since )
    (?i:[ ](?:at|around|about|roughly|approximately))*
    [ ] (?P<label> {clock.LABEL} )
    """,
    re.VERBOSE,
)
# So far around a day it is looked for what is said of it, and of so many days.
_REACH = 300
_MOST_DAYS = 100
# What to look for first, since most accounts name no day.
_HINTS = ("-0", "-1", *(name.title() for name in MONTHS))


class _Told(NamedTuple):
    day: date
    sentence: str


def body_moment(text: Text, published: date) -> Moment | None:
    """Return when the incident was, if its account says so in plain dates; the earliest counts.

    Other incidents ("the July 12 incident"), relative days ("the day prior"), what is later than
    `published` and what is long before it are not meant (LABELLING T2, T3, T6). A time of day
    counts only where the same sentence says that it started then, and in what zone.
    """
    if not any(hint in text.plain for hint in _HINTS):
        return None
    told = list(_told(text, published))
    if not told:
        return None
    first = min(told, key=lambda each: each.day)
    start = _START.search(first.sentence)
    started = clock.started(first.day, start["label"]) if start else None
    printed = clock.label(start["label"]) if start and started else None
    return Moment(first.day, "body", started, printed, first.sentence)


def _told(text: Text, published: date) -> Iterator[_Told]:
    """Yield the days on which something happened, with the sentences that say so."""
    code = [(s.start, s.end) for s in text.stretches if s.kind == "code"]
    for found in islice(_DAY.finditer(text.plain), _MOST_DAYS):
        start, end = found.span()
        when = _latest(Day.read(found[0]), published)
        if when is None or not timedelta() <= published - when <= _LONGEST_DELAY:
            continue
        before = _ENDS.split(text.plain[max(start - _REACH, 0) : start])[-1]
        after = _ENDS.split(text.plain[end : end + _REACH], maxsplit=1)[0]
        spanned = bisect(code, (start, end))
        in_code = bool(spanned) and code[spanned - 1][1] >= end
        is_other = _ELSEWHERE.search(before) or _ATTRIBUTE.match(after)
        if _LEADS.search(before) and not (is_other or in_code or found[0].islower()):
            yield _Told(when, before + found[0] + after)
