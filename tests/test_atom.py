"""A search as an Atom feed: well-formed, readable by a feed reader, stable."""

import io
from xml.parsers.expat import ParserCreate

from hypothesis import given
from hypothesis import strategies as st

from infralog import feed, record
from infralog.model import Hit, Marked
from infralog.views import Records, atom
from tests.incidents import BARE, FULL, HITS

ANY = st.text(st.characters() | st.sampled_from("\x00\x07\x1b\x9b\u202e\ufffe\ud800<>&\"']]>"))


def written(*hits: Hit, title: str | None = "corrosion region:sjc") -> str:
    """Return hits as a feed."""
    out = io.StringIO()
    rows = record.records(hits, record.ALWAYS)
    atom.atom(Records(record.ALWAYS, rows, title=title), out)
    return out.getvalue()


def test_a_reader_gets_every_incident() -> None:
    """Title, link, dates and text are read back by the door to feeds."""
    parsed = feed.parse(written(*HITS).encode(), source="x", where="x")
    assert (parsed.problems, parsed.complete) == ((), True)
    full, wide, bare = parsed.entries
    assert (full.url, full.published, full.updated) == (FULL.url, FULL.published, FULL.updated)
    assert full.title == FULL.title
    assert "<li>We drained both edges.</li>" in full.content
    assert wide.title == HITS[1].incident.title
    assert bare.url is None
    assert bare.updated.date() == BARE.date  # type: ignore[union-attr]


def test_an_id_is_that_of_the_incident_in_every_search() -> None:
    """What was asked changes the feed's id, and no entry's."""
    one = feed.parse(written(*HITS).encode(), source="x", where="x").entries
    two = feed.parse(written(*HITS[:1], title="x").encode(), source="x", where="x").entries
    assert two[0].id == one[0].id
    assert two[0].id.startswith("urn:uuid:")
    assert len({entry.id for entry in one}) == len(HITS)
    assert written(title="a").splitlines()[2] != written(title="b").splitlines()[2]


def test_regions_and_components_are_categories() -> None:
    """Whoever reads it can filter by them."""
    shown = written(*HITS[:1])
    assert '<category scheme="urn:infralog:region" term="sjc"/>' in shown
    assert '<category scheme="urn:infralog:component" term="fly-proxy"/>' in shown


def test_a_feed_of_nothing_is_a_feed() -> None:
    """It has an id, a title and a date, and no entry."""
    shown = written()
    assert feed.parse(shown.encode(), source="x", where="x").entries == ()
    for element in ("<id>urn:uuid:", "<title>infralog: corrosion", "<updated>1970-"):
        assert element in shown


@given(title=ANY, text=ANY, name=ANY)
def test_whatever_is_stored_is_well_formed(title: str, text: str, name: str) -> None:
    """No character of any incident breaks the XML, or what a reader shows of it."""
    made = BARE._replace(
        title=title, text=text, source=name, regions=(name,), url="https://x/" + name
    )
    shown = written(Hit(made, Marked(title), None, None), title=name)
    ParserCreate().Parse(shown.encode("utf-8"), True)  # noqa: FBT003 -- expat knows no keywords
    assert "<script" not in shown
