"""Bytes -> characters, by what the document says of itself.

Only charsets that real documents use are read: a rare one (UTF-7, EBCDIC, `unicode_escape`) can
hide markup from whoever looks at the bytes. Decoded once, here, and never again.
"""

import codecs
import re

from infralog.errors import FeedError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# "<?" or "<!" or "<h" in UTF-16 that begins without a mark: XML 1.0, appendix F.
_UNMARKED = ((re.compile(rb"<\0[?!\w]\0"), "utf-16-le"), (re.compile(rb"\0<\0[?!\w]"), "utf-16-be"))

_DECLARED = re.compile(
    rb"""
      \s* <\?xml [^>]*? \b encoding \s* = \s* ["'] ([^"'>]*)      # an XML declaration
    | [^\0]{0,1024}? <meta \b [^>]{0,1024}? \b charset \s* = \s* ["']? ([\w:.-]+)  # HTML's
    """,
    re.VERBOSE | re.IGNORECASE,
)

_ALLOWED = re.compile(
    r"""
      utf-8 | utf-16(?:-[lb]e)? | ascii | iso8859-\d+ | cp125\d | koi8-[ru]
    | gb2312 | gbk | gb18030 | big5 | big5hkscs | shift_jis | cp932 | euc_jp | iso2022_jp
    | euc_kr | cp949
    """,
    re.VERBOSE,
)
# As browsers do (https://encoding.spec.whatwg.org/#names-and-labels): supersets of what is said.
_READ_AS = {"ascii": "utf-8", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}


# Bytes that are no UTF-8, as Python lets them pass, and what they are in windows-1252.
_STRAY = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


def decode(data: bytes, *, where: str) -> str:
    """Return the characters of a document, without a byte order mark.

    A byte order mark decides, then the document's own declaration, then UTF-8. Single bytes that
    are no UTF-8 are read as windows-1252, and those that no charset explains as U+FFFD.

    Args:
        data: The document.
        where: Its URL or path, for the message.

    Raises:
        FeedError: It declares a charset that is unknown or not read.
    """
    name, data = _charset(data)
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        known = ""
    if not _ALLOWED.fullmatch(known):
        raise FeedError(
            f"{where}: unknown charset {name[:40]!r}", hint="convert the document to UTF-8"
        )
    known = _READ_AS.get(known, known)
    try:
        return data.decode(known)
    except UnicodeDecodeError:
        stray = known == "utf-8"
        return data.decode(known, "surrogateescape" if stray else "replace").translate(_STRAY)


def _charset(data: bytes) -> tuple[str, bytes]:
    """Return the name of the charset, and the data without its byte order mark."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, data[len(mark) :]
    for beginning, name in _UNMARKED:
        if beginning.match(data):
            return name, data
    declared = _DECLARED.match(data)
    said = (declared[1] or declared[2]) if declared else None
    name = said.decode("ascii", "replace") if said else "utf-8"
    # Whoever could read the declaration byte by byte did not read UTF-16.
    return ("utf-8" if name.lower().startswith("utf-16") else name), data
