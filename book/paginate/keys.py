"""What a page run depends on, as one digest; and page runs as bytes.

Comes in: a galley and its start. Goes out: keys of the cache; `pack` and `unpack` for its values.
Apart because a key that forgets something makes a book out of old pages.

Values are pickled: the types are ours, frozen and many, and a format of their own would have to repeat them. That is
safe because the cache checks a checksum, the key holds the sources of the types, and `unpack` makes nothing but them.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from book import galley as protocol
from book import layout, limits, pages
from book.pages import Galley, Heads, PageRun, PageStart, Side

T = TypeVar("T", PageRun, Heads)


def run_key(galley: Galley, side: Side) -> str:
    """The key of a run: text with its folios, styles, fonts, pictures, side, engine, and our own layout."""
    return _digest("run", side, galley.division, galley.html, *_dress(galley))


def heads_key(galley: Galley, run: PageRun, start: PageStart) -> str:
    """The key of running heads: what the pages are called and say, not what stands on them."""
    shapes = repr([(page.name, page.blank, page.strings) for page in run.pages])
    strings = repr(galley.strings)
    return _digest("heads", start.side, galley.division, str(start.folio), shapes, strings, *_dress(galley))


def _dress(galley: Galley) -> Iterable[str]:
    yield galley.css
    yield repr(galley.limits)
    yield repr([(file.name, file.digest) for file in galley.fonts])
    yield repr([(asset.name, asset.media_type, sha256(asset.data).hexdigest()) for asset in galley.assets])


def _digest(*parts: str) -> str:
    digest = sha256(_code().encode())
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@cache
def _code() -> str:
    """What lays out, and what the results are made of."""
    sources = (Path(str(module.__file__)).read_bytes() for module in (pages, limits, protocol))
    return layout.version() + "".join(sha256(source).hexdigest() for source in sources)


def pack(value: PageRun | Heads) -> bytes:
    """A value as bytes."""
    return pickle.dumps(value, protocol=5)


def unpack(kind: type[T], data: bytes | None) -> T | None:
    """The value, or None if there is none, or if the bytes are not a value of this kind."""
    if data is None:
        return None
    try:
        value = _OurTypes(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, IndexError, TypeError, ValueError):
        return None
    return value if isinstance(value, kind) else None


class _OurTypes(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module != pages.__name__:
            raise pickle.UnpicklingError(f"{module}.{name} is not one of the book's types")
        return super().find_class(module, name)
