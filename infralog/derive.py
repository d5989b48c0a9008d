"""Entry -> its incidents, by the format and the vocabulary of its publisher."""

from collections.abc import Iterable, Iterator

from infralog import publishers, sources, text, vocabulary
from infralog.model import Derived, Entry, Passage, Tagging
from infralog.names import names_of
from infralog.publishers import Publisher
from infralog.slugs import slug
from infralog.sources import Source
from infralog.tag import Tagger, fingerprint
from infralog.vocabulary import Vocabulary


class Deriver:
    """Makes incidents. Each format is compiled once, when the first entry of it comes."""

    def __init__(
        self, source: Source, words: Vocabulary | None, known: Iterable[Publisher] = ()
    ) -> None:
        """Prepare.

        Args:
            source: Of what no other format recognises.
            words: Its vocabulary; None means the one that comes with infralog.
            known: The publishers whose kind may be settled.
        """
        self._default = source
        self._known = tuple(known)
        self._kinds = {publisher.name: publisher.kind for publisher in self._known}
        self._words = {source.name: words or vocabulary.packaged(source.name)}
        self._taggers: dict[str, Tagger] = {}

    @property
    def words(self) -> Vocabulary:
        """The vocabulary of the default source."""
        return self._words[self._default.name]

    @property
    def tagging(self) -> Tagging:
        """By what all of it is tagged."""
        return Tagging(fingerprint(self.words), names_of(self.words))

    def owned(self, entries: Iterable[Entry], publisher: Publisher | None) -> Iterator[Entry]:
        """Yield entries under the name of their publisher.

        An entry of nobody that is known belongs to the default source, unless it is of a format
        that many publish: then to whoever has the host where it is read. Of those formats an
        incident's URL is its id, for its Atom and its RSS have another one each.
        """
        for entry in entries:
            shared = entry.url and self._kind(entry, publisher) in _SHARED
            if publisher is None and shared:
                publisher_of_it = publishers.of_host(entry.url or "", self._known)
            else:
                publisher_of_it = publisher.name if publisher else self._default.name
            own_id = entry.url if shared and entry.url else entry.id
            yield entry._replace(source=publisher_of_it, id=own_id)

    def _kind(self, entry: Entry, publisher: Publisher | None) -> str:
        return (publisher.kind if publisher else None) or sources.recognise(entry).name

    def derive(self, entry: Entry) -> Derived:
        """Make the incidents of an entry, as the rules have them.

        Raises:
            FeedError: Nothing says when they were.
        """
        tagger = self._tagger(self._source(entry))
        return Derived(entry, tuple(tagger.tag(entry, p) for p in self.passages(entry)))

    def passages(self, entry: Entry) -> tuple[Passage, ...]:
        """Return the parts of an entry that become incidents. Called by `check`, too.

        The ID of another publisher's incident begins with its name, so that no two have the same.
        """
        source = self._source(entry)
        plain = (
            text.from_html(entry.content)
            if entry.media_type == "text/html"
            else text.from_plain(entry.content, self._vocabulary(source).torn())
        )
        found = source.split(entry, plain)
        if entry.source == self._default.name:
            return found
        return tuple(p._replace(slug=slug(f"{entry.source} {p.slug}")) for p in found)

    def _source(self, entry: Entry) -> Source:
        if entry.source == self._default.name:
            return self._default
        kind = self._kinds.get(entry.source)
        return sources.of_kind(kind) if kind else sources.recognise(entry)

    def _vocabulary(self, source: Source) -> Vocabulary:
        if source.name not in self._words:
            self._words[source.name] = vocabulary.packaged(source.name)
        return self._words[source.name]

    def _tagger(self, source: Source) -> Tagger:
        if source.name not in self._taggers:
            self._taggers[source.name] = Tagger(self._vocabulary(source))
        return self._taggers[source.name]


_SHARED = ("statuspage", "incidentio")
