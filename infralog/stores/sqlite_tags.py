"""What the tags of incidents are called, and why they have them -> rows.

Findings and rules come again and again: each is a row of its own, by whose number it is known.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from infralog.model import Evidence, Incident
from infralog.stores.codes import AFFECTED, MENTIONED, token

# A quote, by its place in the body or (from -1 downwards) in the title; else by its words.
Quote = tuple[str | None, int | None, int | None]
Finding = tuple[str, str | None, str]

_FINDING = "SELECT number FROM findings WHERE field = ? AND value IS ? AND rule = ?"


class Tags:
    """Writes them, within a transaction that whoever calls has begun."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Prepare."""
        self._db = db
        self._findings: dict[Finding, int] = {}
        self._labels: set[tuple[str, str, str, str]] = set()

    def forget(self, incidents: Iterable[int]) -> None:
        """Delete why incidents have their tags."""
        gone = [(number,) for number in incidents]
        self._db.executemany("DELETE FROM evidence WHERE incident = ?", gone)

    def write(self, number: int, made: Incident) -> None:
        """Write why an incident has its tags, of which nothing is stored."""
        new = {*_labels(made)} - self._labels
        self._db.executemany("INSERT OR REPLACE INTO labels VALUES (?, ?, ?, ?)", sorted(new))
        self._labels |= new
        own = {
            "date": made.date.isoformat(),
            "started_at": made.started_at.isoformat() if made.started_at else None,
        }
        self._db.executemany(
            "INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, place, self._number(_finding(told, own)), *_quote(told, made))
                for place, told in enumerate(made.evidence)
            ),
        )

    def _number(self, finding: Finding) -> int:
        if finding not in self._findings:
            row = self._db.execute(_FINDING, finding).fetchone()
            sql = "INSERT INTO findings (field, value, rule) VALUES (?, ?, ?)"
            number = row[0] if row else self._db.execute(sql, finding).lastrowid
            self._findings[finding] = int(number or 0)
        return self._findings[finding]


def _labels(made: Incident) -> Iterator[tuple[str, str, str, str]]:
    for kind, affected, every in (
        ("region", made.regions, made.regions_mentioned),
        ("component", made.components, made.components_mentioned),
    ):
        for value in affected:
            yield kind, token(value, AFFECTED), value, "affected"
        for value in {*every} - {*affected}:
            yield kind, token(value, MENTIONED), value, "mentioned"


def _finding(told: Evidence, own: Mapping[str, str | None]) -> Finding:
    """Return what was found, and how; a day that the incident itself has is not said again."""
    return told.field, None if own.get(told.field) == told.value else told.value, told.rule


def _quote(told: Evidence, made: Incident) -> Quote:
    """Return the words of a quote or, where the incident has them, their place in it."""
    if told.quote and (start := made.text.find(told.quote)) >= 0:
        return None, start, len(told.quote)
    if told.quote and (start := made.title.find(told.quote)) >= 0:
        return None, -1 - start, len(told.quote)
    return told.quote, None, None
