"""Passages + Vocabulary -> words that look like a region or a component, and that it knows not.

A region: three capitals beside a word that makes a region of a name (`in`, `hosts`), which are no
everyday acronym. A component: a name in a code span, or a word that is capitalised inside a
sentence, in several incidents. What stands in any phrase of the vocabulary is known. All of it is
a guess, for a person to judge.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import Literal, NamedTuple

from infralog import prose
from infralog.model import Passage, Text
from infralog.phrases import Phrases
from infralog.prose import Prose
from infralog.stems import stems
from infralog.vocabulary import Vocabulary

Kind = Literal["region", "component"]

# A name of a component that is in but one incident is more often a name of something else.
_OFTEN: dict[Kind, int] = {"region": 1, "component": 2}
# The reach, in words, of a region cue behind a name; as in `infralog.mentions`.
_CUE_REACH = 3
_CODE = 3
_NAME = re.compile(r"[A-Za-z][a-z0-9]{2,}(?:[-_][a-z0-9]+){0,3}")
_GLUE = frozenset("_/\\.@:=#$%&<>+~*")

# Three letters that stand for no place, however they are used.
_ACRONYMS = frozenset(
    """
    ABI ACL ALL AMD AND ANY API APP APT ARM ARP ASN AWS BGP BIN BSD BUT CAA CDN CET CIA CLI CNI CPU
    CRI CRM CSS CSV CTO CVE DBA DDL DHT DNS DOS EBS EDT EFI EOF EST ETA FAQ FIN FIX FOR FTP GCC GCP
    GID GIT GKE GMT GNU GPL GPU GRE GRO GSO GUI HDD HPA HSM IAM IBM ICE IDE IDS INT IOT IPC IRC IRQ
    ISO ISP JIT JVM JWT KMS KVM LAN LFS LLM LOG LRU LVM MAC MBR MTR MTU MVP NAS NAT NEW NFS NIC NOC
    NOT NTP NVM OCI OCR ODM OLD ONE OOM ORM OSI OSS OTA PCI PCR PDF PDT PEM PHP PID PKI POC POD POP
    PSK PST PSU PVC QOS RAM RCA RDP RFC RFO ROM RPC RPM RPS RST RTT RUM SAN SCP SDK SDN SEO SIG SLA
    SLI SLO SMS SNI SOC SOS SQL SRE SRV SSD SSE SSH SSL SSO STS SVG SYN TAP TBD TCP TFO THE TLS TOC
    TOR TPM TTL TTY TUN TWO TXT UDP UFW UID UPS URI URL USA USB USE UTC UTF VCS VIP VMM VMS VNI VPC
    VPN VPS WAL WAN WSL XDP XFS XML XSS ZFS ZIP
    """.split()  # noqa: SIM905 -- as text it can be read
)
# Capitalised inside a sentence in any English text.
_ALWAYS_CAPITAL = frozenset(
    """
    january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday internet english american european christmas easter
    """.split()  # noqa: SIM905 -- as text it can be read
)
_CONSTANTS = frozenset(("true", "false", "null", "none", "nil", "main", "root"))


class Candidate(NamedTuple):
    """A word that may be missing in a vocabulary.

    Attributes:
        word: As it is first written.
        incidents: In how many it is; a bulletin's notes count too.
        example: The ID of the first of them.
    """

    kind: Kind
    word: str
    incidents: int
    example: str


def candidates(passages: Iterable[Passage], vocabulary: Vocabulary) -> tuple[Candidate, ...]:
    """Return what a vocabulary may lack, the most frequent first, regions before components."""
    seeker = _Seeker(vocabulary)
    found: dict[tuple[Kind, str], Candidate] = {}
    for passage in passages:
        here = {(kind, word.lower()): word for kind, word in seeker.seek(passage)}
        for (kind, key), word in here.items():
            before = found.get((kind, key), Candidate(kind, word, 0, passage.slug))
            found[kind, key] = before._replace(incidents=before.incidents + 1)
    often = (one for one in found.values() if one.incidents >= _OFTEN[one.kind])
    return tuple(sorted(often, key=lambda one: (one.kind != "region", -one.incidents, one.word)))


class _Seeker:
    """Seeks in passages what a vocabulary does not know. Compiled once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._known = frozenset(_words(vocabulary))
        self._cues: Phrases[None] = Phrases()
        self._cues.add(vocabulary.region_cues, None)
        self._prepositions = frozenset(vocabulary.region_prepositions)

    def seek(self, passage: Passage) -> Iterator[tuple[Kind, str]]:
        """Yield each word as it is written, perhaps more than once."""
        title, body = prose.read(passage.title), prose.read(passage.body)
        yield from (("region", word) for text in (title, body) for word in self._regions(text))
        # Every word of a title may be a capital: that tells no name from a noun.
        yield from (("component", word) for word in self._in_code(body.text))
        yield from (("component", word) for word in self._capitals(body))

    def _regions(self, text: Prose) -> Iterator[str]:
        for index, word in enumerate(text.words):
            if not _is_code(word) or word in _ACRONYMS or self._is_known([word]):
                continue
            if self._is_place(text, index) and not _is_glued(text, index):
                yield word

    def _is_place(self, text: Prose, index: int) -> bool:
        if index and text.folded[index - 1] in self._prepositions:
            return True
        return any(0 < cue.start - index <= _CUE_REACH for cue in self._cues.find(text))

    def _in_code(self, text: Text) -> Iterator[str]:
        for stretch in text.stretches:
            name = text.plain[stretch.start : stretch.end]
            if stretch.kind != "code" or not _NAME.fullmatch(name) or name.lower() in _CONSTANTS:
                continue
            if not self._is_known(prose.words(name)):
                yield name

    def _capitals(self, text: Prose) -> Iterator[str]:
        """Yield runs of capitalised words that do not begin a sentence."""
        indices = range(len(text.words))
        for is_name, run in groupby(indices, key=lambda index: self._is_name(text, index)):
            if is_name:
                yield " ".join(text.words[index] for index in run)

    def _is_name(self, text: Prose, index: int) -> bool:
        word = text.words[index]
        if len(word) < _CODE or not word[0].isupper() or word.isupper():
            return False
        if word.lower() in _ALWAYS_CAPITAL or self._is_known([word]):
            return False
        if _is_glued(text, index) or _is_marked(text, index):
            return False
        return _is_inside(text, index)

    def _is_known(self, words: Iterable[str]) -> bool:
        folded = [word.lower() for word in words]
        return all(word in self._known or word.removesuffix("s") in self._known for word in folded)


def _words(vocabulary: Vocabulary) -> Iterator[str]:
    """Yield every word that a vocabulary holds in any phrase, folded."""
    for code, region in vocabulary.regions.items():
        phrases = (code, region.name, region.country, *region.words, *region.weak, *region.ignore)
        yield from chain.from_iterable(map(_folded, phrases))
    for name, part in vocabulary.components.items():
        phrases = (name, part.label, *part.words, *part.exact, *part.weak, *part.ignore)
        yield from chain.from_iterable(map(_folded, phrases))
    for group in vocabulary.groups.values():
        yield from chain.from_iterable(map(_folded, group.words))
    yield from chain.from_iterable(map(_folded, vocabulary.code_words))


def _folded(phrase: str) -> list[str]:
    return [word.lower() for word in prose.words(phrase)]


def _is_code(word: str) -> bool:
    return len(word) == _CODE and word.isalpha() and word.isascii() and word.isupper()


def _is_glued(text: Prose, index: int) -> bool:
    """Tell whether a word is a part of a path, an address or the like."""
    plain, start, end = text.text.plain, text.starts[index], text.ends[index]
    before, after = plain[max(start - 1, 0) : start], plain[end : end + 2]
    return before in _GLUE or (after[:1] in _GLUE and after[1:2].isalnum())


def _is_marked(text: Prose, index: int) -> bool:
    """Tell whether a word stands in a code span or a heading."""
    start, end = text.starts[index], text.ends[index]
    return any(
        s.kind in ("code", "heading") and s.start <= start and end <= s.end
        for s in text.text.stretches
    )


def _is_inside(text: Prose, index: int) -> bool:
    """Tell whether a word stands inside a sentence, and not behind a name that begins it."""
    if not index or text.sentences[index - 1] != text.sentences[index]:
        return False
    before = text.words[index - 1]
    begins = index == 1 or text.sentences[index - 2] != text.sentences[index]
    return before == "," or (before.isalnum() and not (begins and stems(before)))
