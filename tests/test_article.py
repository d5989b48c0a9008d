"""A web page gives its article, and what it says of itself."""

from datetime import UTC, datetime

import pytest

from infralog.article import article
from infralog.text import from_html

WORDS = "<p>A box fell, and it took a while until somebody came and looked.</p>"


def page(body: str, head: str = "") -> str:
    """Return a page as a browser would get it."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def words(html: str) -> str:
    """Return the plain text of a page's article."""
    return from_html(article(html).body_html).plain


@pytest.mark.parametrize(
    "body",
    [
        f"<nav>Home</nav><article>{WORDS}</article><footer>2026</footer>",
        f"<header>Fly</header><main><nav>Up</nav>{WORDS}<aside>More</aside></main>",
        f"<article><p>A teaser</p></article><article>{WORDS}</article>",
        f"<div id=menu>Menu</div><div><div>{WORDS}</div></div>",
        f"<article>{WORDS}<script>var a = 1</script><form>Subscribe!</form></article>",
        f"<article><header><p>By Jo</p></header>{WORDS}</article>",
    ],
)
def test_the_furniture_is_left_out(body: str) -> None:
    """Menus, footers, teasers, forms and scripts are not the article."""
    assert words(page(body)) == from_html(WORDS).plain


def test_a_page_that_marks_no_article_gives_all_of_it() -> None:
    """Where the words are densest is the article, with all that stands beside them."""
    body = f"""<nav>Home</nav><div id=menu><ul><li>Up</li></ul></div>
        <div><div><h1>A Week</h1><ul><li>{WORDS}</li><li>{WORDS}</li></ul><h2>Notes</h2>
        <p>We tidied.</p></div></div><footer><p>2026</p></footer>"""
    told = from_html(WORDS).plain
    assert words(page(body)) == f"- {told}\n- {told}\n\nNotes\n\nWe tidied."


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ('<meta property="og:title" content="A Box Fell">', "<h1>Another</h1>", "A Box Fell"),
        ("<title>A Box Fell · Fly</title>", "", "A Box Fell"),
        ("<title>A Box Fell | The Fly Blog</title>", "", "A Box Fell"),
        ("<title>Infra Log · Fly</title>", "<h1>A Box Fell</h1>", "A Box Fell"),
        ("<title>A Box Fell</title>", "<h1>June 3: A Box Fell (5PM EST)</h1>", "A Box Fell"),
        ("", "<h1>June 3: A Box Fell (5PM EST)</h1>", "June 3: A Box Fell (5PM EST)"),
        ("", "", ""),
    ],
)
def test_a_title_is_the_pages_own(head: str, body: str, title: str) -> None:
    """The title has no site's name, and is no incident's heading if there is a better one."""
    assert article(page(f"<article>{body}{WORDS}</article>", head)).title == title


def test_a_heading_that_repeats_the_title_is_left_out() -> None:
    """The title does not stand in the article a second time."""
    assert words(page(f"<article><h1>A Box</h1>{WORDS}</article>")) == from_html(WORDS).plain


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>April 14: A Box Fell (10:51UTC)</h1><article>{WORDS}</article>",
        f"<article><h1>April 14: A Box Fell (10:51UTC)</h1>{WORDS}</article>",
        f"<main><header><h1>April 14: A Box Fell (10:51UTC)</h1></header>{WORDS}</main>",
    ],
)
def test_a_heading_with_a_day_is_kept(body: str) -> None:
    """The page's heading tells when it was, whether it stands in the article or above it."""
    head = "<title>A Box Fell</title>"
    expected = f"April 14: A Box Fell (10:51UTC)\n\n{from_html(WORDS).plain}"
    assert words(page(body, head)) == expected


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ('<meta property="article:published_time" content="2026-05-07T12:00:00Z">', "", "12:00"),
        ('<meta itemprop="datePublished" content="2026-05-07">', "", "00:00"),
        (
            '<script type="application/ld+json">{"datePublished": "2026-05-07T14+02"}</script>',
            "",
            "12:00",
        ),
        ("", '<time datetime="2026-05-07T12:00:00">then</time>', "12:00"),
        ("", "<p>Update: May 7, 2026</p>", "00:00"),
        ('<link rel="canonical" href="https://fly.io/infra-log/2026-05-07/">', "", "00:00"),
    ],
)
def test_a_page_says_when_it_was_published(head: str, body: str, published: str) -> None:
    """Metadata, a time, the head of the page or its URL tell the day; no zone means UTC."""
    moment = article(page(f"<article>{body}{WORDS}</article>", head)).published
    assert moment == datetime.fromisoformat(f"2026-05-07T{published}").replace(tzinfo=UTC)


def test_the_day_of_an_incident_is_not_the_pages() -> None:
    """A whole date behind the first heading of an incident does not tell of the page."""
    body = "<h2>June 3: A Box Fell (5PM EST)</h2><p>It had stood since May 7, 2021.</p>"
    assert article(page(f"<article>{body}</article>")).published is None


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://fly.io/a/">', "https://fly.io/a/"),
        ('<meta property="og:url" content="https://fly.io/a/">', "https://fly.io/a/"),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="/a/">', None),
        ("", None),
    ],
)
def test_a_url_is_http_or_none(head: str, url: str | None) -> None:
    """Only a whole http or https URL is taken from a page."""
    assert article(page(f"<article>{WORDS}</article>", head)).url == url


@pytest.mark.parametrize("html", ["", "<", "<p>", "</article>", "<article>", "<h1>June 3: A (5PM)"])
def test_no_page_is_too_broken(html: str) -> None:
    """Whatever a page is, it has an article, if an empty one."""
    assert article(html).published is None
