"""Records of any kind -> a terminal: a table of plain values, or a stack of them."""

from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from rich.console import Group
from rich.table import Table
from rich.text import Text

from infralog.safe import block
from infralog.views import Records, Screen
from infralog.views.plain import shown
from infralog.views.terminal import NARROW, QUIET, TITLE, console, plain_table

# So many columns fit into any terminal.
_FEW = 2


def grid(records: Records, out: TextIO, screen: Screen) -> None:
    """Show records as a table of plain values or, where there is no room for one, a stack."""
    rows = [dict(row) for row in records.rows]
    if screen.width < NARROW and len(records.fields) > _FEW:
        show = console(out, screen)
        for row in rows:
            show.print(_stack(row, records.fields))
        return
    table = plain_table(screen, None)
    for name in records.fields:
        numbers = all(isinstance(row[name], (int, float, type(None))) for row in rows)
        table.add_column(name, justify="right" if rows and numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(row[name])) for name in records.fields))
    console(out, screen).print(table)


def _stack(row: Mapping[str, Any], fields: Sequence[str]) -> Group:
    """Lay out a record as its first value, and a line for each other that it has."""
    first, *others = fields
    table = Table.grid(padding=(0, 1, 0, 2))
    for name in others:
        if value := _cell(row[name]):
            table.add_row(Text(name, style=QUIET), Text(value, overflow="fold"))
    return Group(Text(_cell(row[first]), style=TITLE), table)


def _cell(value: Any) -> str:  # noqa: ANN401 -- whatever JSON can hold
    return block(", ".join(map(shown, value)) if isinstance(value, list) else shown(value))
