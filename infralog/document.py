"""The bytes of a document -> entries, by what they are: a feed, a page, or a saved capture."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from infralog.capture import from_plain
from infralog.charset import decode
from infralog.contain import LONGEST_ENTRY
from infralog.dates import day_in
from infralog.errors import FeedError
from infralog.feed import is_feed, parse
from infralog.landmarks import LANDMARK, before_headings
from infralog.model import Entry, Problem, Text
from infralog.safe import block
from infralog.trouble import LATER

# Where the Infra Log lives: a bulletin at LOG + its day, an incident at LOG + its slug.
LOG = "https://fly.io/infra-log/"

_GIVE = "give a feed, page or text"
_PUBLISHED_HINT = "say when it was published: --published 2024-06-29"
_FEWEST_WORDS = 40
# Twenty times as many as a long bulletin has. Each takes a kilobyte of memory while it is read.
_MOST_TAGS = 100_000
# Characters without a tag among them.
_LONGEST_TEXT = 2 * 2**20
_BULLET = re.compile(r"\s*[•‣◦▪*-]\s+")
# A capture whose lines were all joined has no more.
_FEW_ROWS = 3
_HEAD_LENGTH = 600

_JSON = re.compile(r"""\s*(?:\{\s*["}]|\[\s*[\[{"\]0-9])""")
_XML = re.compile(r"\s*<\?xml\b")
_HTML = re.compile(
    r"""
    (?: \s | <\?.*?\?> | <!--.*?--> )*+
    < (?: !doctype\s+html | html | head | body | title | meta | link | main | article | section
        | header | nav | div | p | h[1-6] | ul | ol | table | span | a | b | script | style )
    [\s>]
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_OPENED = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:html|body|article|main)\s*>", re.IGNORECASE)
_BINARY = re.compile(
    "\\s*%PDF-|[^\x00]{0,4096}\x00|(?:[^\x01-\x08\x0e-\x1a]{0,512}[\x01-\x08\x0e-\x1a]){4}"
)


class Document(NamedTuple):
    """What a document holds.

    Attributes:
        problems: What was left out, and why.
        complete: False if the document was cut off.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    complete: bool


def read(
    data: bytes,
    *,
    where: str,
    source: str = "fly",
    published: date | None = None,
    code_words: Sequence[str] = (),
) -> Document:
    """Return the entries of a document, told by its content, not by its name.

    A feed has any number of entries; a page and a capture are one entry each. A bulletin's id is
    the URL that fly.io gives it, `https://fly.io/infra-log/2024-06-29/`, however it was saved.

    Args:
        data: The document.
        where: Its URL or path.
        source: What the entries' `source` is to say.
        published: The day of a page or capture that does not tell it.
        code_words: As for `text.from_plain`.

    Raises:
        FeedError: It is none of the three, or a capture of which nobody knows the day.
    """
    markup = decode(data, where=where)
    if is_feed(markup) or (_XML.match(markup) and not _HTML.match(markup)):
        _refuse_endless(markup, where)
        del markup  # as large as the document, which feedparser copies several times
        return _of_feed(data, source, where)
    _refuse(markup, where)
    if _HTML.match(markup):
        _refuse_endless(markup, where)
        if markup.count("<") > _MOST_TAGS:
            raise FeedError(f"{where}: refused, since it has more than {_MOST_TAGS:,} tags")
        return _of_page(markup, source, where, published)
    return _of_capture(markup, source, where, published, code_words)


def _refuse(markup: str, where: str) -> None:
    if not markup.strip():
        raise FeedError(f"{where}: is empty", hint=LATER if "://" in where else _GIVE)
    if _BINARY.match(markup):
        hint = f"{_GIVE}; what is compressed is to be unpacked first"
        raise FeedError(f"{where}: looks like a binary file", hint=hint)
    if _JSON.match(markup):
        raise FeedError(f"{where}: looks like JSON", hint="give an Atom or RSS feed")


def _refuse_endless(markup: str, where: str) -> None:
    """Refuse markup with a text so long that parsers, which copy it, would fill the memory."""
    blocks = range(0, len(markup) - _LONGEST_TEXT + 1, _LONGEST_TEXT)
    if any("<" not in markup[at : at + _LONGEST_TEXT] for at in blocks):
        raise FeedError(f"{where}: refused, since one of its texts is longer than 2 MiB")


def _of_feed(data: bytes, source: str, where: str) -> Document:
    entries, problems, complete = parse(data, source=source, where=where)
    if not entries and not problems:
        problems = (Problem(where, "the feed has no entries"),)
    return Document(entries, problems, complete)


def _of_page(markup: str, source: str, where: str, published: date | None) -> Document:
    from infralog.article import article
    from infralog.text import from_html

    if _OPENED.search(markup) and not _CLOSED.search(markup):
        return Document(
            (), (Problem(where, "left out, since the page ends early"),), complete=False
        )
    page = article(markup)
    _refuse_no_article(from_html(page.body_html), where, known=bool(page.url or page.published))
    moment = midnight(published or _day_of_name(where))
    if page.published and not published:
        moment = page.published
    url = canonical(page.url) or canonical(where) or _bulletin_url(moment, where)
    return _one(
        Entry(
            *(source, url, url, page.title, page.body_html, "text/html", moment, page.updated),
            carrier="page",
        )
    )


def _of_capture(
    markup: str, source: str, where: str, published: date | None, code_words: Sequence[str]
) -> Document:
    if len(markup) > LONGEST_ENTRY:
        raise FeedError(f"{where}: refused, since it is longer than a million characters")
    plain = from_plain(markup, code_words).plain
    if not (LANDMARK.search(plain) and _is_printed(markup)):
        raise FeedError(
            f"{where}: is text, but no bulletin of the Infra Log",
            hint="give a feed, a page, or a bulletin that was saved as text",
        )
    head = plain[:_HEAD_LENGTH]
    told = day_in(before_headings(head)) or _day_of_name(where) or day_in(head)
    moment = midnight(published or told)
    url = _bulletin_url(moment, where)
    return _one(Entry(source, url, url, "", markup, "text/plain", moment, None, "capture"))


def _is_printed(markup: str) -> bool:
    """Tell a bulletin from a text about bulletins, which quotes their headings within its lines."""
    rows = [_BULLET.sub("- ", row) for row in block(markup).split("\n") if row.strip()]
    return len(rows) <= _FEW_ROWS or any(LANDMARK.match(row) for row in rows)


def _one(entry: Entry) -> Document:
    return Document((entry,), (), complete=True)


def _refuse_no_article(text: Text, where: str, *, known: bool) -> None:
    """Refuse an error page, a login, a captive portal: no incident, and no article to speak of."""
    if LANDMARK.search(text.plain):
        return
    if not known or len(text.plain.split()) < _FEWEST_WORDS:
        raise FeedError(
            f"{where}: is a web page, but holds no incident",
            hint="open it in a browser: it may be an error page, or ask for a login",
        )


def canonical(url: str | None) -> str | None:
    """Return a URL in the form that the feed's ids have; None for the log's own front page."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    bare = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    if parts.netloc == urlsplit(LOG).netloc:
        bare = urlunsplit(("https", parts.netloc, parts.path.rstrip("/") + "/", "", ""))
    return None if bare == LOG else bare


def _bulletin_url(published: datetime | None, where: str) -> str:
    if published is None:
        raise FeedError(f"{where}: does not say when it was published", hint=_PUBLISHED_HINT)
    return f"{LOG}{published.date().isoformat()}/"


def _day_of_name(where: str) -> date | None:
    """Return the day in the name of a file, or in the last part of a URL."""
    return day_in(re.split(r"[/\\]", where.rstrip("/\\"))[-1])


def midnight(day: date | None) -> datetime | None:
    """Return the moment that stands for a day; None stays None."""
    return datetime.combine(day, time(), UTC) if day else None
