"""Where infralog keeps things, and what the user's configuration file says.

Flag, then `INFRALOG_*`, then this file, then the default; the file is TOML. At its top stand the
options of every command, and in a table of a command's name its own:

    db = "/srv/infralog.db"
    [search]
    limit = 50
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from infralog.errors import UsageError

# What may stand at the top of the file; the rest are tables of the commands.
GLOBAL = ("db", "color", "quiet", "verbose")


def data_file() -> Path:
    """Return the path of the store, in the platform's data folder."""
    import platformdirs  # 3 ms, and not needed where the store is named

    return platformdirs.user_data_path("infralog", appauthor=False) / "infralog.db"


def config_file() -> Path:
    """Return the path of the configuration file, in the platform's configuration folder."""
    import platformdirs

    return platformdirs.user_config_path("infralog", appauthor=False) / "config.toml"


def read(path: Path | None, commands: Mapping[str, object]) -> dict[str, Any]:
    """Read a configuration file.

    Args:
        path: None means the platform's, which may be missing.
        commands: The names of the commands, which may have tables.

    Raises:
        UsageError: It is not there, cannot be read, is not TOML, or has an unknown key.
    """
    file = path or config_file()
    try:
        text = file.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError) as exc:
        if path is None:
            return {}
        raise UsageError(f"{file}: no such configuration file") from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise UsageError(f"{file}: cannot be read: {exc}") from exc
    return _parse(text, file, commands)


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
    return values
