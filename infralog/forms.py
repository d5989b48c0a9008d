"""The forms that amounts of time are written in: "1h30m", "an hour and a half", "3-4 hours"."""

import re
from collections.abc import Callable, Mapping

from infralog.model import DurationKind
from infralog.numerals import (
    COUNT,
    DIGITS,
    NUMBER,
    NUMBERS,
    SHARE,
    UNIT,
    any_of,
    number,
    share,
    unit,
)

# LABELLING D1 gives the first three; the others follow them.
_VAGUE: Mapping[str, float] = {
    "low single digit minutes": 3,
    "a few(?: short)? minutes": 3,
    "a few(?: long)? hours": 180,
    "single digit minutes": 5,
    "a handful of minutes": 5,
    "a couple(?: of)? minutes": 2,
    "a couple(?: of)? hours": 120,
    "(?:under|less than) a minute": 1,
}

_FRACTIONS: Mapping[str, float] = {
    "half an hour": 30,
    "(?:a )?half hour": 30,
    "half a day": 12 * 60,
    "half a minute": 0.5,
    "a quarter of an hour": 15,
    "quarter of an hour": 15,
    "quarter hour": 15,
    "three quarters of an hour": 45,
    "a third of an hour": 20,
    "two thirds of an hour": 40,
    "the (?:first|following) hour": 60,
}

_DASH = "\\-\N{EN DASH}\N{EM DASH}"
# A share of an amount makes it vague. Of one unit (`most of an hour`) it is three quarters; of more
# (`the better part of two hours`) the whole is nearer.
_PART = r"(?:the\ )?(?:better|best|greater|bigger)\ part\ of|most\ of"
_FULL = r"full|whole|good|solid|entire|long|short|straight|mere|scant|painful|bad"
_ABOUT = rf"""
    (?:a\ little|a\ bit|slightly|no|not\ much)\ longer\ than
    |about|around|approximately|approx\.?|roughly|some|nearly|almost|close\ to|up\ to|over
    |at\ least|at\ most|more\ than|just|well|a\ little|a\ bit|slightly|under|less\ than
    |a\ (?:total|matter|question)\ of|an?\ (?:estimated|approximate)
    |a\ (?:{_FULL})(?=\ (?:{COUNT}|half)\b)
    |maybe|perhaps|exactly|precisely|barely|scarcely|upwards\ of|in\ excess\ of|no\ more\ than
    |as\ (?:long|much)\ as|somewhere\ (?:around|near)|on\ the\ order\ of|rather\ more\ than
    |something\ like|(?:just\ )?(?:short|shy)\ of|not\ quite|all\ of|fully|easily|not\ more\ than
    |in\ the\ region\ of|anything\ up\ to|anywhere\ up\ to|any(?:thing|where)\ from|{_PART}
"""
# What joins the parts of an amount: `2 hours and 10 minutes`, `1h 20m`, `a day, four hours`.
_JOIN = r"(?:,?\ and\ |,?\ )?"
_DAYS, _HOURS, _MINUTES, _SECONDS = (
    rf"(?:{NUMBER}[ -](?:{names})|{DIGITS}[ ]?(?:{names}|{letter}))"
    for names, letter in (
        ("days?", "d"),
        ("hours?|hrs?", "h"),
        ("minutes?|mins?", "m"),
        ("seconds?|secs?", "s"),
    )
)

_SIMPLE = rf"(?:{any_of(_FRACTIONS)}|{NUMBER}[ -]{UNIT}(?:\ and\ {SHARE})?)"

_FLAGS = re.VERBOSE | re.IGNORECASE
# What follows a number that an amount begins with, and what any amount begins with behind its
# `about`: to look for that is quicker than to try each form.
_FOLLOWS = rf"""
    [½¼¾+:] | \s?[{_DASH}]\s?\d | \s(?:and|or|to)\s | [ ]?[dhms](?![a-z])
  | [ -]?(?:{UNIT}|{_FULL}|very|odd|plus|or|ish)
"""
BEGINS = rf"""
    (?!a\ second\b(?!\ (?:and|or|to|short|shy|less)\b))
    (?:{any_of(_VAGUE)}|{any_of(_FRACTIONS)}|{NUMBER}(?:{_FOLLOWS})|(?<=over\ in\ )\d)
"""
# For a text in lower case.
FORM = re.compile(
    rf"""
    (?<![\w.:$/])
    (?:(?:{_ABOUT})\b\s*|[~≈]\s*)*+
    (?={BEGINS})
    (?:
        (?P<vague>    {any_of(_VAGUE)})
      | (?P<andhalf>  (?P<whole>{NUMBER})\ (?P<of>hours?|days?|minutes?)\ and\ (?P<part>{SHARE}))
      | (?P<half>     (?P<halves>{NUMBER})(?:\ and\ |(?=[½¼¾]))(?P<share>{SHARE})
                      [ -](?P<halfunit>{UNIT}))
      | (?P<ortwo>    an?\ (?P<oneunit>minute|hour|day)\ or\ two)
      | (?P<colon>    (?P<colonhours>\d{{1,2}})(?::(?P<colonminutes>[0-5]\d)[ ]?(?:hours?|hrs?|h)
                      | h\ ?(?P<after>[0-5]\d)))
      | (?P<sum>      (?:{_DAYS}{_JOIN}{_HOURS}(?:{_JOIN}{_MINUTES})?
                      | {_HOURS}{_JOIN}{_MINUTES} | {_MINUTES}{_JOIN}(?!a\ second\b){_SECONDS})
                      (?!,?\ to\ be\ (?:exact|precise)))
      | (?P<odd>      (?P<oddhours>{NUMBER})\ hours?\ (?:and\ )?(?P<oddminutes>{COUNT})
                      (?=\s*(?:[.,;:)!]|$|later|after|before|from|in\ all|all\ told|of\b|until)))
      | (?P<lacking>  (?P<lacks>{_SIMPLE})\ (?:short\ of|shy\ of|less\ than)\ (?P<lacked>{_SIMPLE}))
      | (?P<mixed>    (?P<least>{_SIMPLE})\s(?:to|or|and)\s(?!a\ second\b)(?P<most>{_SIMPLE}))
      | (?P<fraction> {any_of(_FRACTIONS)})
      | (?P<range>    (?P<low>{NUMBER}(?:\ and\ {SHARE})?)(?:[ -]{UNIT})?
                      (?:(?<!hundred)\s(?:to|or|(?P<both>and))\s|(?<=\d)\s?[{_DASH}]\s?(?=\d))
                      (?!a\ second\b)(?P<high>{NUMBER}(?:\ and\ {SHARE})?)
                      [ -]?(?P<rangeunit>{UNIT}))
      | (?P<short>    (?P<shortnumber>{DIGITS})(?P<shortunit>[hm]))
      | (?P<plain>    (?!a\ second\b|an?[ -][a-z]+s\b)(?P<number>{NUMBER})
                      (?:[+]|-?ish|[ -](?:odd|plus|or\ so))?(?:\ (?:very\ )?(?:{_FULL}))?
                      [ -]?(?P<unit>{UNIT}))
      | (?<=over\ in\ )(?P<bare>\d+)(?=[.,;)]|$)
    )
    (?!\w)(?:\ or\ (?:so|thereabouts)\b)?
    """,
    re.VERBOSE,
)

# The words that a form may begin with, beside figures, and how many words of it may stand before
# its first unit or figure.
BEGINNINGS = frozenset(
    {
        *NUMBERS,
        *("about", "all", "almost", "an", "anything", "anywhere", "approx", "approximately", "as"),
        *("around", "at", "barely", "best", "better", "bigger", "close", "easily", "exactly"),
        *("fully", "greater", "half", "in", "just", "less", "low", "maybe", "more", "most"),
        *("nearly", "no", "not", "on", "over", "perhaps", "precisely", "quarter", "rather"),
        *("roughly", "scarcely", "short", "shy", "single", "slightly", "some", "something"),
        *("somewhere", "the", "under", "up", "upwards", "well", "~", "≈"),
    }
)


def read(match: re.Match[str]) -> tuple[float | None, DurationKind]:
    """Return the minutes of an amount that `FORM` matches, None if there are none, and its kind.

    A range stands for its middle, of which LABELLING D1 is the source.
    """
    reader, kind = next(reader for name, reader in _READERS.items() if match[name] is not None)
    minutes = reader(match)
    if kind == "range" and match["range"] and _are_two(match):
        kind = "exact"
    if minutes is None or not _IS_PART.match(match[0]):
        return minutes, kind
    return minutes * (_MOST if (match["number"] or "").lower() in ("a", "an") else 1), "vague"


def unit_of(match: re.Match[str]) -> float | None:
    """Return the minutes of the one unit of an amount; None if it has several, or none."""
    name = match["unit"] or match["rangeunit"] or match["oneunit"]
    return unit(name) if name else None


_MOST = 0.75
_IS_PART = re.compile(rf"(?:{_ABOUT}|\s)*?(?:{_PART})", _FLAGS)


def _vague(match: re.Match[str]) -> float:
    return _look_up(_VAGUE, match["vague"])


def _fraction(match: re.Match[str]) -> float:
    return _look_up(_FRACTIONS, match["fraction"])


def _and_half(match: re.Match[str]) -> float:
    return (number(match["whole"]) + share(match["part"])) * unit(match["of"])


def _half(match: re.Match[str]) -> float:
    return (number(match["halves"]) + share(match["share"])) * unit(match["halfunit"])


def _one_or_two(match: re.Match[str]) -> float:
    return 1.5 * unit(match["oneunit"])


def _colon(match: re.Match[str]) -> float:
    return float(match["colonhours"]) * 60 + float(match["colonminutes"] or match["after"])


def _sum(match: re.Match[str]) -> float:
    return sum(
        number(part["number"]) * unit(part["unit"]) for part in _PARTS.finditer(match["sum"])
    )


_PARTS = re.compile(rf"(?P<number>{NUMBER})[ -]?(?P<unit>{UNIT}|[hms])(?![a-z])", re.IGNORECASE)


def _odd(match: re.Match[str]) -> float | None:
    minutes = number(match["oddminutes"])
    return number(match["oddhours"]) * 60 + minutes if minutes < unit("hour") else None


def _range(match: re.Match[str]) -> float:
    """Return the middle of a range; the longer of two that are listed (`of 18 and 50 minutes`)."""
    low, high = _with_share(match["low"]), _with_share(match["high"])
    return (max(low, high) if _are_two(match) else (low + high) / 2) * unit(match["rangeunit"])


def _with_share(text: str) -> float:
    """Return the number of `two and a half`."""
    match = re.fullmatch(rf"({NUMBER})(?:\ and\ ({SHARE}))?", text, _FLAGS)
    return number(match[1]) + (share(match[2]) if match[2] else 0) if match else number(text)


def _are_two(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start("low") - _REACH) : match.start("low")].lower()
    return match["both"] is not None and "between" not in before


# In what distance before its first number the `between` of a range stands.
_REACH = 30


def _mixed(match: re.Match[str]) -> float | None:
    """Return the middle of a range; None where it falls, as a setting does that was changed."""
    low, high = _simple(match["least"]), _simple(match["most"])
    return (low + high) / 2 if low <= high else None


def _lacking(match: re.Match[str]) -> float:
    return _simple(match["lacked"]) - _simple(match["lacks"])


def _simple(text: str) -> float:
    """Return the minutes of a fraction, or of one number with one unit."""
    match = re.fullmatch(rf"({NUMBER})[ -]({UNIT})(?:\ and\ ({SHARE}))?", text, _FLAGS)
    if match is None:
        return _look_up(_FRACTIONS, text)
    return (number(match[1]) + (share(match[3]) if match[3] else 0)) * unit(match[2])


def _short(match: re.Match[str]) -> float:
    return number(match["shortnumber"]) * unit(match["shortunit"])


def _plain(match: re.Match[str]) -> float:
    return number(match["number"]) * unit(match["unit"])


def _bare(match: re.Match[str]) -> float:
    return float(match["bare"])


_READERS: Mapping[str, tuple[Callable[[re.Match[str]], float | None], DurationKind]] = {
    "vague": (_vague, "vague"),
    "fraction": (_fraction, "exact"),
    "andhalf": (_and_half, "exact"),
    "half": (_half, "exact"),
    "ortwo": (_one_or_two, "range"),
    "colon": (_colon, "exact"),
    "sum": (_sum, "exact"),
    "odd": (_odd, "exact"),
    "lacking": (_lacking, "exact"),
    "mixed": (_mixed, "range"),
    "range": (_range, "range"),
    "short": (_short, "exact"),
    "plain": (_plain, "exact"),
    "bare": (_bare, "exact"),
}


def _look_up(table: Mapping[str, float], text: str) -> float:
    plain = text.replace("-", " ")
    return next(v for form, v in table.items() if re.fullmatch(form, plain, re.IGNORECASE))
