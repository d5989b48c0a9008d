"""The screens of `infralog browse`, over a real store, with keys that are really pressed."""

import asyncio
import html
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.widgets import Static

from infralog.model import Derived, Entry, Incident
from infralog.query import Filters
from infralog.session import Session
from infralog.stores import open_store
from infralog.tui import Look
from infralog.tui.app import Browser
from infralog.tui.detail import Detail
from infralog.tui.hits import Hits
from infralog.tui.line import SearchLine
from infralog.views import Screen
from tests.command import PATIENCE
from tests.incidents import FULL

if TYPE_CHECKING:
    from textual.pilot import Pilot

WIDE = (130, 40)


class Seen:
    """The application, as one who sits before it sees it."""

    def __init__(self, app: Browser, pilot: "Pilot[str]") -> None:
        """Take it while it runs."""
        self.app = app
        self._pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, by their names."""
        await self._pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Type a text."""
        named = {" ": "space", ":": "colon", '"': "quotation_mark", "-": "minus"}
        await self._pilot.press(*(named.get(letter, letter) for letter in text))

    async def until(self, is_there: str | Callable[[], object]) -> str:
        """Wait until something is shown, or is so; return all that is shown."""
        check = is_there if callable(is_there) else lambda: is_there in self.shown
        end = monotonic() + PATIENCE
        while not check():
            assert monotonic() < end, f"{is_there} is not shown:\n{self.shown}"
            await self._pilot.pause(0.02)
        return self.shown

    @property
    def shown(self) -> str:
        """What is on the screen, a line each."""
        rows: dict[float, str] = {}
        for top, text in re.findall(
            r'<text [^>]*y="([\d.]+)"[^>]*>(.*?)</text>', self.app.export_screenshot()
        ):
            rows[float(top)] = rows.get(float(top), "") + html.unescape(text)
        return "\n".join(rows[top] for top in sorted(rows)).replace("\xa0", " ")

    @property
    def line(self) -> str:
        """What stands in the search line."""
        return self.app.main.query_one(SearchLine).value

    @property
    def total(self) -> int:
        """How many match."""
        return self.app.main.query_one(Hits).total

    @property
    def read(self) -> str:
        """The ID of the incident that is read."""
        told = self.app.main.query_one(Detail).told
        return told.incident.id if told else ""

    async def click(self, where: str | None, at: tuple[int, int], times: int = 1) -> None:
        """Click in a widget, or anywhere on the screen."""
        await self._pilot.click(where, offset=at, times=times)

    async def point(self, where: str | None, at: tuple[int, int]) -> None:
        """Move the mouse to a place in a widget, or on the screen."""
        await self._pilot.hover(where, offset=at)

    async def turn(self, where: str, times: int) -> None:
        """Turn the wheel over a widget: down, or up where it is less than 0."""
        left, top, *_ = self.app.screen.query_one(where).region
        x, y = left + 3, top + 3
        kind = events.MouseScrollDown if times > 0 else events.MouseScrollUp
        for _ in range(abs(times)):
            turned = kind(None, x, y, 0, 0, 0, False, False, False, x, y)  # noqa: FBT003 -- the library's
            self.app.post_message(turned)
            await self._pilot.pause()


@asynccontextmanager
async def browsing(
    db: Path,
    text: str = "",
    *,
    size: tuple[int, int] = WIDE,
    plain: bool = False,
    filters: Filters = Filters(limit=0),
) -> AsyncIterator[Seen]:
    """Browse a store."""
    look = Look("terminal", plain, Screen(size[0], color=not plain, links=True, unicode=True))
    app = Browser(Session(db=str(db)), text, filters, look)
    async with app.run_test(size=size) as pilot:
        seen = Seen(app, pilot)
        await seen.until(lambda: app.main.query_one(Hits).border_title)
        yield seen


def told(test: Callable[[], Awaitable[None]]) -> None:
    """Run a test in a loop of its own."""

    async def run() -> None:
        await test()

    asyncio.run(run())


@pytest.fixture(scope="session")
def sample(home: Path) -> Path:
    """Return the store of the sample."""
    return home / "infralog.db"


def stored(folder: Path, *incidents: Incident, text: str = "x") -> Path:
    """Return a store of these incidents."""
    place = folder / "infralog.db"
    store = open_store(str(place), write=True)
    for incident in incidents:
        entry = Entry("fly", incident.id, None, incident.title, text, "text/plain", None, None)
        store.save(None, [Derived(entry, (incident._replace(entry_id=incident.id),))], None)
    store.close()
    return place


# ---------------------------------------------------------------- searching


def test_results_come_as_one_types(sample: Path) -> None:
    """Each letter narrows, the incident is beside, and what matched is told by its count."""

    async def test() -> None:
        async with browsing(sample) as seen:
            assert seen.total == 25
            await seen.type("corro")
            await seen.until(lambda: seen.total == 5)
            await seen.press("enter")
            shown = await seen.until("similar")
            assert "/ corro" in shown

    told(test)


@pytest.mark.parametrize(
    ("line", "says"),
    [("regi", ""), ("region:", "region:… unfinished"), ("region:s", "region:s… unfinished")],
)
def test_a_half_typed_filter_keeps_the_answer(sample: Path, line: str, says: str) -> None:
    """It is no mistake before the line goes on or is left: what is finished is answered."""

    async def test() -> None:
        async with browsing(sample) as seen:
            await seen.type("corrosion ")
            await seen.until(lambda: seen.total == 5)
            for letter in line:
                await seen.type(letter)
                await seen.until(lambda: not seen.app.is_open("search"))
                assert seen.total > 0
                assert "unknown" not in seen.shown
            await seen.until(lambda: says in seen.shown and (seen.total == 5 or not says))
            await seen.press("escape")
            if line.endswith("s"):
                await seen.until("unknown region: s")

    told(test)


def test_an_unfinished_query_is_no_error(sample: Path) -> None:
    """At no letter of it does a quote, a filter or a date lose the hits or raise an error."""

    async def test() -> None:
        async with browsing(sample) as seen:
            for letter in 'edges region:sjc "two':
                await seen.type(letter)
                await asyncio.sleep(0.02)
                assert "error" not in seen.shown.lower()
            await seen.until(lambda: seen.total == 1)

    told(test)


def test_what_is_not_understood_is_said_quietly(sample: Path) -> None:
    """A region that is none is told in the status line, and the rest is answered."""

    async def test() -> None:
        async with browsing(sample, "corrosion region:xyz") as seen:
            await seen.until("unknown region: xyz")
            assert seen.total == 5

    told(test)


def test_a_filter_completes(sample: Path) -> None:
    """Tab takes what is offered; where nothing is, it goes to the next pane."""

    async def test() -> None:
        async with browsing(sample) as seen:
            await seen.type("component:corrosi")
            await seen.until("component:corrosion")
            await seen.press("tab")
            await seen.until(lambda: seen.line == "component:corrosion ")
            await seen.until(lambda: seen.total == 2)
            await seen.press("tab")
            await seen.until(lambda: not isinstance(seen.app.focused, SearchLine))

    told(test)


def test_flags_stand_in_the_line(sample: Path) -> None:
    """What the command line asked for is seen, and can be edited."""

    async def test() -> None:
        filters = Filters(region=("San Jose",), sort="oldest", offset=1, limit=0)
        async with browsing(sample, "corrosion", filters=filters) as seen:
            await seen.until('corrosion region:"San Jose"')
            await seen.until("sorted by oldest")
            assert seen.app.main.query_one(Hits).at == 1

    told(test)


# ---------------------------------------------------------------- narrowing, moving, reading


def test_facets_toggle(sample: Path) -> None:
    """A facet narrows by editing the line, is marked, and goes as it came."""

    async def test() -> None:
        async with browsing(sample, "corrosion") as seen:
            await seen.until("  2 sjc")
            await seen.press("escape", "f", "space")
            await seen.until(lambda: seen.line == "corrosion region:sjc")
            await seen.until("✓     2 sjc")
            await seen.until(lambda: seen.total == 2)
            await seen.until("1 gru")
            await seen.press("space")
            await seen.until(lambda: seen.line == "corrosion" and seen.total == 5)

    told(test)


def test_keys_move_and_open(sample: Path) -> None:
    """j, k, g and G move, Enter reads, and Escape comes back."""

    async def test() -> None:
        async with browsing(sample, size=(80, 24)) as seen:
            hits = seen.app.main.query_one(Hits)
            await seen.press("escape", "j", "j", "k")
            await seen.until(lambda: hits.at == 1)
            await seen.press("G")
            await seen.until(lambda: hits.at == 24)
            await seen.press("g", "enter")
            await seen.until(lambda: seen.app.main.query_one(Detail).has_focus)
            await seen.until(lambda: not hits.display)
            await seen.press("escape")
            await seen.until(lambda: hits.has_focus and hits.display)

    told(test)


def test_arrows_move_while_one_types(sample: Path) -> None:
    """As in fzf: down goes to the next hit, and the line stays."""

    async def test() -> None:
        async with browsing(sample) as seen:
            await seen.press("down", "down")
            await seen.until(lambda: seen.app.main.query_one(Hits).at == 2)
            assert isinstance(seen.app.focused, SearchLine)

    told(test)


def test_keys_that_follow_quickly_go_where_they_are_meant(sample: Path) -> None:
    """What is typed right behind `/` is searched for, and not done."""

    async def test() -> None:
        async with browsing(sample) as seen:
            await seen.press("escape", "slash", *"qob")
            await seen.until(lambda: seen.line == "qob")

    told(test)


def test_evidence_is_quoted_on_demand(sample: Path) -> None:
    """`e` quotes the sentence behind each tag, and again no more."""

    async def test() -> None:
        async with browsing(sample, "corrosion", size=(160, 60)) as seen:
            assert "what was changed (name)" not in await seen.until("similar")
            await seen.press("escape", "e")
            await seen.until("what was changed (name)")
            await seen.press("e")
            await seen.until(lambda: "what was changed (name)" not in seen.shown)

    told(test)


def test_evidence_is_in_sight(sample: Path) -> None:
    """On a small screen `e` opens the incident at its evidence, which stays in sight."""

    async def test() -> None:
        async with browsing(sample, "corrosion", size=(80, 24)) as seen:
            detail = seen.app.main.query_one(Detail)
            await seen.until(lambda: seen.read)
            await seen.press("escape", "e")
            await seen.until("what was changed (name)")
            first = seen.read
            await seen.press("escape", "j", "enter")
            await seen.until(lambda: seen.read != first and detail.scroll_y > 0)
            await seen.press("e")
            await seen.until(lambda: detail.scroll_y == 0)
            await seen.until("date ")

    told(test)


@pytest.mark.parametrize("plain", [False, True])
def test_versions_tell_what_changed(tmp_path: Path, *, plain: bool) -> None:
    """`v` shows, word by word, what the publisher changed; and again no more."""

    async def test() -> None:
        place = stored(tmp_path, FULL, text="It lasted an hour.")
        stored(tmp_path, FULL, text="It lasted a day.")
        async with browsing(place, size=(80, 24), plain=plain) as seen:
            await seen.until(lambda: seen.read)
            await seen.press("escape", "v")
            shown = await seen.until("version 1 (")
            assert "lasted" in shown
            assert ("[-an hour-]{+a day+}" in shown) is plain
            await seen.press("v", "end")
            await seen.until("shows what changed")

    told(test)


def test_what_was_never_edited_is_said_to_be(sample: Path) -> None:
    """`v` says so where there is but one version."""

    async def test() -> None:
        async with browsing(sample) as seen:
            await seen.press("escape", "v")
            await seen.until("it was never edited")

    told(test)


def test_a_facet_leaves_the_word_that_is_typed(sample: Path) -> None:
    """To narrow what half a word has found leaves some of it."""

    async def test() -> None:
        async with browsing(sample) as seen:
            await seen.type("corro")
            await seen.until(lambda: seen.total == 5)
            await seen.press("escape", "f", "space")
            await seen.until(lambda: re.fullmatch("region:... corro", seen.line))
            await seen.until(lambda: seen.total == 2)

    told(test)


def test_what_is_similar_opens(sample: Path) -> None:
    """A number reads what is like the incident."""

    async def test() -> None:
        async with browsing(sample, "corrosion") as seen:
            await seen.until("similar")
            before = seen.read
            await seen.press("escape", "1")
            await seen.until(lambda: seen.read not in ("", before))

    told(test)


def test_mentions_count_on_demand(sample: Path) -> None:
    """`m` finds also where a component is only mentioned."""

    async def test() -> None:
        async with browsing(sample, "component:corrosion") as seen:
            await seen.until(lambda: seen.total == 2)
            await seen.press("escape", "m")
            await seen.until("mentions too")
            await seen.until(lambda: seen.total > 2)

    told(test)


def test_the_incident_is_copied(sample: Path) -> None:
    """`y` puts the incident on the clipboard, as Markdown."""

    async def test() -> None:
        async with browsing(sample, "week-old routes") as seen:
            await seen.until(lambda: seen.read)
            await seen.press("escape", "y")
            await seen.until("copied as Markdown")
            assert seen.app.clipboard.startswith(
                "## SJC edges handed out week-old routes\n\n- Date"
            )

    told(test)


def test_only_web_pages_are_opened(tmp_path: Path) -> None:
    """A link that is no http or https is not followed."""

    async def test() -> None:
        async with browsing(stored(tmp_path, FULL._replace(url="file:///etc/passwd"))) as seen:
            await seen.until(lambda: seen.read)
            await seen.press("escape", "o")
            await seen.until("the incident has no page")

    told(test)


def test_the_command_is_handed_back(sample: Path) -> None:
    """`b` ends it with the command that finds the same, from the row of the cursor."""

    async def test() -> None:
        async with browsing(sample, "-deploys") as seen:
            await seen.press("escape", "j", "b")
            await seen.until(lambda: seen.app.return_value)
            assert seen.app.return_value == "infralog search --offset 1 -- -deploys"

    told(test)


# ---------------------------------------------------------------- other screens


def test_the_timeline_opens_an_incident(sample: Path) -> None:
    """The box under the cursor is told in words, moves on into other weeks, and opens."""

    async def test() -> None:
        async with browsing(sample) as seen:
            await seen.press("escape", "t")
            await seen.until("2026-05-29 to 2026-06-11: 2 incidents")
            await seen.press("k")
            await seen.until("SJC edges handed out")
            await seen.press("k")
            await seen.until("to 2026-05-28")
            await seen.press("j")
            await seen.until("2026-06-10 14:20 UTC")
            await seen.press("enter")
            await seen.until(lambda: seen.read == "sjc-week-old-routes")
            await seen.until("facets")

    told(test)


@pytest.mark.parametrize("plain", [False, True])
def test_a_click_on_the_timeline_opens_what_is_there(sample: Path, *, plain: bool) -> None:
    """On a box, or in words on a line, it reads the incident; beside them it does nothing."""

    async def test() -> None:
        async with browsing(sample, plain=plain) as seen:
            await seen.press("escape", "t")
            await seen.until("2026-05-29 to 2026-06-11: 2 incidents")
            screen = seen.app.screen
            boxes = [
                (x, y)
                for y in range(screen.size.height)
                for x in range(screen.size.width)
                if screen.get_style_at(x, y).meta.get("incident") == 1
            ]
            assert boxes
            before = seen.shown
            await seen.point(None, boxes[0])
            await seen.click(None, (1, 0))
            await seen.click(None, (screen.size.width - 2, boxes[-1][1] + 3))
            assert seen.app.screen is screen
            assert seen.shown == before
            await seen.click(None, boxes[-1])
            await seen.until(lambda: seen.read == "sjc-week-old-routes")
            await seen.until(lambda: seen.app.focused is seen.app.main.query_one(Detail))

    told(test)


def test_stats_count_what_matches(sample: Path) -> None:
    """Stats are of the query, by one dimension after the other."""

    async def test() -> None:
        async with browsing(sample, "corrosion") as seen:
            await seen.press("escape", "s")
            await seen.until("corrosion, at a glance")
            await seen.until("4 incidents, 2024-07-18")
            assert "OR" not in seen.shown
            await seen.press("right")
            await seen.until("by region")
            await seen.press("q")
            await seen.until("facets")

    told(test)


def test_all_keys_are_told(sample: Path) -> None:
    """`?` names every key that the first screen has."""

    async def test() -> None:
        async with browsing(sample, size=(100, 60)) as seen:
            await seen.press("escape", "question_mark")
            shown = await seen.until("command palette")
            for key in "/ftsevmyobrq":
                assert re.search(rf"[│,( ]{key}\b|{key} +the search", shown), key
            await seen.press("escape")
            await seen.until("25 incidents")

    told(test)


def test_the_palette_offers_orders(sample: Path) -> None:
    """The command palette sorts."""

    async def test() -> None:
        async with browsing(sample) as seen:
            await seen.press("ctrl+p")
            await seen.until("Search for commands")
            await seen.type("sort: longest")
            await seen.until("Order the hits")
            await seen.press("down", "enter")
            await seen.until("sorted by longest")

    told(test)


def test_the_mouse_is_as_good_as_keys(sample: Path) -> None:
    """A click moves to a hit, a second one opens it, and a facet toggles."""

    async def test() -> None:
        async with browsing(sample) as seen:
            await seen.until("  2 lhr")
            await seen.click("#hits", (5, 6))
            await seen.until(lambda: seen.app.main.query_one(Hits).at == 2)
            await seen.click("#hits", (5, 6), times=2)
            await seen.until(lambda: seen.app.focused is seen.app.main.query_one(Detail))
            await seen.click("#facets", (10, 2))
            await seen.until(lambda: seen.line.startswith("region:"))

    told(test)


def test_a_click_on_a_facet_toggles_and_on_a_hit_selects(sample: Path) -> None:
    """Twice the same is as if nothing had been; a click beside is none; nothing moves by itself."""

    async def test() -> None:
        async with browsing(sample, "corrosion") as seen:
            await seen.until("  2 sjc")
            hits = seen.app.main.query_one(Hits)
            first = seen.read
            await seen.point("#hits", (5, 6))
            await seen.point("#facets", (10, 2))
            assert (hits.at, seen.line) == (0, "corrosion")
            await seen.click("#hits", (5, 4))
            await seen.until(lambda: hits.at == 1 and seen.read != first)
            assert hits.has_focus
            await seen.click("#hits", (5, 20))
            assert hits.at == 1
            await seen.click("#facets", (10, 1))
            assert seen.line == "corrosion"
            await seen.click("#facets", (10, 2))
            await seen.until("✓     2 sjc")
            assert seen.line == "corrosion region:sjc"
            await seen.until(lambda: seen.total == 2)
            await seen.click("#facets", (10, 2))
            await seen.until(lambda: seen.line == "corrosion" and seen.total == 5)

    told(test)


def test_the_wheel_scrolls_and_moves_no_cursor(sample: Path) -> None:
    """It turns the pane that it is over, whatever has the focus, and no further than its end."""

    async def test() -> None:
        async with browsing(sample, size=(130, 20)) as seen:
            await seen.until("  2 lhr")
            main = seen.app.main
            await seen.until(lambda: not seen.app.is_open("search", "facets", "told", "about"))
            for where in ("#hits", "#facets", "#detail"):
                await seen.turn(where, 3)
                assert main.query_one(where).scroll_offset.y > 0
                await seen.turn(where, -9)
                assert main.query_one(where).scroll_offset.y == 0
            assert main.query_one(Hits).at == 0
            assert isinstance(seen.app.focused, SearchLine)
            assert seen.line == ""

    told(test)


# ---------------------------------------------------------------- where many match


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of more than are ranked at every key; a word in the oldest titles is rare."""
    place = tmp_path_factory.mktemp("many") / "infralog.db"
    entry = Entry("fly", "e", None, "All of it", "x", "text/plain", None, None)
    incidents = tuple(
        FULL._replace(
            id=f"i{n:05}",
            entry_id="e",
            url=None,
            title="Axolotl trouble" if n in (3, 7) else f"Trouble {n}",
            date=date(2024, 1, 1) - timedelta(days=n),
            started_at=None,
            regions=("sjc",) if n % 2 else ("ams",),
            regions_mentioned=("ams", "sjc"),
            text="Traffic was lost." if n % 4 else "Calm." if n % 400 else "Axolotl.",
            evidence=(),
        )
        for n in range(20_400)
    )
    store = open_store(str(place), write=True)
    store.save(None, [Derived(entry, incidents)], None)
    store.close()
    return place


def test_where_many_match_the_newest_come_first(many: Path) -> None:
    """They are not ranked, which is said; they are counted once one rests, and no row moves."""

    async def test() -> None:
        async with browsing(many) as seen:
            await seen.until("20,400 incidents")
            await seen.until("facets, newest 2,000")
            await seen.until("1,000 ams")
            await seen.type("traf")
            await seen.until("so many match: the newest first")
            await seen.until(lambda: seen.read == "i00001")
            await seen.until("15,300 incidents")
            await seen.until("500 ams")
            assert seen.read == "i00001"
            await seen.press("escape", "G")
            await seen.until(lambda: seen.read == "i20399")
            await seen.press("g", "j")
            await seen.until(lambda: seen.read == "i00002")
            await seen.press("b")
            await seen.until(lambda: seen.app.return_value)
            command = "infralog search --sort newest --offset 1 'traf OR traf*'"
            assert seen.app.return_value == command

    told(test)


def test_where_few_of_many_match_they_are_ranked(many: Path) -> None:
    """Of a rare word that stands in a title comes first; all are counted, and by every facet."""

    async def test() -> None:
        async with browsing(many, "axolotl") as seen:
            await seen.until(lambda: seen.read == "i00003")
            assert seen.total == 53
            await seen.until(lambda: "51 ams" in seen.shown and "newest" not in seen.shown)

    told(test)


def test_a_page_deep_in_the_list_is_of_its_place(many: Path) -> None:
    """Beyond the newest, too, rows are in the order of those before them; one may start there."""

    async def test() -> None:
        async with browsing(many, "traffic", filters=Filters(limit=0, offset=1_600)) as seen:
            await seen.until(lambda: seen.app.main.query_one(Hits).at == 1_600)
            assert "so many" not in seen.shown
        async with browsing(many, "traffic", filters=Filters(limit=0, offset=1_400)) as seen:
            await seen.until("15,300 incidents")
            await seen.until(lambda: seen.read == "i01867")
            await seen.press("escape", *["pagedown"] * 10)
            hits = seen.app.main.query_one(Hits)
            await seen.until(lambda: hits.at > 1_500)
            at = hits.at
            await seen.until(lambda: seen.read == f"i{at // 3 * 4 + at % 3 + 1:05}")

    told(test)


# ---------------------------------------------------------------- surroundings


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (80, 50), (105, 30), (120, 36), (200, 50)])
def test_no_line_is_wider_than_the_screen(sample: Path, size: tuple[int, int]) -> None:
    """At every size there are hits, and what one can press to get help and to leave."""

    async def test() -> None:
        async with browsing(sample, "edges", size=size) as seen:
            await seen.press("escape")
            await seen.until("SJC edges")
            await seen.until("? Keys")
            await seen.until("q Quit")
            beside = seen.app.main.query_one(Detail).display
            assert beside is (size[0] >= 100 or size[1] >= 38)

    told(test)


def test_plain_has_words_and_no_boxes(sample: Path) -> None:
    """With --plain no screen draws a line, a bar or a box."""

    async def test() -> None:
        async with browsing(sample, "corrosion", plain=True) as seen:
            shown = await seen.until("sjc, 2 incidents")
            await seen.press("escape", "t")
            shown += await seen.until("lasted")
            await seen.press("escape", "s", "right")
            shown += await seen.until("sjc: 2 incidents")
            await seen.press("q", "f")
            shown += await seen.until("> sjc, 2 incidents")
            await seen.press("question_mark")
            shown += await seen.until("the search line")
            await seen.press("escape", "ctrl+p")
            shown += await seen.until("Search for commands")
            assert "5 incidents" in shown
            assert not re.search("[\u2500-\u259f✓🔎]", shown)

    told(test)


def test_a_sync_from_elsewhere_is_said(tmp_path: Path) -> None:
    """What was stored since is told and not jumped to; `r` reads it."""

    async def test() -> None:
        place = stored(tmp_path, FULL)
        async with browsing(place) as seen:
            await seen.until(lambda: seen.read)
            stored(tmp_path, FULL._replace(id="newer", title="A newer one"))
            await seen.until("1 new incident synced; r reads them")
            assert seen.total == 1
            await seen.press("escape", "r")
            await seen.until(lambda: seen.total == 2)
            await seen.until(lambda: "synced" not in seen.shown)

    told(test)


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    """Where nothing is stored, the way to change that is told."""

    async def test() -> None:
        async with browsing(stored(tmp_path)) as seen:
            await seen.until("infralog sync")

    told(test)


HOSTILE = FULL._replace(
    id="hostile",
    title="[red]Edges[/] [@click=app.exit]x[/] [/] \x1b[31mESC \x9b2J :bomb: [link=file:///]y[/link]",
    text="[bold]Body[/bold] [/] \x1b]52;c;AAAA\x07 tail \u202egnp.exe",
    components=("[red]c[/]",),
    components_mentioned=("[red]c[/]",),
    regions=("sjc",),
)


def test_text_from_strangers_is_text(tmp_path: Path) -> None:
    """No markup, no action, no emoji code and no control character of a text does anything."""

    async def test() -> None:
        async with browsing(stored(tmp_path, HOSTILE), size=(200, 50)) as seen:
            shown = await seen.until("tail")
            await seen.press("escape", "e", "t")
            shown += await seen.until("Edges")
            await seen.press("escape", "s", "right", "right")
            shown += await seen.until("by component")
            assert "[red]Edges[/] [@click=app.exit]x[/] [/]" in shown
            assert "[bold]Body[/bold] [/]" in shown
            assert ":bomb:" in shown
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)

    told(test)


def test_a_bug_ends_it_with_that_bug(sample: Path) -> None:
    """What ought not to happen ends the application, and is raised where the command tells it."""

    async def test() -> None:
        async with browsing(sample) as seen:
            seen.app.front.ask("bug", lambda _: 1 // 0, lambda _: None)
            await seen.until(lambda: seen.app.failed)
            assert isinstance(seen.app.failed, ZeroDivisionError)

    with pytest.raises(ZeroDivisionError):
        told(test)


def test_status_is_no_markup(sample: Path) -> None:
    """What is typed and not understood is said as it was typed."""

    async def test() -> None:
        async with browsing(sample, "region:[red]x[/]") as seen:
            await seen.until("unknown region: [red]x[/]")
            assert seen.app.main.query_one("#status", Static).display

    told(test)
