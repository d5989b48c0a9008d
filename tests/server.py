"""A real HTTP server on loopback, for every test that needs one: honest, or faulty as told.

    with Site() as site:
        site.put("/feed.xml", b"<feed/>", etag='"1"')      # answers 304 to the right validator
        site.redirect("/old.xml", "/feed.xml")
        site.answer("/busy", Answer(503), Answer(body=b"now"))  # in turn; the last one stays
        site.answer("/slow", Answer(body=b"drop by drop", drip=0.1))

        fetch(site.url("/feed.xml"))
        assert site.requests[-1].headers["if-none-match"] == '"1"'

As a proxy it answers for other hosts: `site.put("http://example.test/feed.xml", b"<feed/>")`.
"""

import ssl
import subprocess
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self


class Request(NamedTuple):
    """What the server was asked; the names of the headers are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]


class Answer(NamedTuple):
    """What the server answers.

    Attributes:
        headers: Beside Content-Length and Connection; they may contradict them.
        delay: Seconds before the first byte.
        drip: Seconds before each byte of the body; None sends it in one go.
        cut: The bytes of the body after which the connection is closed; None sends all.
        length: False sends no Content-Length: the body ends where the connection does.
        raw: Instead of all that: the bytes to send, status line and headers included.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = {}
    delay: float = 0
    drip: float | None = None
    cut: int | None = None
    length: bool = True
    raw: bytes | None = None

    def head(self) -> bytes:
        """Return the status line and the headers."""
        headers = {"Connection": "close"}
        if self.length and self.status != HTTPStatus.NOT_MODIFIED:
            headers["Content-Length"] = str(len(self.body))
        headers.update(self.headers)
        fields = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"HTTP/1.1 {self.status} Words\r\n{fields}\r\n".encode("latin-1")


Route = Callable[[Request], Answer]


class Site:
    """A server that lives as long as the `with` block; see the module's example.

    Attributes:
        requests: What it was asked, in order.
    """

    def __init__(self, certificate: Path | None = None) -> None:
        """Start to listen.

        Args:
            certificate: A PEM file with key and certificate, to speak HTTPS; None speaks HTTP.
        """
        self.requests: list[Request] = []
        self._routes: dict[str, Route] = {}
        self._closing = threading.Event()
        self._scheme = "https" if certificate else "http"
        self._server = _Server(("127.0.0.1", 0), self._handler())
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End every answer that is still on its way, and stop."""
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def url(self, path: str) -> str:
        """Return the URL of a path."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_port}{path}"

    def put(
        self,
        path: str,
        body: bytes,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        media_type: str = "application/atom+xml",
    ) -> None:
        """Serve a document, and 304 to a request that carries its validator."""
        validators = {"ETag": etag, "Last-Modified": last_modified}
        sent = {name: value for name, value in validators.items() if value}

        def route(request: Request) -> Answer:
            # RFC 9110, 13.2.2: If-Modified-Since counts only where there is no If-None-Match.
            asked = request.headers.get("if-none-match")
            if asked is None:
                same = last_modified and last_modified == request.headers.get("if-modified-since")
            else:
                same = etag == asked
            if same:
                return Answer(304, headers=sent)
            return Answer(body=body, headers={"Content-Type": media_type, **sent})

        self._routes[path] = route

    def answer(self, path: str, *answers: Answer) -> None:
        """Give these answers in turn, and then the last one for ever."""
        left = list(answers)

        def route(_: Request) -> Answer:
            return left.pop(0) if len(left) > 1 else left[0]

        self._routes[path] = route

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        """Lead from a path to what the Location header is to say."""
        self.answer(path, Answer(status, headers={"Location": to}))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                request = Request(self.command, self.path, headers)
                site.requests.append(request)
                route = site._routes.get(self.path)
                with suppress(OSError):  # whoever asked may have gone
                    site._send(route(request) if route else Answer(404), self.wfile.write)
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                """Stay silent."""

        return Handler

    def _send(self, answer: Answer, write: Callable[[bytes], object]) -> None:
        self._closing.wait(answer.delay)
        head, body = (b"", answer.raw) if answer.raw is not None else (answer.head(), answer.body)
        write(head)
        body = body[: answer.cut]
        if answer.drip is None:
            write(body)
            return
        for position in range(len(body)):
            if self._closing.wait(answer.drip):
                return
            write(body[position : position + 1])


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for them, and none outlives its test

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent: a client that goes away is part of the tests."""


def certificate(folder: Path) -> Path:
    """Return a PEM file, made in the folder: a key, and a certificate for 127.0.0.1 signed by it.

    Raises:
        FileNotFoundError: There is no `openssl` on this machine.
    """
    file = folder / "server.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    names = ("-addext", "subjectAltName=IP:127.0.0.1")
    files = ("-keyout", str(file), "-out", str(folder / "certificate.pem"))
    subprocess.run([*command.split(), *names, *files], check=True, capture_output=True)
    with file.open("ab") as pem:
        pem.write((folder / "certificate.pem").read_bytes())
    return file
