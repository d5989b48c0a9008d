"""A machine that fails: writes that do not work, power that goes, processes that are ended."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Literal, NamedTuple

import pytest

_SHIM = Path(__file__).with_name("shim.c")

How = Literal["ENOSPC", "EIO", "kill", "tear"]


def shim(folder: Path) -> Path:
    """Return the library that makes what is written below a folder fail; see its source."""
    if not (sys.platform == "linux" and shutil.which("gcc")):
        pytest.skip("it takes Linux and gcc to make a disk fail")
    library = folder / "shim.so"
    command = ("gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(_SHIM), "-ldl")
    made = subprocess.run(command, check=False, capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"gcc cannot compile here: {made.stderr[:100]}")
    return library


class Fault(NamedTuple):
    """What is to go wrong, and when; by itself, nothing.

    Attributes:
        kind: Of which acts one fails.
        at: Which, from 1 on.
        stays: True if all that follow fail as well.
    """

    kind: Literal["write", "sync"] = "write"
    at: int = 0
    how: How = "EIO"
    stays: bool = False

    def env(self, library: Path, folder: Path, log: Path | None = None) -> Mapping[str, str]:
        """Return the environment in which it goes wrong below a folder; all acts are logged."""
        return {
            "LD_PRELOAD": str(library),
            "FAULT_FOLDER": str(folder),
            "FAULT_KIND": self.kind,
            "FAULT_AT": str(self.at),
            "FAULT_HOW": self.how,
            **({"FAULT_STAYS": "1"} if self.stays else {}),
            **({"FAULT_LOG": str(log)} if log else {}),
        }


class Act(NamedTuple):
    """What a process did to a file."""

    what: str
    file: str
    at: int
    data: bytes
    size: int


def acts(log: Path) -> list[Act]:
    """Return what the shim wrote down."""
    told, found = log.read_bytes(), []
    while told:
        head, told = told.split(b"\n", 1)
        what, at, size, path = head.decode().split(" ", 3)
        length = int(size) if what == "write" else 0
        found.append(Act(what, Path(path).name, int(at), told[:length], int(size)))
        told = told[length:]
    return found


# What the memory of a disk holds of a file: all of it, and what of it the disk has for sure.
_Files = dict[str, bytearray]


def after_power_loss(start: Path, done: list[Act], folder: Path, random: Random | None) -> None:
    """Make the files of a folder what a disk may hold if the power goes after these acts.

    What was synced is there. Of what was written since, each sector of 512 bytes is there, or
    not, as chance will; without chance, none. A removal is for sure once its folder was synced.
    """
    folder.mkdir()
    disk: _Files = {file.name: bytearray(file.read_bytes()) for file in start.iterdir()}
    waiting: list[Act] = []
    for act in done:
        if act.what != "sync":
            waiting.append(act)
            continue
        names = {one.file for one in waiting} & {act.file}
        settled = [one for one in waiting if (one.file in names if names else one.what == "remove")]
        waiting = [one for one in waiting if one not in settled]
        for one in settled:
            _apply(one, disk)
    for one in waiting:
        if random and random.random() < 0.5:
            _apply(one, disk, random if random.random() < 0.5 else None)
    for name, data in disk.items():
        if not name.endswith("-shm"):  # it is never read after a start of the machine
            (folder / name).write_bytes(data)


def _apply(act: Act, disk: _Files, random: Random | None = None) -> None:
    if act.what == "remove":
        disk.pop(act.file, None)
        return
    file = disk.setdefault(act.file, bytearray())
    if act.what == "truncate":
        del file[act.at :]
        file.extend(bytes(act.at - len(file)))
        return
    file.extend(bytes(max(0, act.at + len(act.data) - len(file))))
    for start in range(0, len(act.data), 512):
        if random is None or random.random() < 0.5:
            sector = act.data[start : start + 512]
            file[act.at + start : act.at + start + len(sector)] = sector
