"""A web page -> its article: its title, its URL, its dates, its body; the one door to bs4.

A page that lists others is read for its links instead.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from infralog.dates import day_in, is_known
from infralog.landmarks import DATED_HEADING, before_headings
from infralog.safe import line
from infralog.text import tame

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_FURNITURE = ("nav", "footer", "aside", "form", "dialog", "script", "style", "template", "noscript")
_HEADINGS = ("h1", "h2", "h3")
_BLOCKS = (*_HEADINGS, "p", "ul", "ol", "li", "dl", "dd", "pre", "table", "tr", "blockquote")
# What is shorter may be a menu, or a line about the site.
_FEWEST_WORDS = 8
# Enough for a page of teasers; bounds what a hostile nesting can cost.
_MOST_CANDIDATES = 50
# How far up a word counts for the elements around it, when a page marks no article.
_REACH = 3
_SITE_NAME = re.compile(r"\s+[·|]\s.*")

_PUBLISHED = ("article:published_time", "datePublished", "date", "pubdate", "dc.date")
_UPDATED = ("article:modified_time", "dateModified", "lastmod")
_HEAD_LENGTH = 400
_MOST_LINKS = 5000


class Article(NamedTuple):
    """What a page says, without the furniture around it.

    Attributes:
        title: One line, without the site's name; empty where it has none.
        url: Its canonical URL, http or https; None where it names none.
        published, updated: Aware; midnight UTC where only a day is known, None where nothing is.
        body_html: The article's HTML.
    """

    title: str
    url: str | None
    published: datetime | None
    updated: datetime | None
    body_html: str


def article(html: str) -> Article:
    """Return the article of a page: what it marks as such, or else where its words are densest."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(tame(html), "html.parser")
    title, url = _title(soup), _url(soup)
    linked = "".join(script.get_text() for script in soup("script", type="application/ld+json"))
    container = _container(soup)
    published = _moment(
        (*_metas(soup, _PUBLISHED), *_linked(linked, "datePublished"), *_times(container, soup)),
        hints=(url or "", _head(soup), _head(container)),
    )
    updated = _moment((*_metas(soup, _UPDATED), *_linked(linked, "dateModified")))
    above = _heading_above(soup, container)
    _clear(container, title)
    body = above + container.decode_contents().strip()
    return Article(title, url, published, updated, body)


class Link(NamedTuple):
    """A link of a page.

    Attributes:
        href: As it is written.
        words: What it says, in one line.
        rel: Such as `next`; empty where it says none.
        day: The one that stands beside it, in what is about nothing else; None where none does.
    """

    href: str
    words: str
    rel: frozenset[str]
    day: date | None


def links(html: str) -> tuple[Link, ...]:
    """Return the links of a page, in its order; so many at most as a list of a log can have."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(tame(html), "html.parser")
    return tuple(_link(tag) for tag in soup(["a", "link"], href=True, limit=_MOST_LINKS))


def _link(tag: "Tag") -> Link:
    rel = tag.get("rel") or ""
    rels = frozenset((rel if isinstance(rel, str) else " ".join(rel)).lower().split())
    return Link(str(tag["href"]).strip(), line(tag.get_text(" ")), rels, _day_beside(tag))


def _day_beside(tag: "Tag") -> date | None:
    """Return the day in the nearest element around a link that leads nowhere else."""
    around: Tag | None = tag
    for _ in range(_REACH + 1):
        if around is None or len({str(a["href"]) for a in around("a", href=True, limit=9)}) > 1:
            return None
        stamps = [*_times(around), around.get_text(" ")[:_HEAD_LENGTH]]
        found = next((day for stamp in stamps if (day := day_in(stamp))), None)
        if found:
            return found
        around = around.parent
    return None


# ---------------------------------------------------------------- where the article is


def _container(soup: "BeautifulSoup") -> "Tag":
    for name in ("article", "main"):
        marked = soup.find_all(name, limit=_MOST_CANDIDATES)
        if marked:
            return max(marked, key=lambda tag: len(tag.get_text()))
    return _densest(soup)


def _densest(soup: "BeautifulSoup") -> "Tag":
    """Return the element that most words stand in, the nearer the more they count."""
    scores: dict[int, float] = {}
    elements: dict[int, Tag] = {}
    for words in soup.find_all(string=True):
        weight, parent = float(len(words.strip())), words.parent
        if parent is None or parent.name in _FURNITURE or not weight:
            continue
        for _ in range(_REACH):
            parent = parent.parent if parent is not None else None
            if parent is not None:
                scores[id(parent)] = scores.get(id(parent), 0.0) + weight
                elements[id(parent)] = parent
                weight /= 2
    return _widened(elements[max(scores, key=scores.__getitem__)]) if scores else soup


def _widened(element: "Tag") -> "Tag":
    """Return the nearest element near which no more of the same text stands beside it."""
    steps = 0
    for inner, outer in pairwise([element, *element.parents]):
        beside = outer.find_all(_BLOCKS, recursive=False)
        steps += 1
        if any(_is_of_text(block) for block in beside if block is not inner):
            element, steps = outer, 0
        elif steps == _REACH:
            break
    return element


def _is_of_text(block: "Tag") -> bool:
    return block.name in _HEADINGS or len(block.get_text().split()) >= _FEWEST_WORDS


def _heading_above(soup: "BeautifulSoup", container: "Tag") -> str:
    """Return the page's heading where it has a day and stands outside the article; else nothing."""
    for heading in soup("h1", limit=1):
        outside = not any(parent is container for parent in heading.parents)
        if outside and DATED_HEADING.match(line(heading.get_text())):
            return str(heading)
    return ""


def _clear(container: "Tag", title: str) -> None:
    """Take out the furniture, and the heading that only repeats the title."""
    repeated = (h for h in container("h1", limit=1) if line(h.get_text()) == title)
    for element in (*container(_FURNITURE), *repeated):
        if not element.decomposed:
            element.decompose()
    for header in container("header"):
        if not header.decomposed and not header(_HEADINGS):
            header.decompose()


# ---------------------------------------------------------------- what the page says of itself


def _title(soup: "BeautifulSoup") -> str:
    """Return the page's own title; a bulletin's first dated heading is none."""
    headings = [line(h.get_text()) for h in soup("h1", limit=1)]
    printed = [heading for heading in headings if not DATED_HEADING.match(heading)]
    titled = [line(t.get_text()) for t in soup("title", limit=1)]
    found = [*_metas(soup, ("og:title",)), *printed, *titled, *headings]
    return next((_SITE_NAME.sub("", title) for title in found if title), "")


def _url(soup: "BeautifulSoup") -> str | None:
    canonical = [line(str(link.get("href") or "")) for link in soup("link", rel="canonical")]
    found = [*canonical, *_metas(soup, ("og:url",))]
    return next((url for url in found if re.match(r"https?://[^/\s]+\S*\Z", url)), None)


def _metas(soup: "BeautifulSoup", names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        for key in ("property", "name", "itemprop"):
            for meta in soup("meta", attrs={key: name}, limit=1):
                yield line(str(meta.get("content") or ""))


def _linked(linked: str, key: str) -> list[str]:
    """Return the values of a key in JSON-LD, without trusting that it is JSON."""
    return re.findall(rf'"{key}"\s*:\s*"([^"]*)"', linked)


def _times(*elements: "Tag") -> Iterator[str]:
    for element in elements:
        for stamp in element("time", datetime=True, limit=1):
            yield str(stamp["datetime"])


def _head(element: "Tag") -> str:
    """Return the first words of an element, up to the heading of an incident."""
    return before_headings(element.get_text("\n")[:_HEAD_LENGTH])


def _moment(stamps: tuple[str, ...], hints: tuple[str, ...] = ()) -> datetime | None:
    for stamp in stamps:
        try:
            moment = datetime.fromisoformat(stamp.strip())
            moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            continue
        if is_known(moment):
            return moment
    days = (day_in(hint) for hint in (*stamps, *hints))
    return next((datetime.combine(day, time(), UTC) for day in days if day), None)
