"""What the lines of a bulletin begin with that divides it, told at a glance.

Whether a line is the heading of an incident, and what it says, is for `infralog.headings` to tell.
"""

import re

from infralog.clock import LABEL
from infralog.dates import DAY
from infralog.headings import DASH, DATED, LEAD

# What a line begins with that is probably the heading of an incident: quicker than `read`.
DATED_HEADING = re.compile(
    rf"""
    {LEAD} {DATED} \*{{0,3}} (?:
        [ ]? : (?=[ *A-Z]|$) | [ ]? [(\[] [ ]? {LABEL} | [ ]? [\u2013\u2014] | [ ] --? [ ]
      | ,? [ ] (?:at[ ])? {LABEL} [ ]? (?: : | {DASH} )
      | [ ] [^\n]{{1,160}}? [(\[] {LABEL} [)\]] [ ]? (?: : | $ )
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
_DATED_LINE = re.compile(rf"^[ ]*(?:-[ ])?{DATED_HEADING.pattern}", re.VERBOSE | re.MULTILINE)
# The heading of the list of incidents, and that of what stands behind it.
_MARKUP = r"(?:\#{1,6}[ ])?\*{0,3}"
INCIDENTS = re.compile(
    rf"{_MARKUP}(?i:trailing|past|last|previous|recent)\b[^.\n]{{0,30}}\b(?i:incidents)\b:?\*{{0,3}}$",
    re.MULTILINE,
)
NOTES = re.compile(
    rf"{_MARKUP}(?P<name>(?i:(?:this|last)[ ]week[ ]in[ ]infra(?:structure)?\b(?:[ ]engineering)?))"
    r"\*{0,3}(?::\*{0,3}|(?=[A-Z]|$)|(?<=Engineering)(?=[ ][A-Z]))",
    re.MULTILINE,
)
# What a line begins with that can only stand in a bulletin.
LANDMARK = re.compile(
    rf"^[ ]*(?:-[ ])?(?:{DATED_HEADING.pattern}|{INCIDENTS.pattern}|{NOTES.pattern})",
    re.VERBOSE | re.MULTILINE,
)
# The gap before a heading that sticks to a sentence, where a page was cut up or its lines were
# joined, as in "that was the end of it.August 27: No Route (10:30EST): We saw...".
STUCK = re.compile(
    rf"""
    (?: (?<=[.!?\u2026)\]"'\u201d\u2019]) | (?<=[\w`])
      | (?<=[.!?\u2026)"\u201d])[ ] | (?<=Weeks[ ]Incidents)[ ]
    )
    (?=[A-Z]) (?= {DAY} (?:
        [ ]? [(\[] {LABEL} [)\]] [ ]?:
      | : [ ] (?:(?!\n\n)[\s\S]){{1,160}}? [ \n] [(\[] {LABEL} [)\]] [ ]?:
    ))
    | (?<=[.!?\u2026)\]"'\u201d\u2019]) (?=[A-Z])
      (?= {DAY} (?: : [ ] [^a-z\s] | [ ] [(\[] {LABEL} [)\]] ) )
    | (?<=[.!?\u2026)\]"'\u201d\u2019])[ ]? (?=This[ ]Week[ ]In[ ]Infra[ ]Engineering)
    """,
    re.VERBOSE,
)


def before_headings(plain: str) -> str:
    """Return the lines that stand before the first heading of an incident."""
    first = _DATED_LINE.search(plain)
    return plain[: first.start()] if first else plain


def unstuck(plain: str) -> str:
    """Return a text with each heading, that sticks to the sentence before it, on its own line."""
    return STUCK.sub("\n\n", plain)
