"""A text -> a file that holds it whole, or is as it was."""

import os
import signal
import time
from pathlib import Path

import pytest

from infralog import whole


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    """What cannot be written leaves what was there, and nothing beside it."""
    file = tmp_path / "config.toml"
    whole.put("old = 1\n", file)
    with pytest.raises(UnicodeEncodeError):
        whole.put("new = 2\n" * 10_000 + "\ud800", file)
    assert file.read_text() == "old = 1\n"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_a_link_and_a_mode_a_mode(tmp_path: Path) -> None:
    """Who keeps the configuration elsewhere, and from others, finds it so again."""
    kept, link = tmp_path / "kept.toml", tmp_path / "config.toml"
    kept.touch(0o600)
    link.symlink_to(kept)
    whole.put("a = 1\n", link)
    assert link.is_symlink()
    assert (kept.read_text(), kept.stat().st_mode & 0o777) == ("a = 1\n", 0o600)


def test_no_link_of_another_is_followed(tmp_path: Path) -> None:
    """Who may write in the folder cannot have another file overwritten, nor keep this one back."""
    file, other = tmp_path / "config.toml", tmp_path / "other"
    other.write_text("mine")
    (tmp_path / f".config.toml.{os.getpid()}.new").symlink_to(other)
    whole.put("a = 1\n", file)
    assert (file.read_text(), other.read_text()) == ("a = 1\n", "mine")
    assert sorted(tmp_path.iterdir()) == [file, other]


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot be held back")
def test_a_scratch_folder_is_gone_whatever_ends_the_work(tmp_path: Path) -> None:
    """A Ctrl-C that comes while it is removed is heard once it is."""
    file = tmp_path / "x.db"

    def ended() -> None:
        with whole.scratch(file) as folder:
            for number in range(100):
                (folder / str(number)).touch()
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(60)

    with pytest.raises(KeyboardInterrupt):
        ended()
    assert list(tmp_path.iterdir()) == []
    with whole.scratch(file) as folder:
        assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
        assert folder.parent == tmp_path
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
