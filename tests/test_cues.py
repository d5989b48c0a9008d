"""Rules in data hold where their own sentences say that they do."""

import pytest

from infralog import prose
from infralog.cues import Rule, Rules
from infralog.model import Text

FILES = {name: Rules(name) for name in ("roles.toml", "durations.toml", "impacts.toml")}


def sentences(kind: str) -> list[object]:
    """Return every `seen` or `unseen` sentence with its rule."""
    return [
        pytest.param(file, rule, sentence, id=f"{file} {rule.name}: {sentence}")
        for file, rules in FILES.items()
        for rule in rules.rules
        for sentence in getattr(rule, kind)
    ]


def holds(file: str, rule: Rule, sentence: str) -> bool:
    """Tell whether a rule holds for what stands in <angle brackets>."""
    start = sentence.index("<")
    end = sentence.index(">") - 1
    read = prose.read(Text(sentence.replace("<", "").replace(">", "")))
    first = next(i for i, at in enumerate(read.starts) if at >= start)
    last = next(i for i, at in enumerate(read.ends) if at >= end)
    reading = FILES[file].read(read)
    kind = rule.of[0] if rule.of else None
    return any(found.rule == rule for found in reading.holding(first, last + 1, kind=kind))


@pytest.mark.parametrize(("file", "rule", "sentence"), sentences("seen"))
def test_rule_holds_where_it_was_seen(file: str, rule: Rule, sentence: str) -> None:
    """A rule holds in each of its `seen` sentences."""
    assert holds(file, rule, sentence)


@pytest.mark.parametrize(("file", "rule", "sentence"), sentences("unseen"))
def test_rule_does_not_hold_where_it_was_unseen(file: str, rule: Rule, sentence: str) -> None:
    """A rule does not hold in any of its `unseen` sentences."""
    assert not holds(file, rule, sentence)


@pytest.mark.parametrize(
    ("file", "rule"), [(file, rule) for file, rules in FILES.items() for rule in rules.rules]
)
def test_every_rule_has_sentences(file: str, rule: Rule) -> None:
    """Every rule shows where it holds and where it does not."""
    assert rule.seen, f"{file}: {rule.name}"
    assert rule.unseen, f"{file}: {rule.name}"
