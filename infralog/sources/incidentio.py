"""incident.io's feeds: an entry an incident, with how it stands now and what it affects.

OpenAI, Linear and more publish it. An entry has no start; its link ends in a ULID, whose first ten
characters are the milliseconds since 1970 at which the incident was opened
(https://github.com/ulid/spec). What it says last is dated by the feed.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from infralog import slugs, stated
from infralog.model import Entry, Evidence, Moment, Passage, Text

_ULID = re.compile(
    r"/(?P<time>[0-7][0-9A-HJKMNP-TV-Z]{9})[0-9A-HJKMNP-TV-Z]{16}/?\Z", re.IGNORECASE
)
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_STATUS = re.compile(r"\AStatus:[ ]*(?P<state>[A-Z][\w ]*)")
_MARKUP = re.compile(r"\s*(?:<[^<>]*>\s*)*Status:[ ]*[A-Z]")

_PLANNED = re.compile(r"maintenance|scheduled|in progress|complete", re.IGNORECASE)
_ENDED = re.compile(r"resolved|completed?", re.IGNORECASE)
# A ULID can name a day in any of ten thousand years; a status page tells of these.
_FIRST_YEAR = 2015


class IncidentIo:
    """A status page of incident.io, as a `Source`."""

    name = "incidentio"
    feed = None

    def recognises(self, entry: Entry) -> bool:
        """Tell by the ULID in the link, and by the state that the content begins with."""
        known = _opened(entry.url) or _opened(entry.id)
        return bool(known and _MARKUP.match(entry.content))

    def split(self, entry: Entry, text: Text) -> tuple[Passage, ...]:
        """Return the one passage of an entry; a maintenance is no incident, but notes."""
        found = _STATUS.match(text.plain)
        state = found["state"].strip() if found else ""
        opened = _opened(entry.url) or _opened(entry.id)
        planned = bool(_PLANNED.match(state))
        own = slugs.of_entry(entry.url, entry.id, entry.title)
        return (
            Passage(
                kind="notes" if planned else "incident",
                slug=f"{opened.date()}-{own}" if opened else own,
                title=Text(entry.title or own),
                body=text,
                moment=_moment(opened, planned=planned) if opened else None,
                stated=(
                    *stated.components(text),
                    *stated.impact(text),
                    *_duration(opened, state, entry),
                ),
            ),
        )


INCIDENT_IO = IncidentIo()


def _opened(url: str | None) -> datetime | None:
    """Return the moment in the ULID that an address ends in; None where it ends in none."""
    found = _ULID.search(url or "")
    if found is None:
        return None
    milliseconds = 0
    for character in found["time"].upper():
        milliseconds = milliseconds * len(_DIGITS) + _DIGITS.index(character)
    try:
        opened = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None
    return opened.replace(microsecond=0) if opened.year >= _FIRST_YEAR else None


def _moment(opened: datetime, *, planned: bool) -> Moment:
    """Return when it was; a maintenance is opened when it is announced, not when it starts."""
    said = f"opened {opened:%Y-%m-%d %H:%M:%S} UTC, by the ULID in its address"
    return Moment(opened.date(), "page", None if planned else opened, None, said)


def _duration(opened: datetime | None, state: str, entry: Entry) -> Iterable[Evidence]:
    """Return how long it took to the update that ended it, the last one; none while it is open."""
    last = entry.updated or entry.published
    if not (opened and last and _ENDED.fullmatch(state)) or last <= opened:
        return ()
    minutes = round((last - opened) / timedelta(minutes=1), 1)
    return stated.duration(minutes, f"{opened:%Y-%m-%d %H:%M} - {last:%Y-%m-%d %H:%M} UTC")
