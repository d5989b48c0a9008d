"""Affected is told from mentioned."""

import pytest

from infralog import prose, vocabulary
from infralog.mentions import Finder
from infralog.model import Text
from infralog.verdicts import Verdict, Verdicts

WORDS = vocabulary.packaged("fly")
FINDER = Finder(WORDS)
VERDICTS = Verdicts(WORDS)


def verdicts(title: str, body: str) -> dict[str, Verdict]:
    """Judge every name in a title and a body."""
    read, told = prose.read(Text(title)), prose.read(Text(body))
    judged = VERDICTS.judge(read, told, FINDER.find(read), FINDER.find(told))
    return {verdict.mention.name: verdict for verdict in judged}


# What is told far into an account is told by its own words alone; what is told at once is rather
# what the account is about.
FAR = "It was late. It rained. It was dark. We slept. "


def involved(title: str, body: str) -> set[str]:
    """Return the names that are involved."""
    return {name for name, verdict in verdicts(title, body).items() if verdict.involved}


@pytest.mark.parametrize(
    ("title", "body", "names"),
    [
        ("Packet loss in SJC", "A switch died.", {"sjc"}),
        ("Packet loss", "A switch died in SJC.", {"sjc"}),
        ("Packet loss in SJC", "We moved its traffic to LAX.", {"sjc"}),
        ("Packet loss in SJC", "We moved its traffic to LAX. Then LAX failed too.", {"sjc", "lax"}),
        ("Packet loss in SJC", "Nothing of note about FRA here.", {"sjc"}),
        ("Slow days", f"{FAR}If your app ran in YYZ, it was not deployed.", set()),
        ("Slow days", f"{FAR}Its state is in a database hosted in IAD.", set()),
    ],
)
def test_a_region_is_affected_unless_something_speaks_against_it(
    title: str, body: str, names: set[str]
) -> None:
    """Regions are affected by default, and by the title first (LABELLING R5 to R8)."""
    assert involved(title, body) == names


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Apps in FRA, AMS and LHR were down.", {"fra", "ams", "lhr"}),
        ("None of the hosts in FRA, AMS and LHR was affected.", set()),
        ("FRA failed. So, for its part, did AMS (Amsterdam).", {"fra"}),
        ("SYD lost packets; SIN and NRT did not.", {"syd"}),
        ("SYD has one line and lost it. SIN is near.", {"syd"}),
        ("Hosts in SYD and those (in SIN, that is) next to them failed.", {"syd"}),
        ("Users in SYD saw errors. A user in SIN told us of it.", {"syd"}),
        ("SYD failed, which made SIN, elsewhere idle, the place to go to.", {"syd"}),
    ],
)
def test_a_list_shares_a_fate_and_a_guess_gives_way(body: str, names: set[str]) -> None:
    """What is said of a list is said of each; a region gives way to those that had the fault."""
    assert involved("Slow days", FAR + body) == names


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("A host lost its disk.", {"hosts"}),
        ("Apps on the host lost packets.", set()),
        ("Machines would not start.", {"machines"}),
        ("Machines lost packets.", set()),
    ],
)
def test_the_most_ordinary_names_need_their_own_words(body: str, names: set[str]) -> None:
    """A host is involved where its hardware failed, not where it is named (LABELLING C8, C9)."""
    assert involved("Slow days", body) == names


@pytest.mark.parametrize(
    ("title", "body", "names"),
    [
        ("Corrosion fell behind", "It was slow.", {"corrosion"}),
        ("Lost writes", "A bug in Corrosion lost them.", {"corrosion"}),
        ("Lost writes", "We restarted Corrosion.", {"corrosion"}),
        ("Lost writes", "We ruled out Corrosion.", set()),
        ("Lost writes", "It was late. It was cold. It rained. Corrosion is a nice name.", set()),
        ("Lost writes", "We suspected Corrosion at first. It was Consul that failed.", {"consul"}),
    ],
)
def test_a_component_needs_a_reason(title: str, body: str, names: set[str]) -> None:
    """Components need the title, the words of a fault, or to be named at once (LABELLING C2)."""
    assert involved(title, body) == names


def test_a_fault_outweighs_a_clearance() -> None:
    """Of all that is said of a name, the words of a fault weigh the most."""
    body = "At first we ruled out NATS. An hour later we found that NATS had crashed."
    assert involved("Missing logs", body) >= {"nats"}


def test_what_failed_and_was_well_again_failed() -> None:
    """The words of a fault outweigh health; a mere guess does not."""
    failed = "It was late. NATS, we then saw, had for an hour been slow. At noon NATS was healthy."
    assert involved("Slow days", failed) == {"nats"}
    assert involved("Slow days", "We use NATS. NATS was healthy.") == set()


@pytest.mark.parametrize(
    ("title", "body", "rule"),
    [
        ("Lost writes", "We ruled out Corrosion.", "mentioned only: ruled out"),
        ("Lost writes", f"{FAR}Corrosion is a nice name.", "mentioned only: in passing"),
        ("Lost writes", "Corrosion crashed.", "what had the fault"),
        ("Corrosion week", "It was slow.", "in the title"),
        ("Lost writes", "Corrosion is our store of state.", "named at once"),
        ("Lost writes", "It was late. Corrosion, Corrosion, Corrosion.", "the words around it"),
    ],
)
def test_a_verdict_says_why(title: str, body: str, rule: str) -> None:
    """The rule that speaks for the verdict is named; or what else does, where none speaks."""
    assert verdicts(title, body)["corrosion"].rule == rule


def test_the_evidence_is_the_mention_that_speaks_for_the_verdict() -> None:
    """What had the fault is quoted, not where its name stands first."""
    body = "Redis is our cache. It was late. At noon Redis crashed."
    verdict = verdicts("Slow days", body)["redis"]
    assert verdict.prose.sentence(verdict.mention.start) == "At noon Redis crashed."


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Two workers in AMS lost a power supply each.", {"hosts"}),
        ("A DIMM failed in a host in ORD and took 40 Machines with it.", {"hosts"}),
        ("The disks of one host were so busy that boots took minutes.", {"hosts"}),
        ("Apps on affected hosts could not reach the database.", set()),
        ("A release of flyd broke DNS on all hosts.", {"dns"}),
        ("We ran out of capacity in GRU: every worker was full.", {"hosts"}),
        ("Six new workers were racked to make room.", {"hosts"}),
        ("We rebooted the host, and all was well.", {"hosts"}),
        ("A host in SIN was unreachable after its NIC died.", {"hosts"}),
        ("The network between hosts was slow.", set()),
        ("Corrosion had stale rows on a handful of hosts.", set()),
        ("CPU steal on one host made apps there slow.", {"hosts"}),
        ("New Machines could not be created in LAX.", {"machines"}),
        ("Machines failed to start with an error about a lease.", {"machines"}),
        ("Machines that were stopped did not wake.", {"machines"}),
        ("Machines lost their network for a minute.", set()),
        ("Machines in IAD could not resolve names.", set()),
        ("Some Machines were started twice.", {"machines"}),
        ("Suspended Machines came back with the wrong clock.", {"machines"}),
        ("Logs of Machines in FRA were lost.", {"logs"}),
        ("Updating a Machine timed out.", {"machines"}),
        ("Machines were killed by the OOM killer.", set()),
        ("Machine starts took a minute instead of a second.", {"machines"}),
        ("Autostop stopped Machines with open connections.", {"machines"}),
        ("All running Machines kept running.", set()),
        ("Deploys failed with a 500.", {"deploys"}),
        ("A deploy of the proxy dropped connections.", set()),
        ("After a deploy of ours the API returned errors.", set()),
        ("Creating apps failed.", {"deploys"}),
        ("Customers could not deploy for an hour.", {"deploys"}),
        ("fly deploy hung at the health checks.", {"deploys"}),
        ("The deploy that caused it was rolled back.", set()),
        ("Deploys were slow because the builders were.", {"deploys"}),
        ("Deploys from GitHub Actions were unaffected.", set()),
        ("Volumes in DEN went read-only.", {"volumes"}),
        ("A volume could not be extended.", {"volumes"}),
        ("Snapshots of volumes were not taken.", {"volumes"}),
        ("No volume was lost.", set()),
        ("Creating volumes failed since the pool was full.", {"volumes"}),
        ("Machines with volumes could not be moved.", {"volumes"}),
        ("The scheduler kept choosing a full host.", {"placement"}),
        ("Placement ignored the region that was asked for.", {"placement"}),
        (
            "Our provisioning forgot the sysctl, so new hosts dropped connections.",
            {"hosts", "provisioning"},
        ),
        ("The Ansible run removed the wrong key.", {"provisioning"}),
        ("The transit provider lost a router.", {"upstream-network"}),
        ("The provider had a fibre cut.", {"upstream-network"}),
        ("Our upstream filtered UDP.", {"upstream-network"}),
        ("A cross connect was unplugged by mistake.", {"upstream-network"}),
        ("The data center lost cooling, and all of our racks with it.", {"upstream-network"}),
        ("Maintenance by the provider took longer than announced.", {"upstream-network"}),
        ("The issue was fixed upstream.", set()),
        ("TLS handshakes failed since the certificate had expired.", {"tls-certificates"}),
        ("Certificates could not be issued.", {"tls-certificates"}),
        ("An internal certificate expired and NATS refused its peers.", {"tls-certificates"}),
        (f"{FAR}Certificates that were issued before were served as ever.", set()),
        ("Tokens could not be verified.", {"tokens"}),
        ("New API tokens were refused.", {"tokens"}),
        ("DNS lookups in NRT timed out.", {"dns"}),
        ("DNS was fine.", set()),
        ("Records in the zone were deleted by a script.", set()),
        ("Metrics were missing for two hours.", {"metrics"}),
        ("Our own metrics pointed at the proxy.", set()),
        ("Logs arrived late.", {"logs"}),
        ("Logs were silent, in our case, on what went on.", set()),
        ("Background jobs were delayed.", {"background-jobs"}),
        ("The job queue grew to a million.", {"background-jobs"}),
        ("Edges in Europe ran out of memory.", {"edge-servers"}),
        ("An edge in MIA announced a route that it could not serve.", {"edge-servers"}),
        ("The primary database was locked by a migration.", {"primary-database"}),
        ("The database behind our API ran out of connections.", {"primary-database"}),
        ("Extensions could not be provisioned.", {"extensions"}),
    ],
)
def test_an_ordinary_noun_is_involved_where_it_is_at_fault(body: str, names: set[str]) -> None:
    """What merely runs there, or is ours or another's, is a mention (LABELLING C7 to C11)."""
    generic = {name for name, part in WORDS.components.items() if part.tier == "generic"}
    assert involved("A bad day", body) & generic == names


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (
            "Hosts in FRA rebooted. AMS, on the same kernel, was next in the queue and was spared.",
            "fra",
        ),
        ("We pushed the config to CDG first. It broke CDG, and we did not push it to MAD.", "cdg"),
        (
            "Half of the hosts in ORD vanished when a breaker tripped; DFW took what it could.",
            "ord",
        ),
        ("A customer in Toronto noticed first that deploys in LAX failed.", "lax"),
        ("We saw errors in every European region except WAW.", ""),
        ("Only SEA and SJC were affected.", "sea sjc"),
        ("Affected regions: AMS, LHR, FRA.", "ams lhr fra"),
        ("Not affected: AMS, LHR.", ""),
        ("We had seen the same in DEN in March.", ""),
        ("The rollout went well in YYZ. In YUL it broke the mesh.", "yul"),
        ("People near Warsaw were routed to FRA, which was the trouble: FRA was full.", "fra"),
        ("The primary in NRT died, and its replica in SIN was promoted.", "nrt"),
        ("We restored the snapshots to hosts in AMS, as the ones in LHR were broken.", "lhr"),
        ("Users in ARN were the first to get errors, then those in OTP.", "arn otp"),
        (
            "A bug brought a switch down in HKG; the same switch in NRT has other firmware.",
            "hkg",
        ),
        ("Hosts in DFW could not pull images, hosts in ORD could.", "dfw"),
        ("We drained DEN by mistake. We had meant DFW.", "den"),
        ("If you ran in CDG or FRA on Tuesday, your logs have a hole.", "cdg fra"),
        ("It was fine in Madrid and not in Paris.", "cdg"),
        ("The engineers who know it best sit in London and Boston.", ""),
    ],
)
def test_a_region_is_affected_where_it_had_the_fault(body: str, codes: str) -> None:
    """Where help came from, who noticed, what was next or spared had no fault (LABELLING R)."""
    regions = {code for code in involved("A bad day", FAR + body) if code in WORDS.regions}
    assert regions == set(codes.split())


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Secrets could not be read, because Vault had sealed itself.", "vault"),
        (
            "We looked at Corrosion, found it healthy, and went on to flyd, which had deadlocked.",
            "flyd",
        ),
        ("Corrosion, for once, was innocent.", ""),
        ("Consul lost its leader for nine seconds.", "consul"),
        ("Nothing in NATS was lost.", ""),
        ("The flag made fly-proxy open a connection per request.", "fly-proxy"),
        ("We restarted fly-proxy on all edges, which helped.", "fly-proxy"),
        ("An SQLite file was corrupt after the power cut.", "sqlite"),
        ("The Machines API was up but slow.", "machines-api"),
        ("You can use flyctl to check.", ""),
        ("Sidekiq was stuck behind one long job.", "sidekiq"),
        ("The queue is in Redis.", ""),
        ("Managed Postgres clusters in other regions were not affected.", ""),
        ("Patroni demoted the primary by mistake.", "patroni"),
        ("etcd lost quorum.", "etcd"),
        ("Grafana showed nothing.", "grafana"),
        ("Grafana told us at once.", ""),
        ("Quickwit's index was behind by an hour.", "quickwit"),
        ("The Sprites API ran out of connections to its database.", "sprites"),
        ("WireGuard peers were not removed.", "wireguard"),
        ("The tunnel is plain WireGuard.", ""),
        ("systemd restarted it every five seconds.", ""),
        ("The kernel was not to blame.", ""),
        ("It affects Cloud Hypervisor and not Firecracker.", "cloud-hypervisor"),
        ("The registry was reachable all the time.", ""),
        ("Depot had an outage.", "builders"),
        ("The dashboard showed the wrong region.", "dashboard"),
        ("Billing was off by one day.", "billing"),
        ("LiteFS lost its lease.", "litefs"),
        ("petsem-certs held an expired certificate.", "petsem-certs"),
        ("Flycast addresses did not answer.", "flycast"),
        ("Only 6PN was affected; the public side was well.", "6pn"),
        ("OIDC tokens were signed with the wrong key.", "oidc"),
        ("The Elixir app crashed in a loop.", "elixir-app"),
        ("firefly fell behind.", "firefly"),
        ("GPU Machines lost their cards.", "gpus"),
        ("Cogent dropped a third of our packets.", "cogent"),
        ("Oban ran each job twice.", "oban"),
        ("LVM ran out of metadata.", "lvm"),
        ("BoltDB needed a minute to compact, and flyd waited for it.", "boltdb flyd"),
        ("Log shippers were disconnected.", "log-shipper"),
        ("A mistake in flywire removed half of the peers.", "flywire"),
    ],
)
def test_a_name_is_involved_where_it_was_at_fault_or_mended(body: str, names: str) -> None:
    """What was healthy, suspected in vain, a tool or a place is a mention (LABELLING C2 to C6)."""
    named = {name for name, part in WORDS.components.items() if part.tier == "named"}
    assert involved("A bad day", body) & named == set(names.split())
