"""Where infralog keeps things, and what the user's configuration file says.

Flag, then `INFRALOG_*`, then this file, then the default; the file is TOML. At its top stand the
options of every command, and in a table of a command's name its own:

    db = "/srv/infralog.db"
    [search]
    limit = 50

The tables under `sources` are publishers (see `infralog.publishers`).
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from infralog.errors import UsageError

# What may stand at the top of the file, and what it may be; the rest are tables of the commands.
GLOBAL: Mapping[str, tuple[object, ...]] = {
    "db": (str,),
    "color": ("auto", "always", "never"),
    "pager": (True, False),
    "quiet": (True, False),
    "verbose": (True, False),
}

# Bytes of a configuration; what is larger is none.
_LARGEST = 8 * 2**20


def data_file() -> Path:
    """Return the path of the store, in the platform's data folder."""
    return _folder("data") / "infralog.db"


def config_file() -> Path:
    """Return the path of the configuration file, in the platform's configuration folder."""
    return _folder("config") / "config.toml"


def _folder(kind: Literal["data", "config"]) -> Path:
    """Return the user's folder of a kind.

    Most run on Linux, where platformdirs takes 4 ms to say what the XDG Base Directory
    Specification (0.8) says in a line.
    """
    if sys.platform == "linux":
        variable, default = _XDG[kind]
        named = os.environ.get(variable, "").strip()
        # Unlike pathlib's, this leaves the tilde where nobody knows a home.
        return Path(named if named[:1] == "/" else os.path.expanduser(default)) / "infralog"  # noqa: PTH111
    import platformdirs

    ask = platformdirs.user_data_path if kind == "data" else platformdirs.user_config_path
    return ask("infralog", appauthor=False)


_XDG = {"data": ("XDG_DATA_HOME", "~/.local/share"), "config": ("XDG_CONFIG_HOME", "~/.config")}


def vocabulary_file(beside: Path | None = None) -> Path:
    """Return the path of the user's vocabulary, which lies beside the configuration file.

    Args:
        beside: The configuration file; None means the platform's.
    """
    return (beside or config_file()).with_name("vocabulary.toml")


def read(
    path: Path | None, commands: Mapping[str, object], *, made: bool = False
) -> dict[str, Any]:
    """Read a configuration file.

    Args:
        path: None means the platform's, which may be missing.
        commands: The names of the commands, which may have tables.
        made: True if it may be missing, though it was named, since it is about to be made.

    Raises:
        UsageError: It is not there, cannot be read, is not TOML, or has an unknown key or value.
    """
    file = path or config_file()
    try:
        with file.open("rb") as opened:  # which may be a device that never ends
            data = opened.read(_LARGEST + 1)
        text = data.decode()
    except (FileNotFoundError, NotADirectoryError) as exc:
        if path is None or made:
            return {}
        hint = "--config or INFRALOG_CONFIG names it; infralog sources add makes one"
        raise UsageError(f"{file}: no such configuration file", hint=hint) from exc
    except UnicodeDecodeError as exc:
        raise UsageError(f"{file}: not valid TOML: it is not UTF-8") from exc
    except OSError as exc:
        raise UsageError(f"{file}: cannot be read: {exc.strerror}") from exc
    if len(data) > _LARGEST:
        raise UsageError(f"{file}: is no configuration: it is larger than 8 MiB")
    return _parse(text, file, commands)


def set_sources(path: Path | None, tables: Mapping[str, Mapping[str, Any] | None]) -> Path:
    """Write publishers' tables into a configuration file, which is made if it is missing.

    The rest of the file stays as it is. It is replaced in one step, so that no half is left, and
    whoever else sets some at the same time waits, so that nothing is lost.

    Args:
        path: None means the platform's.
        tables: By the publisher's name, what its table is to hold; None takes the table away.

    Returns:
        The file.

    Raises:
        UsageError: It cannot be written, or writes its tables in another way than one by one.
    """
    from infralog import whole

    file = path or config_file()
    try:
        file.resolve().parent.mkdir(parents=True, exist_ok=True)
        with whole.turn(file):
            before = file.read_text("utf-8") if file.exists() else ""
            whole.put(_with_sources(before, tables, file), file)
    except OSError as exc:
        raise UsageError(f"{file}: cannot be written: {exc.strerror}") from exc
    return file


def _with_sources(before: str, tables: Mapping[str, Mapping[str, Any] | None], file: Path) -> str:
    """Return the text of a configuration with publishers' tables set in it."""
    import tomllib

    from infralog import stanzas

    text, wanted = before, tomllib.loads(before)
    changed = wanted.setdefault("sources", {})
    for name, values in tables.items():
        text = stanzas.removed(text, f"sources.{name}")
        changed.pop(name, None)
        if values is not None:
            text = stanzas.added(text, f"sources.{name}", values)
            changed[name] = dict(values)
    try:
        fits = tomllib.loads(text) | {"sources": tomllib.loads(text).get("sources", {})} == wanted
    except tomllib.TOMLDecodeError:
        fits = False
    if not fits:
        hint = "edit it: [sources.NAME], and in it url = ..."
        raise UsageError(f"{file}: writes its sources in a way that only you can change", hint=hint)
    return text


def _parse(text: str, file: Path, commands: Mapping[str, object]) -> dict[str, Any]:
    import tomllib  # 2 ms, and most users have no such file

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise UsageError(f"{file}: not valid TOML: {exc}") from exc
    for key, value in values.items():
        if key in commands:
            if not isinstance(value, dict):
                raise UsageError(f"{file}: {key} is not a table")
        elif key not in GLOBAL:
            hint = f"known are {', '.join(GLOBAL)}, and tables of the commands"
            raise UsageError(f"{file}: unknown key {key!r}", hint=hint)
        else:
            _refuse_other(value, GLOBAL[key], f"{file}: {key}")
    return values


def _refuse_other(value: object, known: tuple[object, ...], place: str) -> None:
    if known == (str,):
        if not isinstance(value, str):
            raise UsageError(f"{place} is not a string")
    elif not any(value is one or (value == one and isinstance(value, str)) for one in known):
        raise UsageError(f"{place} is none of {', '.join(map(str, known)).lower()}")
