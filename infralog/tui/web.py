"""A URL -> the user's browser."""

import subprocess
import sys


def is_page(url: str | None) -> bool:
    """Tell whether a URL may be opened: nothing but a page of the web is."""
    return (url or "").startswith(("https://", "http://"))


def browse(url: str) -> None:
    """Open a page; a browser that would write on the terminal has none."""
    nowhere = subprocess.DEVNULL
    subprocess.Popen(  # noqa: S603 -- Python itself, and a URL of http or https as one argument
        [sys.executable, "-m", "webbrowser", url],
        stdin=nowhere,
        stdout=nowhere,
        stderr=nowhere,
        start_new_session=True,
    )
