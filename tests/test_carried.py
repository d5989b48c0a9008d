"""An entry is one record, by whatever it came, in whatever order, and however often."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infralog.carried import arrived, merged
from infralog.model import Carried, Carrier, Entry, Incident, MediaType, Query
from infralog.pull import Asked, Puller
from infralog.sources.fly import FLY
from infralog.stores import Store, open_store
from tests.archive import accounts, bulletin, page

FIXTURES = Path(__file__).parent.parent / "fixtures" / "fly"
PULLER = Puller(FLY)
AGAIN = Asked(full=True)

FIRST, SECOND = accounts(2)
WORDS = f"<p>{' '.join(f'word{n} in SJC and again' for n in range(12))}.</p>"
EARLY = datetime(2026, 5, 1, tzinfo=UTC)
LATER = datetime(2026, 6, 1, tzinfo=UTC)


def entry(carrier: Carrier, content: str = WORDS, **other: object) -> Entry:
    """Return what a carrier says."""
    media: MediaType = "text/plain" if carrier == "capture" else "text/html"
    url = "https://fly.io/infra-log/x/"
    made = Entry("fly", url, url, "A title", content, media, EARLY, None, carrier)
    return made._replace(**other)  # type: ignore[arg-type]


def carried(*entries: Entry, now: datetime = LATER) -> tuple[Carried, ...]:
    """Return what is known once these have arrived."""
    known: tuple[Carried, ...] = ()
    for one in entries:
        known = arrived(known, one, now)
    return known


PRINTED = f"<h1>April 24: A title (10:51UTC)</h1>{WORDS}<p>Next: another post</p>"


# ---------------------------------------------------------------- the rule


def test_the_words_are_the_feeds_and_the_heading_is_the_pages() -> None:
    """What a page has around the words stays out; what it prints above them stays beside."""
    told = merged(carried(entry("page", PRINTED), entry("feed")))
    assert told == entry("feed", heading="April 24: A title (10:51UTC)")


def test_a_page_alone_is_the_entry() -> None:
    """Where nothing else tells, the page does, as it is."""
    assert merged(carried(entry("page", PRINTED))) == entry("page", PRINTED)


def test_a_summary_gives_way_to_what_it_is_a_summary_of() -> None:
    """A feed that tells less than half of its page is not taken for all of it."""
    short = entry("feed", "<p>word1 in SJC and again</p>", title="Of the feed")
    told = merged(carried(entry("page", PRINTED), short))
    assert (told.content, told.title) == (PRINTED, "Of the feed")


def test_a_page_that_lost_words_gives_way_to_its_capture() -> None:
    """A page whose markup hides half of its words shortens nothing."""
    capture = entry("capture", " ".join(f"word{n} in SJC and again" for n in range(12)))
    half = entry("page", WORDS[: len(WORDS) // 2])
    assert merged(carried(half, capture)).carrier == "capture"
    assert merged(carried(entry("page"), capture)).carrier == "page"


def test_a_heading_of_something_else_is_not_taken() -> None:
    """A page that was put in another's place dates nothing."""
    other = entry("page", "<h1>April 2: Another (9:00UTC)</h1><p>Of other things.</p>")
    assert merged(carried(entry("feed"), other)).heading is None


def test_markup_alone_is_no_edit() -> None:
    """A page with other classes says what it said."""
    before = carried(entry("page", PRINTED))
    after = arrived(before, entry("page", PRINTED.replace("<p>", "<p class='x'>")), LATER)
    assert after == before


def test_an_edit_outweighs_who_has_not_told_of_it() -> None:
    """What the publisher edits on a page after the entry left the feed is seen."""
    known = carried(entry("feed"), entry("page", PRINTED))
    edited = PRINTED.replace("word3", "mended")
    told = merged(arrived(known, entry("page", edited), LATER))
    assert "mended" in told.content
    assert told.content == edited


def test_who_tells_of_an_edit_second_has_not_edited() -> None:
    """The page of an entry that was edited in the feed is no second edit."""
    known = carried(entry("feed"), entry("page", PRINTED), now=EARLY)
    known = arrived(known, entry("feed", WORDS.replace("word3", "mended")), EARLY)
    known = arrived(known, entry("page", PRINTED.replace("word3", "mended")), LATER)
    assert [one.edited for one in known] == [EARLY, None]
    assert merged(known).content == WORDS.replace("word3", "mended")


def test_what_came_back_empty_changes_nothing() -> None:
    """A carrier that lost its words keeps those that it had."""
    known = carried(entry("feed"))
    assert arrived(known, entry("feed", ""), LATER) == known


# ---------------------------------------------------------------- in any order


def documents(folder: Path) -> list[Path]:
    """Write what two accounts and a bulletin can come by: one feed, three pages, a capture."""
    urls = [f"https://fly.io{post.path}" for post in (FIRST, SECOND)]
    entries = "".join(
        f"<entry><title>{post.title}</title><id>{id_}</id><link href='{url}'/>"
        f"<published>{post.published}T00:00:00Z</published>"
        f"<content type='html'><![CDATA[{post.words}]]></content></entry>"
        for post, url, id_ in zip((FIRST, SECOND), urls, (urls[0], "tag:log,2026:2"), strict=True)
    )
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Log</title>{entries}</feed>"
    files = {
        "feed.xml": feed.encode(),
        "first.html": page(FIRST, canonical=urls[0]),
        "second.html": page(SECOND, canonical=urls[1]),
        "2024-05-11.html": (FIXTURES / "2024-05-11.html").read_bytes(),
        "2024-05-11.txt": (FIXTURES / "2024-05-11.txt").read_bytes(),
        "2024-07-06.html": bulletin(date(2024, 7, 6)),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files]


def answer(store: Store) -> list[Incident]:
    """Return all that a search can answer."""
    page = store.search(Query(limit=0, evidence=True))
    return [
        hit.incident._replace(evidence=tuple(sorted(hit.incident.evidence))) for hit in page.hits
    ]


def stored(folder: Path, order: Sequence[Path]) -> tuple[list[Incident], set[int]]:
    """Return what a store answers once it has taken documents in, and how many versions it has."""
    store = open_store(str(folder / "x.db"), write=True)
    try:
        for path in order:
            assert not PULLER.pull(str(path), store, AGAIN).problems
        told = answer(store)
        return told, {len(store.revisions(incident)) for incident in told}
    finally:
        store.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write the documents once."""
    return documents(tmp_path_factory.mktemp("documents"))


@pytest.fixture(scope="module")
def expected(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[Incident]:
    """Return what is answered after they came in one order."""
    return stored(tmp_path_factory.mktemp("once"), files)[0]


def test_each_has_the_day_of_its_page(expected: list[Incident]) -> None:
    """What the feed dates a week late has the day, the time and the zone of its page."""
    dated = {one.id: (one.date, one.date_basis, one.entry_id) for one in expected}
    assert dated[FIRST.slug] == (FIRST.happened, "page", f"https://fly.io{FIRST.path}")
    assert dated[SECOND.slug] == (SECOND.happened, "page", "tag:log,2026:2")
    assert len(dated) == len(expected)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_the_order_of_arrival_and_how_often_change_no_answer(
    files: list[Path], expected: list[Incident], data: st.DataObject
) -> None:
    """Feed, pages and capture in any order, repeated at will, leave the same answers, one each."""
    more = data.draw(st.lists(st.sampled_from(files), max_size=4))
    order = data.draw(st.permutations([*files, *more]))
    with tempfile.TemporaryDirectory() as folder:
        told, versions = stored(Path(folder), order)
    assert told == expected
    assert versions == {1}
