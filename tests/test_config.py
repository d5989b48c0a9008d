"""Where infralog keeps things, and what its configuration file may say."""

import sys
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
        (b"\xff", "cannot be read"),
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
