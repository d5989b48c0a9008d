"""A store full of what a terminal would obey, written behind infralog's back."""

import re
import sqlite3
import unicodedata
import zlib
from contextlib import closing
from pathlib import Path

# Colours, titles, links, a clipboard; what turns writing round, what nobody sees; markup of rich.
POISON = (
    "\x1b[31m\x1b]0;owned\x07\x1b]8;;https://evil.example/\x1b\\here\x1b]8;;\x1b\\"
    "\x1b]52;c;ZXZpbA==\x07\x9b2J\x9d8;;https://evil.example\x9c\x90q\x9c\x1bc\x1bP1$r\x1b\\"
    + "".join(map(chr, (*range(1, 9), *range(11, 32), *range(127, 160))))
    + "\u202eabc\u202c\u2066\u2069\u200b\u200d\u2060\ufeff\u00ad\u061c\u180e\U000e0041\ufff9"
    "[red]x[/red][/][link=https://evil.example]y[/link]:bomb:[bold](https://evil.example)"
)
# What a program that draws a whole screen never sends of itself.
OBEYED = (
    "\x1b]52",
    "\x1b]0;",
    "\x1bc",
    "\x1bP",
    "\x9b",
    "\x9d",
    "\x90",
    "\u202e",
    "\u2066",
    "\x01",
)
# What stays of it: it is no more than text.
HARMLESS = "[red]x[/red][/]"

_TEXTS = {
    "entries": ("title", "url"),
    "revisions": ("title", "url"),
    "carried": ("title", "url"),
    "incidents": ("id", "title", "body", "time_text", "duration_text", "impact_text", "slug"),
    "evidence": ("value", "quote"),
    "rules": ("name",),
    "origins": ("etag",),
}


def poison(db: Path) -> None:
    """Put it at the end of every text of a store that an answer could show."""
    with closing(sqlite3.connect(db)) as connection:
        connection.create_function("poisoned", 1, lambda text: f"{text or ''}{POISON}")
        connection.create_function("repacked", 1, _repacked)
        for table, columns in _TEXTS.items():
            there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            for column in there.intersection(columns):
                connection.execute(f"UPDATE {table} SET {column} = poisoned({column})")
            if "content" in there:
                connection.execute(f"UPDATE {table} SET content = repacked(content)")
        connection.commit()


def _repacked(content: bytes) -> bytes:
    return zlib.compress(zlib.decompress(content) + POISON.encode())


# ---------------------------------------------------------------- what may come out

_SIGNS = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
_DRAWING = re.compile(
    r"\x1b\[[0-9;]*m"  # colours
    r"|\x1b\[\?25[lh]|\x1b\[2?K|\x1b\[1?A|\r"  # a line of progress, drawn anew
    r"|\x1b\]8;[^;\x1b\x07]*;(?:(?:https?://|mailto:)[!-~]*)?\x1b\\"  # links, to what may be opened
)


def hostile(told: str, *, drawn: bool = False) -> set[str]:
    """Return what of an answer a terminal would obey; colours and links may be in a drawn one."""
    told = _DRAWING.sub("", told) if drawn else told
    return {f"U+{ord(character):04X}" for character in told if _is_hostile(character)}


def _is_hostile(character: str) -> bool:
    if character in "\n\t" or ord(character) in _SIGNS:
        return False
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(character) in ("LRE", "LRO", "RLE", "RLO", "PDF")
        or 0xE0000 <= ord(character) <= 0xE0FFF
    )
