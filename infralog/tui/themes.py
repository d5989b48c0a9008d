"""The colours: those of the terminal itself, or dark, light, and black on white with no grey."""

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import BUILTIN_THEMES, Theme

_NOT_DIM = Style(dim=False)


class Undimmed(LineFilter):
    """Shows what is dim elsewhere as the rest."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 -- the library's
        """Return the segments, none of them dim."""
        return [
            Segment(text, style + _NOT_DIM if style and style.dim else style, control)
            for text, style, control in segments
        ]


# What is under the cursor is reversed, which can be seen in any colours, and in none.
_CURSOR = {
    "block-cursor-text-style": "reverse",
    "block-cursor-blurred-text-style": "bold",
}
_TERMINAL = {
    **BUILTIN_THEMES["ansi-dark"].variables,
    **_CURSOR,
    "block-cursor-foreground": "ansi_default",
    "block-cursor-background": "ansi_default",
    "block-cursor-blurred-foreground": "ansi_default",
    "block-cursor-blurred-background": "ansi_default",
    "block-hover-background": "ansi_default",
    "border": "ansi_cyan",
    "border-blurred": "ansi_bright_black",
    "scrollbar": "ansi_bright_black",
    "scrollbar-hover": "ansi_cyan",
    "scrollbar-active": "ansi_cyan",
    "scrollbar-background": "ansi_default",
    "scrollbar-background-hover": "ansi_default",
    "scrollbar-background-active": "ansi_default",
    "scrollbar-corner-color": "ansi_default",
}

THEMES = (
    Theme(
        name="terminal",
        ansi=True,
        primary="ansi_cyan",
        secondary="ansi_blue",
        warning="ansi_yellow",
        error="ansi_red",
        success="ansi_green",
        accent="ansi_cyan",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables=_TERMINAL,
    ),
    Theme(
        name="dark",
        primary="#7fd4e0",
        secondary="#98c379",
        accent="#7fd4e0",
        warning="#e5c07b",
        error="#f07178",
        success="#98c379",
        foreground="#d8dae0",
        background="#181a20",
        surface="#181a20",
        panel="#22252d",
        variables={**_CURSOR, "border-blurred": "#5a5f6b"},
    ),
    Theme(
        name="light",
        dark=False,
        primary="#005f73",
        secondary="#386641",
        accent="#005f73",
        warning="#8a5a00",
        error="#a4161a",
        success="#386641",
        foreground="#1b1d22",
        background="#fbfaf7",
        surface="#fbfaf7",
        panel="#ecebe6",
        variables={**_CURSOR, "border-blurred": "#a9a69c"},
    ),
    Theme(
        name="contrast",
        primary="#ffff00",
        secondary="#00ffff",
        accent="#ffff00",
        warning="#ffff00",
        error="#ff8080",
        success="#80ff80",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#000000",
        text_alpha=1.0,
        variables={
            **_CURSOR,
            "border-blurred": "#ffffff",
            "text-muted": "#ffffff",
            "text-disabled": "#ffffff",
        },
    ),
)
