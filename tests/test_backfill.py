"""An archive is walked once, politely, and whatever is wrong with a page of it is named."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from infralog.backfill import Bounds, backfill, pull_all
from infralog.fetch import Limits
from infralog.model import Query
from infralog.pull import Asked, Puller
from infralog.pulled import Pulled
from infralog.sources.fly import FLY
from infralog.stores import Store
from tests.archive import FOLDER, Log, bulletin, page, serving
from tests.server import Answer, Site

PULLER = Puller(FLY)
ASKED = Asked(pause=0, limits=Limits(attempts=1, read=1, total=1.5))
DAYS = (date(2024, 6, 29), date(2024, 7, 6))


@pytest.fixture
def log() -> Iterator[Log]:
    """Serve a log of 64 pages."""
    with serving(62, DAYS) as log:
        yield log


@pytest.fixture
def small() -> Iterator[Log]:
    """Serve a log of 5 pages."""
    with serving(5) as log:
        yield log


def walked(log: Log, store: Store, asked: Asked = ASKED, **bounds: int) -> list[Pulled]:
    """Walk the archive, and return what came of it."""
    return list(backfill(PULLER, log.index, store, asked, Bounds(**bounds)))


def problems(pulled: list[Pulled]) -> list[str]:
    """Return the reasons for what was not taken in."""
    return [problem.reason for one in pulled for problem in one.problems]


def ids(store: Store) -> set[str]:
    """Return the IDs of all incidents."""
    return {hit.incident.id for hit in store.search(Query(limit=0, bare=True)).hits}


def test_each_page_is_asked_for_once(log: Log, store: Store) -> None:
    """Every post of every page of the index is stored, and nothing is asked for twice."""
    pulled = walked(log, store)
    assert not problems(pulled)
    assert sum(len(one.new) for one in pulled) == 64
    asked = Counter(request.path for request in log.site.requests)
    assert set(asked.values()) == {1}
    assert len(asked) == 64 + 4 + 1
    assert {post.slug for post in log.posts} < ids(store)
    assert "2024-07-03-proxy-crash-in-frankfurt" in ids(store)


def test_what_was_read_is_not_asked_for_again(log: Log, store: Store) -> None:
    """A second walk asks for the index alone; with `full`, for all of it."""
    walked(log, store)
    log.site.requests.clear()
    assert walked(log, store)[0].unchanged == 64
    assert len(log.site.requests) == 4 + 1
    again = walked(log, store, ASKED._replace(full=True))
    assert sum(one.unchanged for one in again) == 64
    assert not any(one.new or one.changed for one in again)


def test_a_walk_goes_on_where_it_stopped(log: Log, store: Store) -> None:
    """With a limit, the next walk takes the next ones, and in the end each was asked for once."""
    for _ in range(4):
        walked(log, store, ASKED._replace(most=20))
    posts = [*(post.path for post in log.posts), *(f"{FOLDER}{day}/" for day in DAYS)]
    assert [log.asked(path) for path in posts] == [1] * 64


def test_a_walk_that_is_broken_off_keeps_what_it_had(log: Log, store: Store) -> None:
    """What was read before is stored, and is not asked for again."""
    walk = backfill(PULLER, log.index, store, ASKED)
    for _ in range(11):
        next(walk)
    del walk
    assert len(ids(store)) == 10
    walked(log, store)
    assert log.asked(log.posts[0].path) == 1
    assert {post.slug for post in log.posts} < ids(store)


def test_a_moved_page_is_said_and_taken_once(small: Log, store: Store) -> None:
    """A page that the index has by two addresses is one, and is known by both."""
    said: list[str] = []
    old, new = small.posts[1].path, f"{FOLDER}moved-here/"
    small.put(new, page(small.posts[1]))
    small.site.redirect(old, new, 301)
    asked = ASKED._replace(say=said.append)
    assert not problems(walked(small, store, asked))
    assert [line.endswith(f"{old} has moved to {small.site.url(new)}") for line in said] == [True]
    assert "moved-here" in ids(store)
    assert len(ids(store)) == 5


def test_a_page_that_moved_after_it_was_read_is_no_second_record(small: Log, store: Store) -> None:
    """What is stored by its old address stays the one record."""
    walked(small, store)
    new = f"{FOLDER}moved-here/"
    small.put(new, page(small.posts[1]))
    small.site.redirect(small.posts[1].path, new, 301)
    before = len(ids(store))
    walked(small, store, ASKED._replace(full=True))
    assert len(ids(store)) == before


def test_a_page_that_leads_to_no_post_is_named(small: Log, store: Store) -> None:
    """A post that is gone, and leads to the index, is not the index."""
    small.site.redirect(small.posts[1].path, FOLDER)
    (reason,) = problems(walked(small, store))
    assert reason.endswith(f"leads to {small.index}, no post")
    assert len(ids(store)) == 4


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(404), "answered 404"),
        (Answer(410), "answered 410"),
        (Answer(500), "answered 500"),
        (Answer(body=b"x" * 50, drip=0.1), "1.5 s"),
        (Answer(body=b"<html><body><p>half", length=True, cut=5), "cut off"),
        (Answer(body=b"<html><body><p>Who are you? Log in.</p></body></html>"), "no incident"),
        (Answer(body=b'{"post": 1}'), "JSON"),
        (Answer(body=b""), "empty"),
    ],
)
def test_a_page_that_cannot_be_read_is_named_and_asked_for_next_time(
    small: Log, store: Store, answer: Answer, words: str
) -> None:
    """A missing page, a slow one, one cut off, one whose markup changed: the others are taken."""
    path = small.posts[2].path
    small.site.answer(path, answer)
    (reason,) = problems(walked(small, store))
    assert words in reason
    assert path in reason
    assert len(ids(store)) == 4
    small.put(path, page(small.posts[2]))
    assert not problems(walked(small, store))
    assert len(ids(store)) == 5


def test_a_page_of_other_markup_is_read_all_the_same(small: Log, store: Store) -> None:
    """Without an article, a heading or any of the usual elements, the words still tell."""
    post = small.posts[2]
    words = post.words.replace("<p>", "<div><span>").replace("</p>", "</span></div>")
    html = f"<html><body><div><div>{post.heading()}</div>{words}</div></body></html>"
    small.put(post.path, html.replace("<body>", f"<body><b>{post.published}</b>").encode())
    assert not problems(walked(small, store))
    incident = store.get(post.slug)
    assert (incident.date, incident.date_basis) == (post.happened, "page")


def test_a_page_without_a_year_has_that_of_the_index(small: Log, store: Store) -> None:
    """The day that stands beside its link tells in what year it was."""
    post = small.posts[2]
    bare = page(post).replace(b"article:published_time", b"nothing")
    small.put(post.path, bare)
    item = f'<li><a href="{post.path}">{post.title}</a> <i>{post.published}</i></li>'
    small.put(FOLDER, f"<html><body><ul>{item}</ul></body></html>".encode())
    assert not problems(walked(small, store))
    assert store.get(post.slug).date == post.happened


def test_a_page_that_claims_to_be_another_is_not_believed(small: Log, store: Store) -> None:
    """A template that calls every page the front page makes no one record of them."""
    for post in small.posts:
        small.put(post.path, page(post, canonical="https://fly.io/"))
    walked(small, store)
    assert len(ids(store)) == 5


def test_what_robots_forbid_is_named(small: Log, store: Store) -> None:
    """A forbidden post is not asked for; a forbidden archive is an error."""
    path = small.posts[3].path
    rules = f"User-agent: *\nDisallow: {path}\n"
    small.site.put("/robots.txt", rules.encode(), media_type="text/plain")
    (reason,) = problems(walked(small, store))
    assert "robots.txt" in reason
    assert small.asked(path) == 0
    assert len(ids(store)) == 4


def test_a_host_that_fails_is_left_alone(log: Log, store: Store) -> None:
    """After some failures in a row nothing more is asked, and what is left is told."""
    for post in log.posts[3:]:
        log.miss(post.path, 503)
    *_, last = problems(walked(log, store, failures=4))
    assert last.startswith("57 posts are left")
    assert len(ids(store)) == 3


def test_an_index_that_goes_round_in_circles_ends(small: Log, store: Store) -> None:
    """A calendar that always has a next page, and lists nothing new, is left."""
    for number in range(1, 60):
        small.put(
            f"{FOLDER}page/{number}/",
            f'<a href="{FOLDER}page/{number + 1}/">Next</a>'.encode(),
        )
    small.put(FOLDER, f'<a href="{small.posts[0].path}">A</a><a href="?page=1">2</a>'.encode())
    small.put(f"{FOLDER}?page=1", f'<a href="{FOLDER}page/1/">Next</a>'.encode())
    walked(small, store)
    assert sum("page" in request.path for request in small.site.requests) == 3


def test_a_further_page_that_fails_is_named(log: Log, store: Store) -> None:
    """What the other pages of the index list is taken in."""
    log.miss(f"{FOLDER}page/4/")
    (reason,) = problems(walked(log, store))
    assert f"{FOLDER}page/4/" in reason
    assert {post.slug for post in log.posts[:60]} <= ids(store)


@pytest.mark.parametrize("body", [b"<html><body>Nothing here</body></html>", b"not a page"])
def test_an_index_that_lists_nothing_is_an_error(small: Log, store: Store, body: bytes) -> None:
    """An index whose markup changed is never "up to date"."""
    small.put(FOLDER, body)
    (told,) = pull_all(PULLER, [small.index], store, ASKED)
    assert "lists no posts" in told.problems[0].reason


def test_the_feed_is_taken_first_and_its_entries_are_the_same_records(
    log: Log, store: Store
) -> None:
    """What comes by feed and by page is one record, with the day of the page."""
    pulled = list(pull_all(PULLER, [log.feed], store, ASKED))
    assert len(pulled[0].new) == 40
    assert sum(len(one.new) for one in pulled) == 64
    newest = store.get(log.posts[0].slug)
    assert (newest.date, newest.date_basis) == (log.posts[0].happened, "page")
    assert len(store.revisions(newest)) == 1


@pytest.mark.parametrize("page", ["feed.xml", ""])
def test_a_host_that_is_silent_is_told_of_once(store: Store, page: str) -> None:
    """Who gives no answer for the feed is not told of again for the archive beside it."""
    with Site() as site:
        gone = site.url(f"{FOLDER}{page}")
    (told,) = pull_all(PULLER, [gone], store, ASKED)
    assert told.origin == gone
    assert "refused the connection" in told.problems[0].reason


def test_a_feed_that_is_gone_has_an_archive(small: Log, store: Store) -> None:
    """A host that answers is asked for both, and each that fails is told."""
    small.miss(f"{FOLDER}feed.xml")
    pulled = list(pull_all(PULLER, [small.feed], store, ASKED))
    assert len(problems(pulled)) == 1
    assert sum(len(one.new) for one in pulled) == 5
    small.miss(FOLDER)
    assert len(problems(list(pull_all(PULLER, [small.feed], store, ASKED)))) == 2


def test_a_dry_run_writes_nothing(small: Log, store: Store) -> None:
    """It reads the pages, and tells what would be."""
    pulled = walked(small, store, ASKED._replace(dry_run=True))
    assert sum(len(one.new) for one in pulled) == 5
    assert ids(store) == set()


def test_bulletins_of_the_same_site_divide(small: Log, store: Store) -> None:
    """An old bulletin is its incidents and its notes, dated by its address."""
    path = f"{FOLDER}2024-07-13/"
    small.put(path, bulletin(date(2024, 7, 13)))
    small.put(FOLDER, f'<a href="{path}">A bulletin</a>'.encode())
    walked(small, store)
    assert ids(store) == {
        "2024-07-10-proxy-crash-in-frankfurt",
        "2024-07-08-vault-slow-to-unseal",
        "2024-07-13-notes",
    }
