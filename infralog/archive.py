"""The index of an archive -> the posts that it lists, and its further pages. Pure.

What belongs to an archive lies below its index: `/infra-log/2024-06-29/` and
`/infra-log/edge-cpu-ord/` are posts of `/infra-log/`; `/infra-log/page/2/`, `/infra-log/?page=2`
and `/infra-log/2024/` are further pages. Nothing else of the site is.
"""

import re
from datetime import date
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from infralog.article import Link, links

_FURTHER_PATH = re.compile(r"(?:page[/-]?\d+|p/\d+|archives?|(?:19|20)\d\d(?:/\d\d?)?)/?", re.ASCII)
_FURTHER_QUERY = re.compile(r"(?:^|&)(?:page|paged|p|offset|start|after|before|cursor)=[^&]+")
_FURTHER_WORDS = re.compile(
    r"\W*(?:older|next|more|earlier|previous)\b(?:\W+(?:posts?|entries|pages?|incidents?|logs?))?\W*",
    re.IGNORECASE,
)
_POST_PATH = re.compile(r"[^/]+/?")
# What is no page, whatever lists it.
_FILE = re.compile(
    r"\.(?:xml|atom|rss|json|txt|pdf|zip|css|js|ico|png|jpe?g|gif|svg|webp|mp4|webmanifest)/?$",
    re.IGNORECASE,
)
_LONGEST = 500
"""Characters of a URL; what is longer was made by a machine that goes round in circles."""


class Post(NamedTuple):
    """A post that an index lists.

    Attributes:
        day: That the index prints beside it, or None.
    """

    url: str
    day: date | None


class Index(NamedTuple):
    """What an index page leads to; each URL once, in the order of the page."""

    posts: tuple[Post, ...]
    further: tuple[str, ...]


def index_of(url: str) -> str:
    """Return the URL of the index of an archive: itself, or the folder that a feed lies in."""
    parts = urlsplit(url)
    path = parts.path
    if is_feed(url):
        path = path.rstrip("/").rpartition("/")[0]
    return parts._replace(path=path.rstrip("/") + "/", query="", fragment="").geturl()


def is_feed(url: str) -> bool:
    """Tell whether a URL is, by its name, that of a feed and not of the index beside it."""
    path = urlsplit(url).path
    return bool(_FILE.search(path) or re.search(r"/(?:feed|rss|atom)/?$", path))


def read(html: str, url: str, index: str) -> Index:
    """Return what a page of an index leads to.

    Args:
        html: The page.
        url: Where it was read; its links are relative to that.
        index: The first page, below which all of it lies.
    """
    posts: dict[str, Post] = {}
    further: dict[str, None] = {}
    for link in links(html):
        found = _below(link.href, url, index)
        if found is None:
            continue
        below, whole = found
        if _is_further(below, whole, link):
            further[whole.geturl()] = None
        elif _is_post(below):
            bare = whole._replace(query="").geturl()
            known = posts.setdefault(key(bare), Post(bare, link.day))
            posts[key(bare)] = known if known.day else known._replace(day=link.day)
    return Index(tuple(posts.values()), tuple(further))


def is_post(url: str, index: str) -> bool:
    """Tell whether a URL is that of a post of an archive."""
    found = _below(url, index, index)
    return found is not None and _is_post(found[0])


def key(url: str) -> str:
    """Return what two URLs of the same page have in common."""
    return urlsplit(url).path.rstrip("/")


def _is_post(below: str) -> bool:
    return bool(_POST_PATH.fullmatch(below)) and not _FURTHER_PATH.fullmatch(below)


def _is_further(below: str, whole: SplitResult, link: Link) -> bool:
    if _FURTHER_PATH.fullmatch(below) or (not below and _FURTHER_QUERY.search(whole.query)):
        return True
    following = "next" in link.rel or _FURTHER_WORDS.fullmatch(link.words)
    return bool(following) and bool(below or whole.query) and not _is_post(below)


def _below(href: str, url: str, index: str) -> tuple[str, SplitResult] | None:
    """Return what of a link's path lies below the index, and the link; None for what does not."""
    if len(href) > _LONGEST or not href.isprintable():
        return None
    home = urlsplit(index)
    try:
        whole = urlsplit(urljoin(url, href))._replace(fragment="")
        elsewhere = whole.scheme not in ("http", "https") or whole.netloc != home.netloc
    except ValueError:
        return None
    path = f"{whole.path.rstrip('/')}/"
    if elsewhere or not path.startswith(home.path) or _FILE.search(path) or " " in whole.geturl():
        return None
    return whole.path[len(home.path) :], whole._replace(scheme=home.scheme)
