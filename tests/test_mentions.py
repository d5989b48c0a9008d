"""Names are found in prose, and words that only look like names are not."""

from datetime import date

import pytest

from infralog import prose, vocabulary
from infralog.mentions import Finder, expand_groups
from infralog.model import Stretch, Text

WORDS = vocabulary.packaged("fly")
FINDER = Finder(WORDS)


def marked(plain: str) -> Text:
    """Return a text in which `backticks` have become code spans."""
    parts = plain.split("`")
    stretches, out = [], ""
    for number, part in enumerate(parts):
        if number % 2:
            stretches.append(Stretch(len(out), len(out) + len(part), "code"))
        out += part
    return Text(out, tuple(stretches))


def named(plain: str, kind: str) -> list[str]:
    """Return the names of one kind that a text mentions."""
    mentions = FINDER.find(prose.read(marked(plain)))
    return sorted({m.name for m in mentions if m.kind == kind})


@pytest.mark.parametrize(
    ("plain", "codes"),
    [
        ("Hosts in SJC failed.", ["sjc"]),
        ("Hosts in `sjc` failed.", ["sjc"]),
        ("Hosts in sjc failed.", []),
        ("A cardinal sin, in order to be mad.", []),
        ("Apps in Sydney and Bogot\N{LATIN SMALL LETTER A WITH ACUTE}.", ["bog", "syd"]),
        ("Everything in sydney.", []),
        ("We bogged down.", []),
        ("The IAD2 switch.", []),
        ("Erlang's OTP crashed.", []),
        ("Hosts in OTP crashed.", ["otp"]),
        ("GIG is Rio, and QRO is Santiago.", ["gig", "qro"]),
        ("Sydney (SYD) was cut off.", ["syd"]),
        ("SJC/LAX and FRA-AMS links.", ["ams", "fra", "lax", "sjc"]),
        ("Snapshots (CDG, MAD, OTP, MIA) failed.", ["cdg", "mad", "mia", "otp"]),
        ("The OTP, MIA, IST of the wise.", []),
        ("It was another region (MAD).", ["mad"]),
        ("At 14:00 (IST) it went mad (MAD).", []),
        ("The cookie has `SameSite=Lax`.", []),
        ("Users in New England, users in England.", ["lhr"]),
        ("Users in New England.", []),
    ],
)
def test_a_region_is_a_code_or_a_city(plain: str, codes: list[str]) -> None:
    """Codes count in capitals or code spans, cities in their own case, and codes beat cities."""
    assert named(plain, "regions") == codes


@pytest.mark.parametrize(
    ("plain", "names"),
    [
        ("Corrosion fell behind.", ["corrosion"]),
        ("Metal corrosion is slow.", []),
        ("corro-dns answered.", ["corro-dns"]),
        ("The Machines API refused.", ["machines-api"]),
        ("`flaps` refused.", ["machines-api"]),
        ("HAProxy restarted.", ["haproxy"]),
        ("fly-proxy, Fly Proxy.", ["fly-proxy"]),
        ("The tunnel of `fly proxy` hung.", ["flyctl"]),
        ("`fly tokens revoke` and `fly image show` hung.", ["flyctl"]),
        ("It makes them up on the fly, images and all.", []),
        ("`fly machines list` hung.", ["flyctl"]),
        ("Fly Machines ran on.", ["machines"]),
        ("It answered with Machines destroyed last week.", ["machines"]),
        ("The CA of the FKS API servers was renewed.", ["kubernetes"]),
        ("A port flaps; it is the NIC that flaps.", ["hosts"]),
        ("Upstash Redis was down.", ["upstash-redis"]),
        ("petsem-certs filled up.", ["petsem-certs"]),
        ("An initial, uninitialized value.", []),
        ("`fly ssh console` hung.", ["fly-ssh"]),
    ],
)
def test_the_longest_name_wins(plain: str, names: list[str]) -> None:
    """A name inside a longer one is not a mention of its own."""
    assert named(plain, "components") == names


@pytest.mark.parametrize(
    ("plain", "names"),
    [
        ("Our bare-metal provisioning had written the wrong MTU.", ["provisioning"]),
        ("An Ansible playbook had been run twice.", ["provisioning"]),
        ("The new host had been bootstrapped from an old image.", ["hosts", "provisioning"]),
        ("It came from a golden image that lacks the module.", ["provisioning"]),
        ("We built the guest image anew.", []),
        ("A config push had set the client limit to ten.", []),
        ("Provisioning a database took minutes.", []),
        ("Logs from apps in FRA were late.", ["logs"]),
        ("Log lines were cut at 4 kB.", ["logs"]),
        ("The daemon logs the error and goes on.", []),
        ("The button logs you in.", []),
        ("We read the logs; logs from both services were clean.", []),
        ("The metrics stack lost a shard.", ["metrics"]),
        ("A metrics opt-out was ignored.", []),
        ("Grafana had a hole, and the data points will not come back.", ["grafana", "metrics"]),
        ("We plotted the data points.", []),
        ("A transit supplier had withdrawn our prefixes.", ["upstream-network"]),
        ("A submarine cable was cut.", ["upstream-network"]),
        ("The provider's router dropped packets.", ["upstream-network"]),
        ("A router of ours forgot its routes; a switch was replaced.", []),
        ("The identity provider rejected the link.", []),
        ("Volumes were safe.", ["volumes"]),
        ("The volume of mail doubled.", []),
        ("Creates failed with a timeout; creates were slow.", ["machines"]),
        ("Names did not resolve.", ["dns"]),
        ("Its egress gateway was full.", []),
        ("Depot's scheduler was confused.", ["builders"]),
        ("Extensions could not be created.", ["extensions"]),
        ("A mail server was full, and we host no other.", []),
        ("We took it out of placement, as placement likes it.", ["placement"]),
        ("The placement of the cables was odd.", []),
        ("The scheduler preferred hosts with less room.", ["hosts", "placement"]),
        ("The scheduler that sends the mails slept.", []),
        ("An older init came back.", ["init"]),
        ("We re-init the pool, in the init script.", []),
        ("The facility had a fire drill.", ["upstream-network"]),
        ("Our colo's staff pulled the wrong plug.", ["upstream-network"]),
        ("The hosting provider is sorry.", ["upstream-network"]),
        ("The identity provider is sorry.", []),
        ("Clients got SERVFAIL.", ["dns"]),
        ("A resolver was slow; so was the lookup of its name.", ["dns"]),
        ("Each lookup in the hash table was slow.", []),
        ("Rebalancing of a few hosts was paused.", ["hosts", "machine-migration"]),
        ("Rebalancing of shards was paused.", []),
        ("Host drains were paused.", ["machine-migration"]),
        ("We moved some Machines to another host.", ["hosts", "machine-migration", "machines"]),
        ("We were draining that rack.", ["hosts", "machine-migration"]),
        ("We moved a meeting off the calendar.", []),
        ("It needs builders, and each builder was busy.", ["builders"]),
        ("A query builder was rewritten.", []),
        ("The registry said no; the npm registry did not.", ["registry"]),
        ("An SSH server, a game server, and a server connection.", []),
        ("Restore workers need a hardware key.", []),
        ("A setting called worker_idle was gone.", []),
        ("Each worker was cold.", ["hosts"]),
        ("SSH certificates were refused.", []),
        ("A fencing token was missing.", []),
        ("People use Terraform plans; our Terraform is fine.", ["provisioning"]),
        ("Nothing logs that; it was in the write-ahead logs.", []),
        ("The edge we drained.", ["edge-servers"]),
        ("It took the edge off; it is an edge case.", []),
        ("A running deploy was shown as done.", ["deploys"]),
    ],
)
def test_an_ordinary_noun_counts_where_it_means_the_thing(plain: str, names: list[str]) -> None:
    """Verbs, other people's things and other senses are no mention (LABELLING C7 to C13)."""
    assert named(plain, "components") == names


@pytest.mark.parametrize(
    ("day", "codes"),
    [(date(2026, 3, 1), ["lax", "sjc"]), (date(2025, 3, 1), ["lax", "sea", "sjc"])],
)
def test_a_group_stands_for_the_regions_of_its_day(day: date, codes: list[str]) -> None:
    """A group expands into the members that were active on the day (LABELLING R9)."""
    mentions = FINDER.find(prose.read(Text("All of the US west coast was slow.")))
    assert sorted(m.name for m in expand_groups(mentions, WORDS, day)) == codes


def test_a_group_adds_nothing_beside_its_member() -> None:
    """Where a member is named, the group stands for that member (LABELLING R9)."""
    mentions = FINDER.find(prose.read(Text("The US west coast regions, that is SJC, were slow.")))
    assert expand_groups(mentions, WORDS, date(2026, 3, 1)) == ()
