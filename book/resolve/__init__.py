"""From a `Manuscript` to a `Book`: notes, citations, data, cross-references, contents and index are looked up, and only
folios are left open.

The order: notes are numbered (`notes`), anchors gathered (`references`), citations printed in one go (`mentions`,
`citations`), and then one walk answers every node in reading order (`settle`). In the settled text the ledger's words
are looked for (`ledger_check`), and the places of new corrections (`changes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from book.citations import ByteStore, style_kind
from book.matter import Anchor, BibliographyList, Book, Division, Manuscript, Note, Text
from book.matter.words import plain
from book.problems import Problem, Span, has_errors
from book.resolve.bibliography import bibliography, listless
from book.resolve.changes import MarkedChanges, listed, mark_changes
from book.resolve.citations import print_citations, print_in_text
from book.resolve.concordance import Concordance
from book.resolve.contents import contents, figures_list, tables_list
from book.resolve.divisions import DivisionNumber, division_numbers, numbered_sections
from book.resolve.facts import Facts
from book.resolve.finder import NOBODY, finder, in_type
from book.resolve.formulas import formulas
from book.resolve.glossary import sorted_glossaries
from book.resolve.index_entries import index_entries, unprinted, without_empty_lists
from book.resolve.ledger_check import printed_words, words_gone
from book.resolve.mentions import mentions
from book.resolve.notes import CalledDivision, call_notes
from book.resolve.references import call_id, note_id, text_anchors
from book.resolve.settle import Settler
from book.resolve.text_citations import mentions_in_text, unsaid

__all__ = ["printed_words", "resolve"]


def resolve(manuscript: Manuscript, cache: ByteStore) -> tuple[Book | None, tuple[Problem, ...]]:
    """The book, or None if an error stands in its way; all problems of the stage in either case."""
    edition, references = manuscript.edition, {reference.key: reference for reference in manuscript.references}
    written, left_out = listed(sorted_glossaries(manuscript.divisions), edition)
    facts, numbers = Facts(manuscript.data), division_numbers(written, edition.structure)
    written, sections = numbered_sections(written, numbers, edition.structure.section_numbers)
    kind = style_kind(manuscript.citation_style)
    called, problems = call_notes(written, references, edition.notes.numbering == "book", kind.place)
    anchors = text_anchors(called, numbers, facts, sections)
    shown, unset = formulas(called, edition.macros, cache)
    affixes = Settler(facts, anchors, Concordance(NOBODY, facts), iter(()), edition.draft, edition.strict, shown)
    if kind.place == "note":
        cited = mentions(called, facts, references)
        citations, faults = print_citations(cited, manuscript, affixes.inlines, cache)
    else:
        placed = mentions_in_text(called)
        cited = tuple(each.mention for each in placed)
        citations, faults = print_in_text(placed, manuscript, kind, affixes.inlines, cache)
        symbols = edition.notes.marks == "symbols"
        faults = (*faults, *listless(cited, manuscript), *unsaid(placed, () if symbols else called, kind))

    settings = in_type(manuscript.index)
    concordance = Concordance(finder(settings, manuscript.data), facts)
    settler = Settler(facts, anchors, concordance, iter(citations.texts), edition.draft, edition.strict, shown)
    divisions = tuple(_settled(each, numbers[each.division.id], settler) for each in called)
    concordance.end()

    lists, homeless = bibliography(citations, manuscript.references, edition.bibliography, cited, kind.hanging)
    index, vain = index_entries(concordance.places, settings)
    marked = mark_changes(divisions, lists, edition)
    kept, empty = without_empty_lists(marked.divisions, index, any(each.entries for each in lists))
    gone = words_gone(divisions, edition, lists, index, manuscript.drawings)
    every = _in_order(
        (*left_out, *problems, *unset, *faults, *affixes.problems, *settler.problems, *concordance.problems, *homeless,
         *vain, *unprinted(concordance.named, divisions), *marked.problems, *gone, *empty)
    )  # fmt: skip
    if has_errors(every):
        return None, every
    book = Book(
        edition=edition,
        divisions=kept,
        anchors={
            **anchors, **_reference_anchors(lists, divisions), **_index_anchors(concordance), **_change_anchors(marked)
        },
        contents=contents(kept, edition.structure.contents_depth),
        figures=figures_list(divisions, anchors),
        tables=tables_list(divisions, anchors),
        bibliography=lists,
        index=index,
        pictures=manuscript.pictures,
        drawings=manuscript.drawings,
        data=manuscript.data,
        changes=marked.changes,
        formulas=shown,
    )
    return book, every


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By file and place, each once."""
    return tuple(
        sorted(dict.fromkeys(problems), key=lambda each: (each.span or Span(""), each.code, each.message))
    )


def _settled(called: CalledDivision, number: DivisionNumber, settler: Settler) -> Division:
    raw = called.division
    settler.begin_division(raw.id, raw.role, {note.key: note_id(raw.id, note) for note in called.notes})
    heading, subtitle = settler.line(raw.heading, "heading"), settler.line(raw.subtitle, "heading")
    blocks = settler.blocks(raw.blocks)
    settler.begin_division(raw.id, raw.role, {})  # in a note no note is called
    notes = tuple(
        Note(note_id(raw.id, note), call_id(raw.id, note), str(note.number), settler.blocks(note.blocks), note.span)
        for note in called.notes
    )
    title = " ".join(plain(heading).split()) or raw.title
    rich = any(not isinstance(inline, Text) for inline in heading)
    return Division(
        raw.id, raw.role, raw.part, number.number, number.label, title, raw.short, blocks, notes, raw.span,
        heading if rich else (), subtitle, raw.authors, raw.editors, raw.level, raw.opens, raw.of,
    )  # fmt: skip


def _reference_anchors(lists: tuple[BibliographyList, ...], divisions: tuple[Division, ...]) -> Mapping[str, Anchor]:
    home = next((division.id for division in divisions if division.role == "bibliography"), "")
    keys = (entry.key for each in lists for entry in each.entries)
    return {f"ref-{key}": Anchor(f"ref-{key}", "reference", "", "", home) for key in keys}


def _change_anchors(marked: MarkedChanges) -> Mapping[str, Anchor]:
    return {id_: Anchor(id_, "index", "", "", division) for id_, division in marked.anchors.items()}


def _index_anchors(concordance: Concordance) -> Mapping[str, Anchor]:
    return {id_: Anchor(id_, "index", "", "", division) for id_, division in concordance.anchors.items()}
