"""The few shapes of SVG that pictures are made of; all text from outside is escaped here."""

from html import escape
from typing import NamedTuple

from infralog.safe import line


class Frame(NamedTuple):
    """Where a shape stands, and how large it is."""

    x: float
    y: float
    width: float
    height: float


def number(value: float) -> str:
    """Return a length with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def safe(says: str) -> str:
    """Return a text as one line that no reader of XML takes for markup."""
    return escape(line(says))


def text(x: float, y: float, says: str, css: str = "") -> str:
    """Return a text that stands on `y`."""
    return f'<text x="{number(x)}" y="{number(y)}"{_class(css)}>{safe(says)}</text>'


def rect(frame: Frame, css: str, *, corner: float = 0) -> str:
    """Return a rectangle, perhaps with round corners."""
    x, y, width, height = map(number, frame)
    rounded = f' rx="{number(corner)}"' if corner else ""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}"{rounded}{_class(css)}/>'


def path(css: str, *steps: str | float) -> str:
    """Return a path, of commands and numbers."""
    way = " ".join(step if isinstance(step, str) else number(step) for step in steps)
    return f'<path d="{way}"{_class(css)}/>'


def titled(title: str, *parts: str) -> str:
    """Return shapes as a group that tells what it is."""
    return f"<g><title>{safe(title)}</title>{''.join(parts)}</g>"


def page(width: float, height: float, title: str, description: str, *parts: str) -> str:
    """Return a whole picture; a reader who cannot see it is told its title and description."""
    w, h = number(width), number(height)
    size = f'viewBox="0 0 {w} {h}" width="{w}" height="{h}"'
    told = 'role="img" aria-labelledby="title desc"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {told}>',
        f'<title id="title">{safe(title)}</title>',
        f'<desc id="desc">{safe(description)}</desc>',
    )
    return "\n".join((*head, *parts, "</svg>\n"))


def _class(css: str) -> str:
    return f' class="{css.strip()}"' if css.strip() else ""
