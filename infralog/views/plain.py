"""Records -> JSON, JSON lines, CSV, TSV, Markdown, IDs: whole values, for scripts.

Every row is written as it comes. What a terminal could take for a command is escaped in JSON and
left out elsewhere; the text in a store is clean, but its file may have been in strange hands.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from json import JSONEncoder
from typing import Any, TextIO

from infralog.views import Records

_ENCODER = JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_INDENTED = JSONEncoder(ensure_ascii=False, indent=2)

# C1 and DEL, what turns the direction of writing, what nobody sees, and halves of a surrogate pair:
# valid in JSON, but not fit for a terminal, or for UTF-8.
_UNFIT = (
    *range(0x7F, 0xA0),
    0xAD,
    0x61C,
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xD800, 0xE000),
)


@cache
def _escapes() -> dict[int, str]:
    return {code: f"\\u{code:04x}" for code in _UNFIT}


def _safe(text: str) -> str:
    return text if text.isascii() and "\x7f" not in text else text.translate(_escapes())


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
    """Return a value as one text: nothing for None, commas between many."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(one, Mapping) for one in value):
        return ",".join(map(shown, value))
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
