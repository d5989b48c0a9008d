"""The pictures of the README, made from what the program prints: `python -m tests.pictures`.

They show the packaged sample. Fonts are the reader's own, and nothing is loaded from elsewhere.
"""

import asyncio
import re
import shlex
import tempfile
from importlib.resources import files
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tests.command import run

FOLDER = Path(__file__).parent.parent / ".github"
WIDTH = 96

# Name -> the command whose output it shows.
PICTURES = {
    "search": "search corrosion OR wireguard --since 2024 -n 4",
    "show": "show --why sjc-week",
    "stats": "stats --by component -n 8",
}
# Name -> the size, what is looked for, and the keys that are pressed.
SCREENS: dict[str, tuple[tuple[int, int], str, *tuple[str, ...]]] = {
    "browse": ((120, 34), "corrosion OR wireguard", "escape", "j"),
    "browse-narrow": ((48, 24), "corrosion", "escape", "enter"),
}

THEME = TerminalTheme(
    background=(24, 26, 32),
    foreground=(216, 218, 224),
    normal=[
        (24, 26, 32),
        (240, 113, 120),
        (152, 195, 121),
        (229, 192, 123),
        (97, 175, 239),
        (214, 128, 226),
        (86, 182, 194),
        (216, 218, 224),
    ],
    bright=[(120, 124, 134)],
)

# As rich's own, but for the fonts, which that one loads from a server.
FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
    font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
    font-size: {char_height}px; line-height: {line_height}px;
}}
.{unique_id}-title {{ font-size: 18px; font-family: system-ui, sans-serif; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def picture(command: str, home: Path) -> str:
    """Return what a command prints, as SVG."""
    shown = run(
        *("--color", "always", *shlex.split(command), "--format", "table"),
        home=home,
        env={"COLUMNS": str(WIDTH)},
    )
    screen = Console(width=WIDTH, record=True, file=StringIO())
    screen.print(Text(f"$ infralog {command}", style="bold"))
    screen.print()
    screen.print(Text.from_ansi(shown.out))
    drawn = screen.export_svg(title="infralog", theme=THEME, code_format=FORMAT, unique_id="t")
    return re.sub(r"[ \t]+$", "", drawn, flags=re.MULTILINE)


async def browsed(home: Path, size: tuple[int, int], text: str, *keys: str) -> str:
    """Return the screen of `infralog browse` after some keys, as SVG."""
    from infralog.query import Filters
    from infralog.session import Session
    from infralog.tui import Look
    from infralog.tui.app import Browser
    from infralog.views import Screen

    look = Look("terminal", plain=False, screen=Screen(size[0], True, True, True))  # noqa: FBT003 -- a tuple
    app = Browser(Session(db=str(home / "infralog.db")), text, Filters(limit=0), look)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(2)
        await pilot.press(*keys)
        await pilot.pause(2)
        drawn = re.sub(
            r"@font-face \{.*?\}|<!--.*?-->", "", app.export_screenshot(), flags=re.DOTALL
        )
    fonts = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace'
    drawn = drawn.replace("Fira Code, monospace", fonts).replace("#292929", "#181a20")
    return re.sub(r"\n\s*\n+", "\n", re.sub(r"[ \t]+$", "", drawn, flags=re.MULTILINE))


def main() -> None:
    """Draw all pictures anew."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        run("sync", str(files("infralog") / "sample"), home=home)
        for name, command in PICTURES.items():
            (FOLDER / f"{name}.svg").write_text(picture(command, home), "utf-8", newline="\n")
        for name, (size, *typed) in SCREENS.items():
            drawn = asyncio.run(browsed(home, size, *typed))
            (FOLDER / f"{name}.svg").write_text(drawn, "utf-8", newline="\n")
        run("timeline", "--ending", "2024-07-20", "--svg", str(FOLDER / "timeline.svg"), home=home)


if __name__ == "__main__":
    main()
