"""Results -> Markdown, JSON."""

import json
from collections.abc import Iterable, Mapping

from tests.benchmarks.budgets import Result
from tests.benchmarks.measure import Spread

_MIB = 2**20
_VERDICTS = {True: "yes", False: "**no**", None: ""}


def markdown(
    results: Iterable[Result], machine: Mapping[str, str], peers: Mapping[str, str]
) -> str:
    """Return a table of results, and what they depend on."""
    rows = [
        "| # | what | ours | other | ratio | middle half | budget | met |",
        "|---|---|---|---|---|---|---|---|",
        *map(_row, results),
        "",
        ", ".join(f"{name} {told}" for name, told in {**machine, **peers}.items()),
    ]
    return "\n".join(rows) + "\n"


def _row(one: Result) -> str:
    ratio = one.ratio
    half = "" if ratio.low == ratio.high else f"{_figure(ratio.low)}-{_figure(ratio.high)}"
    sign = "≥" if one.least else "≤"
    budget = "" if one.budget is None else f"{sign} {one.budget:,g}"
    other = _with(one.other, one.unit) if one.other else ""
    cells = (one.name, one.what, _with(one.ours, one.unit), other, _figure(ratio.median), half)
    return f"| {' | '.join((*cells, budget, _VERDICTS[one.met]))} |"


def _with(told: Spread, unit: str) -> str:
    return f"{_figure(told.median)} {unit}"


def _figure(value: float) -> str:
    """Return a number to three digits, or whole."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def as_json(results: Iterable[Result], machine: Mapping[str, str], peers: Mapping[str, str]) -> str:
    """Return all that was measured, the clock on the wall and the memory included."""
    told = {
        "machine": machine,
        "peers": peers,
        "results": [_record(one) for one in results],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _record(one: Result) -> dict[str, object]:
    spreads = {
        name: told._asdict() if told else None
        for name, told in (("ours", one.ours), ("other", one.other), ("ratio", one.ratio))
    }
    return {**one._asdict(), **spreads, "met": one.met}
