"""A real terminal, as far as a program can tell: a pseudo-terminal, and what it shows."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

import pexpect
import pyte

from tests.command import PATIENCE, surroundings


class Terminal:
    """infralog in a terminal of its own.

    Attributes:
        sent: All that it wrote, raw.
    """

    def __init__(
        self,
        *arguments: str,
        home: Path,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        encoding: str = "utf-8",
    ) -> None:
        """Start it, in a terminal of an encoding, which `env` has to tell if it is another."""
        columns, rows = size
        self.sent = ""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "infralog", *arguments],
            dimensions=(rows, columns),
            env={**surroundings(home), "TERM": "xterm-256color", **(env or {})},
            encoding=encoding,
            timeout=PATIENCE,
        )

    def __enter__(self) -> Self:
        """Return it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, at: TracebackType | None
    ) -> None:
        """End it, whatever it does."""
        self.child.close(force=True)

    def type(self, keys: str) -> None:
        """Press keys."""
        self.child.send(keys)

    def clear(self) -> None:
        """Show nothing, as a terminal that was given to another program."""
        self._screen.reset()

    def resize(self, columns: int, rows: int) -> None:
        """Have another size."""
        self.child.setwinsize(rows, columns)
        self._screen.resize(rows, columns)

    @property
    def shown(self) -> str:
        """What is on the screen, a line each."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def until(self, is_there: str | Callable[[str], bool]) -> str:
        """Wait until something is shown, and return all that is."""
        check = is_there if callable(is_there) else lambda shown: is_there in shown
        end = monotonic() + PATIENCE
        while not check(self.shown):
            assert monotonic() < end, f"{is_there} is not shown:\n{self.shown}"
            assert self._read(0.2), f"it ended without {is_there}:\n{self.shown}"
        return self.shown

    def end(self) -> int:
        """Wait until it ends, and return its exit code, or the negative of what killed it."""
        end = monotonic() + PATIENCE
        while self._read(0.2):
            assert monotonic() < end, f"it goes on:\n{self.shown}"
        self.child.wait()
        killed: int | None = self.child.signalstatus
        code: int = self.child.exitstatus or 0
        return code if killed is None else -killed

    def _read(self, seconds: float) -> bool:
        """Read what it writes; return False once it has ended."""
        try:
            text = self.child.read_nonblocking(65_536, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.sent += text
        # What the emulator does not know, the kitty keyboard's `CSI > u` and `CSI < u`, it prints.
        self._stream.feed(text.replace("\x1b[<u", "").replace("\x1b[>", "\x1b[?"))
        return True
