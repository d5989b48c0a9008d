"""What is remembered beside entries and incidents, as texts by their keys."""

from collections.abc import Mapping
from json import dumps, loads

from infralog.model import Tagging
from infralog.names import Names

# The tables of which it is remembered how many rows they have.
COUNTED = ("incidents", "entries")


def written(now: Tagging) -> Mapping[str, str]:
    """Return a tagging as it is remembered: texts by their keys."""
    return {"rules": now.rules, "names": dumps(now.names._asdict())}


def tagging_of(meta: Mapping[str, str]) -> Tagging | None:
    """Return the tagging that was written as `written` has it; None where none was."""
    if not meta:
        return None
    names = loads(meta["names"])
    return Tagging(
        meta["rules"],
        Names(
            **{
                field: {word: tuple(means) for word, means in index.items()}
                for field, index in names.items()
            }
        ),
    )
