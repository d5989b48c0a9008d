"""A reader's thread answers the last question of each name."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from threading import Event, get_ident

import pytest

from infralog.errors import StoreMissing
from infralog.model import Summary
from infralog.stores import Store, open_store
from infralog.tui.reader import Answer, Reader

WAIT = 90.0


@pytest.fixture
def told() -> "Queue[Answer]":
    """What the reader tells."""
    return Queue()


@pytest.fixture
def reader(home: Path, told: "Queue[Answer]") -> Iterator[Reader]:
    """A reader of the sample."""
    made = Reader(lambda: open_store(str(home / "infralog.db")), told.put)
    yield made
    made.close()


def ignore(_: object) -> None:
    """Do nothing with an answer."""


def test_it_reads_in_its_own_thread(reader: Reader, told: "Queue[Answer]") -> None:
    """What is asked is read elsewhere, and told with what to do."""
    reader.ask("held", lambda store: (store.summary(), get_ident()), ignore)
    answer = told.get(timeout=WAIT)
    held, thread = answer.value
    assert isinstance(held, Summary)
    assert thread != get_ident()
    assert answer.then is ignore
    assert reader.is_current(answer)


def test_only_the_last_of_a_name_is_read(reader: Reader, told: "Queue[Answer]") -> None:
    """Of what is asked while another is read, the last is answered, and the others are not."""
    go = Event()
    reader.ask("slow", lambda _: go.wait(WAIT), ignore)
    read: list[int] = []

    def note(number: int, _: Store) -> None:
        read.append(number)

    for number in range(5):
        reader.ask("word", partial(note, number), ignore)
    go.set()
    assert [told.get(timeout=WAIT).name for _ in range(2)] == ["slow", "word"]
    assert read == [4]


def test_a_question_is_open_until_its_last_answer_is_heard(
    reader: Reader, told: "Queue[Answer]"
) -> None:
    """Who waits for an answer waits for that to what was asked last."""
    assert not reader.is_open("held")
    reader.ask("held", lambda _: 1, ignore)
    first = told.get(timeout=WAIT)
    assert reader.is_open("held")
    reader.ask("held", lambda _: 2, ignore)
    reader.hear(first)
    assert reader.is_open("held")
    reader.hear(told.get(timeout=WAIT))
    assert not reader.is_open("held")


def test_a_stale_answer_is_not_told(reader: Reader, told: "Queue[Answer]") -> None:
    """What is asked anew while it is read is told once, with the newer answer."""
    begun, go = Event(), Event()

    def slow(_: Store) -> str:
        begun.set()
        go.wait(WAIT)
        return "old"

    reader.ask("word", slow, ignore)
    assert begun.wait(WAIT)
    reader.ask("word", lambda _: "new", ignore)
    go.set()
    assert told.get(timeout=WAIT).value == "new"
    assert told.empty()


def test_what_waits_is_overtaken(reader: Reader, told: "Queue[Answer]") -> None:
    """A question that may wait is read after one that may not."""
    reader.ask("later", lambda _: 1, ignore, wait=0.2)
    reader.ask("now", lambda _: 2, ignore)
    assert [told.get(timeout=WAIT).name for _ in range(2)] == ["now", "later"]


def test_an_error_is_told(told: "Queue[Answer]", tmp_path: Path) -> None:
    """What goes wrong is told as it was raised; a store may be there the next time."""
    place = tmp_path / "infralog.db"
    reader = Reader(lambda: open_store(str(place)), told.put)
    reader.ask("held", lambda store: store.summary(), ignore)
    assert isinstance(told.get(timeout=WAIT).error, StoreMissing)
    open_store(str(place), write=True).close()
    reader.ask("held", lambda store: store.summary(), ignore)
    assert told.get(timeout=WAIT).error is None
    reader.close()


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


@pytest.mark.parametrize("newer", ["word", "other"])
def test_what_nobody_waits_for_is_stopped(
    reader: Reader, told: "Queue[Answer]", newer: str
) -> None:
    """What is asked anew, or to be forgotten, does not keep the next question waiting."""
    begun = Event()

    def endless(store: Store) -> object:
        begun.set()
        return store._db.execute(ENDLESS).fetchone()  # type: ignore[attr-defined]  # noqa: SLF001

    reader.ask("word", endless, ignore)
    assert begun.wait(WAIT)
    while True:  # it may not have come so far that it can be stopped
        reader.forget("wor")
        assert not reader.is_open("word")
        reader.ask(newer, lambda store: store.summary().incidents, ignore)
        with suppress(Empty):
            answer = told.get(timeout=0.1)
            break
    assert (answer.name, answer.error) == (newer, None)
    assert answer.value > 0
    assert not told.qsize()
