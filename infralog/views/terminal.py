"""Answers -> a terminal; the one door to rich.

Text goes to rich as `Text`, never as a string, so that no word of a stranger is taken for markup.
The colours are of the sixteen that every terminal themes, readable on dark and on light.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TextIO

from rich.box import ASCII, SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from infralog.model import Evidence, Hit, Incident, Marked
from infralog.safe import block, line
from infralog.views import Screen
from infralog.views.words import duration

TITLE = "bold"
MATCH = "bold magenta"
REGION = "green"
COMPONENT = "cyan"
QUIET = "dim"
HEADING = "bold dim"
IMPACTS = {"none": "dim", "minor": "yellow", "major": "bold red"}

# Below this a table of five columns is narrower than its words, and each hit is stacked instead.
NARROW = 64
# What the day, the duration, and the gaps between the columns take.
_REST = 26
# A snippet has so many lines at most.
_LINES = 3
# Who is told no height asks the surroundings, for the width, too; nothing depends on this one.
_HEIGHT = 25
# Lines that are longer are hard to read, however wide the terminal.
_MEASURE = 96
_WIDEST = 140
# Columns at most: three codes, and the longest name of a component with its comma.
_REGIONS = 13
_COMPONENTS = 18


def console(out: TextIO, screen: Screen) -> Console:
    """Return rich's console for a stream, and for what it can show."""
    styled = screen.color or screen.links
    return Console(
        file=out,
        width=screen.width,
        height=_HEIGHT,
        color_system="standard" if styled else None,
        force_terminal=styled,
        no_color=not screen.color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        safe_box=True,
    )


# ---------------------------------------------------------------- hits


def hits(found: Iterable[Hit], out: TextIO, screen: Screen) -> None:
    """Show what was found: a table, or where there is no room for one, a stack."""
    show = console(out, screen)
    if screen.width < NARROW:
        for number, hit in enumerate(found):
            show.print(*([""] if number else []), _stacked(hit, screen), sep="\n")
        return
    listed = list(found)
    if listed:
        show.print(_hit_table(listed, screen))


def _hit_table(found: Sequence[Hit], screen: Screen) -> Table:
    """Lay out a table whose names are never broken; what is told takes the room that is left."""
    told = [hit.incident for hit in found]
    names = [name for incident in told for name in incident.components]
    lists = [", ".join(incident.regions) for incident in told]
    width = min(screen.width, _WIDEST)
    regions = _fitting(lists, len("Regions"), _REGIONS)
    components = _fitting(names, len("Components"), _COMPONENTS)
    room = width - regions - components - _REST
    table = plain_table(screen, width)
    table.add_column("Date", no_wrap=True)
    table.add_column("Incident", ratio=1, overflow="fold")
    table.add_column("Regions", width=regions)
    table.add_column("Components", width=components)
    table.add_column("Lasted", justify="right", no_wrap=True)
    for hit in found:
        table.add_row(
            Text(str(hit.incident.date)),
            Group(*_told(hit, screen, room)),
            _names(hit.incident.regions, REGION),
            _names(hit.incident.components, COMPONENT),
            _lasted(hit.incident),
        )
    return table


def _fitting(texts: Iterable[str], least: int, most: int) -> int:
    """Return the width of a column: of its longest text, within bounds."""
    return min(max(least, *(len(text) + 1 for text in texts), 0), most)


def plain_table(screen: Screen, width: int | None) -> Table:
    """Return an empty table as all of ours look; a width of None is as much as it needs."""
    return Table(
        box=SIMPLE_HEAD if screen.unicode else ASCII,
        width=width,
        header_style=HEADING,
        pad_edge=False,
        show_edge=False,
        padding=(0, 1, 0, 0),
    )


def _stacked(hit: Hit, screen: Screen) -> Group:
    facts = Text("  ").join(
        part
        for part in (
            Text(str(hit.incident.date)),
            _names(hit.incident.regions, REGION),
            _lasted(hit.incident),
        )
        if part.plain
    )
    names = _names(hit.incident.components, COMPONENT)
    between = [names] if names.plain else []
    return Group(facts, *_told(hit, screen, screen.width, between))


def _told(hit: Hit, screen: Screen, room: int, between: Sequence[Text] = ()) -> Iterator[Text]:
    """Yield the title, the snippet, and the ID, each on lines of its own."""
    title = marked(hit.title, TITLE)
    if screen.links and hit.incident.url:
        title.stylize(link(hit.incident.url))
    if hit.incident.kind == "notes":
        title.append("  engineering notes", QUIET)
    yield title
    yield from between
    if hit.snippet and hit.snippet.text:
        yield marked(_in_short(hit.snippet, room * _LINES), "")
    cut: Literal["ellipsis", "crop"] = "ellipsis" if screen.unicode else "crop"
    yield Text(line(hit.incident.id), style=QUIET, no_wrap=True, overflow=cut)


def _in_short(snippet: Marked, longest: int) -> Marked:
    """Return as much of a snippet as has room, in whole words, from a little before its match."""
    text, spans = snippet
    if len(text) <= longest:
        return snippet
    first = spans[0][0] if spans else 0
    start = max(min(first - longest // 3, len(text) - longest), 0)
    start = text.find(" ", start) + 1 if start else 0
    end = len(text) if start + longest >= len(text) else text.rfind(" ", start, start + longest)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    inner = ((a - start, b - start) for a, b in spans if start <= a and b <= end)
    moved = tuple((a + len(before), b + len(before)) for a, b in inner)
    return Marked(f"{before}{text[start:end]}{after}", moved)


def marked(text: Marked, style: str) -> Text:
    """Return a text with what matched in it highlighted."""
    shown_text = Text(line(text.text), style=style)
    if shown_text.plain == text.text:  # else it held what no store of ours does, and is shifted
        for start, end in text.spans:
            shown_text.stylize(MATCH, start, end)
    return shown_text


def _names(names: Iterable[str], style: str) -> Text:
    return Text(", ").join(Text(line(name), style=style) for name in names)


def _lasted(incident: Incident) -> Text:
    return Text(
        duration(incident.duration_minutes, incident.duration_kind),
        style=IMPACTS.get(incident.impact or "", ""),
    )


def link(url: str) -> Style:
    """Return the style of a text that leads somewhere on the web; of any other URL, none."""
    safe = line(url).replace(" ", "%20")
    return Style(link=safe if safe.startswith(("http://", "https://")) else None)


# ---------------------------------------------------------------- whole incidents


def incident(
    told: Incident, out: TextIO, screen: Screen, *, why: bool = False, before: str = ""
) -> None:
    """Show one incident whole: what is known of it and was before it, its text, if asked why."""
    title = Text(line(told.title), style=TITLE)
    if screen.links and told.url:
        title.stylize(link(told.url))
    parts: list[RenderableType] = [title, _facts(told, before), Text()]
    parts += [*_paragraphs(told.text), Text()]
    console(out, screen).print(Group(*parts), width=min(screen.width, _MEASURE))
    if why:
        reasons(told, out, screen)


def reasons(told: Incident, out: TextIO, screen: Screen) -> None:
    """Show the sentence behind each tag of an incident."""
    width = min(screen.width, _MEASURE)
    console(out, screen).print(Group(*_reasons(told.evidence)), width=width)


def _facts(told: Incident, before: str) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=QUIET, no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in (*_facts_of(told), ("before it", Text(line(before)))):
        if value.plain:
            table.add_row(Text(name), value)
    return table


def _facts_of(told: Incident) -> Iterator[tuple[str, Text]]:
    day = Text(str(told.date))
    if told.time_text:
        day.append(f" {line(told.time_text)}")
    day.append(f"  by its {_BASES[told.date_basis]}", style=QUIET)
    yield "date", day
    yield "regions", _with_mentions(told.regions, told.regions_mentioned, REGION)
    yield "components", _with_mentions(told.components, told.components_mentioned, COMPONENT)
    lasted = _lasted(told)
    if told.duration_text:
        lasted.append(f"  “{line(told.duration_text)}”", style=QUIET)
    yield "lasted", lasted
    impact = Text(told.impact or "", style=IMPACTS.get(told.impact or "", ""))
    if told.impact_text:
        impact.append(f"  “{line(told.impact_text)}”", style=QUIET)
    yield "impact", impact
    yield "kind", Text("" if told.kind == "incident" else "engineering notes")
    yield "url", Text(line(told.url or ""))
    yield "id", Text(line(told.id))


_BASES: Mapping[str, str] = {
    "heading": "heading",
    "page": "page",
    "body": "own words",
    "published": "publication, which may be a week later",
}


def _with_mentions(involved: Sequence[str], mentioned: Sequence[str], style: str) -> Text:
    names = _names(involved, style)
    others = [name for name in mentioned if name not in involved]
    if others:
        names.append(
            f"{'  ' if names.plain else ''}mentioned: {', '.join(map(line, others))}", QUIET
        )
    return names


def _paragraphs(text: str) -> Iterator[RenderableType]:
    """Yield the lines of a text; an item's further lines are indented like its first."""
    for row in block(text).split("\n"):
        bare = row.lstrip()
        indent = len(row) - len(bare)
        if bare.startswith("- "):
            grid = Table.grid(padding=(0, 1, 0, 0))
            grid.add_row(Text("•"), Text(bare[2:]))
            yield Padding(grid, (0, 0, 0, indent))
        else:
            yield Text(row)


def _reasons(evidence: Iterable[Evidence]) -> Iterator[RenderableType]:
    """Yield, for each tag, its field and value, the rule, and the quote below."""
    yield Text("why", style=HEADING)
    for told in sorted(evidence):
        head = Text(f"{told.field} ", style=QUIET)
        head.append(line(told.value), style=TITLE)
        head.append(f"  {line(told.rule)}", style=QUIET)
        yield head
        if told.quote:
            yield Padding(_quoted(told), (0, 0, 0, 2))


def _quoted(told: Evidence) -> Text:
    quote = Text(line(told.quote))
    quote.highlight_words([told.value], MATCH, case_sensitive=False)
    return quote
