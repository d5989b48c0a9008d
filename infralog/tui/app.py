"""The application: its readers, its keys for every screen, and how it ends."""

import asyncio
import os
import signal
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.filter import LineFilter
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen

from infralog.errors import InfralogError
from infralog.model import Query
from infralog.query import Filters
from infralog.session import Session
from infralog.stores import Store, open_store
from infralog.tui import Look, encoding, palette, typed
from infralog.tui.ahead import Ahead
from infralog.tui.main import Main
from infralog.tui.reader import Answer, Reader
from infralog.tui.themes import THEMES, Undimmed
from infralog.tui.timeline import Timeline

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
_KEPT = ("Theme", "Quit")


class Browser(Ahead):
    """Browses a store; ends with a command to print, or with nothing.

    Attributes:
        front: Reads what is waited for.
        back: Reads what is shown beside it, which may take longer.
        failed: The bug that ended it; None where none did.
        named: The store, as `--db` named it; None where it did not.
        killed: The signal that ended it; None where none did.
    """

    CSS_PATH = "browse.tcss"
    TITLE = "infralog"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        # Else it would copy, or say how to quit.
        Binding("ctrl+c", "interrupt", "Quit at once", priority=True, show=False),
        Binding("ctrl+z", "suspend_process", "To the shell", priority=True, show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 -- the library declares what it is
        (0, "-narrow"),
        (100, "-medium"),
        (118, "-wide"),
        (180, "-wider"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (38, "-tall")]  # noqa: RUF012 -- likewise

    class Told(Message):
        """A reader has an answer."""

        def __init__(self, reader: Reader, answer: Answer) -> None:
            super().__init__()
            self.reader = reader
            self.answer = answer

    def __init__(
        self,
        session: Session,
        text: str,
        filters: Filters,
        look: Look,
        *,
        named: str | None = None,
    ) -> None:
        """Take what was typed on the command line; `named` is the store, where it was named."""
        # Without colours there are none to be translated.
        super().__init__(ansi_color=None if look.screen.color else True)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = look.theme
        self.set_class(look.plain, "-plain")
        self.session = session
        self.named = named
        self.failed: Exception | None = None
        self.killed: int | None = None
        self.front, self.back = self._reader(), self._reader()
        self.main = Main(typed.spelled(text, filters), typed.beyond(filters), look)

    def _reader(self) -> Reader:
        def tell(answer: Answer) -> None:
            self.post_message(self.Told(reader, answer))

        reader = Reader(partial(open_store, self.session.place), tell)
        return reader

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what alters the lines that are drawn: with high contrast nothing is dim."""
        found = super().get_line_filters()
        return (Undimmed(), *found) if self.theme == "contrast" else found

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen."""
        return self.main

    def build(self, store: Store, text: str, filters: Filters) -> Query:
        """Return what a text and filters ask of a store; see `Session.query`."""
        return self.session.query(store, [text], filters)

    # ------------------------------------------------------------ answers

    def on_browser_told(self, told: Told) -> None:
        """Hand an answer to whom it is for; a mishap that a user can mend is said, and no more."""
        answer = told.answer
        if not told.reader.is_current(answer) or not self.main.is_whole:
            return
        told.reader.hear(answer)
        if isinstance(answer.error, InfralogError):
            self.main.note(answer.error)
        elif answer.error:
            raise answer.error
        else:
            answer.then(answer.value)
        self.follow()

    def is_open(self, *names: str) -> bool:
        """Tell whether one of these questions has no answer yet."""
        return any(reader.is_open(name) for reader in (self.front, self.back) for name in names)

    # ------------------------------------------------------------ keys

    def is_due(self, key: Key) -> bool:
        """Tell whether what a key is about is there."""
        if not self.screen.is_mounted:
            return False
        if isinstance(self.screen, Timeline):
            return self.screen.is_due(key)
        return self.screen is not self.main or self.main.is_due(key)

    def ways(self) -> Sequence[MessagePump]:
        """Return what has the focus, and all that it is in; of the first screen, which stays."""
        return (self.main.focused or self.main).ancestors_with_self

    # ------------------------------------------------------------ the end

    def on_mount(self) -> None:
        """End in order when it is told to from outside; draw all when it comes back from there."""
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        loop = asyncio.get_running_loop()
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._end, number)

    def _end(self, number: int) -> None:
        self.killed = number
        self.exit()

    def action_interrupt(self) -> None:
        """End as Ctrl-C does everywhere."""
        self._end(signal.SIGINT)

    def on_unmount(self) -> None:
        """Let go of the store."""
        self.front.close()
        self.back.close()

    def _fatal_error(self) -> None:
        # The library would print a traceback; it has no public place to say otherwise.
        self.failed = self._exception
        self._close_messages_no_wait()

    # ------------------------------------------------------------ the palette

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Yield what the palette offers: every key with what it does, and the orders."""
        yield from palette.commands(self.main)
        for command in super().get_system_commands(screen):
            if command.title in _KEPT:
                yield command


def run(
    session: Session, text: str, filters: Filters, look: Look, *, named: str | None
) -> str | None:
    """Browse, and return the command that the user asked for, if any.

    Raises:
        KeyboardInterrupt: Ctrl-C ended it.
        Exception: A bug did.
    """
    _colors(on=look.screen.color)
    encoding.agree()
    app = Browser(session, text, filters, look, named=named)
    command = app.run()
    if app.failed:
        raise app.failed
    if app.killed == signal.SIGINT:
        raise KeyboardInterrupt
    if app.killed:
        signal.signal(app.killed, signal.SIG_DFL)
        os.kill(os.getpid(), app.killed)
    return command


def _colors(*, on: bool) -> None:
    """Say whether there are to be colours, in the one way in which the library is told."""
    if on:
        os.environ.pop("NO_COLOR", None)
    else:
        os.environ["NO_COLOR"] = "1"
