"""What the engine marked in a title or a body -> where that is, and the stretch that tells most."""

from collections.abc import Sequence

from infralog.model import Marked

# Around what matched, while the engine hands it over. They are noncharacters, which no text holds
# that was meant for others (https://www.unicode.org/faq/private_use.html#nonchar4).
OPEN, CLOSE = "\ufdd0", "\ufdd1"

_GAP = "…"
_WIDTH = 160  # characters, some twenty-five words
# A stretch begins with a sentence that is no further away, else with a word that is.
_SENTENCE = 120
_LEAD = 60
_MOST = 50  # matches that are looked at
_ENDS = (". ", "? ", "! ", "\n\n", "\n-")

Spans = Sequence[tuple[int, int]]


def marked(text: str) -> Marked:
    """Return a text with marks in it as one without, and where they were."""
    first, *rest = text.split(OPEN)
    plain = first.replace(CLOSE, "")
    spans, pieces, at = [], [plain], len(plain)
    for piece in rest:
        hit, _, after = piece.partition(CLOSE)
        after = after.replace(CLOSE, "")
        spans.append((at, at + len(hit)))
        pieces += (hit, after)
        at += len(hit) + len(after)
    return Marked("".join(pieces), tuple(spans))


def snippet(body: Marked) -> Marked:
    """Return the stretch of a body in which most different words matched, on one line.

    It is in whole words, and begins with a sentence where one begins near; `…` stands for what is
    left out.
    """
    text, spans = body
    first, last = _densest(text, spans)
    start = _start(text, first)
    end = _end(text, start, last)
    inner = [(a - start, b - start) for a, b in spans if start <= a and b <= end]
    line, within = _on_one_line(text[start:end].rstrip(), inner)
    before, after = _GAP if start else "", _GAP if end < len(text) else ""
    moved = len(before)
    return Marked(f"{before}{line}{after}", tuple([(a + moved, b + moved) for a, b in within]))


def _on_one_line(text: str, spans: Spans) -> tuple[str, Spans]:
    """Return a text with single blanks for all white space, and where the same words are then."""
    while (at := text.find("\n")) >= 0 or (at := text.find("  ")) >= 0:
        before, after = text[:at].rstrip(), text[at:].lstrip()
        end = len(text) - len(after)
        gone = end - len(before) - 1
        text = f"{before} {after}"
        spans = [(a - gone * (a >= end), b - gone * (b >= end)) for a, b in spans]
    return text, spans


def _densest(text: str, spans: Spans) -> tuple[int, int]:
    """Return from where to where matches stand closest together, or the beginning.

    Another word tells more than any number of times the same.
    """
    spans = spans[:_MOST]
    words = [text[start:end].lower() for start, end in spans]
    within: dict[str, int] = {}
    most, found, after = 0, (0, 0), 0
    for first, (start, _) in enumerate(spans):
        while after < len(spans) and spans[after][1] <= max(start + _WIDTH, spans[first][1]):
            within[words[after]] = within.get(words[after], 0) + 1
            after += 1
        telling = len(within) * _MOST + after - first
        if telling > most:
            most, found = telling, (start, spans[after - 1][1])
        within[words[first]] -= 1
        if not within[words[first]]:
            del within[words[first]]
    return found


def _start(text: str, first: int) -> int:
    """Return where to begin so that a sentence, or a word, is whole."""
    near = max(first - _SENTENCE, 0)
    sentence = max([text.rfind(end, near, first) for end in _ENDS])
    if sentence >= 0:
        return first - len(text[sentence + 2 : first].lstrip())
    if not near:
        return 0
    word = text.find(" ", first - _LEAD, first)
    return word + 1 if word >= 0 else first


def _end(text: str, start: int, last: int) -> int:
    """Return where to end so that a word is whole."""
    stop = max(start + _WIDTH, last)
    if stop >= len(text):
        return len(text)
    word = max(text.rfind(" ", last, stop + 1), text.rfind("\n", last, stop + 1))
    return word if word >= 0 else stop
