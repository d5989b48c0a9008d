"""The write path: read, tell apart, clean, split, tag, save.

Trouble with one entry is data, named in `Pulled.problems`; the pull of an origin fails only if
nothing of it can be taken in.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from infralog import document, origin, text, vocabulary
from infralog.changes import Change, changes
from infralog.document import Document
from infralog.errors import SourceError
from infralog.fetch import Limits
from infralog.hand import by_hand, stored_ids
from infralog.model import (
    Derived,
    Entry,
    Incident,
    Override,
    Passage,
    Problem,
    Saved,
    State,
    Tagging,
)
from infralog.names import names_of
from infralog.sources import Source
from infralog.stores import Store
from infralog.tag import Tagger, fingerprint
from infralog.trouble import bare
from infralog.vocabulary import Vocabulary

RETAGGED = "what is stored"


class Pulled(NamedTuple):
    """What came of one origin.

    Attributes:
        origin: The URL or path, or `-`; `RETAGGED` where new rules were applied to what is stored.
        new, changed: The ids of entries.
        retagged: Of those whose words are as they were, but of which other incidents were made.
        unchanged: How many entries are as they were.
        problems: What could not be taken in; empty means that all of it is stored.
        hint: What the user can do about them, if anything.
    """

    origin: str
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retagged: tuple[str, ...] = ()
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    hint: str | None = None


class Retagged(NamedTuple):
    """What came of tagging anew, and what is different now, incident by incident."""

    pulled: Pulled
    changes: tuple[Change, ...]


class Asked(NamedTuple):
    """How to pull.

    Attributes:
        published: The day of a capture that says nowhere from what year it is.
        full: True to take an origin in again though it has not changed.
        dry_run: True to write nothing, and say what would have been written.
        say: Called with a line of progress for the user.
    """

    published: date | None = None
    full: bool = False
    dry_run: bool = False
    limits: Limits = Limits()
    say: Callable[[str], None] | None = None


class Puller:
    """Takes origins into a store. Compiled once for a source and its vocabulary."""

    def __init__(self, source: Source, words: Vocabulary | None = None) -> None:
        """Prepare; without `words` it is the vocabulary that comes with infralog."""
        self._source = source
        self._vocabulary = words or vocabulary.packaged(source.name)
        self._tagger = Tagger(self._vocabulary)
        self.tagging = Tagging(fingerprint(self._vocabulary), names_of(self._vocabulary))

    def pull(self, name: str, store: Store, asked: Asked = Asked()) -> Pulled:
        """Take in one URL, file, or standard input.

        Raises:
            SourceError: Nothing of it could be read.
            StoreError: It could not be stored; what was stored before is as it was.
        """
        called, key = bare(name), origin.key(name)
        known = None if asked.full or asked.published else store.state(key)
        got = origin.read(name, known, asked.limits, asked.say)
        digest = hashlib.sha256(got.data).hexdigest() if got else None
        if known and (got is None or known.digest == digest):
            return Pulled(called, unchanged=known.entries)
        if got is None or digest is None:
            raise SourceError(f"{called}: not modified, though nothing of it is stored")
        read = self._document(got.data, called, asked)
        problems = list(read.problems)
        derived = list(self._derived(read.entries, problems, store))
        state = None
        if read.complete and not problems:
            now = datetime.now(UTC)
            state = State(got.etag, got.last_modified, digest, now, len(derived))
        saved = store.save(key, derived, state, tagging=self.tagging, dry_run=asked.dry_run)
        return _pulled(called, saved, problems)

    def pull_all(
        self, named: Sequence[str], store: Store, asked: Asked = Asked()
    ) -> Iterator[Pulled]:
        """Take in what a user named, one origin after the other, or the source's own feed.

        What is stored is tagged anew first, if the rules have changed since. An origin that cannot
        be read is told of in `Pulled.problems`, and the next one is pulled.

        Raises:
            StoreError: It could not be stored.
        """
        tagged_with = store.tagging()
        if tagged_with and tagged_with.rules != self.tagging.rules and not asked.dry_run:
            yield self.retag(store).pulled
        for name in origin.each(named or (self._source.feed,)):
            try:
                yield self.pull(name, store, asked)
            except SourceError as exc:
                called = bare(name)
                yield Pulled(called, problems=(Problem(called, exc.message),), hint=exc.hint)

    def retag(self, store: Store, *, dry_run: bool = False) -> Retagged:
        """Derive the incidents of everything that is stored anew, by the rules as they are now.

        Raises:
            StoreError: It could not be stored.
        """
        problems: list[Problem] = []
        found: list[Change] = []

        def compared() -> Iterator[Derived]:
            for derived in self._derived(store.entries(), problems, store):
                stored = store.incidents(derived.entry)
                ids = stored_ids(derived.incidents, stored)
                named = (made._replace(id=ids.get(made.id, made.id)) for made in derived.incidents)
                found.extend(changes(stored, named))
                yield derived

        saved = store.save(None, compared(), None, tagging=self.tagging, dry_run=dry_run)
        return Retagged(_pulled(RETAGGED, saved, problems), tuple(found))

    def tag(self, store: Store, incident: Incident, given: Sequence[Override]) -> Incident:
        """Give and take tags by hand; the newest word on a tag holds. Return the incident as it is.

        Raises:
            StoreError: It could not be stored.
        """
        said = {(o.field, o.value): o for o in store.overrides().get(incident.id, ())}
        said |= {(o.field, o.value): o for o in given}
        store.override(incident.id, tuple(said.values()))
        return self._again(store, incident)

    def untag(self, store: Store, incident: Incident) -> Incident:
        """Take back what was said by hand. Return the incident as it is.

        Raises:
            StoreError: It could not be stored.
        """
        store.override(incident.id, ())
        return self._again(store, incident)

    def _again(self, store: Store, incident: Incident) -> Incident:
        derived = _by_hand(self.derive(store.entry(incident)), store.overrides(), store)
        store.save(None, [derived], None)
        return store.get(incident.id)

    def derive(self, entry: Entry) -> Derived:
        """Make the incidents of an entry, as the rules have them.

        Raises:
            ValueError: Nothing says when they were.
        """
        return Derived(entry, tuple(self._tagger.tag(entry, p) for p in self.passages(entry)))

    def passages(self, entry: Entry) -> tuple[Passage, ...]:
        """Return the parts of an entry that become incidents. Called by `check`, too."""
        plain = (
            text.from_html(entry.content)
            if entry.media_type == "text/html"
            else text.from_plain(entry.content, self._vocabulary.code_words)
        )
        return self._source.split(entry, plain)

    def _document(self, data: bytes, name: str, asked: Asked) -> Document:
        return document.read(
            data,
            where="standard input" if name == origin.STDIN else name,
            source=self._source.name,
            published=asked.published,
            code_words=self._vocabulary.code_words,
        )

    def _derived(
        self,
        entries: Iterable[Entry],
        problems: list[Problem],
        store: Store,
    ) -> Iterator[Derived]:
        said = store.overrides()
        for entry in entries:
            try:
                yield _by_hand(self.derive(entry), said, store)
            except ValueError as exc:
                problems.append(Problem(entry.title or entry.id, str(exc)))


def _by_hand(derived: Derived, said: Mapping[str, Sequence[Override]], store: Store) -> Derived:
    """Return incidents with what was said by hand of each, by the ID that it has in the store."""
    if not said:
        return derived
    ids = stored_ids(derived.incidents, store.incidents(derived.entry))
    told = (by_hand(made, said.get(ids.get(made.id, ""), ())) for made in derived.incidents)
    return derived._replace(incidents=tuple(told))


def _pulled(name: str, saved: Saved, problems: Sequence[Problem]) -> Pulled:
    unchanged = len(saved.unchanged)
    return Pulled(name, saved.new, saved.changed, saved.retagged, unchanged, tuple(problems))
