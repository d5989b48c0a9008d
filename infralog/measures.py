"""An account -> every amount of time in it, with what it may measure.

What an amount measures is told by the rules of `durations.toml`, read as `infralog.cues` says; the
first that holds makes it a phase of the `impact`, or the `fix` (LABELLING D2), or `likely` the
duration, since its sentence tells of the fault and nothing says that it measures anything else; one
that is `rejected` does. To a rule an amount is a `moment` (less than a minute: that is a latency or
a timer more often than an outage), a `span`, some `days`, or a `clock` (from one time of day to
another); a time of day alone is an `hour`, at which it had `begun` or `ended`, or something had
`changed`, or `neither`. The time from one hour to another is an amount, too.

The signs of an amount, beside those of the words around it (`infralog.signs`):

    makes    what the first rule makes of it; `nothing` if none holds, `two hours` of two hours
    size     how long it is
    place    where it stands
    kind     whether it is exact, a range, or vague
    form     what it is to a rule, and whether it is in figures
    itself   a word of it
    longest  whether no other in the account is longer of which the rules make as much, or more
    impact   whether a rule found any phase of the impact, and what it makes of this one

and of two hours, which have neither words, a form, nor a place:

    hours    what the rules make of both
    ends     whether they are the first and the last of the account
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

from infralog import amounts, hours, signs
from infralog.amounts import Amount
from infralog.cues import Found, Reading, Rules
from infralog.hours import Hour
from infralog.model import DurationKind
from infralog.prose import Prose
from infralog.signs import Sign


class Measure(NamedTuple):
    """An amount of time, and what it measures.

    Attributes:
        minutes: The middle of a range; of a vague one, what it usually means (LABELLING D1).
        text: The words, as they are written; ` … ` for those between two times in two sentences.
        quote: The sentence; of two, all from the first to the last.
        makes: What the first rule makes of it.
        rule: The name of that rule; empty if none holds.
    """

    minutes: float
    kind: DurationKind
    text: str
    quote: str
    makes: str
    rule: str
    signs: frozenset[Sign]


_NOTHING = "nothing"
_TWO_HOURS = "two hours"
# What a rule may make of an amount, the most first.
_STRENGTHS = ("impact", "fix", "likely", _NOTHING, "rejected")
# What makes of an amount that it may be the duration.
FOR = frozenset({"impact", "fix", "likely", _TWO_HOURS})
# What a rule may make of an hour.
_AT_AN_HOUR = ("begun", "ended", "changed", "neither")
_BEGINNINGS = ("begun", "changed")
# Of so many hours all pairs are made.
_MOST_HOURS = 10
# How many more words and marks a sentence has at most that has nothing but the amount.
_ALONE = 4
# Where the words that tell how long begin, whatever stands before them: `were refused for an hour`.
_BEFORE = frozenset({"after", "for", "in", "inside", "within"})
# What no quoted words begin or end with.
_LOOSE = frozenset(
    {",", ";", ":", ".", "(", ")", "-", "and", "as", "before", "to", "until", "which"}
)
# What may stand between an amount and another that says the same more exactly.
_SAME = frozenset({",", "(", "or", "exactly", "precisely", "i", "e", "."})
# Up to so many minutes an amount is of one size.
_SIZES = (0.99, 2, 10, 30, 90, 300, 1439, 4320)


class Measures:
    """Finds what amounts measure. Compiled once, used for every passage."""

    def __init__(self) -> None:
        """Compile the rules."""
        self._rules = Rules("durations.toml")

    def find(self, title: Prose, body: Prose) -> list[Measure]:
        """Return the amounts of an account: those of its body, and those of its title."""
        return [*self._find(body), *self._find(title, in_title=True)]

    def _find(self, prose: Prose, *, in_title: bool = False) -> Iterator[Measure]:
        spans = list(hours.spans(prose))
        found = sorted([*amounts.find(prose), *spans], key=lambda amount: amount.start)
        times = [hour for hour in hours.find(prose) if not _within(hour, spans)]
        if not (found or times):
            return
        reading = self._rules.read(prose)
        measured = list(_measured(found, reading))
        longest = _longest(measured)
        words = signs.bare(prose, ())
        for amount, why in measured:
            own = _of_amount(amount, prose, words, in_title=in_title)
            beside = _beside_others(amount.minutes, _makes(why), longest)
            yield _stated(amount, why, prose, frozenset([*own, *beside]))
        yield from _from_hour_to_hour(times, reading, longest)


_Measured = tuple[Amount, Found | None]


def _measured(found: Iterable[Amount], reading: Reading) -> Iterator[_Measured]:
    """Yield the amounts, each with the first rule that holds for it.

    One that leans on the one before it measures the same, where no rule of its own holds. So does
    one that says the same more exactly, instead of it.
    """
    before: _Measured | None = None
    for amount in found:
        why = reading.first(amount.start, amount.end, kind=amount.size)
        if why is None and _is_alone(amount, reading.prose):
            why = reading.first(amount.start, amount.end, kind="alone")
        if before and _says_the_same(before[0], amount, reading.prose):
            before = (amount, before[1])
        else:
            if before:
                yield before
            if before and before[1] and amount.leans:
                why = _leaning(why, before[1])
            before = (amount, why)
    if before:
        yield before


def _leaning(own: Found | None, before: Found) -> Found | None:
    """Return the rule for an amount that leans on another, of its own and that of the other."""
    is_weak = own is None or own.rule.makes == "likely"
    return before if is_weak and before.rule.makes != "rejected" else own


def _is_alone(amount: Amount, prose: Prose) -> bool:
    """Tell whether the sentence has no more than an amount of some size."""
    sentence = prose.sentences[amount.start]
    first, last = bisect_left(prose.sentences, sentence), bisect_right(prose.sentences, sentence)
    return amount.size in ("span", "clock") and last - first - (amount.end - amount.start) <= _ALONE


def _says_the_same(amount: Amount, exact: Amount, prose: Prose) -> bool:
    """Tell whether an amount says more exactly what the one before it says."""
    between = prose.folded[amount.end : exact.start]
    behind = prose.folded[exact.end : exact.end + 3]
    is_meant = "(" in between or behind in (["to", "be", "exact"], ["to", "be", "precise"])
    near = amount.minutes / 2 <= exact.minutes <= amount.minutes * 2
    return is_meant and near and _SAME.issuperset(between)


# ---------------------------------------------------------------- the signs


def _of_amount(
    amount: Amount, prose: Prose, words: Sequence[str], *, in_title: bool
) -> Iterator[Sign]:
    """Yield the signs of an amount by itself."""
    yield "size", _size(amount.minutes)
    yield "place", "in the title" if in_title else signs.place(prose, amount.start)
    if not in_title and signs.is_last(prose, amount.start):
        yield "place", "in the end"
    yield "kind", amount.kind
    own = words[amount.start : amount.end]
    yield "form", f"{amount.size}, {'in figures' if signs.NUMBER in own else 'in words'}"
    for word in {*own}:
        yield "itself", word
    yield from signs.around(prose, words, amount.start, amount.end)


# What rules make of amounts, the most first, and the longest of which they make as much, or more.
_Longest = Mapping[str, float]


def _longest(measured: Iterable[_Measured]) -> _Longest:
    longest = dict.fromkeys(_STRENGTHS, 0.0)
    for amount, why in measured:
        for makes in _STRENGTHS[_STRENGTHS.index(_makes(why)) :]:
            longest[makes] = max(longest[makes], amount.minutes)
    return longest


def _beside_others(minutes: float, makes: str, longest: _Longest) -> Iterator[Sign]:
    """Yield what the rules make of an amount, and its signs among those of the account."""
    yield "makes", makes
    yield "impact", f"{'told' if longest['impact'] else 'not told'}, {makes}"
    if makes in longest:
        yield "longest", "yes" if minutes == longest[makes] else "no"


def _makes(why: Found | None) -> str:
    return why.rule.makes if why else _NOTHING


def _size(minutes: float) -> str:
    return next((f"up to {most:g}" for most in _SIZES if minutes <= most), "more")


# ---------------------------------------------------------------- the words


def _stated(amount: Amount, why: Found | None, prose: Prose, there: frozenset[Sign]) -> Measure:
    start, end = _words(amount, why, prose)
    text = prose.text.plain[prose.starts[start] : prose.ends[end - 1]]
    quote, rule = prose.sentence(start), why.rule.says if why else ""
    return Measure(amount.minutes, amount.kind, text, quote, _makes(why), rule, there)


def _words(amount: Amount, why: Found | None, prose: Prose) -> tuple[int, int]:
    """Return the words of an amount and of what stands by it that tells what it measures."""
    if amount.leans:
        return amount.start - 1, amount.end
    start, end, folded = amount.start, amount.end, prose.folded
    if why and why.rule.place in ("before", "after"):
        start, end = min(start, why.start), max(end, why.end)
        start = max((i for i in range(start, amount.start) if folded[i] in _BEFORE), default=start)
    while folded[start] in _LOOSE:
        start += 1
    while folded[end - 1] in _LOOSE:
        end -= 1
    return start, end


# ---------------------------------------------------------------- from one hour to another


def _within(hour: Hour, spans: Sequence[Amount]) -> bool:
    return any(span.start <= hour.start < span.end for span in spans)


def _from_hour_to_hour(
    times: Sequence[Hour], reading: Reading, longest: _Longest
) -> Iterator[Measure]:
    """Yield the time from each hour to each that is told behind it.

    To one that is told before it only if rules say that it began there, or ended here.
    """
    said = ((hour, _told_of(hour, reading)) for hour in times)
    told = [(hour, why) for hour, why in said if _makes(why) != "neither"][:_MOST_HOURS]
    for (begun, why), (ended, how) in permutations(told, 2):
        falls = ended.start < begun.start
        if falls and not (_makes(why) in _BEGINNINGS or _makes(how) == "ended"):
            continue
        minutes = hours.between(begun, ended)
        if minutes is not None:
            first, last = (ended, begun) if falls else (begun, ended)
            text, quote = _quoted(first, last, reading.prose)
            there = {
                *_beside_others(minutes, _TWO_HOURS, longest),
                ("size", _size(minutes)),
                ("hours", f"{_makes(why)} to {_makes(how)}"),
                ("ends", f"{_END[first is told[0][0]]} to {_END[last is told[-1][0]]}"),
            }
            rule = how.rule.says if how else ""
            yield Measure(minutes, "exact", text, quote, _TWO_HOURS, rule, frozenset(there))


# Of an hour, whether it is the first or last of the account.
_END = {True: "the end", False: "within"}


def _told_of(hour: Hour, reading: Reading) -> Found | None:
    """Return the rule that tells what was at an hour."""
    rules = reading.holding(hour.start, hour.end, kind="hour")
    return next((why for why in rules if why.rule.makes in _AT_AN_HOUR), None)


def _quoted(first: Hour, last: Hour, prose: Prose) -> tuple[str, str]:
    """Return the words from one time to another, and the sentences."""
    plain = prose.text.plain
    start, end = prose.starts[first.start], prose.ends[last.end - 1]
    text = plain[start:end]
    if prose.sentences[first.start] != prose.sentences[last.start]:
        text = (
            f"{plain[start : prose.ends[first.end - 1]]} … {plain[prose.starts[last.start] : end]}"
        )
    return text, plain[prose.sentence_span(first.start)[0] : prose.sentence_span(last.start)[1]]
