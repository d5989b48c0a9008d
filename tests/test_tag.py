"""An incident carries what its words say, and the words that say it."""

from datetime import UTC, datetime

import pytest

from infralog import vocabulary
from infralog.errors import FeedError
from infralog.model import Entry, Incident, IncidentKind, Passage, Text
from infralog.tag import Tagger, fingerprint

WORDS = vocabulary.packaged("fly")
TAGGER = Tagger(WORDS)
LINK = "https://fly.io/infra-log/x/"
PUBLISHED = datetime(2026, 3, 4, tzinfo=UTC)
BODY = (
    "Two edges in SJC lost Corrosion's updates, and requests failed for 40 minutes. "
    "Minimal customer impact. We ruled out WireGuard."
)


def tagged(
    kind: IncidentKind = "incident", body: str = BODY, published: datetime | None = PUBLISHED
) -> Incident:
    """Tag a passage."""
    entry = Entry("fly", LINK, LINK, "Stale rows", "", "text/html", published, None)
    return TAGGER.tag(entry, Passage(kind, "x", Text("Stale rows"), Text(body), None))


def test_every_tag_rests_on_words_of_the_text() -> None:
    """Whatever is tagged has evidence, and the quote of each stands in the text."""
    made = tagged()
    assert (made.regions, made.duration_minutes, made.impact) == (("sjc",), 40, "minor")
    assert "corrosion" in made.components
    assert "wireguard" not in made.components
    assert "wireguard" in made.components_mentioned
    told = {(e.field, e.value): e for e in made.evidence}
    for field in ("regions", "components"):
        mentioned = set(getattr(made, f"{field}_mentioned"))
        assert mentioned == {v for f, v in told if f.startswith(field)}
        assert set(getattr(made, field)) == {v for f, v in told if f == field}
    assert told["duration_minutes", "40"].quote in BODY
    assert told["impact", "minor"].quote in BODY
    assert "ruled out" in told["components_mentioned", "wireguard"].rule


def test_notes_last_no_time() -> None:
    """A bulletin's notes tell of many things, so that no duration and no impact is theirs."""
    made = tagged("notes")
    assert (made.duration_minutes, made.duration_text, made.impact) == (None, None, None)


def test_notes_only_mention() -> None:
    """Notes tell of work: no region was affected in them, and no component involved."""
    made = tagged("notes")
    assert (made.regions, made.components) == ((), ())
    assert made.regions_mentioned == ("sjc",)
    assert {"corrosion", "wireguard"} <= set(made.components_mentioned)
    assert "mentioned only: in the notes" in made.evidence[0].rule


def test_the_day_of_publication_is_the_last_resort() -> None:
    """Without a better date it is that of publication; without that either, it cannot be told."""
    made = tagged()
    assert (str(made.date), made.date_basis) == ("2026-03-04", "published")
    with pytest.raises(FeedError, match="says when"):
        tagged(published=None)


def test_other_words_are_another_fingerprint() -> None:
    """A vocabulary that differs in a word has the incidents derived anew."""
    consul = WORDS.components["consul"]
    more = consul._replace(words=(*consul.words, "the quorum thing"))
    other = WORDS._replace(components={**WORDS.components, "consul": more})
    assert fingerprint(WORDS) == fingerprint(vocabulary.packaged("fly"))
    assert fingerprint(other) != fingerprint(WORDS)
