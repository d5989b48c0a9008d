"""A log on a real server: a feed, an index of several pages, and a page for each post.

with serving(60) as log:
    log.posts[0].url, log.index, log.feed
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from html import escape
from typing import NamedTuple

from tests.server import Answer, Site

FOLDER = "/infra-log/"
NEWEST = date(2026, 6, 11)
PER_PAGE = 20

_WHAT = ("Stale routes", "Empty peer lists", "A full disk", "Slow deploys", "Lost heartbeats")
_WHERE = (("SJC", "sjc"), ("FRA", "fra"), ("GRU", "gru"), ("IAD", "iad"), ("SYD", "syd"))
_THING = ("Corrosion", "WireGuard", "fly-proxy", "Vault", "Consul", "flyd", "NATS")
_MENDED = (
    "A restart of the worst host brought it back",
    "We rolled the last build back, host by host",
    "We took the edge out of rotation and filled its state anew",
)


class Account(NamedTuple):
    """One post.

    Attributes:
        happened: The day that its page prints above it; it is published a week later.
    """

    slug: str
    title: str
    happened: date
    time: str
    words: str

    @property
    def path(self) -> str:
        """Where it is."""
        return f"{FOLDER}{self.slug}/"

    @property
    def published(self) -> date:
        """The day that the feed has for it."""
        return self.happened + timedelta(days=7)

    def heading(self) -> str:
        """Return what its page prints above it."""
        return f"{self.happened:%B} {self.happened.day}: {self.title} ({self.time})"


def accounts(count: int) -> list[Account]:
    """Return so many accounts, the newest first; no two alike."""
    return [_account(number) for number in range(count)]


def _account(number: int) -> Account:
    what, thing = _WHAT[number % len(_WHAT)], _THING[number % len(_THING)]
    where, code = _WHERE[(number // 2) % len(_WHERE)]
    words = (
        f"<p>Alarm number {number} told us that {thing} in {where} no longer answered, and about "
        f"{number + 3} hosts in <code>{code}</code> saw it. It lasted {number % 50 + 5} "
        "minutes.</p>"
        f"<p>{_MENDED[number % len(_MENDED)]}, and the graphs of {thing} went back to where they "
        f"had been before the {number}th of our alarms.</p>"
    )
    happened = NEWEST - timedelta(days=6 * number)
    title = f"{what} of {thing} in {where}, part {number}"
    return Account(
        f"account-{number}", title, happened, f"{number % 24}:{number % 60:02}UTC", words
    )


def page(account: Account, *, canonical: str = "", dated: bool = True) -> bytes:
    """Return the page of an account: the words of the feed, and what a site has around them."""
    heading = account.heading() if dated else account.title
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return f"""<!doctype html><html><head><title>{escape(account.title)} · Log</title>{link}
        <meta property="article:published_time" content="{account.published}T00:00:00Z">
        </head><body><nav><a href="/">Home</a> <a href="{FOLDER}">All posts</a></nav>
        <main><article><h1>{escape(heading)}</h1>{account.words}</article></main>
        <footer><p>Words of a made-up log.</p></footer></body></html>""".encode()


def bulletin(day: date) -> bytes:
    """Return the page of an old weekly bulletin: two incidents under dated headings, and notes."""
    first, second = day - timedelta(days=3), day - timedelta(days=5)
    return f"""<!doctype html><html><head><title>Log of {day}</title></head><body><main><article>
        <h2>Trailing 2 Weeks Incidents</h2>
        <ul><li><b>{first:%B} {first.day}: Proxy Crash In Frankfurt (13:00EST):</b> The proxy in
        FRA crashed for 20 minutes after a deploy.</li>
        <li><b>{second:%B} {second.day}: Vault Slow To Unseal (9:30EST):</b> Vault took an
        hour.</li></ul><h2>This Week In Infra Engineering</h2><p>Somebody moved disks about.</p>
        </article></main></body></html>""".encode()


class Log:
    """The log of a site, as it is now."""

    def __init__(self, site: Site, count: int, bulletins: tuple[date, ...] = ()) -> None:
        """Make it up; nothing is served yet."""
        self.site = site
        self.posts = accounts(count)
        self.bulletins = bulletins

    @property
    def index(self) -> str:
        """The URL of the first page of its index."""
        return self.site.url(FOLDER)

    @property
    def feed(self) -> str:
        """The URL of its feed."""
        return self.site.url(f"{FOLDER}feed.xml")

    def asked(self, path: str) -> int:
        """Return how often a path was asked for."""
        return sum(request.path == path for request in self.site.requests)

    def serve(self, *, of_feed: int = 40) -> None:
        """Serve all of it; the feed has the newest ones alone."""
        for account in self.posts:
            self.put(account.path, page(account))
        for day in self.bulletins:
            self.put(f"{FOLDER}{day}/", bulletin(day))
        paths = [account.path for account in self.posts]
        paths += [f"{FOLDER}{day}/" for day in self.bulletins]
        pages = [paths[n : n + PER_PAGE] for n in range(0, len(paths), PER_PAGE)]
        for number, listed in enumerate(pages, 1):
            self.put(_index_path(number), _index(listed, number, number < len(pages)))
        self.site.put(f"{FOLDER}feed.xml", self.as_feed(of_feed), etag='"feed"')

    def put(self, path: str, body: bytes) -> None:
        """Serve a page."""
        self.site.put(path, body, media_type="text/html")

    def miss(self, path: str, status: int = 404) -> None:
        """Serve a page no longer."""
        self.site.answer(path, Answer(status))

    def as_feed(self, count: int) -> bytes:
        """Return the feed of the newest posts."""
        entries = "".join(
            f"""<entry><title>{escape(a.title)}</title><id>{self.site.url(a.path)}</id>
            <link href="{self.site.url(a.path)}"/><published>{a.published}T00:00:00Z</published>
            <updated>{a.published}T00:00:00Z</updated>
            <content type="html">{escape(a.words)}</content></entry>"""
            for a in self.posts[:count]
        )
        return f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
            <title>Log</title><id>{self.index}</id><updated>2026-06-20T00:00:00Z</updated>{entries}
            </feed>""".encode()


def _index_path(number: int) -> str:
    return FOLDER if number == 1 else f"{FOLDER}page/{number}/"


def _index(paths: list[str], number: int, more: bool) -> bytes:  # noqa: FBT001 -- one caller
    items = "".join(
        f'<li><a href="{path}">Read on</a> <a href="{path}#top">#</a></li>' for path in paths
    )
    older = f'<a rel="next" href="{_index_path(number + 1)}">Older</a>' if more else ""
    return f"""<!doctype html><html><head><title>Log</title></head><body>
        <nav><a href="/">Home</a><a href="{FOLDER}feed.xml">Feed</a><a href="{FOLDER}">Log</a></nav>
        <ul>{items}</ul><p>{older} <a href="https://elsewhere.example/infra-log/x/">Friends</a></p>
        </body></html>""".encode()


@contextmanager
def serving(count: int, bulletins: tuple[date, ...] = ()) -> Iterator[Log]:
    """Serve a log of so many posts, and of the bulletins of some days."""
    with Site() as site:
        log = Log(site, count, bulletins)
        log.serve()
        yield log
