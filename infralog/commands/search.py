"""infralog search: the incidents that match."""

import typer

from infralog.cli import Exit
from infralog.commands import facets, hints, options, output, web
from infralog.query import Filters, written
from infralog.session import Session

EXAMPLES = (
    ("Has Corrosion hurt San Jose before?", "search corrosion --region sjc"),
    ("The same, with the filters among the words.", "search 'corrosion region:sjc'"),
    ("The longest of this year.", "search --since 2026 --sort longest -n 5"),
    ("How often, by region and month?", "search wireguard --facet region,month"),
    ("The best match, in the browser.", "search '502s in sao paulo' --open"),
    ("A feed to subscribe to.", "search corrosion --region sjc --format atom > sjc.atom"),
    ("For a script.", "search --component wireguard --since 2026-04 --json | jq -r '.[].url'"),
)


@options.filtered
def command(
    ctx: typer.Context,
    query: options.Words = None,
    *,
    filters: Filters,
    format: options.OutputFormat = "auto",  # noqa: A002 -- the name of the flag
    json: options.Json = False,
    fields: options.Fields = None,
    facet: options.Facet = None,
    open: options.Open = False,  # noqa: A002 -- likewise
    exit_code: options.ExitCode = False,
) -> Exit:
    """Find incidents by words, region, component and date."""
    session: Session = ctx.obj
    shown = output.chosen(format, fields, json=json)
    by = facets.chosen(facet, shown)
    with session.store() as store:
        asked = shown.asking(session.query(store, query or (), filters))
        if open:
            asked = asked._replace(limit=1)
        page = store.search(asked)
        if open:
            web.open_pages(hit.incident for hit in page.hits)
        else:
            counts = facets.counted(store, asked, by)
            shown.page(page, counts, session, written(query or (), filters))
        hints.beside(page, store, session)
        return Exit.NOTHING if exit_code and not page.total else Exit.DONE
