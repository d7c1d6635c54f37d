"""Numbers ("3", "A") and labels ("Chapter 3") of divisions, and the numbers of sections ("3.1")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from book.data import number_in_words
from book.edition import NumberStyle, StructureSetting
from book.matter import Block, Heading, RawDivision, RawInline, Styled, Text
from book.pages import roman

# A title that says its own number: “Chapter 1”, “CHAPTER IV.”, “Kapitel 2: Der Hafen”.
_SAYS = re.compile(
    r"(chapter|book|kapitel|chapitre|cap[ií]tulo|capitolo|hoofdstuk|глава|kapittel)\s+"
    r"(\d+|[ivxlcdm]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty(?:-\w+)?|thirty(?:-\w+)?|forty(?:-\w+)?|fifty(?:-\w+)?)(?=[\s.:,—–]|$)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class DivisionNumber:
    """A division's number and label; both are empty where it is not counted. `plain` is the number in figures or as a
    letter, as its sections bear it, whatever the design prints; `spelt`: it is a word."""

    number: str = ""
    label: str = ""
    plain: str = ""
    spelt: bool = False


def division_numbers(
    divisions: Iterable[RawDivision], setting: StructureSetting | None = None
) -> Mapping[str, DivisionNumber]:
    """The number of each division by its id: chapters count 1, 2, 3 through all parts, appendices A, B, C.

    A chapter whose title says its number ("Chapter 1") is counted, and has no other."""
    setting = setting or StructureSetting()
    found: dict[str, DivisionNumber] = {}
    chapters = appendices = parts = 0
    for division in divisions:
        number = DivisionNumber()
        if division.role == "chapter" and division.numbered:
            chapters += 1
            number = _chapter(division, chapters, setting)
        elif division.role == "appendix" and division.numbered:
            appendices += 1
            letter = letters(appendices)
            number = DivisionNumber(letter, f"Appendix {letter}", letter)
        elif division.role == "part" and division.numbered and setting.part_numbers != "none":
            parts += 1
            label = f"Part {styled(parts, setting.part_numbers)}"
            number = DivisionNumber(label, label)
        found[division.id] = number
    return found


def _chapter(division: RawDivision, count: int, setting: StructureSetting) -> DivisionNumber:
    if own := _SAYS.match(division.title):
        return DivisionNumber("", f"{own[1].capitalize()} {own[2]}", str(count))
    number = styled(count, setting.chapter_numbers)
    word = setting.chapter_label or "Chapter"
    shown = f"{setting.chapter_label} {number}".strip() if number else ""
    return DivisionNumber(shown, f"{word} {number}" if number else "", str(count) if number else "",
                          setting.chapter_numbers == "words")


def styled(number: int, style: NumberStyle) -> str:
    """A number as it is printed; nothing where none is wanted.

    >>> styled(4, "roman"), styled(21, "words"), styled(3, "none")
    ('IV', 'Twenty-One', '')
    """
    match style:
        case "none":
            return ""
        case "arabic":
            return str(number)
        case "roman":
            return roman(number).upper()
        case "words":
            return "-".join(word.capitalize() for word in number_in_words(number).split("-"))


@dataclass(slots=True)
class _Sections:
    """Counts the sections of one division."""

    before: str
    depth: int
    numbers: dict[str, str]
    counts: tuple[int, ...] = ()

    def blocks(self, blocks: tuple[Block[RawInline], ...]) -> tuple[Block[RawInline], ...]:
        return tuple(self.heading(block) if isinstance(block, Heading) else block for block in blocks)

    def heading(self, heading: Heading[RawInline]) -> Heading[RawInline]:
        rank = heading.level - 1
        if rank > self.depth or "unnumbered" in heading.classes:
            return heading
        counts = (*self.counts, *(0 for _ in range(rank - len(self.counts))))[:rank]
        self.counts = (*counts[:-1], counts[-1] + 1)
        number = ".".join((self.before, *map(str, self.counts)))
        self.numbers[heading.id] = number
        mark: Styled[RawInline] = Styled((Text(number),), classes=("section-number",))
        return replace(heading, children=(mark, Text("\N{EN SPACE}"), *heading.children))


def numbered_sections(
    divisions: Iterable[RawDivision], numbers: Mapping[str, DivisionNumber], depth: int
) -> tuple[tuple[RawDivision, ...], Mapping[str, str]]:
    """The divisions with the numbers of their sections before these ("3.1"), and each heading's number by its anchor.

    Only sections of numbered divisions are counted, to the depth of `depth`; those inside other blocks are not."""
    found: dict[str, str] = {}
    done = []
    for division in divisions:
        plain = numbers[division.id].plain
        blocks = _Sections(plain, depth, found).blocks(division.blocks) if plain and depth else division.blocks
        done.append(replace(division, blocks=blocks))
    return tuple(done), found


def letters(number: int) -> str:
    """1 is A, 26 is Z, 27 is AA.

    >>> letters(2), letters(27)
    ('B', 'AA')
    """
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
