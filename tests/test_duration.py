"""How long the impact lasted is told from every other amount of time."""

import pytest

from infralog import prose
from infralog.duration import Durations
from infralog.model import Text

DURATIONS = Durations()


@pytest.mark.parametrize(
    ("plain", "minutes", "text"),
    [
        ("Requests failed for about 40 minutes.", 40, "for about 40 minutes"),
        ("This was a 25-minute outage.", 25, "25-minute outage"),
        ("Packets were lost from 13:00 to 14:30 UTC.", 90, "from 13:00 to 14:30 UTC"),
        ("It recovered after an hour and a half.", 90, "after an hour and a half"),
        ("Apps were cut off for 20 minutes after the restart.", 20, "for 20 minutes"),
        ("Logins failed between Monday 23:00 and Tuesday 01:00.", 120, None),
        ("It came back half an hour later.", 30, "half an hour later"),
        ("It took 30 minutes to deploy a fix.", 30, "30 minutes to deploy a fix"),
    ],
)
def test_a_stated_duration_is_found(plain: str, minutes: float, text: str | None) -> None:
    """The duration comes with the words that state it, and their sentence."""
    found = DURATIONS.find(prose.read(Text(plain)))
    assert found is not None
    assert (found.minutes, found.quote) == (minutes, plain)
    assert text is None or found.text == text


@pytest.mark.parametrize(
    "plain",
    [
        "We lost 18 hours of usage data.",
        "We spent an hour diagnosing the wrong host.",
        "Requests were answered in 5 seconds.",
        "It would have taken six hours to rebuild.",
        "We had seen it two days earlier.",
        "The July 12 incident lasted 5 minutes.",
        "Hosts stalled for several minutes.",
        "It had failed for 10 seconds when it was retried.",
        "We watched it for 20 minutes.",
        "The overlap went from 7 days to 1 hour.",
        "Answers are cached for 10 minutes.",
        "It was slow for a while.",
        "",
    ],
)
def test_what_is_not_the_duration_is_not_taken_for_it(plain: str) -> None:
    """Data, diagnosis, latency, history and what did not happen leave the duration unknown."""
    assert DURATIONS.find(prose.read(Text(plain))) is None


def test_the_longest_phase_of_impact_counts() -> None:
    """Of several phases the longest counts, never their sum (LABELLING D4)."""
    plain = "Deploys failed for 3 minutes. After that logs were missing for 20 minutes."
    found = DURATIONS.find(prose.read(Text(plain)))
    assert found is not None
    assert found.minutes == 20


def test_impact_beats_the_fix() -> None:
    """How long the fix took counts only if nothing better is said (LABELLING D2)."""
    plain = "It took 50 minutes to replace the disk. Requests failed for 10 minutes."
    found = DURATIONS.find(prose.read(Text(plain)))
    assert found is not None
    assert found.minutes == 10
