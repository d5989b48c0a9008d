"""What one run of the command has at hand: the store, stdout, stderr, and what was asked of all.

stdout is data; all that is said to a person beside it goes to stderr.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TextIO

from infralog import config, query
from infralog.errors import QueryError
from infralog.model import Query
from infralog.names import Names
from infralog.query import Filters
from infralog.stores import Store, open_store
from infralog.stores.place import Named, shown
from infralog.views import Screen

if TYPE_CHECKING:
    from infralog.publishers import Publisher
    from infralog.pull import Puller
    from infralog.vocabulary import Vocabulary

Color = Literal["auto", "always", "never"]

# Without a terminal, or one that says nonsense, a line is as long as on most.
_WIDTH = 80
# Characters of a line on stderr, whatever it quotes.
LONGEST = 199


class Session(NamedTuple):
    """What was asked of every command.

    Attributes:
        db: A path or URL; None means the platform's data folder.
        named: How the user named it.
        quiet: True to say nothing but errors.
        verbose: True to say more.
        config_file: The configuration file that was named; None means the platform's.
        pager: False to print long answers at once on a terminal, too.
        sources: The publishers' tables in the configuration.
    """

    db: str | None = None
    color: Color = "auto"
    quiet: bool = False
    verbose: bool = False
    config_file: Path | None = None
    pager: bool = True
    sources: Mapping[str, Any] | None = None
    named: Named = Named(how="with --db")

    @property
    def place(self) -> str:
        """The path or URL of the store."""
        return self.db or str(config.data_file())

    @contextmanager
    def store(self, *, write: bool = False) -> Iterator[Store]:
        """Open the store, and close it."""
        store = open_store(self.place, write=write, say=self.say, named=self.named)
        try:
            yield store
        finally:
            store.close()

    def at(self, place: str, name: str) -> "Session":
        """Return the same for the store at a path or URL that was given as an argument."""
        return self._replace(db=place, named=Named(shown(place), f"as {name}"))

    def vocabulary(self) -> "Vocabulary":
        """Return the words that come with infralog, and those of the user's own file.

        Raises:
            VocabularyError: The user's file is not valid.
        """
        from infralog import vocabulary  # 65 ms, which a search need not wait for
        from infralog.sources import default_source

        packaged = vocabulary.packaged(default_source().name)
        own = config.vocabulary_file(self.config_file)
        return vocabulary.load(own, packaged) if own.exists() else packaged

    def publishers(self) -> "tuple[Publisher, ...]":
        """Return the publishers that `sync` pulls.

        Raises:
            UsageError: The configuration says what cannot be.
        """
        from infralog import publishers

        return publishers.configured(self.sources or {}, self.config_file or config.config_file())

    def puller(self) -> "Puller":
        """Return what takes origins into a store, by the user's vocabulary and publishers.

        Raises:
            UsageError, VocabularyError: The user's files are not valid.
        """
        from infralog.pull import Puller
        from infralog.sources import default_source

        return Puller(default_source(), self.vocabulary(), self.publishers())

    def query(self, store: Store, words: Sequence[str], filters: Filters) -> Query:
        """Return what a person asked of a store.

        Raises:
            QueryError: It cannot be answered as typed.
        """
        asked = query.build(" ".join(words), filters, names=lambda: _names(store), today=date.today)
        for source in asked.sources:
            self._refuse_unknown(source, store)
        return asked

    def _refuse_unknown(self, source: str, store: Store) -> None:
        """Refuse a source of which nothing is stored, and that is not configured either."""
        if store.search(Query(sources=(source,), limit=1, bare=True)).total:
            return
        known = [publisher.name for publisher in self.publishers()]
        if source not in known:
            hint = f"sources: {', '.join(known)}; infralog sources lists them"
            raise QueryError(f"unknown source: {source}", hint=hint)

    def say(self, line: str) -> None:
        """Tell a person something beside the answer, on stderr."""
        if not self.quiet:
            complain(line)

    def screen(self, out: TextIO) -> Screen:
        """Return what a stream can show."""
        return screen(out, self.color)


def named_by(source: str, db: str | None, file: Path | None) -> Named:
    """Return how the user named the store of a run.

    Args:
        source: Where `db` comes from, as typer has it: COMMANDLINE, ENVIRONMENT and so on.
        db: What `--db` says; None or empty where it says nothing.
        file: The configuration that names a store; None where it names none.
    """
    if db and source == "COMMANDLINE":
        return Named(shown(db), "with --db")
    if db:
        return Named(how="in INFRALOG_DB")
    return Named(how=f"as db in {file}" if file else "with --db")


def _names(store: Store) -> Names:
    """Return what a store remembers of names; of one that nothing was saved in, what is known."""
    tagging = store.tagging()
    if tagging is not None:
        return tagging.names
    from infralog import vocabulary
    from infralog.names import names_of

    return names_of(vocabulary.packaged("fly"))


def complain(line: str) -> None:
    """Print a line on stderr, in whatever characters it can, and none that a terminal obeys.

    Of a line that quotes something long the middle is left out.
    """
    if sys.stderr is None:
        return
    if len(line) > LONGEST:
        from infralog.safe import bounded

        line = "\n".join(bounded(each, LONGEST) for each in line.split("\n"))
    if not (line.isascii() and line.isprintable()):
        from infralog.safe import visible

        line = visible(line)
        if not is_utf(sys.stderr):
            from infralog import lookalikes

            encoding = sys.stderr.encoding or "ascii"
            line = line.encode(encoding, lookalikes.WORDS).decode(encoding)
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except OSError:  # nobody reads it, and there is nobody else to tell
        forget(sys.stderr)


def stop_gaps() -> None:
    """Put something in the place of streams that the caller closed, lest a file gets there.

    What is written to such a stdout fails, as it does in any other program.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)


def forget(stream: TextIO) -> None:
    """Point a stream at nothing, lest the interpreter complains of it at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def is_terminal(stream: TextIO) -> bool:
    """Tell whether a person sees a stream."""
    try:
        return stream.isatty()
    except ValueError:  # it is closed
        return False


def is_utf(stream: TextIO) -> bool:
    """Tell whether a stream can take every character."""
    return (getattr(stream, "encoding", None) or "ascii").lower().startswith("utf")


def screen(out: TextIO, color: Color) -> Screen:
    """Return what a stream can show, by what it is and what the surroundings say.

    `NO_COLOR` and `TERM=dumb` are heeded as https://no-color.org has it: the flag is stronger.
    """
    terminal = is_terminal(out)
    dumb = os.environ.get("TERM") == "dumb"
    plain = dumb or bool(os.environ.get("NO_COLOR"))
    colored = color == "always" or (color == "auto" and terminal and not plain)
    return Screen(
        width=_width(out),
        color=colored,
        links=terminal and not dumb and color != "never",
        unicode=is_utf(out),
    )


def _width(out: TextIO) -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(out.fileno()).columns or _WIDTH
    except (OSError, ValueError):
        return _WIDTH
