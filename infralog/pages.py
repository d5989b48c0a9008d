"""The own page of each new or changed entry of a feed: it has the day and time that a feed lacks.

What the feed says is stored first. Its pages then only add to it: a page that cannot be read is
named, and is no failure; what may pass is asked for again at the next sync.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from infralog import origin
from infralog.carried import are_alike
from infralog.errors import SourceError
from infralog.model import Entry, Problem, State
from infralog.publishers import Publisher, of_origin
from infralog.pulled import Asked, Pulled, Taken, Way
from infralog.sources import default_source
from infralog.stores import Store
from infralog.trouble import bare
from infralog.visitor import Visitor, may_pass

if TYPE_CHECKING:
    from infralog.pull import Puller

MOST = 100
"""Pages at one sync; the rest are read at the next."""

SECONDS = 180.0
"""Likewise the time for them, so that a slow host keeps nobody for long."""

_IN_A_ROW = 5
"""Pages that may fail one after the other before the host is left alone until the next sync."""


def are_read(name: str, asked: Asked, known: Iterable[Publisher]) -> bool:
    """Tell whether the pages of an origin's entries are to be read: by default the Infra Log's."""
    if asked.dry_run or not origin.is_url(name):
        return False
    publisher = of_origin(name, known)
    own = publisher is not None and publisher.name == default_source().name
    return own if asked.pages is None else asked.pages


def pull(puller: "Puller", name: str, store: Store, asked: Asked) -> Iterator[Pulled]:
    """Take in a feed, and then the pages of what is new or changed in it, or was never read.

    Only when all of that is done does the store remember that the feed has been read.

    Raises:
        SourceError: Nothing of the feed could be read.
        StoreError: It could not be stored.
    """
    feed = puller.take(name, store, asked, Way(remember=False))
    yield feed.pulled
    visitor = Visitor(name, asked.limits, pause=asked.pause, say=asked.say)
    wanted = list(_wanted(feed, store, visitor))
    left = len(wanted) > MOST
    failed, ends = 0, time.monotonic() + SECONDS
    _say(asked, len(wanted[:MOST]))
    for done, entry in enumerate(wanted[:MOST]):
        _progress(asked, done, len(wanted[:MOST]))
        try:
            yield _page(puller, entry, visitor, store, asked)._replace(within=feed.pulled.origin)
            failed = 0
        except SourceError as exc:
            passing = may_pass(exc)
            failed += passing
            left |= passing
            if not passing:
                _remember_nothing(str(entry.url), store)
            yield _failed(str(entry.url), exc, feed.pulled.origin)
        if failed == _IN_A_ROW or time.monotonic() > ends:
            return
    _progress(asked, len(wanted[:MOST]), len(wanted[:MOST]))
    if feed.state and not left:
        store.save(feed.key, (), feed.state)


def _wanted(feed: Taken, store: Store, visitor: Visitor) -> Iterator[Entry]:
    """Yield the entries whose pages are to be read; a feed of one page for all of them has none."""
    anew = {*feed.pulled.new, *feed.pulled.changed}
    urls = Counter(one.entry.url for one in feed.derived)
    for one in feed.derived:
        entry = one.entry
        own = entry.url and urls[entry.url] == 1 and visitor.is_at_home(entry.url)
        if own and (entry.id in anew or store.state(origin.key(str(entry.url))) is None):
            yield entry


def _page(puller: "Puller", entry: Entry, visitor: Visitor, store: Store, asked: Asked) -> Pulled:
    url = str(entry.url)

    def fit(page: Entry, where: str) -> Entry:
        if not are_alike(entry, page):
            raise SourceError(f"{where}: tells of something else than the feed, and was left out")
        return page._replace(source=entry.source, id=entry.id, url=entry.url)

    way = Way(read=lambda known: visitor.visit(url, known), fit=fit)
    taken = puller.take(url, store, asked, way)
    return taken.pulled._replace(beside=True)


def _failed(url: str, exc: SourceError, feed: str) -> Pulled:
    problem = Problem(bare(url), exc.message)
    return Pulled(bare(url), problems=(problem,), within=feed, beside=True)


def _remember_nothing(url: str, store: Store) -> None:
    """Remember that a page was asked for in vain, so that it is not asked for at each sync."""
    store.save(origin.key(url), (), State(None, None, "", datetime.now(UTC)))


def _say(asked: Asked, count: int) -> None:
    if asked.say and count:
        pages = f"{count} pages" if count > 1 else "a page"
        asked.say(f"reading {pages} for the day and time; --no-pages leaves that")


def _progress(asked: Asked, done: int, total: int) -> None:
    if asked.progress and total:
        asked.progress(done, total)
