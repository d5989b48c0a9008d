"""Feeds and pages as nobody should write them, made by chance from a seed."""

from collections.abc import Callable, Sequence
from html import escape
from random import Random

SEQUENCES = (
    *("\x1b]8;;https://evil.example/\x1b\\here\x1b]8;;\x1b\\", "\x1b]52;c;ZXZpbA==\x07", "\x1b[2J"),
    *(
        "\x9b31m",
        "\x1bc",
        "\x1b]0;title\x07",
        "\x07\x08\x0b\x0c\x0e\x7f\x85",
        "\u202eabc",
        "\u2066x",
    ),
    *("\u200b\u200d\ufeff\u00ad", "[red]", "[/]", "[link=https://evil.example]x[/link]", ":bomb:"),
    *("\r", "\x00", "\x9d8;;https://evil.example\x9c", "\x90q\x9c", "\u2028\u2029", "\U000e0041"),
)
_WORDS = (
    *(
        "SJC",
        "corrosion",
        "<code>flyd</code>",
        "fly-proxy",
        "12:00EST",
        "14:20 UTC",
        "April 14",
        "for",
    ),
    *(
        "40 minutes",
        "3-4 hours",
        "2024-06-29",
        "no customer impact",
        "IAD",
        "`sin`",
        "São Paulo",
        "0",
    ),
    *(
        "June 31",
        "99:99",
        "-1 hours",
        "1e400 minutes",
        "9" * 400,
        "a major outage",
        "and",
        "(",
        '"',
        "|",
    ),
)

Make = Callable[[Random], str]


def prose(random: Random) -> str:
    """Return words of an incident in any order."""
    return " ".join(random.choices(_WORDS, k=random.randrange(1, 60)))


def _bulletin(random: Random) -> str:
    heads = (
        "<h2>April 14: Trouble (12:00EST)</h2>",
        "<h3>This Week's Engineering Notes</h3>",
        "<b>June 3: No Route (5PM EST):</b>",
    )
    return "".join(
        f"{random.choice(heads)}<p>{prose(random)}</p>" for _ in range(random.randrange(9))
    )


CONTENTS: Sequence[Make] = (
    prose,
    _bulletin,
    lambda random: "<div>" * random.randrange(3000) + prose(random),
    lambda random: "<ul><li>" * random.randrange(500) + prose(random),
    lambda random: "<b><i>" * random.randrange(500) + prose(random) + "</b>" * 400,
    lambda random: f"<table>{'<tr><td>x' * random.randrange(2000)}</table>",
    lambda random: f"<p {' '.join(f'a{n}=1' for n in range(random.randrange(900)))}>x</p>",
    lambda random: "<!--" * random.randrange(1000) + "-->",
    lambda random: "&lol;&#xD800;&#x110000;&#99999999999999;&#0;&#x1b;[31m&amp;" + prose(random),
    lambda random: random.choice("aZ0. \n<&") * random.randrange(20_000),
    lambda random: random.choice(_WORDS) * random.randrange(500),
    lambda _: "<script>alert(1)</script><style>p{}</style><iframe src=file:///etc/passwd>",
    lambda random: f"<p>{random.choice(SEQUENCES)}{prose(random)}{random.choice(SEQUENCES)}</p>",
    lambda _: "",
    lambda _: "<p></p>",
    lambda _: "<![CDATA[<p>within]]>",
)
_LINKS = (
    *(
        "https://fly.io/infra-log/{0}/",
        "javascript:alert({0})",
        "file:///etc/{0}",
        "/relative/{0}",
        "",
    ),
    *(
        "http://[::1{0}",
        "http://a:99999999/{0}",
        "https://name:secret@example.com/{0}",
        "HTTP://X/{0}",
    ),
    *(
        "data:text/html,{0}",
        "https://example.com/{0}\x1b[31m",
        "//other.example/{0}",
        "https:///{0}",
    ),
)
_IDS = (
    "tag:x,2026:{0}",
    "TAG:X,2026:{0}",
    "same",
    "SAME",
    "",
    " ",
    "{0}",
    "\u202e{0}",
    "<{0}>",
    "x" * 5000 + "{0}",
)
_DATES = (
    *("2026-05-07T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "yesterday", ""),
    *(
        "1969-12-31T23:59:59Z",
        "Thu, 07 May 2026 00:00:00 GMT",
        "2026-13-45",
        "2026-05-07T25:61:61+99:99",
    ),
    *(
        "Thu, 07 May 2026 00:00:00 XYZ",
        "99999999999",
        "2020-01-01",
        "12/12/12",
        "\u0662\u0660\u0662\u0666",
    ),
)
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_CHARSETS = (
    *("utf-8",) * 8,
    *(
        "utf-16",
        "utf-16-le",
        "iso-8859-1",
        "windows-1252",
        "shift_jis",
        "utf-7",
        "cp037",
        "utf-8-sig",
    ),
)


def feed(random: Random) -> bytes:
    """Return a feed; each of its entries has a mark of its own, `mark0n`, in its title."""
    entries = [_entry(random, number) for number in range(random.randrange(1, 9))]
    atom = "".join(f"<entry>{entry}</entry>" for entry in entries)
    rss = "".join(f"<item>{entry}</item>" for entry in entries)
    document = random.choice(
        (
            f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{atom}</feed>',
            f'<rss version="2.0"><channel><title>x</title>{rss}</channel></rss>',
            f'<rdf:RDF xmlns:rdf="{_RDF}" xmlns="http://purl.org/rss/1.0/">{rss}</rdf:RDF>',
        )
    )
    charset = random.choice(_CHARSETS)
    said = random.choice(
        (charset, charset, charset, "utf-8", "undefined", "x" * 100, "unicode_escape")
    )
    head = random.choice((f'<?xml version="1.0" encoding="{said}"?>', "", "<!-- x -->", "\n"))
    return damaged(
        (head + document).encode(charset, "ignore" if charset == "utf-7" else "xmlcharrefreplace"),
        random,
    )


def _entry(random: Random, number: int) -> str:
    mark = f"mark0{number}"
    content = random.choice(CONTENTS)(random)
    wrapped = random.choice(
        (
            f'<content type="html">{escape(content)}</content>',
            f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{content}</div></content>',
            f"<description><![CDATA[{content}]]></description>",
            f"<summary>{escape(content)}</summary>",
            f'<content type="text">{escape(content)}</content>',
            content,
        )
    )
    link = random.choice(_LINKS).format(mark)
    parts = [
        f"<title>{escape(mark + random.choice(('', *SEQUENCES)))}</title>",
        random.choice((f'<link href="{escape(link)}"/>', f"<link>{escape(link)}</link>", "")),
        random.choice(("<id>{0}</id>", "<guid>{0}</guid>", "")).format(
            escape(random.choice(_IDS).format(mark))
        ),
        f"<published>{random.choice(_DATES)}</published>",
        f"<updated>{random.choice(_DATES)}</updated><pubDate>{random.choice(_DATES)}</pubDate>",
        wrapped,
    ]
    random.shuffle(parts)
    return "".join(parts)


def page(random: Random) -> bytes:
    """Return a web page that may hold a bulletin."""
    inner = "".join(random.choice(CONTENTS)(random) for _ in range(random.randrange(1, 5)))
    inner += _bulletin(random) * random.randrange(2)
    marked = random.choice(
        ("<article>{0}</article>", "<main>{0}", "<div>{0}</div>", "{0}")
    ).replace("{0}", inner)
    when = f'<meta property="article:published_time" content="{random.choice(_DATES)}">'
    document = (
        f"<!doctype html><html><head><title>x</title>{when}</head><body>{marked}</body></html>"
    )
    return damaged(
        document.encode(random.choice(("utf-8", "utf-16", "latin-1")), "xmlcharrefreplace"), random
    )


def damaged(document: bytes, random: Random) -> bytes:
    """Return a document, often as it is, or cut off, or with bytes changed, lost or doubled."""
    if random.random() < 0.5:
        return document
    start = random.randrange(len(document))
    piece = document[start : start + random.randrange(1, 200)]
    return random.choice(
        (
            document[:start],
            document[:start] + random.randbytes(len(piece)) + document[start + len(piece) :],
            document[:start] + document[start + len(piece) :],
            document[:start] + piece * 20 + document[start:],
        )
    )
