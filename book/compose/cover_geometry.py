"""Where the panels of a cover lie, and how large their type may be: the arithmetic of folds and safe zones.

All lengths are in points from the sheet's upper left corner.
"""

from __future__ import annotations

from book.compose.cover_panels import BackPanel, Flat, FrontPanel, Panel, SpinePanel
from book.compose.type_size import fitting, width
from book.edition import Edition
from book.orders import CoverSheet

POINTS = 72.0  # an inch
UNITS = 40, 60  # in the width and in the height of a front: the smaller of the two is its unit
INSET = 3.4  # units from the trim to the type
FIELD = 0.45  # of the height: the coloured field that runs round the book
AROUND = 6.0  # units kept free between authors, title, subtitle and field
AUTHORS, AUTHORS_LEADING = 1.55, 1.3  # units, ems
TITLES = (8.6, 7.8, 7.0, 6.3, 5.7, 5.1, 4.6, 4.1, 3.6, 3.2, 2.8, 2.4, 2.0)  # units
SUBTITLES = (2.0, 1.8, 1.6, 1.4, 1.2)  # units
BLURBS = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)  # points
TITLE_LEADING, SUBTITLE_LEADING, BLURB_LEADING = 0.98, 1.3, 1.42  # ems
SPINE_MOST, SPINE_LEAST = 30.0, 7.0  # points
SPINE_HOUSE = 0.72  # of the title's size: author and publisher
SPACED = 1.25  # how much wider letterspaced small capitals are than the letters that `width` counts
BODY = 1.25  # ems across the spine that a line takes: twice from its middle to the foot of its longest letters


def front_alone(edition: Edition) -> Flat:
    """The electronic cover, 5 by 8 inches: shops ask for 1,600 by 2,560 pixels."""
    page = Panel(0, 0, 5 * POINTS, 8 * POINTS)
    return Flat(page, page.below(_fold(page)), _front(edition, page, 0.0))


def flat(edition: Edition, sheet: CoverSheet) -> Flat:
    """Back, spine and front in a row, as the printer folds them."""
    edge, spine, size = sheet.edge * POINTS, sheet.spine * POINTS, [length * POINTS for length in sheet.size]
    back = Panel(edge, edge, sheet.width * POINTS, sheet.height * POINTS)
    front = Panel(edge + back.width + spine, edge, back.width, back.height)
    whole, safe = Panel(0, 0, size[0], size[1]), sheet.safe * POINTS
    clear = None if sheet.spine_clear is None else sheet.spine_clear * POINTS
    fold = Panel(edge + back.width, edge, spine, back.height)
    return Flat(whole, whole.below(_fold(back)), _front(edition, front, safe),
                _spine(edition, fold, clear, _inset(front, safe)), _back(edition, back, sheet, safe))


def front_with_bleed(sheet: CoverSheet) -> Panel:
    """The front as far as the edges of the sheet; on the other side to the fold."""
    left = (sheet.edge + sheet.width + sheet.spine) * POINTS
    return Panel(left, 0, sheet.size[0] * POINTS - left, sheet.size[1] * POINTS)


def _fold(panel: Panel) -> float:
    """Where the field begins."""
    return panel.top + panel.height * (1 - FIELD)


def _unit(panel: Panel) -> float:
    return min(panel.width / UNITS[0], panel.height / UNITS[1])


def _inset(panel: Panel, safe: float) -> float:
    """From the trim to the type."""
    return max(INSET * _unit(panel), safe)


def _halves(panel: Panel, inset: float) -> tuple[Panel, Panel]:
    """The parts of a panel above and in the field where type may stand."""
    text, fold = panel.inside(inset), _fold(panel)
    return text.upper(fold - text.top), text.below(fold)


def _front(edition: Edition, panel: Panel, safe: float) -> FrontPanel:
    unit, (head, field) = _unit(panel), _halves(panel, _inset(panel, safe))
    subtitle = fitting(edition.subtitle, head.width * 0.9, head.height / 4, SUBTITLE_LEADING,
                       [size * unit for size in SUBTITLES])
    names = " · ".join(author.name for author in edition.authors)
    authors = fitting(names, head.width / SPACED, head.height, AUTHORS_LEADING, [AUTHORS * unit])
    taken = AROUND * unit + authors.depth + subtitle.depth
    title = fitting(edition.title, head.width, head.height - taken, TITLE_LEADING, [size * unit for size in TITLES])
    return FrontPanel(unit, head, field, title.size, subtitle.size)


def _spine(edition: Edition, panel: Panel, clear: float | None, inset: float) -> SpinePanel | None:
    """None where the spine must have no type, or is too narrow for any that can be read."""
    if clear is None:
        return None
    head, field = (Panel(panel.left, part.top, panel.width, part.height) for part in _halves(panel, inset))
    field = field.below(field.top + inset)
    most = min(SPINE_MOST, (panel.width - 2 * clear) / BODY)
    title = min(most, head.height / width(edition.title))
    if title < SPINE_LEAST:
        return None
    authors, house = _signed(edition, field.height, min(SPINE_HOUSE * most, title))
    return SpinePanel(head, field, title, authors, house)


def _signed(edition: Edition, length: float, most: float) -> tuple[str, float]:
    """Who is named beside the publisher, and in which size: the authors, or their surnames, or nobody."""
    surnames = " · ".join(author.sort.partition(",")[0] for author in edition.authors)
    for authors in (" · ".join(author.name for author in edition.authors), surnames, ""):
        size = min(most, length / (width(authors) + SPACED * width(edition.publisher) + 2))
        if size >= SPINE_LEAST:
            return authors, size
    return "", SPINE_LEAST


def _back(edition: Edition, panel: Panel, sheet: CoverSheet, safe: float) -> BackPanel:
    head, field = _halves(panel, _inset(panel, safe))
    box_width, box_height = (length * POINTS for length in sheet.box)
    box = Panel(panel.left + panel.width - sheet.from_spine * POINTS - box_width,
                panel.top + panel.height - sheet.from_bottom * POINTS - box_height, box_width, box_height)
    words = Panel(field.left, field.top, box.left - field.left - _unit(panel), field.height)
    text = " ".join(edition.blurb or (edition.description,))
    room = head.height - 2 * _unit(panel)
    return BackPanel(head, words, fitting(text, head.width, room, BLURB_LEADING, BLURBS, len(edition.blurb)).size, box)
