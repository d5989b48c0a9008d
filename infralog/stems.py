"""A text -> its words by their stems, so that `migrate` and `migrations` are one word.

Only what inflects English is taken off, blindly: a stem need be no word, only the same for all
forms of one. A store's index stems in its own way; nobody compares the two.
"""

import re
from functools import cache, lru_cache

from infralog.names import fold

_WORD = re.compile(r"[^\W_]+")
# A shorter word says little, unless it is a name with a digit in it (6pn).
_SHORTEST = 3
# Words that any two accounts may share, whatever they are about. Where incidents are few, their
# counts do not tell these from words that are rare for a reason.
_EVERYDAY = """
    able about above according across actually after again against ago all allow almost already also
    although always among amount and another any anything appear are around available away back bad
    based became because become been before began begin behind being believe best better between big
    both bring brought but call came can cannot case cause certain change clear come common complete
    consider context continue correct could couple course current day decide default depend despite
    did didn different difficult directly does doesn doing don done down due during each earlier
    early easily effect either else end engineer enough entire especially even event eventually ever
    every everyone everything exact example except expect explain extra fact fairly far few final
    find first fix follow for form found four from fully further generally get give given goes going
    good got great had hand happen hard has have having help her here hour how however idea
    immediate important incident include indeed infrastructure initial instead intend into isn issue
    its itself just keep kept kind know known large last late later latter least leave led left less
    let level like likely little long look lot made main make making many may mean meant mention
    might mind minute moment month more most mostly move much must name near nearly need neither
    never new next nice normal not note nothing notice now number obvious occur off often old once
    one only onto open original other our out over own page part particular per perhaps pick piece
    place plan plus point possible pretty prevent previous prior probably problem process produce
    quick quite rather reach real really reason recent relate relative remain require resolve rest
    result right roughly run said same saw say second see seem seen several she should show side
    significant similar simply since single situation slightly small some someone something
    sometimes somewhat soon sort specific spend spent stand start state still straight such suddenly
    suppose sure system take taken team tell than that the their them themselves then there
    therefore these they thing think this those though thought three through thus time together told
    too took top toward tried try turn two typical under underlying unfortunately until upon use
    used user using usual various very via want was wasn way week well went were weren what when
    where whether which while who whole whose why will wish with within without word work would
    writing wrong year yesterday yet you your
""".split()  # noqa: SIM905 -- as text it can be read and sorted
# What is cut off a word, step by step, and what stands there instead.
_STEPS = (
    (re.compile(r"ies$"), "y"),
    (re.compile(r"(?<=[^su])s$"), ""),
    (re.compile(r"(?<=..[^e])ed$|(?<=...)ing$|(?<=...)ion$"), ""),
    (re.compile(r"(?<=...)e$"), ""),
    (re.compile(r"(?<=..)y$"), "i"),
    (re.compile(r"(?<=..)([^\W\d_])\1$"), r"\1"),
)


def stems(text: str) -> dict[str, list[str]]:
    """Return the words of a text by their stems: each as often as it stands there, as written."""
    found: dict[str, list[str]] = {}
    for written in _WORD.findall(text.lower()):
        word = written if written.isascii() else fold(written)
        key = stem(word)
        if key not in everyday() and (len(word) >= _SHORTEST or _is_name(word)):
            found.setdefault(key, []).append(word)
    return found


def _is_name(word: str) -> bool:
    return any(map(str.isdigit, word)) and not word.isdecimal()


@cache
def everyday() -> frozenset[str]:
    """Return the stems of words that any two accounts may share."""
    return frozenset(map(stem, _EVERYDAY))


@lru_cache(maxsize=2**16)
def stem(word: str) -> str:
    """Return what is common to the forms of a word, which is in lower case.

    >>> [stem(word) for word in ("stopped", "retries", "retry", "migrations", "migrate", "502s")]
    ['stop', 'retri', 'retri', 'migrat', 'migrat', '502']
    """
    for ending, instead in _STEPS:
        word = ending.sub(instead, word)
    return word
