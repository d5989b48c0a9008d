"""The publishers that `sync` pulls: the Infra Log, and those of the configuration.

    [sources.github]
    url = "https://www.githubstatus.com/history.atom"
    kind = "statuspage"  # if its content does not tell

The Infra Log is `fly`; it is left out by `enabled = false`, and another `url` is that of a mirror.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from infralog import origin
from infralog.errors import UsageError
from infralog.model import Problem
from infralog.slugs import slug
from infralog.sources import KINDS, default_source
from infralog.trouble import bare

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 40
_KEYS: Mapping[str, tuple[type, str]] = {
    "url": (str, "a string"),
    "kind": (str, "a string"),
    "enabled": (bool, "true or false"),
}


class Publisher(NamedTuple):
    """One whose log is pulled.

    Attributes:
        name: What the `source` of its incidents says.
        url: Of its feed.
        kind: Which of `sources.KINDS` reads it; None where its content tells.
        enabled: False if `sync` leaves it out, unless it is named.
    """

    name: str
    url: str
    kind: str | None = None
    enabled: bool = True


def configured(tables: Mapping[str, Any], where: Path) -> tuple[Publisher, ...]:
    """Return the publishers of a configuration: the Infra Log first, then in its order.

    Args:
        tables: What the file says under `sources`.
        where: The file, for errors.

    Raises:
        UsageError: A table lacks a URL, or has a name, a key or a value that is not to be.
    """
    default = default_source()
    fly = Publisher(default.name, default.feed or "", default.name)
    found = {fly.name: fly}
    for name, table in tables.items():
        found[name] = _publisher(name, table, found.get(name), where)
    return tuple(found.values())


def _publisher(name: str, table: Any, known: Publisher | None, where: Path) -> Publisher:  # noqa: ANN401 -- TOML
    place = f"{where}: sources.{name}"
    if not isinstance(table, dict):
        raise UsageError(
            f"{place} is not a table", hint='[sources.NAME], and in it url = "https://..."'
        )
    for key, value in table.items():
        if key not in _KEYS:
            raise UsageError(f"{place}: unknown key {key!r}", hint=f"known are {', '.join(_KEYS)}")
        if not isinstance(value, _KEYS[key][0]):
            raise UsageError(f"{place}.{key} is not {_KEYS[key][1]}")
    if "url" not in table and known is None:
        raise UsageError(f"{place}: url is missing")
    made = known._replace(**table) if known else Publisher(name, **table)
    return checked(made, place)


def checked(publisher: Publisher, place: str) -> Publisher:
    """Return a publisher that can be one.

    Raises:
        UsageError: Its name, its URL or its kind cannot be; `place` begins the message.
    """
    name, url, kind, _ = publisher
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        hint = f"a name is at most {_LONGEST} lower-case letters, digits and hyphens"
        raise UsageError(f"{place}: not a name: {name[:60]}", hint=hint)
    if not _is_web(url):
        hint = "a URL begins with https://"
        raise UsageError(f"{place}: not the URL of a feed: {bare(url)[:90] or 'empty'}", hint=hint)
    if kind is not None and kind not in KINDS:
        raise UsageError(
            f"{place}: unknown kind: {kind[:60]}", hint=f"known are {', '.join(KINDS)}"
        )
    return publisher


def named_apart(
    feeds: Iterable[tuple[str, str]], known: Iterable[Publisher]
) -> tuple[list[Publisher], list[Problem]]:
    """Return publishers of feeds, under names of their own, and those that cannot be one.

    Args:
        feeds: Of each what it is called, and its URL.
        known: Those there are; a feed that one of them has is left out.
    """
    urls, names = {p.url for p in known}, {p.name for p in known}
    made: list[Publisher] = []
    problems: list[Problem] = []
    for title, url in feeds:
        if url in urls:
            continue
        name = _free(slug(title) or "source", names)
        try:
            made.append(checked(Publisher(name, url), "left out"))
        except UsageError as exc:
            problems.append(Problem(title or url, exc.message))
        urls.add(url)
        names.add(name)
    return made, problems


def _free(name: str, taken: Container[str]) -> str:
    short = name[: _LONGEST - len("-1000")].strip("-")
    return next(
        free for n in count(1) if (free := short if n == 1 else f"{short}-{n}") not in taken
    )


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable()


def origins(named: Sequence[str], publishers: Iterable[Publisher]) -> tuple[str, ...]:
    """Return what a user named, with a URL in place of the name of a publisher.

    Where nothing is named, the URLs of all that are enabled.
    """
    urls = {publisher.name: publisher.url for publisher in publishers if publisher.enabled or named}
    return tuple(urls.get(name, name) for name in named) if named else tuple(urls.values())


def of_origin(name: str, publishers: Iterable[Publisher]) -> Publisher | None:
    """Return the publisher whose feed an origin is; None where it is another's, or a file."""
    return next((p for p in publishers if bare(p.url) == bare(name)), None)


def key(name: str, publisher: Publisher | None) -> str:
    """Return the name by which an origin is remembered, for a publisher.

    Under another name a feed is taken in anew, since its incidents are another source's then.
    """
    known = origin.key(name)
    if publisher is None or publisher.name == default_source().name:
        return known
    return f"{known}#{publisher.name}"


def of_host(url: str, publishers: Iterable[Publisher]) -> str:
    """Return the name of the publisher whose feed has the host of an entry.

    Of whom nothing more is known, it is the host.
    """
    host = _host(url)
    return next((p.name for p in publishers if _host(p.url) == host), host)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
