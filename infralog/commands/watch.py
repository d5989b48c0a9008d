"""The same command again and again, until someone stops it."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NoReturn

from infralog.errors import InfralogError, QueryError, UsageError
from infralog.safe import line
from infralog.session import Session, complain

_SHORTEST, _LONGEST = 1.0, 366 * 86400.0


def seconds(typed: str) -> float:
    """Return how often a user wants it, in seconds.

    Raises:
        QueryError: That is no duration, or not one that anyone would wait for.
    """
    from infralog import intervals

    every = intervals.minutes(typed) * 60
    if not _SHORTEST <= every <= _LONGEST:
        hint = "from a second to a year, such as 10m or 1h"
        raise QueryError(f"cannot watch at such an interval: {typed[:40]}", hint=hint)
    return every


def keep_on(once: Callable[[], object], every: float, session: Session) -> NoReturn:
    """Do it once, and again after each pause; what fails is told, and tried again."""
    while True:
        try:
            once()
        except UsageError:
            raise
        except InfralogError as exc:
            complain(f"infralog: {line(exc.message)}")
        then = datetime.now().astimezone() + timedelta(seconds=every)
        session.say(f"next at {then:%H:%M:%S}; Ctrl-C ends it")
        time.sleep(every)
