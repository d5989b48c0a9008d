"""A vocabulary is data, and says where it is wrong."""

from datetime import date
from pathlib import Path

import pytest

from infralog import vocabulary
from infralog.errors import VocabularyError


def test_the_packaged_vocabulary_holds_together() -> None:
    """Every group's member is a region, every parent a component, none named has `when`."""
    words = vocabulary.packaged("fly")
    for name, group in words.groups.items():
        assert set(group.members) <= set(words.regions), name
    for name, component in words.components.items():
        assert component.parent is None or component.parent in words.components, name
        assert component.tier == "generic" or not component.when, name
        assert {*component.beside} <= {*words.components, *words.regions}, name


def test_a_stanza_is_read_into_its_fields() -> None:
    """What a file says of a region is what the region says."""
    words = vocabulary.parse(
        '[regions.osl]\nname = "Oslo"\nwords = ["Oslo"]\nfirst_seen = 2026-01-02', where="own.toml"
    )
    assert words.regions["osl"].words == ("Oslo",)
    assert words.regions["osl"].first_seen == date(2026, 1, 2)
    assert words.components == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[regions", "own.toml: not valid TOML"),
        ("schema = 2", "own.toml: schema is not 1"),
        ("colours = []", "own.toml, line 1: colours: unknown key 'colours'"),
        ("regions = 3", "own.toml, line 1: regions: is not a table"),
        ("[regions]\nosl = 3", "own.toml, line 2: regions.osl: is not a table"),
        ('[regions.osl]\ncity = "Oslo"', "own.toml, line 2: regions.osl.city: unknown key 'city'"),
        ("[regions.osl]", "own.toml, line 1: regions.osl: name is missing"),
        ("[regions.osl]\nname = 3", "own.toml, line 2: regions.osl.name: 3 is not a string"),
        (
            '[components.x]\nlabel = "X"\ntier = "odd"',
            "own.toml, line 3: components.x.tier: 'odd' is not",
        ),
        ("code_words = 3", "own.toml, line 1: code_words: 3 is not a list of strings"),
        (
            '[regions."Os lo"]\nname = "Oslo"',
            "own.toml, line 1: regions.Os lo: a name is lower-case letters",
        ),
        (
            '[groups.north]\nmembers = ["osl"]',
            "own.toml, line 2: groups.north.members: no region 'osl'",
        ),
        (
            '[components.x]\nlabel = "X"\nparent = "y"',
            "own.toml, line 3: components.x.parent: no component 'y'",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, says: str) -> None:
    """An error names the file, the key and what is the matter with it."""
    with pytest.raises(VocabularyError) as caught:
        vocabulary.parse(text, where="own.toml")
    assert caught.value.message.startswith(says)


def test_a_file_of_ones_own_adds_to_the_vocabulary() -> None:
    """A known name gains words and takes what is said anew; a new name is one more."""
    base = vocabulary.packaged("fly")
    text = """
    [regions.osl]
    name = "Oslo"
    [components.corrosion]
    label = "Gossip"
    words = ["the gossip thing"]
    ignore = ["rust and corrosion"]
    """
    words = vocabulary.parse(text, where="own.toml", base=base)
    assert words.regions.keys() == {*base.regions, "osl"}
    known, changed = base.components["corrosion"], words.components["corrosion"]
    assert changed.label == "Gossip"
    assert changed.words == (*known.words, "the gossip thing")
    assert changed.ignore == (*known.ignore, "rust and corrosion")
    assert changed.kind == known.kind


@pytest.mark.parametrize("word", ["{a|b", "*", "a}", ""])
def test_a_word_that_cannot_be_looked_for_is_refused(word: str) -> None:
    """A phrase of one's own with odd braces, or without a word, is named with its line."""
    text = f'[components.x]\nlabel = "X"\nwords = ["{word}"]'
    with pytest.raises(VocabularyError, match=r"own\.toml, line 3: components\.x\.words"):
        vocabulary.parse(text, where="own.toml", base=vocabulary.packaged("fly"))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A file that cannot be read is an error that names it."""
    with pytest.raises(VocabularyError, match=r"none\.toml: cannot be read"):
        vocabulary.load(tmp_path / "none.toml")
