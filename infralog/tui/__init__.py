"""The log under one's fingers: type to search, facets beside, the incident below.

    typed      the search line: words and filters as one text
    marks      Query + a text -> where its words stand in it
    reading    what the screens show, read from a store
    reader     a thread that reads
    page       one incident -> a page, a row, Markdown
    themes     the colours
    encoding   the terminal's encoding, drawn and typed
    app        the application: its readers, its keys for every screen
    main       the first screen
    line       its search line
    sidebar    its facets
    hits       its list
    detail     the incident that is read
    status     the line in which things are said
    web        a URL -> the user's browser
    palette    what the command palette offers
    timeline   a screen: weeks, a box an incident
    bar        the line of keys at the bottom
    stats      a screen: what was counted
    keys       a screen: all keys

The only package that knows textual, which comes with `pip install 'infralog[tui]'`.
"""

from typing import Literal, NamedTuple

from infralog.views import Screen

Theme = Literal["terminal", "dark", "light", "contrast"]


class Look(NamedTuple):
    """How it looks.

    Attributes:
        theme: `terminal` has the colours of the terminal, light or dark as it is.
        plain: True for words instead of signs, as a screen reader reads them.
        screen: What the terminal can show.
    """

    theme: Theme
    plain: bool
    screen: Screen

    @property
    def paper(self) -> Screen:
        """What views are to draw for."""
        return self.screen._replace(links=False, unicode=self.screen.unicode and not self.plain)
