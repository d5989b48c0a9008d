"""Records -> JSON, JSON lines, CSV, TSV, Markdown, IDs: whole values, for scripts.

Every row is written as it comes. What a terminal could take for a command is escaped in JSON and
left out elsewhere; the text in a store is clean, but its file may have been in strange hands.
"""

import re
from collections.abc import Iterator, Mapping
from json import JSONEncoder
from typing import Any, TextIO

from infralog.views import Records

_ENCODER = JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_INDENTED = JSONEncoder(ensure_ascii=False, indent=2)

# C1 and DEL, what turns the direction of writing, what nobody sees, and halves of a surrogate pair:
# valid in JSON, but not fit for a terminal, or for UTF-8.
# Given to the compiler when first needed: 1 ms, and most of a text is ASCII.
_UNFIT = (
    r"[\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code <= 0xFFFF:  # noqa: PLR2004 -- what two bytes hold; beyond, JSON takes two of them
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def _safe(text: str) -> str:
    fit = text.isascii() and "\x7f" not in text
    return text if fit else re.sub(_UNFIT, _escape, text)


def json(records: Records, out: TextIO) -> None:
    """Write one array, an object a row."""
    separator = "[\n"
    for row in records.rows:
        out.write(separator + _safe(_ENCODER.encode(row)))
        separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")


def json_full(records: Records, out: TextIO) -> None:
    """Write one object: how many there are in all, what they are counted by, and the rows."""
    if records.total is None:
        rows = list(records.rows)
        records = records._replace(rows=rows, total=len(rows))
    head = _ENCODER.encode({"total": records.total, "facets": records.facets or {}})
    out.write(_safe(head).removesuffix("}") + ',"hits":')
    json(records, out)
    out.write("}\n")


def jsonl(records: Records, out: TextIO) -> None:
    """Write one object a line; nothing where there is none."""
    out.writelines(_safe(_ENCODER.encode(row)) + "\n" for row in records.rows)


def ids(records: Records, out: TextIO) -> None:
    """Write the first field of each row, one a line."""
    out.writelines(row[0] + "\n" for row in _shown(records))


def csv(records: Records, out: TextIO) -> None:
    """Write a header and a row each, as RFC 4180 has it, but for the ends of lines."""
    from csv import writer

    rows = writer(out, lineterminator="\n")
    rows.writerow(records.fields)
    rows.writerows(_shown(records))


def tsv(records: Records, out: TextIO) -> None:
    r"""Write a header and a row each, with `\t`, `\n`, `\\` for what would break a row."""
    out.write("\t".join(records.fields) + "\n")
    out.writelines("\t".join(map(_on_one_line, row)) + "\n" for row in _shown(records))


def markdown(records: Records, out: TextIO) -> None:
    """Write a table of GitHub's Markdown."""
    out.write(f"| {' | '.join(records.fields)} |\n")
    out.write(f"|{'---|' * len(records.fields)}\n")
    out.writelines(f"| {' | '.join(map(_in_markdown, row))} |\n" for row in _shown(records))


# ---------------------------------------------------------------- values as text


def _shown(records: Records) -> Iterator[list[str]]:
    for row in records.rows:
        yield [shown(row[name]) for name in records.fields]


def shown(value: Any) -> str:  # noqa: ANN401 -- whatever JSON can hold
    """Return a value as one text: nothing for None; many with commas between, or else as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(one, Mapping) for one in value):
        texts = [shown(one) for one in value]
        if not any("," in text or text.startswith("[") for text in texts):
            return ",".join(texts)
    if isinstance(value, (list, Mapping)):
        return _safe(_ENCODER.encode(value))
    return str(value)


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    from infralog.safe import block

    return block(text)


def _on_one_line(text: str) -> str:
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    return text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def _in_markdown(text: str) -> str:
    for sign in "\\`*_[]<>|":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "<br>")
