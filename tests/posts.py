"""A small log of one's own, as a feed in a file, and a bulletin of two years before."""

from html import escape
from pathlib import Path
from typing import NamedTuple

from tests.command import run

SITE = "https://fly.io/infra-log"
BULLETIN = """Trailing 2 Weeks Incidents

  • June 3: Switch Fault In Bucharest (05:45EST): A switch gave up. OTP was offline for 90
minutes.

  • June 5: Machines Fail To Boot (11:45EST): An init binary with a typo kept Machines from booting.

  • June 6: A Late Disk In IAD (23:30EST): A disk died in IAD. Machines were down for 2
hours.

This Week In Infra Engineering

Corrosion has a new gossip protocol, and WireGuard a shorter list of peers.
"""


class Post(NamedTuple):
    """One entry of a feed; its slug is the ID that its incident gets.

    Attributes:
        id: The entry's own; None means its URL.
    """

    slug: str
    title: str
    html: str
    published: str = "2026-05-07"
    id: str | None = None


def feed(path: Path, *posts: Post) -> Path:
    """Write a feed of these posts, and return its path."""
    path.write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom">
          <title>A log</title><id>{SITE}/</id><updated>2026-06-01T00:00:00Z</updated>
          {"".join(map(_entry, posts))}
        </feed>""",
        "utf-8",
    )
    return path


def _entry(post: Post) -> str:
    url = f"{SITE}/{post.slug}/"
    return f"""<entry>
        <title>{escape(post.title)}</title><id>{post.id or url}</id><link href="{url}"/>
        <published>{post.published}T00:00:00Z</published>
        <updated>{post.published}T00:00:00Z</updated>
        <content type="html">{escape(post.html)}</content>
    </entry>"""


def home_of(folder: Path, *posts: Post) -> Path:
    """Make a home with a store of the bulletin and of these posts, and return it."""
    (folder / "2024-06-08.txt").write_text(BULLETIN, "utf-8")
    feed(folder / "feed.xml", *posts)
    synced = run("sync", str(folder / "2024-06-08.txt"), str(folder / "feed.xml"), home=folder)
    assert synced.code == 0, synced.err
    return folder
