"""What is run in the virtual environment of lemon24/reader: `python reads.py WHAT DATABASE ...`.

    sync FEED        add a feed that is a file, update it, and update the index for searches
    again            the same once more, by which nothing is new
    search WORD      20 entries of a search, as JSON

It is reader's own API as its guide has it (https://reader.readthedocs.io/en/latest/guide.html).
"""

import json
import sys
from importlib import import_module
from itertools import islice
from typing import Any


def main(what: str, database: str, *named: str) -> None:
    """Do what is asked, as a script of reader's guide would."""
    make_reader = import_module("reader").make_reader
    reader: Any = make_reader(database, feed_root="", search_enabled=True)
    if what == "search":
        hits = islice(reader.search_entries(named[0]), 20)
        json.dump([_record(reader, hit) for hit in hits], sys.stdout)
        return
    if what == "sync":
        reader.add_feed(named[0])
    reader.update_feeds()
    reader.update_search()
    told = reader.get_entry_counts().total
    sys.stdout.write(f"{told}\n")


def _record(reader: Any, hit: Any) -> dict[str, Any]:  # noqa: ANN401 -- reader's own types
    entry = reader.get_entry(hit)
    return {
        "id": entry.id,
        "title": str(hit.metadata.get(".title")),
        "url": entry.link,
        "published": str(entry.published),
        "text": entry.content[0].value if entry.content else None,
        "snippet": [str(found) for found in hit.content.values()],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
