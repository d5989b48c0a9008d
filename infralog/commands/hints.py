"""What a person is told beside an answer, on stderr: how much is left, what was perhaps meant."""

from collections.abc import Iterable

from infralog.model import Clause, Page, Query
from infralog.query import INLINE
from infralog.session import Session
from infralog.stores import Store


def beside(page: Page, store: Store, session: Session) -> None:
    """Say how many more match or, where nothing does, what would."""
    if not page.total:
        _say_nothing(page.query, store, session)
        return
    first, limit = page.query.offset, page.query.limit
    shown = max(min(limit or page.total, page.total - first), 0)
    if shown < page.total:
        session.say(f"{shown:,} of {page.total:,}; -n 0 shows all")


def _say_nothing(query: Query, store: Store, session: Session) -> None:
    if session.quiet:
        return
    held = store.summary()
    if not held.incidents:
        session.say(f"the store is empty\nhint: run: {session.named.command('sync')}")
        return
    session.say("nothing matched")
    since = query.interval.since
    if since and held.last and held.last < since:
        session.say(f"hint: the newest is from {held.last}")
    near = [word for clause in query.clauses for word in _near(clause, store)]
    if near:
        session.say(f"hint: did you mean: {', '.join(dict.fromkeys(near))}")


def _near(clause: Clause, store: Store) -> list[str]:
    """Return known words near those of a clause that nothing matches at all."""
    if store.search(Query(clauses=(clause,), limit=1, bare=True)).total:
        return []
    return [near for word in clause.words for near in _meant(word.text, store)]


def _meant(typed: str, store: Store) -> Iterable[str]:
    """Return what is near a word; one with a colon in it was perhaps meant for a filter."""
    from difflib import get_close_matches

    name, colon, value = typed.partition(":")
    filters = get_close_matches(name, ("title", *INLINE), n=1) if colon and value else ()
    return [f"{meant}:{value}" for meant in filters] or store.suggest(typed)
