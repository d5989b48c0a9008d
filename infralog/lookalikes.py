"""What an encoding lacks -> what looks like it and is as wide, so that columns stay where they are.

For terminals that are not UTF-8: curly quotes become straight, `é` becomes `e`, and what nothing
looks like `?`. Only for what people read. In JSON stands the escape of the same character.
"""

# ruff: noqa: RUF001 -- ambiguous characters are what it is about

import codecs
import unicodedata

WORDS = "infralog-words"
JSON = "infralog-json"
"""The names of the error handlers, which are known to Python once this module is imported."""

_SIGNS = {
    **dict.fromkeys("‘’‚‛′´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−─━", "-"),
    **dict.fromkeys("•‣◦▪●", "*"),
    **dict.fromkeys("│┃▎▏▌▕", "|"),
    **dict.fromkeys("┌┐└┘╭╮╰╯├┤┬┴┼", "+"),
    **dict.fromkeys("▁▂▃", "_"),
    **dict.fromkeys("▄▅▆▇█", "#"),
    "▔": "-",
    **dict.fromkeys("→▶›", ">"),
    **dict.fromkeys("←◀‹", "<"),
    **dict.fromkeys("…·", "."),
    **dict.fromkeys("≈∼", "~"),
    **dict.fromkeys("×✗✘", "x"),
    **dict.fromkeys("↑▲", "^"),
    "↓": "v",
    "▼": "v",
    "✓": "+",
}


def alike(character: str) -> str:
    """Return what looks like a character in ASCII, and takes as many columns; `?` if nothing does.

    A mark that stands upon another character, and what takes no column, becomes nothing.
    """
    if character in _SIGNS:
        return _SIGNS[character]
    if unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf"):
        return ""
    columns = 2 if unicodedata.east_asian_width(character) in "WF" else 1
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return plain if len(plain) == columns else "?" * columns


def _in_words(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(alike, error.object[error.start : error.end])), error.end


def _in_json(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    halves = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    escaped = (f"\\u{halves[at : at + 2].hex()}" for at in range(0, len(halves), 2))
    return "".join(escaped), error.end


codecs.register_error(WORDS, _in_words)
codecs.register_error(JSON, _in_json)
