"""Entries as they come -> entries as they are to be stored, with what is known of them already."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from infralog.carried import arrived, merged
from infralog.model import Carried, Derived, Entry
from infralog.stores import Store


def arriving(entries: Sequence[Entry], store: Store) -> Iterator[Derived]:
    """Yield each entry as all of its carriers tell it, as yet without incidents."""
    now = datetime.now(UTC)
    known = store.carried(entries)
    for entry in entries:
        if entry.carrier == "feed" and entry.id not in known:
            yield Derived(entry, ())
        else:
            yield _joined(known.get(entry.id, ()), entry, now)


def _joined(before: Sequence[Carried], entry: Entry, now: datetime) -> Derived:
    after = arrived(before, entry, now)
    told = merged(after)
    known_as = before[0].entry.id if before else told.id
    revised = not before or any(one.edited == now for one in after)
    news = after if after != tuple(before) else ()
    return Derived(told, (), news, revised, known_as if known_as != told.id else None)
