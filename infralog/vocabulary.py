"""TOML -> Vocabulary: what the regions and components of a source are called.

How words match (the spec that `infralog.mentions` follows):

* `words` match whole words in any case; `exact` in exactly their own case; a component's may
  take a plural s. City and country names are exact by nature. The longest match wins over
  the whole file: `Machines API` is not also `machines`. One phrase may name several components.
  An exact one written without a hyphen has none, and wins over others of the same words:
  `fly proxy` is a command, `fly-proxy` the proxy.
* A region's code matches in UPPER case anywhere, in lower case only in a code span. An
  `ambiguous_code` (OTP, BOM, IST) needs a region cue beside it, or its city in the same incident.
* `weak` words count only where one of `near` stands in the same sentence, or one of `beside`
  (components) is named in the same incident. A region's weak words need a region cue.
* `ignore` are phrases in which a word does not mean this component, though it matches.
* `when`: a component with so ordinary a name that the words of a fault say little is involved only
  where one of these words stands in its clause; without it is a mere mention.
* `groups` never say that a region was affected.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, NamedTuple

from infralog.errors import VocabularyError

Words = tuple[str, ...]
Tier = Literal["named", "generic"]


class Region(NamedTuple):
    """A place where the platform runs.

    Attributes:
        name: The city.
        words: Names that are safe on their own.
        weak: Names that need a region cue.
        ambiguous_code: True if the code is also a word or an abbreviation.
        first_seen, last_seen: Days between which it is known to have been listed; None is open.
        edge_only: True if it never had workers.
    """

    name: str
    country: str = ""
    words: Words = ()
    weak: Words = ()
    ignore: Words = ()
    ambiguous_code: bool = False
    first_seen: date | None = None
    last_seen: date | None = None
    edge_only: bool = False


class Group(NamedTuple):
    """Several regions under one name; no members for such as `globally`."""

    members: Words = ()
    words: Words = ()


class Component(NamedTuple):
    """Something that the publisher, or a named supplier, runs, ships or sells as a unit.

    Attributes:
        label: How it is written for people.
        kind: A coarse class, such as `network`.
        tier: `named` for proper names, `generic` for ordinary nouns.
        parent: The coarser component that it belongs to, or None.
    """

    label: str
    kind: str = ""
    tier: Tier = "named"
    words: Words = ()
    exact: Words = ()
    weak: Words = ()
    near: Words = ()
    beside: Words = ()
    ignore: Words = ()
    when: Words = ()
    parent: str | None = None


class Vocabulary(NamedTuple):
    """All that the words of a source mean.

    Attributes:
        regions, groups, components: By code or canonical name.
        code_words: Words that stand in code spans, which saved captures glue to their neighbours.
        region_cues: Phrases behind an ambiguous name that make it a region.
        region_prepositions: Words before it that do.
    """

    regions: Mapping[str, Region]
    groups: Mapping[str, Group]
    components: Mapping[str, Component]
    code_words: Words = ()
    region_cues: Words = ()
    region_prepositions: Words = ()

    def torn(self) -> Words:
        """Return all that a saved capture may have glued to a neighbour: `inflyd`, `theIAD`."""
        return (*self.code_words, *(code.upper() for code in self.regions))


_SECTIONS: Mapping[str, Any] = {"regions": Region, "groups": Group, "components": Component}
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LISTS = ("code_words", "region_cues", "region_prepositions")


def _is_text(value: object) -> bool:
    return isinstance(value, str)


# What a value of each type looks like in TOML, for the error and for the check.
_TYPES: Mapping[Any, tuple[str, Callable[[Any], bool]]] = {
    Words: ("a list of strings", lambda v: isinstance(v, list) and all(map(_is_text, v))),
    Tier: ('"named" or "generic"', lambda v: v in ("named", "generic")),
    str: ("a string", _is_text),
    str | None: ("a string", _is_text),
    bool: ("true or false", lambda v: isinstance(v, bool)),
    date | None: ("a date", lambda v: isinstance(v, date)),
}


@cache
def packaged(source: str) -> Vocabulary:
    """Return the vocabulary that comes with infralog for a source, such as `fly`."""
    path = files("infralog.sources") / f"{source}.toml"
    return parse(path.read_text("utf-8"), where=path.name)


def load(path: Path, base: Vocabulary | None = None) -> Vocabulary:
    """Read a vocabulary file, which adds to the vocabulary `base` if that is given.

    Raises:
        VocabularyError: It cannot be read, or a key is not known or has the wrong type.
    """
    try:
        return parse(path.read_text("utf-8"), where=str(path), base=base)
    except (OSError, UnicodeDecodeError) as exc:
        raise VocabularyError(f"{path}: cannot be read: {exc}") from exc


def parse(text: str, *, where: str, base: Vocabulary | None = None) -> Vocabulary:
    """Parse a vocabulary; `where` names it in errors.

    Added to a base, a stanza for a name that the base has adds its lists to the base's, and sets
    whatever else it says; a stanza for a new name is one more.

    Raises:
        VocabularyError: It is not TOML, or a key is not known or has the wrong type.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise VocabularyError(f"{where}: not valid TOML: {exc}") from exc
    if data.pop("schema", 1) != 1:
        raise VocabularyError(f"{where}: schema is not 1")
    file = _File(where, text, base)
    values: dict[str, Any] = {key: file.section(data.pop(key, {}), key) for key in _SECTIONS}
    for key in _LISTS:
        values[key] = getattr(file.base, key) + file.typed(data.pop(key, []), Words, key)
    if data:
        raise file.unknown(next(iter(data)), (*_SECTIONS, *_LISTS))
    made = Vocabulary(**values)
    file.check_references(made)
    return made


class _File:
    """A vocabulary file: it turns what TOML holds into fields, and says where it cannot."""

    def __init__(self, where: str, text: str, base: Vocabulary | None) -> None:
        self.where = where
        self.rows = text.splitlines()
        self.base = base or Vocabulary({}, {}, {})
        # The packaged words are checked by the tests, which no user need wait for.
        self.checks_words = base is not None

    def section(self, table: Any, section: str) -> Mapping[str, Any]:  # noqa: ANN401 -- TOML
        if not isinstance(table, dict):
            raise self.error("is not a table", section)
        known = getattr(self.base, section)
        added = {name: self.stanza(stanza, section, name) for name, stanza in table.items()}
        return {**known, **added}

    def stanza(self, stanza: Any, section: str, name: str) -> Any:  # noqa: ANN401 -- TOML
        kind, known = _SECTIONS[section], getattr(self.base, section).get(name)
        if not isinstance(stanza, dict):
            raise self.error("is not a table", section, name)
        if not _NAME.fullmatch(name):
            raise self.error("a name is lower-case letters, digits and hyphens", section, name)
        for key in stanza:
            if key not in kind._fields:
                raise self.unknown(key, kind._fields, section, name)
        values = {
            key: self.typed(value, kind.__annotations__[key], section, name, key)
            for key, value in stanza.items()
        }
        if known:
            lists = {k: getattr(known, k) + v for k, v in values.items() if isinstance(v, tuple)}
            return known._replace(**{**values, **lists})
        try:
            return kind(**values)
        except TypeError as exc:
            missing = next(f for f in kind._fields if f not in kind._field_defaults)
            raise self.error(f"{missing} is missing", section, name) from exc

    def typed(self, value: Any, expected: object, *keys: str) -> Any:  # noqa: ANN401 -- TOML
        """Return a TOML value as the field's type."""
        wanted, fits = _TYPES[expected]
        if not fits(value):
            raise self.error(f"{value!r} is not {wanted}", *keys)
        if expected is Words and self.checks_words:
            self.check_words(value, keys)
        return tuple(value) if isinstance(value, list) else value

    def check_references(self, made: Vocabulary) -> None:
        """Refuse a group of regions, or a part of a component, that the vocabulary has not."""
        for name, group in made.groups.items():
            for code in group.members:
                if code not in made.regions:
                    raise self.error(f"no region {code!r}", "groups", name, "members")
        for name, component in made.components.items():
            if component.parent and component.parent not in made.components:
                says = f"no component {component.parent!r}"
                raise self.error(says, "components", name, "parent")

    def check_words(self, words: Sequence[str], keys: Sequence[str]) -> None:
        """Refuse phrases that could never be looked for."""
        from infralog.phrases import Phrases

        for word in words:
            try:
                Phrases[None]().add([word], None)
            except ValueError as exc:
                raise self.error(str(exc), *keys) from exc

    def unknown(self, key: str, known: tuple[str, ...], *keys: str) -> VocabularyError:
        error = self.error(f"unknown key {key!r}", *keys, key)
        error.hint = f"known are: {', '.join(known)}"
        return error

    def error(self, says: str, *keys: str) -> VocabularyError:
        """Return an error that names the file, the line, and the key."""
        number = self.line(keys)
        place = f"{self.where}, line {number}" if number else self.where
        return VocabularyError(f"{place}: {'.'.join(keys)}: {says}")

    def line(self, keys: Sequence[str]) -> int | None:
        """Return the line on which a key stands, from 1; None where the file writes it otherwise.

        TOML's reader keeps no lines. A table's heading and then a key in it are looked for as most
        people write them.
        """
        *tables, last = keys
        headings = {f"[{'.'.join(keys)}]", f"[{'.'.join(tables)}]"} - {"[]"}
        found = None
        for number, row in enumerate(self.rows, start=1):
            bare = row.strip().replace('"', "")
            if bare in headings:
                found = number
            elif re.match(rf"{re.escape(last)}\s*=", bare) and (found or not tables):
                return number
        return found
