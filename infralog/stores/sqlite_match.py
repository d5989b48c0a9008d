"""Query -> what the index is to match. Pure; what only a store can know is handed in.

    stale "blue green" OR lag -disk     {title body} : (("stale") AND ("blue green" OR "lag"))
                                        but not {title body} : ("disk")
    region:sjc -component:fly-proxy     regions : ("sjc1") but not components : ("fly0proxy1")
    sjc                                 {title body} : ("sjc") OR regions : ("sjc1" OR "sjc0")

The engine divides and stems what stands in quotes, as it did what it indexed; so a word is handed
over as it was typed, without what would end the quotes or the text. Regions and components are
columns of the index, since it alone joins them to words at no cost: `rowid IN (SELECT ..)` beside
MATCH took a thousand times as long.
"""

from collections.abc import Iterable, Sequence

from infralog.model import Query, Word
from infralog.stores.codes import AFFECTED, MENTIONED, token
from infralog.stores.matching import Known, Match, phrasings, plain

# What ends a prefix of the engine's, and stands nowhere else.
PREFIX = '" *'


def match(query: Query, known: Known) -> Match:
    """Return what a query asks of the index, as FTS5 has it.

    See https://sqlite.org/fts5.html#full_text_query_syntax.

    Args:
        query: Any.
        known: The words of the store that begin so, the shortest first, `MANY` at most.
    """
    words = " AND ".join(_clauses([clause.words for clause in query.clauses], known))
    wanted = _of_names(query.regions, query.components, query)
    barred = _of_names(query.not_regions, query.not_components, query)
    if query.excluded:
        barred.append(_either(query.excluded, known))
    return Match(" AND ".join(filter(None, (words, *wanted))), " OR ".join(barred), words)


def _clauses(every: Iterable[Sequence[Word]], known: Known) -> Iterable[str]:
    """Yield what must match for all to hold; of those that name no region, one expression."""
    said = dict.fromkeys(_any(words, known) for words in every if not any(map(_is_coded, words)))
    if said:
        yield prose(" AND ".join(said))
    yield from (f"({_either(words, known)})" for words in every if any(map(_is_coded, words)))


def _either(words: Sequence[Word], known: Known) -> str:
    """Return what matches where one of some words does; that of a region, by its tag, too."""
    said = [word for word in words if not _is_coded(word)]
    parts = [prose(_any(said, known))] if said else []
    return " OR ".join((*parts, *(_of_region(word) for word in words if _is_coded(word))))


def _is_coded(word: Word) -> bool:
    return bool(word.region or word.unlike)


def _of_region(word: Word) -> str:
    said = quoted(word.text)
    said = f"title : ({said})" if word.title_only else prose(said)
    tagged = f"regions : ({_tokens([word.region or word.unlike or ''], (AFFECTED, MENTIONED))})"
    if word.unlike:
        return f"({said} NOT {tagged})"
    # What ends in an s the engine stems, and `ams` would find "6 am" in prose.
    return f"({said} AND {tagged}) OR {tagged}" if word.text[-1] in "sS" else f"{said} OR {tagged}"


def prose(expression: str) -> str:
    """Return what looks for an expression in titles and bodies alone."""
    return f"{{title body}} : ({expression})"


def quoted(text: str) -> str:
    """Return any text as one that the engine looks for, word by word, as a phrase."""
    return f'"{plain(text)}"'


def _any(words: Iterable[Word], known: Known) -> str:
    """Return what looks for any of some words; each once, for the engine ranks by every one."""
    found = dict.fromkeys(one for word in words for one in _word(word, known))
    return f"({' OR '.join(found)})"


def _word(word: Word, known: Known) -> Iterable[str]:
    found = [
        quoted(text).removesuffix('"') + PREFIX if goes_on else quoted(text)
        for text, goes_on in phrasings(word, known)
    ]
    return [f"title : ({' OR '.join(dict.fromkeys(found))})"] if word.title_only else found


def _of_names(regions: Iterable[str], components: Iterable[str], query: Query) -> list[str]:
    hows = (AFFECTED, MENTIONED) if query.mentions else (AFFECTED,)
    found = []
    for column, names in (("regions", regions), ("components", components)):
        coded = _tokens(names, hows)
        if coded:
            found.append(f"{column} : ({coded})")
    return found


def _tokens(names: Iterable[str], hows: Iterable[str]) -> str:
    return " OR ".join(f'"{token(name, how)}"' for name in names for how in hows)
