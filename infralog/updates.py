"""Text -> the updates of a status page: what state was reported, and when.

Statuspage prints the newest first, each under its time, and no year:

    Jun 27, 15:04 UTC
    Resolved - The backlog is gone.

    Jun 27, 13:40 UTC
    Investigating - Webhooks arrive late.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from infralog import clock
from infralog.intervals import MONTHS
from infralog.model import Text

_ZONE = r"[A-Z]{1,5}|[-+]\d\d(?::?\d\d)?"
_STAMP = (
    r"(?P<month>[A-Z][a-z]{2,8})\.?[ ](?P<day>\d\d?),[ ](?P<clock>\d\d?:\d\d)"
    rf"(?:[ ](?P<zone>{_ZONE}))?"
)
_UPDATE = re.compile(
    rf"^(?P<label>{_STAMP})\n(?P<state>[A-Z][\w ]{{2,30}}?)[ ]?[-\u2013](?:[ ]|$)", re.MULTILINE
)
# The zone stands behind the end: `Jan 3, 08:00 - 10:00 UTC`, `Jan 3, 23:00 - Jan 4, 01:00 UTC`.
_EVENT = re.compile(
    rf"^THIS (?:IS|WAS) A SCHEDULED EVENT(?:\s+(?P<label>{_STAMP}"
    rf"(?:[ ]-[ ](?:[A-Z][a-z]{{2,8}}[ ]\d\d?,[ ])?\d\d?:\d\d(?:[ ](?P<last>{_ZONE}))?)?))?",
    re.MULTILINE,
)


class Update(NamedTuple):
    """One update of a status page.

    Attributes:
        state: As printed, such as `Resolved`.
        label: When, as printed: `Jun 27, 15:04 UTC`.
        at: When, in the page's own wall-clock; naive.
        started: The same moment, aware; None where its zone is not known.
    """

    state: str
    label: str
    at: datetime
    started: datetime | None

    @property
    def time(self) -> str:
        """The time of its label, such as `15:04 UTC`, or `08:00 - 10:00 UTC`."""
        return self.label.partition(", ")[2]


def updates(text: Text, near: datetime | None) -> tuple[Update, ...]:
    """Return the updates that a text holds, the oldest first.

    The year of each is that in which it is nearest to the one printed before it, so that a
    December may stand beside a January.

    Args:
        text: As printed.
        near: When the entry was published, or edited, which is what the first is near to. Without
            it no year is known, and nothing is returned.
    """
    found: list[Update] = []
    for stamp in _UPDATE.finditer(text.plain) if near else ():
        made = _update(stamp, stamp["state"], found[-1].at if found else near)
        if made:
            found.append(made)
    return tuple(sorted(found, key=lambda update: update.at))


def is_scheduled(text: Text) -> bool:
    """Tell whether a text announces an event."""
    return bool(_EVENT.search(text.plain))


def scheduled(text: Text, near: datetime | None) -> Update | None:
    """Return when the event is to begin that a text announces; None where it does not say."""
    stamp = _EVENT.search(text.plain)
    return _update(stamp, "Scheduled", near) if stamp and stamp["label"] else None


def _update(stamp: re.Match[str], state: str, near: datetime | None) -> Update | None:
    """Date a stamp, in the year in which it is nearest to something; None where none has it."""
    naive = near.replace(tzinfo=None) if near else None
    moments = _moments(stamp, naive) if naive else ()
    at = min(moments, key=lambda moment: abs(moment - naive), default=None)
    if at is None:
        return None
    zone = stamp["zone"] or stamp.groupdict().get("last")
    started = clock.started(at.date(), f"{stamp['clock']} {zone}") if zone else None
    return Update(state.strip(), " ".join(stamp["label"].split()), at, started)


def _moments(stamp: re.Match[str], near: datetime) -> Iterator[datetime]:
    name = stamp["month"][:3].lower()
    month = MONTHS.index(name) + 1 if name in MONTHS else 0
    hour, minute = map(int, stamp["clock"].split(":"))
    for year in (near.year - 1, near.year, near.year + 1):
        with suppress(ValueError):  # no such month, day or time
            yield datetime(year, month, int(stamp["day"]), hour, minute)  # noqa: DTZ001 -- a wall-clock


def minutes_between(first: Update, last: Update) -> float | None:
    """Return the minutes from one update to another; None where they are not apart."""
    between = last.started - first.started if first.started and last.started else last.at - first.at
    return between / timedelta(minutes=1) if between > timedelta(0) else None
