"""Imported by every Python that a test starts: it ends one that turns to another machine."""

import os
import sys

OFF_LOOPBACK = 99
"""The exit code of a process that tried."""

# Names that no resolver asks another machine for (RFC 6761).
_NEAR = ("localhost", "127.", "::1", "0.0.0.0")  # noqa: S104 -- nothing is bound to it


def turns_away(event: str, arguments: tuple[object, ...]) -> str | None:
    """Return the host that an audited event is about to turn to, if it is another machine."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else ""
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0] or ""
    else:
        return None
    name = host.decode() if isinstance(host, bytes) else str(host)
    return None if not name or name.startswith(_NEAR) or name.endswith(".invalid") else name


def _end(event: str, arguments: tuple[object, ...]) -> None:
    host = turns_away(event, arguments)
    if host is not None:
        sys.stderr.write(f"off loopback: {event} {host}\n")
        sys.stderr.flush()
        os._exit(OFF_LOOPBACK)


if __name__ == "sitecustomize":
    sys.addaudithook(_end)
