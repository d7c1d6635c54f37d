"""What a printer's file says of itself, and the standard it keeps.

PDF/X-1a:2001 (ISO 15930-1) is a list of what must be said and of what must not be there.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import assert_never

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from book.assemble.catalog import PRODUCER, information, moment
from book.edition import Edition
from book.orders import Rule, Standard, standard_of
from book.problems import Problem

PLAIN_VERSION, STANDARD_VERSION = "1.4", "1.3"  # PDF/X-1a:2001 is PDF 1.3 (ISO 15930-1, 6.1)
# ISO 15930-1, 6.2: both keys, and these very words.
SAYS = {"GTS_PDFXVersion": "PDF/X-1:2001", "GTS_PDFXConformance": "PDF/X-1a:2001"}


def identify(pdf: Pdf, edition: Edition, rules: Mapping[str, Rule]) -> tuple[Problem, ...]:
    """Write the information, and the output intent where the printer asks for a standard.

    Problem F-009: a date that is not a date; R-015: a standard that is not made here, or whose printing condition the
    profile does not name."""
    try:
        when = moment(edition.date)
    except ValueError:
        return (Problem("F-009", f"“{edition.date}” is not a date", hint="write the edition's date as 2026-11-22"),)
    facts = information(edition, when)
    facts.Creator, facts.Trapped = String(PRODUCER), Name("/False")
    pdf.trailer.Info = pdf.make_indirect(facts)
    match standard_of(rules):
        case None:
            return ()
        case "PDF/X-1a:2001":
            return _claim_x1a(pdf, facts, rules)
        case "PDF/X-3:2002" | "PDF/X-4" as other:
            hint = "write PDF/X-1a:2001 in the printer's profile if the printer takes it too, or no standard"
            return (Problem("R-015", f"{other} cannot be made, only PDF/X-1a:2001", hint=hint),)
        case unknown:
            assert_never(unknown)


def _claim_x1a(pdf: Pdf, facts: Dictionary, rules: Mapping[str, Rule]) -> tuple[Problem, ...]:
    for key, value in SAYS.items():
        facts["/" + key] = String(value)
    if "/PageLabels" in pdf.Root:
        del pdf.Root.PageLabels
    if "output-intent" not in rules:
        hint = "give the printer's profile an output-intent"
        return (Problem("R-015", f"{rules['standard'].value} needs the name of a printing condition", hint=hint),)
    pdf.Root.OutputIntents = Array([_intent(rules["output-intent"].value)])
    return ()


def _intent(condition: Mapping[str, str]) -> Dictionary:
    """The printing condition by its name in a registry, which stands for a profile (ISO 15930-1, 6.3)."""
    return Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=String(condition["identifier"]),
        OutputCondition=String(condition["condition"]), RegistryName=String(condition["registry"]),
        Info=String(condition["info"]),
    )


def saved(pdf: Pdf, standard: Standard | None) -> bytes:
    """The file. Object streams are of PDF 1.5, so there are none; the /ID is a digest of the content."""
    version, out = STANDARD_VERSION if standard == "PDF/X-1a:2001" else PLAIN_VERSION, io.BytesIO()
    pdf.save(out, min_version=version, force_version=version, deterministic_id=True, compress_streams=True,
             object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()
