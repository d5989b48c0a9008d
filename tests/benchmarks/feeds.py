"""Accounts -> an Atom feed in a file."""

from html import escape
from pathlib import Path

from tests.benchmarks.accounts import Account, accounts

SITE = "https://fly.io/infra-log"

_HEAD = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>A made-up log</title>
  <id>{SITE}/</id>
  <link href="{SITE}/"/>
  <updated>2026-06-01T00:00:00Z</updated>
"""


def write(path: Path, count: int) -> None:
    """Write a feed of so many accounts."""
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        file.writelines(map(_entry, accounts(count)))
        file.write("</feed>\n")


def _entry(one: Account) -> str:
    url = f"{SITE}/{one.slug}/"
    return f"""  <entry>
    <title>{escape(one.title)}</title>
    <link href="{url}"/>
    <id>{url}</id>
    <published>{one.published:%Y-%m-%dT%H:%M:%SZ}</published>
    <updated>{one.published:%Y-%m-%dT%H:%M:%SZ}</updated>
    <author><name>Nobody</name></author>
    <content type="html">{escape(one.html)}</content>
  </entry>
"""
