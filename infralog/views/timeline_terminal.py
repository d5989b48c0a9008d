"""A diagram -> a terminal: a column a day, a row an hour, a box an incident, and the list below.

The shade of a box tells its impact, with colours or without; its number is that of the list.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TextIO

from rich.cells import set_cell_size
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from infralog.model import Incident
from infralog.safe import line
from infralog.timeline import Box, Day, Diagram, Scale, boxes
from infralog.views import Screen
from infralog.views.terminal import HEADING, IMPACTS, QUIET, REGION, TITLE, console
from infralog.views.words import MONTHS, WEEKDAYS, basis_mark, caption, count, duration, time_of_day

SCALE = Scale(step=60, least=60)

_HOURS = 24
_AXIS = 3  # columns: two digits and a blank
_LEAST = 4  # columns of a day, at least; a blank stands between two
_WIDEST = 20
_WEEKS = 2  # side by side, at most
_NARROW = 64  # below this the list is stacked


class Signs(NamedTuple):
    """What is drawn with: shades by impact, and what marks days and boxes."""

    none: str
    minor: str
    major: str
    untold: str
    weekend: str
    silent: str
    up: str
    down: str
    rule: str

    def shade(self, incident: Incident) -> str:
        """Return the shade of an incident's box."""
        shades = {"none": self.none, "minor": self.minor, "major": self.major}
        return shades.get(incident.impact or "", self.untold)


UNICODE = Signs("░", "▒", "█", "╱", "·", "╌", "↑", "↓", "─")
ASCII = Signs(".", ":", "#", "/", "'", "-", "^", "v", "-")
