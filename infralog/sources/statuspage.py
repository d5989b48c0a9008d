"""Statuspage's `history.atom` and `history.rss`: an entry an incident, with all of its updates.

GitHub, Cloudflare, DigitalOcean and many more publish it. `published` is when it was resolved, so
the start is the time of the first update; a maintenance starts when it is said to be in progress.
"""

import re
from collections.abc import Sequence

from infralog import slugs, stated, updates
from infralog.model import Entry, Evidence, Moment, Passage, Text
from infralog.updates import Update

_ID = re.compile(r"tag:[^:]+,\d{4}:Incident/\d+")
_MARKUP = re.compile(r"<var data-var=[\"']date[\"']>")

# The states that end an incident or a maintenance, that begin the latter, and that announce it.
_ENDS = ("Resolved", "Completed")
_BEGINS = "In progress"
_ANNOUNCES = "Scheduled"


class Statuspage:
    """A status page of Atlassian's Statuspage, as a `Source`."""

    name = "statuspage"
    feed = None

    def recognises(self, entry: Entry) -> bool:
        """Tell by the id that its Atom has, or by how it marks up a date."""
        return bool(_ID.fullmatch(entry.id) or _MARKUP.search(entry.content))

    def split(self, entry: Entry, text: Text) -> tuple[Passage, ...]:
        """Return the one passage of an entry; a maintenance is no incident, but notes."""
        told = updates.updates(text, entry.published or entry.updated)
        planned = updates.is_scheduled(text) or any(u.state == _ANNOUNCES for u in told)
        start = _start(told) or updates.scheduled(text, entry.published or entry.updated)
        end = next((update for update in reversed(told) if update.state in _ENDS), None)
        own = slugs.of_entry(entry.url, entry.id, entry.title)
        return (
            Passage(
                kind="notes" if planned else "incident",
                slug=f"{told[0].at.date()}-{own}" if told else own,
                title=Text(entry.title or own),
                body=text,
                moment=_moment(start) if start else None,
                stated=(
                    *stated.components(text),
                    *stated.impact(text),
                    *(_duration(start, end) if start and end else ()),
                ),
            ),
        )


STATUSPAGE = Statuspage()


def _start(told: Sequence[Update]) -> Update | None:
    """Return the first update, or that with which a maintenance began."""
    began = next((update for update in told if update.state.capitalize() == _BEGINS), None)
    if began or not told or told[0].state != _ANNOUNCES:
        return began or (told[0] if told else None)
    return None


def _moment(start: Update) -> Moment:
    if start.state in _ENDS:  # told of when it was over
        return Moment(start.at.date(), "body", quote=start.label)
    return Moment(start.at.date(), "body", start.started, start.time, start.label)


def _duration(start: Update, end: Update) -> Sequence[Evidence]:
    minutes = updates.minutes_between(start, end)
    return list(stated.duration(minutes, f"{start.label} - {end.label}"))
