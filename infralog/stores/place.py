"""How a user named a store, and how it may be shown."""

from typing import NamedTuple


class Named(NamedTuple):
    """How a user named a store, so that what is said of it says what that user can do.

    Attributes:
        db: What `--db` must say for a command to use this store, without a password; None where it
            need say nothing.
        how: How another one is named: "with --db", "as TO"; empty where there is no command.
    """

    db: str | None = None
    how: str = ""

    def command(self, words: str) -> str:
        """Return a command, such as "sync", as one types it to use this store."""
        if self.db is None:
            return f"infralog {words}"
        from shlex import quote

        return f"infralog --db {quote(self.db)} {words}"


UNNAMED = Named()


def is_postgres(url: str) -> bool:
    """Tell whether a store is on a PostgreSQL server."""
    return url.lower().startswith(("postgres:", "postgresql:"))


def shown(url: str) -> str:
    """Return the path or URL of a store as it may be printed: without a password.

    Of a URL that is not well-formed nothing is shown, for anything in it may be one.

    >>> shown("postgresql://ann:secret@db.example.org/infralog?sslmode=require&password=x")
    'postgresql://ann@db.example.org/infralog?sslmode=require'
    """
    if not is_postgres(url):
        return url
    import re

    found = re.fullmatch(_URL, url)
    if found is None:
        return NOT_SHOWN
    told = [one for one in (found["query"] or "").split("&") if one.partition("=")[0] in _SHOWN]
    user, query = found["user"], "&".join(told)
    at = f"{user}@" if user else ""
    return f"postgresql://{at}{found['host']}{found['base'] or ''}{query and '?'}{query}"


NOT_SHOWN = "postgresql://..."
# Whole only if what looks like a port is a number, and no @ or # stands where none belongs: those
# would be of a secret.
_HOST = r"(?:\[[0-9a-fA-F:.]+\]|[^:@/?#\s,]*)(?::\d*)?"
_URL = (
    r"(?i:postgres(?:ql)?)://(?:(?P<user>[^:@/?#\s]*)(?::[^@/?#\s]*)?@)?"
    rf"(?P<host>{_HOST}(?:,{_HOST})*)"
    r"(?P<base>/[^:@/?#\s]*)?(?:\?(?P<query>[^@#\s]*))?"
)
_SHOWN = frozenset({"host", "port", "dbname", "user", "sslmode", "service", "target_session_attrs"})
