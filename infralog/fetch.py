"""URL -> bytes; the one door to HTTP.

Nothing comes through it that is too large, too late, or cut off: what cannot be had whole is a
`FetchError`. httpx2 speaks HTTP, stamina repeats what may pass; both are imported when something
is fetched, never before.
"""

import contextlib
import io
import time
import zlib
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from infralog import __version__, trouble
from infralog.deadline import within
from infralog.inflate import WBITS, inflated
from infralog.safe import line
from infralog.trouble import LATER, Refused, Trouble

if TYPE_CHECKING:
    import httpx2

_HEADERS = {
    "User-Agent": f"infralog/{__version__}",
    "Accept": (
        "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9,"
        " text/html;q=0.8, */*;q=0.5"
    ),
    "Accept-Encoding": "gzip",
}

_LONGEST_VALIDATOR = 500
"""Characters; a server that is sent more than it can take would refuse for ever."""

_BROWSER = "see where it leads in a browser"


class Limits(NamedTuple):
    """How much of everything a fetch may take.

    Attributes:
        size: Bytes of a body, on the wire and again after decompression.
        connect: Seconds for a connection.
        read: Seconds without a byte.
        total: Seconds for one attempt, from the lookup of the name to the last byte.
        redirects: How many are followed.
        attempts: How often it is tried, the first time included.
        retry_after: Seconds; a server that asks for a longer pause is not waited for.
        backoff: Seconds before the second attempt where the server asks for none; then doubled.
        whole: Seconds for all attempts and the pauses between them. A sync of one document is to
            end within 45 s, and what was fetched is then still to be read.
    """

    size: int = 32 * 2**20
    connect: float = 5
    read: float = 10
    total: float = 30
    redirects: int = 10
    attempts: int = 3
    retry_after: float = 20
    backoff: float = 1
    whole: float = 40


class Fetched(NamedTuple):
    """What a server answered.

    Attributes:
        url: Where it came from, after redirects; without credentials.
        body: Whole, and decompressed; empty if `unchanged`.
        etag: The validator to ask with next time, as the server sent it; None where it sent none,
            or one that could not be sent back.
        last_modified: Likewise.
        unchanged: True if the server has nothing newer than the validators that it was asked with.
        media_type: Such as `application/atom+xml`, lower case, without parameters; None if the
            server did not say.
    """

    url: str
    body: bytes
    etag: str | None
    last_modified: str | None
    unchanged: bool
    media_type: str | None


def fetch(
    url: str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    limits: Limits = Limits(),
    say: Callable[[str], None] | None = None,
) -> Fetched:
    """Return what is at an http or https URL, redirects followed, or that it is unchanged.

    A connection that failed and a status that may pass (429, 500, 502, 503, 504) are tried again.
    Proxies and certificates are those of the environment (`HTTPS_PROXY`, `SSL_CERT_FILE`, ...).

    Args:
        url: May hold credentials (`https://name:password@...`), which no message shows.
        etag: The validator that is stored, or None; the server answers only with what is newer.
        last_modified: Likewise.
        limits: How much of everything it may take.
        say: Takes one line before each repeated attempt.

    Raises:
        FetchError: What is there could not be had whole, within the limits.
    """
    import httpx2

    try:
        with _client(limits) as client:
            asked = httpx2.URL(url)
            trouble.check(asked.scheme, asked.host, asked.port)
            request = client.build_request("GET", url, headers=_conditions(etag, last_modified))
            return _repeated(client, request, limits, say)
    except httpx2.HTTPError as exc:
        final = exc.request.url
        led = str(final) if final != asked else None
        raise trouble.told(_trouble(exc, limits), url, led) from exc
    except (Refused, TimeoutError, httpx2.InvalidURL, UnicodeError) as exc:
        raise trouble.told(_trouble(exc, limits), url) from exc


# ---------------------------------------------------------------- what is asked


def _client(limits: Limits) -> "httpx2.Client":
    """Return a client that obeys the proxies and certificates of the environment."""
    import httpx2

    timeout = httpx2.Timeout(limits.read, connect=limits.connect)
    try:
        return httpx2.Client(headers=_HEADERS, timeout=timeout)
    except (ImportError, ValueError, OSError, httpx2.InvalidURL) as exc:
        raise Refused(
            "was not asked: the environment names a proxy or certificates that are of no use",
            "check HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR",
        ) from exc


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Return the headers that ask only for what is newer (RFC 9110, 13.1)."""
    asked = {"If-None-Match": _sendable(etag), "If-Modified-Since": _sendable(last_modified)}
    return {name: value for name, value in asked.items() if value}


def _sendable(validator: str | None) -> str | None:
    """Return a validator that a header can carry back, else None."""
    if not validator or len(validator) > _LONGEST_VALIDATOR:
        return None
    return validator if validator.isascii() and validator.isprintable() else None


# ---------------------------------------------------------------- attempts


def _repeated(
    client: "httpx2.Client",
    request: "httpx2.Request",
    limits: Limits,
    say: Callable[[str], None] | None,
) -> Fetched:
    """Return what was transferred, at the second or third attempt if a failure may pass."""
    import stamina
    from stamina.instrumentation import set_on_retry_hooks

    set_on_retry_hooks(())  # they would log to a terminal that is not theirs
    host = trouble.shown(request.url.netloc.decode(), 60)
    ends = time.monotonic() + limits.whole

    def pause(exc: BaseException) -> float | bool:
        if not isinstance(exc, Exception):
            return False  # tenacity asks about Ctrl-C, too, and raises it again after a no
        seen = _trouble(exc, limits)
        seconds = attempt.next_wait if seen.pause is None else seen.pause
        in_time = attempt.num < limits.attempts and time.monotonic() + seconds < ends
        if not (seen.passing and in_time):
            return False
        if say:
            say(f"{host} {seen.predicate}; trying again in {seconds:.3g} s")
        return seconds

    for attempt in stamina.retry_context(
        on=pause, attempts=limits.attempts, timeout=None, wait_initial=limits.backoff, wait_jitter=0
    ):
        with attempt:
            seconds = min(limits.total, ends - time.monotonic())
            return within(seconds, lambda: _transfer(client, request, limits))
    raise AssertionError("the last attempt returns or raises")


# ---------------------------------------------------------------- one attempt


def _transfer(client: "httpx2.Client", request: "httpx2.Request", limits: Limits) -> Fetched:
    """Follow redirects, each checked, to an answer; read it whole."""
    for _ in range(limits.redirects + 1):
        response = client.send(request, stream=True)
        with contextlib.closing(response):
            if not response.has_redirect_location:
                return _received(response, limits)
            request = _redirected(response)
    raise Refused(f"redirects more than {limits.redirects} times", _BROWSER)


def _redirected(response: "httpx2.Response") -> "httpx2.Request":
    """Return the request that a redirect asks for."""
    request = response.next_request
    if request is None or request.url.scheme not in {"http", "https"}:
        raise Refused("redirects to what is neither http nor https", _BROWSER)
    trouble.check(request.url.scheme, request.url.host, request.url.port)
    return request


def _received(response: "httpx2.Response", limits: Limits) -> Fetched:
    """Read an answer; one that says "not modified" confirms the validators it was asked with."""
    asked = response.request.headers
    etag, last_modified = asked.get("If-None-Match"), asked.get("If-Modified-Since")
    unchanged = response.status_code == HTTPStatus.NOT_MODIFIED and bool(etag or last_modified)
    if not unchanged:
        response.raise_for_status()
        etag = last_modified = None
    media_type, _, _ = response.headers.get("Content-Type", "").partition(";")
    return Fetched(
        url=trouble.bare(str(response.url)),
        body=b"" if unchanged else _body(response, limits),
        etag=_sendable(response.headers.get("ETag", etag)),
        last_modified=_sendable(response.headers.get("Last-Modified", last_modified)),
        unchanged=unchanged,
        media_type=line(media_type).lower() or None,
    )


def _body(response: "httpx2.Response", limits: Limits) -> bytes:
    """Return the body, decompressed; hold at no time more than the limit and one piece of it."""
    import httpx2

    size = trouble.amount(limits.size)
    larger = Refused(f"is larger than {size}", "raise the bound with --max-size")
    if int(response.headers.get("Content-Length", 0)) > limits.size:
        raise larger
    body = io.BytesIO()
    try:
        for piece in _pieces(response):
            body.write(piece)
            if max(body.tell(), response.num_bytes_downloaded) > limits.size:
                raise larger
    except (httpx2.RemoteProtocolError, httpx2.ReadError, EOFError) as exc:
        raise Refused("was cut off before its end") from exc
    except zlib.error as exc:
        raise Refused("is damaged: it does not decompress") from exc
    return body.getvalue()


def _pieces(response: "httpx2.Response") -> Iterator[bytes]:
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    if coding in {"", "identity"}:
        return response.iter_raw()
    if coding in WBITS:
        return inflated(response.iter_raw(), coding)
    raise Refused("is compressed in a way that was not asked for")


# ---------------------------------------------------------------- what went wrong


def _trouble(exc: Exception, limits: Limits) -> Trouble:
    """Return the words for what httpx2, the clock, or a check of this module raised."""
    import httpx2

    if isinstance(exc, Refused):
        return exc.trouble
    if isinstance(exc, httpx2.HTTPStatusError):
        retry_after = exc.response.headers.get("Retry-After", "")
        return trouble.of_status(exc.response.status_code, retry_after, limits.retry_after)
    if isinstance(exc, httpx2.ConnectError):
        return trouble.of_connection(_cause(exc))
    kinds: tuple[tuple[type[Exception], str, str], ...] = (
        (httpx2.ConnectTimeout, f"accepted no connection within {limits.connect:g} s", LATER),
        (httpx2.TimeoutException, f"sent nothing for {limits.read:g} s", LATER),
        (TimeoutError, f"was not received whole within {limits.total:g} s", LATER),
        (httpx2.ProxyError, "cannot be reached through the proxy", "check HTTPS_PROXY, HTTP_PROXY"),
        (httpx2.RemoteProtocolError, "did not answer in valid HTTP", "check the address, its port"),
        (httpx2.HTTPError, "broke the connection off", LATER),
        (Exception, "is not a valid URL", trouble.EXAMPLE),
    )
    words, hint = next((words, hint) for kind, words, hint in kinds if isinstance(exc, kind))
    return Trouble(words, hint, passing=isinstance(exc, httpx2.ConnectTimeout))


def _cause(exc: BaseException) -> BaseException:
    """Return what an exception goes back to: behind httpx2's stands what the system said."""
    while earlier := exc.__cause__ or exc.__context__:
        exc = earlier
    return exc
