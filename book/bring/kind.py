"""Which tool a source was written for."""

from __future__ import annotations

import posixpath

from book.bring.kinds import document, folder, markua, summary
from book.bring.source import NotImportable, Source

NAMES = (".md", ".markdown", ".mdown", ".mkd", ".txt", ".text")


def with_kind(source: Source) -> tuple[Source, str]:
    """The source and its kind: `single`, `document`, `quarto`, `bookdown`, `summary`, `markua`, `obsidian` or `folder`.

    A folder with nothing but one manuscript is that manuscript. Raises `NotImportable`."""
    if source.main:
        ending = document.ending(source.main)
        if ending in NAMES:
            return source, "single"
        if ending in document.KINDS:
            return source, "document"
        known = ", ".join((*NAMES[:1], *document.KINDS))
        raise NotImportable(f"{source.main} is of a kind that cannot be imported",
                            f"these can: {known}; or name the folder of the book", source.main)
    return _of_folder(source)


def _of_folder(source: Source) -> tuple[Source, str]:
    if source.find("_quarto.yml") or source.find("_quarto.yaml"):
        return source, "quarto"
    if source.find("_bookdown.yml") or source.find("index.Rmd"):
        return source, "bookdown"
    if markua.book_txt(source):
        return source, "markua"
    if summary.summary_at(source):
        return source, "summary"
    if (source.folder / ".obsidian").is_dir():
        return source, "obsidian"
    if source.find("chapters/book.yaml"):
        raise NotImportable("the folder is a project already", "run: book build --project and its name")
    texts = [path for path in source.files if path.lower().endswith(folder.TEXTS)]
    own = [path for path in texts if posixpath.basename(path).rpartition(".")[0].upper() not in folder.NOT_TEXTS]
    if own or texts:
        return (Source(source.folder, own[0], source.remarks), "single") if len(own) == 1 else (source, "folder")
    return _documents(source)


def _documents(source: Source) -> tuple[Source, str]:
    """A folder without Markdown: one document, or the one file of LaTeX that begins a book."""
    found = [path for path in source.files if document.ending(path) in document.KINDS]
    if len(found) > 1:
        found = [path for path in found if document.ending(path) == ".tex" and "\\documentclass" in source.text(path)]
    if len(found) == 1:
        return Source(source.folder, found[0], source.remarks), "document"
    plain = [path for path in source.files if path.lower().endswith((".txt", ".text"))]
    if not found and len(plain) == 1:
        return Source(source.folder, plain[0], source.remarks), "single"
    what = "several documents" if found else "no text that can be imported"
    raise NotImportable(f"the folder has {what}", "name one file, such as a .md, .docx, .odt, .epub or .tex file")
