"""The write path: fetch or read, tell apart, clean, split, tag, save.

Trouble with one entry is data, named in `Pulled.problems`; the pull of an origin fails only if
nothing of it can be taken in.
"""

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from infralog import document, text, vocabulary
from infralog.document import Document
from infralog.errors import SourceError
from infralog.fetch import Limits, fetch
from infralog.model import Derived, Entry, Problem, State
from infralog.names import names_of
from infralog.sources import Source
from infralog.stores import Store
from infralog.tag import Tagger, fingerprint
from infralog.vocabulary import Vocabulary

STDIN = "-"


class Pulled(NamedTuple):
    """What came of one origin.

    Attributes:
        origin: The URL or path, or `-`.
        new, changed: The ids of entries.
        unchanged: How many entries are as they were.
        problems: What could not be taken in; empty means that all of it is stored.
        hint: What the user can do about them, if anything.
    """

    origin: str
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    hint: str | None = None


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


class _Bytes(NamedTuple):
    data: bytes
    etag: str | None = None
    last_modified: str | None = None


class Puller:
    """Takes origins into a store. Compiled once for a source and its vocabulary."""

    def __init__(self, source: Source, words: Vocabulary | None = None) -> None:
        """Prepare; without `words` it is the vocabulary that comes with infralog."""
        self._source = source
        self._vocabulary = words or vocabulary.packaged(source.name)
        self._tagger = Tagger(self._vocabulary)

    def pull(self, origin: str, store: Store, asked: Asked = Asked()) -> Pulled:
        """Take in one URL, file, or standard input.

        Raises:
            SourceError: Nothing of it could be read.
            StoreError: It could not be stored; what was stored before is as it was.
        """
        known = store.state(origin)
        if asked.full or (known and known.rules != fingerprint()):
            known = None  # what a server has not changed is still to be derived anew
        got = _read(origin, known, asked)
        digest = hashlib.sha256(got.data).hexdigest() if got else None
        if known and (got is None or known.digest == digest):
            return Pulled(origin, unchanged=known.entries)
        if got is None:
            raise SourceError(f"{origin}: not modified, though nothing of it is stored")
        read = self._document(got.data, origin, asked)
        problems = list(read.problems)
        derived = list(self._derived(read.entries, problems))
        whole = read.complete and not problems
        state = _state(got, digest, len(derived)) if whole else None
        saved = store.save(
            origin, derived, state, names=names_of(self._vocabulary), dry_run=asked.dry_run
        )
        return Pulled(origin, saved.new, saved.changed, len(saved.unchanged), tuple(problems))

    def pull_all(
        self, named: Sequence[str], store: Store, asked: Asked = Asked()
    ) -> Iterator[Pulled]:
        """Take in what a user named, one origin after the other, or the source's own feed.

        An origin that cannot be read is told of in `Pulled.problems`, and the next one is pulled.

        Raises:
            SourceError: There is no such file.
            StoreError: It could not be stored.
        """
        for origin in origins(named or (self._source.feed,)):
            try:
                yield self.pull(origin, store, asked)
            except SourceError as exc:
                problem = Problem(origin, exc.message)
                yield Pulled(origin, problems=(problem,), hint=exc.hint)

    def derive(self, entry: Entry) -> Derived:
        """Make the incidents of an entry.

        Raises:
            ValueError: Nothing says when they were.
        """
        plain = (
            text.from_html(entry.content)
            if entry.media_type == "text/html"
            else text.from_plain(entry.content, self._vocabulary.code_words)
        )
        passages = self._source.split(entry, plain)
        return Derived(entry, tuple(self._tagger.tag(entry, passage) for passage in passages))

    def _document(self, data: bytes, origin: str, asked: Asked) -> Document:
        return document.read(
            data,
            where="standard input" if origin == STDIN else origin,
            source=self._source.name,
            published=asked.published,
            code_words=self._vocabulary.code_words,
        )

    def _derived(self, entries: Iterable[Entry], problems: list[Problem]) -> Iterator[Derived]:
        for entry in entries:
            try:
                yield self.derive(entry)
            except ValueError as exc:
                problems.append(Problem(entry.title or entry.id, str(exc)))


def _state(got: _Bytes, digest: str | None, entries: int) -> State:
    now = datetime.now(UTC)
    return State(got.etag, got.last_modified, digest or "", fingerprint(), now, entries)


def origins(named: Sequence[str]) -> Iterator[str]:
    """Yield the origins that a user named: a folder stands for the files in it, by name.

    Raises:
        SourceError: There is no such file, or a folder has no file in it.
    """
    for name in named:
        path = Path(name)
        if name == STDIN or _is_url(name):
            yield name
        elif path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.is_file() and p.name[0] != ".")
            if not inside:
                raise SourceError(f"{name}: the folder is empty")
            yield from map(str, inside)
        elif path.exists():
            yield name
        else:
            hint = "a source is a URL that begins with https://, a file, a folder, or -"
            raise SourceError(f"{name}: no such file", hint=hint)


def _is_url(name: str) -> bool:
    return "://" in name


def _read(origin: str, known: State | None, asked: Asked) -> _Bytes | None:
    """Return the bytes of an origin; None where the server says that they have not changed."""
    if _is_url(origin):
        got = fetch(
            origin,
            etag=known.etag if known else None,
            last_modified=known.last_modified if known else None,
            limits=asked.limits,
            say=asked.say,
        )
        return None if got.unchanged else _Bytes(got.body, got.etag, got.last_modified)
    size = asked.limits.size
    try:
        if origin == STDIN:
            data = sys.stdin.buffer.read(size + 1)
        else:
            with Path(origin).open("rb") as file:
                data = file.read(size + 1)
    except OSError as exc:
        raise SourceError(f"{origin}: cannot be read: {exc.strerror}") from exc
    if len(data) > size:
        raise SourceError(f"{origin}: larger than {size // 2**20} MiB")
    return _Bytes(data)
