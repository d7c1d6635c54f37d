"""What the PDF says of itself: title, authors, language, dates, colour profile, and the standards it keeps.

The same facts are written twice, as XMP and as the document's information for old readers, and must agree.
"""

from __future__ import annotations

from importlib.resources import files

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from book.assemble.xmp import packet
from book.edition import Edition
from book.problems import Problem

PRODUCER = "Corrigenda"


def describe(pdf: Pdf, edition: Edition) -> tuple[Problem, ...]:
    """Write all metadata. Problem F-009: a date that is not a date."""
    root = pdf.Root
    root.Lang = String(edition.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageLayout = Name.TwoPageRight  # a book opens on a right-hand page
    try:
        when = moment(edition.date) if edition.date else ""
    except ValueError:
        return (Problem("F-009", f"“{edition.date}” is not a date", hint="write the edition's date as 2026-11-22"),)
    metadata = Stream(pdf, packet(edition, full_title(edition), when, PRODUCER).encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    root.Metadata = pdf.make_indirect(metadata)
    pdf.trailer.Info = pdf.make_indirect(information(edition, when))
    root.OutputIntents = Array([_output_intent(pdf)])
    return ()


def full_title(edition: Edition) -> str:
    """Title and subtitle as catalogues write them."""
    return f"{edition.title}: {edition.subtitle}" if edition.subtitle else edition.title


def moment(date: str) -> str:
    """The first instant of a day, month or year: "20261122000000"."""
    year, month, day = [*date.split("-"), "01", "01"][:3]
    if not (len(year) == 4 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        raise ValueError(date)
    return f"{int(year):04}{int(month):02}{int(day):02}000000"


def information(edition: Edition, moment: str) -> Dictionary:
    """The document's information, for old readers. `moment` is YYYYMMDDhhmmss in UTC, or empty."""
    texts = {
        "Title": full_title(edition),
        "Author": "; ".join(author.name for author in edition.authors),
        "Subject": edition.description,
        "Keywords": ", ".join(edition.subjects),
        "Producer": PRODUCER,
        "CreationDate": moment and f"D:{moment}Z",
        "ModDate": moment and f"D:{moment}Z",
    }
    return Dictionary({f"/{key}": String(" ".join(text.split())) for key, text in texts.items() if text.strip()})


def _output_intent(pdf: Pdf) -> Dictionary:
    """Device colours are meant as sRGB (ISO 19005-2, 6.2.3). The profile is the International Color Consortium's."""
    profile = Stream(pdf, files(__package__).joinpath("sRGB2014.icc").read_bytes(), N=3)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB2014"),
        Info=String("sRGB2014"),
        RegistryName=String("http://www.color.org"),
        DestOutputProfile=pdf.make_indirect(profile),
    )
