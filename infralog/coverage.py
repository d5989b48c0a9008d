"""Of which days a log tells: where it is silent, nothing is known, and that is not quiet.

A week (Monday to Sunday) is told of if anything of any kind happened or was published in it; a
month likewise.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from infralog import dimensions
from infralog.model import Interval


class Coverage(NamedTuple):
    """The days on which a log has an entry.

    Attributes:
        days: On which something happened or was published.
        published: The newest publication, or for want of any the newest incident; it is the end
            of what the log can know. None where there is nothing at all.
        months: Those of `days`, such as `2026-06`.
    """

    days: frozenset[date]
    published: date | None
    months: frozenset[str]

    @property
    def first(self) -> date | None:
        """The first day; None where there is none."""
        return min(self.days, default=None)

    def known(self, since: date, until: date) -> int:
        """Return how many days from one to another, both inclusive, lie in weeks told of."""
        weeks = {_monday(day) for day in self.days}
        inside = (since + timedelta(n) for n in range((until - since).days + 1))
        return sum(_monday(day) in weeks for day in inside)

    def weeks(self, since: date, until: date) -> tuple[int, int]:
        """Return how many weeks are told of, of how many that two days and those between touch."""
        told = {_monday(day) for day in self.days}
        among = list(_mondays(since, until))
        return sum(week in told for week in among), len(among)

    def gaps(self, since: date, until: date) -> tuple[Interval, ...]:
        """Return the runs of whole weeks between two days of which nothing is told, in order."""
        told = {_monday(day) for day in self.days}
        gaps: list[Interval] = []
        for week in _mondays(since, until):
            if week in told:
                continue
            if gaps and gaps[-1].until == week - timedelta(1):
                gaps[-1] = gaps[-1]._replace(until=_sunday(week))
            else:
                gaps.append(Interval(week, _sunday(week)))
        return tuple(gaps)


def of_days(happened: Collection[date], published: Collection[date]) -> Coverage:
    """Return of which days a log tells, given those on which anything happened, or appeared."""
    days = frozenset((*happened, *published))
    newest = max(published or happened, default=None)
    return Coverage(days, newest, frozenset(map(dimensions.month, days)))


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _mondays(since: date, until: date) -> Iterator[date]:
    days = range(_monday(since).toordinal(), until.toordinal() + 1, 7)
    return map(date.fromordinal, days)


def _sunday(monday: date) -> date:
    return date.fromordinal(min(monday.toordinal() + 6, date.max.toordinal()))
