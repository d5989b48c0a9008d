"""The write path: read, tell apart, clean, split, tag, save.

Trouble with one entry is data, named in `Pulled.problems`; the pull of an origin fails only if
nothing of it can be taken in.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from time import monotonic

from infralog import document, origin, publishers
from infralog.arrivals import arriving
from infralog.changes import Change, changes
from infralog.contain import MOST_SECONDS_OF_AN_ENTRY, Seconds, contained, refuse_excess
from infralog.derive import Deriver
from infralog.document import Document
from infralog.errors import FeedError, SourceError
from infralog.hand import by_hand, stored_ids, under_stored_ids
from infralog.model import (
    Derived,
    Entry,
    Incident,
    Override,
    Passage,
    Problem,
    Query,
    Saved,
    State,
    Tagging,
)
from infralog.names import with_components
from infralog.origin import Original
from infralog.publishers import Publisher
from infralog.pulled import Asked, Pulled, Retagged, Taken, Way
from infralog.safe import shortened
from infralog.sources import Source
from infralog.stores import Store
from infralog.vocabulary import Vocabulary

__all__ = ["RETAGGED", "Asked", "Pulled", "Puller", "Retagged"]

RETAGGED = "what is stored"
# Characters of the title that a problem with an entry is named by.
_NAMED = 80


class Puller:
    """Takes origins into a store. Compiled once for a source, its vocabulary, and publishers."""

    def __init__(
        self,
        source: Source,
        words: Vocabulary | None = None,
        known: Sequence[Publisher] | None = None,
    ) -> None:
        """Prepare.

        Args:
            source: Of what belongs to no other publisher.
            words: Its vocabulary; None means the one that comes with infralog.
            known: The publishers that are pulled; None means the source's own feed alone.
        """
        own = (Publisher(source.name, source.feed, source.name),) if source.feed else ()
        self._source = source
        self._publishers = own if known is None else tuple(known)
        self._deriver = Deriver(source, words, self._publishers)
        self.tagging = self._deriver.tagging

    def pull(self, name: str, store: Store, asked: Asked = Asked()) -> Pulled:
        """Take in one URL, file, standard input, or a publisher by its name.

        Raises:
            SourceError: Nothing of it could be read.
            StoreError: It could not be stored; what was stored before is as it was.
        """
        (name,) = publishers.origins([name], self._publishers)
        return self.take(name, store, asked).pulled

    def take(
        self,
        name: str,
        store: Store,
        asked: Asked,
        way: Way = Way(),
    ) -> Taken:
        """Take in one URL, file, or standard input, in the usual way or in another.

        Raises:
            SourceError: Nothing of it could be read.
            StoreError: It could not be stored; what was stored before is as it was.
        """
        publisher = publishers.of_origin(name, self._publishers)
        called, key = origin.called(name), publishers.key(name, publisher)
        known = None if asked.full or asked.published else store.state(key)
        read = way.read or partial(origin.read, name, limits=asked.limits, say=asked.say)
        asked_at = monotonic()
        got = read(known)
        seconds = Seconds(monotonic() - asked_at, asked.limits.size)
        digest = hashlib.sha256(got.data).hexdigest() if got else None
        if known and (got is None or known.digest == digest):
            state = _asked_again(known, got)
            if way.remember and not asked.dry_run:
                store.save(key, (), state)
            return Taken(Pulled(called, unchanged=known.entries), key, state=state)
        if got is None or digest is None:
            raise SourceError(f"{called}: not modified, though nothing of it is stored")
        where = got.url if way.fit and got.url else called
        with contained(called, seconds.left()):
            found = self._document(got.data, where, asked)
            problems = list(found.problems)
            entries = list(self._deriver.owned(found.entries, publisher))
            if way.fit:
                entries = [way.fit(entry, where) for entry in entries]
        remembered = None
        # What is made of entries depends on what is stored of them.
        with store.together(keep=not asked.dry_run), contained(called, seconds.left()):
            derived = tuple(self._derived(arriving(entries, store), problems, store))
            if found.complete and not problems:
                now = datetime.now(UTC)
                remembered = State(got.etag, got.last_modified, digest, now, len(derived))
            saved = store.save(
                *(key, derived, remembered if way.remember else None),
                tagging=self._named(store, derived),
                dry_run=asked.dry_run,
            )
        return Taken(_pulled(called, saved, problems, derived), key, derived, remembered)

    def pull_all(
        self, named: Sequence[str], store: Store, asked: Asked = Asked()
    ) -> Iterator[Pulled]:
        """Take in what a user named, one origin after the other, or all publishers.

        What is stored is tagged anew first, if the rules have changed since. An origin that cannot
        be read is told of in `Pulled.problems`, and the next one is pulled.

        Raises:
            StoreError: It could not be stored.
        """
        from infralog import pages

        tagged_with = store.tagging()
        if tagged_with and tagged_with.rules != self.tagging.rules and not asked.dry_run:
            yield self.retag(store).pulled
        for name in origin.each(publishers.origins(named, self._publishers)):
            try:
                if pages.are_read(name, asked, self._publishers):
                    yield from pages.pull(self, name, store, asked)
                else:
                    yield self.pull(name, store, asked)
            except SourceError as exc:
                called = origin.called(name)
                yield Pulled(called, problems=(Problem(called, exc.message),), hint=exc.hint)

    def origins(self, named: Sequence[str]) -> tuple[str, ...]:
        """Return what a user named, with a URL in place of the name of a publisher."""
        return publishers.origins(named, self._publishers)

    def retag(self, store: Store, *, dry_run: bool = False) -> Retagged:
        """Derive the incidents of everything that is stored anew, by the rules as they are now.

        Raises:
            StoreError: It could not be stored.
        """
        problems: list[Problem] = []
        found: list[Change] = []

        def compared() -> Iterator[tuple[Derived, bool]]:
            kept = (Derived(entry, ()) for entry in store.entries())
            for derived in self._derived(kept, problems, store):
                stored = store.incidents(derived.entry)
                named = under_stored_ids(derived.incidents, stored)
                found.extend(changes(stored, named))
                yield derived, named != stored

        if dry_run:  # it need not even be allowed to write
            differ = [(one.entry.id, differs) for one, differs in compared()]
            anew, same = (tuple(id_ for id_, d in differ if d is which) for which in (True, False))
            saved = Saved((), (), retagged=anew, unchanged=same)
        else:
            with store.together():
                derived = (one for one, _ in compared())
                saved = store.save(None, derived, None, tagging=self.tagging)
                store.save(None, (), None, tagging=self._named(store))
        return Retagged(_pulled(RETAGGED, saved, problems), tuple(found))

    def repair(self, store: Store) -> None:
        """Make anew, of the originals in a store, all that is derived of them.

        Raises:
            StoreDamaged: The originals are damaged, too.
        """

        def derive(originals: Store) -> None:
            self.retag(originals)
            self.retag(originals)  # tags by hand belong to IDs, which the first time gave

        store.repair(derive)

    def tag(self, store: Store, incident: Incident, given: Sequence[Override]) -> Incident:
        """Give and take tags by hand; the newest word on a tag holds. Return the incident as it is.

        Raises:
            StoreError: It could not be stored.
        """
        with store.together():
            said = {(o.field, o.value): o for o in store.overrides().get(incident.id, ())}
            said |= {(o.field, o.value): o for o in given}
            store.override(incident.id, tuple(said.values()))
            return self._again(store, incident)

    def untag(self, store: Store, incident: Incident) -> Incident:
        """Take back what was said by hand. Return the incident as it is.

        Raises:
            StoreError: It could not be stored.
        """
        with store.together():
            store.override(incident.id, ())
            return self._again(store, incident)

    def _again(self, store: Store, incident: Incident) -> Incident:
        derived = _by_hand(self.derive(store.entry(incident)), store.overrides(), store)
        store.save(None, [derived], None)
        return store.get(incident.id)

    def derive(self, entry: Entry) -> Derived:
        """Make the incidents of an entry, as the rules have them.

        Raises:
            FeedError: Nothing says when they were.
        """
        return self._deriver.derive(entry)

    def passages(self, entry: Entry) -> tuple[Passage, ...]:
        """Return the parts of an entry that become incidents. Called by `check`, too."""
        return self._deriver.passages(entry)

    def _named(self, store: Store, derived: Iterable[Derived] = ()) -> Tagging:
        """Return the tagging, and in it the components that publishers name of themselves."""
        found = {tally.value for tally in store.tally("component", Query(mentions=True))}
        for one in derived:
            found.update(*(made.components_mentioned for made in one.incidents))
        names = with_components(self.tagging.names, sorted(found))
        return self.tagging._replace(names=names)

    def _document(self, data: bytes, name: str, asked: Asked) -> Document:
        return document.read(
            data,
            where=origin.called(name),
            source=self._source.name,
            published=asked.published,
            code_words=self._deriver.words.torn(),
        )

    def _derived(
        self, arrived: Iterable[Derived], problems: list[Problem], store: Store
    ) -> Iterator[Derived]:
        said = store.overrides()
        for one in arrived:
            name = shortened(one.entry.title or one.entry.id, _NAMED)
            try:
                refuse_excess(one.entry.title, one.entry.content)
                with contained(name, MOST_SECONDS_OF_AN_ENTRY):
                    incidents = self.derive(one.entry).incidents
            except FeedError as exc:
                problems.append(Problem(name, exc.message))
            else:
                yield _by_hand(one._replace(incidents=incidents), said, store)


def _asked_again(known: State, got: Original | None) -> State:
    """Return what is to be remembered of an origin that is as it was: when it was asked."""
    state = known._replace(synced=datetime.now(UTC))
    return state._replace(etag=got.etag, last_modified=got.last_modified) if got else state


def _by_hand(derived: Derived, said: Mapping[str, Sequence[Override]], store: Store) -> Derived:
    """Return incidents with what was said by hand of each, by the ID that it has in the store."""
    if not said:
        return derived
    stored = derived.entry._replace(id=derived.known_as or derived.entry.id)
    ids = stored_ids(derived.incidents, store.incidents(stored))
    told = (by_hand(made, said.get(ids.get(made.id, ""), ())) for made in derived.incidents)
    return derived._replace(incidents=tuple(told))


def _pulled(
    name: str, saved: Saved, problems: Sequence[Problem], derived: Iterable[Derived] = ()
) -> Pulled:
    told = {*saved.new, *saved.changed}
    return Pulled(
        *(name, saved.new, saved.changed, saved.retagged, len(saved.unchanged), tuple(problems)),
        made=tuple(one for one in derived if one.entry.id in told),
    )
