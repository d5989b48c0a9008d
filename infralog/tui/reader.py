"""A thread that reads the store, so that nobody who types waits for it.

SQLite's connections are of one thread: each reader opens its own store. What was asked and is
asked anew is not read twice: of questions with the same name only the last is answered, and one
that is being read is stopped.
"""

from collections.abc import Callable
from contextlib import closing
from threading import Condition, Thread
from time import monotonic
from typing import Any, NamedTuple

from infralog.stores import Store

Then = Callable[[Any], None]


class Answer(NamedTuple):
    """What came of a question; `then` is to be called with it where it is still current.

    Attributes:
        error: What was raised; None where nothing was.
    """

    name: str
    number: int
    then: Then
    value: Any
    error: Exception | None


class _Question(NamedTuple):
    name: str
    number: int
    read: Callable[[Store], Any]
    then: Then
    due: float


class Reader:
    """Reads in a thread of its own, one question after the other.

    Attributes:
        tell: Called in the thread with every answer that nobody has asked anew.
    """

    def __init__(self, opens: Callable[[], Store], tell: Callable[[Answer], None]) -> None:
        """Begin; `opens` returns the store, and is called in the thread."""
        self.tell = tell
        self._changed = Condition()
        self._waiting: dict[str, _Question] = {}
        self._newest: dict[str, int] = {}
        self._heard: dict[str, int] = {}
        self._count = 0
        self._read = ""  # the name of what is being read
        self._store = _Late(opens)
        self._closed = False
        # A daemon, since a search over millions is not to keep a terminal from its user.
        self._thread = Thread(target=self._run, name="infralog-reader", daemon=True)
        self._thread.start()

    def ask(
        self, name: str, read: Callable[[Store], Any], then: Then, *, wait: float = 0.0
    ) -> None:
        """Ask a question in place of the one with this name, if that is not answered yet.

        Args:
            name: Of the question.
            read: The store -> the answer; called in the thread.
            then: What to do with it; called by whom the answer is told.
            wait: Seconds in which it may be asked anew before it is read.
        """
        with self._changed:
            self._count += 1
            self._newest[name] = self._count
            self._waiting.pop(name, None)
            self._waiting[name] = _Question(name, self._count, read, then, monotonic() + wait)
            if self._read == name:
                self._store.stop()
            self._changed.notify()

    def forget(self, beginning: str) -> None:
        """Answer none of the questions whose names begin so."""
        with self._changed:
            for name in [name for name in self._newest if name.startswith(beginning)]:
                self._count += 1
                self._newest[name] = self._heard[name] = self._count
                self._waiting.pop(name, None)
                if self._read == name:
                    self._store.stop()

    def is_current(self, answer: Answer) -> bool:
        """Tell whether nobody has asked the question anew."""
        return not self._closed and self._newest.get(answer.name) == answer.number

    def hear(self, answer: Answer) -> None:
        """Take note that an answer has come to whom it is for."""
        self._heard[answer.name] = answer.number

    def is_open(self, name: str) -> bool:
        """Tell whether the answer to a question has yet to come."""
        return self._newest.get(name, 0) > self._heard.get(name, 0)

    def close(self) -> None:
        """Read nothing more."""
        with self._changed:
            self._closed = True
            self._store.stop()
            self._changed.notify()
        self._thread.join(1.0)

    def _run(self) -> None:
        with closing(self._store):
            while question := self._next():
                answer = _answer(question, self._store)
                if self.is_current(answer):
                    self.tell(answer)

    def _next(self) -> _Question | None:
        """Return what is due, once it is; None at the end."""
        with self._changed:
            self._read = ""
            while not self._closed:
                first = min(self._waiting.values(), key=lambda one: one.due, default=None)
                left = first.due - monotonic() if first else None
                if first and left is not None and left <= 0:
                    self._read = first.name
                    return self._waiting.pop(first.name)
                self._changed.wait(left)
            return None


class _Late:
    """A store that is opened when it is asked, anew if it could not be."""

    def __init__(self, opens: Callable[[], Store]) -> None:
        self._opens = opens
        self._store: Store | None = None

    def store(self) -> Store:
        if self._store is None:
            self._store = self._opens()
        return self._store

    def stop(self) -> None:
        """Stop what is read of it; called from another thread."""
        if self._store is not None:
            self._store.stop()

    def close(self) -> None:
        if self._store is not None:
            self._store.close()


def _answer(question: _Question, late: _Late) -> Answer:
    value, error = None, None
    try:
        value = question.read(late.store())
    except Exception as exc:  # noqa: BLE001 -- raised again by whom it is told
        error = exc
    return Answer(question.name, question.number, question.then, value, error)
