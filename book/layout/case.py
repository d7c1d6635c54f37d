"""The type case: the galley's own faces, and none of the machine's. The engine fills it from `@font-face` rules.

A book must be set alike on every machine: with the system's fonts at hand, a character that the book's fonts lack is
set in whatever is installed, and nobody is told.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from weasyprint.css.counters import CounterStyle
from weasyprint.text.ffi import fontconfig
from weasyprint.text.fonts import FontConfiguration

NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig/>'


class TypeCase(FontConfiguration):  # type: ignore[misc]  # the engine hands its own configuration to Pango
    """A font configuration that knows no font but those added. `families` are the names that the style sheet gives,
    `counters` the ways of counting that it defines: the engine wants both, for the sheet and for the text."""

    def __init__(self) -> None:
        with _no_system_fonts():
            super().__init__()
        self.families: set[str] = set()
        self.counters = CounterStyle()

    def add_font_face(self, rule_descriptors: Any, url_fetcher: Any) -> None:
        """Add a face; the engine calls this for each `@font-face`."""
        super().add_font_face(rule_descriptors, url_fetcher)
        self.families.add(str(rule_descriptors["font_family"]).casefold())

    @property
    def empty(self) -> bool:
        """True if no face could be loaded. Text must not be laid out then: Pango ends the process."""
        fonts = fontconfig.FcConfigGetFonts(self._config, fontconfig.FcSetApplication)
        return not fonts or fonts.nfont == 0


@contextmanager
def _no_system_fonts() -> Iterator[None]:
    """Point fontconfig, which reads its configuration when it is created, to an empty one."""
    before = os.environ.get("FONTCONFIG_FILE")
    with TemporaryDirectory(prefix="type-case-") as folder:
        file = Path(folder) / "fonts.conf"
        file.write_text(NO_FONTS, encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(file)
        try:
            yield
        finally:
            del os.environ["FONTCONFIG_FILE"]
            if before is not None:
                os.environ["FONTCONFIG_FILE"] = before
