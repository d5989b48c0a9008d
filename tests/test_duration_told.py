"""What an account may say of how long it lasted, and of whatever else has a length."""

import pytest

from infralog import prose
from infralog.duration import Durations
from infralog.model import Text

DURATIONS = Durations()
UNTITLED = prose.read(Text(""))


@pytest.mark.parametrize(
    ("minutes", "plain"),
    [
        # from one time of day to another, in whatever clauses
        (45, "At 9:40 the primary went read-only. By 10:25 it was over."),
        (
            45,
            "The primary went read-only at 9:40. At 10:25 we failed over, and writes worked again.",
        ),
        (55, "Requests failed between the deploy at 10:05 UTC and the rollback at 11:00 UTC."),
        (25, "Errors started at 3:15pm and stopped at 3:40pm."),
        (65, "First errors at 11:10, last ones at 12:15."),
        (30, "The first 502 was at 18:22; the last was at 18:52."),
        (70, "It went dark at 23:40 on Tuesday and came back at 00:50 on Wednesday."),
        (120, "From noon till two nobody in Paris could log in."),
        (40, "New machines failed to boot from about ten past four to ten to five."),
        (40, "At twenty past three the disk filled; at four o'clock we had cleared it."),
        (100, "We lost the uplink at 16:20. It was six before the region was whole again."),
        (25, "Deploys hung between 4:05am and 4:30am UTC."),
        (38, "14:02: first timeouts. 14:10: we are paged. 14:40: all is well."),
        (30, "Flycast was down from 14:00 to 14:30."),
        (52, "At 08:00 the metrics of half our customers vanished. They were back at 08:52."),
        (52, "At 08:00 somebody pulled the wrong cable. At 08:52 it was plugged back in."),
        (52, "Traffic to LHR fell to nothing at 08:00 and came back at 08:52."),
        (52, "The queue stood still from 08:00 on. A restart at 08:52 got it going."),
        (52, "It broke from 08:00, when a key was rotated, to 08:52, when we rotated it back."),
        # from a change to its revert
        (52, "We merged the change at 08:00 and backed it out at 08:52."),
        (
            52,
            "We rolled out a new init at 08:00. No Machine booted. We rolled it back at 08:52.",
        ),
        (52, "The deploy that broke it went out at 08:00, and the one that fixed it at 08:52."),
        (
            55,
            "The deploy landed at 9:05. All that came until 10:00 was turned away.",
        ),
        (
            47,
            "At 13:12 UTC a core switch rebooted. Traffic recovered at 13:59 UTC.",
        ),
        # behind the fault itself
        (40, "Logins were refused for forty-odd minutes."),
        (70, "Logins were refused for an hour ten."),
        (120, "Logins were refused for the best part of two hours."),
        (40, "It kept failing for 40 minutes."),
        (40, "Nothing moved in the queue for 40 minutes."),
        (40, "New certificates stayed pending for 40 minutes."),
        (40, "Every lookup failed for 40 minutes."),
        (40, "Latency was three times the normal for 40 minutes."),
        (40, "We had no metrics for 40 minutes."),
        (40, "The bad rule was live for 40 minutes."),
        (18, "The cluster went eighteen minutes without a leader."),
        (40, "It was down for 40 minutes while we looked for a spare disk."),
        (20, "If you were on that host you were down for 20 minutes."),
        (40, "Each of the three hosts was down for 40 minutes."),
        (20, "Requests failed for 20 minutes before we found the bad host."),
        (20, "During the next 20 minutes every lookup failed."),
        (20, "All deploys in a window of 20 minutes failed."),
        # until it was over
        (40, "We were back to normal 40 minutes in."),
        (40, "We reverted it 40 minutes after it had gone out, and logins worked again."),
        (40, "Within 40 minutes of the first alert everything was back."),
        (40, "It broke; 40 minutes after that we had it working again."),
        (40, "It was forty minutes before anyone could log in again."),
        (18, "Some customers had to wait for 18 minutes before they could deploy."),
        (18, "A fix was out in 18 minutes."),
        (18, "All was well after 18 minutes."),
        (40, "The database crashed and spent 40 minutes replaying its log."),
        (18, "It took the cluster 18 minutes to recover."),
        (40, "All told, about 40 minutes."),
        # the longest of several
        (50, "Deploys failed twice: for 20 minutes in the morning and for 50 in the afternoon."),
        (35, "The first wave lasted 10 minutes, the second 35."),
        (50, "We saw two separate spells, of 18 and 50 minutes, in which new connections failed."),
        (12, "Finding this took two hours; the outage lasted 12 minutes."),
        (
            50,
            "Deploys failed for 20 minutes. An hour later they failed again, for 50 minutes.",
        ),
    ],
)
def test_how_long_it_lasted_is_heard(minutes: float, plain: str) -> None:
    """An amount counts by what it is said of, in whatever words and clauses."""
    found = DURATIONS.find(UNTITLED, prose.read(Text(plain)))
    assert found is not None
    assert found.minutes == minutes


@pytest.mark.parametrize(
    "plain",
    [
        # diagnosis
        "We looked in the wrong place for 40 minutes.",
        "For two hours we thought it was DNS.",
        "An hour of digging showed that the disk was bad.",
        "An hour went into a wrong theory about DNS.",
        "After an hour without progress we asked the vendor about the broken card.",
        "It took 40 minutes to reproduce the failure.",
        # until somebody knew
        "It was three weeks before anyone noticed.",
        "The failure went unreported for two days.",
        "Our status page was updated 20 minutes after the first error.",
        "We were told of the fault by a customer 20 minutes later.",
        "The vendor called back after two hours.",
        # a timer or a rule
        "We raised the timeout from 10 minutes to 30 minutes.",
        "The alert fires if requests fail for 15 minutes.",
        "If a host is silent for 10 minutes it is declared dead.",
        "A host that fails its checks for 40 minutes is drained.",
        "An idle connection is closed after 60 minutes.",
        "After 30 minutes of failed retries it gives up.",
        "A stall of 40 seconds is enough to lose the lease.",
        "The lock is held for up to 30 minutes.",
        # a latency
        "Builds were slow: ten minutes rather than two.",
        "Boots took up to ten minutes.",
        "The queue was 40 minutes long.",
        "Emails were sent up to six hours late.",
        # one of many
        "Every failover meant 20 to 60 seconds of refused connections.",
        "Hosts went away for a minute at a time.",
        "The switch rebooted four times within an hour.",
        "Three hosts in Stockholm panicked within a minute of one another.",
        # how soon
        "The first host failed 20 minutes after the deploy.",
        "Ten minutes after the restart it broke again.",
        "Half an hour after that the second replica fell behind.",
        "For 40 minutes everything was fine, and then it failed.",
        # before
        "In 2023 the same bug kept us down for six hours.",
        "Two weeks earlier we had lost the same link for 20 minutes.",
        "A single transaction had been open for six hours and blocked the vacuum.",
        "Machines suspended for more than a day did not resume.",
        # to come
        "The host will be kept out of service for a day.",
        "The next time this happens it should be over in two minutes.",
        # regular
        "The maintenance was announced for 02:00 to 04:00, and the link failed.",
        # whatever else
        "The clock was 40 minutes slow, and tokens were refused.",
        "The caches were cold, and needed 20 minutes to warm up.",
        "A credit for one hour has been given to whom it hit.",
        "It was down overnight.",
        "Snapshots are taken once a day and kept for five days.",
    ],
)
def test_what_has_another_measure_stays_unknown(plain: str) -> None:
    """An amount of something else is no duration, though a fault is told of beside it."""
    assert DURATIONS.find(UNTITLED, prose.read(Text(plain))) is None


@pytest.mark.parametrize(
    "plain",
    [
        "Between 02:00 and 04:00 a nightly job runs that fills the disk.",
        "We lost 18 hours of usage data.",
        "It would have taken six hours to rebuild.",
        "We spent an hour diagnosing the wrong host.",
        "Two weeks earlier we had lost the same link for two hours.",
    ],
)
def test_what_has_another_measure_gives_way(plain: str) -> None:
    """Beside an amount that is the duration a longer one of something else counts for nothing."""
    found = DURATIONS.find(UNTITLED, prose.read(Text(f"{plain} Requests failed for 40 minutes.")))
    assert found is not None
    assert found.minutes == 40
