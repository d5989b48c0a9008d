"""The map in `infralog/__init__.py` is true, and the error tree is as it is drawn."""

import re
from pathlib import Path

import pytest

import infralog
from infralog import errors, stores
from infralog.errors import InfralogError
from infralog.stores import sqlite

FOLDER = Path(infralog.__file__).parent


def modules() -> set[str]:
    """Return what there is on the first level: modules and packages, but for the entry points."""
    names = {p.stem for p in FOLDER.glob("*.py")} | {p.parent.name for p in FOLDER.glob("*/*.py")}
    return names - {"__init__", "__main__"}


def test_the_map_names_every_module_once() -> None:
    """Each module and package of the first level has its line, and no line is of another."""
    named = re.findall(r"^    (\w+)  +\S", str(infralog.__doc__), re.MULTILINE)
    assert sorted(named) == sorted(modules())


def test_the_stores_name_every_module_of_theirs() -> None:
    """Each module of the stores has its line in the map of its kind, or in that of all."""
    maps = (stores, sqlite, pytest.importorskip("infralog.stores.postgres"))
    named = [
        name
        for one in maps
        for name in re.findall(r"^    (\w+)  +\S", str(one.__doc__), re.MULTILINE)
    ]
    every = {path.stem for path in (FOLDER / "stores").glob("*.py")}
    assert sorted(named) == sorted(every - {"__init__", "sqlite", "postgres"})


def test_the_error_tree_is_as_drawn() -> None:
    """Every error stands in the docstring's tree, under the one that it derives from."""
    drawn: dict[str, str] = {}
    path: list[str] = []
    for indent, name in re.findall(r"^([│├└─\s]*)([A-Z]\w+)", str(errors.__doc__), re.MULTILINE):
        depth = len(indent) // 4
        if depth or name == "InfralogError":
            path[depth:] = [name]
            drawn[name] = path[depth - 1] if depth else "Exception"
    assert drawn == {
        name: kind.__base__.__name__
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, InfralogError) and kind.__base__
    }


def test_no_module_is_long() -> None:
    """A module that one reads in one go has at most 300 lines."""
    long = {
        str(path.relative_to(FOLDER)): lines
        for path in FOLDER.rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 300
    }
    assert not {name: n for name, n in long.items() if name != "model.py"}
