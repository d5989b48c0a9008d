"""infralog check: whether the store is intact, and how much was found in what it holds."""

from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from infralog import config
from infralog.cli import Exit
from infralog.commands import output
from infralog.extraction import extraction
from infralog.model import Query
from infralog.session import Session, is_terminal
from infralog.stores import Store
from infralog.views import Records, checked
from infralog.views.checked import Checked

if TYPE_CHECKING:
    from infralog.pull import Puller
    from infralog.vocabulary import Vocabulary

EXAMPLES = (
    ("Is the store intact, and what may be missing in the vocabulary?", "check"),
    ("Mend what can be mended.", "check --repair"),
    ("The incidents in which nothing was found.", "check --json | jq -r '.untagged[]'"),
)


def command(
    ctx: typer.Context,
    *,
    json: Annotated[bool, typer.Option("--json", help="All of it, as one JSON object.")] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="First make anew what is derived of the originals.")
    ] = False,
) -> Exit:
    """Check the store, and how much was found in its words."""
    session: Session = ctx.obj
    words = session.vocabulary()
    if repair:
        _repair(session)
    with session.store() as store:
        found = _checked(store, session.puller(), words)
    if json:
        told = checked.record(found)
        output.Output("jsonl").records(Records(tuple(told), [told]), session)
    else:
        out = output.stdout()
        checked.report(found, out, session.screen(out).width if is_terminal(out) else None)
        if found.unknown:
            file = config.vocabulary_file(session.config_file)
            session.say(f"hint: words of your own go into {file}")
    return Exit.STORE if found.problems else Exit.DONE


def _repair(session: Session) -> None:
    with session.store():  # there must be one: only sync makes it
        pass
    with session.store(write=True) as store:
        session.puller().repair(store)
    session.say("made anew, from the originals: incidents, tags, the index")


def _checked(store: Store, puller: "Puller", words: "Vocabulary") -> Checked:
    from infralog.sources import default_source
    from infralog.unknown import candidates

    problems = store.check()
    if problems:
        return Checked(problems)
    tagging = store.tagging()
    # The vocabulary is that of one log: what others write is no gap in it.
    ours = (entry for entry in store.entries() if entry.source == default_source().name)
    everything = store.search(Query(limit=0, bare=True))
    return Checked(
        problems=(),
        entries=store.summary().entries,
        current=tagging is None or tagging.rules == puller.tagging.rules,
        extraction=extraction(hit.incident for hit in everything.hits),
        unknown=candidates(chain.from_iterable(map(puller.passages, ours)), words),
    )
