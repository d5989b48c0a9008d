"""Markup that is cut up at once is read as the parser of the standard library reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog import markup
from infralog.markup import Attributes

PIECES = (
    *(
        "<p>",
        "</p>",
        "<br/>",
        "<br />",
        "<LI>",
        "</li >",
        '<a href="https://x.example/?a=1">',
        "</a>",
    ),
    *('<p class="x"  ID="y" >', "<code>", "</code>", "<b", "</", "<", ">", "<x-y>", "<a href=z>"),
    *(
        '<i title="a > b">',
        "<!-- no -->",
        "&amp;",
        "&lt;",
        "&",
        "&#65;",
        "&nope",
        "two words",
        "\n",
    ),
)


class Events:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def start(self, tag: str, attrs: Attributes) -> None:
        """Keep a start tag."""
        self.told.append(("start", tag, attrs))

    def end(self, tag: str) -> None:
        """Keep an end tag."""
        self.told.append(("end", tag))

    def data(self, data: str) -> None:
        """Keep a text."""
        self.told.append(data)


def events(html: str) -> list[object]:
    """Return the tags and texts of some HTML."""
    reader = Events()
    markup.read(html, reader)
    return reader.told


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_plain_markup_is_read_as_any_other(html: str) -> None:
    """A drawing is not plain: with one before it, the same markup is left to the parser."""
    assert [("start", "svg", []), ("end", "svg"), *events(html)] == events("<svg></svg>" + html)


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("", []),
        ("a &lt; b", ["a < b"]),
        (
            '<P>Go <a href="/x">on</a>.',
            [("start", "p", []), "Go ", ("start", "a", [("href", "/x")]), "on", ("end", "a"), "."],
        ),
        ("<script>1 <p> 2</script>", [("start", "script", []), "1 <p> 2", ("end", "script")]),
    ],
)
def test_tags_and_texts_come_in_their_order(html: str, told: list[object]) -> None:
    """Names come in lower case, references as what they stand for; a script is no markup."""
    assert events(html) == told
