"""Query -> what it comes to in one store: with the words that it knows, and the newest it holds."""

import sqlite3
from functools import partial

from infralog.model import Query
from infralog.stores import sqlite_query as ask
from infralog.stores.sqlite_newest import Newest
from infralog.stores.sqlite_query import Plan
from infralog.stores.sqlite_words import beginning
from infralog.stores.statements import newest


class Planner:
    """Plans what a store is asked; it has an index of the newest once any query is about them."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Take the connection of a store."""
        self._db = db
        self._newest: Newest | None = None

    def __call__(self, query: Query) -> Plan:
        """Return what a query comes to, in the state in which the store is."""
        plan = ask.plan(query, partial(beginning, self._db))
        if not query.among:
            return plan
        self._newest = self._newest or Newest(self._db)
        found = self._newest.matching(plan.match, newest(query), query.among)
        return ask.among(plan, found)
