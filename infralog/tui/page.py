"""One incident -> a page to read: what terminals show of it, with what is like it below."""

from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from typing import TextIO

from rich.style import Style
from rich.text import Text

from infralog.model import Hit, Incident, Query
from infralog.revisions import Version
from infralog.safe import block, line
from infralog.similar import Near
from infralog.tui.marks import spans
from infralog.tui.reading import About, Edit
from infralog.views import Screen, terminal
from infralog.views.diff_terminal import diff
from infralog.views.terminal import COMPONENT, HEADING, IMPACTS, MATCH, QUIET, REGION, TITLE
from infralog.views.words import duration

_MEASURE = 96
# Below this the text comes sooner, and what is not needed to judge it, later.
_SMALL = 60

Draw = Callable[[TextIO, Screen], None]
"""A view with what it shows: writes to a stream what a screen can show."""


def drawn(screen: Screen, draw: Draw) -> Text:
    """Return what a view draws on a screen, as a text."""
    out = StringIO()
    draw(out, screen._replace(links=False))
    return Text.from_ansi(out.getvalue())


def page(told: About, query: Query, screen: Screen) -> Text:
    """Return what an incident tells, with what a query asks for highlighted.

    Args:
        told: What is known of it.
        query: What was asked.
        screen: As wide as the page.
    """
    small = _is_small(screen)
    first = told.incident._replace(url=None, id="") if small else told.incident
    before = "" if small else told.before
    on = _measured(screen)
    text = drawn(on, lambda out, on: terminal.incident(first, out, on, before=before))
    for start, end in spans(text.plain, query, is_title=True):
        text.stylize(MATCH, start, end)
    text.rstrip()
    return text


def why(told: About, screen: Screen) -> Text:
    """Return the sentence behind each tag."""
    text = drawn(_measured(screen), lambda out, on: terminal.reasons(told.incident, out, on))
    text.rstrip()
    return text


def beside(told: About, screen: Screen) -> Text:
    """Return what is like it; on a small screen first what stands above the text elsewhere."""
    on = _measured(screen)
    below = _below(told) if _is_small(screen) else ()
    return Text("\n").join([*below, *_similar(told.similar, on.width)])


def versions(told: About, screen: Screen, *, changes: bool) -> Text:
    """Return when its entry was first seen, and edited; if asked, what `changes` each made."""
    on = _measured(screen)
    if not told.edits:
        return Text()
    head = Text("versions", style=HEADING)
    if not changes:
        head.append("  v", style="bold cyan").append(" shows what changed", style=QUIET)
        return Text("\n").join([head, *(_version(one, on.width) for one in told.versions)])
    return Text("\n").join([head, *(_edit(one, on) for one in told.edits)])


def _edit(told: Edit, screen: Screen) -> Text:
    text = drawn(screen, lambda out, on: diff(told.rows, told.old, told.new, out, on))
    text.rstrip()
    return text.append("\n")


def _version(told: Version, width: int) -> Text:
    amount = f"  +{told.added} -{told.removed} words" if told.number > 1 else ""
    row = Text(f"{told.number}  seen {told.seen:%Y-%m-%d %H:%M} UTC{amount}", style=QUIET)
    row.append(f"  {line(told.title)}", style=QUIET)
    row.truncate(width, overflow="ellipsis")
    return row


def _measured(screen: Screen) -> Screen:
    return screen._replace(width=min(screen.width, _MEASURE))


def _is_small(screen: Screen) -> bool:
    return screen.width < _SMALL


def _below(told: About) -> Iterator[Text]:
    """Yield what stands above the text where there is room."""
    before = f"before it: {told.before}" if told.before else ""
    for said in (before, told.incident.url or "", told.incident.id):
        if said:
            yield Text(line(said), style=QUIET)
    if told.similar:
        yield Text()


def _similar(near: Sequence[Near], width: int) -> Iterator[Text]:
    """Yield who is like it, each with the key that opens it."""
    if near:
        yield Text("similar", style=HEADING)
    for number, one in enumerate(near, 1):
        row = Text().append(f"{number} ", style="bold cyan")
        row.append(f"{one.incident.date} ", style=QUIET)
        row.append(line(one.incident.title), style=TITLE)
        row.truncate(width, overflow="ellipsis")
        reason = Text().append(f"  {line(one.reason)}", style=QUIET)
        reason.truncate(width, overflow="ellipsis")
        row = Text("\n").join([row, reason])
        row.stylize(Style(meta={"@click": f"screen.similar({number})"}))
        yield row


# ---------------------------------------------------------------- a hit in a list


def row(hit: Hit, query: Query, width: int, *, plain: bool) -> tuple[Text, Text]:
    """Return the two lines of a hit: its title, and when, where, what it hurt, for how long."""
    title = Text(line(hit.incident.title), style=TITLE, no_wrap=True)
    for start, end in spans(title.plain, query, is_title=True):
        title.stylize(MATCH, start, end)
    title.truncate(width, overflow="ellipsis")
    if plain:
        facts = Text(_in_words(hit.incident), no_wrap=True)
        facts.truncate(width, overflow="ellipsis")
        return title, facts
    return title, _facts(hit.incident, width)


def _in_words(incident: Incident) -> str:
    lasted = duration(incident.duration_minutes, incident.duration_kind)
    told = (
        str(incident.date),
        "notes" if incident.kind == "notes" else "",
        *map(line, (*incident.regions, *incident.components)),
        f"lasted {lasted}" if lasted else "",
        f"impact {incident.impact}" if incident.impact else "",
    )
    return ", ".join(filter(None, told))


def _facts(incident: Incident, width: int) -> Text:
    """Return when it was and what it hurt, and at the right how long, and how much."""
    lasted = duration(incident.duration_minutes, incident.duration_kind)
    impact = incident.impact or ""
    weight = Text(" ".join(filter(None, (lasted, impact))), style=IMPACTS.get(impact, ""))
    facts = Text(no_wrap=True).append(str(incident.date), style=QUIET)
    facts.append("  notes" if incident.kind == "notes" else "", style=QUIET)
    for names, style in ((incident.regions, REGION), (incident.components, COMPONENT)):
        facts.append(f"  {' '.join(map(line, names))}" if names else "", style=style)
    room = width - weight.cell_len - (1 if weight.plain else 0)
    facts.truncate(max(room, 0), overflow="ellipsis", pad=True)
    return facts.append(" ").append_text(weight) if weight.plain else facts


# ---------------------------------------------------------------- to paste elsewhere


def markdown(incident: Incident) -> str:
    """Return an incident as Markdown."""
    facts = {
        "Date": str(incident.date),
        "Regions": ", ".join(incident.regions),
        "Components": ", ".join(incident.components),
        "Lasted": duration(incident.duration_minutes, incident.duration_kind),
        "Impact": incident.impact or "",
        "URL": incident.url or "",
    }
    told = "\n".join(f"- {name}: {line(value)}" for name, value in facts.items() if value)
    return f"## {line(incident.title)}\n\n{told}\n\n{block(incident.text)}\n"
