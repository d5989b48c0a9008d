"""Keys typed ahead: each waits for what it is about, and those behind it wait, too.

Who knows the keys types faster than a store is read, and a busy machine is slow to hand them on.
"""

from collections import deque
from collections.abc import Sequence

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

# Never held, whatever waits.
_AT_ONCE = "ctrl+c"
# Seconds between two looks at whether a key is due, where nothing tells.
_TICK = 0.03


class Ahead(App[str]):
    """An application that does one key after the other, each once it is due."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """Hold nothing."""
        super().__init__(ansi_color=ansi_color)
        self._held: deque[events.Key] = deque()
        self._moving = 0

    @property
    def is_moving(self) -> bool:
        """True while what a key or an answer set off is on its way."""
        return self._moving > 0

    def is_due(self, key: events.Key) -> bool:
        """Tell whether what a key is about is there."""
        raise NotImplementedError

    def ways(self) -> Sequence[MessagePump]:
        """Return through whom a key and what it sets off may go, in order."""
        raise NotImplementedError

    async def on_event(self, event: events.Event) -> None:
        """Hold a key that is not due, or behind one that is held."""
        if not isinstance(event, events.Key) or event.is_forwarded or event.key == _AT_ONCE:
            await super().on_event(event)
        elif self._held or not self.is_due(event):
            self._held.append(event)
            if len(self._held) == 1:
                self.set_timer(_TICK, self._look)
        else:
            await self._do(event)

    async def _do(self, key: events.Key) -> None:
        await super().on_event(key)
        self.follow()

    def follow(self) -> None:
        """See to it that what was just set off counts as on its way until it is through."""
        self._moving += 1
        # A key goes up from what has the focus, and then what it has done there does.
        self._step([*self.ways(), *self.ways()])

    def _step(self, left: list[MessagePump]) -> None:
        while left:
            # Behind all that waits there already; False where it has ended.
            if left.pop(0).call_later(self._step, left):
                return
        self._moving -= 1
        self.call_later(self._go_on)

    async def _go_on(self) -> None:
        while self._held and self.is_due(self._held[0]):
            await self._do(self._held.popleft())

    async def _look(self) -> None:
        await self._go_on()
        if self._held:
            self.set_timer(_TICK, self._look)
