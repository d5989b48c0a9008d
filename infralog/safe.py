"""Text from strangers -> text that a terminal, a table or an ID can hold without harm.

What goes: control characters and whole escape sequences (a colour, a title, a link, a clipboard),
bidi marks, overrides and isolates, characters that nobody sees (zero width, soft hyphen, fillers,
tags), lone surrogates. What stays: everything that can be read.
"""

import re

_SEQUENCE = re.compile(
    r"""
      (?: \x1b\[ | \x9b ) [0-?]* [ -/]* [@-~]           # CSI: colours, cursor, modes
    | (?: \x1b[\]PX^_] | [\x90\x98\x9d\x9e\x9f] )       # OSC, DCS, SOS, PM, APC: titles, links,
      [^\x00-\x1f\x7f-\x9f]* (?: \x07 | \x1b\\ | \x9c ) #   clipboard, up to their terminator
    | \x1b [ -/]+ [0-~]                                 # character sets
    | \x1b [\]PX^_\[0-~]?                               # two-character sequences; a lone ESC
    """,
    re.VERBOSE,
)

_EMOJI = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_UNSEEN = re.compile(
    rf"""
      [\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]            # C0 and C1, but for white space
    | [\u200b\u200c\u2060-\u2064\ufeff\u00ad\u180e\u034f]  # no width
    | (?<![{_EMOJI}])\u200d | \u200d(?![{_EMOJI}])      # a joiner that joins no emoji
    | [\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]    # bidi
    | [\u115f\u1160\u17b4\u17b5\u3164\uffa0\U00013430-\U0001343f]  # fillers
    | [\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]  # annotations
    | [\ufe00-\ufe0e\U000e0000-\U000e0fff]              # tags and variants: hidden writing
    """,
    re.VERBOSE,
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"[^\S\n]")
_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_INNER_BLANKS = re.compile(r"(?<=\S) {2,}(?=\S)")
_TRAILING_BLANKS = re.compile(r"(?<! ) +$", re.MULTILINE)
_GAP = "..."
_BLANK_LINES = re.compile(r"\n{3,}")


def visible(text: str) -> str:
    """Return the text without what cannot be seen; what ends a line becomes a newline.

    Other white space stays as it is. A lone surrogate, which no encoding can write, becomes U+FFFD.
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    text = _LINE_END.sub("\n", _UNSEEN.sub("", _SEQUENCE.sub("", text)))
    return _SURROGATE.sub("\ufffd", text)


def line(text: str) -> str:
    """Return the text as one line: visible characters, single blanks, none at the ends."""
    return " ".join(visible(text).split())


def shortened(text: str, longest: int = 190) -> str:
    """Return the text as one line of at most so many characters, as a message shows it."""
    return bounded(line(text), longest)


def bounded(text: str, longest: int) -> str:
    """Return the text without its middle where it has more than so many characters.

    What a message quotes may be of any length; what it says of that stands before and behind.
    """
    if len(text) <= longest:
        return text
    kept = longest - len(_GAP)
    return f"{text[: kept - kept // 3]}{_GAP}{text[-(kept // 3) :]}"


def wrapped(text: str, longest: int) -> list[str]:
    """Return a line as one, or as a few of at most so many characters, of words left whole."""
    if len(text) <= longest:
        return [text]
    from textwrap import wrap

    return wrap(text, longest, subsequent_indent="  ", max_lines=3, placeholder=f" {_GAP}")


def block(text: str) -> str:
    """Return the text as lines: visible characters, at most one blank line in a row.

    The indentation of a line is kept, of all but the first; other blanks are single, and none
    stand at the end of a line.
    """
    text = _BLANKS.sub(" ", visible(text))
    text = _TRAILING_BLANKS.sub("", _INNER_BLANKS.sub(" ", text))
    return _BLANK_LINES.sub("\n\n", text).strip()
