"""`show --history` and `show --diff`: the versions of an entry, and what changed between two."""

import sys
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from infralog.commands.help import Explained
from infralog.commands.output import Output, stdout
from infralog.errors import UsageError
from infralog.model import Incident
from infralog.record import rfc3339
from infralog.safe import visible
from infralog.session import Session, is_terminal
from infralog.stores import Store
from infralog.views import Records

if TYPE_CHECKING:
    from infralog.revisions import Version

NEWEST = "newest"

LISTED = ("id", "version", "seen", "title", "added", "removed")
_DIFF = ("id", "version", "seen", "diff")
_LONGEST = 3  # digits of the number of a version


class Command(Explained):
    """A command whose `--diff` may stand alone, or have a number behind it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 -- the library's
        """Give a `--diff` that stands alone the newest version."""
        made: list[str] = []
        for word, after in pairwise([*args, ""]):
            made.append(word)
            if word == "--diff" and not (after.isdecimal() and len(after) <= _LONGEST):
                made.append(NEWEST)
        return super().parse_args(ctx, made)


def listed(incidents: Iterable[Incident], store: Store, shown: Output, session: Session) -> None:
    """List the versions of each, the newest first: when it was first seen, and how much changed."""
    from infralog.revisions import versions

    fields = shown.fields or LISTED
    rows = (
        {
            "id": incident.id,
            "version": one.number,
            "seen": rfc3339(one.seen),
            "title": one.title,
            "added": one.added,
            "removed": one.removed,
        }
        for incident in incidents
        for one in versions(store.revisions(incident))
    )
    chosen = ({name: row[name] for name in fields} for row in rows)
    shown.records(Records(fields, chosen), session)


def compared(
    incidents: Iterable[Incident], store: Store, asked: str, shown: Output, session: Session
) -> None:
    """Show what one version of each changed: for people word by word, else as a unified diff."""
    from infralog.revisions import by_word

    pairs = [(one, pair) for one in incidents if (pair := _pair(one, store, asked, session))]
    if shown.format.startswith("json"):
        rows = ({**_head(one, new), "diff": _text(one, old, new)} for one, (old, new) in pairs)
        shown.records(Records(_DIFF, rows), session)
        return
    out = stdout()
    for incident, (old, new) in pairs:
        if shown.is_table and is_terminal(sys.stdout):
            from infralog.views import diff_terminal

            changed = by_word(old.words, new.words)
            diff_terminal.diff(changed, old, new, out, session.screen(out))
        else:
            out.write(visible(_text(incident, old, new)))


def _head(incident: Incident, new: "Version") -> dict[str, Any]:
    return {"id": incident.id, "version": new.number, "seen": rfc3339(new.seen)}


def _text(incident: Incident, old: "Version", new: "Version") -> str:
    from infralog.revisions import unified

    return "".join(f"{row}\n" for row in unified(old, new, incident.id))


def _pair(
    incident: Incident, store: Store, asked: str, session: Session
) -> "tuple[Version, Version] | None":
    """Return the version that is asked for, behind the one before it; None if there is none.

    That is where the newest is asked for, and it is the first.

    Raises:
        UsageError: There is no such version.
    """
    from infralog.revisions import versions

    found = versions(store.revisions(incident))
    if asked == NEWEST and len(found) == 1:
        session.say(f"{incident.id}: has not changed since it was first seen")
        return None
    number = len(found) if asked == NEWEST else int(asked) if asked.isdecimal() else 0
    if not 1 < number <= len(found):
        there = f"there are {len(found)}; --diff N shows what N changed, from 2 on"
        hint = there if len(found) > 1 else "there is one version; it was never changed"
        raise UsageError(f"no version {asked} of {incident.id} can be compared", hint=hint)
    return found[len(found) - number + 1], found[len(found) - number]
