"""What a sync tells: of each failure when it happens, of each source when it is done."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from infralog import record
from infralog.commands import output
from infralog.model import Hit, Incident, Marked
from infralog.safe import line, shortened, visible
from infralog.session import Session, complain, forget, is_terminal, screen
from infralog.stores import Store
from infralog.views import Records

if TYPE_CHECKING:
    from infralog.pulled import Pulled

Progress = Callable[[int, int], None]


class Outcome(NamedTuple):
    """What came of a sync in all.

    Attributes:
        failed: True if something that was to be stored is not.
        anew: True if an entry was new or changed.
        unheard: Why not all of it could be told; None if it was.
    """

    failed: bool = False
    anew: bool = False
    unheard: OSError | None = None


class Told(NamedTuple):
    """How it is told.

    Attributes:
        json: True for an object a line: each new or changed incident, each failure.
        dry_run: True if nothing was written.
    """

    session: Session
    store: Store
    json: bool = False
    dry_run: bool = False

    def all(self, pulled: Iterable["Pulled"]) -> Outcome:
        """Tell of each, as it comes; the pages of one feed or archive are summed up."""
        failed = anew = False
        pages: dict[str, list[Pulled]] = {}
        unheard = Unheard()
        for one in complained(pulled):
            failed |= one.failed
            anew |= bool(one.new or one.changed)
            if one.within:
                pages.setdefault(one.within, []).append(one._replace(made=()))
            with unheard:
                if self.json:
                    self._objects(one)
                elif not one.within:
                    self._rows([one], one.origin)
        if not self.json:
            for within, each in pages.items():
                with unheard:
                    self._rows(each, f"{within}: pages")
        return Outcome(failed, anew, unheard.error)

    def _objects(self, one: "Pulled") -> None:
        rows: list[dict[str, Any]] = [
            {"failed": subject, "reason": reason} for subject, reason in one.problems
        ]
        rows += self._incidents(one)
        if rows:
            output.Output("jsonl").records(Records((), rows), self.session)
            output.stdout().flush()

    def _incidents(self, one: "Pulled") -> Iterator[dict[str, Any]]:
        new = {*one.new}
        for derived in one.made:
            change = "new" if derived.entry.id in new else "changed"
            made = derived.incidents if self.dry_run else self.store.incidents(derived.entry)
            yield from ({**told, "change": change} for told in _records(made))

    def _rows(self, pulled: list["Pulled"], name: str) -> None:
        if self.session.quiet:
            return
        counts = {
            "new": sum(len(one.new) for one in pulled),
            "changed": sum(len(one.changed) for one in pulled),
            "tagged anew": sum(len(one.retagged) for one in pulled),
            "unchanged": sum(one.unchanged for one in pulled),
            "failed": sum(len(one.problems) for one in pulled),
        }
        ahead = "would be: " if self.dry_run else ""
        told = (f"{n:,} {what}" for what, n in counts.items() if n or what != "tagged anew")
        rows = [f"{name}: {ahead}{', '.join(told)}"]
        if self.session.verbose or self.dry_run:
            rows += [row for one in pulled for row in _entries(one)]
        output.stdout().writelines(visible(row) + "\n" for row in rows)
        output.stdout().flush()


class Unheard:
    """What cannot be told, since stdout is full or closed, keeps nothing from being taken in.

    Attributes:
        error: The first failure; None as long as all is heard.
    """

    def __init__(self) -> None:
        """Begin."""
        self.error: OSError | None = None

    def __enter__(self) -> None:
        """Tell something."""

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        """Remember the first failure, and say no more."""
        if not isinstance(error, OSError):
            return False
        self.error = self.error or error
        forget(sys.stdout)
        return True


def complained(pulled: Iterable["Pulled"]) -> Iterator["Pulled"]:
    """Tell of each failure when it happens, one line each."""
    for one in pulled:
        for subject, reason in one.problems:
            told = reason if subject in reason else f"{subject}: {reason}"
            complain(f"infralog: {shortened(told)}")
        if one.hint:
            complain(f"hint: {line(one.hint)}")
        yield one


@contextmanager
def progressing(
    session: Session, *, json: bool = False, what: str = "pages"
) -> Iterator[Progress | None]:
    """Draw how many of `what` are done, on a terminal alone; elsewhere there is nothing to call.

    Nor is there where JSON is to be on the same screen, whose lines are not to be broken.
    """
    shared = json and is_terminal(sys.stdout)
    if session.quiet or shared or sys.stderr is None or not is_terminal(sys.stderr):
        yield None
        return
    from infralog.views.progress_terminal import progress

    shown = screen(sys.stderr, session.color)
    with progress(sys.stderr, shown, what, redirect=is_terminal(sys.stdout)) as tell:
        yield tell


def _entries(one: "Pulled") -> Iterator[str]:
    named = {"new": one.new, "changed": one.changed, "tagged anew": one.retagged}
    return (f"  {what}: {entry}" for what, entries in named.items() for entry in entries)


def _records(made: Iterable[Incident]) -> Iterator[dict[str, Any]]:
    hits = (Hit(incident, Marked(incident.title), None, None) for incident in made)
    return record.records(hits, record.ALWAYS)
