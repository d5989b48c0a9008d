"""Lists of feeds come in and go out as OPML, and nothing in one is obeyed."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import opml
from infralog.errors import FeedError

LIST = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.1"><head><title>Mine</title></head><body>
  <outline text="Status pages">
    <outline type="rss" text="Forge &amp; co" xmlUrl="https://forge.example/history.atom"/>
    <outline title="Caf\xe9" xmlUrl="https://cafe.example/feed"/>
  </outline>
  <outline text="no feed" htmlUrl="https://page.example"/>
</body></opml>"""


def test_every_feed_is_read_however_deep_it_stands() -> None:
    """Folders are flattened, what is no feed is left out, the charset is heeded."""
    assert opml.read(LIST, where="x") == (
        ("Forge & co", "https://forge.example/history.atom"),
        ("Café", "https://cafe.example/feed"),
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<opml><body>", "not well-formed"),
        (b"<feed/>", "no OPML"),
        (b"", "not well-formed"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml>&a;</opml>', "entities"),
        (b'<!DOCTYPE opml [<!ENTITY % a SYSTEM "file:///etc/passwd">]><opml/>', "entities"),
        (b"<opml>" + b"<outline>" * 200_000, "not well-formed"),
    ],
)
def test_what_is_no_list_is_refused(data: bytes, says: str) -> None:
    """It is an error in one line, however deep or hostile the document is."""
    with pytest.raises(FeedError, match=says) as caught:
        opml.read(data, where="x.opml")
    assert "\n" not in caught.value.message


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[a-z][a-z-]*[a-z]", fullmatch=True), st.just("https://x/?a=1&b=<\"'>")
        )
    )
)
def test_what_is_written_is_read_back(feeds: list[tuple[str, str]]) -> None:
    """Names and URLs survive."""
    out = io.StringIO()
    opml.write(feeds, out)
    assert opml.read(out.getvalue().encode(), where="x") == tuple(feeds)
