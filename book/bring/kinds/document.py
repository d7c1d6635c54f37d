"""Documents that Pandoc reads: Word, OpenDocument, LaTeX, EPUB, HTML and others. They become one long text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from book.bring.draft import BookFacts, SourceLine, SourceListing
from book.bring.heads import facts_of
from book.bring.kinds.tree import DocumentTree, cleaned, media_name, meta_values
from book.bring.source import NotImportable, Source
from book.pandoc import PandocFault, document_tree, markdown_of

# Ending of the name: what the kind is called, and Pandoc's name for it.
KINDS: Mapping[str, tuple[str, str]] = {
    ".docx": ("a Word document", "docx"),
    ".odt": ("an OpenDocument text", "odt"),
    ".tex": ("LaTeX", "latex+raw_tex"),
    ".ltx": ("LaTeX", "latex+raw_tex"),
    ".latex": ("LaTeX", "latex+raw_tex"),
    ".epub": ("an EPUB", "epub"),
    ".html": ("an HTML page", "html"),
    ".htm": ("an HTML page", "html"),
    ".xhtml": ("an HTML page", "html"),
    ".rst": ("reStructuredText", "rst"),
    ".org": ("Org", "org"),
    ".textile": ("Textile", "textile"),
    ".fb2": ("a FictionBook", "fb2"),
    ".rtf": ("RTF", "rtf"),
    ".typ": ("Typst", "typst"),
}
# What the reader knows; Pandoc writes the rest in other words.
WRITTEN = ("markdown-raw_tex-raw_html-raw_attribute-smart-native_divs-native_spans+fenced_divs+bracketed_spans"
           "-fancy_lists-example_lists")
_INPUT = re.compile(r"^(?P<before>(?:[^%\\\n]|\\.)*?)\\(?:input|include|subfile)\s*\{([^{}]+)\}", re.M)


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """A document as Markdown, and its pictures by the names that they have there."""

    text: str
    facts: BookFacts
    media: Mapping[str, bytes]


def ending(path: str) -> str:
    """The ending of a name, in small letters."""
    return posixpath.splitext(path)[1].lower()


def listing(source: Source) -> SourceListing:
    """There is nothing to list but the document."""
    works: tuple[str, ...] = ()
    if ending(source.main) in (".tex", ".ltx", ".latex"):
        text = "\n".join(source.text(each) for each in source.files if each.endswith(".tex"))
        names = re.findall(r"\\(?:bibliography|addbibresource)\s*\{([^}]*)\}", text)
        files = [name.strip() for each in names for name in each.split(",")]
        works = tuple(found for name in files if (found := source.find(name) or source.find(f"{name}.bib")))
    name, root = KINDS[ending(source.main)][0], posixpath.dirname(source.main)
    return SourceListing(name, (), BookFacts(), root, source.main, works)


def read_document(source: Source) -> ImportedDocument:
    """Reads the document. Raises `NotImportable`."""
    path = source.main
    name, form = KINDS[ending(path)]
    data = _latex(source, path, 0).encode() if form.startswith("latex") else source.data(path)
    try:
        tree, media = document_tree(data, form)
        values = meta_values(tree)
        clean = cleaned(tree, media)
        _tell(clean, source, path)
        text = markdown_of(clean.tree, WRITTEN)
    except PandocFault as fault:
        raise NotImportable(f"{path} cannot be read as {name}: {str(fault).splitlines()[0]}",
                            "open it in its own program and save it anew", path) from fault
    pictures = {media_name(key): value for key, value in media.items()}
    return ImportedDocument(text, facts_of(values), pictures)


def _tell(clean: DocumentTree, source: Source, path: str) -> None:
    texts = {each: source.text(each) for each in source.files if each.endswith(".tex")} if path.endswith(".tex") else {}
    for what, done, sought in clean.changed:
        source.remarks.changed(_where(sought, path, texts), what, done)
    for what, done, sought in clean.left:
        source.remarks.left(_where(sought, path, texts), what, done)


def _where(sought: str, path: str, texts: Mapping[str, str]) -> SourceLine:
    """The line of a text of LaTeX where some words stand; of other documents, the document."""
    first = sought.strip().split("\n")[0][:60]
    for name, text in texts.items():
        if first and (at := text.find(first)) >= 0:
            return SourceLine("", name, text.count("\n", 0, at) + 1)
    return SourceLine("", path, 1)


def _latex(source: Source, path: str, depth: int) -> str:
    """The text with the files that it asks for in their places; only files of the folder are read."""
    text = source.text(path)
    folder = posixpath.dirname(source.main)

    def insert(found: re.Match[str]) -> str:
        name = found[2].strip()
        file = next((place for each in (name, f"{name}.tex") if (place := source.find(posixpath.join(folder, each)))),
                    "")
        line = SourceLine("", path, text.count("\n", 0, found.start()) + 1)
        if not file or depth > 8:
            source.remarks.left(line, f"a file to be inserted, {name}, " + ("is inside itself" if file else
                                "is not in the folder"), "it was left out")
            return found["before"]
        return f"{found['before']}\n{_latex(source, file, depth + 1)}\n"

    return _INPUT.sub(insert, text.replace("\\pandocbounded{", "{"))


