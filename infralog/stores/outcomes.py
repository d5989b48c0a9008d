"""What came of each entry of a save."""

from typing import Literal

from infralog.model import Saved

Outcome = Literal["new", "changed", "retagged", "unchanged"]
# Of an entry that comes twice, the first of these counts.
_EVERY: tuple[Outcome, ...] = ("new", "changed", "retagged", "unchanged")
# A source, and the id of an entry in it.
Key = tuple[str, str]


class Outcomes:
    """Notes what came of each entry, one by one."""

    def __init__(self) -> None:
        """Begin with none."""
        self._of: dict[Key, Outcome] = {}

    def note(self, key: Key, outcome: Outcome) -> None:
        """Note what came of an entry, which may have come before."""
        self._of[key] = min(outcome, self._of.get(key, outcome), key=_EVERY.index)

    def saved(self) -> Saved:
        """Return it all: the ids of entries, by what came of them."""
        return Saved(
            *(
                tuple(id_ for (_, id_), outcome in self._of.items() if outcome == one)
                for one in _EVERY
            )
        )
