"""The option `--facet`: by what the matches of a search are counted."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from infralog.commands.output import Output
from infralog.errors import UsageError
from infralog.model import Query
from infralog.stores import Store

if TYPE_CHECKING:
    from infralog.dimensions import Dimension
    from infralog.facets import Facets

_WITH = ("table", "json-full")


def chosen(named: Iterable[str] | None, shown: Output) -> "tuple[Dimension, ...]":
    """Return the facets that a user named; none where the option was not given.

    Raises:
        UsageError: One is not known, or the format has no place for them.
    """
    if not named:
        return ()
    from infralog import dimensions  # costs a search that counts nothing nothing

    by = dimensions.chosen(named, "facet")
    if shown.format not in _WITH:
        raise UsageError(
            f"--facet does not go with --format {shown.format}",
            hint="--format json-full has the counts beside the hits, --format table shows both",
        )
    return by


def counted(store: Store, query: Query, by: "Sequence[Dimension]") -> "Facets":
    """Count all that match; nothing where nothing is to be counted by."""
    if not by:
        return {}
    from infralog import facets

    return facets.counted(store, query, by)
