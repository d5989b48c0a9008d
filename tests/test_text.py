"""HTML comes out as the text that a reader sees, and knows its code, links, headings and items."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infralog.model import Text
from infralog.safe import block, visible
from infralog.text import from_html, from_title

INLINE = ("b", "strong", "em", "i", "code", "a", "span", "sup", "kbd", "mark", "unknown")
BLOCK = ("p", "div", "li", "ul", "ol", "h2", "blockquote", "table", "tr", "dl", "dt", "dd", "pre")
TAGS = st.sampled_from([f"<{end}{tag}>" for tag in INLINE + BLOCK for end in ("", "/")])
WORDS = st.from_regex(r"[a-z]{1,6}|[&<>]|a&b|x<y", fullmatch=True)


def stretches(text: Text, kind: str) -> list[str]:
    """Return the words of every stretch of a kind."""
    return [text.plain[s.start : s.end] for s in text.stretches if s.kind == kind]


# ---------------------------------------------------------------- what a reader sees


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("", ""),
        ("words alone", "words alone"),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<p>One.<p>Two.", "One.\n\nTwo."),
        ("<h2>Title</h2>Text", "Title\n\nText"),
        ("a<br>b<br/>c<br><br>d", "a\nb\nc\n\nd"),
        ("<p>\n  broken\n  over lines </p>\n", "broken over lines"),
        ("in<code>flyd</code>, <b>b</b>old", "inflyd, bold"),
        ("<td>a</td><td>b</td>", "a b"),
        ("<table><tr><th>a<td>b<tr><td>c</table>", "a b\nc"),
        ("<dl><dt>term<dd>meaning<dt>other</dl>", "term\nmeaning\n\nother"),
        ("<button>Go</button><button>Stop</button>", "Go Stop"),
    ],
)
def test_blocks_are_paragraphs_and_blanks_are_single(html: str, plain: str) -> None:
    """Blocks stand apart, lines break where HTML breaks them, and markup within a line does not."""
    assert from_html(html).plain == plain


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<p>Before</p><ol><li>a\n</li><li>b\n</ol>after", "Before\n\n- a\n- b\n\nafter"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ul><li><p>a</p><p>more of a</p></li><li>b</ul>", "- a\n\nmore of a\n\n- b"),
        ("<ul><li></li><li> </li><li>a</li></ul>b", "- a\n\nb"),
        ("<li>of no list", "- of no list"),
        ("<ul>" * 9 + "<li>deep", "          - deep"),
    ],
)
def test_items_are_lines_that_begin_with_a_hyphen(html: str, plain: str) -> None:
    """Each item that has words is a line of its own, indented by how deep its list is nested."""
    assert from_html(html).plain == plain


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<pre>  a\n    b\n</pre>c", "  a\n    b\n\nc"),
        ("<pre><code>a\tb\n\n\nc</code></pre>", "a   b\n\nc"),
        ("<pre>a<b> </b>c</pre>", "a c"),
        ("<pre>a\r\nb\rc&#13;d</pre>", "a\nb\nc\nd"),
        ("<pre>a\x1fb\x0bc\x85d</pre>", "a\nb\nc\nd"),
    ],
)
def test_what_is_preformatted_keeps_its_lines(html: str, plain: str) -> None:
    """Lines and their indentation stay within `pre`, and tabs are four wide."""
    assert from_html(html).plain == plain


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("Tom&rsquo;s &lt;id&gt; &amp;lt; &#8230;", "Tom\u2019s <id> &lt; …"),
        ("AT&T, &copy 2024, &nosuch; &", "AT&T, © 2024, &nosuch; &"),
        ("&#x110000; &#0; &#99999999999999999999;", "\ufffd \ufffd \ufffd"),
        ("&#" + "1" * 10000 + ";", "\ufffd"),
        ("<code>fly-proxy</code>&lsquo;s", "fly-proxy's"),
        ("&lsquo;quoted&rsquo;", "\u2018quoted\u2019"),
        ("a\u00a0b&nbsp;c", "a b c"),
        ("zero&#8203;width &#x202e;bidi \x1b[31mred", "zerowidth bidi red"),
    ],
)
def test_references_are_characters(html: str, plain: str) -> None:
    """A reference is what it stands for, once, and a left quote in a word is an apostrophe."""
    assert from_html(html).plain == plain


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("if a < b and b > c", "if a < b and b > c"),
        ("x <- y <3 <", "x <- y <3 <"),
        ("<<b>>", "<>"),
        ("a <b <i>c</i>", "a <b c"),
        ("<p title='a > b'>c</p>", "c"),
        ("a<!-- <p>no</p> -->b<!-->c<!--->d<!-- --!>e<!-- never ended", "abcde"),
        ("<![CDATA[a <b>b</b>]]> <!DOCTYPE html><?php echo ?>c", "a b c"),
        ("<!--[if IE]>no<![endif]--><![if !IE]>yes<![endif]>", "yes"),
        ("a<script>no < no</script>b<style>p {}</style>c<svg><text>no</text></svg>d", "abcd"),
        ("<iframe>no</iframe><noscript>no<noscript>no</noscript></noscript>a", "a"),
        ("<script src=x />a", "a"),
        ("<x-y>a</x-y></nothing></p>b", "a\n\nb"),
    ],
)
def test_only_tags_are_markup(html: str, plain: str) -> None:
    """What looks like a tag and is none is a word; what nobody reads is left out."""
    assert from_html(html).plain == plain


# ---------------------------------------------------------------- what the markup singled out


def test_stretches_hold_what_their_element_held() -> None:
    """Code, links that lead somewhere, headings and items are known by their words."""
    text = from_html(
        "<h2>Where <code>it</code> broke</h2><ul><li>In <code> sjc </code>, by "
        "<a href='https://example.org/'>a <kbd>key</kbd></a></li><li>and <a href='#x'>so</a> "
        "<a name='y'>on</a></ul><p><tt>last</tt>"
    )
    assert stretches(text, "heading") == ["Where it broke"]
    assert stretches(text, "code") == ["it", "sjc", "key", "last"]
    assert stretches(text, "link") == ["a key"]
    assert stretches(text, "item") == ["In sjc , by a key", "and so on"]


@pytest.mark.parametrize(
    ("html", "headings"),
    [
        ("<p><b>June 3: Gone (5PM EST):</b> It went.</p>", ["June 3: Gone (5PM EST):"]),
        ("<ul><li><p><strong>One</strong> two</ul>", ["One"]),
        ("<p>Not <b>so</b></p>", []),
        ("<h3><b>Once</b></h3>", ["Once", "Once"]),
        ("<b></b><p>x</p>", []),
        ("</b></strong><p>x</p>", []),
    ],
)
def test_a_block_that_begins_in_bold_begins_with_a_heading(html: str, headings: list[str]) -> None:
    """Bold words are a heading at the beginning of a block, and nowhere else."""
    assert stretches(from_html(html), "heading") == headings


@given(st.lists(TAGS | WORDS.map(escape), max_size=40))
def test_stretches_lie_within_the_text(pieces: list[str]) -> None:
    """However tags are nested, a stretch has words, begins and ends with one, and is in order."""
    text = from_html(" ".join(pieces))
    assert list(text.stretches) == sorted(text.stretches)
    for stretch in text.stretches:
        held = text.plain[stretch.start : stretch.end]
        assert held
        assert held == held.strip()
        assert "\n" not in held or stretch.kind != "item"


# ---------------------------------------------------------------- what never happens


@given(st.lists(TAGS | WORDS, max_size=60))
def test_no_word_is_lost_or_glued(pieces: list[str]) -> None:
    """However tags are nested or left open, the words come out, in order, each for itself."""
    words = [piece for piece in pieces if not piece.startswith("<") or piece == "<"]
    html = " ".join(escape(piece) if piece in words else piece for piece in pieces)
    seen = from_html(html).plain.split()
    assert [word for word in seen if word != "-"] == words


@given(st.lists(st.tuples(st.sampled_from(BLOCK), WORDS), max_size=30))
def test_blocks_part_words_though_no_blank_does(blocks: list[tuple[str, str]]) -> None:
    """Where a block begins or ends, a word ends."""
    html = "".join(f"<{tag}>{escape(word)}</{tag}>" for tag, word in blocks)
    seen = from_html(html).plain.split()
    assert [word for word in seen if word != "-"] == [word for _, word in blocks]


@given(st.text() | st.lists(TAGS | st.text(max_size=5)).map("".join))
def test_any_string_can_be_read(html: str) -> None:
    """Whatever goes in, what comes out is clean, and as lines as a text is."""
    text = from_html(html)
    assert visible(text.plain) == text.plain
    assert text.plain == text.plain.rstrip()
    assert "\n\n\n" not in text.plain
    assert not any(s.end > len(text.plain) for s in text.stretches)


@given(st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"))))
def test_a_text_that_is_read_again_stays_as_it_is(words: str) -> None:
    """The text of a text, escaped, is that text."""
    once = from_html(f"<pre>{escape(words)}</pre>").plain
    assert from_html(f"<pre>{escape(once)}</pre>").plain == once
    assert block(once) == block(block(once))


@pytest.mark.parametrize(
    "piece",
    [
        *("<b>", "</b>", "<p>", "<ul><li>", "<pre>", "<code>x", "<a href='http://x'>x", "<script>"),
        *("<!--", "-->", "<!", "<?", "<![CDATA[", "]]>", "<", "<a ", "<a b='", "</", "&", "&#"),
        *("&#x41;", "&#111111111 ", "a\u2018", "\x1b[", " ", "\n", "<table><tr><td>", "<strong>x"),
    ],
)
def test_reading_takes_time_that_grows_with_the_text(piece: str) -> None:
    """A hundred thousand of the same piece, nested as deep as it goes, end in seconds."""
    assert len(from_html(piece * 100_000).plain) <= len(piece) * 200_000


# ---------------------------------------------------------------- titles


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("Plain", "Plain"),
        ("<code>flyd</code> &amp; <em>friends</em>", "flyd & friends"),
        ("`stdout` of Map<Key, Value>", "`stdout` of Map<Key, Value>"),
        ("a <script>word</script> of it", "a <script>word</script> of it"),
        ("3 < 4 <b>bold</b>", "3 < 4 bold"),
        ("two\n lines\t", "two lines"),
        ("AT&amp;T &#39;s", "AT&T 's"),
        ("\x1b[31mred\u202e", "red"),
        ("", ""),
    ],
)
def test_a_title_is_one_line(markup: str, title: str) -> None:
    """Only the markup that titles have is markup; backticks and angle brackets are words."""
    assert from_title(markup) == title
