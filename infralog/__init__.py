"""infralog: what broke at Fly.io, where, why, and whether it happened before.

The modules, in the order in which data flows through them:

    model        the frozen types that the stages hand to one another
    errors       everything that infralog tells a user went wrong, as one tree

  Reading what was published

    pull         the write path: read, tell apart, clean, split, tag, save
    pulled       how to pull, and what came of it
    pages        the own page of each new entry of a feed: its day and time
    backfill     the walk through an archive: its index, and each post once
    archive      an index page -> the posts that it lists, and its further pages
    visitor      asks one host for many pages, as a polite guest does
    origin       what a user named as a source -> bytes
    fetch        URL -> bytes; the door to HTTP
    trouble      trouble with a URL -> the words for it
    inflate      compressed pieces -> pieces
    deadline     work that must end in time
    contain      what a stranger's document may cost: seconds, memory, an error that names it
    document     bytes -> entries, by what the bytes are: a feed, a page, a saved capture
    charset      bytes -> characters, by what the document says of itself
    outline      XML -> how far it is whole
    runs         XML -> its events, each run of text in one of them
    feed         feed bytes -> entries; the door to feedparser
    article      a web page -> its article; the door to bs4
    text         HTML or a title -> Text
    capture      a page that was saved as text -> Text
    safe         text from strangers -> text without a control character
    arrivals     entries as they come -> entries as they are to be stored
    carried      one entry, by feed, page and capture -> one record

  Dividing it, and finding what it tells

    publishers   whose logs are pulled, and to whom an entry belongs
    derive       Entry -> its incidents, by the format and the vocabulary of its publisher
    sources      how one publisher's log, or all of a format, divides into incidents
    updates      Text -> the updates of a status page, each with its moment
    stated       what a publisher states as data: components, an impact, a duration
    bulletin     Text -> the parts of a bulletin: its incidents, its notes
    landmarks    what the lines of a bulletin begin with that divides it
    headings     a line -> the heading of the incident that it begins with
    dates        "April 14", "On April 28th" -> days and moments
    clock        "13:00EST", "5PM" and a day -> the moment
    slugs        titles and URLs -> the IDs of incidents
    prose        Text -> words, clauses, sentences
    phrases      phrases as a person writes them, and what they mean
    lexicon      many phrases found in one pass
    cues         rules in data: phrases that tell what a word near them amounts to
    vocabulary   TOML -> Vocabulary
    mentions     Prose + Vocabulary -> every mention of a region or component
    signs        what stands around something, and where -> signs by which it is judged
    roles        mentions -> what is told of each name, by rules and by other signs
    weights      how much each sign says; learned from labelled incidents
    verdicts     what is told of names -> affected, involved, or only mentioned, and why
    numerals     "twenty-five", "1½", "a dozen", and units of time -> numbers, minutes
    forms        "1h30m", "an hour and a half", "3-4 hours" -> minutes, exact or not
    amounts      Prose -> the amounts of time that it states, whatever they measure
    hours        Prose -> the times of day that it names, and the time from one to another
    measures     amounts and hours -> what each may measure, by rules and by other signs
    duration     an account -> how long the impact lasted
    impact       Prose -> the impact that the text states
    tag          Entry + Passage + Vocabulary -> Incident, with its evidence
    hand         tags that a user gave or took by hand
    changes      two versions of an incident -> what is different
    revisions    the versions of an entry -> what the publisher changed

  Keeping it, and asking

    stores       where incidents are kept, and how they are found
    transfer     a store -> another: all that it keeps, and the proof that it arrived
    names        what a person calls a region or component -> its canonical name
    query        what a person typed -> Query
    intervals    a date or a duration that a person typed -> days, minutes
    stems        a text -> its words, whatever their form
    similar      an incident or a text -> who is like it, how much, and why
    nearby       what of a store may be like it, and is
    earlier      what was before an incident
    extraction   incidents -> how much was found in them
    unknown      Passages + Vocabulary -> words that it may lack
    dimensions   an incident -> its region, its month, whatever it is counted by
    facets       all that match -> how often each value occurs
    coverage     of which days a log tells; where it is silent, nothing is known
    trend        two counts -> whether it happens more often than before
    stats        incidents -> how many, how long, and whether more than before
    counts       Store + Query -> stats
    timeline     incidents + days -> a diagram: days, boxes, lanes
    weeks        Store + Query -> the diagram of some weeks

  Showing it

    record       Incident -> the record of the contract
    schema       what each field of a record holds, as JSON Schema
    stats_record  stats -> their records
    views        answers -> terminal, JSON, CSV, Markdown, Atom, pictures
    pager        long output for people -> their pager
    opml         lists of feeds, in and out
    lookalikes   what an encoding lacks -> what looks like it, as wide
    whole        a text -> a file that holds it whole, or is as it was; a folder for a while
    config       where things are kept, and what the configuration says
    stanzas      the text of a TOML file -> the same with a table more, or less
    session      what one run of the command has at hand
    tui          the log full-screen, under one's fingers
    commands     one module a command: options -> one call -> one view
    cli          argv -> a command; exit codes
    api          the same core for Python
"""

TYPE_CHECKING = False  # what `typing` would say, were it imported here
if TYPE_CHECKING:
    from infralog.api import Log, open  # noqa: A004 -- as gzip.open
    from infralog.errors import InfralogError
    from infralog.model import Hit, Incident, Page

__version__ = "0.1.0"

__all__ = ["Hit", "Incident", "InfralogError", "Log", "Page", "open"]

_HOMES = {
    **dict.fromkeys(("Log", "open"), "infralog.api"),
    "InfralogError": "infralog.errors",
    **dict.fromkeys(("Hit", "Incident", "Page"), "infralog.model"),
}


def __getattr__(name: str) -> object:
    """Return what `infralog` offers to Python, and import it only then."""
    if name not in _HOMES:
        raise AttributeError(f"module 'infralog' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
