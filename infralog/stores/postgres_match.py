"""Query -> what the index is to match. Pure, but for what is handed in.

    stale "blue green" OR lag -disk     ('stale') & ('blue' <-> 'green' | 'lag')  but not ('disk')
    title:sjc region:sjc                ('sjc':A) & (':region:1:sjc')

It says of each query what `sqlite_match` says, in the other engine's language.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from infralog.model import Query, Word
from infralog.stores.codes import AFFECTED, MENTIONED
from infralog.stores.matching import Known, Match, phrasings, plain
from infralog.stores.postgres_vector import any_of, named, phrase

Tokens = Callable[[str], Sequence[str]]


def match(query: Query, known: Known, tokens: Tokens) -> Match:
    """Return what a query asks of the index, each expression a tsquery as text.

    Args:
        query: Any.
        known: As `matching` has it.
        tokens: A text -> its tokens, in their order.
    """
    words = " & ".join(
        dict.fromkeys(any_of(_words(clause.words, known, tokens)) for clause in query.clauses)
    )
    wanted = _of_names(query.regions, query.components, query)
    barred = _of_names(query.not_regions, query.not_components, query)
    if query.excluded:
        barred.append(any_of(_words(query.excluded, known, tokens)))
    return Match(" & ".join(filter(None, (words, *wanted))), " | ".join(barred), words)


def _words(words: Iterable[Word], known: Known, tokens: Tokens) -> Iterator[str]:
    for word in words:
        said = (
            phrase(tokens(plain(text)), goes_on=goes_on, title_only=word.title_only)
            for text, goes_on in phrasings(word, known)
        )
        yield from [_of_region(word, any_of(said))] if word.region or word.unlike else said


def _of_region(word: Word, said: str) -> str:
    """Return what matches where a code that is said is a region's, or is none."""
    code = word.region or word.unlike or ""
    tagged = any_of(named("region", code, how) for how in (AFFECTED, MENTIONED))
    if word.unlike:
        return f"({said} & !{tagged})"
    # What ends in an s the engine stems, and `ams` would find "6 am" in prose.
    return tagged if word.text[-1] in "sS" else f"({said} | {tagged})"


def _of_names(regions: Iterable[str], components: Iterable[str], query: Query) -> list[str]:
    hows = (AFFECTED, MENTIONED) if query.mentions else (AFFECTED,)
    asked = (
        [named(kind, name, how) for name in names for how in hows]
        for kind, names in (("region", regions), ("component", components))
    )
    return [any_of(coded) for coded in asked if coded]
