"""The words that a store knows: how often, which begin so, which are nearly so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from infralog.stores.matching import MANY, plain
from infralog.stores.postgres_server import Server
from infralog.stores.postgres_vector import phrase
from infralog.stores.sqlite_tokens import Pair, Tokenizer, Told
from infralog.stores.texts import LAST
from infralog.stores.words import COMPARED, folded, nearest

_BEGINNING = """
    SELECT word FROM words WHERE word >= %s AND word < %s ORDER BY length(word), word LIMIT %s"""
_OCCURRENCES = """
    SELECT (SELECT count(*) FROM incidents WHERE search @@ expression::tsquery)
    FROM unnest(%s::text[]) WITH ORDINALITY AS asked (expression, place) ORDER BY place"""
_ALIKE = """
    SELECT word FROM words
    WHERE (word >= %s AND word < %s) = %s AND length(word) BETWEEN %s AND %s
    ORDER BY word LIMIT %s"""


class Words:
    """The words of a store, and what they are made into."""

    def __init__(self, db: Server) -> None:
        """Take the connection of a store."""
        self._db = db
        self.tokenizer = Tokenizer()

    def close(self) -> None:
        """Let go of what makes tokens."""
        self.tokenizer.close()

    def tokens(self, text: str) -> Sequence[str]:
        """Return the tokens of a text, in their order."""
        return self.tokenizer.tokens(text)

    def marked(self, texts: Sequence[Told], expression: str) -> Sequence[Pair]:
        """Return titles and bodies with marks around what an expression of FTS5 matches."""
        return self.tokenizer.marked(texts, expression)

    def beginning(self, prefix: str) -> Sequence[str]:
        """Return the words that begin so, the shortest first, `MANY` at most."""
        first = folded(prefix)
        read = self._db.execute(_BEGINNING, (first, first + LAST, MANY))
        return [word for (word,) in read]

    def occurrences(self, words: Iterable[str]) -> Mapping[str, int]:
        """Return in how many incidents each word occurs, in any of its forms."""
        asked = dict.fromkeys(words)
        expressions = [
            phrase(self.tokens(plain(word)), goes_on=False, title_only=False) for word in asked
        ]
        counts = self._db.execute(_OCCURRENCES, (expressions,))
        return dict(zip(asked, (count for (count,) in counts), strict=True))

    def suggest(self, typed: str) -> tuple[str, ...]:
        """Return the nearest of the words that incidents hold, for the first that none holds."""
        return nearest(typed, lambda word: bool(self.occurrences([word])[word]), self._alike)

    def _alike(self, first: str, least: int, most: int) -> Iterator[list[str]]:
        for same in (True, False):
            values = (first, first + LAST, same, least, most, COMPARED)
            yield [word for (word,) in self._db.execute(_ALIKE, values)]
