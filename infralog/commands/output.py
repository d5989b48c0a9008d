"""Options -> a view: what the flags of output mean, and the stream that they write to."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, NamedTuple, TextIO

from infralog import record, views
from infralog.errors import QueryError
from infralog.model import Hit, Page, Query
from infralog.session import Session, is_terminal, is_utf
from infralog.views import Format, Records, Screen

if TYPE_CHECKING:
    from infralog.facets import Facets

Holds = Literal["words", "rows", "json", "xml"]

_HOLDS: Mapping[str, Holds] = {"json": "json", "jsonl": "json", "atom": "xml"}
# What a row of TSV or Markdown tells where no fields are named: what fits in a row.
_IN_A_ROW = (
    *("id", "date", "started_at", "title", "regions", "components"),
    *("duration_minutes", "impact", "url"),
)
_FIELDS = {
    "ids": ("id",),
    "tsv": _IN_A_ROW,
    "markdown": tuple(name for name in _IN_A_ROW if name not in ("id", "started_at")),
    "atom": (
        *("id", "title", "url", "source", "entry_id", "date", "started_at", "published"),
        *("updated", "regions", "components", "duration_minutes", "duration_kind", "impact"),
        "text",
    ),
}


class Output(NamedTuple):
    """How an answer is to be shown.

    Attributes:
        format: Never `auto`.
        fields: Those that the user named; None where none.
    """

    format: Format
    fields: tuple[str, ...] | None = None

    def asking(self, query: Query) -> Query:
        """Return a query for no more than what is shown."""
        if self.is_table:
            return query
        fields = self.fields_of_hits()
        bare = "text" not in fields and "snippet" not in fields
        if self.format == "atom" and query.sort is None:  # whoever subscribes wants what is new
            query = query._replace(sort="newest")
        return query._replace(evidence="evidence" in fields, bare=bare)

    def fields_of_hits(self) -> tuple[str, ...]:
        """Return the fields that each hit needs."""
        return self.fields or _FIELDS.get(self.format, record.ALWAYS)

    def whole(self, *, why: bool) -> "Output":
        """Return the same for whole incidents: every field, unless some are named."""
        every = tuple(record.FIELDS) if why else record.ALWAYS
        return self if self.fields or self.format == "ids" else self._replace(fields=every)

    @property
    def is_table(self) -> bool:
        """True for the table that infralog lays out for people."""
        return self.format == "table" and self.fields is None

    def hits(self, found: Iterable[Hit], session: Session, asked: str | None = None) -> None:
        """Show hits, and where the format has room for it what was asked."""
        if self.is_table:
            from infralog.views import terminal

            with drawing(session) as (out, screen):
                terminal.hits(found, out, screen)
        else:
            fields = self.fields_of_hits()
            rows = record.records(found, fields)
            self.records(Records(fields, rows, title=asked), session)

    def page(
        self, page: Page, facets: "Facets", session: Session, asked: str | None = None
    ) -> None:
        """Show the answer to a query, and what all that match are counted by."""
        if self.format == "json-full":
            fields = self.fields_of_hits()
            counts = {by: [one.record() for one in each] for by, each in facets.items()}
            rows = record.records(page.hits, fields)
            self.records(Records(fields, rows, page.total, counts), session)
            return
        if not facets:
            self.hits(page.hits, session, asked)
            return
        from infralog.views import facets_terminal, terminal

        with drawing(session) as (out, screen):
            terminal.hits(page.hits, out, screen)
            facets_terminal.facets(facets, out, screen)

    def records(self, records: Records, session: Session) -> None:
        """Show records."""
        if self.format == "table":
            from infralog.views import grid_terminal

            with drawing(session) as (out, screen):
                grid_terminal.grid(records, out, screen)
        else:
            out = stdout(_HOLDS.get(self.format.partition("-")[0], "rows"))
            views.for_scripts(self.format)(records, out)


def chosen(
    named: Format, fields: str | None, *, json: bool, known: Sequence[str] = tuple(record.FIELDS)
) -> Output:
    """Return what the flags ask for; `auto` is a table for people, and TSV in a pipe.

    Raises:
        QueryError: A field is not known, or what is asked for cannot be a feed.
    """
    asked: Format = "json" if json else named
    if asked == "auto":
        asked = "table" if is_terminal(sys.stdout) else "tsv"
    if asked == "atom" and (fields is not None or "entry_id" not in known):
        hint = "infralog search --format atom, without --fields"
        raise QueryError("an Atom feed holds whole incidents, and nothing else", hint=hint)
    return Output(asked, record.chosen(fields, known) if fields is not None else None)


@contextmanager
def drawing(session: Session) -> Iterator[tuple[TextIO, Screen]]:
    """Yield the stream that people read, paged on a terminal, and what it can show."""
    out = stdout()
    screen = session.screen(out)
    if not (session.pager and is_terminal(out)):
        yield out, screen
        return
    from infralog.pager import paged

    with paged(out) as page:
        yield page, screen


def stdout(holds: Holds = "words") -> TextIO:
    """Return stdout, which takes every character, whatever its encoding.

    Args:
        holds: What is written. Where the encoding lacks a character, words get one that looks like
            it, rows of data an escape with a backslash, JSON and XML their own.
    """
    out = sys.stdout
    reconfigure = getattr(out, "reconfigure", None)
    if reconfigure is None:
        return out
    utf = is_utf(out)
    if holds in ("json", "xml"):
        reconfigure(encoding="utf-8" if utf else "ascii", newline="\n")
    if utf or holds == "rows":
        reconfigure(errors="backslashreplace")
    else:
        from infralog import lookalikes

        spare = {"words": lookalikes.WORDS, "json": lookalikes.JSON, "xml": "xmlcharrefreplace"}
        reconfigure(errors=spare[holds])
    return out
