"""The search line: one text that holds words and filters, and is edited by hand and by toggling.

What can stand in the line does, flags and facets too, so that one sees all that narrows.
"""

import re
import shlex
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from infralog.errors import QueryError
from infralog.model import Query
from infralog.query import IMPACTS, INLINE, KINDS, Filters, Place, parse, places

Build = Callable[[str, Filters], Query]
"""A text and filters -> what they ask; raises QueryError."""

# A filter of which no value is typed yet, or a quote or a minus with nothing behind.
_DANGLING = re.compile(r"(?:^|(?<=\s))-?(?:[a-z-]+:[\"“]?|[\"“]|-)$")
# The word at the end, while it is typed; one letter begins too many words to look for them all.
_GROWING = re.compile(r"(?:^|\s)(?P<word>[^\W\d_]\w+)$")
_BEGUN = re.compile(r"(?:^|\s)(?P<word>[^\W\d_]+(?:-[a-z]*)?)$")
_OPERATOR = "OR"
_ENDING = re.compile(r"(?:^|(?<=\s))(?P<field>-?[a-z-]+):(?P<value>[^\s\"]*)$")
_DAYS = ("today", "yesterday", "7d", "30d", "90d", "1y")


class Asked(NamedTuple):
    """What a line asks for, as far as it is understood.

    Attributes:
        text: The part of it that is understood, as it was typed.
        meant: The same as it was asked: its last word may be the beginning of one.
        note: What is not understood, in words; empty where all is.
        is_unfinished: True where that is the value of a filter, which may go on.
    """

    query: Query
    text: str
    meant: str
    note: str = ""
    is_unfinished: bool = False


def spelled(text: str, filters: Filters) -> str:
    """Return a line with the filters that flags gave written behind its words."""
    return _with(
        text.strip(),
        [_term(name, one) for name, field in INLINE.items() for one in getattr(filters, field)],
    )


def beyond(filters: Filters) -> Filters:
    """Return what no line can hold: the order, whether mentions count, which date is meant."""
    none = Filters()
    return filters._replace(**{field: getattr(none, field) for field in INLINE.values()})


def without(text: str, *fields: str) -> str:
    """Return a line without its filters for these fields of `Filters`."""
    return _keeping(text, lambda _, field: field not in fields)


def choosing(text: str, field: str, values: Iterable[str], *, before: bool = False) -> str:
    """Return a line with these values, and no others, for a field of `Filters`."""
    name = next(name for name, known in INLINE.items() if known == field)
    return _with(without(text, field), [_term(name, value) for value in values], before=before)


def toggled(text: str, asked: Query, field: str, value: str, *, before: bool = False) -> str:
    """Return a line that narrows to a value of a facet too, or no more.

    Args:
        text: The line.
        asked: What it asks for.
        field: `region`, `component`, `impact`, or `on`: no incident is in two months, so that
            another takes the place of one.
        value: Canonical.
        before: True where the last word of the line may go on, and is to stay the last.
    """
    if field == "on":
        chosen = parse(text).filters.on
        return choosing(text, field, () if value in chosen else (value,), before=before)
    found = {"region": asked.regions, "component": asked.components, "impact": asked.impacts}
    chosen = found[field]
    others = [one for one in chosen if one != value]
    kept = others if value in chosen else [*others, value]
    return choosing(text, field, kept, before=before)


def _with(text: str, terms: Sequence[str], *, before: bool = False) -> str:
    """Return a line with these filters behind it, or `before` it; so before an open quote."""
    behind = " ".join(filter(None, [text, *terms]))
    found = [behind[place.start : place.end] for place in places(behind) if place.filter]
    if not before and found[len(found) - len(terms) :] == list(terms):
        return behind
    return " ".join(filter(None, [*terms, text]))


def _term(name: str, value: str) -> str:
    plain = value.replace('"', "")
    return f'{name}:"{plain}"' if re.search(r"\s", plain) else f"{name}:{plain}"


def _keeping(text: str, keep: Callable[[str, str | None], bool]) -> str:
    """Return a line with those of its terms that are to be kept."""
    terms = [(text[place.start : place.end], place.filter) for place in places(text)]
    return " ".join(term for term, field in terms if keep(term, field))


# ---------------------------------------------------------------- while it is typed


def growing(text: str) -> str:
    """Return what is meant while a line is typed: its last word may be the beginning of one."""
    found = _GROWING.search(text)
    if not found or found["word"] == _OPERATOR:
        return text
    return f"{text} {_OPERATOR} {found['word']}*"


def typing(text: str, filters: Filters, build: Build) -> Asked:
    """Return what a line asks for while it is typed; as `understood`, but for its end.

    A filter with which it ends and that means nothing is no mistake: it is not typed to its end.
    """
    done = _DANGLING.sub("", text)
    start = _last_filter(done)
    begun = _is_mistaken(done, start, filters, build)
    end = text[start if begun else len(done) :].strip()
    done = done[:start] if begun else done
    asked = understood(done.rstrip(), filters, build)
    grown = growing(done)[len(done) :]
    if grown:
        meant = asked.text + grown
        asked = asked._replace(query=build(meant, filters), meant=meant)
    if ":" not in end:
        return asked
    return asked._replace(note=asked.note or f"{end}… unfinished", is_unfinished=begun)


def _is_mistaken(text: str, start: int, filters: Filters, build: Build) -> bool:
    """Tell whether it is the end of a line for which it cannot be answered."""

    def fails(part: str) -> bool:
        try:
            build(part, filters)
        except QueryError:
            return True
        return False

    return fails(text) and (fails(text[start:]) or not fails(text[:start]))


def _last_filter(text: str) -> int:
    """Return where the filter begins at which a line ends; its length where it ends at none."""
    *_, last = (Place(0, 0, None), *places(text))
    return last.start if last.filter and last.end == len(text) else len(text)


def unnamed(text: str) -> str | None:
    """Return a line without a last word that is hardly one yet: a letter, half a filter's name.

    None where its last word is one.
    """
    found = _BEGUN.search(text)
    word = found["word"] if found else ""
    if found and (len(word) == 1 or any(name.startswith(word) for name in INLINE)):
        return text[: found.start("word")]
    return None


def understood(text: str, filters: Filters, build: Build) -> Asked:
    """Return what a line asks for, without those of its filters that mean nothing.

    Args:
        text: Any.
        filters: What no line can hold.
        build: A text and filters -> a query.

    Raises:
        QueryError: The filters mean something each, but nothing together.
    """
    try:
        return Asked(build(text, filters), text, text)
    except QueryError as exc:
        note = f"{exc.message}; {exc.hint}" if exc.hint else exc.message

    def means(term: str, field: str | None) -> bool:
        try:
            build(term, filters)
        except QueryError:
            return field is None
        return True

    kept = _keeping(text, means)
    return Asked(build(kept, filters), kept, kept, note)


def completed(text: str, known: Callable[[str], Sequence[str]]) -> str | None:
    """Return a line with its last filter completed; None where there is nothing to complete.

    Args:
        text: A line, with the cursor at its end.
        known: `region` or `component` -> its values, those that are likely first.
    """
    found = _ENDING.search(text)
    if not found:
        return None
    field = found["field"].lstrip("-").removeprefix("not-")
    typed = found["value"].lower()
    value = next((one for one in _values(field, known) if one.startswith(typed)), typed)
    return text + value[len(typed) :] if value != typed else None


def _values(field: str, known: Callable[[str], Sequence[str]]) -> Sequence[str]:
    if field in ("region", "component"):
        return known(field)
    if field in ("since", "until", "on"):
        return _DAYS
    return {"impact": IMPACTS, "kind": KINDS}.get(field, ())


# ---------------------------------------------------------------- what says the same


def command(text: str, filters: Filters, db: str | None) -> str:
    """Return the command that finds the same, to be pasted into a shell."""
    flags = ["--mentions"] if filters.mentions else []
    flags += ["--dates", filters.dates] if filters.dates != "occurred" else []
    flags += ["--sort", filters.sort] if filters.sort else []
    flags += ["--limit", str(filters.limit)] if filters.limit else []
    flags += ["--offset", str(filters.offset)] if filters.offset else []
    words = ["--", text] if text.startswith("-") else [text] if text else []
    place = ["--db", db] if db else []
    return shlex.join(["infralog", *place, "search", *flags, *words])
