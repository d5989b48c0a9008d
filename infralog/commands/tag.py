"""infralog tag: tags by hand, which outweigh every rule."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from infralog.commands import output
from infralog.commands.help import Explained
from infralog.errors import UsageError
from infralog.hand import typed, written
from infralog.model import Incident, Override
from infralog.names import names_of
from infralog.safe import line
from infralog.session import Session

if TYPE_CHECKING:
    from typer._click.core import Context

EXAMPLES = (
    (
        "It was Consul, and Ashburn had no part in it.",
        "tag edge-proxies +component:consul -region:iad",
    ),
    ("What was said by hand.", "tag edge-proxies"),
    ("Take it all back.", "tag edge-proxies --clear"),
)
_TAKEN = re.compile(r"-\w+:")


class Command(Explained):
    """A command whose arguments may begin with a minus: `-region:iad` is no option."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Put all but the options behind `--`, where no option is looked for."""
        end = args.index("--") if "--" in args else len(args)
        options = [arg for arg in args[:end] if arg.startswith("-") and not _TAKEN.match(arg)]
        others = [arg for arg in args[:end] if arg not in options]
        return super().parse_args(ctx, [*options, "--", *others, *args[end + 1 :]])


def command(
    ctx: typer.Context,
    incident: Annotated[
        str, typer.Argument(metavar="ID", help="The ID, the beginning of one, or a URL.")
    ],
    tags: Annotated[
        list[str] | None,
        typer.Argument(metavar="[+|-TAG]...", help="+component:NAME, -region:CODE and so on."),
    ] = None,
    *,
    clear: Annotated[bool, typer.Option("--clear", help="Take back all that was said.")] = False,
) -> None:
    """Give an incident a tag or take one away, by hand."""
    session: Session = ctx.obj
    if clear and tags:
        raise UsageError("--clear takes back all tags; none can be given beside it")
    with session.store() as store:
        told = store.get(incident)
        said = store.overrides().get(told.id, ())
    if clear or tags:
        words = session.vocabulary()
        given = _telling(typed(tags or (), names_of(words)), told, said, session)
        puller = session.puller()
        with session.store(write=True) as store:
            told = puller.untag(store, told) if clear else puller.tag(store, told, given)
            said = store.overrides().get(told.id, ())
    output.stdout().writelines(f"{row}\n" for row in _rows(told, said))


def _telling(
    given: Sequence[Override], told: Incident, said: Sequence[Override], session: Session
) -> list[Override]:
    """Leave out, and say so, what is to be taken away and is not there."""
    by_hand = {(one.field, one.value) for one in said}
    telling = []
    for one in given:
        if one.given or one.value in getattr(told, one.field) or (one.field, one.value) in by_hand:
            telling.append(one)
        else:
            session.say(f"{told.id} has no {written(one)[1:]}; nothing was taken away")
    return telling


def _rows(told: Incident, said: Sequence[Override]) -> Iterator[str]:
    """Yield the incident, its tags, and what of it was said by hand."""
    yield line(told.id)
    yield f"  regions     {line(', '.join(told.regions)) or '-'}"
    yield f"  components  {line(', '.join(told.components)) or '-'}"
    yield f"  by hand     {line(' '.join(map(written, said))) or '-'}"
