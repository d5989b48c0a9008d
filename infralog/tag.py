"""Entry + Passage + Vocabulary -> Incident: the one place where an Incident is born.

Every tag carries its evidence. What an account says of its title counts like its body; what it
says nothing about stays None.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from infralog import dates, prose, stated
from infralog.duration import Duration, Durations
from infralog.errors import FeedError
from infralog.impact import Impacts, Stated
from infralog.lexicon import Lexicon
from infralog.mentions import Finder, Kind, Mention, expand_groups
from infralog.model import Entry, Evidence, Incident, Moment, Passage
from infralog.prose import Prose
from infralog.verdicts import Verdict, Verdicts
from infralog.vocabulary import Vocabulary

_IN_NOTES = "mentioned only: in the notes"
# Longer sentences, of a hostile or broken page, are cut in the evidence.
_QUOTE = 500


class Tagger:
    """Tags passages by one vocabulary. Compiled once, used for every passage."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Compile a vocabulary."""
        self._vocabulary = vocabulary
        lexicon = Lexicon()  # what is looked for in all of a text
        self._finder = Finder(vocabulary, lexicon)
        self._judge = Verdicts(vocabulary, lexicon)
        self._durations = Durations()
        self._impacts = Impacts(lexicon)

    def tag(self, entry: Entry, passage: Passage) -> Incident:
        """Make the incident that a passage of an entry tells of.

        Raises:
            FeedError: Neither the passage nor the entry says when it was.
        """
        title, body = prose.read(passage.title), prose.read(passage.body)
        moment = _moment(entry, passage)
        verdicts = self._verdicts(title, body, moment)
        duration = impact = None
        if passage.kind == "notes":  # they tell of work, and of no one thing that lasted
            verdicts = [v._replace(involved=False, rule=_IN_NOTES) for v in verdicts]
        else:
            duration = self._durations.find(title, body)
            impact = self._impacts.find(body) or self._impacts.find(title)
        evidence = [*_of_tags(verdicts), *_of_moment(moment), *_of_rest(duration, impact)]
        made = Incident(
            id=passage.slug,
            title=passage.title.plain,
            url=entry.url,
            source=entry.source,
            kind=passage.kind,
            entry_id=entry.id,
            date=moment.date,
            date_basis=moment.basis,
            started_at=moment.started_at,
            time_text=moment.time_text,
            published=entry.published,
            updated=entry.updated,
            regions=_names(verdicts, "regions", involved=True),
            regions_mentioned=_names(verdicts, "regions"),
            components=_names(verdicts, "components", involved=True),
            components_mentioned=_names(verdicts, "components"),
            duration_minutes=duration.minutes if duration else None,
            duration_text=duration.text if duration else None,
            duration_kind=duration.kind if duration else None,
            impact=impact.impact if impact else None,
            impact_text=impact.text if impact else None,
            text=passage.body.plain,
            evidence=tuple(evidence),
        )
        return stated.applied(made, passage.stated)

    def _verdicts(self, title: Prose, body: Prose, moment: Moment) -> list[Verdict]:
        named = self._finder.find(title)
        told = self._finder.find(body, beside={mention.name for mention in named})
        verdicts = self._judge.judge(title, body, named, told)
        members = expand_groups([*named, *told], self._vocabulary, moment.date)
        expanded = [_of_group(mention, title, body, named) for mention in members]
        return [v for v in verdicts if v.mention.kind != "groups"] + expanded


def _of_group(mention: Mention, title: Prose, body: Prose, named: Iterable[Mention]) -> Verdict:
    in_title = any((m.start, m.end) == (mention.start, mention.end) for m in named)
    rule = f"mentioned only: {mention.rule}"
    return Verdict(mention, title if in_title else body, involved=False, rule=rule)


def _moment(entry: Entry, passage: Passage) -> Moment:
    """Return when it was: by its own heading, else by its body, else by the publication."""
    if passage.moment:
        return passage.moment
    if entry.published is None:
        name = entry.title or entry.id
        raise FeedError(f"{name}: neither the text nor the feed says when it was")
    published = entry.published.date()
    if passage.kind == "incident":
        moment = dates.body_moment(passage.body, published)
        if moment:
            return moment
    return Moment(published, "published")


def _names(verdicts: Iterable[Verdict], kind: Kind, *, involved: bool = False) -> tuple[str, ...]:
    names = (v.mention.name for v in verdicts if v.mention.kind == kind and v.involved >= involved)
    return tuple(sorted(names))


def _of_tags(verdicts: Iterable[Verdict]) -> Iterable[Evidence]:
    for mention, where, involved, rule in verdicts:
        field = mention.kind if involved else f"{mention.kind}_mentioned"
        quote = where.sentence(mention.start)[:_QUOTE]
        yield Evidence(field, mention.name, quote, f"{rule} ({mention.rule})")


def _of_moment(moment: Moment) -> Iterable[Evidence]:
    rule = _BASES[moment.basis]
    quote = (moment.quote or "")[:_QUOTE]
    yield Evidence("date", moment.date.isoformat(), quote, rule)
    if moment.started_at:
        yield Evidence("started_at", moment.started_at.isoformat(), quote, rule)


_BASES: Mapping[str, str] = {
    "heading": "the bulletin's heading",
    "page": "the page's heading",
    "body": "a date in the body",
    "published": "the day of publication, for want of better",
}


def _of_rest(duration: Duration | None, impact: Stated | None) -> Iterable[Evidence]:
    if duration:
        minutes = f"{duration.minutes:g}"
        yield Evidence("duration_minutes", minutes, duration.quote[:_QUOTE], duration.rule)
    if impact:
        yield Evidence("impact", impact.impact, impact.quote[:_QUOTE], impact.rule)


# All that incidents depend on beside their entries and the vocabulary.
_DERIVE = (
    *("amounts.py", "bulletin.py", "capture.py", "clock.py", "cues.py", "dates.py", "duration.py"),
    *("durations.toml", "forms.py", "headings.py", "hours.py", "impact.py", "impacts.toml"),
    *("landmarks.py", "lexicon.py", "measures.py", "mentions.py", "numerals.py", "phrases.py"),
    *("prose.py", "roles.py", "roles.toml", "safe.py", "signs.py", "slugs.py", "stems.py"),
    *("derive.py", "stated.py", "tag.py", "text.py", "updates.py", "verdicts.py"),
    *("weights.py", "weights.toml", "words.toml"),
    *(f"sources/{name}.py" for name in ("fly", "incidentio", "plain", "statuspage")),
    *(f"sources/{name}.toml" for name in ("incidentio", "plain", "statuspage")),
)


@cache
def _rules() -> str:
    digest = hashlib.sha256()
    for name in _DERIVE:
        digest.update(files("infralog").joinpath(name).read_bytes())
    return digest.hexdigest()


def fingerprint(vocabulary: Vocabulary) -> str:
    """Return a hash of the rules, the code that applies them, and a vocabulary: 16 hex digits.

    Incidents that were derived under another one are derived anew.
    """
    return hashlib.sha256(f"{_rules()} {vocabulary!r}".encode()).hexdigest()[:16]
