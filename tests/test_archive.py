"""An index tells its posts from its further pages, and both from the rest of a site."""

from datetime import date

import pytest

from infralog import archive

INDEX = "https://fly.io/infra-log/"


def read(body: str, url: str = INDEX) -> archive.Index:
    """Return what an index page with this body leads to."""
    return archive.read(f"<html><body>{body}</body></html>", url, INDEX)


@pytest.mark.parametrize(
    "href",
    [
        "/infra-log/edge-cpu-ord/",
        "edge-cpu-ord/",
        "https://fly.io/infra-log/edge-cpu-ord/",
        "http://fly.io/infra-log/edge-cpu-ord/?ref=index#top",
        "//fly.io/infra-log/edge-cpu-ord/",
    ],
)
def test_a_post_is_known_however_it_is_linked(href: str) -> None:
    """A path, a whole URL, a query or a fragment lead to the same post."""
    assert read(f'<a href="{href}">Read</a>').posts == (
        archive.Post("https://fly.io/infra-log/edge-cpu-ord/", None),
    )


def test_a_post_that_is_linked_twice_is_one() -> None:
    """A title and a "read on" lead to one post, with a slash at the end or without."""
    found = read('<a href="/infra-log/a/">A</a><a href="/infra-log/a">on</a>')
    assert [post.url for post in found.posts] == ["https://fly.io/infra-log/a/"]


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "/blog/a/",
        "/infra-log/",
        "/infra-log-old/a/",
        "/infra-log/feed.xml",
        "/infra-log/a/diagram.png",
        "/infra-log/tags/corrosion/",
        "/infra-log/../secret/",
        "https://elsewhere.example/infra-log/a/",
        "https://fly.io:8443/infra-log/a/",
        "mailto:someone@fly.io",
        "javascript:void(0)",
        "https://[/infra-log/a/",
        f"/infra-log/{'a' * 600}/",
        "/infra-log/a\x07b/",
    ],
)
def test_nothing_else_of_a_site_is_a_post(href: str) -> None:
    """Other folders, files, hosts and schemes are left alone."""
    assert read(f'<a href="{href}">Read</a>') == archive.Index((), ())


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/infra-log/page/2/">2</a>',
        '<a href="/infra-log/page-2">Older</a>',
        '<a href="?page=2">Older posts</a>',
        '<a href="/infra-log/?page=2">2</a>',
        '<link rel="next" href="/infra-log/p/2/">',
        '<a href="/infra-log/2024/">2024</a>',
        '<a href="/infra-log/archive/">All</a>',
        '<a href="/infra-log/all/older/">← Older posts</a>',
    ],
)
def test_a_further_page_is_no_post(link: str) -> None:
    """Pagination is known by its path, its query, its relation or its words."""
    found = read(link)
    assert (len(found.posts), len(found.further)) == (0, 1)


@pytest.mark.parametrize(
    "beside",
    [
        '<time datetime="2024-06-29T00:00:00Z">Saturday</time>',
        "<span>Jun 29, 2024</span>",
        "2024-06-29",
    ],
)
def test_the_day_beside_a_link_is_its_own(beside: str) -> None:
    """A day counts for the link in whose item it stands, and for no other."""
    found = read(
        f'<ul><li><h2><a href="/infra-log/a/">A</a></h2>{beside}</li>'
        '<li><a href="/infra-log/b/">B</a></li></ul>'
    )
    assert [post.day for post in found.posts] == [date(2024, 6, 29), None]


def test_links_are_relative_to_the_page_that_has_them() -> None:
    """On a further page a relative link leads on from there."""
    found = read('<a href="../../b/">B</a><a href="../3/">3</a>', f"{INDEX}page/2/")
    assert [post.url for post in found.posts] == [f"{INDEX}b/"]
    assert found.further == (f"{INDEX}page/3/",)


@pytest.mark.parametrize(
    ("url", "index"),
    [
        ("https://fly.io/infra-log/feed.xml", INDEX),
        ("https://fly.io/infra-log/feed/", INDEX),
        ("https://fly.io/infra-log", INDEX),
        ("https://fly.io/infra-log/?page=1#x", INDEX),
        ("https://status.example/history.atom", "https://status.example/"),
    ],
)
def test_the_index_lies_beside_the_feed(url: str, index: str) -> None:
    """The archive of a feed is the folder that it is in."""
    assert archive.index_of(url) == index


def test_a_bulletin_and_an_account_are_posts() -> None:
    """Both kinds of address that the log had are posts; a further page is none."""
    for name, told in (("2024-06-29/", True), ("edge-cpu-ord/", True), ("page/2/", False)):
        assert archive.is_post(INDEX + name, INDEX) == told
