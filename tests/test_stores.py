"""What every store keeps to, whatever its kind: written against the protocol alone."""

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infralog import query
from infralog.errors import NotFound, StoreError, StoreMissing
from infralog.model import (
    Clause,
    Derived,
    Entry,
    Evidence,
    Fact,
    Incident,
    Interval,
    Override,
    Query,
    Sort,
    State,
    Tagging,
    Word,
)
from infralog.names import Names
from infralog.stores import Store, open_store
from tests.incidents import BARE, FULL

EVERYTHING = Query(limit=0)
CODES = ("ams", "gig", "sin", "sjc")
NAMES = Names({code: (code,) for code in CODES}, {"flaps": ("machines-api",)})


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where a store can be made; a new kind of store is one more parameter."""
    if request.param == "postgres":
        database: str = request.getfixturevalue("database")
        return database
    return str(tmp_path / "folder" / "x.db")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """Open an empty store."""
    opened = open_store(url, write=True)
    yield opened
    opened.close()


def entry(name: str, content: str = "<p>Words.</p>", **more: object) -> Entry:
    """Make an entry."""
    link = f"https://example.org/{name}/"
    made = Entry("fly", link, link, name, content, "text/html", None, None)
    return made._replace(**more)  # type: ignore[arg-type]


def incident(name: str, of: Entry | None = None, **more: object) -> Incident:
    """Make an incident of an entry, or of one of the same name."""
    made = of or entry(name)
    base = BARE._replace(
        id=name, title=name, url=made.url, entry_id=made.id, kind="incident", source=made.source
    )
    return base._replace(**more)  # type: ignore[arg-type]


def put(store: Store, *incidents: Incident) -> None:
    """Save incidents, each of an entry of its own."""
    store.save(None, [Derived(entry(i.id, source=i.source), (i,)) for i in incidents], None)


def found(store: Store, asked: Query) -> list[str]:
    """Return the IDs that a query finds, in order."""
    return [hit.incident.id for hit in store.search(asked).hits]


def typed(text: str) -> Query:
    """Return what was typed as a query for all that match."""
    return query.build(text, query.Filters(limit=0), names=lambda: NAMES, today=date.today)


# ---------------------------------------------------------------- saving


def test_what_is_saved_comes_back_whole(store: Store) -> None:
    """An incident comes back with every field as it was, evidence included."""
    made = entry("bulletin", id=FULL.entry_id, url=FULL.url, published=FULL.published)
    made = made._replace(updated=FULL.updated)
    store.save(None, [Derived(made, (FULL,))], None)
    assert store.get(FULL.id) == FULL
    (hit,) = store.search(EVERYTHING._replace(evidence=True)).hits
    assert hit.incident == FULL
    assert store.entry(FULL) == made
    assert store.incidents(made) == (FULL,)
    assert list(store.entries()) == [made]


def test_a_save_tells_new_changed_retagged_and_unchanged(store: Store) -> None:
    """Each entry is in exactly one of the four."""
    same, edited, tagged = entry("same"), entry("edited"), entry("tagged")
    all_three = [Derived(e, (incident(e.title),)) for e in (same, edited, tagged)]
    first = store.save(None, all_three, None)
    assert set(first.new) == {same.id, edited.id, tagged.id}
    again = store.save(
        None,
        [
            Derived(same, (incident("same"),)),
            Derived(edited._replace(content="<p>Other.</p>"), (incident("edited", text="Other."),)),
            Derived(tagged, (incident("tagged", regions=("sjc",), regions_mentioned=("sjc",)),)),
        ],
        None,
    )
    assert again == ((), (edited.id,), (tagged.id,), (same.id,))


def test_a_dry_run_tells_the_same_and_writes_nothing(store: Store) -> None:
    """With dry_run the answer is as if it were all, and the store is as it was."""
    made = [Derived(entry("a"), (incident("a"),))]
    assert store.save("o", made, None, dry_run=True).new == (made[0].entry.id,)
    assert found(store, EVERYTHING) == []
    assert store.save("o", made, None).new == (made[0].entry.id,)


def test_a_failure_in_the_midst_leaves_everything_as_it_was(store: Store) -> None:
    """A save is all or none, also when its entries end in an error."""

    def broken() -> Iterator[Derived]:
        yield Derived(entry("a"), (incident("a"),))
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError):
        store.save("o", broken(), State("e", None, "d", datetime.now(UTC)))
    assert found(store, EVERYTHING) == []
    assert store.state("o") is None
    put(store, incident("b"))
    assert found(store, EVERYTHING) == ["b"]


def test_every_version_is_kept(store: Store) -> None:
    """An entry that is edited keeps its old words, the newest first; one that is not, has one."""
    for words in ("one", "two", "two", "three"):
        made = entry("a", f"<p>{words}</p>")
        store.save(None, [Derived(made, (incident("a", text=words),))], None)
    versions = store.revisions(store.get("a"))
    assert [v.entry.content for v in versions] == ["<p>three</p>", "<p>two</p>", "<p>one</p>"]
    assert all(v.seen.tzinfo for v in versions)
    assert found(store, typed("two")) == []
    assert found(store, typed("three")) == ["a"]


def test_an_edited_bulletin_loses_only_its_own_incidents(store: Store) -> None:
    """What is no longer made of an entry goes; what was made of another stays."""
    put(store, incident("other"))
    made = entry("bulletin")
    store.save(None, [Derived(made, (incident("x", made), incident("y", made)))], None)
    edited = made._replace(content="<p>Shorter.</p>")
    store.save(None, [Derived(edited, (incident("x", made),))], None)
    assert sorted(found(store, EVERYTHING)) == ["other", "x"]


def test_the_same_id_of_another_entry_is_told_apart(store: Store) -> None:
    """Two entries whose incidents would have one ID are both found, and keep their IDs."""
    for source in ("fly", "github", "fly", "github"):
        made = entry("outage", source=source)
        store.save(None, [Derived(made, (incident("outage", made),))], None)
    names = found(store, EVERYTHING)
    assert len(set(names)) == 2
    assert "outage" in names
    assert all(name.startswith("outage") for name in names)


def test_state_and_tagging_are_remembered(store: Store, url: str) -> None:
    """What a save was given to remember is there for the next one, and in the next process."""
    state = State('"etag"', None, "digest", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), 7)
    tagging = Tagging("rules", NAMES)
    assert store.tagging() is None
    store.save("https://example.org/feed", [], state, tagging=tagging)
    store.close()
    reader = open_store(url)
    assert reader.state("https://example.org/feed") == state
    assert reader.state("https://example.org/other") is None
    again = reader.tagging()
    assert again is not None
    assert again.rules == "rules"
    assert again.names.regions("SJC") == ("sjc",)
    assert again.names.components("flaps") == ("machines-api",)
    reader.close()


def test_tags_by_hand_are_replaced_as_a_whole(store: Store) -> None:
    """The last word on an incident counts."""
    put(store, incident("a"))
    one, two = Override("regions", "sjc", given=True), Override("components", "vault", given=False)
    store.override("a", [one])
    store.override("a", [one, two])
    assert store.overrides() == {"a": (one, two)}
    store.override("a", [])
    assert not store.overrides().get("a")


def test_a_summary_counts(store: Store) -> None:
    """How many, from when to when."""
    empty = store.summary()
    assert (empty.incidents, empty.entries, empty.first, empty.synced) == (0, 0, None, None)
    put(store, incident("a", date=date(2026, 3, 1)), incident("b", date=date(2024, 1, 1)))
    held = store.summary()
    assert (held.incidents, held.entries) == (2, 2)
    assert (held.first, held.last) == (date(2024, 1, 1), date(2026, 3, 1))


# ---------------------------------------------------------------- words

TEXTS = {
    "proxies": "Both fly-proxy processes answered 502s, since `fly-replay` looped at 10.0.0.1.",
    "sao": "Hosts in São Paulo lost power during a migration; don't ask about blue/green deploys.",
    "green": "A green light was on, and a blue one off. Stale rows came from Corrosion.",
    "title-only": "Nothing to see.",
}


@pytest.fixture
def words(store: Store) -> Store:
    """Return a store with these texts."""
    titles = {"title-only": "Corrosion in the title"}
    put(store, *(incident(n, text=t, title=titles.get(n, n)) for n, t in TEXTS.items()))
    return store


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("502", ["proxies"]),
        ("502s", ["proxies"]),
        ("fly-proxy", ["proxies"]),
        ('"fly proxy"', ["proxies"]),
        ("10.0.0.1", ["proxies"]),
        ("sao paulo", ["sao"]),
        ("São", ["sao"]),
        ("migrate", ["sao"]),
        ("migrations", ["sao"]),
        ("migratio*", ["sao"]),
        ("migrat*", ["sao"]),
        ("don't", ["sao"]),
        ('"blue green"', ["sao"]),
        ("blue green", ["green", "sao"]),
        ("corrosion", ["green", "title-only"]),
        ("title:corrosion", ["title-only"]),
        ("corrosion -title:corrosion", ["green"]),
        ("corrosion -stale", ["title-only"]),
        ("502s OR stale", ["green", "proxies"]),
        ("corr*", ["green", "title-only"]),
        ("-blue", ["proxies", "title-only"]),
        ("-blue -502", ["title-only"]),
        ("xyzzy", []),
        ("corrosion xyzzy", []),
        ("🔥", []),
        ("power\x00", ["sao"]),
    ],
)
def test_words_find_what_they_mean(words: Store, text: str, names: Sequence[str]) -> None:
    """Words in any form, phrases, prefixes, titles and exclusions each find theirs."""
    assert sorted(found(words, typed(text))) == sorted(names)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(st.characters(codec="utf-16") | st.sampled_from('"*()-:^+\x00\ud800🔥'), max_size=60)
)
def test_any_string_has_an_answer(words: Store, text: str) -> None:
    """No string that is typed raises what is not a user's error, and each has some answer."""
    asked = Query(clauses=query.parse(text).clauses, excluded=query.parse(text).excluded)
    page = words.search(asked)
    assert len(list(page.hits)) == page.total <= len(TEXTS)
    for word in text.split()[:3]:
        assert isinstance(words.suggest(word), tuple)


@pytest.mark.parametrize(
    "text", ["NEAR(a b)", "a AND", "a" * 10_000, "x " * 5_000, '"' * 999, "(" * 500, "col:x", "*"]
)
def test_what_an_engine_would_take_for_syntax_is_none(words: Store, text: str) -> None:
    """Nothing typed is an engine's error, however long."""
    asked = Query(clauses=query.parse(text).clauses)
    assert words.search(asked).total >= 0


def test_a_hit_shows_where_it_matched(words: Store) -> None:
    """Title and snippet say which of their characters matched; the score is higher for a title."""
    hits = {hit.incident.id: hit for hit in words.search(typed("corrosion")).hits}
    title, snippet = hits["title-only"].title, hits["green"].snippet
    assert [title.text[a:b] for a, b in title.spans] == ["Corrosion"]
    assert snippet is not None
    assert [snippet.text[a:b] for a, b in snippet.spans] == ["Corrosion"]
    assert (hits["title-only"].score or 0) > (hits["green"].score or 0)


def test_without_words_there_is_neither_snippet_nor_score(words: Store) -> None:
    """What was not asked for is not made up."""
    for hit in words.search(EVERYTHING).hits:
        assert (hit.snippet, hit.score, hit.title.spans) == (None, None, ())


def test_frequencies_count_every_form(words: Store) -> None:
    """A word counts in each incident that has it in any form."""
    assert words.frequencies(["corrosion", "migrate", "xyzzy"]) == {
        "corrosion": 2,
        "migrate": 1,
        "xyzzy": 0,
    }


def test_near_words_are_suggested_whole(words: Store) -> None:
    """A slip is answered with words as people write them."""
    assert "corrosion" in words.suggest("corosion")
    assert "migration" in words.suggest("migratoin")
    assert words.suggest("qqqqqqqq") == ()


# ---------------------------------------------------------------- filters and order

SORTS: tuple[Sort, Sort] = ("newest", "oldest")
DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(6)]


@pytest.fixture
def tagged(store: Store) -> Store:
    """Return a store with incidents of several regions, components, days and lengths."""
    put(
        store,
        incident("a", date=DAYS[0], duration_minutes=5.0, duration_kind="exact", impact="minor"),
        incident("b", date=DAYS[1], regions=("sjc",), regions_mentioned=("sjc",), text="stale"),
        incident(
            "c", date=DAYS[2], regions=("lax",), regions_mentioned=("lax", "sjc"), text="stale"
        ),
        incident("d", date=DAYS[3], duration_minutes=90.0, duration_kind="range", impact="major"),
        incident("e", date=DAYS[4], components=("fly-proxy",), components_mentioned=("fly-proxy",)),
        incident("f", date=DAYS[5], components_mentioned=("fly-proxy", "proxy"), kind="notes"),
    )
    return store


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (Query(regions=("sjc",)), "b"),
        (Query(regions=("sjc",), mentions=True), "cb"),
        (Query(regions=("sjc", "lax")), "cb"),
        (Query(not_regions=("sjc",)), "fedca"),
        (Query(not_regions=("sjc",), mentions=True), "feda"),
        (Query(components=("fly-proxy",)), "e"),
        (Query(components=("proxy",), mentions=True), "f"),
        (Query(components=("fly-proxy",), mentions=True), "fe"),
        (Query(not_components=("fly-proxy",)), "fdcba"),
        (Query(interval=Interval(DAYS[1], DAYS[3])), "dcb"),
        (Query(interval=Interval(since=DAYS[4])), "fe"),
        (Query(interval=Interval(until=DAYS[0])), "a"),
        (Query(min_minutes=5), "da"),
        (Query(max_minutes=60), "a"),
        (Query(min_minutes=6, max_minutes=90), "d"),
        (Query(impacts=("minor", "major")), "da"),
        (Query(kinds=("notes",)), "f"),
        (Query(sources=("github",)), ""),
        (Query(clauses=(Clause((Word("stale"),)),), regions=("lax",)), "c"),
        (Query(clauses=(Clause((Word("stale"),)),), not_regions=("lax",)), "b"),
        (Query(excluded=(Word("stale"),), regions=("sjc",)), ""),
        (Query(sort="oldest"), "abcdef"),
        (Query(sort="longest"), "dafecb"),
        (Query(limit=2), "fe"),
        (Query(limit=2, offset=2), "dc"),
        (Query(limit=0, offset=4), "ba"),
    ],
)
def test_filters_narrow_and_sorts_order(tagged: Store, asked: Query, names: str) -> None:
    """Each filter finds exactly its own, newest first unless another order is asked for."""
    assert found(tagged, asked) == [*names]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("ams", ["Amsterdam", "tagged", "upper"]),
        ("AMS -upper", ["Amsterdam", "tagged"]),
        ("routes ams", ["Amsterdam"]),
        ("frob OR ams", ["Amsterdam", "morning", "tagged", "upper"]),
        ("am", ["morning"]),
        ("-ams", ["gigs", "morning", "sins"]),
        ("-am", ["Amsterdam", "gigs", "sins", "tagged", "upper"]),
        ("gig", ["gigs"]),
        ("sins", ["sins"]),
        ("title:ams", []),
        ('"ams"', ["Amsterdam", "tagged", "upper"]),
    ],
)
def test_a_regions_code_is_no_form_of_a_word(
    store: Store, asked: str, names: Sequence[str]
) -> None:
    """A code finds what names its region by any name, and neither is stemmed into the other."""
    ams = ("ams",)
    put(
        store,
        incident("upper", text="Hosts in AMS fell.", regions=ams, regions_mentioned=ams),
        incident("Amsterdam", text="Routes to Amsterdam were stale.", regions_mentioned=ams),
        incident("tagged", text="A box fell.", regions=ams, regions_mentioned=ams),
        incident("morning", text="A frob woke us at 6 am."),
        incident("gigs", text="It took two gigs of memory."),
        incident("sins", text="We atone for our sins."),
    )
    assert sorted(found(store, typed(asked))) == sorted(names)


def test_the_total_counts_beyond_the_page(tagged: Store) -> None:
    """A page says how many match in all."""
    page = tagged.search(Query(limit=1, clauses=(Clause((Word("stale"),)),)))
    assert (len(list(page.hits)), page.total) == (1, 2)


def test_the_day_of_publication_can_be_meant(store: Store) -> None:
    """With by_published the filter and the order are by the entry's own day."""
    late = datetime(2026, 2, 9, 23, 0, tzinfo=timezone(timedelta(hours=-5)))
    for name, day, published in (("a", 1, datetime(2026, 2, 8, tzinfo=UTC)), ("b", 0, late)):
        made = entry(name, published=published)
        told = incident(name, made, date=DAYS[day], published=published)
        store.save(None, [Derived(made, (told,))], None)
    assert found(store, Query()) == ["a", "b"]
    assert found(store, Query(by_published=True)) == ["b", "a"]
    eighth = date(2026, 2, 8)
    assert found(store, Query(by_published=True, interval=Interval(eighth, eighth))) == ["a"]


def test_a_tally_counts_each_value_once(tagged: Store) -> None:
    """Values count over all that match, the most frequent first, with their newest day."""
    regions = {t.value: (t.incidents, t.last) for t in tagged.tally("region", Query(limit=1))}
    assert regions == {"lax": (1, DAYS[2]), "sjc": (1, DAYS[1])}
    mentioned = tagged.tally("region", Query(mentions=True))
    assert [(t.value, t.incidents) for t in mentioned] == [("sjc", 2), ("lax", 1)]
    assert [(t.value, t.incidents) for t in tagged.tally("month", Query())] == [("2026-01", 6)]
    stale = Query(clauses=(Clause((Word("stale"),)),))
    assert {t.value for t in tagged.tally("region", stale)} == {"lax", "sjc"}
    assert tagged.tally("component", stale) == ()


@pytest.mark.parametrize("timed", [False, True])
@pytest.mark.parametrize("text", ["", "stale", "region:sjc", "-stale", "until:2026-01-02"])
def test_facts_are_those_of_what_a_search_finds(tagged: Store, text: str, *, timed: bool) -> None:
    """What is counted is all that a search finds, beyond its limit too, field by field."""
    asked = typed(text)
    every = [hit.incident for hit in tagged.search(asked).hits]
    expected = [Fact(*(getattr(one, field) for field in Fact._fields)) for one in every]
    if not timed:
        expected = [one._replace(date_basis=None, started_at=None) for one in expected]
    facts = tagged.facts(asked._replace(limit=1, offset=1, sort="longest"), timed=timed)
    assert sorted(facts, key=repr) == sorted(expected, key=repr)


def test_days_are_those_of_the_sources_that_are_asked_for(store: Store) -> None:
    """Each day on which anything happened, or appeared, is told, of some sources or of all."""
    late = datetime(2026, 2, 1, 23, tzinfo=UTC)
    appeared = entry("a", published=late)
    told = incident("a", appeared, date=date(2026, 1, 1), published=late)
    store.save(None, [Derived(appeared, (told,))], None)
    put(store, incident("b", entry("b", source="other"), date=date(2026, 1, 2)))
    assert [set(days) for days in store.days(())] == [
        {date(2026, 1, 1), date(2026, 1, 2)},
        {late.date()},
    ]
    assert [set(days) for days in store.days(("other",))] == [{date(2026, 1, 2)}, set()]


def test_an_answer_need_not_be_read_to_its_end(
    tagged: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whoever stops in the midst of all hits, and closes the store, is told nothing."""
    hits = iter(tagged.search(EVERYTHING).hits)
    next(hits)
    tagged.close()
    del hits
    assert capfd.readouterr().err == ""


def test_two_answers_can_be_read_in_turns(tagged: Store) -> None:
    """All hits of one question can be read while those of another are."""
    one, other = (iter(tagged.search(EVERYTHING._replace(sort=s)).hits) for s in SORTS)
    pairs = [(a.incident.id, b.incident.id) for a, b in zip(one, other, strict=True)]
    assert pairs == [*zip("fedcba", "abcdef", strict=True)]
    put(tagged, incident("g"))
    assert tagged.get("g").id == "g"


# ---------------------------------------------------------------- one incident


def test_one_is_had_by_id_prefix_or_url(store: Store) -> None:
    """An ID, a beginning that is unique, and the URL with or without its last slash name one."""
    put(store, incident("alpha-one"), incident("alpha-two"), incident("beta"))
    link = "https://example.org/beta/"
    for name in ("beta", "be", link, link.rstrip("/")):
        assert store.get(name).id == "beta"
    put(store, incident("alpha"))
    assert store.get("alpha").id == "alpha"


@pytest.mark.parametrize("name", ["", "%", "_", "gamma", "alpha-one-more", "x' OR 1=1"])
def test_none_is_said(store: Store, name: str) -> None:
    """What names no incident is not found, and has no candidates."""
    put(store, incident("alpha-one"))
    with pytest.raises(NotFound) as caught:
        store.get(name)
    assert caught.value.candidates == ()


def test_several_are_named(store: Store) -> None:
    """A beginning that several have, and the URL of a bulletin, list them; 20 at most."""
    made = entry("bulletin")
    several = tuple(incident(f"alpha-{n:02}", made) for n in range(30))
    store.save(None, [Derived(made, several)], None)
    for name in ("alpha", "https://example.org/bulletin/"):
        with pytest.raises(NotFound) as caught:
            store.get(name)
        assert len(caught.value.candidates) == 20
        assert caught.value.candidates[0] == "alpha-00"


def test_evidence_comes_where_it_is_asked_for(store: Store) -> None:
    """A search without evidence has none, and one that asks has all of it."""
    told = (Evidence("regions", "sjc", "A quote that is nowhere in the text.", "a rule"),)
    put(store, incident("a", evidence=told))
    assert next(iter(store.search(Query()).hits)).incident.evidence == ()
    assert next(iter(store.search(Query(evidence=True)).hits)).incident.evidence == told


# ---------------------------------------------------------------- what is kept


def test_an_entry_that_comes_back_empty_replaces_nothing(store: Store) -> None:
    """Words that are stored outlive an entry without any."""
    made = entry("a", "<p>Long and true.</p>")
    store.save(None, [Derived(made, (incident("a", made, text="Long and true."),))], None)
    for content in ("", " \n", "<p></p>"):
        emptied = made._replace(content=content)
        saved = store.save(None, [Derived(emptied, (incident("a", made),))], None)
        assert saved.unchanged == (made.id,)
    assert store.get("a").text == "Long and true."
    assert store.entry(store.get("a")).content == "<p>Long and true.</p>"


def test_dates_do_not_tell_what_changed(store: Store) -> None:
    """Other words are a change, whatever the date says; another date alone is no new version."""
    late, early = (datetime(2026, 1, day, tzinfo=UTC) for day in (9, 2))
    made = entry("a", "<p>One.</p>", updated=late)
    told = incident("a", made, text="One.", updated=late)
    store.save(None, [Derived(made, (told,))], None)
    older = made._replace(content="<p>Two.</p>", updated=early)
    saved = store.save(None, [Derived(older, (told._replace(text="Two.", updated=early),))], None)
    assert saved.changed == (made.id,)
    again = older._replace(updated=late)
    saved = store.save(None, [Derived(again, (told._replace(text="Two."),))], None)
    assert saved.unchanged == (made.id,)
    assert store.get("a").updated == late
    assert len(store.revisions(store.get("a"))) == 2


def test_an_id_is_kept_for_ever(store: Store) -> None:
    """Who was told apart keeps that ID, though the one who had it first is gone."""
    first, second = entry("first"), entry("second")
    for made in (first, second):
        both = (incident("outage", made), incident(f"of-{made.title}", made))
        store.save(None, [Derived(made, both)], None)
    edited = first._replace(content="<p>Other.</p>")
    store.save(None, [Derived(edited, (incident("of-first", first),))], None)
    changed = second._replace(content="<p>Other, too.</p>")
    told = (incident("outage", second, text="Anew."), incident("of-second", second))
    store.save(None, [Derived(changed, told)], None)
    assert sorted(found(store, EVERYTHING)) == ["of-first", "of-second", "outage-2"]
    assert store.get("outage-2").text == "Anew."


# ---------------------------------------------------------------- what is found, and in which order


def test_who_is_ranked_alike_comes_newest_first(store: Store) -> None:
    """Between equal scores the day decides, then the ID; and pages do not overlap."""
    days = [date(2026, 5, 1 + n % 3) for n in range(9)]
    put(store, *(incident(f"i{n}", date=day, text="zebra") for n, day in enumerate(days)))
    asked = Query(clauses=(Clause((Word("zebra"),)),), limit=4)
    pages = [found(store, asked._replace(offset=offset)) for offset in (0, 4, 8)]
    assert pages == [["i2", "i5", "i8", "i1"], ["i4", "i7", "i0", "i3"], ["i6"]]


def test_a_prefix_stands_for_the_words_that_begin_so(store: Store) -> None:
    """Stems neither widen a prefix nor hide what it should find; however many words there are."""
    texts = {"city": "Amsterdam", "amount": "an amount", "deploy": "a deploy", "more": "deployment"}
    put(store, *(incident(name, text=text) for name, text in texts.items()))
    assert found(store, typed("ams*")) == ["city"]
    assert sorted(found(store, typed("deploy*"))) == ["deploy", "more"]
    assert found(store, typed('"an amo*"')) == []
    many = " ".join(f"prefixed{n:03}" for n in range(400))
    put(store, incident("many", text=f"{many} prefix"))
    assert found(store, typed("prefix*")) == ["many"]
    assert found(store, typed("prefixed399*")) == ["many"]


def test_all_that_match_are_read_as_they_are_asked_for(store: Store) -> None:
    """Without a limit hits come one after the other, in order, also beyond what is read at once."""
    put(store, *(incident(f"i{n:04}", text="zebra crossing") for n in range(1200)))
    page = store.search(typed("zebra"))
    hits = iter(page.hits)
    assert next(hits).incident.id == "i0000"
    assert [hit.incident.id for hit in hits] == [f"i{n:04}" for n in range(1, 1200)]
    assert page.total == 1200


# ---------------------------------------------------------------- among the newest


def test_what_is_among_the_newest_is_all_of_it_and_newest_first(store: Store) -> None:
    """Words, regions, days and pages narrow what the so many newest are; nothing else is found."""
    days = [date(2024, 1, day) for day in range(1, 13)]
    put(
        store,
        *(
            incident(
                f"i{day.day:02}",
                date=day,
                text="traffic stalled" if day.day % 2 else "traffic went on",
                regions=("sjc",) if day.day % 3 else ("ams",),
                regions_mentioned=("sjc",) if day.day % 3 else ("ams",),
            )
            for day in days
        ),
    )
    among = Query(limit=0, among=6)
    assert found(store, among) == ["i12", "i11", "i10", "i09", "i08", "i07"]
    stalled = typed("stalled")._replace(among=6)
    assert found(store, stalled) == ["i11", "i09", "i07"]
    assert found(store, stalled._replace(sort="oldest")) == ["i07", "i09", "i11"]
    assert found(store, stalled._replace(regions=("sjc",))) == ["i11", "i07"]
    assert found(store, stalled._replace(interval=Interval(until=days[8]))) == ["i09", "i07"]
    assert found(store, typed("tr* -stalled")._replace(among=6)) == ["i12", "i10", "i08"]
    page = store.search(stalled._replace(limit=1, offset=1))
    (hit,) = page.hits
    assert (hit.incident.id, page.total, hit.score) == ("i09", 3, None)
    assert hit.snippet is not None
    assert hit.snippet.spans == ((8, 15),)
    assert [(t.value, t.incidents) for t in store.tally("region", stalled)] == [
        ("sjc", 2),
        ("ams", 1),
    ]
    assert len([*store.facts(stalled)]) == 3
    assert store.search(stalled._replace(among=100)).total == 6


def test_what_is_newer_takes_the_place_of_what_was(store: Store, url: str) -> None:
    """Whoever saves, the newest are those that are stored now."""
    asked = typed("traffic")._replace(among=2)
    put(store, *(incident(f"i{n}", date=date(2024, 1, n), text="traffic") for n in (1, 2, 3)))
    assert found(store, asked) == ["i3", "i2"]
    put(store, incident("i4", date=date(2024, 1, 4), text="traffic"))
    assert found(store, asked) == ["i4", "i3"]
    other = open_store(url, write=True)
    put(other, incident("i5", date=date(2024, 1, 5), text="calm"))
    other.close()
    assert found(store, asked) == ["i4"]


def test_the_newest_are_those_by_the_date_that_is_meant(store: Store) -> None:
    """By publication, what was published last is the newest."""
    early, late = (datetime(2024, month, 1, tzinfo=UTC) for month in (1, 2))
    told = [("a", date(2024, 1, 2), early), ("b", date(2024, 1, 1), late)]
    for name, day, when in told:
        one = entry(name, published=when)
        put_in = incident(name, one, date=day, published=when, text="traffic")
        store.save(None, [Derived(one, (put_in,))], None)
    asked = typed("traffic")._replace(among=1)
    assert found(store, asked) == ["a"]
    assert found(store, asked._replace(by_published=True)) == ["b"]


def test_a_store_that_is_told_to_stop_goes_on(store: Store) -> None:
    """Where nothing is read it changes nothing, and what is asked afterwards is answered."""
    put(store, incident("a"))
    thread = threading.Thread(target=store.stop)
    thread.start()
    thread.join()
    assert found(store, EVERYTHING) == ["a"]


# ---------------------------------------------------------------- keeping


def test_an_intact_store_has_no_problem(tagged: Store) -> None:
    """A check finds nothing to say."""
    assert tagged.check() == ()


def test_there_must_be_a_store_to_read(url: str) -> None:
    """To read what is not there is an error, and makes nothing."""
    with pytest.raises(StoreMissing) as caught:
        open_store(url)
    assert caught.value.hint == "run: infralog sync"
    with pytest.raises(StoreError):
        open_store(url)


def test_readers_see_all_or_nothing_of_a_save(store: Store, url: str) -> None:
    """While one saves, others see the old state or the new one, never half."""
    put(store, incident("first"))
    seen: set[int] = set()
    done = threading.Event()

    def read() -> None:
        reader = open_store(url)
        while not done.is_set():
            seen.add(reader.search(Query(limit=1)).total)
        seen.add(reader.search(Query(limit=1)).total)
        reader.close()

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    put(store, *(incident(f"more-{n}") for n in range(500)))
    done.set()
    for thread in threads:
        thread.join()
    assert seen <= {1, 501}
    assert 501 in seen


def test_two_writers_take_turns(url: str) -> None:
    """Saves from several at once, also the first ever, all succeed."""
    trouble: list[Exception] = []

    def write(number: int) -> None:
        try:
            writer = open_store(url, write=True)
            for n in range(5):
                put(writer, incident(f"w{number}-{n}"))
            writer.close()
        except Exception as exc:  # noqa: BLE001 - told below, in the test's own thread
            trouble.append(exc)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    reader = open_store(url)
    assert len(found(reader, EVERYTHING)) == 20
    assert reader.check() == ()
    reader.close()
