"""Accounts -> a store in a file, with the tags that they were made with.

To find the tags of a million accounts takes minutes, and is measured elsewhere.
"""

from collections.abc import Iterator
from pathlib import Path

from infralog import vocabulary
from infralog.model import Derived, Entry, Evidence, Incident, Tagging
from infralog.names import names_of
from infralog.stores import Store, open_store
from tests.benchmarks.accounts import Account, accounts
from tests.benchmarks.feeds import SITE


def write(path: Path, count: int) -> None:
    """Write a store of so many accounts."""
    store = open_store(str(path), write=True)
    try:
        fill(store, count)
    finally:
        store.close()


def fill(store: Store, count: int) -> None:
    """Save so many accounts in a store."""
    names = names_of(vocabulary.packaged("fly"))
    store.save(None, _derived(count), None, tagging=Tagging("made up", names))


def _derived(count: int) -> Iterator[Derived]:
    for one in accounts(count):
        url = f"{SITE}/{one.slug}/"
        html, when = one.html, one.published
        entry = Entry("fly", url, url, one.title, html, "text/html", when, when)
        yield Derived(entry, (_incident(entry, one),))


def _incident(entry: Entry, one: Account) -> Incident:
    text = one.text
    return Incident(
        id=one.slug,
        title=one.title,
        url=entry.url,
        source=entry.source,
        kind="incident",
        entry_id=entry.id,
        date=one.published.date(),
        date_basis="published",
        started_at=None,
        time_text=None,
        published=entry.published,
        updated=entry.updated,
        regions=one.regions,
        regions_mentioned=one.mentioned,
        components=one.components,
        components_mentioned=one.components,
        duration_minutes=one.minutes,
        duration_text=f"{one.minutes:g} minutes" if one.minutes else None,
        duration_kind="exact" if one.minutes else None,
        impact=None,
        impact_text=None,
        text=text,
        evidence=tuple(_evidence(one, text)),
    )


def _evidence(one: Account, text: str) -> Iterator[Evidence]:
    quote = text.partition(". ")[0] + "."
    for region in one.regions:
        yield Evidence("regions", region, quote, "upper-case code")
    for component in one.components:
        yield Evidence("components", component, quote, "by a cue")
    yield Evidence("date", one.published.date().isoformat(), "", "the day of publication")
