"""Made-up incidents, any number of them: the same for the same seed.

They have the shape of the real log: some 970 characters in a few paragraphs, code spans, links and
a list; regions and components by Zipf's law, so that a few of them are in most; and a vocabulary
that grows with the log, for hosts have names of their own. As in the labelled log, every other one
affects no region, and the commonest region is affected by one in nine.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from infralog import vocabulary

SEED = 20260607
# A word that about four in ten accounts hold, a phrase of three in ten, two words that one in
# fifteen holds both of, and the name of one host of a million.
COMMON = "traffic"
PHRASE = "held the same lock"
RARER = ("compaction", "withdrawn")
RARE = "29cba"
REGION = "sjc"

_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
_DAYS = 13_000
_AFFECTED = 0.5
_CAUSES = (
    "A deploy of {component} at {host} went out with a flag that nobody had tried beside {second}.",
    "One of the disks behind {component} in {region} filled up while a compaction was running.",
    "A stale certificate on {host} was served to whoever asked {component} for a session.",
    "An upstream in {region} dropped every third packet, and {component} retried without an end.",
    "Two workers in {region} held the same lock, and {component} waited for both of them.",
    "The schema of {component} changed under a query that {second} sends twice a minute.",
    "A rack in {region} lost its feed of power; {host} and eleven neighbours went dark.",
    "Memory on {host} ran out after {component} had kept every stream of a week open.",
    "A route that {second} had withdrawn stayed in the tables of {component} in {region}.",
    "We raised a limit in {component}, and the queue in front of {second} grew behind our backs.",
)
_EFFECTS = (
    "Connections through {component} were slow in {region}, and new traffic was turned away.",
    "Machines in {region} did not start, while those that ran were unharmed.",
    "Some traffic to {region} was answered by a copy that was hours old.",
    "Deploys failed with a timeout; {region} was unaffected.",
    "Nobody outside noticed, since {second} took over within a second.",
    "Logs of apps in {region} came late, and a few of them twice.",
    "About one request in {number} ended in an error at the edge.",
    "Volumes on {host} were read-only until it was mended.",
)
_REPAIRS = (
    "We drained {host}, started {component} again, and let it catch up.",
    "We rolled {component} back to build {number} and watched the queue drain.",
    "We moved the apps of {region} to its neighbours and back again.",
    "We seeded {component} anew from a snapshot, which was slow but sure.",
    "We blocked the client that asked {number} times a second.",
    "We wrote to the provider, who found a fibre that a digger had found before.",
)
_LENGTHS = (
    "The incident lasted {minutes} minutes.",
    "It was over after about {minutes} minutes.",
    "Impact lasted for roughly {hours} hours.",
    "All was well again by the afternoon.",
)
_LESSONS = (
    "An alert now watches how old the copy is, and pages us before it matters.",
    "The runbook says at last whom to wake, and in which order.",
    "We will test the failover of {second} every month instead of trusting it.",
    "The limit is back to {number}, and a graph shows how near we come to it.",
    "We still owe ourselves a better way to tell {component} to let go.",
)
_TITLES = (
    "{component} slow in {region}",
    "Errors from {component}",
    "{region}: {component} unavailable",
    "Deploys failing behind {second}",
    "Stale answers from {component} in {region}",
    "Capacity in {region}",
)


class Account(NamedTuple):
    """One made-up incident.

    Attributes:
        paragraphs: Of HTML; the last one is a list.
        regions: What it affects.
        mentioned: All regions that it names.
        components: What it names.
        minutes: How long it lasted; None where it does not say.
    """

    number: int
    title: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...]
    published: datetime
    regions: tuple[str, ...]
    mentioned: tuple[str, ...]
    components: tuple[str, ...]
    minutes: float | None

    @property
    def slug(self) -> str:
        """What its URL ends in."""
        return f"account-{self.number}"

    @property
    def html(self) -> str:
        """Its body as it is published."""
        items = "".join(f"<li>{item}</li>" for item in self.items)
        return "\n".join(f"<p>{p}</p>" for p in self.paragraphs) + f"\n<ul>{items}</ul>"

    @property
    def text(self) -> str:
        """Its body in plain words."""
        bare = [_bare(p) for p in self.paragraphs]
        return "\n\n".join((*bare, "\n".join(f"- {_bare(item)}" for item in self.items)))


def accounts(count: int, seed: int = SEED) -> Iterator[Account]:
    """Yield so many accounts, the newest first."""
    chance = random.Random(seed)  # noqa: S311 -- made up, not secret
    words = vocabulary.packaged("fly")
    regions = _Zipf([REGION, *(code for code in words.regions if code != REGION)])
    components = _Zipf([name for name, one in words.components.items() if one.tier == "named"])
    for number in range(count):
        first = components.draw(chance)
        blanks = {
            "region": regions.draw(chance).upper(),
            "component": f"<code>{first}</code>",
            "second": components.draw(chance),
            "host": f"<code>edge-{chance.randrange(16**5):05x}</code>",
            "number": str(chance.randrange(2, 5000)),
            "minutes": str(chance.randrange(4, 240)),
            "hours": str(chance.randrange(2, 9)),
        }
        yield _account(number, chance, blanks, first)


class _Zipf:
    """Draws the first of some names most often, the second half as often, and so on."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._weights = [*accumulate(1 / rank for rank in range(1, len(names) + 1))]

    def draw(self, chance: random.Random) -> str:
        return chance.choices(self._names, cum_weights=self._weights)[0]


def _account(number: int, chance: random.Random, blanks: dict[str, str], first: str) -> Account:
    length = chance.choice(_LENGTHS)
    paragraphs = (
        " ".join((*chance.sample(_CAUSES, 3), chance.choice(_EFFECTS))),
        " ".join((*chance.sample(_REPAIRS, 2), length, chance.choice(_EFFECTS))),
        'It is told in more detail <a href="https://example.org/status/{number}">elsewhere</a>. '
        + " ".join(chance.sample(_LESSONS, 3)),
    )
    items = chance.sample(_REPAIRS, 2)
    minutes = 60.0 * int(blanks["hours"]) if "{hours}" in length else None
    minutes = float(blanks["minutes"]) if "{minutes}" in length else minutes
    mentioned = (blanks["region"].lower(),)
    return Account(
        number,
        _bare(chance.choice(_TITLES).format_map(blanks)),
        tuple(p.format_map(blanks) for p in paragraphs),
        tuple(item.format_map(blanks) for item in items),
        _FIRST + timedelta(days=_DAYS * chance.random(), hours=1),
        mentioned if chance.random() < _AFFECTED else (),
        mentioned,
        tuple(sorted({first, blanks["second"]})),
        minutes,
    )


def _bare(markup: str) -> str:
    """Return markup of ours without its tags."""
    while "<" in markup:
        before, _, rest = markup.partition("<")
        markup = before + rest.partition(">")[2]
    return markup
