"""Trouble with a URL -> the words for it: what it did, and what a person can do about it.

Each is a sentence without its subject, which is the URL (`refused the connection`), so that an
error, and the line that announces another attempt, say the same. Nothing here opens a connection.
"""

import re
from datetime import UTC, datetime
from typing import NamedTuple

from infralog.errors import FetchError
from infralog.safe import line

LATER = "try again later; what is stored stays as it is"
EXAMPLE = "give an address such as https://example.org/feed.xml"
_NETWORK = "check the address and its port, the network and your proxy settings"

_PASSING = frozenset({429, 500, 502, 503, 504})
"""The statuses after which the same request may succeed a little later."""

_STATUSES = {
    304: ("unchanged, though it was not asked for changes", LATER),
    401: ("it wants a login", "see whether it opens in a browser without one"),
    403: ("it does not permit this", "see whether it opens in a browser; it may refuse programs"),
    404: ("nothing is there", "check the address, or see whether the log has moved"),
    407: ("the proxy wants a login", "put it into HTTPS_PROXY: http://name:password@host:port"),
    410: ("it is gone for good", "see whether the log has moved"),
    429: ("too many requests", "try again later, and less often"),
}
_CLASSES = {
    3: ("a redirect that leads nowhere", "see where it leads in a browser"),
    4: ("it does not take this request", "check the address, or open it in a browser"),
    5: ("the server has trouble of its own", LATER),
}
_OTHER = ("no status that HTTP knows", "check the address and its port")

_CREDENTIALS = re.compile(r"(?<=//)[^/?#]*@")


class Trouble(NamedTuple):
    """What a URL did.

    Attributes:
        predicate: A sentence that lacks its subject.
        hint: What to do about it.
        status: The HTTP status, or None where no answer came.
        passing: True if the same request may succeed a little later.
        pause: The seconds that the server asks to wait before it, or None.
    """

    predicate: str
    hint: str
    status: int | None = None
    passing: bool = False
    pause: float | None = None


class Refused(Exception):
    """What was asked for, or what came, is not taken."""

    def __init__(self, predicate: str, hint: str = LATER) -> None:
        super().__init__(predicate)
        self.trouble = Trouble(predicate, hint)


def check(scheme: str, host: str, port: int | None) -> None:
    """Raise `Refused` for a URL that is not to be, or cannot be, asked.

    The system would take a port above 65535 for another one.
    """
    last = 65535
    if scheme not in {"http", "https"}:
        raise Refused("is neither http nor https", "give an address that begins with https://")
    if not host:
        raise Refused("names no host", EXAMPLE)
    if port is not None and not 0 < port <= last:
        raise Refused("names a port that does not exist", f"ports are 1 to {last}")


def told(trouble: Trouble, url: str, final: str | None = None) -> FetchError:
    """Return the error that tells of a trouble, without the credentials of the URL.

    Args:
        trouble: What went wrong.
        url: The URL that was asked for; it need not be valid.
        final: Where its redirects led, and the trouble is, or None.
    """
    subject = shown(url, 90)
    if final and bare(final) != bare(url):
        subject = f"{shown(url, 40)} leads to {shown(final, 40)}, which"
    message = f"{subject} {trouble.predicate}"
    return FetchError(message, url=bare(url), status=trouble.status, hint=trouble.hint)


def of_status(status: int, retry_after: str, longest: float) -> Trouble:
    """Return the trouble with an answer that is not a document.

    Args:
        status: Of the answer.
        retry_after: The header, empty if there is none.
        longest: The seconds that are waited for at most.
    """
    pause = asked_pause(retry_after) if status in _PASSING else None
    if pause is not None and pause > longest:
        seconds = f"{min(pause, 10**9):.0f} s"
        words = f"answered {status} and asks for a pause of {seconds}; the longest is {longest:g} s"
        return Trouble(words, f"try again in {seconds}", status)
    words, hint = _STATUSES.get(status) or _CLASSES.get(status // 100, _OTHER)
    return Trouble(f"answered {status}: {words}", hint, status, status in _PASSING, pause)


def of_connection(cause: BaseException) -> Trouble:
    """Return the trouble with a connection that did not come about, by what the system said."""
    import socket
    import ssl

    match cause:
        case ssl.SSLCertVerificationError():
            words = f"has a certificate that cannot be trusted: {line(cause.verify_message)[:60]}"
            return Trouble(words, "check this machine's clock; SSL_CERT_FILE names whom it trusts")
        case ssl.SSLError():
            return Trouble("could not agree on TLS", "check whether it is https, or plain http")
        case socket.gaierror():
            words = "has a host name that cannot be resolved"
            passing = cause.errno != socket.EAI_NONAME
            return Trouble(words, "check its spelling, and the network", passing=passing)
        case ConnectionRefusedError():
            return Trouble("refused the connection", _NETWORK, passing=True)
    return Trouble("cannot be reached", _NETWORK, passing=True)


def asked_pause(retry_after: str) -> float | None:
    """Return the seconds that a Retry-After asks to wait, by RFC 9110, 10.2.3: a number or a date.

    None where it is neither.
    """
    from email.utils import parsedate_to_datetime

    if retry_after.isdecimal():
        return float(retry_after)
    try:
        date = parsedate_to_datetime(retry_after)
    except (ValueError, TypeError, OverflowError):
        return None
    moment = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def bare(url: str) -> str:
    """Return a URL without its credentials; it need not be valid."""
    return _CREDENTIALS.sub("", url, count=1)


def shown(url: str, longest: int) -> str:
    """Return a URL as a message shows it: on one line, without credentials, and bounded."""
    text = line(bare(url)) or "an empty address"
    return text if len(text) <= longest else f"{text[: longest - 3]}..."


def amount(size: int) -> str:
    """Return a number of bytes in words."""
    mebibyte = 2**20
    return f"{size} bytes" if size % mebibyte else f"{size // mebibyte} MiB"
