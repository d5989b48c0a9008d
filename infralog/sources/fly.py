"""Fly.io's Infra Log: an entry an incident since 2026; before that, a bulletin a week."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from infralog import bulletin, dates, headings, slugs
from infralog.bulletin import Part
from infralog.clock import EASTERN
from infralog.headings import Heading
from infralog.landmarks import INCIDENTS, NOTES
from infralog.model import Entry, Moment, Passage, Stretch, Text

_AT_FLY = re.compile(r"https?://(?:[\w-]+\.)*fly\.io/infra-log/")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SECTION = re.compile(rf"^(?:{INCIDENTS.pattern}|{NOTES.pattern})", re.MULTILINE)
_BACKTICKED = re.compile(r"`([^`]+)`")

_UNTITLED = "Untitled"
_NOTES = "Notes"
_FIRST_WORDS = 12


class Fly:
    """The Infra Log, as a `Source`."""

    name = "fly"
    feed: str | None = "https://fly.io/infra-log/feed.xml"

    def recognises(self, entry: Entry) -> bool:
        """Tell by where it is read."""
        return bool(_AT_FLY.match(entry.url or entry.id))

    def split(self, entry: Entry, text: Text) -> tuple[Passage, ...]:
        """Divide a bulletin into its incidents and a passage of notes; an account stays whole.

        What is left out is what a bulletin says of its diagram, and the heading of its list.
        """
        own = slugs.of_entry(entry.url, entry.id, entry.title)
        if _DAY.fullmatch(own) or _SECTION.search(text.plain):
            return _bulletin(entry, text, own)
        return (_account(entry, text, own),)


FLY = Fly()


# ---------------------------------------------------------------- a bulletin


def _bulletin(entry: Entry, text: Text, own: str) -> tuple[Passage, ...]:
    published = entry.published.date() if entry.published else dates.day_in(own)
    cutter = _Cutter(text)
    parts = bulletin.parts(text)
    passages = [_incident(cutter, part, part.heading, published) for part in parts if part.heading]
    notes = _notes(cutter, [part for part in parts if not part.heading], entry.title)
    if notes[1].plain or not passages:
        title, body = notes if parts else (notes[0], text)
        moment = Moment(published, "published") if published else None
        passages.append(Passage("notes", f"{published or own}-notes", title, body, moment))
    names = slugs.told_apart(passage.slug for passage in passages)
    return tuple(p._replace(slug=name) for p, name in zip(passages, names, strict=True))


def _incident(cutter: "_Cutter", part: Part, heading: Heading, published: date | None) -> Passage:
    title = _titled(cutter.cut(*heading.title))
    moment = dates.moment(heading.stated, published, "heading", zone=EASTERN)
    day = moment.date if moment else published
    slug = slugs.of_passage(str(day or ""), title.plain)
    return Passage("incident", slug, title, cutter.cut(part.start, part.end), moment)


def _notes(cutter: "_Cutter", parts: Sequence[Part], fallback: str) -> tuple[Text, Text]:
    """Return title and body of all that is no incident; the title as it is printed."""
    titles = [part.title for part in parts if part.title]
    ours = [span for span in titles if NOTES.fullmatch(cutter.text.plain, *span)]
    chosen = next(iter([*ours, *titles]), None)
    bodies = [
        cutter.cut(part.title[0] if part.title and part.title != chosen else part.start, part.end)
        for part in parts
    ]
    title = cutter.cut(*chosen) if chosen else Text(fallback or _NOTES)
    return _titled(title), _joined(bodies)


# ---------------------------------------------------------------- an account of one incident


def _account(entry: Entry, text: Text, own: str) -> Passage:
    """Return an entry as it is, but for a heading with a day, which its page may carry."""
    published = entry.published.date() if entry.published else None
    cutter = _Cutter(text)
    titled = headings.alone(entry.title)
    printed = None if titled else headings.above(text)
    title, body = Text(entry.title), text
    if titled:
        title = Text(entry.title[slice(*titled.title)])
    elif printed:
        above = cutter.cut(*printed.title)
        title = title if title.plain else above
        if _titled(title).plain.casefold() == _titled(above).plain.casefold():
            body = _joined([cutter.cut(0, printed.start), cutter.cut(printed.end, len(text.plain))])
    beside = headings.alone(entry.heading) if entry.heading else None
    found = titled or beside or printed
    moment = dates.moment(found.stated, published, "page") if found else None
    if not title.plain:
        title = Text(" ".join(text.plain.split()[:_FIRST_WORDS]) or _UNTITLED)
    return Passage("incident", own, _titled(title), body, moment)


# ---------------------------------------------------------------- texts


class _Cutter:
    """Cuts a text, whose stretches are in order, in time linear to what is cut out."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._starts = [stretch.start for stretch in text.stretches]

    def cut(self, start: int, end: int) -> Text:
        """Return `plain[start:end]` with the stretches that begin in it."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        held = tuple(
            Stretch(s.start - start, min(s.end, end) - start, s.kind)
            for s in self.text.stretches[first:last]
        )
        return Text(self.text.plain[start:end], held).part(0, end - start)


def _joined(texts: Sequence[Text]) -> Text:
    """Return the texts as one, a blank line between them; those without a word are left out."""
    texts = [text for text in texts if text.plain]
    stretches: list[Stretch] = []
    length = 0
    for text in texts:
        stretches += [Stretch(s.start + length, s.end + length, s.kind) for s in text.stretches]
        length += len(text.plain) + len("\n\n")
    return Text("\n\n".join(text.plain for text in texts), tuple(stretches))


def _titled(text: Text) -> Text:
    """Return a title in one line, its code spans in backticks, as the feed's titles have them."""
    pieces, done = [], 0
    for stretch in text.stretches:
        if stretch.kind == "code" and stretch.start >= done:
            pieces += [text.plain[done : stretch.start], f"`{text.plain[slice(*stretch[:2])]}`"]
            done = stretch.end
    plain = " ".join("".join([*pieces, text.plain[done:]]).replace("``", "`").split())
    return Text(plain, tuple(_code(plain)))


def _code(plain: str) -> Iterator[Stretch]:
    for found in _BACKTICKED.finditer(plain):
        yield Stretch(found.start(1), found.end(1), "code")
