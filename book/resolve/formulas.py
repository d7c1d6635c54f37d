"""The book's formulas, set: each once, however often it stands in the text. Problems are M-030."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from book.citations import ByteStore
from book.maths import FormulaFault, Source, set_formulas
from book.matter import Block, Citation, DisplayFormula, Formula, RawInline, SetFormula
from book.matter.walk import all_blocks, all_raw, lines
from book.problems import Problem, Span
from book.resolve.notes import CalledDivision


def formulas(
    called: Iterable[CalledDivision], macros: Mapping[str, str], cache: ByteStore
) -> tuple[Mapping[Source, SetFormula], tuple[Problem, ...]]:
    """All formulas of texts and notes. What is wrong in several in the same way is told once, with its number."""
    written = tuple(found for each in called for blocks in (each.division.blocks, *(n.blocks for n in each.notes))
                    for found in _written(blocks))
    if not written:
        return {}, ()
    found = set_formulas((source for source, _ in written), macros, cache)
    faults: dict[tuple[str, str], list[Span]] = {}
    for source, span in written:
        made = found[source]
        if isinstance(made, FormulaFault):
            faults.setdefault((made.message, made.hint), []).append(span)
    problems = tuple(Problem("M-030", _counted(message, len(spans)), spans[0], hint)
                     for (message, hint), spans in faults.items())
    return {source: made for source, made in found.items() if isinstance(made, SetFormula)}, problems


def _counted(message: str, times: int) -> str:
    return message if times == 1 else f"{message} (here and in {times - 1} more formula{'s' * (times > 2)})"


def _written(blocks: tuple[Block[RawInline], ...]) -> Iterator[tuple[Source, Span]]:
    """Each formula with its place, in no order that matters."""
    for block in all_blocks(blocks):
        if isinstance(block, DisplayFormula):
            yield (block.tex, True), block.span
    for line, _ in lines(blocks):
        yield from _inside(line)


def _inside(inlines: tuple[RawInline, ...]) -> Iterator[tuple[Source, Span]]:
    for inline in all_raw(inlines):
        if isinstance(inline, Formula):
            yield (inline.tex, inline.display), inline.span
        elif isinstance(inline, Citation):
            for work in inline.works:
                yield from _inside((*work.prefix, *work.suffix))
