"""How far a document is whole is told from its tags."""

import pytest

from infralog.outline import (
    DEEPEST,
    LONGEST_FIELD,
    MOST_ELEMENTS,
    Outline,
    outline,
    whole_part,
)

FEED = (
    b'<f:feed xmlns:f="urn:f"><f:title>\xc3\xa9</f:title>'
    b"<f:entry a='1' b='2'><f:id>1</f:id></f:entry >\n<f:entry><f:id>2</f:id></f:entry></f:feed>"
)
RSS = b"<rss><channel><item><title>&amp;</title></item><item/></channel></rss>"
RDF = b"<RDF><channel/><item>1</item></RDF>"


@pytest.mark.parametrize("document", [FEED, RSS, RDF])
@pytest.mark.parametrize("behind", [b"", b"\n<!-- end -->\n", b"<junk>"])
def test_a_document_is_whole_where_its_root_ends(document: bytes, behind: bytes) -> None:
    """What stands behind the root does not matter."""
    seen = outline(document + behind)
    assert (seen.state, seen.whole_until, seen.open_tags) == ("whole", len(document), ())
    assert whole_part(document + behind, seen) == document


@pytest.mark.parametrize(
    ("document", "end", "closing"),
    [
        (FEED, b"</f:entry >", b"</f:feed>"),
        (FEED, b"</f:entry>", b"</f:feed>"),
        (RSS, b"</item>", b"</channel></rss>"),
        (RSS, b"<item/>", b"</channel></rss>"),
        (RDF, b"</item>", b"</RDF>"),
    ],
)
def test_the_part_before_a_cut_is_closed(document: bytes, end: bytes, closing: bytes) -> None:
    """Cut anywhere behind an entry, what is whole ends with it, and with the end tags it lacks."""
    begins = document.index(end) + len(end)
    for cut in range(begins, begins + 5):
        seen = outline(document[:cut])
        assert seen.state == "cut"
        assert whole_part(document[:cut], seen) == document[:begins] + closing


@pytest.mark.parametrize("document", [FEED, RSS, RDF])
def test_no_cut_document_is_whole(document: bytes) -> None:
    """A document that lacks even its last byte is cut, wherever it is cut, and never malformed."""
    assert {outline(document[:cut]).state for cut in range(1, len(document))} == {"cut"}


def test_an_entry_within_an_entry_ends_nothing() -> None:
    """Only what stands where a feed's entries stand is one."""
    inner = b"<feed><entry><content><item>no</item><entry>no</entry></content>"
    assert outline(inner) == Outline("cut", 0, (), 0)
    assert outline(inner + b"</entry>").whole_until == len(inner) + len(b"</entry>")


@pytest.mark.parametrize(
    "document",
    [
        b"<feed><entry></feed>",
        b"<feed>&nbsp;</feed>",
        b"<a><b attr></b></a>",
        b"words",
        b"<a:b/>"[:-1],
    ],
)
def test_what_is_not_xml_is_not_whole(document: bytes) -> None:
    """A document that breaks XML's rules is not taken for one that is whole."""
    assert outline(document).state != "whole"


def test_a_broken_rule_is_told_from_a_cut() -> None:
    """An unknown entity is no cut, and what was whole before it is known."""
    seen = outline(b"<feed><entry>1</entry><entry>&nbsp;</entry></feed>")
    assert (seen.state, seen.whole_until) == ("malformed", len(b"<feed><entry>1</entry>"))


def test_attributes_are_counted() -> None:
    """The tag with the most attributes says how many they are."""
    assert outline(FEED).most_attributes == 2
    many = " ".join(f"a{number}=''" for number in range(5000))
    assert outline(f"<feed><x {many}/></feed>".encode()).most_attributes == 5000


def test_nothing_that_a_document_names_is_opened() -> None:
    """An external subset and an external entity are left where they are."""
    document = b"<!DOCTYPE a SYSTEM 'file:///etc/passwd' [<!ENTITY e SYSTEM 'x'>]><a>&e;</a>"
    assert outline(document).whole_until in (0, len(document))


@pytest.mark.parametrize(
    "document",
    [
        b"<feed>" + b"<a>" * (DEEPEST + 1),
        b"<feed><entry><title>" + b"x" * (LONGEST_FIELD + 1) + b"</title>",
        b"<rss><channel><item><guid>" + b"x" * (LONGEST_FIELD + 1) + b"</guid>",
        b"<feed>" + b"<a/>" * MOST_ELEMENTS,
    ],
    ids=["deep", "title", "guid", "wide"],
)
def test_more_than_any_feed_has_is_excessive(document: bytes) -> None:
    """Depth, number, and the length of what is no text of an entry are bounded."""
    assert outline(document).state == "excessive"


def test_a_text_may_be_long() -> None:
    """What an entry tells is not bounded here."""
    text = b"x" * (LONGEST_FIELD * 2)
    for name in (b"content", b"summary", b"description", b"content:encoded"):
        document = b"<feed><entry><" + name + b">" + text + b"</" + name + b"></entry></feed>"
        assert outline(document).state == "whole"
