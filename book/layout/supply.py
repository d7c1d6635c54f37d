"""What the engine may load: the galley's own fonts and pictures, which it carries with it.

No network and no file: this is the wall between a manuscript and the machine.
"""

from __future__ import annotations

from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

from book.pages import Galley


class Refused(ValueError):
    """An address that is not a `font:NAME` or `asset:NAME` of the galley."""


class Supply(URLFetcher):  # type: ignore[misc]  # the engine asks for a subclass of its own
    """Serves `font:NAME` and `asset:NAME`; refuses all else and remembers what was refused in `refused`."""

    def __init__(self, galley: Galley) -> None:
        super().__init__(allowed_protocols=("font", "asset"))
        self.fonts = {file.name: file for file in galley.fonts}
        self.assets = {asset.name: asset for asset in galley.assets}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - the engine gives them
        """Give the bytes behind an address. Raises Refused, which the engine logs."""
        scheme, _, name = url.partition(":")
        name = unquote(name)
        if scheme == "font" and name in self.fonts:
            return URLFetcherResponse(url, self.fonts[name].data)
        if scheme == "asset" and name in self.assets:
            asset = self.assets[name]
            return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})
        self.refused.append(url)
        raise Refused(f"{url} is not a font or picture of this division")
