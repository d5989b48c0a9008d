"""Bytes are read in the charset that they are in, and in no charset that hides markup."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog.charset import decode
from infralog.errors import FeedError

ALLOWED = [
    *("utf-8", "UTF8", "us-ascii", "iso-8859-1", "latin1", "ISO-8859-15", "windows-1252"),
    *("cp1251", "koi8-r", "gb2312", "gbk", "gb18030", "big5", "Shift_JIS", "euc-jp"),
    *("iso-2022-jp", "euc-kr"),
]
HIDING = [
    *("utf-7", "cp037", "cp500", "cp1140", "unicode_escape", "raw_unicode_escape", "undefined"),
    *("idna", "punycode", "rot13", "hex", "base64", "zlib", "mbcs", "utf-32", "no-such"),
    *(" ", "\x1b[31m", "x" * 5000),
]


def refusal(data: bytes) -> FeedError:
    """Return the error with which a document is refused, after checking that it can be shown."""
    with pytest.raises(FeedError) as caught:
        decode(data, where="https://example.org/feed.xml")
    error = caught.value
    assert error.message.startswith("https://example.org/feed.xml: unknown charset")
    assert len(error.message) < 200
    assert error.message.isprintable()
    assert error.hint
    return error


def declared(charset: str, rest: str = "") -> str:
    """Return an XML declaration that names a charset, and what follows it."""
    return f'<?xml version="1.0" encoding="{charset}"?>{rest}'


# ---------------------------------------------------------------- what is read


@pytest.mark.parametrize("charset", ALLOWED)
def test_a_charset_that_is_declared_is_read(charset: str) -> None:
    """A document in a charset that real feeds use comes out as it was written."""
    text = declared(charset, "<a>plain</a>")
    assert decode(text.encode(charset), where="x") == text


@given(st.text(st.characters(codec="gb18030")), st.sampled_from(["gb18030", "utf-8"]))
def test_nothing_changes_on_the_way(words: str, charset: str) -> None:
    """What was written in a charset is what is read."""
    text = declared(charset, words)
    assert decode(text.encode(charset), where="x") == text


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("says", ["utf-8", "utf-16", "iso-8859-1", "utf-7"])
def test_a_byte_order_mark_decides(mark: bytes, charset: str, says: str) -> None:
    """A mark, or a first `<` of two bytes, outweighs what is declared, and does not come out."""
    text = declared(says, "<a>Zürich 東京</a>")
    assert decode(mark + text.encode(charset), where="x") == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"plain", "plain"),
        ("Zürich".encode(), "Zürich"),
        (declared("", "é").encode(), declared("", "é")),
        (declared("utf-16", "é").encode(), declared("utf-16", "é")),
        (b"  " + declared("iso-8859-1").encode() + b"\xe9", "  " + declared("iso-8859-1") + "é"),
        (declared("iso-8859-1").encode() + b"\x93q\x94", declared("iso-8859-1") + "“q”"),
        (b'<html><meta charset="windows-1251">\xcf', '<html><meta charset="windows-1251">П'),
        (
            b'<head><META http-equiv=x content="text/html; charset=koi8-r">\xf0',
            '<head><META http-equiv=x content="text/html; charset=koi8-r">П',
        ),
    ],
)
def test_what_a_document_says_of_itself_is_believed(data: bytes, text: str) -> None:
    """The XML declaration counts, and so does HTML's; without either it is UTF-8."""
    assert decode(data, where="x") == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"caf\xe9 costs 3 \x80", "café costs 3 €"),
        ("naïve ".encode() + b"caf\xe9", "naïve café"),
        (b"\x81", "\ufffd"),
        (b"cut \xe2\x82", "cut \xe2\u201a"),
        (declared("us-ascii", "é").encode(), declared("us-ascii", "é")),
    ],
)
def test_stray_bytes_are_windows_1252(data: bytes, text: str) -> None:
    """Single bytes in UTF-8 that are none are what a Windows editor meant by them."""
    assert decode(data, where="x") == text


@pytest.mark.parametrize("charset", ["utf-8", "utf-16-le", "gb18030", "shift_jis"])
@given(junk=st.binary(max_size=40))
def test_any_bytes_can_be_read(charset: str, junk: bytes) -> None:
    """Bytes that no charset explains are told as such, and are no reason to fail."""
    before = declared(charset, "<a>")
    text = decode(before.encode(charset) + junk, where="x")
    assert text.startswith(before)
    text.encode()


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize("charset", HIDING)
def test_a_charset_that_can_hide_markup_is_refused(charset: str) -> None:
    """UTF-7, EBCDIC, Python's own codecs, and whatever nobody knows, are not read."""
    error = refusal(declared(charset, "<a/>").encode())
    assert repr(charset[:40])[1:-1] in error.message


def test_utf_32_is_refused() -> None:
    """A mark of UTF-32 is not taken for one of UTF-16."""
    refusal(codecs.BOM_UTF32_LE + "<a/>".encode("utf-32-le"))
    refusal(codecs.BOM_UTF32_BE + "<a/>".encode("utf-32-be"))


@pytest.mark.parametrize(
    "data",
    [b"\xff" * 2**22, b"<html>" + b"<meta " * 150 + b"a" * 2**22, b"<?xml " + b"encoding " * 2**18],
    ids=["stray bytes", "tags without an end", "declarations without an end"],
)
def test_a_hostile_document_is_read_at_once(data: bytes) -> None:
    """Megabytes that were made to be read slowly are read as fast as others."""
    assert len(decode(data, where="x")) == len(data)
