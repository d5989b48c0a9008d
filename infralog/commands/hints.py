"""What a person is told beside an answer, on stderr: how much is left, what was perhaps meant."""

from infralog.model import Clause, Page, Query
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
    if not store.summary().incidents:
        session.say("the store is empty\nhint: run: infralog sync")
        return
    session.say("nothing matched")
    near = [word for clause in query.clauses for word in _near(clause, store)]
    if near:
        session.say(f"hint: did you mean: {', '.join(dict.fromkeys(near))}")


def _near(clause: Clause, store: Store) -> list[str]:
    """Return known words near those of a clause that nothing matches at all."""
    if store.search(Query(clauses=(clause,), limit=1, bare=True)).total:
        return []
    return [near for word in clause.words for near in store.suggest(word.text)]
