"""Prose -> the amounts of time that it states, whatever they measure."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from infralog.model import DurationKind
from infralog.prose import Prose

Size = Literal["moment", "span", "clock"]


class Amount(NamedTuple):
    """An amount of time at `prose.words[start:end]`, with the `about` before it.

    Attributes:
        size: Whether it is less than a minute, more, or from one time of day to another.
    """

    minutes: float
    kind: DurationKind
    start: int
    end: int
    size: Size = "span"


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS: Mapping[str, float] = {
    **{word: number for number, word in enumerate(_ONES.split())},
    **{word: number for number, word in zip(range(20, 100, 10), _TENS.split(), strict=True)},
    "a": 1,
    "an": 1,
    "dozen": 12,
}

_UNITS: Mapping[str, float] = {
    **dict.fromkeys(("second", "seconds", "sec", "secs", "s"), 1 / 60),
    **dict.fromkeys(("minute", "minutes", "min", "mins", "m"), 1),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), 60),
    **dict.fromkeys(("day", "days"), 24 * 60),
}

_FIGURES = frozenset("0123456789")

# LABELLING D1 gives the first three; the others follow them.
_VAGUE: Mapping[str, float] = {
    "low single[ -]digit minutes": 3,
    "a few(?: short)? minutes": 3,
    "a few(?: long)? hours": 180,
    "single[ -]digit minutes": 5,
    "a handful of minutes": 5,
    "a couple(?: of)? minutes": 2,
    "a couple(?: of)? hours": 120,
    "(?:the )?(?:better|best) part of an hour": 60,
    "(?:the )?(?:better|best) part of a day": 24 * 60,
    "most of an hour": 60,
    "most of a day": 24 * 60,
    "(?:under|less than) a minute": 1,
}

_FRACTIONS: Mapping[str, float] = {
    "half an hour": 30,
    "(?:a )?half[ -]hour": 30,
    "half a day": 12 * 60,
    "half a minute": 0.5,
    "a quarter of an hour": 15,
    "quarter of an hour": 15,
    "quarter[ -]hour": 15,
    "three[ -]quarters of an hour": 45,
    "the first hour": 60,
}

_SHARES: Mapping[str, float] = {
    "half": 0.5,
    "quarter": 0.25,
    "quarters": 0.75,
    "½": 0.5,
    "¼": 0.25,
    "¾": 0.75,
}

# The beginnings of the forms below; blanks in the tables are blanks in the text.
_TEN = "|".join(_TENS.split())
_ONE = "|".join(_ONES.split())
_DIGIT = "|".join(_ONES.split()[1:10])
_DIGITS = r"\d+(?:\.\d+)?"
_NUMBER = rf"(?:{_DIGITS}|(?:{_TEN})(?:[ -](?:{_DIGIT}))?|{_ONE}|a\ dozen|an?)"
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?)"
_HALF_DAY = r"[ap]\.?m\.?"
_CLOCK = rf"\d{{1,2}}(?::\d{{2}}(?::\d{{2}})?(?:\s?{_HALF_DAY})?|\s?{_HALF_DAY})"
_ZONE = r"(?:\s?(?:UTC|GMT|Z|E[SD]?T|Eastern|CES?T|C[SD]?T|P[SD]?T|M[SD]?T|BST))?"
_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DASH = "\\-\N{EN DASH}\N{EM DASH}"
_ABOUT = """
    about|around|approximately|approx\\.?|roughly|some|nearly|almost|close\\ to|up\\ to|over
    |at\\ least|at\\ most|more\\ than|just|well|a\\ little|a\\ bit|slightly|under|less\\ than
    |a\\ total\\ of|an?\\ (?:estimated|approximate|additional)|a\\ (?:further|full|whole)
    |maybe|perhaps
    |something\\ like|(?:just\\ )?(?:short|shy)\\ of|not\\ quite|all\\ of|fully|a\\ good
    |in\\ the\\ region\\ of|anything\\ up\\ to|anywhere\\ up\\ to
"""


def _any_of(table: Iterable[str]) -> str:
    return "|".join(form.replace(" ", r"\ ") for form in table)


_FORMS = re.compile(
    rf"""
    (?<![\w.:$])
    (?:(?:{_ABOUT})\b\s*|[~≈]\s*)*+
    (?:
        (?P<vague>    {_any_of(_VAGUE)})
      | (?P<fraction> {_any_of(_FRACTIONS)})
      | (?P<andhalf>  (?P<whole>{_NUMBER})\ (?P<of>hours?|days?|minutes?)
                      \ and\ a\ (?P<part>half|quarter))
      | (?P<half>     (?P<halves>{_NUMBER})(?:\ and\ (?:a|three)\ |(?=[½¼¾]))
                      (?P<share>half|quarters?|[½¼¾])[ -](?P<halfunit>{_UNIT}))
      | (?P<ortwo>    an?\ (?P<oneunit>minute|hour|day)\ or\ two)
      | (?P<both>     (?P<hours>{_NUMBER})[ -]?(?:hours?|hrs?|h)(?:,?\ and|,)?\s?
                      (?P<minutes>{_NUMBER})[ -]?(?:minutes?|mins?|m))
      | (?P<mixed>    (?P<least>{_NUMBER})[ -](?P<leastunit>{_UNIT})\s(?:to|or|and)\s
                      (?P<most>{_NUMBER})[ -](?P<mostunit>{_UNIT}))
      | (?P<range>    (?P<low>{_NUMBER})(?:[ -]{_UNIT})?
                      (?:\s(?:to|or|and)\s|(?<=\d)\s?[{_DASH}]\s?(?=\d))
                      (?P<high>{_NUMBER})[ -]?(?P<rangeunit>{_UNIT}))
      | (?P<short>    (?P<shortnumber>{_DIGITS})(?P<shortunit>[hm]))
      | (?P<plain>    (?!a\ second\b|an?[ -][a-z]+s\b)(?P<number>{_NUMBER})[ -]?(?P<unit>{_UNIT}))
      | (?P<clocks>   (?:(?P<fromday>{_WEEKDAY})\ (?:at\ )?)?(?P<from>{_CLOCK}){_ZONE}
                      \s?(?:[{_DASH}]|to|and|until|till|through)\s?
                      (?:(?P<today>{_WEEKDAY})\ (?:at\ )?)?(?P<to>{_CLOCK}){_ZONE})
      | (?<=over\ in\ )(?P<bare>\d+)(?=[.,;)]|$)
    )
    (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find(prose: Prose) -> Iterator[Amount]:
    """Yield the amounts of time in a text, in order.

    A range stands for its middle, of which LABELLING D1 is the source.
    """
    for match in _matches(prose):
        read, kind = next(reader for name, reader in _READERS.items() if match[name] is not None)
        minutes = read(match)
        start = bisect_left(prose.starts, match.start())
        end = bisect_left(prose.ends, match.end()) + 1
        whole = prose.starts[start] == match.start() and prose.ends[end - 1] == match.end()
        if minutes is not None and whole:
            moment: Size = "moment" if minutes < 1 else "span"
            yield Amount(minutes, kind, start, end, "clock" if match["clocks"] else moment)


# The words that a form may begin with, beside figures, and how many words of it may stand before
# its first unit or figure.
_BEGINNINGS = frozenset(
    {
        *_NUMBERS,
        *("about", "all", "almost", "an", "anything", "anywhere", "approx", "approximately"),
        *("around", "at", "best", "better", "close", "fully", "half", "in", "just", "less", "low"),
        *("maybe", "more", "most", "nearly", "not", "over", "perhaps", "quarter", "roughly"),
        *("short", "shy", "single", "slightly", "some", "something", "the", "under", "up", "well"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "~", "≈"),
    }
)
_REACH = 12


def _matches(prose: Prose) -> Iterator[re.Match[str]]:
    """Yield the forms found. They are slow, so that they are tried only where one may begin."""
    near = -1
    may_begin = []
    for index in range(len(prose.folded) - 1, -1, -1):
        word = prose.folded[index]
        figure = word[0] in _FIGURES
        if figure or word in _UNITS:
            near = index
        if (figure or word in _BEGINNINGS) and 0 <= near - index <= _REACH:
            may_begin.append(prose.starts[index])
    free = 0
    for start in reversed(may_begin):
        match = _FORMS.match(prose.text.plain, start) if start >= free else None
        if match:
            yield match
            free = match.end()


def _vague(match: re.Match[str]) -> float:
    return _look_up(_VAGUE, match["vague"])


def _fraction(match: re.Match[str]) -> float:
    return _look_up(_FRACTIONS, match["fraction"])


def _and_half(match: re.Match[str]) -> float:
    part = 0.5 if match["part"].lower() == "half" else 0.25
    return (_number(match["whole"]) + part) * _UNITS[match["of"].lower()]


def _half(match: re.Match[str]) -> float:
    share = _SHARES[match["share"].lower()]
    return (_number(match["halves"]) + share) * _UNITS[match["halfunit"].lower()]


def _one_or_two(match: re.Match[str]) -> float:
    return 1.5 * _UNITS[match["oneunit"].lower()]


def _range(match: re.Match[str]) -> float:
    low, high = _number(match["low"]), _number(match["high"])
    return (low + high) / 2 * _UNITS[match["rangeunit"].lower()]


def _mixed(match: re.Match[str]) -> float | None:
    """Return the middle of a range; None where it falls, as a setting does that was changed."""
    low = _number(match["least"]) * _UNITS[match["leastunit"].lower()]
    high = _number(match["most"]) * _UNITS[match["mostunit"].lower()]
    return (low + high) / 2 if low <= high else None


def _both(match: re.Match[str]) -> float:
    return _number(match["hours"]) * 60 + _number(match["minutes"])


def _short(match: re.Match[str]) -> float:
    return float(match["shortnumber"]) * _UNITS[match["shortunit"].lower()]


def _plain(match: re.Match[str]) -> float:
    return _number(match["number"]) * _UNITS[match["unit"].lower()]


def _bare(match: re.Match[str]) -> float:
    return float(match["bare"])


def _clocks(match: re.Match[str]) -> float | None:
    """Return the time between two times of day; `11:30-1:15 PM` is less than half a day."""
    begun, ended = _clock(match["from"]), _clock(match["to"])
    if begun is None or ended is None or begun == ended:
        return None
    if match["fromday"] and match["today"]:
        days = (_day_of_week(match["today"]) - _day_of_week(match["fromday"])) % 7
        return days * 2 * _HALF + ended - begun if days else None
    lacks_half = "m" in match["to"].lower() and "m" not in match["from"].lower()
    return (ended - begun) % (_HALF if lacks_half else 2 * _HALF)


def _day_of_week(name: str) -> int:
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(name[:3].lower())


_READERS: Mapping[str, tuple[Callable[[re.Match[str]], float | None], DurationKind]] = {
    "vague": (_vague, "vague"),
    "fraction": (_fraction, "exact"),
    "andhalf": (_and_half, "exact"),
    "half": (_half, "exact"),
    "ortwo": (_one_or_two, "range"),
    "both": (_both, "exact"),
    "mixed": (_mixed, "range"),
    "range": (_range, "range"),
    "short": (_short, "exact"),
    "plain": (_plain, "exact"),
    "clocks": (_clocks, "exact"),
    "bare": (_bare, "exact"),
}


def _look_up(table: Mapping[str, float], text: str) -> float:
    return next(v for form, v in table.items() if re.fullmatch(form, text, re.IGNORECASE))


def _number(text: str) -> float:
    words = re.split(r"[ -]", text.lower())
    if words[-1] == "dozen":
        return 12
    return sum(_NUMBERS[w] if w in _NUMBERS else float(w) for w in words)


# Half a day in minutes: the hands of a clock do not tell which half.
_HALF = 12 * 60


def _clock(text: str) -> float | None:
    """Return a time of day in minutes; None if there is no such time."""
    match = re.match(r"(?P<hour>\d+)(?::(?P<minute>\d\d))?[^apAP]*(?P<half>[apAP])?", text)
    if match is None:
        return None
    minutes = int(match["hour"]) * 60 + int(match["minute"] or 0)
    if match["half"]:
        minutes = minutes % _HALF + _HALF * (match["half"] in "pP")
    return minutes if minutes <= 2 * _HALF else None
