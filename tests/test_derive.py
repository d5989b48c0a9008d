"""Each publisher's entries are read by their own format, and their IDs never meet."""

from datetime import UTC, datetime

from infralog.derive import Deriver
from infralog.model import Entry
from infralog.publishers import Publisher
from infralog.sources.fly import FLY

MOMENT = datetime(2026, 5, 1, tzinfo=UTC)
HERE = Publisher("here", "https://here.example/feed")
THERE = Publisher("there", "https://there.example/feed", "fly")
DERIVER = Deriver(FLY, None, [HERE, THERE])


def entry(source: str) -> Entry:
    """Return an entry that several publishers may have."""
    url = "https://x.example/a-box-fell"
    text = "<p>A box in SJC fell for 20 minutes, and Corrosion was stale.</p>"
    return Entry(source, url, url, "A Box Fell", text, "text/html", MOMENT, MOMENT)


def test_ids_begin_with_the_name_of_the_publisher() -> None:
    """But for those of the default source, which stay as short as they were."""
    ids = [DERIVER.derive(entry(name)).incidents[0].id for name in ("fly", "here", "there")]
    assert ids == ["a-box-fell", "here-a-box-fell", "there-a-box-fell"]


def test_each_is_read_with_its_own_words() -> None:
    """The regions of one platform are not those of another; a kind can be settled."""
    fly, here, there = (DERIVER.derive(entry(n)).incidents[0] for n in ("fly", "here", "there"))
    assert fly.regions == there.regions == ("sjc",)
    assert here.regions == here.components == ()
    assert here.duration_minutes == 20


def test_what_nobody_owns_is_of_the_default_source() -> None:
    """A feed of no known format belongs to the publisher whose feed it is, or to the log."""
    (owned,) = DERIVER.owned([entry("?")], HERE)
    assert owned.source == "here"
    (owned,) = DERIVER.owned([entry("?")], None)
    assert owned.source == "fly"
