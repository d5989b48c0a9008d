"""Incidents to show and to store, made up, with a little of everything that one can hold."""

from datetime import UTC, date, datetime, timedelta, timezone

from infralog.model import Evidence, Hit, Incident, Marked

DAYLIGHT = timezone(timedelta(hours=-4))
TEXT = (
    "Two edges in SJC kept answering from a copy of Corrosion that was hours old; `fly-proxy` "
    "sent requests to Machines that were long gone.\n\n"
    "- We drained both edges.\n- We seeded them anew, which took 40 minutes."
)

FULL = Incident(
    id="2024-07-09-stale-edges-in-sjc",
    title="Stale `corrosion` edges in SJC",
    url="https://fly.io/infra-log/2024-07-13/",
    source="fly",
    kind="incident",
    entry_id="https://fly.io/infra-log/2024-07-13/",
    date=date(2024, 7, 9),
    date_basis="heading",
    started_at=datetime(2024, 7, 9, 15, 30, tzinfo=DAYLIGHT),
    time_text="15:30 EST",
    published=datetime(2024, 7, 13, tzinfo=UTC),
    updated=datetime(2024, 7, 14, 9, 5, 7, tzinfo=UTC),
    regions=("sjc",),
    regions_mentioned=("lax", "sjc"),
    components=("corrosion", "edge-servers", "fly-proxy"),
    components_mentioned=("corrosion", "edge-servers", "fly-proxy", "machines"),
    duration_minutes=40.0,
    duration_text="took 40 minutes",
    duration_kind="exact",
    impact="minor",
    impact_text="minimal customer impact",
    text=TEXT,
    evidence=(
        Evidence("regions", "sjc", "Two edges in SJC kept answering.", "in the title (code)"),
        Evidence("regions_mentioned", "lax", "LAX took it.", "mentioned only: unaffected (code)"),
    ),
)

# All that may be missing is.
BARE = Incident(
    id="a-quiet-thing",
    title="A quiet thing",
    url=None,
    source="fly",
    kind="notes",
    entry_id="tag:example.org,2026:1",
    date=date(2026, 1, 2),
    date_basis="published",
    started_at=None,
    time_text=None,
    published=None,
    updated=None,
    regions=(),
    regions_mentioned=(),
    components=(),
    components_mentioned=(),
    duration_minutes=None,
    duration_text=None,
    duration_kind=None,
    impact=None,
    impact_text=None,
    text="",
)

WIDE = FULL._replace(
    id="sao-paulo-hosts",
    title='São Paulo 東京 | <b>hosts</b>, "quoted"',
    url="https://fly.io/infra-log/sao-paulo-hosts/",
    entry_id="https://fly.io/infra-log/sao-paulo-hosts/",
    date=date(2026, 5, 20),
    date_basis="body",
    started_at=None,
    time_text=None,
    regions=("gru", "nrt"),
    regions_mentioned=("gru", "nrt"),
    components=("hosts", "managed-postgres", "upstream-network"),
    components_mentioned=("hosts", "managed-postgres", "upstream-network"),
    duration_minutes=210.0,
    duration_text="3-4 hours",
    duration_kind="range",
    impact="major",
    impact_text="a major outage",
    text="One\\backslash,\nand a second line.",
    evidence=(),
)

HITS = (
    Hit(
        FULL,
        Marked(FULL.title, ((7, 16),)),
        Marked(
            "answering from a copy of Corrosion that was hours old; fly-proxy sent", ((25, 34),)
        ),
        3.25,
    ),
    Hit(WIDE, Marked(WIDE.title), Marked("…and a second line."), 1.5),
    Hit(BARE, Marked(BARE.title), None, None),
)
