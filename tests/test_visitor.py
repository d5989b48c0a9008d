"""A host is asked as it wants to be."""

import time
from collections.abc import Iterator

import pytest

from infralog.errors import FetchError
from infralog.fetch import Limits
from infralog.model import State
from infralog.visitor import NotPermitted, Visitor, may_pass
from tests.server import Answer, Site

QUICK = Limits(attempts=1, connect=1, read=1, total=1)


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve one page on loopback."""
    with Site() as serving:
        serving.put("/log/a/", b"<p>a</p>", etag='"a"', media_type="text/html")
        yield serving


def visitor(site: Site, pause: float = 0) -> Visitor:
    """Return a visitor of the site."""
    return Visitor(site.url("/"), QUICK, pause=pause)


def test_robots_are_asked_once_and_first(site: Site) -> None:
    """The rules of a host are read before any page, and not again."""
    guest = visitor(site)
    for _ in range(3):
        guest.visit(site.url("/log/a/"))
    assert [request.path for request in site.requests] == ["/robots.txt", *["/log/a/"] * 3]
    assert {request.headers["user-agent"][:9] for request in site.requests} == {"infralog/"}


@pytest.mark.parametrize("agent", ["*", "infralog"])
def test_what_robots_forbid_is_not_asked_for(site: Site, agent: str) -> None:
    """A rule for all, or for infralog alone, is obeyed."""
    rules = f"User-agent: {agent}\nDisallow: /log/\n"
    site.put("/robots.txt", rules.encode(), media_type="text/plain")
    with pytest.raises(NotPermitted, match=r"robots\.txt forbids"):
        visitor(site).visit(site.url("/log/a/"))
    assert [request.path for request in site.requests] == ["/robots.txt"]


def test_a_rule_for_another_program_is_not_meant(site: Site) -> None:
    """What is forbidden to others is not forbidden."""
    site.put("/robots.txt", b"User-agent: otherbot\nDisallow: /\n", media_type="text/plain")
    assert visitor(site).visit(site.url("/log/a/"))


@pytest.mark.parametrize(("status", "permitted"), [(404, True), (403, True), (500, False)])
def test_a_host_without_rules_permits_all_and_one_in_trouble_nothing(
    site: Site, status: int, *, permitted: bool
) -> None:
    """RFC 9309, 2.3.1.3 and 2.3.1.4."""
    site.answer("/robots.txt", Answer(status))
    if permitted:
        assert visitor(site).visit(site.url("/log/a/"))
    else:
        with pytest.raises(FetchError, match="answered 500"):
            visitor(site).visit(site.url("/log/a/"))


def test_there_is_a_pause_between_two_requests(site: Site) -> None:
    """Three requests have two pauses between them."""
    began = time.monotonic()
    guest = visitor(site, pause=0.2)
    for _ in range(2):
        guest.visit(site.url("/log/a/"))
    assert time.monotonic() - began >= 0.4


def test_a_longer_pause_that_a_host_asks_for_is_kept(site: Site) -> None:
    """Crawl-delay lengthens the pause, and never shortens it."""
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 1\n", media_type="text/plain")
    guest = visitor(site)
    guest.visit(site.url("/log/a/"))
    began = time.monotonic()
    guest.visit(site.url("/log/a/"))
    assert time.monotonic() - began >= 0.9


def test_no_other_host_is_asked(site: Site) -> None:
    """A URL elsewhere, or another port, is not asked for; nor is taken what is led to there."""
    with Site() as other:
        other.put("/a/", b"<p>a</p>")
        for url in (other.url("/a/"), "https://fly.io/infra-log/", "ftp://127.0.0.1/a"):
            with pytest.raises(NotPermitted, match="another host"):
                visitor(site).visit(url)
        assert not other.requests
        site.redirect("/away/", other.url("/a/"))
        with pytest.raises(NotPermitted, match="leads to another host"):
            visitor(site).visit(site.url("/away/"))


def test_what_is_known_is_asked_for_with_its_validator(site: Site) -> None:
    """A page that has not changed is None."""
    from datetime import UTC, datetime

    known = State('"a"', None, "digest", datetime.now(UTC))
    assert visitor(site).visit(site.url("/log/a/"), known) is None


@pytest.mark.parametrize(
    ("exc", "passing"),
    [
        (FetchError("x", url="u"), True),
        (FetchError("x", url="u", status=503), True),
        (FetchError("x", url="u", status=429), True),
        (FetchError("x", url="u", status=404), False),
        (NotPermitted("x"), False),
    ],
)
def test_what_may_pass_is_told_from_what_stays(
    exc: FetchError | NotPermitted, *, passing: bool
) -> None:
    """Trouble of a server or a network may pass; a missing page, or a forbidden one, does not."""
    assert may_pass(exc) == passing
