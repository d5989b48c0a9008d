"""What is shown is what was found, in every format, and nothing that a terminal would obey."""

import csv
import io
import json
import os
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from infralog import record, views
from infralog.errors import QueryError
from infralog.model import Hit, Marked
from infralog.schema import schema as record_schema
from infralog.views import Records, Screen, plain, terminal
from tests.incidents import BARE, FULL, HITS

GOLDEN = Path(__file__).parent.parent / "fixtures" / "views"
PLAIN = Screen(width=80, color=False, links=False, unicode=True)
# What a terminal would obey: everything of C0 and C1 but newline and tab, and what turns writing.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]")


def plainly(
    name: str, hits: tuple[Hit, ...] = HITS, fields: tuple[str, ...] = record.ALWAYS
) -> str:
    """Return hits in a format for scripts."""
    out = io.StringIO()
    views.for_scripts(name)(Records(fields, record.records(hits, fields)), out)
    return out.getvalue()


def drawn(screen: Screen, hits: tuple[Hit, ...] = HITS) -> str:
    """Return hits as a terminal shows them."""
    out = io.StringIO()
    terminal.hits(hits, out, screen)
    return re.sub(r"\]8;id=\d+;", "]8;id=0;", out.getvalue())  # drawn by chance


def whole(screen: Screen) -> str:
    """Return one incident whole, with its reasons."""
    out = io.StringIO()
    terminal.incident(FULL, out, screen, why=True)
    return out.getvalue()


ROW = ("date", "title", "regions", "components", "duration_minutes")
SHOWN = {
    "hits.json": lambda: plainly("json"),
    "hits.jsonl": lambda: plainly("jsonl"),
    "hits.csv": lambda: plainly("csv"),
    "hits.tsv": lambda: plainly("tsv"),
    "hits.md": lambda: plainly("markdown", fields=ROW),
    "hits.ids": lambda: plainly("ids"),
    "hits.atom": lambda: plainly("atom"),
    "hits.80.txt": lambda: drawn(PLAIN),
    "hits.40.txt": lambda: drawn(PLAIN._replace(width=40)),
    "hits.color.txt": lambda: drawn(PLAIN._replace(color=True, links=True)),
    "hits.ascii.txt": lambda: drawn(PLAIN._replace(unicode=False)),
    "incident.80.txt": lambda: whole(PLAIN),
    "incident.40.txt": lambda: whole(PLAIN._replace(width=40)),
}


@pytest.mark.parametrize("name", SHOWN)
def test_every_format_is_as_its_golden_file(name: str) -> None:
    """Each format is as in fixtures/views; UPDATE_GOLDEN=1 writes them anew, to be looked at."""
    found = SHOWN[name]()
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / name).write_text(found, "utf-8", newline="\n")
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        assert found == file.read()


@pytest.mark.parametrize("name", ["json", "jsonl", "csv", "tsv", "markdown", "ids"])
def test_nothing_is_still_well_formed(name: str) -> None:
    """Without a hit JSON is an empty array, a table its header, and the rest nothing."""
    expected = {"json": "[]\n", "jsonl": "", "csv": "id\n", "tsv": "id\n", "ids": ""}
    assert plainly(name, (), ("id",)) == expected.get(name, "| id |\n|---|\n")


# ---------------------------------------------------------------- the contract's record

CONTRACT = [
    *("id", "title", "url", "source"),
    *("kind", "entry_id", "date", "date_basis"),
    *("started_at", "time_text", "published", "updated"),
    *("regions", "regions_mentioned", "components", "components_mentioned"),
    *("duration_minutes", "duration_text", "duration_kind", "impact"),
    *("impact_text", "text", "snippet", "score"),
]


def test_json_has_exactly_the_fields_of_the_contract() -> None:
    """Every key is always there, in the contract's order, and no other."""
    for found in json.loads(plainly("json")):
        assert list(found) == CONTRACT


def test_evidence_comes_only_when_asked_for() -> None:
    """The one field that is not always there is the evidence."""
    assert [name for name in record.FIELDS if name not in record.ALWAYS] == ["evidence"]


def test_every_record_obeys_the_schema() -> None:
    """The schema is valid, and so is what is shown by it, with evidence and without."""
    schema = record_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.FormatChecker()
    for fields in (record.ALWAYS, tuple(record.FIELDS)):
        found = json.loads(plainly("json", fields=fields))
        jsonschema.validate(found, schema, format_checker=checker)


def test_values_are_plain() -> None:
    """Times are RFC 3339 with an offset, UTC as Z; a whole number has no fraction."""
    found = json.loads(plainly("json"))[0]
    assert found["started_at"] == "2024-07-09T15:30:00-04:00"
    assert found["published"] == "2024-07-13T00:00:00Z"
    assert found["duration_minutes"] == 40
    assert '"duration_minutes":40,' in plainly("json")


def test_a_csv_reader_gets_the_values_back() -> None:
    """Commas, quotes and lines in a value survive CSV."""
    rows = list(csv.DictReader(io.StringIO(plainly("csv"))))
    assert [row["title"] for row in rows] == [hit.incident.title for hit in HITS]
    assert rows[1]["text"] == HITS[1].incident.text
    assert rows[0]["components"] == "corrosion,edge-servers,fly-proxy"


@pytest.mark.parametrize("values", [["a, b", "c"], ["[a", "b"], ["a"], []])
def test_many_values_come_back_apart(values: list[str]) -> None:
    """They have commas between them, or are JSON where that would not tell them apart."""
    text = plain.shown(values)
    assert (
        json.loads(text) if text.startswith("[") else [*filter(None, text.split(","))]
    ) == values


def test_a_row_of_tsv_is_a_line() -> None:
    """A newline and a backslash in a value are escaped, so that `cut` counts right."""
    rows = plainly("tsv").splitlines()
    assert len(rows) == len(HITS) + 1
    assert {row.count("\t") for row in rows} == {len(CONTRACT) - 1}
    assert r"One\\backslash,\nand" in rows[2]


# ---------------------------------------------------------------- strangers' text

ANY = st.text(
    st.characters(codec="utf-8") | st.sampled_from("\x1b\x07\x9b\u202e\u2066\u200b\x00\r")
)


@given(title=ANY, text=ANY, name=st.sampled_from(sorted(views.PLAIN)))
def test_scripts_get_nothing_that_a_terminal_obeys(title: str, text: str, name: str) -> None:
    """Whatever is stored, no control character comes out but newline and tab."""
    hit = Hit(BARE._replace(id="x" + title, title=title, text=text), Marked(title), None, None)
    shown = plainly(name, (hit,))
    assert not OBEYED.search(shown)
    shown.encode("utf-8")


@given(title=ANY, text=ANY, width=st.integers(20, 200))
def test_people_get_nothing_that_a_terminal_obeys(title: str, text: str, width: int) -> None:
    """Nor does one come out of a table or of a whole incident, at any width."""
    made = BARE._replace(title=title, text=text, url="https://example.org/" + title)
    out = io.StringIO()
    screen = PLAIN._replace(width=width)
    terminal.hits([Hit(made, Marked(title, ((0, 1),)), Marked(text), 1.0)], out, screen)
    terminal.incident(made, out, screen, why=True)
    assert not OBEYED.search(out.getvalue())


@pytest.mark.parametrize("title", ["[/]", "[red]x[/red]", "[link=https://e.org]x[/link]", ":bomb:"])
def test_markup_is_a_word(title: str) -> None:
    """What rich would read as markup or an emoji is shown as it stands."""
    hit = Hit(BARE._replace(title=title), Marked(title), None, None)
    assert title in drawn(PLAIN._replace(width=120), (hit,))


def test_only_the_web_is_linked() -> None:
    """A link leads to http or https, or it is none."""
    screen = PLAIN._replace(links=True)
    made = BARE._replace(url="javascript:alert(1)")
    assert "\x1b]8" not in drawn(screen, (Hit(made, Marked(made.title), None, None),))
    assert "\x1b]8" in drawn(screen)


# ---------------------------------------------------------------- what fits


@pytest.mark.parametrize("width", [20, 30, 40, 63, 64, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    """Nothing is cut off by the edge of the screen, in any width."""
    for shown in (drawn(PLAIN._replace(width=width)), whole(PLAIN._replace(width=width))):
        assert max(wcswidth(row) for row in shown.splitlines()) <= width


def test_the_colours_go_when_none_are_wanted() -> None:
    """Without colour nothing is escaped."""
    assert "\x1b" not in drawn(PLAIN)


def test_fields_are_chosen_and_ordered() -> None:
    """Fields come in the order in which they are named, each once."""
    assert record.chosen("title,id, title") == ("title", "id")


@pytest.mark.parametrize("names", ["colour", "id,colour", "", ","])
def test_an_unknown_field_is_answered_with_the_list(names: str) -> None:
    """A field that is not there, or none at all, is an error that lists those there are."""
    with pytest.raises(QueryError) as caught:
        record.chosen(names)
    assert "entry_id" in str(caught.value.hint)
