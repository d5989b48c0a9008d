"""Asks one host for many pages as a polite guest does: robots.txt first, one at a time, slowly.

What `robots.txt` means is RFC 9309, as `urllib.robotparser` reads it: one that is not there
permits all, and one that cannot be had (the server has trouble) permits nothing.
"""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from infralog.errors import FetchError, SourceError
from infralog.fetch import Limits, fetch
from infralog.model import State
from infralog.origin import Original
from infralog.trouble import shown

if TYPE_CHECKING:
    from urllib.robotparser import RobotFileParser

AGENT = "infralog"
_LARGEST_RULES = 512 * 2**10
# A site that asks for a longer pause between two requests is asked no slower than this.
_LONGEST_PAUSE = 30.0


class NotPermitted(SourceError):
    """The host does not want a page to be read by programs, or it is on another host."""


class Visitor:
    """Reads pages of one host."""

    def __init__(
        self,
        home: str,
        limits: Limits = Limits(),
        *,
        pause: float = 1.0,
        say: Callable[[str], None] | None = None,
    ) -> None:
        """Prepare; nothing is asked yet.

        Args:
            home: Any URL of the host.
            limits: Of each request.
            pause: Seconds from one request to the next, at least.
            say: Takes one line before each repeated attempt.
        """
        parts = urlsplit(home)
        self._home = (parts.scheme, parts.netloc.rpartition("@")[2])
        self._limits = limits
        self._pause = pause
        self._say = say
        self._rules: RobotFileParser | None = None
        self._next = 0.0

    def visit(self, url: str, known: State | None = None) -> Original | None:
        """Return a page; None where the server says that it is as `known` has it.

        Raises:
            NotPermitted: It is not to be read.
            FetchError: It, or `robots.txt`, could not be had whole.
        """
        if not self.is_at_home(url):
            raise NotPermitted(f"{shown(url, 120)} is on another host, and was not asked for")
        if self._rules is None:
            self._rules = self._read_rules()
        if not self._rules.can_fetch(AGENT, url):
            raise NotPermitted(f"{shown(url, 120)} was not read, since robots.txt forbids it")
        self._wait()
        etag, last_modified = (known.etag, known.last_modified) if known else (None, None)
        got = fetch(url, etag=etag, last_modified=last_modified, limits=self._limits, say=self._say)
        if not self.is_at_home(got.url):
            raise NotPermitted(f"{shown(url, 80)} leads to another host: {shown(got.url, 80)}")
        return None if got.unchanged else Original(got.body, got.etag, got.last_modified, got.url)

    def is_at_home(self, url: str) -> bool:
        """Tell whether a URL is on the host."""
        parts = urlsplit(url)
        return (parts.scheme in ("http", "https")) and parts.netloc == self._home[1]

    def _wait(self) -> None:
        time.sleep(max(0.0, self._next - time.monotonic()))
        self._next = time.monotonic() + self._pause

    def _read_rules(self) -> "RobotFileParser":
        from urllib.robotparser import RobotFileParser

        scheme, host = self._home
        rules = RobotFileParser()
        self._wait()
        try:
            url = f"{scheme}://{host}/robots.txt"
            got = fetch(url, limits=self._limits._replace(size=_LARGEST_RULES), say=self._say)
            lines = got.body.decode("utf-8", "replace").splitlines()
        except FetchError as exc:
            if not exc.status or exc.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise
            lines = []
        rules.parse(lines)
        asked = rules.crawl_delay(AGENT)
        self._pause = max(self._pause, min(float(asked or 0), _LONGEST_PAUSE))
        return rules


def may_pass(exc: SourceError) -> bool:
    """Tell whether a page that could not be read may well be read another time."""
    passing = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
    if not isinstance(exc, FetchError):
        return False
    return not exc.status or exc.status >= HTTPStatus.INTERNAL_SERVER_ERROR or exc.status in passing
