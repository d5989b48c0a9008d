"""Prose -> the amounts of time that it states, whatever they measure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from infralog.model import DurationKind
from infralog.prose import Prose


class Amount(NamedTuple):
    """An amount of time at `prose.words[start:end]`, with the `about` before it."""

    minutes: float
    kind: DurationKind
    start: int
    end: int


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
    "half[ -]hour": 30,
    "half a day": 12 * 60,
    "half a minute": 0.5,
    "a quarter of an hour": 15,
    "quarter of an hour": 15,
    "quarter[ -]hour": 15,
    "three[ -]quarters of an hour": 45,
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
      | (?P<half>     (?P<halves>{_NUMBER})\ and\ a\ half[ -](?P<halfunit>{_UNIT}))
      | (?P<ortwo>    an?\ (?P<oneunit>minute|hour|day)\ or\ two)
      | (?P<both>     (?P<hours>{_NUMBER})[ -]?(?:hours?|hrs?|h)(?:,?\ and|,)?\s?
                      (?P<minutes>{_NUMBER})[ -]?(?:minutes?|mins?|m))
      | (?P<mixed>    (?P<least>{_NUMBER})[ -](?P<leastunit>{_UNIT})\s(?:to|or|and)\s
                      (?P<most>{_NUMBER})[ -](?P<mostunit>{_UNIT}))
      | (?P<range>    (?P<low>{_NUMBER})(?:[ -]{_UNIT})?
                      (?:\s(?:to|or|and)\s|(?<=\d)\s?[{_DASH}]\s?(?=\d))
                      (?P<high>{_NUMBER})[ -]?(?P<rangeunit>{_UNIT}))
      | (?P<short>    (?P<shortnumber>{_DIGITS})(?P<shortunit>[hm]))
      | (?P<plain>    (?P<number>{_NUMBER})[ -]?(?P<unit>{_UNIT}))
      | (?P<clocks>   (?P<from>{_CLOCK}){_ZONE}\s?(?:[{_DASH}]|to|and|until|till|through)\s?
                      (?P<to>{_CLOCK}){_ZONE})
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
    first = {offset: index for index, offset in enumerate(prose.starts)}
    last = {offset: index + 1 for index, offset in enumerate(prose.ends)}
    for match in _FORMS.finditer(prose.text.plain):
        read, kind = next(reader for name, reader in _READERS.items() if match[name] is not None)
        minutes = read(match)
        start, end = first.get(match.start()), last.get(match.end())
        if minutes is not None and start is not None and end is not None:
            yield Amount(minutes, kind, start, end)


def _vague(match: re.Match[str]) -> float:
    return _look_up(_VAGUE, match["vague"])


def _fraction(match: re.Match[str]) -> float:
    return _look_up(_FRACTIONS, match["fraction"])


def _and_half(match: re.Match[str]) -> float:
    part = 0.5 if match["part"].lower() == "half" else 0.25
    return (_number(match["whole"]) + part) * _UNITS[match["of"].lower()]


def _half(match: re.Match[str]) -> float:
    return (_number(match["halves"]) + 0.5) * _UNITS[match["halfunit"].lower()]


def _one_or_two(match: re.Match[str]) -> float:
    return 1.5 * _UNITS[match["oneunit"].lower()]


def _range(match: re.Match[str]) -> float:
    low, high = _number(match["low"]), _number(match["high"])
    return (low + high) / 2 * _UNITS[match["rangeunit"].lower()]


def _mixed(match: re.Match[str]) -> float:
    low = _number(match["least"]) * _UNITS[match["leastunit"].lower()]
    return (low + _number(match["most"]) * _UNITS[match["mostunit"].lower()]) / 2


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
    lacks_half = "m" in match["to"].lower() and "m" not in match["from"].lower()
    return (ended - begun) % (_HALF if lacks_half else 2 * _HALF)


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
