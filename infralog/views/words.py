"""Values -> the words in which a person reads them."""

from datetime import timedelta

from infralog.model import DurationKind

_HOUR = 60
_DAY = 24 * _HOUR


def amount(minutes: float) -> str:
    """Return an amount of time in its two largest units: `45s`, `30m`, `3h 30m`, `2d`."""
    if minutes < 1:
        return f"{round(minutes * 60)}s"
    whole = round(minutes)
    if whole < _HOUR:
        return f"{whole}m"
    if whole < _DAY:
        return _pair(whole // _HOUR, "h", whole % _HOUR, "m")
    return _pair(whole // _DAY, "d", whole % _DAY // _HOUR, "h")


def _pair(large: int, unit: str, small: int, small_unit: str) -> str:
    return f"{large}{unit} {small}{small_unit}" if small else f"{large}{unit}"


def duration(minutes: float | None, kind: DurationKind | None, *, about: str = "~") -> str:
    """Return how long an impact lasted; empty where it is not known, `~3m` where it is vague."""
    if minutes is None:
        return ""
    return amount(minutes) if kind == "exact" else about + amount(minutes)


def count(number: int, what: str) -> str:
    """Return a number with its noun, in the plural unless it is one: `1 incident`, `1,200 hits`."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def since(passed: timedelta) -> str:
    """Return how long ago something was, in its largest unit: `just now`, `5 minutes ago`."""
    minutes = int(passed.total_seconds() // 60)
    for size, unit in ((_DAY, "day"), (_HOUR, "hour"), (1, "minute")):
        if minutes >= size:
            return f"{count(minutes // size, unit)} ago"
    return "just now"
