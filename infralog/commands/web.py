"""--open: the pages of incidents, in the user's browser."""

from collections.abc import Iterable

from infralog.errors import UsageError
from infralog.model import Incident


def open_pages(incidents: Iterable[Incident]) -> None:
    """Open the page of each incident, each page once.

    Raises:
        UsageError: One has no page, or there is no browser.
    """
    import webbrowser

    pages = {incident.url: incident for incident in incidents}
    for url, incident in pages.items():
        if url is None or not url.startswith(("https://", "http://")):
            raise UsageError(f"{incident.id}: has no page that could be opened")
        if not webbrowser.open(url):
            raise UsageError("no browser can be opened here", hint=f"open it yourself: {url}")
