"""A small log of one's own, as a feed in a file."""

from html import escape
from pathlib import Path
from typing import NamedTuple

SITE = "https://fly.io/infra-log"


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
