"""The EPUB edition, packed from what is already resolved and set: it numbers nothing and looks nothing up.

EPUB 3.3 (W3C Recommendation, 2023-05-25), EPUB Accessibility 1.1, DPUB-ARIA 1.0.
"""

from __future__ import annotations

import hashlib

from book.design import DesignPart, Face, Styles, rag
from book.edition import LookSetting
from book.epub.chapters import chapter_files, file_name, links
from book.epub.marks import page_breaks
from book.epub.navigation import navigation
from book.epub.package import ManifestItem, package
from book.epub.zip import pack
from book.fonts import subset_text
from book.matter import Book
from book.pages import Galley, Pagination
from book.problems import Problem

CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def epub(
    book: Book, galleys: tuple[Galley, ...], pagination: Pagination, styles: Styles, cover: bytes
) -> tuple[bytes, tuple[Problem, ...]]:
    """The EPUB of a book; `cover` is a PNG. The page list is taken from `pagination`, the pages of the same build.

    A link to no anchor of the book is problem F-007."""
    breaks = page_breaks(pagination)
    parts = styles.used_by(*(galley.html for galley in galleys))
    faces = (*styles.faces, *(face for part in parts for face in part.faces))
    chapters, problems = chapter_files(links(galleys), galleys, pagination.page_map, breaks)
    items = (
        ManifestItem("cover-image", "images/cover.png", "image/png", cover, ("cover-image",)),
        ManifestItem("cover", "cover.xhtml", "application/xhtml+xml", _cover_page(book), spine="linear"),
        *(ManifestItem(f"d-{file_name(c.division)}", c.path, "application/xhtml+xml", c.data, _properties(c.data),
                       "linear")
          for c in chapters),
        ManifestItem("styles", "styles/book.css", "text/css", _style_sheet(styles, book.edition.look, parts).encode()),
        *_pictures(galleys),
        *_fonts(faces, galleys),
    )
    nav = ManifestItem("nav", "nav.xhtml", "application/xhtml+xml", navigation(book, chapters, breaks), ("nav",))
    files = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": package(book, (*items, nav), bool(breaks)),
    }
    files |= {f"EPUB/{item.path}": item.data for item in (*items, nav)}
    return pack(files), problems


def _properties(chapter: bytes) -> tuple[str, ...]:
    """What a reading system must be able to do for a file (EPUB 3.3, appendix D.4)."""
    return ("mathml",) if b"<math " in chapter else ()


def _cover_page(book: Book) -> bytes:
    lang, title = book.edition.language, _escaped(book.edition.title)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{lang}" xml:lang="{lang}">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="styles/book.css"/></head>
<body class="cover"><section epub:type="cover">
<img src="images/cover.png" role="doc-cover" alt="Cover of {title}"/>
</section></body>
</html>
""".encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _style_sheet(styles: Styles, look: LookSetting, parts: tuple[DesignPart, ...]) -> str:
    faces = "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{face.style};'
        f'src:url("../fonts/{_font_name(face.file.name)}")}}\n'
        for face in (*styles.faces, *(face for part in parts for face in part.faces))
    )
    sheets = styles.layered(["epub.css"], "reflowed", (rag(look),))
    return faces + "".join(part.reflowed for part in parts) + "\n".join(sheets)


def _font_name(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-." else "-" for c in name)


def _fonts(faces: tuple[Face, ...], galleys: tuple[Galley, ...]) -> tuple[ManifestItem, ...]:
    """Each face with only the characters that the book uses, so that the fonts weigh less than the text."""
    characters = "".join(sorted(set("".join(galley.html for galley in galleys))))
    items = []
    for face in faces:
        data = subset_text(face.file.data, characters)
        name = _font_name(face.file.name)
        items.append(ManifestItem(f"font-{name.rpartition('.')[0]}", f"fonts/{name}", "font/ttf", data))
    return tuple(items)


def _pictures(galleys: tuple[Galley, ...]) -> tuple[ManifestItem, ...]:
    pictures = {asset.name: asset for galley in galleys for asset in galley.assets}
    return tuple(
        ManifestItem(
            f"image-{hashlib.sha256(name.encode()).hexdigest()[:8]}",
            f"images/{name}",
            asset.media_type,
            asset.data,
        )
        for name, asset in sorted(pictures.items())
    )
