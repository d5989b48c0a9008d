"""infralog alone: what is stored, and what one can ask."""

from datetime import UTC, datetime

from infralog import __version__
from infralog.commands.output import stdout
from infralog.errors import StoreMissing
from infralog.model import Summary
from infralog.session import Session
from infralog.views.words import count, since

QUESTIONS = (
    ("Has this happened before?", "infralog search corrosion stale"),
    ("In this region?", "infralog search --region sjc --since 90d"),
    ("With this component?", "infralog search --component wireguard"),
    ("How long did it take?", "infralog search --sort longest"),
    ("What exactly happened?", "infralog show --why ID"),
)


def overview(session: Session) -> None:
    """Print what is stored, and what one can ask."""
    width = max(len(question) for question, _ in QUESTIONS)
    rows = [
        f"infralog {__version__}: has this outage happened before?",
        "",
        _state(session),
        "",
        *(f"  {question:{width}}  {command}" for question, command in QUESTIONS),
        "",
        "infralog --help lists all commands, infralog COMMAND --help explains one.",
    ]
    stdout().write("\n".join(rows) + "\n")


def _state(session: Session) -> str:
    try:
        with session.store() as store:
            held = store.summary()
    except StoreMissing:
        held = Summary(0, 0, None, None, None)
    if not held.incidents:
        return f"Nothing is stored yet; run: {session.named.command('sync')}"
    told = f"{count(held.incidents, 'incident')} from {held.first} to {held.last}"
    if held.synced is None:
        return f"{told}."
    return f"{told}; last synced {since(datetime.now(UTC) - held.synced)}."
