"""How long the impact lasted is told from every other amount of time."""

import pytest

from infralog import prose
from infralog.duration import Durations
from infralog.model import Text

DURATIONS = Durations()
UNTITLED = prose.read(Text(""))


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
        ("Forty minutes went by before Machines could start.", 40, None),
        ("Boots failed. 22 minutes.", 22, None),
        ("The lost route came back, 25 minutes of trouble in all.", 25, None),
        ("Names were gone for most of an hour, 55 minutes to be exact.", 55, None),
        ("Logins failed for just over an hour (65 minutes).", 65, None),
        ("Volumes could not be made for two days.", 2880, None),
        ("Recovery took 10 minutes in Paris, and 40 for the rest.", 40, None),
        ("Writes failed from 09:10, and by 11:00 all was well.", 110, "09:10, and by 11:00"),
        ("By our count it had been like this for 6 days.", 8640, None),
        ("We would put it at an hour and ten minutes from first error to last.", 70, None),
        ("It was broken for roughly two hours from cause to cure.", 120, None),
        ("Jobs ran late, by up to 50 minutes.", 50, None),
        ("Its disks spent three hours at 100% busy.", 180, None),
        ("Nothing could be started for the better part of an hour.", 45, None),
        ("The switch takes four minutes to boot, which is how long it was dark.", 4, None),
        ("Machines stayed down until 14:20, having gone at 13:50.", 30, None),
        ("They needed until 17:40 to splice what a digger had cut at 13:10.", 270, None),
        ("Some failed for 14 minutes and others for the 20 after that.", 20, None),
    ],
)
def test_a_stated_duration_is_found(plain: str, minutes: float, text: str | None) -> None:
    """The duration comes with the words that state it, and their sentence."""
    found = DURATIONS.find(UNTITLED, prose.read(Text(plain)))
    assert found is not None
    assert found.minutes == minutes
    assert plain.endswith(found.quote)
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
        "Each flap lasted 5 minutes.",
        "They said four hours.",
        "We had run on one feed for six days, and it failed.",
        "Machines that had been asleep for an hour did not wake.",
        "Twenty minutes later the second host failed as well.",
        "The proxy drops idle connections after 15 minutes, which looked like a fault.",
        "We heard of the fault at 08:30. It was rolled back by 08:50.",
        "The first host failed at 14:00 UTC. All was well at 16:00 EST.",
        "It failed at 14:00 UTC. The part was replaced at 16:00 UTC the next day.",
        "The cookie used to live for ten minutes, and now logins failed.",
        "It took two of us an hour to believe that the cable was at fault.",
        "Nobody complained for nine days, although every tenth request failed.",
        "They came right as their caches lapsed, from a minute to an hour later.",
        "It had expired 3 hours before we heard of it; we renewed it at once.",
        "A lag of 30 minutes built up.",
        "",
    ],
)
def test_what_is_not_the_duration_is_not_taken_for_it(plain: str) -> None:
    """Data, diagnosis, latency, history and what did not happen leave the duration unknown."""
    assert DURATIONS.find(UNTITLED, prose.read(Text(plain))) is None


def test_the_longest_phase_of_impact_counts() -> None:
    """Of several phases the longest counts, never their sum (LABELLING D4)."""
    plain = "Deploys failed for 3 minutes. After that logs were missing for 20 minutes."
    found = DURATIONS.find(UNTITLED, prose.read(Text(plain)))
    assert found is not None
    assert found.minutes == 20


def test_impact_beats_the_fix() -> None:
    """How long the fix took counts only if nothing better is said (LABELLING D2)."""
    plain = "It took 50 minutes to replace the disk. Requests failed for 10 minutes."
    found = DURATIONS.find(UNTITLED, prose.read(Text(plain)))
    assert found is not None
    assert found.minutes == 10


def test_two_times_in_two_sentences_are_the_start_and_the_end() -> None:
    """When it began and when it was over tell how long it lasted; their sentences are the quote."""
    begun, ended = "At 14:05 UTC the switch died.", "At 14:55 UTC the network was back."
    found = DURATIONS.find(UNTITLED, prose.read(Text(f"Oh. {begun} We looked. {ended} Good.")))
    assert found is not None
    assert (found.minutes, found.text) == (50, "14:05 UTC … 14:55 UTC")
    assert found.quote == f"{begun} We looked. {ended}"


def test_what_is_stated_beats_two_times() -> None:
    """A length that is stated is the duration, whatever the times of day are."""
    plain = "It broke at 14:05. Requests failed for 10 minutes. All was well by 15:00."
    found = DURATIONS.find(UNTITLED, prose.read(Text(plain)))
    assert found is not None
    assert found.minutes == 10
