"""Other programs that people search feeds and databases with, each in a virtual environment.

pip installs them when they are first asked for. What cannot be installed is not compared.
"""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

# Name -> what pip installs. The feedparser in reader needs an sgmllib, and does not say so.
PACKAGES = {
    "reader": ("reader[cli]", "sgmllib3k"),
    "sqlite-utils": ("sqlite-utils",),
    "datasette": ("datasette",),
}


class Peer(NamedTuple):
    """A program that was installed.

    Attributes:
        python: The interpreter that has it.
        script: Its command.
    """

    name: str
    version: str
    python: str
    script: str


def installed(name: str, cache: Path) -> Peer | None:
    """Return a program, installed in a folder of the cache; None if it cannot be."""
    folder = cache / "peers" / name
    python = folder / "bin" / "python"
    try:
        if not (folder / "done").exists():
            _run(sys.executable, "-m", "venv", "--clear", str(folder))
            _run(str(python), "-m", "pip", "install", "-q", *PACKAGES[name])
            (folder / "done").touch()
        code = f"from importlib.metadata import version; print(version({name!r}))"
        version = _run(str(python), "-c", code).strip()
    except (OSError, subprocess.CalledProcessError):
        return None
    return Peer(name, version, str(python), str(folder / "bin" / name))


def _run(*argv: str) -> str:
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    return done.stdout
