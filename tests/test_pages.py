"""The page of each new or changed entry is read for its day, and what is wrong with one is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infralog.fetch import Limits
from infralog.model import Query
from infralog.publishers import Publisher
from infralog.pull import Asked, Pulled, Puller
from infralog.sources.fly import FLY
from infralog.stores import Store
from tests.archive import Log, page, serving
from tests.server import Answer, Site

ASKED = Asked(pause=0, limits=Limits(attempts=1, read=1, total=1.5))


@pytest.fixture
def log() -> Iterator[Log]:
    """Serve a log of 6 pages."""
    with serving(6) as log:
        yield log


def pulled(log: Log, store: Store, asked: Asked = ASKED) -> list[Pulled]:
    """Pull the feed as that of the Infra Log."""
    puller = Puller(FLY, known=[Publisher("fly", log.feed, "fly")])
    return list(puller.pull_all((), store, asked))


def bases(store: Store) -> list[str]:
    """Return what the days of all incidents rest on, the newest first."""
    return [hit.incident.date_basis for hit in store.search(Query()).hits]


def again(log: Log, word: str) -> None:
    """Serve the feed with another word in its newest entry."""
    edited = log.as_feed(6).replace(b"Alarm number 0 ", f"Alarm number {word} ".encode())
    log.site.put("/infra-log/feed.xml", edited, etag=f'"{word}"')


def test_the_day_and_time_are_those_of_the_page(log: Log, store: Store) -> None:
    """The feed's day is a week late; the page has the day, the time and its zone."""
    pulled(log, store)
    post = log.posts[1]
    incident = store.get(post.slug)
    assert (incident.date, incident.date_basis) == (post.happened, "page")
    assert incident.time_text == "1:01 UTC"
    assert str(incident.started_at) == f"{post.happened} 01:01:00+00:00"
    assert incident.published is not None
    assert incident.published.date() == post.published


def test_the_words_stay_those_of_the_feed(log: Log, store: Store) -> None:
    """A page adds its heading, and nothing that stands around it; no version is kept for that."""
    pulled(log, store, ASKED._replace(pages=False))
    before = store.get(log.posts[1].slug)
    pulled(log, store, ASKED._replace(full=True))
    after = store.get(log.posts[1].slug)
    assert (after.text, after.title) == (before.text, before.title)
    assert len(store.revisions(after)) == 1


def test_each_page_is_read_once(log: Log, store: Store) -> None:
    """A second sync asks for no page; one of a changed feed for that of the changed entry."""
    pulled(log, store)
    pulled(log, store)
    again(log, "zero")
    pulled(log, store)
    assert [log.asked(post.path) for post in log.posts] == [2, 1, 1, 1, 1, 1]


@pytest.mark.parametrize(("asked", "read"), [(None, False), (True, True), (False, False)])
def test_pages_of_another_feed_are_read_only_if_asked(
    log: Log, store: Store, *, asked: bool | None, read: bool
) -> None:
    """By default only the Infra Log's own pages are read."""
    list(Puller(FLY).pull_all([log.feed], store, ASKED._replace(pages=asked)))
    assert (set(bases(store)) == {"page"}) == read
    assert (log.asked(log.posts[0].path) > 0) == read


def test_the_pages_of_a_feed_in_a_file_are_not_read(log: Log, store: Store, tmp_path: Path) -> None:
    """No host is asked because a file says so."""
    file = tmp_path / "feed.xml"
    file.write_bytes(log.as_feed(6))
    list(Puller(FLY).pull_all([str(file)], store, ASKED._replace(pages=True)))
    assert not log.site.requests
    assert set(bases(store)) == {"published"}


def test_the_pages_of_another_host_are_not_read(log: Log, store: Store) -> None:
    """A feed whose entries are elsewhere sends nobody there."""
    with Site() as other:
        elsewhere = log.as_feed(6).replace(log.site.url("").encode(), other.url("").encode())
        log.site.put("/infra-log/feed.xml", elsewhere)
        assert not any(one.problems for one in pulled(log, store))
        assert not other.requests


@pytest.mark.parametrize(
    ("answer", "words", "times"),
    [
        (Answer(404), "answered 404", 1),
        (Answer(503), "answered 503", 2),
        (Answer(body=b"y" * 40, drip=0.1), "1.5 s", 2),
        (Answer(body=b"<html><body><p>Log in</p></body></html>"), "no incident", 1),
    ],
)
def test_a_page_that_fails_is_named_and_is_no_failure(
    log: Log, store: Store, answer: Answer, words: str, times: int
) -> None:
    """The entry is stored; what may pass is asked for again at the next sync, and no sooner."""
    log.site.answer(log.posts[2].path, answer)
    done = pulled(log, store)
    (problem,) = [problem for one in done for problem in one.problems]
    assert words in problem.reason
    assert not any(one.failed for one in done)
    assert sorted(bases(store)) == ["page"] * 5 + ["published"]
    pulled(log, store)
    assert log.asked(log.posts[2].path) == times


def test_a_page_in_anothers_place_is_left_out(log: Log, store: Store) -> None:
    """A page that tells of something else dates nothing."""
    other = log.posts[0]._replace(words="<p>Somebody else wrote of entirely different things.</p>")
    log.put(log.posts[2].path, page(other))
    (problem,) = [problem for one in pulled(log, store) for problem in one.problems]
    assert "tells of something else" in problem.reason
    assert store.get(log.posts[2].slug).date_basis == "published"


def test_a_page_without_a_heading_adds_nothing(log: Log, store: Store) -> None:
    """Where the markup has lost the day, the day of publication stays, and nothing is wrong."""
    log.put(log.posts[2].path, page(log.posts[2], dated=False))
    assert not any(one.problems for one in pulled(log, store))
    assert store.get(log.posts[2].slug).date_basis == "published"


def test_a_host_in_trouble_is_left_alone(log: Log, store: Store) -> None:
    """After five failures in a row the rest is left to the next sync."""
    for post in log.posts:
        log.miss(post.path, 500)
    assert sum(bool(one.problems) for one in pulled(log, store)) == 5
    log.serve()
    pulled(log, store)
    assert set(bases(store)) == {"page"}


def test_robots_hold_for_the_pages(log: Log, store: Store) -> None:
    """What is forbidden is named, and not asked for."""
    rules = b"User-agent: *\nDisallow: /infra-log/account-\n"
    log.site.put("/robots.txt", rules, media_type="text/plain")
    done = pulled(log, store)
    assert sum(len(one.problems) for one in done) == 6
    assert log.asked(log.posts[0].path) == 0
    assert set(bases(store)) == {"published"}


def test_what_a_page_told_outlives_new_rules(log: Log, store: Store) -> None:
    """Incidents are derived anew with the heading that was kept, without the network."""
    pulled(log, store)
    log.site.requests.clear()
    assert Puller(FLY).retag(store).changes == ()
    assert not log.site.requests
    assert set(bases(store)) == {"page"}


def test_an_edit_is_one_version_by_feed_and_page(log: Log, store: Store) -> None:
    """An entry that is edited in both is edited once, and keeps its day."""
    pulled(log, store)
    again(log, "zero")
    edited = log.posts[0]._replace(words=log.posts[0].words.replace("number 0 ", "number zero "))
    log.put(edited.path, page(edited))
    pulled(log, store)
    incident = store.get(edited.slug)
    assert "number zero" in incident.text
    assert incident.date_basis == "page"
    assert len(store.revisions(incident)) == 2
