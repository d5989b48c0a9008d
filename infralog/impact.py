"""Prose -> the impact on customers, as far as the text states one; never guessed.

The rules are data, in `impacts.toml`, read as `infralog.cues` says (LABELLING D6). A statement is
either whole in its very words (`no customer impact`), or the impact is named (`stated`), and a rule
for an `impact` tells of what it is called in its clause. Where several statements stand, the
gravest holds: a text that says both means two groups of customers.
"""

from collections.abc import Iterator
from typing import NamedTuple

from infralog.cues import Found, Reading, Rules
from infralog.lexicon import Lexicon
from infralog.model import Impact
from infralog.prose import Prose

_GRAVEST_FIRST: tuple[Impact, ...] = ("major", "minor", "none")


class Stated(NamedTuple):
    """What a text says about the impact.

    Attributes:
        text: The words.
        quote: The sentence.
        rule: The name of the rule that read them so.
    """

    impact: Impact
    text: str
    quote: str
    rule: str


class Impacts:
    """Finds statements of impact. Compiled once, used for every passage."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        """Compile the rules, whose phrases are looked for along with those of a lexicon."""
        self._rules = Rules("impacts.toml", lexicon)

    def find(self, prose: Prose) -> Stated | None:
        """Return the impact that a text states; None where it states none."""
        reading = self._rules.read(prose)
        told = list(_told(reading))
        for impact in _GRAVEST_FIRST:
            for found in told:
                if found.rule.makes == impact:
                    start, end = prose.starts[found.start], prose.ends[found.end - 1]
                    quote = prose.sentence(found.start)
                    return Stated(impact, prose.text.plain[start:end], quote, found.rule.says)
        return None


def _told(reading: Reading) -> Iterator[Found]:
    """Yield the statements that nothing takes back, each with the words that make it."""
    for impact in _GRAVEST_FIRST:
        for found in reading.made(impact):
            if _is_whole(found) and not reading.first(found.start, found.end, makes="rejected"):
                yield found
    for named in reading.made("stated"):
        why = reading.first(named.start, named.end, kind="impact")
        if why and why.rule.makes in _GRAVEST_FIRST:
            start, end = min(named.start, why.start), max(named.end, why.end)
            yield Found(why.rule, start, end)


def _is_whole(found: Found) -> bool:
    return found.rule.place == "here"
