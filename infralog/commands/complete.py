"""What a shell offers at the Tab key: values from the store, and no words about them, for speed."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from infralog.errors import InfralogError, NotFound
from infralog.model import Query
from infralog.query import IMPACTS, KINDS
from infralog.session import Session
from infralog.stores import Store, open_store

if TYPE_CHECKING:
    from typer._click.core import Command, Context
    from typer._click.shell_completion import CompletionItem


# What a shell takes for a word or several, and nothing that it or a terminal would obey.
_PLAIN = re.compile(r"[\w .,:/+@%=~-]+").fullmatch


def attach(command: "Command") -> None:
    """Let the options and arguments of a command offer what the store knows."""
    for parameter in command.params:
        offer = _OFFERS.get(parameter.name or "")
        if offer:
            vars(parameter)["shell_complete"] = _completing(offer)


_Offer = Callable[[Store, str], Iterable[str]]


def _completing(offer: _Offer) -> Callable[["Context", str], "list[CompletionItem]"]:
    def complete(ctx: "Context", incomplete: str) -> "list[CompletionItem]":
        from typer._click.shell_completion import CompletionItem

        session = Session(db=ctx.find_root().params.get("db"))
        try:
            with closing(open_store(session.place)) as store:
                found = sorted(set(offer(store, incomplete)))
        except InfralogError:  # at the Tab key nothing is said
            return []
        fit = (value for value in found if value.startswith(incomplete) and _PLAIN(value))
        return [CompletionItem(value) for value in fit]

    return complete


def _regions(store: Store, _: str) -> Iterable[str]:
    tagging = store.tagging()
    return (code for codes in tagging.names.by_region.values() for code in codes) if tagging else ()


def _components(store: Store, _: str) -> Iterable[str]:
    tagging = store.tagging()
    names = tagging.names.by_component if tagging else {}
    return (name for found in names.values() for name in found)


def _fields(_: Store, incomplete: str) -> Iterable[str]:
    from infralog import record

    typed, comma, _last = incomplete.rpartition(",")
    return (f"{typed}{comma}{name}" for name in record.FIELDS if name not in typed.split(","))


def _ids(store: Store, incomplete: str) -> Iterable[str]:
    if not incomplete:
        return (hit.incident.id for hit in store.search(Query(bare=True)).hits)
    try:
        return [store.get(incomplete).id]
    except NotFound as exc:
        return exc.candidates


def _days(_store: Store, _: str) -> Iterable[str]:
    return ("today", "yesterday", "7d", "30d", "90d", "1y")


def _publishers(_store: Store, _: str) -> Iterable[str]:
    from infralog import config, publishers
    from infralog.cli import COMMANDS

    tables = config.read(None, COMMANDS).get("sources") or {}
    return (known.name for known in publishers.configured(tables, config.config_file()))


_OFFERS: Mapping[str, _Offer] = {
    **dict.fromkeys(("region", "not_region"), _regions),
    **dict.fromkeys(("source", "sources"), _publishers),
    **dict.fromkeys(("component", "not_component"), _components),
    **dict.fromkeys(("since", "until", "on", "changed_since"), _days),
    "fields": _fields,
    **dict.fromkeys(("ids", "incident", "like"), _ids),
    "impact": lambda _store, _: IMPACTS,
    "kind": lambda _store, _: KINDS,
}
