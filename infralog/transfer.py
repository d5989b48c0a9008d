"""A store -> another: all that it keeps, and the proof that it arrived.

It goes over in batches, each of them whole or not at all, so that one that was cut short goes on
where it stopped. What the other store has already must be the same, or nothing is written.
"""

from collections.abc import Callable, Mapping
from hashlib import blake2b
from itertools import islice
from json import dumps
from typing import NamedTuple

from infralog.errors import StoreError
from infralog.model import Kept
from infralog.stores import Store

_BATCH = 200
# Bytes; of all entries they are added up, so that their order does not matter.
_SIZE = 16

Key = tuple[str, str]


class Transferred(NamedTuple):
    """What is in both stores now.

    Attributes:
        entries, versions, incidents: How many of each, of all entries.
        copied: How many entries were not there before.
        digest: Of all that is kept, as hex; of both stores the same.
    """

    entries: int
    versions: int
    incidents: int
    copied: int
    digest: str


class _Sum:
    """What tells the contents of one store from those of another."""

    def __init__(self) -> None:
        self.entries = self.versions = self.incidents = 0
        self._total = 0

    def add(self, kept: Kept) -> bytes:
        """Add an entry, and return its own digest."""
        self.entries += 1
        self.versions += len(kept.versions)
        self.incidents += len(kept.incidents)
        return self.mix(kept)

    def mix(self, told: object) -> bytes:
        """Add whatever else there is."""
        own = blake2b(dumps(told, default=str).encode(), digest_size=_SIZE).digest()
        self._total = (self._total + int.from_bytes(own)) % (1 << 8 * _SIZE)
        return own

    @property
    def digest(self) -> str:
        """Return it as hex."""
        return self._total.to_bytes(_SIZE).hex()


def transfer(
    source: Store, target: Store, *, progress: Callable[[int, int], None] | None = None
) -> Transferred:
    """Copy all that a store keeps into another.

    Args:
        source: Only read.
        target: Open to write. It holds nothing, or a part of the same.
        progress: Called with how many entries are done, and how many there are.

    Raises:
        StoreError: They are the same store, the other holds something else, which then is as it
            was, or somebody wrote meanwhile.
    """
    if source.identity() == target.identity():
        raise StoreError("FROM and TO are the same store", hint="name another as TO")
    there = {_key(kept): _Sum().add(kept) for kept in target.kept()}
    _refuse_other(source, target, there)
    total = source.summary().entries
    told = _Sum()
    copied = 0
    kept = source.kept()
    while batch := list(islice(kept, _BATCH)):
        missing = [one for one in batch if told.add(one) != there.get(_key(one))]
        target.keep(missing)
        copied += len(missing)
        if progress:
            progress(told.entries, max(total, told.entries))
    _remember(source, target)
    _mix_rest(told, source)
    arrived = _Sum()
    for one in target.kept():
        arrived.add(one)
    _mix_rest(arrived, target)
    if arrived.digest != told.digest:
        hint = "did another process write to one of them? copy again, or into a new store"
        raise StoreError("the copy is not the same as what was copied", hint=hint)
    return Transferred(told.entries, told.versions, told.incidents, copied, told.digest)


def _refuse_other(source: Store, target: Store, there: Mapping[Key, bytes]) -> None:
    """Refuse a store that holds anything but a part of the same, before anything is written."""
    unknown = {*target.states()} - {*source.states()}
    unknown |= {*target.overrides()} - {*source.overrides()}
    if unknown:
        raise _other(min(unknown), "that FROM does not have")
    left = dict(there)
    for kept in source.kept() if left else ():
        known = left.pop(_key(kept), None)
        if known and known != _Sum().add(kept):
            raise _other(_key(kept)[1], "otherwise than FROM")
    if left:
        raise _other(next(iter(left))[1], "that FROM does not have")


def _key(kept: Kept) -> Key:
    newest = kept.versions[0].entry
    return newest.source, newest.id


def _other(name: str, how: str) -> StoreError:
    hint = "name a new store as TO; this one is as it was"
    return StoreError(f"TO holds {name[:80]!r} {how}", hint=hint)


def _remember(source: Store, target: Store) -> None:
    """Copy what is remembered beside the entries: origins, names, tags by hand."""
    target.save(None, (), None, tagging=source.tagging())
    for origin, state in source.states().items():
        target.save(origin, (), state)
    for incident, given in source.overrides().items():
        target.override(incident, given)


def _mix_rest(into: _Sum, store: Store) -> None:
    for part in (store.states(), store.overrides()):
        for one in part.items():
            into.mix(one)
    into.mix(store.tagging())
