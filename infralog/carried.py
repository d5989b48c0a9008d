"""One entry, whatever it came by: the feed, its own page, a capture of that page -> one record.

The rule, which knows no order of arrival and no number of times:

- The words are the feed's, which come without what a page has around them; else the page's; else
  those of a capture. A feed that tells less than half of its page gives way to it, and so does a
  page that has lost words of its capture to the capture.
- A carrier whose words the publisher has edited, before any other told so, outweighs the others.
- The page's heading (`April 14: Title (10:51UTC)`) is kept beside the words. It is the best that
  is known of the day, of the time and its zone; a feed has it not.
- Title, address and dates are of the first that has them, in the same order.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from infralog import headings, text
from infralog.model import Carried, Carrier, Entry, Text
from infralog.slugs import slug

_RANK: tuple[Carrier, ...] = ("feed", "page", "capture")
_NEVER = datetime.min.replace(tzinfo=UTC)

# Shares of the words of one that another has: nearly all, and so many that they tell the same.
_HELD = 0.8
_ALIKE = 0.5
# What has fewer words of what is told in full is only a summary of it.
_SUMMARY = 0.5

_WORD = re.compile(r"\w+")


# ---------------------------------------------------------------- one more arrives


def arrived(carried: Iterable[Carried], entry: Entry, now: datetime) -> tuple[Carried, ...]:
    """Put what a carrier says now in place of what it said; what came back empty is not taken."""
    by = {one.entry.carrier: one for one in carried}
    known = by.get(entry.carrier)
    if known is None:
        by[entry.carrier] = Carried(entry)
    elif _is_same(known.entry, entry):
        by[entry.carrier] = known._replace(entry=known.entry._replace(updated=entry.updated))
    elif _words(entry) or not _words(known.entry):
        others = (one.entry for one in by.values() if one is not known)
        told = any(_tells(other, entry) for other in others)
        published = entry.published or known.entry.published
        edited = known.edited if told else now
        by[entry.carrier] = Carried(entry._replace(published=published), edited)
    return tuple(by[carrier] for carrier in _RANK if carrier in by)


def _is_same(old: Entry, new: Entry) -> bool:
    """Tell whether a carrier says what it said; a page's markup may change, its words count."""
    if new.carrier == "feed":
        return old._replace(updated=None, id="") == new._replace(updated=None, id="")
    dated = new.published in (None, old.published)
    return dated and (old.title, _text(old)) == (new.title, _text(new))


def _tells(one: Entry, other: Entry) -> bool:
    """Tell whether the words of one stand, in their order, in the other, or those of it in one."""
    told, also = (f" {' '.join(_words(entry))} " for entry in (one, other))
    return told in also or also in told


# ---------------------------------------------------------------- all of them, as one


def merged(carried: Sequence[Carried]) -> Entry:
    """Return the entry that all carriers together tell of; there must be one at least."""
    ordered = sorted(carried, key=lambda one: one.edited or _NEVER, reverse=True)
    by = {one.entry.carrier: one.entry for one in carried}
    ranked = [by[carrier] for carrier in _RANK if carrier in by]
    told = _fullest(ordered[0].entry, by)
    page = by.get("page")
    return told._replace(
        id=ranked[0].id,
        url=next((entry.url for entry in ranked if entry.url), None),
        title=next((one.entry.title for one in ordered if one.entry.title), ""),
        published=next((entry.published for entry in ranked if entry.published), None),
        updated=next((entry.updated for entry in ranked if entry.updated), None),
        heading=_heading(page, told) if page and page is not told else None,
    )


def _fullest(best: Entry, by: dict[Carrier, Entry]) -> Entry:
    """Return what tells all of it, where the best of the carriers tells only a part."""
    page, capture = by.get("page"), by.get("capture")
    if best.carrier == "feed" and page:
        short = len(_words(best)) < _SUMMARY * len(_words(page))
        best = page if short and _share(best, page) >= _HELD else best
    if best.carrier == "page" and capture and _share(capture, best) < _HELD:
        return capture
    return best


def _heading(page: Entry, told: Entry) -> str | None:
    """Return the heading that a page prints above an account, if it is an account of the same."""
    plain = _text(page)
    found = headings.alone(page.title)
    if found:
        printed, title = page.title, page.title[slice(*found.title)]
    else:
        found = headings.above(plain)
        if found is None:
            return None
        printed = plain.plain[found.start : found.end].strip()
        title = plain.plain[slice(*found.title)]
    return printed if slug(title) == slug(told.title) or are_alike(told, page) else None


def are_alike(one: Entry, other: Entry) -> bool:
    """Tell whether the other has so many words of one that both tell of the same."""
    return not _words(one) or _share(one, other) >= _ALIKE


# ---------------------------------------------------------------- words


def _share(one: Entry, other: Entry) -> float:
    """Return what share of the words of one are in the other; 1 where it has none."""
    words, held = Counter(_words(one)), Counter(_words(other))
    return (words & held).total() / words.total() if words else 1.0


def _words(entry: Entry) -> list[str]:
    return _WORD.findall(_text(entry).plain.casefold())


def _text(entry: Entry) -> Text:
    if entry.media_type == "text/html":
        return text.from_html(entry.content)
    return text.from_plain(entry.content)
