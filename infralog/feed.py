"""The bytes of a feed (Atom, RSS) -> entries; the one door to feedparser.

feedparser reads what is broken by guessing. What must not be guessed is settled before it is
asked: the charset, the entities, and where a document that was cut off stops being whole.
"""

import io
import re
import sys
from calendar import timegm
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from infralog.charset import decode
from infralog.dates import is_known
from infralog.deadline import cpu_within
from infralog.errors import FeedError
from infralog.model import Entry, MediaType, Problem
from infralog.outline import DEEPEST, MOST_ELEMENTS, outline, whole_part
from infralog.safe import line
from infralog.text import from_title
from infralog.trouble import bare

# More than any real feed has, and few enough to be read within seconds (PROMISES.md, 6).
MOST_ENTRIES = 60_000
MOST_ATTRIBUTES = 1_000
LONGEST_TAG = 64 * 1024
# Of CPU time. feedparser is slow on a word of a million letters where an author should be.
MOST_SECONDS = 30.0

_ROOT = re.compile(
    r"""
      (?: \s | <\?.*?\?> | <!--.*?--> | <!DOCTYPE[^>]*> )*+
      < (?:[\w-]+:)? (?:feed|rss|rdf) [\s>/]
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ENTRY_START = re.compile(r"<(?:[\w-]+:)?(?:entry|item)[\s>/]", re.IGNORECASE)
# What ends an entry or the document; in CDATA and in comments, nothing does.
_END = re.compile(
    r"""
      <!\[CDATA\[ .*? (?: \]\]> | \Z ) | <!-- .*? (?: --> | \Z )
    | </(?:[\w-]+:)? (?: (?P<entry> entry | item ) | (?P<root> feed | rss | rdf ) ) \s*>
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_NAME = re.compile(r"<(id|guid|link|title)\b[^<>]*>([^<>]+)</\1\s*>", re.IGNORECASE)

_XML_DECLARATION = re.compile(r"<\?xml\b[^>]*>", re.IGNORECASE)
# What links are relative to, told by the document itself: `xml:base="../"`.
_BASE = re.compile(rb"base(?<!\wbase)\s*=")  # as `\bbase`, but a search for a plain word
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_LONG_RUN = re.compile(rf"<[^\s<>!?/][^<]{{{LONGEST_TAG},}}")
_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*+"|'[^']*+')*+""")
# References and characters that XML does not allow; feedparser raises on some of them.
_REFERENCE = re.compile(r"&\#(?:[xX]0*([0-9a-fA-F]+)|0*([0-9]+));?")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DIGITS_OF_A_CHARACTER = 7


# What feedparser is to believe; without it, a document is ISO 8859-1.
_UTF_8 = {"content-type": "application/xml; charset=utf-8"}

# An entry as feedparser has it: strings, dictionaries and lists of them, any of which may lack.
Item = dict[str, Any]


class Parsed(NamedTuple):
    """What a feed holds.

    Attributes:
        entries: In the feed's order; no two have the same id.
        problems: What was left out, and why.
        complete: False if the document ends before its root element does.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    complete: bool


def is_feed(markup: str) -> bool:
    """Tell whether a document's root element is that of Atom or RSS."""
    return bool(_ROOT.match(markup))


def parse(data: bytes, *, source: str, where: str) -> Parsed:
    """Return the entries of a feed.

    A document that was cut off yields the entries that came whole, never a part of one.

    Args:
        data: The document.
        source: What the entries' `source` is to say.
        where: The feed's URL or path, for messages and relative links.

    Raises:
        FeedError: It is no feed, or one that nobody would write who wants it read.
    """
    markup = decode(data, where=where).lstrip()
    declared = _XML_DECLARATION.match(markup)
    markup = _mend(markup[declared.end() :] if declared else markup)
    _refuse_hostile(markup, where)
    whole, lost, complete = _whole(markup, where)
    stream, place = _Stream(whole), _place(whole, where)
    del markup, whole  # each is as large as the document, and feedparser makes more of them
    problems = [lost] if lost else []
    entries = []
    for item in _items(stream, place, where):
        entry = _entry(item, source=source, where=where)
        if isinstance(entry, Entry):
            entries.append(entry)
        else:
            problems.append(entry)
    unique, doubles = _unique(entries)
    return Parsed(unique, (*problems, *doubles), complete)


# ---------------------------------------------------------------- before feedparser is asked


def _mend(markup: str) -> str:
    """Put U+FFFD in place of characters, and references to ones, that XML does not allow."""
    markup = _FORBIDDEN.sub("\ufffd", markup.lstrip())
    return _REFERENCE.sub(_allowed, markup) if "&#" in markup else markup


def _allowed(reference: re.Match[str]) -> str:
    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    code = int(digits, base) if len(digits) <= _DIGITS_OF_A_CHARACTER else 0
    forbidden = code > sys.maxunicode or _FORBIDDEN.match(chr(code))
    return "\ufffd" if forbidden else reference[0]


def _refuse_hostile(markup: str, where: str) -> None:
    if _ENTITY.search(markup):
        raise FeedError(f"{where}: refused, since it declares entities of its own")
    if any(_tag_length(run[0]) > LONGEST_TAG for run in _LONG_RUN.finditer(markup)):
        raise FeedError(f"{where}: refused, since one of its tags is longer than 64 KiB")
    if sum(1 for _ in _ENTRY_START.finditer(markup)) > MOST_ENTRIES:
        raise FeedError(f"{where}: refused, since it has more than {MOST_ENTRIES:,} entries")


def _tag_length(run: str) -> int:
    tag = _TAG.match(run)
    return tag.end() if tag else 0


def _whole(markup: str, where: str) -> tuple[bytes, Problem | None, bool]:
    """Return the part that is whole, what was cut off from it, and whether that is nothing."""
    if not is_feed(markup):
        raise FeedError(
            f"{where}: no feed, neither Atom nor RSS", hint="give the address of a feed"
        )
    document = markup.encode()
    seen = outline(document)
    if seen.state == "excessive":
        most = f"{MOST_ELEMENTS:,} elements, {DEEPEST} within each other, or a title of 64 KiB"
        raise FeedError(f"{where}: refused, since it has more than {most}")
    if seen.most_attributes > MOST_ATTRIBUTES:
        raise FeedError(f"{where}: refused, since a tag has more than {MOST_ATTRIBUTES} attributes")
    if seen.state == "whole":
        return whole_part(document, seen), None, True
    if seen.state == "cut":
        rest = document[seen.whole_until :].decode()
        return whole_part(document, seen), _cut_off(rest, where), False
    return _whole_of_malformed(markup, where)


def _whole_of_malformed(markup: str, where: str) -> tuple[bytes, Problem | None, bool]:
    """Divide a document that is no XML by the look of its tags."""
    entry_ends = root_ends = 0
    for found in _END.finditer(markup):
        entry_ends = found.end() if found["entry"] else entry_ends
        root_ends = found.end() if found["root"] else root_ends
    if root_ends > entry_ends:
        return markup.encode(), None, True
    return markup[:entry_ends].encode(), _cut_off(markup[entry_ends:], where), False


def _cut_off(rest: str, where: str) -> Problem:
    """Name the entry that a document ends in; `rest` is what follows the last whole one."""
    start = _ENTRY_START.search(rest)
    if not start:
        return Problem(where, "the document ends early, behind an entry that is whole")
    names = {name.lower(): line(value) for name, value in _NAME.findall(rest, start.end())}
    subject = names.get("id") or names.get("guid") or names.get("title") or where
    return Problem(subject, "left out, since the document ends in the middle of it")


class _Stream(io.BytesIO):
    """A document that is read once, and then kept no longer."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Return all of it, and close."""
        with self:
            return super().read(size)


def _items(document: _Stream, place: dict[str, str], where: str) -> list[Item]:
    """Return feedparser's entries."""
    import feedparser

    # An id is a name. Read as an address, it would be another one wherever the feed is kept.
    feedparser.api.StrictFeedParser.can_be_relative_uri.discard("id")
    feedparser.api.PREFERRED_XML_PARSERS[:] = ["infralog.runs"]
    try:
        with cpu_within(MOST_SECONDS):
            parsed = feedparser.parse(
                document,  # never bare bytes: it would open a file of that name
                response_headers=_UTF_8 | place,
                sanitize_html=False,
                resolve_relative_uris=False,
            )
    except TimeoutError as exc:
        raise FeedError(f"{where}: refused, since it takes too long to be read") from exc
    except (ArithmeticError, AssertionError, AttributeError, LookupError, ValueError) as exc:
        raise FeedError(f"{where}: a feed that is too broken to be read") from exc
    return list(parsed.entries)


def _place(document: bytes, where: str) -> dict[str, str]:
    """Return where a document is, if it says from where its links go on.

    Else `_url` joins them, for an entry once; feedparser does it for every tag.
    """
    return {"content-location": bare(where)} if _BASE.search(document) else {}


# ---------------------------------------------------------------- from its entries to ours


def _entry(item: Item, *, source: str, where: str) -> Entry | Problem:
    title, own_id = _title(item), line(item.get("id") or "")
    link = line(item.get("link") or "")
    # For want of a link feedparser takes the id for one; only a whole URL can be both.
    url = _url(link, "" if link == own_id else bare(where))
    known_by = own_id or url
    content, media_type = _content(item)
    if not known_by:
        return Problem(title or where, "left out, since it has neither an id nor a link")
    if not content and not url:
        return Problem(known_by, "left out, since it has neither content nor a link")
    published, updated = _moment(item, "published_parsed"), _moment(item, "updated_parsed")
    return Entry(source, known_by, url, title, content, media_type, published, updated)


def _url(link: str, where: str) -> str | None:
    """Return an absolute http or https URL, or None."""
    try:
        url = urljoin(where, link).replace(" ", "%20")
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if link and parts.scheme in ("http", "https") and parts.netloc else None


def _title(item: Item) -> str:
    title = item.get("title") or ""
    said = item.get("title_detail") or {}
    return line(title) if said.get("type") == "text/plain" else from_title(title)


def _content(item: Item) -> tuple[str, MediaType]:
    """Return the longest of the contents or, where there is none, the summary."""
    contents = [said for said in item.get("content") or () if said.get("value")]
    summary = item.get("summary_detail") or {}
    best = max(contents, key=lambda said: len(said["value"]), default=summary)
    media_type: MediaType = "text/plain" if best.get("type") == "text/plain" else "text/html"
    return best.get("value") or "", media_type


def _moment(item: Item, key: str) -> datetime | None:
    # Asked for `updated`, feedparser answers with `published` where there is none.
    parsed = dict.get(item, key)
    try:
        moment = datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError):
        return None
    return moment if moment and is_known(moment) else None


def _unique(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], list[Problem]]:
    """Keep, of entries with the same id, the newest, and say where they differ."""
    kept: dict[str, Entry] = {}
    problems = []
    for entry in entries:
        other = kept.setdefault(entry.id, entry)
        if entry.content != other.content:
            problems.append(Problem(entry.id, "is there twice; the newer one was taken"))
        if _age(entry) > _age(other):
            kept[entry.id] = entry
    return tuple(kept.values()), problems


def _age(entry: Entry) -> datetime:
    return entry.updated or entry.published or datetime.min.replace(tzinfo=UTC)
