"""A diagram reads in every width, with colours and without, and obeys no stranger."""

import io
import os
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from infralog.model import Interval
from infralog.timeline import Diagram, boxes, diagram
from infralog.views import Screen, timeline_svg, timeline_terminal
from infralog.views import timeline_words as words
from infralog.views.timeline_columns import blocks_of
from tests.diagrams import TWO_WEEKS, crowded, made, two_weeks
from tests.test_views import ANY, GOLDEN, OBEYED, PLAIN

SVG = "{http://www.w3.org/2000/svg}"
DAY = TWO_WEEKS[0].date


def drawn(shown: Diagram, screen: Screen = PLAIN) -> str:
    """Return a diagram as a terminal shows it."""
    out = io.StringIO()
    timeline_terminal.draw(shown, out, screen)
    return out.getvalue()


def picture(shown: Diagram) -> str:
    """Return a diagram as a picture."""
    out = io.StringIO()
    timeline_svg.draw(shown, out)
    return out.getvalue()


def alone(title: str, **more: object) -> Diagram:
    """Return a day with one incident."""
    return diagram([made("x", DAY, "09:00")._replace(title=title, **more)], Interval(DAY, DAY))  # type: ignore[arg-type]


ACCOUNTS = diagram(TWO_WEEKS[5:7], Interval(DAY, TWO_WEEKS[-1].date))
SHOWN = {
    "timeline.40.txt": lambda: drawn(two_weeks(), PLAIN._replace(width=40)),
    "timeline.80.txt": lambda: drawn(two_weeks()),
    "timeline.200.txt": lambda: drawn(two_weeks(), PLAIN._replace(width=200)),
    "timeline.ascii.txt": lambda: drawn(two_weeks(), PLAIN._replace(unicode=False)),
    "timeline.color.txt": lambda: drawn(two_weeks(), PLAIN._replace(color=True)),
    "timeline.accounts.txt": lambda: drawn(ACCOUNTS),
    "timeline.svg": lambda: picture(two_weeks()),
}


@pytest.mark.parametrize("name", SHOWN)
def test_every_drawing_is_as_its_golden_file(name: str) -> None:
    """Each drawing is as in fixtures/views; UPDATE_GOLDEN=1 writes them anew, to be looked at."""
    found = SHOWN[name]()
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / name).write_text(found, "utf-8", newline="\n")
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        assert found == file.read()


# ---------------------------------------------------------------- in the terminal


@pytest.mark.parametrize("width", [20, 30, 40, 63, 64, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    """Nothing is cut off by the edge of the screen, however many meet."""
    for shown in (two_weeks(), crowded(30), crowded(130), crowded(20, clock=None)):
        rows = drawn(shown, PLAIN._replace(width=width)).splitlines()
        assert max(map(wcswidth, rows)) <= width


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("number", [1, 9, 30, 130])
@pytest.mark.parametrize("clock", ["09:30", None])
def test_every_number_is_drawn(width: int, number: int, clock: str | None) -> None:
    """However many meet at one hour, and however narrow the screen, each has its box."""
    shown = drawn(crowded(number, clock=clock), PLAIN._replace(width=width))
    diagram_alone = shown[: shown.index("larger =")]
    shade = timeline_terminal.UNICODE.untold
    found = re.findall(rf"(?<={shade})\d+(?={shade})", diagram_alone)
    assert sorted(map(int, found)) == list(range(1, number + 1))


@given(st.integers(12, 220), st.integers(0, 40))
def test_no_box_is_lost_between_the_blocks(room: int, number: int) -> None:
    """Divided among columns, and among blocks of them, the boxes are still all of the boxes."""
    shown = crowded(number)
    columns = [
        column for block in blocks_of(shown, timeline_terminal.SCALE, room) for column in block
    ]
    found = [box.number for column in columns for box in column.boxes]
    assert sorted(found) == [box.number for box in boxes(shown, timeline_terminal.SCALE)]
    assert all(box.lane < box.lanes for column in columns for box in column.boxes)


def test_two_weeks_stand_beside_each_other_in_80_columns() -> None:
    """Fourteen days fit into a usual terminal, and one week into half of it."""
    quiet = diagram(TWO_WEEKS[:4], Interval(DAY, TWO_WEEKS[-1].date))
    assert drawn(quiet).count("Jun") == 1
    assert drawn(quiet, PLAIN._replace(width=40)).count("Jun") == 2


def test_without_colour_nothing_is_escaped() -> None:
    """Without colour the shades tell the impact."""
    shown = drawn(two_weeks())
    assert "\x1b" not in shown
    signs = timeline_terminal.UNICODE
    assert all(signs.shade(impact) in shown for impact in ("none", "minor", "major", None))


def test_ascii_is_enough() -> None:
    """Where a terminal takes no more than ASCII it gets no more, but for the incidents' words."""
    assert drawn(two_weeks(), PLAIN._replace(unicode=False)).isascii()


def test_hours_nobody_told_are_not_drawn() -> None:
    """Where no time of day is told there are no empty hours, and the day is said to be late."""
    shown = drawn(ACCOUNTS)
    assert "hours" not in shown
    assert "may be a week later" in shown


def test_no_incident_is_an_empty_diagram() -> None:
    """Days without an incident are drawn, and said to have none; no days are nothing."""
    empty = diagram([], Interval(DAY, DAY))
    assert [shown.count("no incident") for shown in (drawn(empty), picture(empty))] == [2, 2]
    assert "time not told" not in drawn(empty)
    assert drawn(Diagram((), ())) == ""


@given(title=ANY, width=st.integers(20, 200))
def test_people_get_nothing_that_a_terminal_obeys(title: str, width: int) -> None:
    """Whatever a store holds, no control character comes out but newline."""
    shown = alone(title, id="x" + title, regions=(title,), components=(title,), time_text=title)
    assert not OBEYED.search(drawn(shown, PLAIN._replace(width=width)))


@pytest.mark.parametrize("title", ["[/]", "[red]x[/red]", "[link=https://e.org]x[/link]", ":bomb:"])
def test_markup_is_a_word(title: str) -> None:
    """What rich would read as markup or an emoji is shown as it stands."""
    assert title in drawn(alone(title))


# ---------------------------------------------------------------- as a picture


@given(title=ANY)
def test_a_picture_is_well_formed_whatever_it_tells(title: str) -> None:
    """No word of a stranger breaks the XML, or becomes an element or a style."""
    shown = alone(title, id="x" + title, regions=(title,), components=(title,), time_text=title)
    root = ET.fromstring(picture(shown).encode())  # noqa: S314 -- our own
    plain = ET.fromstring(picture(alone("x"))).iter()  # noqa: S314 -- our own
    assert {each.tag for each in root.iter()} == {each.tag for each in plain}
    assert not OBEYED.search(picture(shown))


def test_markup_in_a_title_is_its_text() -> None:
    """A title that looks like an element is shown, not run."""
    title = '</text><script>alert(1)</script><a href="javascript:x">&amp;'
    root = ET.fromstring(picture(alone(title)))  # noqa: S314 -- our own
    assert title[:40] in "".join(root.itertext())
    assert not list(root.iter(f"{SVG}script")) + list(root.iter(f"{SVG}a"))


def test_a_picture_needs_nothing_from_elsewhere() -> None:
    """It loads no font, image, style or script, and names no address but that of SVG."""
    shown = picture(two_weeks())
    assert re.findall(r"https?://[^\"]+", shown) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"href|@import|@font-face|<image|<script|<foreignObject|url\((?!#)", shown)


def test_a_picture_tells_itself_to_those_who_cannot_see_it() -> None:
    """It is one image with a title, and with a description that tells every incident."""
    root = ET.fromstring(picture(two_weeks()))  # noqa: S314 -- our own
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == "2024-06-02 to 2024-06-15: 10 incidents"
    assert all(incident.title in (description.text or "") for incident in TWO_WEEKS)


@pytest.mark.parametrize("shown", [two_weeks(), crowded(40), crowded(130), crowded(9, clock=None)])
def test_every_box_is_on_the_paper(shown: Diagram) -> None:
    """However many meet, the picture is as large as its boxes need, and each has its number."""
    root = ET.fromstring(picture(shown))  # noqa: S314 -- our own
    frames = [
        [float(each.get(side, 0)) for side in ("x", "y", "width", "height")]
        for each in root.iter(f"{SVG}rect")
    ]
    across, down = float(root.get("width", 0)), float(root.get("height", 0))
    assert all(
        x + width <= across + 0.1 and y + height <= down + 0.1 for x, y, width, height in frames
    )
    titles = [each.text or "" for each in root.iter(f"{SVG}title")][1:]
    placed = boxes(shown, timeline_svg.SCALE)
    for box in placed:
        assert any(title.startswith(f"{box.number}: ") for title in titles)


def test_dark_surroundings_have_colours_of_their_own() -> None:
    """Every colour that is set for light is set for dark, but for what only light needs."""
    style = re.search(r"<style>(.*?)</style>", picture(two_weeks()), re.DOTALL)
    assert style
    light, dark = style[1].split("@media (prefers-color-scheme:dark)")
    assert set(re.findall(r"#[0-9a-f]{3,6}", light)).isdisjoint(re.findall(r"#[0-9a-f]{3,6}", dark))
    for name in ("paper", "none", "minor", "major", "line", "weekend", "on-major"):
        assert f".{name}" in light
        assert f".{name}" in dark


@pytest.mark.parametrize(
    ("room", "told"),
    [(30, "gru lax sjc hosts"), (16, "gru lax sjc"), (10, "gru lax +1"), (9, "gru +2"), (5, "")],
)
def test_tags_in_a_box_are_whole_words(room: int, told: str) -> None:
    """A box tells as many tags as it has room for, and how many regions it does not tell."""
    (incident,) = alone("x", regions=("gru", "lax", "sjc"), components=("hosts",)).incidents
    assert words.tags(incident, room) == told
