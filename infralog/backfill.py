"""The walk through an archive: its index, the further pages of that, and each post once.

It can be stopped at any moment: each post is stored as it is read, with what is remembered of its
page, and a post that was read is not asked for again but with `full`. The index is always asked.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from infralog import archive, origin
from infralog.archive import Post, index_of
from infralog.charset import decode
from infralog.document import canonical, midnight
from infralog.errors import FetchError, SourceError
from infralog.model import Entry, Problem
from infralog.pulled import Asked, Pulled, Way
from infralog.slugs import of_url
from infralog.sources import default_source
from infralog.stores import Store
from infralog.trouble import bare, shown
from infralog.visitor import Visitor, may_pass

if TYPE_CHECKING:
    from infralog.model import State
    from infralog.origin import Original
    from infralog.pull import Puller


class Bounds(NamedTuple):
    """How far a walk goes.

    Attributes:
        depth: Pages of the index.
        barren: Pages of the index in a row that list nothing new.
        pages: Posts.
        size: Bytes of all posts together.
        failures: Posts in a row that the host has not sent; it is then left alone.
    """

    depth: int = 200
    barren: int = 3
    pages: int = 5000
    size: int = 512 * 2**20
    failures: int = 5


class Listed(NamedTuple):
    """What the index lists.

    Attributes:
        problems: The pages of it that could not be read, and what was left out.
    """

    posts: tuple[Post, ...]
    problems: tuple[Problem, ...]


def backfill(
    puller: "Puller", name: str, store: Store, asked: Asked, bounds: Bounds = Bounds()
) -> Iterator[Pulled]:
    """Take in all posts of an archive: what came of the index first, then of each post.

    Args:
        puller: What takes each in.
        name: The URL of the index, or of the feed beside it.
        store: Where to.
        asked: How.
        bounds: How far.

    Raises:
        SourceError: The index could not be read, or lists nothing.
        StoreError: A post could not be stored; those before it are.
    """
    if not origin.is_url(name):
        raise SourceError(f"{name}: only a URL has an archive", hint="name the page that lists it")
    walk = _Walk(puller, index_of(name), store, asked, bounds)
    listed = walk.listed()
    left = [post for post in listed.posts if asked.full or not walk.has(post.url)]
    known = len(listed.posts) - len(left)
    yield Pulled(bare(walk.index), unchanged=known, problems=listed.problems, within=walk.index)
    yield from walk.posts(left[: asked.most or None])


def pull_all(
    puller: "Puller", named: Sequence[str], store: Store, asked: Asked
) -> Iterator[Pulled]:
    """Take in the feeds that a user named, or all publishers, and then the archives beside them.

    Where nothing is named, the archive is the Infra Log's.

    Raises:
        StoreError: It could not be stored; what came before is.
    """
    origins = puller.origins(named)
    if not named:
        own = puller.origins([default_source().name])
        origins = tuple(name for name in origins if name in own)
    feeds = [name for name in origins if not origin.is_url(name) or archive.is_feed(name)]
    failed: dict[str, str | None] = {}
    if feeds or not named:
        for one in puller.pull_all(feeds if named else (), store, asked):
            if one.failed:
                failed[one.origin] = one.hint
            yield one
    for name in origins:
        try:
            yield from backfill(puller, name, store, asked)
        except SourceError as exc:
            called = origin.called(name)
            # Who gave no answer for the feed gives none for the archive: that was said.
            if not (_is_silence(exc) and exc.hint == failed.get(called, "")):
                problem = Problem(called, exc.message)
                yield Pulled(called, problems=(problem,), hint=exc.hint)


def _is_silence(exc: SourceError) -> bool:
    return isinstance(exc, FetchError) and exc.status is None


class _Walk:
    """One walk: who asks, where to, and how far it has come."""

    def __init__(
        self, puller: "Puller", index: str, store: Store, asked: Asked, bounds: Bounds
    ) -> None:
        self.index = index
        self._puller = puller
        self._store = store
        self._asked = asked
        self._bounds = bounds
        self._visitor = Visitor(index, asked.limits, pause=asked.pause, say=asked.say)
        self._done: set[str] = set()
        self._size = 0

    # ------------------------------------------------------------ the index

    def listed(self) -> Listed:
        """Return all posts that the index lists, in its order.

        Raises:
            SourceError: Its first page could not be read, or none lists a post.
        """
        posts: dict[str, Post] = {}
        problems: list[Problem] = []
        ahead, asked, barren = [self.index], {self.index}, 0
        for url in ahead:  # grows as it goes
            try:
                found = self._index_page(url)
            except SourceError as exc:
                if url == self.index:
                    raise
                problems.append(Problem(bare(url), exc.message))
                continue
            before = len(posts)
            for post in found.posts:
                posts.setdefault(archive.key(post.url), post)
            barren = 0 if len(posts) > before else barren + 1
            further = [one for one in found.further if one not in asked]
            if barren < self._bounds.barren:
                ahead += further[: self._bounds.depth - len(ahead)]
                asked.update(further)
        if not posts:
            hint = "see in a browser whether the log has moved"
            raise SourceError(f"{shown(self.index, 90)} lists no posts of a log", hint=hint)
        return Listed(tuple(posts.values())[: self._bounds.pages], tuple(problems))

    def _index_page(self, url: str) -> archive.Index:
        got = self._visitor.visit(url)
        if got is None:
            return archive.Index((), ())
        where = got.url or url
        return archive.read(decode(got.data, where=where), where, self.index)

    # ------------------------------------------------------------ the posts

    def has(self, url: str) -> bool:
        """Tell whether a post was read before."""
        state = self._store.state(origin.key(url))
        return state is not None and state.entries > 0

    def posts(self, posts: list[Post]) -> Iterator[Pulled]:
        """Take in posts, one after the other."""
        failed = 0
        for number, post in enumerate(posts):
            self._progress(number, len(posts))
            if archive.key(post.url) in self._done:
                continue
            if self._size > self._bounds.size or failed == self._bounds.failures:
                yield self._stopped(len(posts) - number, failed)
                return
            try:
                yield self._post(post)
                failed = 0
            except KeyboardInterrupt:
                self._say(
                    f"stopped; {len(posts) - number} posts are left, and the next one goes on"
                )
                raise
            except SourceError as exc:
                failed = failed + 1 if may_pass(exc) else 0
                yield self._pulled(post.url, exc.message)
        self._progress(len(posts), len(posts))

    def _post(self, post: Post) -> Pulled:
        final = post.url

        def read(known: "State | None") -> "Original | None":
            nonlocal final
            got = self._visitor.visit(post.url, known)
            final = got.url or post.url if got else post.url
            self._size += len(got.data) if got else 0
            if not archive.is_post(final, self.index):
                raise SourceError(f"{shown(post.url, 80)} leads to {shown(final, 80)}, no post")
            return got

        def fit(entry: Entry, where: str) -> Entry:
            return self._known(_named(entry, where, post), post.url)

        taken = self._puller.take(post.url, self._store, self._asked, Way(read, fit))
        self._done |= {archive.key(post.url), archive.key(final)}
        if archive.key(final) != archive.key(post.url):
            self._say(f"{shown(post.url, 90)} has moved to {shown(final, 90)}")
            if taken.state and not self._asked.dry_run:
                self._store.save(origin.key(final), (), taken.state)
        return taken.pulled._replace(within=self.index)

    def _known(self, entry: Entry, url: str) -> Entry:
        """Return the entry of a page that has moved under the id that it has already."""
        if archive.key(url) == archive.key(entry.url or ""):
            return entry
        before = entry._replace(id=canonical(url) or url, url=canonical(url))
        stored = self._store.carried([before]).get(before.id)
        return entry._replace(id=stored[0].entry.id) if stored else entry

    def _say(self, words: str) -> None:
        if self._asked.say:
            self._asked.say(words)

    # ------------------------------------------------------------ what is told

    def _pulled(self, url: str, reason: str) -> Pulled:
        return Pulled(bare(url), problems=(Problem(bare(url), reason),), within=self.index)

    def _stopped(self, left: int, failed: int) -> Pulled:
        why = f"{failed} in a row were not sent" if failed else "so many bytes are enough"
        return self._pulled(self.index, f"{left} posts are left, since {why}; sync again later")

    def _progress(self, done: int, total: int) -> None:
        if self._asked.progress:
            self._asked.progress(done, total)


def _named(entry: Entry, where: str, post: Post) -> Entry:
    """Return the entry of a page under its own name, and with the day that the index prints.

    A page that says it is another one (the front page, as a template may have it) is not believed.
    """
    if of_url(entry.id) != of_url(where):
        url = canonical(where) or where
        entry = entry._replace(id=url, url=url)
    return entry if entry.published else entry._replace(published=midnight(post.day))
