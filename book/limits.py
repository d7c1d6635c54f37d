"""How far a paragraph and a page may go: the limits and costs of their setting, filled by `styles/setting.yaml`.

A house has a taste of its own, and no code should know it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Costs are demerits as in Knuth and Plass, “Breaking Paragraphs into Lines” (1981): the square of a line's badness
    and penalties, so that 10,000 is as bad as a line whose spaces stretch to their full measure.

    `stretch` and `shrink` are what a word space gives, in parts of its natural width; shrinking is never exceeded."""

    stretch: float = 0.5
    shrink: float = 0.33
    line: float = 10.0  # of each line, so that fewer are better
    hyphen: float = 140.0  # penalty of a word broken; of a compound at its own hyphen:
    own_hyphen: float = 50.0
    unlike: float = 5_000.0  # neighbouring lines, one tight and one loose
    two_hyphens: float = 10_000.0  # at the ends of two lines in a row
    ladder: float = 3e7  # of more than two
    last_hyphen: float = 1e6  # at the end of the last line but one
    runt: float = 1e6  # a last line of one word, or shorter than
    runt_ems: float = 3.0
    rag: float = 0.12  # of a ragged line: the part of the measure that may stay blank as if its spaces were full
    hang: float = 0.5  # optical margins: the part of a hyphen, point or quotation mark that stands outside the measure
    strain: float = 1.5  # what a line may need of its spaces where a paragraph gets a line more or less to fit a page
    least_lines: int = 5  # on a division's last page
    lines_above_notes: int = 3  # of text, whatever share of the page the style sheet gives the notes
    blank_above_notes: int = 3  # lines left blank where a line moves to the next page to keep its note whole
    lines_below_heading: int = 3  # for which room is kept below a heading whose note is split


HOUSE = Limits()
