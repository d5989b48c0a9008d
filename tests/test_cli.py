"""The command line keeps the contract, run as a user runs it."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest

from tests.command import Ran, run, surroundings


def ids(ran: Ran) -> list[str]:
    """Return the IDs in a JSON answer."""
    return [found["id"] for found in json.loads(ran.out)]


def found(home: Path, *arguments: str) -> list[str]:
    """Return the IDs that a search finds."""
    ran = run("search", *arguments, "--format", "ids", "-n", "0", home=home)
    assert ran.code == 0, ran
    return ran.out.split()


# ---------------------------------------------------------------- what is asked


def test_the_examples_of_the_readme_find_something(home: Path) -> None:
    """The README's first questions have answers in the sample."""
    assert "sjc-week-old-routes" in found(home, "corrosion", "--region", "sjc")
    assert "wireguard-empty-peer-lists" in found(
        home, "--component", "wireguard", "--since", "2026-04"
    )


@pytest.mark.parametrize(
    "asked",
    [("--region", "Sao Paulo"), ("--region", "GRU"), ("region:gru",), ('region:"São Paulo"',)],
)
def test_a_region_is_found_by_any_of_its_names(home: Path, asked: tuple[str, ...]) -> None:
    """A code, a city, with or without accents, as a flag or inline, are the same filter."""
    assert found(home, *asked) == found(home, "-r", "gru") != []


def test_a_component_is_found_by_its_alias(home: Path) -> None:
    """An alias finds what the canonical name finds."""
    assert found(home, "-c", "flaps") == found(home, "-c", "machines-api") != []


def test_a_month_is_all_of_its_days(home: Path) -> None:
    """--since and --until with a month are its first and its last day."""
    months = {
        row["date"][:7]
        for row in json.loads(
            run("search", "--since", "2026-05", "--until", "2026-05", "--json", home=home).out
        )
    }
    assert months == {"2026-05"}


def test_words_are_joined(home: Path) -> None:
    """Words need no quotes around them."""
    assert found(home, "corrosion", "edge") == found(home, "corrosion edge") != []


def test_without_words_the_newest_come_first(home: Path) -> None:
    """A search for nothing lists everything, newest first."""
    rows = json.loads(run("search", "--json", "-n", "0", home=home).out)
    dates = [row["date"] for row in rows]
    assert dates == sorted(dates, reverse=True)
    assert len(rows) == 25


# ---------------------------------------------------------------- what is printed


def test_a_pipe_gets_tsv(home: Path) -> None:
    """Where stdout is no terminal, auto is TSV with a header."""
    ran = run("search", "corrosion", home=home)
    header, *rows = csv.reader(io.StringIO(ran.out), delimiter="\t", quoting=csv.QUOTE_NONE)
    assert header[:4] == ["id", "date", "started_at", "title"]
    assert rows
    assert {len(row) for row in rows} == {len(header)}


def test_json_obeys_the_schema_that_is_printed(home: Path) -> None:
    """What `--json` prints validates against what `schema` prints."""
    schema = json.loads(run("schema", home=home).out)
    rows = json.loads(run("search", "--json", "-n", "0", home=home).out)
    jsonschema.validate(rows, schema, format_checker=jsonschema.FormatChecker())
    assert isinstance(schema["schema_version"], int)


def test_nothing_found_is_nothing(home: Path) -> None:
    """Nothing found is `[]` in JSON, zero bytes in JSON lines, and exit 0."""
    assert run("search", "xyzzy", "--json", home=home)[:2] == (0, "[]\n")
    assert run("search", "xyzzy", "--format", "jsonl", home=home)[:2] == (0, "")


def test_fields_are_chosen(home: Path) -> None:
    """--fields chooses the keys and their order."""
    rows = json.loads(run("search", "--json", "--fields", "title,id", "-n1", home=home).out)
    assert list(rows[0]) == ["title", "id"]


def test_evidence_can_be_asked_for(home: Path) -> None:
    """--fields evidence gives the quote behind each tag."""
    rows = json.loads(run("search", "--json", "--fields", "id,evidence", home=home).out)
    assert all(
        {"field", "value", "quote", "rule"} == set(told) for r in rows for told in r["evidence"]
    )
    assert any(row["evidence"] for row in rows)


def test_what_is_left_is_told_beside(home: Path) -> None:
    """How many more there are stands on stderr, and stdout is data only."""
    ran = run("search", "-n", "3", "--format", "ids", home=home)
    assert len(ran.out.splitlines()) == 3
    assert "3 of 25" in ran.err
    assert run("-q", "search", "-n", "3", home=home).err == ""


def test_an_offset_goes_on(home: Path) -> None:
    """Pages do not overlap, and together are all."""
    pages = [
        run("search", "-n", "10", "--offset", str(n), "--format", "ids", home=home).out.split()
        for n in (0, 10, 20)
    ]
    assert [*pages[0], *pages[1], *pages[2]] == found(home)


def test_a_misspelt_word_is_answered_with_what_is_known(home: Path) -> None:
    """A word that nothing matches prints the nearest known one on stderr."""
    ran = run("search", "corosion", home=home)
    assert ran.code == 0
    assert "did you mean: corrosion" in ran.err


# ---------------------------------------------------------------- show


def test_show_takes_a_prefix_and_a_url(home: Path) -> None:
    """An incident is known by the beginning of its ID and by its URL."""
    whole = ids(run("show", "sjc-week-old-routes", "--json", home=home))
    assert ids(run("show", "sjc-week", "--json", home=home)) == whole
    url = "https://fly.io/infra-log/sjc-week-old-routes/"
    assert ids(run("show", url, "--json", home=home)) == whole


def test_an_ambiguous_prefix_lists_the_candidates(home: Path) -> None:
    """Several incidents with this beginning: exit 2, and their IDs."""
    ran = run("show", "wireguard", home=home)
    assert ran.code == 2
    assert "wireguard-empty-peer-lists" in ran.err
    assert "wireguard-gateways-forgot-peers" in ran.err


def test_an_unknown_id_is_told(home: Path) -> None:
    """No incident with this ID: exit 2."""
    ran = run("show", "no-such-thing", "--json", home=home)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("infralog: ")


def test_what_is_known_is_shown_and_the_rest_is_named(home: Path) -> None:
    """Of several IDs each good one is shown, each other one is told, and the end is 2."""
    ran = run("show", "no-such-thing", "sjc-week", "wireguard", "--json", home=home)
    assert (ran.code, ids(ran)) == (2, ["sjc-week-old-routes"])
    assert "no incident has the ID 'no-such-thing'" in ran.err
    assert "several incidents go by 'wireguard'\n  wireguard-" in ran.err


def test_a_word_to_leave_out_is_no_option(home: Path) -> None:
    """Where a minus begins a word, the hint says how it is typed, and that finds."""
    for command in ("search", "stats", "timeline"):
        for word in ("-deploys", "-corrosion", "-region:sjc"):
            ran = run(command, "edge", word, home=home)
            assert ran.code == 2
            assert ran.err.splitlines()[-1].startswith("hint: ")
            assert ran.err.endswith(f"behind --: infralog {command} -- {word}\n")
    assert "behind --" not in run("show", "-corrosion", home=home).err
    assert "behind --" not in run("search", "--corrosion", home=home).err
    assert "behind --" not in run("search", "-r", "sjcc", "-n5", home=home).err
    without = found(home, "--", "-corrosion")
    assert without
    assert not {*without} & {*found(home, "corrosion")}


def test_ids_come_from_stdin(home: Path) -> None:
    """`-` reads IDs, one a line."""
    named = found(home, "corrosion")
    ran = run("show", "-", "--json", home=home, stdin="\n".join(named))
    assert ids(ran) == named


def test_raw_is_the_original(home: Path) -> None:
    """--raw prints the HTML as it was published."""
    assert "<p>" in run("show", "sjc-week", "--raw", home=home).out


def test_why_quotes_the_reasons(home: Path) -> None:
    """--why prints a quote, the rule and the role for each tag."""
    shown = run("show", "sjc-week", "--why", "--format", "table", home=home).out
    assert "regions sjc" in shown
    assert "what had the fault" in shown


# ---------------------------------------------------------------- what can go wrong


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("search", "-r", "atlantis"), "unknown region: atlantis"),
        (("search", "-c", "corosion"), "did you mean: corrosion"),
        (("search", "--since", "soonish"), "soonish"),
        (("search", "--min-duration", "long"), "long"),
        (("search", "--sort", "height"), "height"),
        (("search", "--format", "yaml"), "yaml"),
        (("search", "--limit", "-1"), "-1"),
        (("search", "--no-such-flag"), "--no-such-flag"),
        (("serach",), "search"),
        (("show",), "ID"),
        (("--config", "/none/such.toml", "search"), "/none/such.toml"),
    ],
)
def test_wrong_input_is_exit_2_and_two_lines(
    home: Path, arguments: tuple[str, ...], says: str
) -> None:
    """What cannot be answered as typed is named in a line, with a hint in another."""
    ran = run(*arguments, home=home)
    assert ran.code == 2
    assert ran.out == ""
    assert says in ran.err
    rows = ran.err.splitlines()
    assert rows[0].startswith("infralog: ")
    assert len(rows) <= 2
    assert all(len(row) < 200 for row in rows)


def test_an_unknown_field_is_answered_with_all_there_are(home: Path) -> None:
    """The hint lists every field, however many there are."""
    ran = run("search", "--fields", "colour", home=home)
    assert ran.code == 2
    assert ran.err.startswith("infralog: unknown field: colour\nhint: fields: id, title, url,")


@pytest.mark.parametrize("command", [("search", "x"), ("show", "x"), ("regions",)])
def test_without_a_store_one_is_told_how_to_get_one(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    """Only sync uses the network; the others say to run it."""
    ran = run(*command, home=tmp_path)
    assert ran.code == 4
    assert "hint: run: infralog sync" in ran.err
    assert not (tmp_path / "infralog.db").exists()


def test_the_exit_code_tells_of_nothing_only_when_asked(home: Path) -> None:
    """1 is for `--exit-code` and nothing found."""
    assert run("search", "xyzzy", "--exit-code", home=home).code == 1
    assert run("search", "corrosion", "--exit-code", home=home).code == 0


def test_a_closed_pipe_is_quiet(home: Path) -> None:
    """`| head -1` ends with 0 and says nothing."""
    line = f"{sys.executable} -m infralog search -n 0 --format jsonl 2>err | head -1 >/dev/null; "
    line += "echo ${PIPESTATUS[0]}"
    done = subprocess.run(
        ["bash", "-c", line],  # noqa: S607 -- whichever bash there is
        cwd=home,
        env={**surroundings(home), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "0\n"
    assert (home / "err").read_text() == ""


def test_a_full_device_is_told(home: Path) -> None:
    """Output that cannot be written is exit 4 and one line."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "infralog", "search", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=surroundings(home),
        )
    assert done.returncode == 4
    assert done.stderr.startswith("infralog: cannot write the output")


@pytest.mark.parametrize(
    "env",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"TERM": "dumb"},
        {"COLUMNS": "nonsense"},
        {"NO_COLOR": "1"},
    ],
)
def test_any_surroundings_give_an_answer(home: Path, env: dict[str, str]) -> None:
    """Whatever the locale and the terminal, there is an answer, and JSON holds every character."""
    ran = run("search", "-n", "0", "--json", home=home, env=env)
    assert ran.code == 0
    assert any("ã" in one["text"] for one in json.loads(ran.out))
    assert run("search", "-n", "0", "--format", "table", home=home, env=env).code == 0


def test_no_home_is_no_trouble(tmp_path: Path, home: Path) -> None:
    """Without HOME, and with a store that is named, there is an answer."""
    env = {**surroundings(tmp_path), "INFRALOG_DB": str(home / "infralog.db")}
    del env["HOME"]
    done = subprocess.run(
        [sys.executable, "-m", "infralog", "search", "corrosion"],
        env=env,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0


# ---------------------------------------------------------------- sync


def test_sync_counts_and_writes_only_what_differs(tmp_path: Path) -> None:
    """The second sync of the same is unchanged, and --exit-code tells it."""
    from importlib.resources import files

    sample = str(files("infralog") / "sample" / "feed.xml")
    first = run("sync", sample, home=tmp_path)
    assert "12 new, 0 changed, 0 unchanged, 0 failed" in first.out
    again = run("sync", sample, "--exit-code", home=tmp_path)
    assert "0 new, 0 changed, 12 unchanged, 0 failed" in again.out
    assert again.code == 1


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """--dry-run tells what would be new, and the store stays empty."""
    from importlib.resources import files

    ran = run("sync", "--dry-run", str(files("infralog") / "sample"), home=tmp_path)
    assert "sjc-week-old-routes" in ran.out
    assert run("search", home=tmp_path).out.count("\n") <= 1


def test_a_failure_is_named_and_the_rest_is_stored(tmp_path: Path) -> None:
    """One source fails with exit 3 and its name; what could be stored is stored."""
    from importlib.resources import files

    bad = tmp_path / "bad.html"
    bad.write_text("<html><body>Please log in.</body></html>")
    good = str(files("infralog") / "sample" / "feed.xml")
    ran = run("sync", str(bad), str(tmp_path / "none.xml"), good, home=tmp_path)
    assert ran.code == 3
    assert "bad.html" in ran.err
    assert "none.xml: no such file" in ran.err
    assert "sjc-week-old-routes" in found(tmp_path)


def test_a_capture_without_a_year_says_how_to_give_one(tmp_path: Path) -> None:
    """A capture that says nowhere from what year it is asks for --published."""
    capture = tmp_path / "capture"
    capture.write_text("  • June 3: A Box Fell Over (13:00EST): It fell for 20 minutes.\n")
    ran = run("sync", str(capture), home=tmp_path)
    assert ran.code == 3
    assert "--published 2024-06-29" in ran.err
    assert run("sync", str(capture), "--published", "2024-06-08", home=tmp_path).code == 0
    assert found(tmp_path, "box") == ["2024-06-03-a-box-fell-over"]


def test_stdin_is_a_source(tmp_path: Path) -> None:
    """`sync -` takes a document from stdin."""
    from importlib.resources import files

    feed = (files("infralog") / "sample" / "feed.xml").read_bytes()
    assert run("sync", "-", home=tmp_path, stdin=feed).code == 0
    assert len(found(tmp_path)) == 12


# ---------------------------------------------------------------- the rest


def test_alone_it_says_what_is_stored(home: Path, tmp_path: Path) -> None:
    """Without a command it tells the state of the store, and what one can ask."""
    assert "25 incidents from 2024-07-15 to 2026-06-11" in run(home=home).out
    assert "run: infralog sync" in run(home=tmp_path).out


def test_the_demo_runs_without_anything(tmp_path: Path) -> None:
    """The demo shows each command that it runs, and leaves nothing behind."""
    ran = run("demo", home=tmp_path)
    assert ran.code == 0, ran
    assert ran.out.count("\n$ infralog ") == 5
    assert "Week-old" in ran.out or "week" in ran.out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", ["regions", "components"])
def test_the_vocabulary_is_listed(home: Path, command: str) -> None:
    """Each word of the vocabulary has its names, how often it occurs, and when last."""
    rows = json.loads(run(command, "--json", home=home).out)
    assert list(rows[0]) == ["name", "label", "aliases", "incidents", "last"]
    assert rows[0]["incidents"] >= rows[-1]["incidents"] == 0
    assert rows[-1]["last"] is None


def test_every_command_explains_itself(home: Path) -> None:
    """--help works for each command, and names it."""
    for row in run("--help", home=home).out.partition("Commands:")[2].splitlines():
        if row.strip():
            name = row.split()[0]
            ran = run(name, "--help", home=home)
            assert ran.code == 0
            assert ran.out.startswith(f"Usage: infralog {name}")


@pytest.mark.parametrize(
    ("words", "env", "advice"),
    [
        ("--db {x} stats", {}, "name another file with --db"),
        ("stats", {"INFRALOG_DB": "{x}"}, "name another file in INFRALOG_DB"),
        ("stats", {"INFRALOG_DB": ""}, "name another file as db in {config}"),
        ("copy {x} {none}", {}, "name another file as FROM"),
        ("copy {store} {x}", {}, "name another file as TO"),
        ("--db {none} stats", {}, "run: infralog --db {none} sync"),
        ("stats", {"INFRALOG_DB": "{none}"}, "run: infralog sync"),
    ],
)
def test_the_advice_is_for_how_a_store_was_named(
    home: Path, tmp_path: Path, words: str, env: Mapping[str, str], advice: str
) -> None:
    """Whoever named it by a flag, a variable, a file or an argument is told to do likewise."""
    places = {name: tmp_path / name for name in ("x", "none", "config")}
    places["x"].write_text("not a store")
    places["config"].write_text(f'db = "{places["x"]}"\n')
    places["store"] = home / "infralog.db"
    told = {name: value.format_map(places) for name, value in env.items()}
    told["INFRALOG_CONFIG"] = str(places["config"])
    ran = run(*words.format_map(places).split(), home=tmp_path, env=told)
    assert (ran.code, ran.err.splitlines()[1:]) == (4, [f"hint: {advice.format_map(places)}"])
