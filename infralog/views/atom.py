"""Records of incidents -> an Atom feed (RFC 4287), so that a search can be subscribed to.

An entry's id rests on what its publisher calls it, so that it stays the same in every search and
on every machine; the feed's rests on what was asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TextIO

from infralog.views import Records

_XMLNS = "http://www.w3.org/2005/Atom"
# A feed has to say when it was updated; one without an entry never was.
_NEVER = "1970-01-01T00:00:00Z"
_NAME = "infralog"


def atom(records: Records, out: TextIO) -> None:
    """Write one feed, an entry a row; its title is what was asked."""
    rows = list(records.rows)
    asked = _clean(records.title or "")
    out.write(f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="{_XMLNS}">\n')
    out.write(f"  <id>{_urn('search', records.title or '')}</id>\n")
    out.write(f"  <title>{_NAME}{': ' if asked else ''}{asked}</title>\n")
    out.write(f"  <updated>{max(map(_updated, rows), default=_NEVER)}</updated>\n")
    out.write(f"  <author><name>{_NAME}</name></author>\n  <generator>{_NAME}</generator>\n")
    for row in rows:
        out.write("  <entry>\n")
        out.writelines(f"    {element}\n" for element in _elements(row))
        out.write("  </entry>\n")
    out.write("</feed>\n")


def _elements(row: Mapping[str, Any]) -> Iterator[str]:
    yield f"<id>{_urn(row['source'], row['entry_id'], row['id'])}</id>"
    yield f"<title>{_clean(row['title']) or _clean(row['id'])}</title>"
    yield f"<updated>{_updated(row)}</updated>"
    if row["published"]:
        yield f"<published>{row['published']}</published>"
    yield f"<author><name>{_clean(row['source'])}</name></author>"
    if (row["url"] or "").startswith(("http://", "https://")):
        yield f'<link rel="alternate" href="{_clean(row["url"])}"/>'
    for kind in ("region", "component"):
        for value in row[f"{kind}s"]:
            yield f'<category scheme="urn:{_NAME}:{kind}" term="{_clean(value)}"/>'
    yield f'<content type="html">{_clean("".join(_html(row)))}</content>'


def _updated(row: Mapping[str, Any]) -> str:
    """Return when an incident was last written to, in UTC; the day it happened, if nothing says."""
    from datetime import UTC, datetime

    said = row["updated"] or row["published"]
    if not said:
        return f"{row['date']}T00:00:00Z"
    moment = datetime.fromisoformat(said).astimezone(UTC)
    return moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _html(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a table shows of an incident in a line, and its text."""
    from infralog.views.words import duration

    told = [row["started_at"] or row["date"], *row["regions"], *row["components"]]
    told += [duration(row["duration_minutes"], row["duration_kind"])]
    told += [f"impact: {row['impact']}" if row["impact"] else ""]
    yield f"<p><em>{_clean(' · '.join(filter(None, told)))}</em></p>"
    for paragraph in _clean(row["text"]).split("\n\n"):
        yield from _paragraph(paragraph.split("\n"))


def _paragraph(rows: Sequence[str]) -> Iterator[str]:
    items = [row.strip().removeprefix("- ") for row in rows if row.lstrip().startswith("- ")]
    others = [row for row in rows if not row.lstrip().startswith("- ")]
    if any(others):
        yield f"<p>{'<br>'.join(others)}</p>"
    if items:
        yield f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _urn(*parts: str) -> str:
    from uuid import NAMESPACE_URL, uuid5

    name = "\n".join((_NAME, *parts)).encode("utf-8", "replace").decode()
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def _clean(text: str) -> str:
    """Return text that XML allows, escaped for content and for attributes alike."""
    from html import escape

    from infralog.safe import block

    return escape(block(text))
