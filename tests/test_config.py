"""Where infralog keeps things, and what its configuration file may say."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import platformdirs
import pytest

from infralog import config
from infralog.errors import UsageError
from tests.command import run


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
@pytest.mark.parametrize(
    "env",
    [
        {},
        {"XDG_DATA_HOME": "/srv/data", "XDG_CONFIG_HOME": "/srv/config"},
        {"XDG_DATA_HOME": " ", "XDG_CONFIG_HOME": ""},
        {"XDG_DATA_HOME": "relative", "XDG_CONFIG_HOME": "relative"},
        {"HOME": "/srv/home"},
    ],
)
def test_the_folders_are_those_of_the_platform(
    monkeypatch: pytest.MonkeyPatch, env: dict[str, str]
) -> None:
    """What is said of Linux here is what platformdirs says of it."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert config.data_file().parent == platformdirs.user_data_path("infralog", appauthor=False)
    assert config.config_file().parent == platformdirs.user_config_path("infralog", appauthor=False)


def test_the_vocabulary_lies_beside_the_configuration() -> None:
    """A user's own words are looked for where the configuration is."""
    assert config.vocabulary_file(Path("/srv/x.toml")) == Path("/srv/vocabulary.toml")
    assert config.vocabulary_file().parent == config.config_file().parent


def test_a_missing_file_of_the_platform_says_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Most users have no configuration, and need none."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert config.read(None, {}) == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("db = ", "not valid TOML"),
        ("colour = 1", "unknown key 'colour'"),
        ("search = 3", "search is not a table"),
        ("db = 3", "db is not a string"),
        ("color = 'pink'", "color is none of auto, always, never"),
        ("quiet = 'yes'", "quiet is none of true, false"),
        ("pager = 1", "pager is none of true, false"),
        (b"\xff", "not UTF-8"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str | bytes, says: str) -> None:
    """An error in the file names the file and what is the matter."""
    file = tmp_path / "config.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(UsageError, match=says) as caught:
        config.read(file, {"search": None})
    assert str(file) in caught.value.message


def test_the_flag_beats_the_variable_beats_the_file(home: Path, tmp_path: Path) -> None:
    """Precedence is flag, environment, file, default."""
    file = tmp_path / "config.toml"
    file.write_text("[search]\nlimit = 3\nformat = 'ids'\n")
    named = ("--config", str(file), "search")
    assert run(*named, home=home).out.count("\n") == 3
    env = {"INFRALOG_SEARCH_LIMIT": "2"}
    assert run(*named, home=home, env=env).out.count("\n") == 2
    assert run(*named, "-n", "1", home=home, env=env).out.count("\n") == 1
    assert run("search", home=home, env={"INFRALOG_CONFIG": str(file)}).out.count("\n") == 3


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("limti = 3", "search: unknown key 'limti'"),
        ("query = 'x'", "search: unknown key 'query'"),
        ("limit = -3", "search.limit: "),
        ("limit = [3]", "search.limit is neither a word nor a number"),
        ("format = 'pdf'", "search.format: "),
    ],
)
def test_a_wrong_default_of_a_command_is_blamed_on_the_file(
    home: Path, tmp_path: Path, table: str, says: str
) -> None:
    """What the configuration says of a command is checked, and an error names file and key."""
    file = tmp_path / "config.toml"
    file.write_text(f"[search]\n{table}\n")
    ran = run("--config", str(file), "search", home=home)
    assert (ran.code, ran.out) == (2, "")
    assert f"infralog: {file}: {says}" in ran.err
    assert "hint: " in ran.err or "neither" in says


def test_a_key_may_be_written_as_its_flag(home: Path, tmp_path: Path) -> None:
    """`min-duration` is `min_duration`, and one region need not be a list."""
    file = tmp_path / "config.toml"
    file.write_text("[search]\nregion = 'sjc'\nmin-duration = '1h'\nformat = 'ids'\n")
    ran = run("--config", str(file), "search", home=home)
    asked = ("search", "--region", "sjc", "--min-duration", "1h", "--format", "ids")
    assert (ran.code, ran.out) == (0, run(*asked, home=home).out)


def test_a_wrong_variable_is_named(home: Path) -> None:
    """Nobody is told of a flag that they did not give."""
    ran = run("search", home=home, env={"INFRALOG_SEARCH_LIMIT": "many"})
    assert (ran.code, "infralog: INFRALOG_SEARCH_LIMIT: " in ran.err) == (2, True)
    assert "--limit" not in ran.err
    ran = run("search", home=home, env={"INFRALOG_COLOR": "pink"})
    assert (ran.code, "infralog: INFRALOG_COLOR: " in ran.err) == (2, True)


def test_the_variable_of_the_pager_is_no_flag(home: Path) -> None:
    """`INFRALOG_PAGER` names a program, and leaves `--pager` alone."""
    assert run("search", home=home, env={"INFRALOG_PAGER": "less -S"}).code == 0


def test_a_missing_file_that_is_named_is_made_by_who_adds_to_it(tmp_path: Path) -> None:
    """Only a command that reads it needs the file that `INFRALOG_CONFIG` names."""
    env = {"INFRALOG_CONFIG": str(tmp_path / "mine" / "config.toml")}
    ran = run("search", home=tmp_path, env=env)
    assert (ran.code, "no such configuration file" in ran.err) == (2, True)
    url = "https://status.example.test/history.atom"
    assert run("sources", "add", "example", url, home=tmp_path, env=env).code == 0
    assert url in run("sources", home=tmp_path, env=env).out


def test_nothing_to_sync_is_said(tmp_path: Path) -> None:
    """Where every source is off, a sync says how to get one."""
    assert run("sources", "remove", "fly", home=tmp_path).code == 0
    ran = run("sync", home=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert "infralog sources" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such locks")
def test_who_sets_sources_at_once_takes_turns(tmp_path: Path) -> None:
    """However many add sources to a file at the same time, all of them are in it."""
    file = tmp_path / "config.toml"
    together = threading.Barrier(8)

    def add(number: int) -> None:
        together.wait()
        for part in range(4):
            name = f"s{number}-{part}"
            config.set_sources(file, {name: {"url": f"https://example.org/{name}"}})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))
    assert len(config.read(file, {"sources": None})["sources"]) == 32


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero here")
def test_a_configuration_ends(tmp_path: Path) -> None:
    """A device that goes on for ever, or a large file, is no configuration."""
    for file in (Path("/dev/zero"), tmp_path / "large.toml"):
        if file.name == "large.toml":
            file.write_bytes(b"#" * 9 * 2**20)
        ran = run("--config", str(file), "search", home=tmp_path)
        assert (ran.code, "larger than 8 MiB" in ran.err) == (2, True), ran
