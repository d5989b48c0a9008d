"""Compressed pieces -> pieces, and never more than one of them at a time.

httpx2's own decoders are not used: they take a stream that ends early for a whole one.
"""

import zlib
from collections.abc import Iterable, Iterator

WBITS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""Content codings, by RFC 9110, 8.4.1, and the `wbits` with which zlib reads each."""

_PIECE = 64 * 1024
"""Bytes; whatever comes in, a piece that goes out is no longer."""


def inflated(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Yield what the pieces hold, decompressed; at least once for each, so that one can count.

    What stands behind the end of the stream is left out, as browsers do.

    Args:
        pieces: In order; of any length.
        coding: A key of `WBITS`.

    Raises:
        zlib.error: They are not of that coding, or damaged.
        EOFError: They end before the stream does.
    """
    decoder = zlib.decompressobj(WBITS[coding])
    for compressed in pieces:
        yield (piece := decoder.decompress(compressed, _PIECE))
        while piece:
            yield (piece := decoder.decompress(decoder.unconsumed_tail, _PIECE))
    if not decoder.eof:
        raise EOFError("the compressed stream is cut off")
