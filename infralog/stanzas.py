"""The text of a TOML file -> the same with a table more, or one less; nothing else is touched.

A table is looked for as most people write it: a heading of its own, and keys below it.
"""

import re
from collections.abc import Mapping

_HEADING = re.compile(r"^[ \t]*\[", re.MULTILINE)


def added(text: str, table: str, values: Mapping[str, str | bool]) -> str:
    """Return the text with a table at its end.

    Args:
        text: Of the file.
        table: Its name, such as `sources.github`.
        values: Strings without a control character, and booleans.
    """
    rows = [f"{key} = {_value(value)}" for key, value in values.items()]
    above = text.rstrip()
    return (f"{above}\n\n" if above else "") + "\n".join([f"[{table}]", *rows, ""])


def removed(text: str, table: str) -> str:
    """Return the text without a table; as it is where it has none that stands by itself."""
    name = re.escape(table).replace(r"\.", r"[ \t]*\.[ \t]*")
    heading = re.compile(rf"^[ \t]*\[[ \t]*{name}[ \t]*\][ \t]*(?:#[^\n]*)?(?:\n|\Z)", re.MULTILINE)
    found = heading.search(text)
    if found is None:
        return text
    following = _HEADING.search(text, found.end())
    rest = text[following.start() :] if following else ""
    above = text[: found.start()].rstrip()
    return f"{above}\n\n{rest}".strip("\n") + "\n" if above or rest else ""


def _value(value: str | bool) -> str:  # noqa: FBT001 -- a value of TOML
    if isinstance(value, bool):
        return str(value).lower()
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
