"""infralog similar: has this happened before?"""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from infralog import record, schema
from tests.command import Ran, run
from tests.posts import SITE, Post, feed

WHY = ["reason", "shared_regions", "shared_components", "shared_words"]
POSTS = (
    Post(
        "gossip-lags-in-gru",
        "Corrosion lags in São Paulo",
        "<p>Corrosion in GRU had not heard of anything for an hour, and <code>fly-proxy</code> "
        "sent requests to addresses that were long abandoned. We reseeded its database.</p>",
        "2026-05-28",
    ),
    Post(
        "abandoned-addresses",
        "Corrosion forgets addresses",
        "<p>Corrosion was rebuilt on two edges and forgot what it knew. <code>fly-proxy</code> "
        "went on to use abandoned addresses until the databases were reseeded.</p>",
        "2026-03-05",
    ),
    Post(
        "breaker-in-gru",
        "A breaker in GRU",
        "<p>A breaker tripped in GRU, and the hosts of a rack lost power for two hours.</p>",
        "2026-02-05",
    ),
    Post(
        "certificates-wait",
        "Certificates wait",
        "<p>Vault failed, as it had no file handles left, and renewals of certificates waited.</p>",
        "2026-01-08",
    ),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a store of these posts, and of a bulletin with notes."""
    folder = tmp_path_factory.mktemp("home")
    synced = run("sync", str(feed(folder / "feed.xml", *POSTS)), home=folder)
    assert synced.code == 0, synced.err
    bulletin = folder / "2026-04-11.txt"
    bulletin.write_text(
        "Trailing 2 Weeks Incidents\n\n"
        "  • April 8: A Rack Is Dark In Denver (10:00EST): The hosts of a rack in DEN lost power "
        "when a plug was pulled. It took 20 minutes to find the plug.\n\n"
        "This Week In Infra Engineering\n\n"
        "Somebody wrote a tool that finds abandoned addresses in Corrosion before fly-proxy does, "
        "and has its databases reseeded.\n",
        "utf-8",
    )
    assert run("sync", str(bulletin), home=folder).code == 0
    return folder


def found(*arguments: str, home: Path) -> list[dict[str, Any]]:
    """Return what is similar, as records."""
    ran = run("similar", *arguments, "--json", home=home)
    assert ran.code == 0, ran.err
    answer: list[dict[str, Any]] = json.loads(ran.out)
    return answer


def ids(*arguments: str, home: Path) -> list[str]:
    """Return the IDs of what is similar."""
    return [one["id"] for one in found(*arguments, home=home)]


# ---------------------------------------------------------------- like an incident


def test_the_nearest_comes_first(home: Path) -> None:
    """What shares components and rare words is nearer than what shares a region."""
    near = ids("gossip-lags-in-gru", home=home)
    assert near[:2] == ["abandoned-addresses", "breaker-in-gru"]


def test_an_incident_is_not_like_itself(home: Path) -> None:
    """The incident that was named is never in the answer."""
    for post in POSTS:
        assert post.slug not in ids(post.slug, home=home)


@pytest.mark.parametrize("name", ["gossip", f"{SITE}/gossip-lags-in-gru/"])
def test_an_incident_goes_by_a_prefix_or_its_url(home: Path, name: str) -> None:
    """What `show` takes, `similar` takes, and says which incident it took."""
    ran = run("similar", name, "--format", "ids", home=home)
    assert ran.out.splitlines()[0] == "abandoned-addresses"
    assert ran.err.startswith("like gossip-lags-in-gru: Corrosion lags in São Paulo")


def test_a_prefix_of_several_is_answered_with_all(home: Path) -> None:
    """A word that several IDs begin with is no text, but a question back."""
    more = run("similar", "a", home=home)
    assert more.code == 0, "one ID alone begins with a"
    home_of_two = feed(home / "two.xml", Post("abandoned-cart", "A cart", "<p>A cart in LAX.</p>"))
    db = str(home / "two.db")
    run("--db", db, "sync", str(home / "feed.xml"), str(home_of_two), home=home)
    ran = run("--db", db, "similar", "abandoned", home=home)
    assert (ran.code, ran.out) == (2, "")
    assert "abandoned-cart" in ran.err


def test_each_has_its_reason(home: Path) -> None:
    """The reason names what both involve, and the words that both say."""
    nearest, second = found("gossip-lags-in-gru", home=home)[:2]
    assert "corrosion" in nearest["shared_components"]
    assert nearest["shared_regions"] == []
    assert {"abandoned", "reseeded"} <= set(nearest["shared_words"])
    assert nearest["reason"].startswith("both: corrosion")
    assert "words: " in nearest["reason"]
    assert second["shared_regions"] == ["gru"]
    assert second["reason"].startswith("both: gru")
    assert 1 >= nearest["score"] > second["score"] > 0


CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_of_the_real_log_the_same_fault_comes_first(tmp_path: Path) -> None:
    """The day before, the same database was stale at other edges."""
    sources = [str(path) for path in (CORPUS / "feed.xml", *CORPUS.glob("*.txt"))]
    assert run("sync", *sources, home=tmp_path).code == 0
    near = ids("2024-06-28-502s-in-sao-paulo", home=tmp_path)
    assert near[0] == "2024-06-27-502s-on-some-edges-due-to-corrosion-reseeding"


# ---------------------------------------------------------------- like a text


def test_a_text_is_read_for_regions_and_components(home: Path) -> None:
    """A city, a code and an alias in any case mean what they mean in a search."""
    (first, *_) = found("power lost in sao paulo", home=home)
    assert (first["id"], first["shared_regions"]) == ("breaker-in-gru", ["gru"])
    (first, *_) = found("the vault has no file handles left", home=home)
    assert first["shared_components"] == ["vault"]


def test_a_text_needs_no_quotes(home: Path) -> None:
    """Several words are a text."""
    assert ids("renewals", "waited", "for", "vault", home=home)[0] == "certificates-wait"


def test_a_single_word_that_is_no_id_is_a_text(home: Path) -> None:
    """It is looked for all the same, and what was made of it is said."""
    ran = run("similar", "reseeding", "--format", "ids", home=home)
    assert set(ran.out.split()) == {"gossip-lags-in-gru", "abandoned-addresses"}
    assert ran.err.startswith("no incident has the ID reseeding")


@pytest.mark.parametrize("text", ["zzz-qqq-unheard-of", "?!", "of the and", "🙂 🙂"])
def test_nothing_similar_is_said(home: Path, text: str) -> None:
    """What nothing is like is no error: an empty array, exit 0, and a line on stderr."""
    ran = run("similar", text, "--json", home=home)
    assert (ran.code, ran.out) == (0, "[]\n")
    assert ran.err.splitlines()[-1] == "nothing similar"


@pytest.mark.parametrize(
    "text", ['region:sjc -x OR "unbalanced NEAR(', "a" * 10_000, "x\x1b[31m y"]
)
def test_any_text_is_safe(home: Path, text: str) -> None:
    """Whatever is typed is a text, and nothing of it is obeyed."""
    ran = run("similar", text, home=home)
    assert ran.code == 0
    assert "\x1b" not in ran.out + ran.err


# ---------------------------------------------------------------- which, and how they are shown


def test_notes_come_only_when_asked_for(home: Path) -> None:
    """A bulletin's notes are no incident, however alike their words are."""
    kinds = {one["kind"] for one in found("gossip-lags-in-gru", home=home)}
    assert kinds == {"incident"}
    notes = found("gossip-lags-in-gru", "--kind", "notes", home=home)
    assert [one["kind"] for one in notes] == ["notes"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (("--until", "2026-02"), ["breaker-in-gru"]),
        (("--region", "gru"), ["breaker-in-gru"]),
        (("--component", "corrosion"), ["abandoned-addresses"]),
        (("--min-duration", "1h"), ["breaker-in-gru"]),
        (("-n", "1"), ["abandoned-addresses"]),
        (("-n", "1", "--offset", "1"), ["breaker-in-gru"]),
    ],
)
def test_the_filters_of_search_narrow(
    home: Path, filters: tuple[str, ...], expected: list[str]
) -> None:
    """Each flag of search means the same here."""
    assert ids("gossip-lags-in-gru", *filters, home=home)[:1] == expected


def test_they_can_be_sorted(home: Path) -> None:
    """Who is near may be told by date."""
    near = found("gossip-lags-in-gru", "--sort", "oldest", home=home)
    dates = [one["date"] for one in near]
    assert len(dates) > 1
    assert dates == sorted(dates)


def test_what_is_left_is_said(home: Path) -> None:
    """Where more are similar than are shown, a line on stderr says how many."""
    total = len(ids("gossip-lags-in-gru", "-n", "0", home=home))
    ran = run("similar", "gossip-lags-in-gru", "-n", "1", home=home)
    assert ran.err.splitlines()[-1] == f"1 of {total}; -n 0 shows all"


def test_json_is_the_record_and_the_reasons(home: Path) -> None:
    """Every field of the contract is there, then the reasons, and the schema knows them all."""
    near = found("gossip-lags-in-gru", home=home)
    assert list(near[0]) == [*record.ALWAYS, *WHY]
    jsonschema.validate(near, schema.schema())


def test_fields_are_chosen(home: Path) -> None:
    """The reasons can be named as any field can."""
    near = found("gossip-lags-in-gru", "--fields", "shared_words,id,evidence", home=home)
    assert list(near[0]) == ["shared_words", "id", "evidence"]
    assert near[0]["evidence"]
    ran = run("similar", "gossip", "--fields", "why", home=home)
    assert ran.code == 2
    assert "shared_words" in ran.err


def test_a_pipe_gets_a_row_each(home: Path) -> None:
    """TSV has a header, and ends with the score and the reason."""
    header, first, *_ = run("similar", "gossip", home=home).out.splitlines()
    assert header.split("\t")[-2:] == ["score", "reason"]
    assert first.split("\t")[-1].startswith("both: corrosion")


def test_a_table_tells_the_reason(home: Path) -> None:
    """For people, the reason stands where a search has its snippet."""
    ran = run("similar", "gossip", "--format", "table", home=home)
    assert "both: corrosion" in ran.out


def test_exit_code_tells_whether_anything_is_similar(home: Path) -> None:
    """With --exit-code it is 1 where nothing is."""
    assert run("similar", "zzz", "--exit-code", home=home).code == 1
    assert run("similar", "gossip", "--exit-code", home=home).code == 0


def test_without_a_store_the_way_to_one_is_told(tmp_path: Path) -> None:
    """Before the first sync there is nothing to be similar to."""
    ran: Ran = run("similar", "anything", home=tmp_path)
    assert ran.code == 4
    assert "infralog sync" in ran.err


@pytest.mark.parametrize("text", ["", " "])
def test_nothing_named_is_an_error(home: Path, text: str) -> None:
    """To be like nothing at all is not a question: exit 2, and what to name."""
    ran = run("similar", text, home=home)
    assert ran.code == 2
    assert ran.err.startswith("infralog: nothing was named\nhint: ")


def test_a_title_stands_for_its_incident(home: Path) -> None:
    """The very title of an incident is not taken for a text, or it would be nearest to itself."""
    by_title = run("similar", "a rack is dark in DENVER", "--json", home=home)
    by_id = run("similar", "2026-04-08-a-rack-is-dark-in-denver", "--json", home=home)
    assert by_title.out == by_id.out
    assert "like 2026-04-08-a-rack-is-dark-in-denver" in by_title.err
