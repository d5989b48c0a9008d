"""infralog: what broke at Fly.io, where, why, and whether it happened before.

The modules, in the order in which data flows through them:

    model        the frozen types that the stages hand to one another
    errors       everything that infralog tells a user went wrong, as one tree
    pull         the write path: fetch, read, clean, split, tag, save
    fetch        URL -> bytes; the door to HTTP
    document     bytes -> entries, by what the bytes are: a feed, a page, a saved capture
    charset      bytes -> characters, by what the document says of itself
    outline      XML -> how far it is whole
    feed         feed bytes -> entries; the door to feedparser
    article      a web page -> its article; the door to bs4
    text         HTML or a title -> Text
    capture      a page that was saved as text -> Text
    safe         text from strangers -> text without a control character
    sources      how one publisher's log divides into incidents
    slugs        titles -> the IDs of incidents
    dates        words and labels -> days, moments, intervals
    prose        Text -> words, clauses, sentences
    phrases      many phrases found in one pass
    vocabulary   TOML -> Vocabulary
    mentions     Prose + Vocabulary -> every mention of a region or component
    roles        a mention -> affected, or only mentioned, and by which rule
    duration     Prose -> how long the impact lasted
    impact       Prose -> the impact that the text states
    tag          Entry + Passage + Vocabulary -> Incident, with its evidence
    stores       where incidents are kept, and how they are found
    names        what a person calls a region or component -> its canonical name
    query        what a person typed -> Query
    record       Incident -> the record of the contract, and its JSON Schema
    views        Page -> terminal, JSON, CSV, Markdown
    cli          argv -> one call -> one view; exit codes
"""

__version__ = "0.1.0"
