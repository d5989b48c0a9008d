"""infralog.fetch against a real server that plays each fault."""

import gzip
import shutil
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from infralog.errors import FetchError
from infralog.fetch import Limits, fetch
from tests.command import PATIENCE
from tests.server import Answer, Site, certificate

FEED = b"<feed>one two three</feed>"
# A busy machine may take its time; only what is slow on purpose is waited for in vain.
PATIENT = Limits(size=100_000, backoff=0.01)
QUICK = PATIENT._replace(connect=0.5, read=0.3, total=0.5)


@pytest.fixture(autouse=True)
def _no_proxy_around(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    """A server of its own for each test."""
    with Site() as site:
        yield site


def failure(url: str, limits: Limits = PATIENT) -> FetchError:
    """Return the error that a fetch ends with, after checking that it is fit to be shown."""
    with pytest.raises(FetchError) as caught:
        fetch(url, limits=limits)
    error = caught.value
    assert len(error.message) < 200
    assert "\n" not in error.message
    assert not error.message.endswith(".")
    assert error.hint
    assert len(error.hint) < 200
    return error


# ---------------------------------------------------------------- what comes through


def test_a_document_comes_whole_with_its_validators(site: Site) -> None:
    """What is fetched is the body, where it came from, its validators and its media type."""
    modified = "Thu, 27 Jun 2024 10:00:00 GMT"
    site.put("/feed.xml", FEED, etag='W/"1"', last_modified=modified, media_type="Text/XML; a=b")
    got = fetch(site.url("/feed.xml"))
    assert got == (site.url("/feed.xml"), FEED, 'W/"1"', modified, False, "text/xml")


def test_the_request_says_who_asks_and_for_what(site: Site) -> None:
    """A request names infralog and the media types that it reads."""
    site.put("/", FEED)
    fetch(site.url("/"))
    (request,) = site.requests
    assert request.headers["user-agent"].startswith("infralog/")
    assert request.headers["accept"].startswith("application/atom+xml, application/rss+xml")
    assert not {"if-none-match", "if-modified-since"} & request.headers.keys()


@pytest.mark.parametrize(
    ("etag", "last_modified"),
    [('"1"', None), (None, "Thu, 27 Jun 2024 10:00:00 GMT"), ('"1"', "Thu, 27 Jun 2024 10:00:00")],
)
def test_nothing_is_sent_again_that_is_unchanged(
    site: Site, etag: str | None, last_modified: str | None
) -> None:
    """A request with the stored validators, exactly as they came, is answered `unchanged`."""
    site.put("/", FEED, etag=etag, last_modified=last_modified)
    got = fetch(site.url("/"), etag=etag, last_modified=last_modified)
    assert (got.unchanged, got.body, got.etag, got.last_modified) == (
        True,
        b"",
        etag,
        last_modified,
    )
    assert site.requests[0].headers.get("if-none-match") == etag
    assert site.requests[0].headers.get("if-modified-since") == last_modified


def test_a_304_without_validators_keeps_those_that_were_asked_with(site: Site) -> None:
    """An answer of `not modified` that repeats no validator confirms the one that was sent."""
    site.answer("/", Answer(304))
    assert fetch(site.url("/"), etag='"1"').etag == '"1"'


def test_a_304_that_was_not_asked_for_is_an_error(site: Site) -> None:
    """`Not modified` in answer to no condition is no document."""
    site.answer("/", Answer(304))
    assert failure(site.url("/")).status == 304


@pytest.mark.parametrize("etag", ['"caf\xe9"', '"a\nb"', '"' + "x" * 600 + '"', ""])
def test_a_validator_that_no_header_can_carry_is_not_sent(site: Site, etag: str) -> None:
    """A damaged validator is left out, so that the document comes whole."""
    site.put("/", FEED)
    assert fetch(site.url("/"), etag=etag).body == FEED
    assert "if-none-match" not in site.requests[0].headers


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(FEED, mtime=0)),
        ("X-Gzip", gzip.compress(FEED, mtime=0) + b"\0\0"),
        ("deflate", zlib.compress(FEED)),
        ("identity", FEED),
    ],
)
def test_compressed_bodies_are_decompressed(site: Site, coding: str, body: bytes) -> None:
    """A body in gzip or deflate is unpacked, and what stands behind its end is left out."""
    site.answer("/", Answer(body=body, headers={"Content-Encoding": coding}))
    assert fetch(site.url("/")).body == FEED


def test_a_body_without_a_length_ends_with_the_connection(site: Site) -> None:
    """A server that gives no length is believed when it closes the connection."""
    site.answer("/", Answer(body=FEED, length=False))
    assert fetch(site.url("/")).body == FEED


# ---------------------------------------------------------------- redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Site, status: int) -> None:
    """A redirect of each kind is followed, and the URL that is returned is where it led."""
    site.put("/new", FEED)
    site.redirect("/old", "/new", status)
    got = fetch(site.url("/old"), etag='"1"')
    assert (got.url, got.body) == (site.url("/new"), FEED)
    assert site.requests[-1].headers["if-none-match"] == '"1"'


def test_ten_redirects_are_followed_and_no_more(site: Site) -> None:
    """The tenth redirect is followed; the eleventh ends it."""
    site.put("/10", FEED)
    for number in range(10):
        site.redirect(f"/{number}", f"/{number + 1}")
    site.redirect("/first", "/0")
    assert fetch(site.url("/0")).body == FEED
    assert "redirects more than 10 times" in failure(site.url("/first")).message


@pytest.mark.parametrize(
    "to",
    ["file:///etc/passwd", "ftp://127.0.0.1/x", "mailto:a@b.c", "data:,x", "gopher:"],
)
def test_only_http_is_followed(site: Site, to: str) -> None:
    """A redirect to any scheme but http and https is refused."""
    site.redirect("/", to)
    assert "neither http nor https" in failure(site.url("/")).message
    assert len(site.requests) == 1


def test_an_error_behind_a_redirect_names_both_urls(site: Site) -> None:
    """A message says where a redirect led if the trouble is there."""
    site.redirect("/old", "/gone")
    message = failure(site.url("/old")).message
    assert message.startswith(
        f"{site.url('/old')} leads to {site.url('/gone')}, which answered 404"
    )


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "it wants a login"),
        (403, "it does not permit this"),
        (404, "nothing is there"),
        (410, "it is gone for good"),
        (418, "it does not take this request"),
        (302, "a redirect that leads nowhere"),
        (501, "the server has trouble of its own"),
        (777, "no status that HTTP knows"),
    ],
)
def test_a_status_is_told_in_words(site: Site, status: int, words: str) -> None:
    """An answer that is no document is an error, after one request, with its status and words."""
    site.answer("/", Answer(status))
    error = failure(site.url("/"))
    assert error.message == f"{site.url('/')} answered {status}: {words}"
    assert error.status == status
    assert len(site.requests) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(body=b"x", headers={"Content-Length": "100001"}), "is larger than 100000 bytes"),
        (Answer(body=b"x" * 100_001, length=False), "is larger than 100000 bytes"),
        (Answer(body=FEED, headers={"Content-Length": "99"}), "was cut off before its end"),
        (Answer(body=FEED, cut=9), "was cut off before its end"),
        (
            Answer(body=b"5\r\n<feed", length=False, headers={"Transfer-Encoding": "chunked"}),
            "was cut off before its end",
        ),
        (
            Answer(body=gzip.compress(FEED, mtime=0)[:-9], headers={"Content-Encoding": "gzip"}),
            "was cut off before its end",
        ),
        (Answer(body=b"", headers={"Content-Encoding": "gzip"}), "was cut off before its end"),
        (Answer(body=FEED, headers={"Content-Encoding": "gzip"}), "does not decompress"),
        (Answer(body=FEED, headers={"Content-Encoding": "br"}), "compressed in a way that was not"),
        (Answer(body=FEED, headers={"Content-Length": "-1"}), "did not answer in valid HTTP"),
        (Answer(body=FEED, headers={"Content-Length": "9" * 9999}), "did not answer in valid HTTP"),
        (Answer(raw=b"SSH-2.0-OpenSSH_9.2\r\n"), "did not answer in valid HTTP"),
        (Answer(raw=b""), "did not answer in valid HTTP"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 99_999), "did not answer in valid HTTP"),
    ],
)
def test_what_is_not_whole_or_not_valid_is_refused(site: Site, answer: Answer, words: str) -> None:
    """A body that is too large, too short or damaged, and what is not HTTP, are each refused."""
    site.answer("/", answer)
    assert words in failure(site.url("/")).message


@pytest.mark.parametrize(
    ("coding", "wbits"), [("gzip", 31), ("deflate", 15)], ids=["gzip", "deflate"]
)
def test_a_bomb_is_stopped_at_the_limit(site: Site, coding: str, wbits: int) -> None:
    """A small body that unpacks to a hundred megabytes costs no more memory than the limit."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    bomb = b"".join(packer.compress(bytes(2**20)) for _ in range(100)) + packer.flush()
    site.answer("/", Answer(body=bomb, headers={"Content-Encoding": coding}))
    site.put("/first", FEED)
    fetch(site.url("/first"))  # imports are not counted
    tracemalloc.start()
    try:
        message = failure(site.url("/"), PATIENT._replace(size=2**20)).message
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "is larger than 1 MiB" in message
    assert peak < 4 * 2**20


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(delay=9), "sent nothing for 0.3 s"),
        (Answer(body=FEED, headers={"Content-Length": "99"}, cut=0, delay=9), "sent nothing"),
        (Answer(body=FEED * 99, drip=0.05), "was not received whole within 0.5 s"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\n" * 99, drip=0.05), "was not received whole within 0.5 s"),
    ],
    ids=["stall", "stalled body", "dripping body", "dripping headers"],
)
def test_a_slow_server_is_given_up(site: Site, answer: Answer, words: str) -> None:
    """A server that stalls, or drips, in its headers too, is given up and left alone."""
    site.answer("/", answer)
    assert words in failure(site.url("/"), QUICK).message
    assert len(site.requests) == 1


def test_a_transfer_that_is_given_up_ends(site: Site) -> None:
    """What is left behind loses its connection, and so its thread ends."""
    site.answer("/", Answer(body=FEED * 99, drip=0.05))
    before = set(threading.enumerate())
    failure(site.url("/"), QUICK)
    for thread in set(threading.enumerate()) - before:
        thread.join(2)
        assert not thread.is_alive()


def test_headers_bring_no_control_character_in(site: Site) -> None:
    """A validator with an escape sequence is not kept, and a media type is without it."""
    headers = {"ETag": '"\x1b[31m"', "Last-Modified": "\xe9", "Content-Type": "text/\x1b[31mxml"}
    site.answer("/", Answer(body=FEED, headers=headers))
    got = fetch(site.url("/"))
    assert (got.etag, got.last_modified, got.media_type) == (None, None, "text/xml")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "an empty address is neither http nor https"),
        ("feed.xml", "feed.xml is neither http nor https"),
        ("file:///etc/passwd", "file:///etc/passwd is neither http nor https"),
        ("http:///feed.xml", "names no host"),
        ("http://127.0.0.1:65616/", "names a port that does not exist"),
        ("http://[zz]/", "is not a valid URL"),
        ("http://a\nb/", "http://a b/ is not a valid URL"),
        ("http://\udcff/", "is not a valid URL"),
        (f"http://{'a' * 70}.test/", "is not a valid URL"),
        (f"http://127.0.0.1:0/{'a' * 9999}", "aaa... names a port that does not exist"),
        ("http://no-such-host.invalid/", "has a host name that cannot be resolved"),
    ],
)
def test_an_address_that_cannot_be_asked_is_refused(url: str, words: str) -> None:
    """Any string may be given as an address, and each that is of no use is told why."""
    assert words in failure(url).message


def test_credentials_are_sent_and_never_shown(site: Site) -> None:
    """A login in the URL reaches the server, but neither the result nor a message."""
    site.put("/", FEED)
    secret = site.url("/").replace("//", "//ann:s3cr@t@")
    got = fetch(secret)
    assert site.requests[0].headers["authorization"].startswith("Basic ")
    assert got.url == site.url("/")
    error = failure(f"{secret}gone")
    assert error.url == site.url("/gone")
    assert "s3cr" not in error.message


# ---------------------------------------------------------------- trying again


@pytest.mark.parametrize("pause", ["0", "Thu, 27 Jun 2024 10:00:00 GMT", "soon", None])
@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_status_that_may_pass_is_tried_again(site: Site, status: int, pause: str | None) -> None:
    """A busy server is asked again, and each repetition is told in one line."""
    busy = Answer(status, headers={"Retry-After": pause} if pause else {})
    site.answer("/", busy, busy, Answer(body=FEED))
    said: list[str] = []
    assert fetch(site.url("/"), limits=PATIENT, say=said.append).body == FEED
    assert len(site.requests) == 3
    assert len(said) == 2
    host = site.url("").removeprefix("http://")
    assert said[0].startswith(f"{host} answered {status}: ")
    assert said[0].endswith(" s")


def test_a_server_that_stays_busy_is_given_up(site: Site) -> None:
    """After three attempts the error carries the status of the last, and nothing more is said."""
    site.answer("/", Answer(503))
    said: list[str] = []
    with pytest.raises(FetchError) as caught:
        fetch(site.url("/"), limits=PATIENT, say=said.append)
    assert caught.value.status == 503
    assert (len(site.requests), len(said)) == (3, 2)
    assert said[1].endswith("trying again in 0.02 s")


def test_the_pause_that_a_server_asks_for_is_kept(site: Site) -> None:
    """A server that asks for a second is left alone for that second."""
    site.answer("/", Answer(429, headers={"Retry-After": "1"}), Answer(body=FEED))
    before = time.monotonic()
    assert fetch(site.url("/"), limits=PATIENT).body == FEED
    assert time.monotonic() - before >= 1


@pytest.mark.parametrize(
    ("pause", "words"),
    [
        ("21", "asks for a pause of 21 s; the longest is 20 s"),
        ("9" * 5000, "asks for a pause of 1000000000 s"),
        (format_datetime(datetime.now(UTC) + timedelta(minutes=130), usegmt=True), "a pause of 7"),
    ],
    ids=["seconds", "digits", "date"],
)
def test_a_pause_that_is_too_long_is_not_waited_for(site: Site, pause: str, words: str) -> None:
    """A server that wants to be left alone for longer than that is not asked again."""
    site.answer("/", Answer(503, headers={"Retry-After": pause}))
    error = failure(site.url("/"))
    assert words in error.message
    assert error.status == 503
    assert len(site.requests) == 1


def test_all_attempts_together_end_in_time(site: Site) -> None:
    """No pause is begun that would go beyond the time for all attempts."""
    site.answer("/", Answer(503, headers={"Retry-After": "5"}))
    assert "asks for a pause" not in failure(site.url("/"), PATIENT._replace(whole=3)).message
    assert len(site.requests) == 1


def test_a_refused_connection_is_tried_again() -> None:
    """A port that nobody listens at is tried three times, then told as refused."""
    with Site() as gone:
        url = gone.url("/")
    said: list[str] = []
    with pytest.raises(FetchError, match="refused the connection") as caught:
        fetch(url, limits=PATIENT, say=said.append)
    assert caught.value.status is None
    assert len(said) == 2


# ---------------------------------------------------------------- surroundings


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate that nobody but its own server has signed."""
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl to make a certificate with")
    return certificate(tmp_path_factory.mktemp("tls"))


def test_a_certificate_that_nobody_vouches_for_is_refused(pem: Path) -> None:
    """A self-signed certificate ends the fetch at once, with the reason."""
    with Site(pem) as site:
        site.put("/", FEED)
        message = failure(site.url("/")).message
    assert "has a certificate that cannot be trusted: self" in message
    assert not site.requests


def test_a_certificate_that_the_environment_vouches_for_is_trusted(
    pem: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SSL_CERT_FILE names a certificate to trust."""
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with Site(pem) as site:
        site.put("/", FEED)
        assert fetch(site.url("/")).body == FEED


def test_https_to_a_server_that_speaks_http_is_told(site: Site) -> None:
    """An answer that is no TLS is told as such, not as a certificate."""
    url = site.url("/").replace("http:", "https:")
    assert "could not agree on TLS" in failure(url).message


def test_the_proxy_of_the_environment_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """HTTP_PROXY is asked for another host, and NO_PROXY goes past it."""
    monkeypatch.setenv("HTTP_PROXY", site.url(""))
    site.put("http://example.test/feed.xml", FEED)
    assert fetch("http://example.test/feed.xml").body == FEED
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    site.put("/feed.xml", b"direct")
    assert fetch(site.url("/feed.xml")).body == b"direct"


@pytest.mark.parametrize(
    ("name", "value"), [("HTTPS_PROXY", "gopher://x"), ("SSL_CERT_FILE", "/nowhere/at/all.pem")]
)
def test_surroundings_of_no_use_are_told(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """A proxy or a certificate file that cannot be used is told as a fault of the environment."""
    monkeypatch.setenv(name, value)
    error = failure("https://127.0.0.1/")
    assert "the environment names a proxy or certificates" in error.message
    assert name in str(error.hint)


@pytest.mark.parametrize(
    "answer",
    [Answer(delay=600), Answer(503, headers={"Retry-After": "600"})],
    ids=["in a stalled read", "in a pause between attempts"],
)
def test_ctrl_c_ends_at_once(site: Site, answer: Answer) -> None:
    """An interrupt passes through, and the process ends long before what it waits for."""
    site.answer("/", answer)
    code = (
        "import sys; from infralog.fetch import Limits, fetch;"
        "limits = Limits(read=999, total=999, whole=999, retry_after=999);"
        "fetch(sys.argv[1], limits=limits, say=lambda told: print(told, flush=True))"
    )
    command = [sys.executable, "-c", code, site.url("/")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    while not site.requests:
        time.sleep(0.01)
    if answer.status == 503:
        assert b"trying again" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=PATIENCE)
    assert stderr.splitlines()[-1] == b"KeyboardInterrupt"
    assert len(site.requests) == 1


def test_a_retry_writes_nothing_of_its_own(site: Site) -> None:
    """Nothing but what `say` is told comes of a retry: no log line on stdout or stderr."""
    site.answer("/", Answer(503, headers={"Retry-After": "0"}), Answer(body=FEED))
    code = "import sys; from infralog.fetch import fetch; fetch(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", code, site.url("/")], capture_output=True, check=True
    )
    assert (done.stdout, done.stderr) == (b"", b"")
    assert len(site.requests) == 2
