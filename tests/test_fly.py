"""An entry of Fly.io's Infra Log divides into passages, each with its title, day and ID."""

import re
import textwrap
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog.capture import from_plain
from infralog.model import Entry, MediaType, Passage, Text
from infralog.sources.fly import FLY
from infralog.text import from_html

LOG = "https://fly.io/infra-log/"

INCIDENTS = (
    ("June 3", "No Route To Bucharest", "05:45EST", "A carrier lost a router. It took 90 minutes."),
    ("June 3", "`flyd` Starved (MIA, BOS)", "5PM EST", "It waited for a lock that nobody held."),
    ("June 5", "An Odd Certificate", "11:00", "The clock of one host had stopped on May 2."),
)
NOTES = "Ada moved the last racks out of Seattle on June 4: that was a very long day."
HEAD = "Trailing 2 Weeks Incidents"
FOOT = "This Week In Infra Engineering"


def split(
    content: str,
    *,
    media_type: MediaType = "text/html",
    slug: str = "2024-06-08",
    title: str = "",
    published: str | None = None,
) -> tuple[Passage, ...]:
    """Divide an entry; a slug that is a day is also when it was published."""
    day = published or (slug if re.fullmatch(r"\d{4}-\d\d-\d\d", slug) else None)
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    url = f"{LOG}{slug}/"
    entry = Entry("fly", url, url, title, content, media_type, moment, None)
    text = from_html(content) if media_type == "text/html" else from_plain(content, ("flyd",))
    return FLY.split(entry, text)


# ---------------------------------------------------------------- one bulletin in many prints


def _html(item: str, around: str = "%s") -> str:
    printed = "".join(item % each for each in INCIDENTS)
    printed = re.sub(r"`(.+?)`", r"<code>\1</code>", around % printed)
    return f"<h2>{HEAD}</h2>{printed}<h2>{FOOT}</h2><p>{NOTES}</p>"


def _text(item: str, apart: str = "\n\n") -> str:
    return "\n\n".join((HEAD, apart.join(item % each for each in INCIDENTS), FOOT, NOTES))


def _wrapped(text: str) -> str:
    rows = text.split("\n")
    return "\n".join(textwrap.fill(row, 40, subsequent_indent="    ") for row in rows)


def _cut_up(text: str) -> str:
    stuck = re.sub(r"\n\n(?=June)", "", text.replace(f"{HEAD}\n\n", f"{HEAD}\n"))
    return re.sub(r"`(.+?)`\s*", r"\n\1\n", stuck)


PRINTS: dict[str, tuple[str, MediaType]] = {
    "items": (_html("<li>%s: %s (%s): %s</li>", "<ul>%s</ul>"), "text/html"),
    "bold items": (_html("<li><b>%s: %s (%s):</b> %s</li>", "<ul>%s</ul>"), "text/html"),
    "headings": (_html("<h3>%s: %s (%s)</h3><p>%s</p>"), "text/html"),
    "bold": (_html("<p><strong>%s: %s (%s)</strong></p><p>%s</p>"), "text/html"),
    "stuck": (_html("%s: %s (%s): %s", "<p>%s</p>"), "text/html"),
    "bullets": (_text("  • %s: %s (%s): %s"), "text/plain"),
    "hyphens": (_text("- %s: %s (%s): %s", "\n"), "text/plain"),
    "paragraphs": (_text("%s: %s (%s): %s"), "text/plain"),
    "own lines": (_text("%s: %s (%s)\n\n%s"), "text/plain"),
    "markdown": (_text("* **%s: %s** (%s): %s", "\n"), "text/plain"),
    "dashes": (_text("- %s \N{EN DASH} %s (%s) \N{EN DASH} %s"), "text/plain"),
    "wrapped": (_wrapped(_text("  • %s: %s (%s): %s")), "text/plain"),
    "cut up": (_cut_up(_text("%s: %s (%s): %s")), "text/plain"),
}


@pytest.mark.parametrize("name", PRINTS)
def test_a_bulletin_reads_the_same_in_every_print(name: str) -> None:
    """Whether items, headings, paragraphs, or a capture in pieces: the passages are the same."""
    content, media_type = PRINTS[name]
    found = split(content, media_type=media_type)
    assert [passage.slug for passage in found] == [
        "2024-06-03-no-route-to-bucharest",
        "2024-06-03-flyd-starved-mia-bos",
        "2024-06-05-an-odd-certificate",
        "2024-06-08-notes",
    ]
    assert [
        p.moment and p.moment.started_at and p.moment.started_at.isoformat() for p in found
    ] == [
        "2024-06-03T05:45:00-04:00",
        "2024-06-03T17:00:00-04:00",
        "2024-06-05T11:00:00-04:00",
        None,
    ]
    assert [p.moment and p.moment.time_text for p in found] == [
        "05:45 EST",
        "5PM EST",
        "11:00",
        None,
    ]
    titles = ("No Route To Bucharest", "`flyd` Starved (MIA, BOS)", "An Odd Certificate", FOOT)
    if name != "cut up":  # where the title's code span is lost
        assert tuple(p.title.plain for p in found) == titles
    assert [p.body.plain for p in found] == [*(body for *_, body in INCIDENTS), NOTES]


# ---------------------------------------------------------------- a bulletin's passages


def test_code_in_a_title_is_in_backticks() -> None:
    """A title of a page looks as it does in the feed, and still knows its code."""
    title = split("<ul><li>June 3: <code>fly logs</code> In <code>sin</code> (5PM): b</li></ul>")[
        0
    ].title
    assert title.plain == "`fly logs` In `sin`"
    assert [title.plain[s.start : s.end] for s in title.stretches] == ["fly logs", "sin"]


def test_a_body_keeps_its_stretches() -> None:
    """Code spans and links of an incident are where they were in the text."""
    html = """<ul><li>June 3: No Route (5PM): In <code>sin</code>, see
        <a href="https://example.org">that</a>.</li></ul>"""
    body = split(html)[0].body
    assert body.plain == "In sin, see that."
    assert [(body.plain[s.start : s.end], s.kind) for s in body.stretches] == [
        ("sin", "code"),
        ("that", "link"),
    ]


def test_two_alike_are_told_apart() -> None:
    """Two incidents of one day and title have two IDs."""
    found = split("<ul><li>June 3: No Route (5PM): a</li><li>June 3: No Route (6PM): b</li></ul>")
    assert [p.slug for p in found] == ["2024-06-03-no-route", "2024-06-03-no-route-2"]


def test_december_in_a_january_bulletin_is_of_last_year() -> None:
    """The year comes from the bulletin (LABELLING T4)."""
    found = split("<p>December 30: No Route (2AM EST): b</p>", slug="2025-01-04")
    assert found[0].slug == "2024-12-30-no-route"
    assert found[0].moment is not None
    assert found[0].moment.started_at == datetime(2024, 12, 30, 7, tzinfo=UTC)


def test_the_year_may_come_from_the_url() -> None:
    """A bulletin that does not say when it was published is named after its day."""
    url = f"{LOG}2024-06-08/"
    content = "<p>June 3: No Route (5PM): b</p>"
    entry = Entry("fly", url, url, "", content, "text/html", None, None)
    found = FLY.split(entry, from_html(content))
    assert [p.slug for p in found] == ["2024-06-03-no-route"]


def test_all_that_is_no_incident_is_one_passage_of_notes() -> None:
    """What stands before the list and behind it are the notes, under the heading as printed."""
    found = split(
        f"""<p>A long week.</p><h2>{HEAD}</h2><p>(Larger boxes are longer.)</p>
        <ul><li>June 3: No Route (5PM): b</li></ul>
        <h2>What Became Of No Route</h2><p>It was mended.</p>
        <h2>{FOOT}</h2><ul><li>New racks</li></ul>"""
    )
    assert [p.kind for p in found] == ["incident", "notes"]
    assert found[1].title.plain == FOOT
    assert found[1].body.plain == (
        "A long week.\n\nWhat Became Of No Route\n\nIt was mended.\n\n- New racks"
    )
    kinds = [(found[1].body.plain[s.start : s.end], s.kind) for s in found[1].body.stretches]
    assert kinds == [("What Became Of No Route", "heading"), ("New racks", "item")]


@pytest.mark.parametrize(
    ("content", "title", "words"),
    [
        ("<p>A quiet week.</p>", "Notes", "A quiet week."),
        (f"<h2>{HEAD}</h2><p>None at all!</p>", "Notes", "None at all!"),
        (
            f"<h2>{HEAD}</h2><p>None.</p><h2>{FOOT}</h2><p>We tidied.</p>",
            FOOT,
            "None.\n\nWe tidied.",
        ),
        (f"<h2>{HEAD}</h2>", "Notes", HEAD),
        ("", "Notes", ""),
    ],
)
def test_a_quiet_week_is_notes_alone(content: str, title: str, words: str) -> None:
    """A bulletin without an incident is a passage of notes, never nothing."""
    (notes,) = split(content)
    assert (notes.kind, notes.slug) == ("notes", "2024-06-08-notes")
    assert (notes.title.plain, notes.body.plain) == (title, words)
    assert notes.moment is not None
    assert notes.moment.basis == "published"


# ---------------------------------------------------------------- an account of one incident


def test_an_account_is_one_incident() -> None:
    """A post of its own is one passage; its lists and the days in it divide nothing."""
    html = """<p>It went.</p><ul><li>April 14: A Deploy (10:51UTC): the first</li>
        <li>April 15 (9:00 UTC): Another: the last</li></ul><h2>What We Learned</h2><p>Much.</p>"""
    (found,) = split(html, slug="no-route", title="No `route`", published="2026-04-21")
    assert (found.kind, found.slug, found.moment) == ("incident", "no-route", None)
    assert found.title.plain == "No `route`"
    assert [(s.start, s.end, s.kind) for s in found.title.stretches] == [(4, 9, "code")]
    assert found.body == from_html(html)


@pytest.mark.parametrize(
    "html",
    [
        "<h2>April 14: One-way wg0 (10:51UTC)</h2><p>It went.</p>",
        "<h1>April 14: One-way wg0 (10:51 UTC):</h1><p>It went.</p>",
        "<p><strong>Apr 14 (10:51UTC): One-way wg0</strong></p><p>It went.</p>",
        "<p>April 14: One-way wg0 (10:51UTC)</p><p>It went.</p>",
    ],
)
def test_a_page_may_carry_the_day_and_time(html: str) -> None:
    """A heading with a day above an account dates it; the title stays the clean one."""
    (found,) = split(html, slug="wg0", title="One-way wg0", published="2026-04-21")
    assert (found.title.plain, found.body.plain) == ("One-way wg0", "It went.")
    assert found.moment is not None
    assert (found.moment.basis, found.moment.time_text) == ("page", "10:51 UTC")
    assert found.moment.started_at == datetime(2026, 4, 14, 10, 51, tzinfo=UTC)


def test_a_title_may_carry_the_day_and_time() -> None:
    """A day and a time in the title date the account, and leave the title."""
    title = "April 14: One-way wg0 (10:51UTC)"
    (found,) = split("<p>It went.</p>", slug="wg0", title=title, published="2026-04-21")
    assert found.title.plain == "One-way wg0"
    assert found.moment is not None
    assert str(found.moment.date) == "2026-04-14"


def test_a_page_heading_with_other_words_is_kept() -> None:
    """A heading that says more than the title loses no word."""
    html = "<h2>April 14: Half Of wg0 (10:51UTC)</h2><p>It went.</p>"
    (found,) = split(html, slug="wg0", title="One-way wg0", published="2026-04-21")
    assert found.body == from_html(html)
    assert found.moment is not None
    assert found.moment.basis == "page"


@pytest.mark.parametrize(
    "html",
    [
        "<p>April 14: it went, at 10:51UTC.</p>",
        "<ul><li>April 14: One-way wg0 (10:51UTC)</li></ul>",
        "<p>One.</p><p>Two.</p><p>Three.</p><h2>April 14: One-way wg0 (10:51UTC)</h2>",
        "<p>April 14: One-way wg0 (10:51UTC): it went, as told below.</p>",
    ],
)
def test_other_days_are_no_page_heading(html: str) -> None:
    """Only a heading of its own, above the account, dates it."""
    (found,) = split(html, slug="wg0", title="One-way wg0", published="2026-04-21")
    assert found.moment is None
    assert found.body == from_html(html)


def test_a_bare_clock_on_a_page_is_no_moment() -> None:
    """Accounts have no zone in common: without one, the label is kept and no moment made."""
    html = "<h2>April 14: One-way wg0 (10:51)</h2>"
    (found,) = split(html, slug="wg0", title="One-way wg0", published="2026-04-21")
    assert found.moment is not None
    assert (found.moment.started_at, found.moment.time_text) == (None, "10:51")


@pytest.mark.parametrize(
    ("html", "title"), [("<p>It went. All.</p>", "It went. All."), ("", "Untitled")]
)
def test_an_entry_without_a_title_gets_one(html: str, title: str) -> None:
    """The first words stand in for a title; it is never empty."""
    assert split(html, slug="wg0", published="2026-04-21")[0].title.plain == title


# ---------------------------------------------------------------- whatever comes

WORDS = st.sampled_from(
    [
        *("June 3:", "No Route", "(5PM EST):", "it went", "(13:00EST)", "May 8", ".", HEAD, FOOT),
        *("<p>", "</p>", "<ul>", "</ul>", "<li>", "<h2>", "</h2>", "<b>", "</b>", "<br>", "<code>"),
        *("</code>", "\n", "`", "- ", "**", "(", ":"),
    ]
)


@given(st.lists(WORDS, max_size=30), st.booleans())
def test_no_word_is_lost(words: list[str], html: bool) -> None:  # noqa: FBT001 -- drawn
    """Every word of a bulletin is in a passage or in its heading, but for furniture."""
    content = " ".join(words)
    found = split(content, media_type="text/html" if html else "text/plain")
    text = from_html(content) if html else from_plain(content, ("flyd",))
    kept = " ".join(
        " ".join((p.title.plain, p.body.plain, (p.moment and p.moment.quote) or "")) for p in found
    )
    for furniture in (HEAD, FOOT):
        kept += f" {furniture}" * text.plain.count(furniture)
    assert found
    assert set(re.findall(r"\w+", text.plain)) <= set(re.findall(r"\w+", kept))


@given(st.lists(WORDS, max_size=30))
def test_every_passage_has_its_own_valid_id(words: list[str]) -> None:
    """IDs are letters, digits and hyphens, and no two of an entry are alike."""
    slugs = [passage.slug for passage in split(" ".join(words))]
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug) for slug in slugs)
    assert len(set(slugs)) == len(slugs)


@pytest.mark.parametrize(
    "piece",
    [
        *("June 3: ", "June 3: \n", "- June 3: a (1:00):\n", "(", "June 3: (", "x.June 3: ", "**"),
        *(
            "`",
            "June 3: A (13:00-",
            "On June 3 ",
            "This Week In Infra Engineering\n",
            "\n ",
            "- a\n",
        ),
    ],
)
def test_a_hostile_text_divides_in_linear_time(piece: str) -> None:
    """Twice the text takes about twice the time, whatever it repeats."""

    def seconds(size: int) -> float:
        content = piece * (size // len(piece))
        entry = Entry("fly", "x", f"{LOG}2024-06-08/", "", "", "text/plain", None, None)
        begun = time.process_time()
        FLY.split(entry, Text(content))
        from_plain(content, ("flyd",))
        return time.process_time() - begun

    small, large = min(seconds(2**13) for _ in range(3)), seconds(2**16)
    assert large < 8 * 3 * small + 0.5
