"""The same by hand, as fast as one can write it: the SQL of a search and of a page, and no more.

It returns what infralog's store returns: whole rows of the same page, with what matched marked in
titles and in a stretch of the body, and how many match in all.
"""

import sqlite3  # noqa: TID251 -- by hand, as it says
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from infralog.model import Query

_COLUMNS = """
    i.number, i.id, i.title, e.url, i.source, i.kind, e.id, i.date, i.date_basis, i.started_at,
    i.time_text, e.published, e.updated, i.regions, i.components, i.duration_minutes,
    i.duration_text, i.duration_kind, i.impact, i.impact_text, i.body"""

_SEARCH = f"""
    WITH found AS MATERIALIZED (
        SELECT f.rowid AS number, f.rank AS score FROM incidents_fts f WHERE incidents_fts MATCH ?
    ), best AS (
        SELECT number, score, (SELECT count(*) FROM found) AS total
        FROM found ORDER BY score LIMIT 20
    )
    SELECT best.score, best.total, {_COLUMNS},
        highlight(incidents_fts, 0, '[', ']'), snippet(incidents_fts, 1, '[', ']', '…', 30)
    FROM best CROSS JOIN incidents_fts f ON f.rowid = best.number
    CROSS JOIN incidents i ON i.number = best.number CROSS JOIN entries e ON e.number = i.entry
    WHERE incidents_fts MATCH ? ORDER BY best.score"""  # noqa: S608 -- put together of constants

_NEWEST = f"""
    SELECT (SELECT value FROM meta WHERE key = 'incidents'), {_COLUMNS}
    FROM incidents i CROSS JOIN entries e ON e.number = i.entry
    ORDER BY i.date DESC, i.started_at DESC, i.id LIMIT 20"""  # noqa: S608 -- likewise


class Floor:
    """Asks a store's file as a script of one's own would."""

    def __init__(self, path: str) -> None:
        """Open it for reading."""
        self._db = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)

    def search(self, query: Query) -> Sequence[Any]:
        """Return the best of what matches words, in a region or anywhere."""
        words = " AND ".join(f'"{clause.words[0].text}"' for clause in query.clauses)
        match = f"{{title body}} : ({words})"
        if query.regions:
            match += f' AND regions : "{query.regions[0]}1"'
        return self._db.execute(_SEARCH, (match, match)).fetchall()

    def newest(self) -> Sequence[Any]:
        """Return the newest of all."""
        return self._db.execute(_NEWEST).fetchall()
