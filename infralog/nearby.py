"""What of a store may be like an incident or a text, and in the end is."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate

from infralog.model import Clause, Incident, Query, Word
from infralog.similar import Near, Occurrences, Subject, Weights, nearest, weigh
from infralog.stores import Store

# So many words of a text are looked up, those that it says most often.
_LOOKED_UP = 96
# Who may be near is among the best, or the newest, of searches for words and tags. What is sought
# is in no more incidents than these, all in all, which bounds the time that it takes.
_CANDIDATES = 60
_SOUGHT = 15_000


def nearby(subject: Subject, store: Store, within: Query) -> list[Near]:
    """Return who is like a subject, of those that pass the filters of a query.

    The nearest come first, unless the query sorts them otherwise; its words and limit are ignored.
    """
    there = occurrences(subject, store)
    weights = weigh(subject, there)
    queries = dict.fromkeys(_queries(subject, weights, there, within))
    found = {hit.incident.id: hit.incident for query in queries for hit in store.search(query).hits}
    found.pop(subject.id or "", None)
    near = nearest(subject, weights, found.values())
    if within.sort in ("newest", "oldest"):
        near.sort(key=lambda one: _day(one.incident, within), reverse=within.sort == "newest")
    elif within.sort == "longest":
        near.sort(key=lambda one: one.incident.duration_minutes or 0, reverse=True)
    return near


def _day(incident: Incident, within: Query) -> date:
    published = incident.published if within.by_published else None
    return published.date() if published else incident.date


def occurrences(subject: Subject, store: Store) -> Occurrences:
    """Count in how many incidents the tags of a subject are, and the words that it says most."""
    often = sorted(subject.words, key=lambda key: -subject.counts[key])[:_LOOKED_UP]
    counts = store.frequencies(subject.words[key] for key in often)
    # Without a limit the hits are lazy: nothing is done but to count them.
    counted = Query(limit=0, bare=True)
    regions = {r: store.search(counted._replace(regions=(r,))).total for r in subject.regions}
    components = {
        c: store.search(counted._replace(components=(c,))).total for c in subject.components
    }
    return Occurrences(
        total=store.summary().incidents,
        words={key: counts[subject.words[key]] for key in often},
        tags={**regions, **components},
    )


def _queries(
    subject: Subject, weights: Weights, there: Occurrences, within: Query
) -> Iterator[Query]:
    """Yield searches for the telling words, alone and beside the tags, and for rare tags alone.

    A filter of the user's stays: it is narrower than what they may share.
    """
    plain = within._replace(clauses=(), sort=None, limit=_CANDIDATES, offset=0, bare=False)
    words = _rarest({key: there.words[key] for key in weights.words}, least=1)
    if words:
        clause = Clause(tuple(Word(subject.words[key]) for key in words))
        worded = plain._replace(clauses=(clause,))
        yield worded
        yield from _tagged(worded, subject, subject.regions + subject.components)
    yield from _tagged(plain, subject, _rarest(there.tags, least=0 if words else 1))


def _tagged(query: Query, subject: Subject, tags: tuple[str, ...]) -> Iterator[Query]:
    regions = tuple(code for code in subject.regions if code in tags)
    components = tuple(name for name in subject.components if name in tags)
    if regions:
        yield query._replace(regions=query.regions or regions)
    if components:
        yield query._replace(components=query.components or components)


def _rarest(counts: Mapping[str, int], *, least: int) -> tuple[str, ...]:
    """Return the rarest of what is there, as many as can be sought in a moment, or `least`."""
    there = sorted(filter(counts.get, counts), key=lambda key: counts[key])
    sums = accumulate(counts[key] for key in there)
    few = sum(together <= _SOUGHT for together in sums)
    return tuple(there[: max(few, least)])
