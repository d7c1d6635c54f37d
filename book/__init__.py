"""Corrigenda: a publishing pipeline for books that must be right. This is its architecture page.

A book flows one way, as plain values, through stages that do not know each other::

    chapters/ ─read→ Manuscript ─resolve→ Book ─compose→ Galleys ─┬─paginate ⇄ layout→ Pagination ─assemble→ PDF,
                                                                  │                     a printer's interior, cover
                                                                  └─epub→ EPUB (page list from the Pagination)
    finished files ─gate→ nothing lost        any PDF ─preflight→ printers' rules        both read through pdfmarks

Layers; each knows only those below it, and the tests hold the code to it (`[tool.importlinter]`)::

    cli            words in, words out: arguments, progress, problems as text or JSON, exit codes
    pipeline       lines of work, a module for each command: the stages called in order; the only writer to build/
    compare, copyfit, release, bring
                   what is made of several stages: two printings side by side; lines an editor may want to improve;
                   what a release may be, and which paragraph would keep its pages; a project from another tool's
                   manuscript
    read, resolve, compose, paginate, assemble, cover, epub, gate, preflight, collate, correct, errata, foreign, impose,
    upload, doctor, sourcegate, specimen
                   stages, one verb each; none knows another
    runs           galleys laid out: kept under all that they depend on, ordered from an executor if not kept
    markdown, citations, draw, fonts, layout, pdfmarks, raster, barcode, scanner, printers, executor, folios, symbols,
    maths, pandoc, highlight, ledger, commits, cache
                   tools: one outside library behind one door each; nothing in them knows a stage
    data, pictures the book's facts, and questions to them; its pictures, opened and converted
    galley, pages, record, limits, matter, edition, orders, problems, project, installed
                   types: frozen values, no I/O

A stage is a function `(value, …) → (value, problems)`. It prints nothing, reads no clock and changes nothing that it
was given; it collects every problem, and the run ends after it if one is an error.
Nodes before and after resolution are different types, so no writer can meet a citation that nobody has looked up.
A writer and its check share no code: pikepdf writes the PDF, pypdf and `pdfmarks` read it back.
A medium is a few properties (`Medium`), matched exhaustively: a new one is one entry, a forgotten case a type error.

The body of a run of pages does not know its folios. Each `Galley` is laid out alone, by whatever executor the pipeline
was given (as a rule worker processes, one pool for a whole run), and kept under the digest of all it depends on;
running heads and folios are drawn over it when the runs are joined. A page added in chapter 2 therefore lays out
chapter 2, and those divisions that print its page numbers. What a galley tells those who lay it out, it tells by the
attributes of `book/galley.py`. The engine is repaired in many places: every function of it that we replace or lean on
stands in one table (`layout/engine.py`) with a digest, and one lock keeps two layouts of a process apart.

Words of the trade, one for each thing:

Division     a chapter, an appendix, a part of the front matter; written it is a `RawDivision`, resolved a `Division`
Manuscript   all that `chapters/` says, nothing looked up yet: `Manuscript`
Book         the same with everything looked up but folios: `Book`
Galley       a division's text set but not yet paged: `Galley`
Page run     a division's pages, counted from 0: `PageRun`
Folio        the printed page number, never the PDF's page index: `Folio`
Recto, verso right-hand and left-hand page: `Side`
Running head the line above the text, and the folio with it: `Heads`
Note, call   a note, at the page's foot unless the book says otherwise, and its mark in the text: `Note`, `NoteCall`
Locator      a place in a cited work (`CitedWork`), or the page an index entry leads to (`Locator`)
Edition      what is published, with its metadata: `Edition`
Target       one form in which it appears: `Target`
Trim         the page after cutting: `Trim`
Extent       how many pages: `Extent`
Printer      whoever prints and binds, with his rules, each a `Rule` with its source: `Printer`
Order        what a book asks of a printer: the paper, the bleed, the spine: `Order`
Bleed        what is printed beyond the trim, and cut off
Spine        the book's back, as wide as the book is thick: `Spine`
Cover sheet  the flat of a cover, back, spine and front in a row: `CoverSheet`
Printing     an edition as it came from the press: 1.0, 1.1 with its corrections, 2.0; its record is `EditionRecord`
Variant      what one printing has otherwise than another: a word, a block, a page, a page's beginning
Ledger       the list of corrections, each entry a `Correction`
Ink          what is drawn on a page, as a digest: two pages of equal ink are the same in print
Problem      one finding, with its code and place: `Problem`
"""
