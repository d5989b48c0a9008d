"""The frozen types that the stages hand to one another.

    Entry -> Text -> Passage -> Incident -> (store) -> Hit, Page

They are NamedTuples, not dataclasses: both are frozen, and a NamedTuple is built in an eighth of
the time, which every start of the command pays for.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, NamedTuple

from infralog.names import Names

MediaType = Literal["text/html", "text/plain"]
Carrier = Literal["feed", "page", "capture"]
StretchKind = Literal["code", "link", "heading", "item"]
IncidentKind = Literal["incident", "notes"]
DateBasis = Literal["heading", "page", "body", "published"]
DurationKind = Literal["exact", "range", "vague"]
Impact = Literal["none", "minor", "major"]
Sort = Literal["relevance", "newest", "oldest", "longest"]


# ---------------------------------------------------------------- what the publisher wrote


class Entry(NamedTuple):
    """One entry of a feed, one page, or one saved capture, as it was published.

    Attributes:
        source: The name of the source, such as `fly`.
        id: The publisher's own id; unique within a source.
        url: Where a person reads it, http or https; None where it is not known.
        title: Plain text, one line; Markdown backticks are kept. Empty where it has none.
        content: The original, as it came: HTML, or the plain text of a capture.
        media_type: Which of the two `content` is.
        published: When the publisher says that it was published, aware; None where not known.
        updated: Likewise when it was last edited.
        carrier: By what its words came; one entry may come by several, see `infralog.carried`.
        heading: The line with a day, and perhaps a time, that its own page prints above it, where
            that is not among the words of `content`; None where it is, or where there is none.
    """

    source: str
    id: str
    url: str | None
    title: str
    content: str
    media_type: MediaType
    published: datetime | None
    updated: datetime | None
    carrier: Carrier = "feed"
    heading: str | None = None


class Carried(NamedTuple):
    """What one carrier says of an entry.

    Attributes:
        entry: As it came by this carrier the last time.
        edited: When the publisher was first seen to have edited it there, before any other
            carrier told; aware, UTC; None if it is as it first came.
    """

    entry: Entry
    edited: datetime | None = None


class Problem(NamedTuple):
    """An entry, or a part of a document, that could not be taken in, and why.

    Attributes:
        subject: The entry's id or title, or the URL or path of the document.
        reason: One line in words.
    """

    subject: str
    reason: str


# ---------------------------------------------------------------- text, and how it divides


class Stretch(NamedTuple):
    """A part of a text that its markup singled out: `plain[start:end]`.

    Tagging needs them: a lower-case `sin` is a region only in a code span.
    """

    start: int
    end: int
    kind: StretchKind


class Text(NamedTuple):
    """Plain text that still knows its code spans, links, headings and list items.

    Attributes:
        plain: Paragraphs apart by one blank line; list items are lines that begin with `- `.
            Holds no control character but newline, and no bidi control.
        stretches: In order of their start. An item's stretch covers its line without the `- `.
    """

    plain: str
    stretches: tuple[Stretch, ...] = ()

    def part(self, start: int, end: int) -> "Text":
        """Return `plain[start:end]`, without outer white space, with the stretches inside it."""
        cut = self.plain[start:end]
        start += len(cut) - len(cut.lstrip())
        plain = cut.strip()
        end = start + len(plain)
        return Text(
            plain,
            tuple(
                Stretch(max(s.start, start) - start, min(s.end, end) - start, s.kind)
                for s in self.stretches
                if s.start < end and s.end > start
            ),
        )


class Moment(NamedTuple):
    """When something happened, as best known.

    Attributes:
        date: The day, in the publisher's wall-clock where a zone is known.
        basis: What the day rests on: a bulletin's `heading`, the entry's own `page`, words in
            the `body`, or, for want of better, when it was `published`.
        started_at: The aware moment, or None where no time of day is stated.
        time_text: The label as printed, clock and zone apart by a blank (`13:00 EST`, `5PM EST`,
            `11:00`), or None.
        quote: The words that it rests on, or None where it rests on `published`.
    """

    date: date
    basis: DateBasis
    started_at: datetime | None = None
    time_text: str | None = None
    quote: str | None = None


class Passage(NamedTuple):
    """The part of an entry that tells of one incident, or (notes) of no incident.

    Attributes:
        slug: What the incident's ID will be: letters, digits and hyphens.
        moment: From the passage's own heading; None where it has none with a date.
        stated: What the publisher states as data, beside the words (see `infralog.stated`).
    """

    kind: IncidentKind
    slug: str
    title: Text
    body: Text
    moment: Moment | None
    stated: tuple["Evidence", ...] = ()


# ---------------------------------------------------------------- what infralog makes of it


class Evidence(NamedTuple):
    """Why an incident carries a value.

    Attributes:
        field: The field of the incident, such as `regions`.
        value: One value of it, as text.
        quote: The words of the publisher that it rests on, at most a sentence.
        rule: The name of the rule that read them so, such as `upper-case code`.
    """

    field: str
    value: str
    quote: str
    rule: str


class Incident(NamedTuple):
    """One incident, or one bulletin's notes, with every tag that was found in its words.

    Attributes:
        id: The slug; unique in a store.
        entry_id: The publisher's id of the entry; incidents of one bulletin share it.
        date: The day it happened, as best known, by `date_basis`.
        started_at: Aware, or None where no time of day is stated.
        regions: Codes of the regions that had the fault or the impact, sorted.
        regions_mentioned: Codes of all regions named in any role, sorted; a superset.
        components: Canonical names of what failed, suffered or was changed to mend it, sorted.
        components_mentioned: All that are named, sorted; a superset.
        duration_minutes: How long the impact lasted, as far as the text says; None if it does not.
        impact: None where the text does not state one; never guessed.
        text: The plain text of the body, as `Text.plain`.
        evidence: For every tag, in no particular order; empty where a search did not ask for it.
    """

    id: str
    title: str
    url: str | None
    source: str
    kind: IncidentKind
    entry_id: str
    date: date
    date_basis: DateBasis
    started_at: datetime | None
    time_text: str | None
    published: datetime | None
    updated: datetime | None
    regions: tuple[str, ...]
    regions_mentioned: tuple[str, ...]
    components: tuple[str, ...]
    components_mentioned: tuple[str, ...]
    duration_minutes: float | None
    duration_text: str | None
    duration_kind: DurationKind | None
    impact: Impact | None
    impact_text: str | None
    text: str
    evidence: tuple[Evidence, ...] = ()


class Fact(NamedTuple):
    """What an incident is counted by, and no more; the attributes are those of `Incident`.

    Attributes:
        date_basis, started_at: None, too, where they were not asked for.
    """

    date: date
    published: datetime | None
    source: str
    kind: IncidentKind
    impact: Impact | None
    duration_minutes: float | None
    regions: tuple[str, ...]
    regions_mentioned: tuple[str, ...]
    components: tuple[str, ...]
    components_mentioned: tuple[str, ...]
    date_basis: DateBasis | None = None
    started_at: datetime | None = None


class Derived(NamedTuple):
    """An entry and the incidents that were made of it: at least one.

    Attributes:
        carried: What each of its carriers says; empty where it came by the feed alone, or where
            none of them says anything new.
        revised: False where it differs from what is stored only since another carrier tells more,
            so that the stored one is no earlier version of it.
        known_as: The id that the store knows it by; None where that is the entry's own.
    """

    entry: Entry
    incidents: tuple[Incident, ...]
    carried: tuple[Carried, ...] = ()
    revised: bool = True
    known_as: str | None = None


# ---------------------------------------------------------------- what is remembered of a source


class State(NamedTuple):
    """What a store remembers of one origin (a feed's URL), to ask only for what is new.

    Attributes:
        etag: The validator as the server sent it, or None.
        last_modified: Likewise.
        digest: SHA-256 of the bytes that were last taken in whole, as hex.
        synced: When it was last asked, whether it had changed or not; aware, UTC.
        entries: How many there were.
    """

    etag: str | None
    last_modified: str | None
    digest: str
    synced: datetime
    entries: int = 0


class Tagging(NamedTuple):
    """By what the incidents of a store were tagged.

    Attributes:
        rules: The fingerprint of the rules and vocabularies.
        names: What regions and components are called.
    """

    rules: str
    names: Names


class Saved(NamedTuple):
    """What a save did, as entry ids, each in one of the four.

    Attributes:
        retagged: Of entries whose words are as they were, but of which other incidents were made,
            by newer rules or another vocabulary.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    retagged: tuple[str, ...]
    unchanged: tuple[str, ...]


class Revision(NamedTuple):
    """One version of an entry.

    Attributes:
        seen: When it was first seen, aware, UTC.
    """

    entry: Entry
    seen: datetime


class Kept(NamedTuple):
    """All that a store keeps of one entry.

    Attributes:
        versions: The newest first.
        incidents: Made of the newest, in its order, by the IDs that the store gave them.
        slugs: What each of them would be called were its ID not taken.
        carried: What each carrier says; empty where it came by the feed alone.
    """

    versions: tuple[Revision, ...]
    incidents: tuple[Incident, ...]
    slugs: tuple[str, ...]
    carried: tuple[Carried, ...] = ()


class Override(NamedTuple):
    """A tag that a user gave or took by hand; it outweighs every rule.

    Attributes:
        field: Which tag: a region's code or a component's canonical name.
        given: True to add it, False to take it away.
    """

    field: Literal["regions", "components"]
    value: str
    given: bool


class Summary(NamedTuple):
    """What a store holds.

    Attributes:
        first, last: The oldest and the newest date among the incidents; None where there is none.
        synced: When a source was last asked for what is new, aware, UTC; None if never.
        revisions: How many earlier versions of entries it keeps.
    """

    incidents: int
    entries: int
    first: date | None
    last: date | None
    synced: datetime | None
    revisions: int = 0


# ---------------------------------------------------------------- what is asked


class Word(NamedTuple):
    """A word or a phrase to look for.

    Attributes:
        text: As typed, without quotes; blanks in it make it a phrase.
        prefix: True if the last word may go on (`corr*`).
        title_only: True for `title:word`.
        region: The code that it is: what names that region is found, too, by whatever name.
        unlike: A code that is none of its forms, though stemmers have it so (`am`, of `ams`): what
            names that region is not found.
    """

    text: str
    prefix: bool = False
    title_only: bool = False
    region: str | None = None
    unlike: str | None = None


class Clause(NamedTuple):
    """Alternatives of which one must be there (`a OR b`); a lone word is one alternative."""

    words: tuple[Word, ...]


class Interval(NamedTuple):
    """Days, both inclusive; None is open."""

    since: date | None = None
    until: date | None = None


class Query(NamedTuple):
    """What a person asked, in nobody's syntax.

    Attributes:
        clauses: All must hold; none means that no words were asked for.
        excluded: None of these words may be there (`-word`).
        regions: Codes; any of them. Empty means no such filter; so for the other tuples.
        mentions: True to match regions and components that are only mentioned, too.
        by_published: True to filter and sort by the publication date, not by `Incident.date`.
        changed_since: Only what was first seen, or seen to have been edited, on this day (UTC) or
            later; None means no such filter.
        min_minutes, max_minutes: Bounds of the duration, inclusive; an unknown one matches neither.
        among: Only among so many of the newest of all incidents, and none is ranked; 0 means all.
        sort: None means relevance where there are words, else newest.
        limit: At most so many hits; 0 means all.
        evidence: True if the hits are to carry their evidence.
        bare: True if they need neither text nor snippet, which is quicker.
    """

    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Word, ...] = ()
    regions: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    not_regions: tuple[str, ...] = ()
    not_components: tuple[str, ...] = ()
    mentions: bool = False
    interval: Interval = Interval()
    by_published: bool = False
    min_minutes: float | None = None
    max_minutes: float | None = None
    impacts: tuple[Impact, ...] = ()
    kinds: tuple[IncidentKind, ...] = ()
    sources: tuple[str, ...] = ()
    changed_since: date | None = None
    among: int = 0
    sort: Sort | None = None
    limit: int = 20
    offset: int = 0
    evidence: bool = False
    bare: bool = False


# ---------------------------------------------------------------- what is answered


class Marked(NamedTuple):
    """A text and what matched in it, so that each view highlights in its own language.

    Attributes:
        spans: (start, end) offsets into `text`, in order, apart from each other.
    """

    text: str
    spans: tuple[tuple[int, int], ...] = ()


class Hit(NamedTuple):
    """An incident that matched.

    Attributes:
        title: The incident's title, with what matched in it.
        snippet: The best stretch of its text; None where no words were asked for.
        score: Higher is better, comparable within one answer; None as for `snippet`.
    """

    incident: Incident
    title: Marked
    snippet: Marked | None
    score: float | None


class Page(NamedTuple):
    """The answer to a query.

    Attributes:
        hits: Lazy where the query has no limit, and then to be read once, while the store is open.
        total: How many match in all, beyond the limit too.
    """

    hits: Iterable[Hit]
    total: int
    query: Query


class Tally(NamedTuple):
    """How often one value occurs: a region, a component, a month.

    Attributes:
        incidents: How many carry it.
        last: The newest date among them.
    """

    value: str
    incidents: int
    last: date
