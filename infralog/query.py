"""What a person typed -> Query: any string is understood, and no store's syntax leaks in or out.

    corrosion stale        both words            "blue green"     a phrase
    stale OR lagging       either                -word            without
    corr*                  a prefix              title:word       in the title
    region:sjc since:2w    a filter, by the name of its flag; -region:sjc is --not-region
    region:"San Jose"      likewise; behind a colon single quotes do as well

Whatever is none of these is a word: `4:45`, `c++`, `NOT x`, `"unbalanced`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple, TypeVar, cast

from infralog.errors import QueryError
from infralog.model import Clause, Impact, IncidentKind, Interval, Query, Sort, Word
from infralog.names import Names

S = TypeVar("S", bound=str)
Dates = Literal["occurred", "published"]

IMPACTS: tuple[Impact, ...] = ("none", "minor", "major")
KINDS: tuple[IncidentKind, ...] = ("incident", "notes")
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest", "longest")

_OR = "OR"
# Letters of a word that may be a region's code, or what a stemmer makes of one.
_CODES = range(2, 5)
_TERM = re.compile(
    r"""
    (?P<minus>-)?
    (?: (?P<field>[a-z]+(?:-[a-z]+)?) : (?=\S) )?
    (?: ["“”] (?P<phrase>[^"“”]*) ["“”]?
      | (?<=:) ' (?P<single>[^']+) ' (?!\S)
      | (?P<word>[^\s"“”]\S*) )
    """,
    re.VERBOSE,
)


class Filters(NamedTuple):
    """What a person typed behind the flags of a search, as text; the flags that repeat, repeated.

    Attributes:
        since, until, on: All of them hold, so that a second one narrows.
        sort: None means relevance where there are words, else newest.
    """

    region: tuple[str, ...] = ()
    component: tuple[str, ...] = ()
    not_region: tuple[str, ...] = ()
    not_component: tuple[str, ...] = ()
    mentions: bool = False
    since: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    dates: Dates = "occurred"
    min_duration: tuple[str, ...] = ()
    max_duration: tuple[str, ...] = ()
    impact: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    changed_since: tuple[str, ...] = ()
    sort: Sort | None = None
    limit: int = 20
    offset: int = 0


# The filters that can stand among the words, and what a minus before one makes of it.
INLINE = {
    name: name.replace("-", "_")
    for name in (
        *("region", "component", "not-region", "not-component", "since", "until", "on"),
        *("min-duration", "max-duration", "impact", "kind", "source", "changed-since"),
    )
}
_NEGATED = {"region": "not_region", "component": "not_component"}


class Typed(NamedTuple):
    """The words and the filters of a query, apart."""

    clauses: tuple[Clause, ...]
    excluded: tuple[Word, ...]
    filters: Filters


def parse(text: str, filters: Filters = Filters()) -> Typed:
    """Divide what was typed into words and filters; the filters add to those given. Never fails."""
    clauses: list[Clause] = []
    excluded: list[Word] = []
    added: dict[str, tuple[str, ...]] = {}
    after = ""  # what the last term was: a filter cannot be joined by OR, of its kind all are
    joined = False
    for term in _TERM.finditer(text):
        if term[0] == _OR and after in ("word", "filter"):
            joined, after = after == "word", "or"
            continue
        found = _filter(term)
        if found:
            name, value = found
            added[name] = (*added.get(name, getattr(filters, name)), value)
            after = "filter"
        elif term["minus"]:
            excluded.append(_word(term))
            after = "filter"
        elif joined:
            clauses[-1] = Clause((*clauses[-1].words, _word(term)))
            after = "word"
        else:
            clauses.append(Clause((_word(term),)))
            after = "word"
        joined = False
    merged = Filters(**{**filters._asdict(), **added})
    return Typed(tuple(_searchable(clauses)), tuple(excluded), merged)


def written(words: Sequence[str], filters: Filters) -> str:
    """Return words and filters as one line that can be typed again: `corrosion region:sjc`.

    What only orders the answer, or shortens it, is left out.
    """
    terms = [" ".join(words).strip()]
    for name, field in INLINE.items():
        for value in getattr(filters, field):
            quoted = f'"{value}"' if any(map(str.isspace, value)) else value
            terms.append(f"{name}:{quoted}")
    return " ".join(filter(None, terms))


class Place(NamedTuple):
    """Where a term stands in what was typed: `text[start:end]`.

    Attributes:
        filter: The field of `Filters` that it fills; None for a word.
    """

    start: int
    end: int
    filter: str | None


def places(text: str) -> Iterator[Place]:
    """Yield where the terms of what was typed stand, for one who edits it."""
    for term in _TERM.finditer(text):
        found = _filter(term)
        yield Place(term.start(), term.end(), found[0] if found else None)


def _filter(term: re.Match[str]) -> tuple[str, str] | None:
    """Return the name and the value of a filter; None where a term is a word."""
    names = _NEGATED if term["minus"] else INLINE
    name = names.get(term["field"] or "")
    value = term["word"] or _quoted(term) or ""
    return (name, value) if name and value.strip() else None


def _quoted(term: re.Match[str]) -> str | None:
    """Return what stands in quotes; None where nothing does."""
    return term["single"] if term["phrase"] is None else term["phrase"]


def _word(term: re.Match[str]) -> Word:
    in_title = term["field"] == "title"
    phrase = (_quoted(term) or "").strip()
    if phrase and (in_title or not term["field"]):
        return Word(phrase, title_only=in_title)
    in_title = in_title and bool(term["word"])
    typed = term["word"] if in_title else term[0].removeprefix("-" if term["minus"] else "")
    prefix = len(typed) > 1 and typed.endswith("*")
    return Word(typed.rstrip("*") if prefix else typed, prefix, in_title)


def _searchable(clauses: Sequence[Clause]) -> Iterable[Clause]:
    """Leave out what no index holds (a dash, an emoji), unless nothing else was typed."""
    kept = [c for c in clauses if any(any(map(str.isalnum, w.text)) for w in c.words)]
    return kept or clauses[:1]


# ---------------------------------------------------------------- what it means


def build(
    text: str, filters: Filters, *, names: Callable[[], Names], today: Callable[[], date]
) -> Query:
    """Return the query that was typed.

    Args:
        text: The words, perhaps with filters among them.
        filters: Those of the flags.
        names: Called only where a region or component is named, or a word may be a region's code.
        today: Called only where a date is named.

    Raises:
        QueryError: A region, component, date, duration, impact or kind is not known, or no day is
            in all of the dates.
    """
    clauses, excluded, typed = parse(text, filters)
    wanted = typed.region or typed.component or typed.not_region or typed.not_component
    may_be_codes = any(_may_be_code(word.text) for word in _words(clauses, excluded))
    known = names() if wanted or may_be_codes else Names({}, {})
    least, most = _bound(typed.min_duration, max), _bound(typed.max_duration, min)
    if least is not None and most is not None and least > most:
        raise QueryError(
            f"no duration is at least {least:g} and at most {most:g} minutes",
            hint="--min-duration and --max-duration are both inclusive",
        )
    return Query(
        clauses=tuple(Clause(tuple(_coded(w, known) for w in c.words)) for c in clauses),
        excluded=tuple(_coded(word, known) for word in excluded),
        regions=_each(typed.region, known.regions),
        components=_each(typed.component, known.components),
        not_regions=_each(typed.not_region, known.regions),
        not_components=_each(typed.not_component, known.components),
        mentions=typed.mentions,
        interval=_interval(typed, today),
        by_published=typed.dates == "published",
        min_minutes=least,
        max_minutes=most,
        impacts=tuple(_one_of("impact", value, IMPACTS) for value in typed.impact),
        kinds=tuple(_one_of("kind", value, KINDS) for value in typed.kind),
        sources=typed.source,
        changed_since=_changed_since(typed, today),
        sort=typed.sort,
        limit=typed.limit,
        offset=typed.offset,
    )


def _words(clauses: Iterable[Clause], excluded: Iterable[Word]) -> Iterator[Word]:
    for clause in clauses:
        yield from clause.words
    yield from excluded


def _may_be_code(text: str) -> bool:
    """Tell whether a word is as short as a region's code, give or take a plural's `s`."""
    return len(text) in _CODES and text.isalpha()


def _coded(word: Word, known: Names) -> Word:
    """Return a word that knows of which region it is the code, or might be taken for it."""
    if word.prefix or word.title_only or not _may_be_code(word.text):
        return word
    text = word.text.lower()
    near = f"{text}s", text.removesuffix("s")
    codes = [code for code in (text, *near) if known.by_region.get(code) == (code,)]
    if not codes:
        return word
    return word._replace(region=text) if codes[0] == text else word._replace(unlike=codes[0])


def _each(typed: Sequence[str], resolve: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    found = (name for text in typed for name in resolve(text))
    return tuple(dict.fromkeys(found))


def _one_of(what: str, value: str, known: Sequence[S]) -> S:
    if value.lower() not in known:
        raise QueryError(f"unknown {what}: {value}", hint=f"known are: {', '.join(known)}")
    return cast("S", value.lower())


def _interval(typed: Filters, today: Callable[[], date]) -> Interval:
    """Return the days that lie in all of the intervals typed."""
    if not (typed.since or typed.until or typed.on):
        return Interval()
    from infralog import intervals

    now = today()
    since = [intervals.interval(text, now).since for text in (*typed.since, *typed.on)]
    until = [intervals.interval(text, now).until for text in (*typed.until, *typed.on)]
    first = max((day for day in since if day), default=None)
    last = min((day for day in until if day), default=None)
    if first and last and first > last:
        hint = "--since and --until are the first and the last day, both inclusive"
        raise QueryError(f"no day is since {first} and until {last}", hint=hint)
    return Interval(first, last)


def _changed_since(typed: Filters, today: Callable[[], date]) -> date | None:
    """Return the last of the days since which something is to have changed."""
    if not typed.changed_since:
        return None
    from infralog import intervals

    now = today()
    days = (intervals.interval(text, now).since for text in typed.changed_since)
    return max((day for day in days if day), default=None)


def _bound(typed: Sequence[str], choose: Callable[[Iterator[float]], float]) -> float | None:
    if not typed:
        return None
    from infralog import intervals

    return choose(intervals.minutes(text) for text in typed)
