"""Counts -> sentences: what was asked, what is not known, and by what rule something changed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from infralog.model import Interval, Query, Word
from infralog.stats import Lasted, Report
from infralog.trend import sentence
from infralog.views.words import amount

NOT_TOLD = "not told"


def lasted(told: Lasted, among: int) -> str:
    """Return how long incidents lasted, and of how many that is known."""
    if told.median is None or told.p90 is None:
        return f"not known of any of {among:,}"
    nine = f"9 in 10 at most {amount(told.p90)}"
    return f"median {amount(told.median)}, {nine}; known of {told.known:,} of {among:,}"


def gaps(told: Report) -> str:
    """Return in how many weeks the log tells of anything, and where it is silent for longest."""
    known, weeks = told.weeks
    if not told.gaps:
        return f"{known:,} of {weeks:,} weeks"
    since, until = max(told.gaps, key=_length)
    return f"{known:,} of {weeks:,} weeks; nothing from {since} to {until}"


def _length(gap: Interval) -> timedelta:
    return gap.until - gap.since if gap.since and gap.until else timedelta(0)


def notes(told: Report, unknown: str, left: Sequence[str] = ()) -> Iterator[str]:
    """Yield what is to be said below a table or a heat map.

    Args:
        told: What is shown.
        unknown: The sign for what is not known.
        left: The heads of columns that there was no room for.
    """
    if left:
        yield f"no room for {', '.join(left)}; --format csv has all"
    if told.gaps:
        yield f"logged: {gaps(told)}; {unknown} is unknown, which is not quiet"
    trend = told.whole.trend
    if len(told.scope.by) > 1 or "month" in told.scope.by or not trend:
        return
    days, end = told.scope.period, told.scope.end
    if trend.p_value is None:
        yield f"change not known: {sentence(trend)}"
        return
    if "change" in left:
        return
    yield (
        f"{days}d: the {days:,} days to {end} (logged: {trend.known_now:,}), and the "
        f"{days:,} before (logged: {trend.known_before:,})"
    )
    yield "change: exact test of two Poisson counts at 5 %; by chance 1 in 20 seems to change"


# ---------------------------------------------------------------- what was asked


def asked(query: Query) -> str:
    """Return to what a query narrows, such as `corrosion; region sjc, lax; since 2026-03-01`."""
    return "; ".join(part for part in _asked(query) if part)


def _asked(query: Query) -> Iterator[str]:
    yield " ".join(" OR ".join(map(_typed, clause.words)) for clause in query.clauses)
    yield " ".join(f"-{_typed(word)}" for word in query.excluded)
    yield _named("region", query.regions)
    yield _named("component", query.components)
    yield _named("not region", query.not_regions)
    yield _named("not component", query.not_components)
    yield "mentions too" if query.mentions else ""
    yield f"since {query.interval.since}" if query.interval.since else ""
    yield f"until {query.interval.until}" if query.interval.until else ""
    yield "by publication" if query.by_published else ""
    yield f"at least {amount(query.min_minutes)}" if query.min_minutes is not None else ""
    yield f"at most {amount(query.max_minutes)}" if query.max_minutes is not None else ""
    yield _named("impact", query.impacts)
    yield _named("kind", query.kinds)
    yield _named("source", query.sources)


def _typed(word: Word) -> str:
    text = f'"{word.text}"' if " " in word.text else word.text
    return f"{'title:' if word.title_only else ''}{text}{'*' if word.prefix else ''}"


def _named(what: str, names: Iterable[str]) -> str:
    told = ", ".join(names)
    return f"{what} {told}" if told else ""
