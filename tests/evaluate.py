"""How right the extraction is: `python -m tests.evaluate [-v | --summary] [SET ...]`.

Each set is a number of documents with the right answer for each incident in them. They are read,
split and tagged as `infralog sync` would, and compared field by field. What a label calls
borderline is not scored. Nobody who writes rules reads an `aside`, so that its figures tell how
right the extraction is on what is to come; a `late` one was an aside until it was read.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from infralog import document, vocabulary
from infralog.model import Entry, Incident
from infralog.pull import Puller
from infralog.sources.fly import FLY

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
LABELLED = ROOT / "fixtures" / "labelled"
SETS = (
    *("corpus", "one", "two", "three", "four", "five", "six", "ten", "eleven"),
    *("one-late", "two-late", "three-late", "four-late", "five-aside", "six-aside"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty", "twenty-one", "twenty-two"),
    *("seven-aside", "eight-aside", "nine-aside", "twenty-three-aside"),
    *("twenty-four-aside", "twenty-five-aside"),
)

# Where the corpus has the day of publication, and the account tells a better one (LABELLING T2).
_OCCURRED = {"machines-api-duplicates": "2026-04-28"}

Label = Mapping[str, Any]


class Pair(NamedTuple):
    """An incident as it was found, and as it ought to be; one of them may be missing."""

    name: str
    found: Incident | None
    label: Label | None


class Score(NamedTuple):
    """How many answers were right, wrong, and missing."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    @property
    def precision(self) -> float:
        """The share of the answers given that are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of the right answers that are given."""
        return self.right / (self.right + self.missing) if self.right + self.missing else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Miss(NamedTuple):
    """One answer that was wrong or missing."""

    incident: str
    field: str
    problem: str


# ---------------------------------------------------------------- the sets


def pairs(name: str) -> list[Pair]:
    """Return the incidents of a set beside their labels."""
    return list(_corpus() if name == "corpus" else _labelled(name))


def available() -> tuple[str, ...]:
    """Return the names of the sets that are here; the corpus may be absent."""
    return tuple(name for name in SETS if name != "corpus" or CORPUS.is_dir())


def _corpus() -> Iterator[Pair]:
    puller = Puller(FLY)
    lines = (CORPUS / "gold.jsonl").read_text("utf-8").splitlines()
    labels = {_corpus_key(label): _from_corpus(label) for label in map(json.loads, lines)}
    words = vocabulary.packaged("fly").torn()
    for path in (CORPUS / "feed.xml", *sorted(CORPUS.glob("*.txt"))):
        for entry in document.read(path.read_bytes(), where=path.name, code_words=words).entries:
            for incident in puller.derive(entry).incidents:
                if incident.kind == "incident":
                    key = incident.id if path.suffix == ".xml" else incident.title
                    yield Pair(incident.id, incident, labels.pop(key, None))
    for key, label in labels.items():
        yield Pair(key, None, label)


def _corpus_key(label: Label) -> str:
    return str(label["slug_or_heading"])


def _from_corpus(label: Label) -> Label:
    """Read a label of the corpus in the contract's terms (LABELLING, the last section)."""
    kind = "vague" if label["duration_vague"] else None
    impact = {"minimal": "minor"}.get(label["customer_impact"], label["customer_impact"])
    day = _OCCURRED.get(_corpus_key(label), label["date"])
    return {**label, "date": day, "impact": impact, "duration_kind": kind, "title": None}


def labelled(name: str) -> Iterator[tuple[Entry, list[Label]]]:
    """Yield the entries of a set other than the corpus, each with the labels of its incidents."""
    words = vocabulary.packaged("fly").torn()
    for line in (LABELLED / f"{name}.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        yield _entry(told, words), list(told["incidents"])


def _labelled(name: str) -> Iterator[Pair]:
    puller = Puller(FLY)
    for entry, labels in labelled(name):
        found = [i for i in puller.derive(entry).incidents if i.kind == "incident"]
        for incident in found:
            title = bare(incident.title)
            same = [i for i, label in enumerate(labels) if bare(label["title"]) == title]
            yield Pair(incident.id, incident, labels.pop(same[0]) if same else None)
        for label in labels:
            yield Pair(label["title"], None, label)


def bare(title: str) -> str:
    """Return a title without the blanks and the marks of code that a capture may have lost."""
    return "".join(title.replace("`", "").split())


def _entry(told: Label, words: Sequence[str]) -> Entry:
    published = datetime.fromisoformat(told["published"]).replace(tzinfo=UTC)
    if told["form"] == "entry":
        url, title, content = told["url"], told["title"], told["content"]
        return Entry("fly", url, url, title, content, "text/html", published, None)
    data = told["content"].encode()
    where = told["url"]
    read = document.read(data, where=where, published=published.date(), code_words=words)
    return read.entries[0]


# ---------------------------------------------------------------- the comparison


def compare(compared: Iterable[Pair]) -> tuple[dict[str, Score], list[Miss]]:
    """Return a score for each field, and all that was not right."""
    scores: dict[str, Score] = {}
    misses: list[Miss] = []
    for name, found, label in compared:
        for field, got, want in _answers(found, label):
            old = scores.get(field, Score())
            scores[field] = Score(
                old.right + len(got & want),
                old.wrong + len(got - want),
                old.missing + len(want - got),
            )
            misses += [Miss(name, field, f"wrong: {v}{_why(found, v)}") for v in sorted(got - want)]
            misses += [
                Miss(name, field, f"missing: {v}{_why(found, v)}") for v in sorted(want - got)
            ]
    return scores, misses


Answer = tuple[str, set[str], set[str]]


def _answers(found: Incident | None, label: Label | None) -> Iterator[Answer]:
    """Yield each field with the values found and the values wanted."""
    yield "incident", {"one"} if found else set(), {"one"} if label else set()
    if found is None or label is None:
        return
    yield from _tags(found, label)
    if "date" in label:
        yield "date", {str(found.date)}, {label["date"]}
        time = f"{label['time']} {label['tz_label'] or ''}".strip() if label["time"] else None
        yield "time", _one(found.time_text), _one(time)
    if not label.get("duration_borderline"):
        yield "duration", _one(_minutes(found.duration_minutes)), _one(_minutes(_wanted(label)))
    if label["duration_kind"] and found.duration_minutes == _wanted(label):
        yield "duration kind", _one(found.duration_kind), {label["duration_kind"]}
    yield "impact", _one(found.impact), _one(label["impact"])


def _tags(found: Incident, label: Label) -> Iterator[Answer]:
    tiers = {n: c.tier for n, c in vocabulary.packaged("fly").components.items()}
    borderline = set(label["regions_borderline"])
    for field in ("regions", "regions_mentioned"):
        got, want = set(getattr(found, field)), set(label[field])
        yield field.replace("_", " "), got - borderline, want - borderline
    borderline = set(label["components_borderline"])
    for field in ("components", "components_mentioned"):
        for tier in ("named", "generic"):
            got = {c for c in getattr(found, field) if tiers[c] == tier}
            want = {c for c in label[field] if tiers[c] == tier}
            yield f"{field.replace('_', ' ')}, {tier}", got - borderline, want - borderline


def _one(value: str | None) -> set[str]:
    return {value} if value else set()


def _wanted(label: Label) -> float | None:
    minutes = label["duration_minutes"]
    return float(minutes) if minutes else None


def _minutes(value: float | None) -> str | None:
    return None if value is None else f"{value:g}"


def _why(found: Incident | None, value: str) -> str:
    told = [e for e in found.evidence if e.value == value] if found else []
    return "".join(f"\n      {e.rule}: {e.quote}" for e in told)


# ---------------------------------------------------------------- the report


def report(scores: Mapping[str, Score]) -> str:
    """Return a Markdown table of the scores."""
    lines = ["| field | precision | recall | F1 | of |", "|---|---|---|---|---|"]
    for field, s in scores.items():
        row = (field, f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}")
        lines.append(f"| {' | '.join(row)} | {s.right + s.missing} |")
    return "\n".join(lines)


# The columns of the summary, and the fields whose worst each shows.
_COLUMNS: Mapping[str, Sequence[str]] = {
    "incidents": ("incident",),
    "regions": ("regions",),
    "components, named": ("components, named",),
    "components, generic": ("components, generic",),
    "dates, times": ("date", "time"),
    "duration": ("duration",),
    "impact": ("impact",),
}
# Those that show precision and recall beside F1.
_IN_FULL = ("regions", "components, named", "components, generic")


def summary(rows: Mapping[str, Sequence[str]]) -> str:
    """Return a Markdown table with a row for each number of sets, as the README has it."""
    lines = [f"| set | {' | '.join(_COLUMNS)} |", "|---" * (len(_COLUMNS) + 1) + "|"]
    for row, sets in rows.items():
        scores, _ = compare(pair for name in sets for pair in pairs(name))
        lines.append(f"| {row} | {' | '.join(_cell(scores, column) for column in _COLUMNS)} |")
    return "\n".join(lines)


def rows(names: Sequence[str]) -> dict[str, list[str]]:
    """Return which sets are a row: each, the asides last; all that were read, and all asides."""
    asides = [name for name in names if name.endswith("-aside")]
    read = [name for name in names if name not in (*asides, "corpus")]
    alone = {name: [name] for name in sorted(names, key=asides.__contains__)}
    return {**alone, "all read": read, "all aside": asides}


def _cell(scores: Mapping[str, Score], column: str) -> str:
    found = [scores[field] for field in _COLUMNS[column] if field in scores]
    if not found:
        return "not labelled"
    worst = min(found, key=lambda score: score.f1)
    if column == "incidents":
        return str(worst.right + worst.missing)
    if column in _IN_FULL:
        return f"{worst.precision:.2f} / {worst.recall:.2f} / {worst.f1:.2f}"
    return f"{worst.f1:.2f}"


def main(arguments: Sequence[str]) -> None:
    """Print the scores of the sets: in full, with `-v` every miss, or as one table."""
    asked = [a for a in arguments if not a.startswith("-")]
    names = asked or available()
    if "--summary" in arguments:
        print(summary({name: [name] for name in asked} or rows(names)))  # noqa: T201 -- a report is printed
        return
    for name in names:
        scores, misses = compare(pairs(name))
        print(f"\n### {name}\n\n{report(scores)}")  # noqa: T201 -- a report is printed
        if "-v" in arguments:
            for miss in misses:
                print(f"- {miss.incident}: {miss.field}: {miss.problem}")  # noqa: T201 -- likewise


if __name__ == "__main__":
    main(sys.argv[1:])
