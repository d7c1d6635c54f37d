"""PDF/X-1a:2001, as far as a reader of the file can tell, and the condition for which it is made (R-015).

ISO 15930-1:2001. The list of faults is the one that Acrobat's own profile of that name works through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from book.orders import Rule, standard_of
from book.pdfmarks.boxes import Box
from book.pdfmarks.facts import PdfPage
from book.preflight.case import Case
from book.preflight.wording import CheckResult, Location, finding, problem
from book.problems import Problem

SLACK = 0.01
FLAT, GREY = "flatten transparency", "convert it to CMYK or grey"
# What must not be in a page or its resources: the kind of oddity, what to say of it, and what to do.
NOT_THERE: tuple[tuple[str, str, str], ...] = (
    ("rgb colour space", "RGB colour", GREY),
    ("icc colour space", "a colour space with a profile", f"{GREY} and leave out the profile"),
    ("soft mask", "a soft mask", FLAT),
    ("blend mode", "a blend mode", FLAT),
    ("opacity key", "a key for opacity", f"{FLAT}: PDF 1.3 knows no opacity, not even of 1"),
    ("transparency group", "a transparency group", FLAT),
    ("transfer function", "a transfer function", "leave it out"),
    ("halftone phase", "a halftone phase", "leave it out"),
    ("PostScript", "PostScript", "leave it out"),
    ("alternate image", "an image with alternates", "leave the alternates out"),
    ("content outside the file", "content that stands outside the file", "embed it"),
    ("compression", "a compression that the standard forbids", "compress with Flate or JPEG"),
    ("font not embedded", "a font that is not embedded", "embed it"),
    ("opentype font", "a font in OpenType, which PDF 1.3 does not know", "embed it as TrueType or as bare CFF"),
    ("operator", "an operator that PDF 1.3 does not know", "write PDF 1.3"),
    ("action", "an action", "leave it out"),
)


def standard(rule: Rule, case: Case) -> CheckResult:
    """R-015, one finding for each kind of fault; of another standard than PDF/X-1a:2001 nothing is known here."""
    match wanted := standard_of({rule.name: rule}):
        case "PDF/X-1a:2001":
            return _x1a(rule, case)
        case "PDF/X-3:2002" | "PDF/X-4" | None:
            return f"{wanted} cannot be checked, only PDF/X-1a:2001", None
        case unknown:
            assert_never(unknown)


def _x1a(rule: Rule, case: Case) -> CheckResult:
    found = (*_file(rule, case), *_intents(rule, case), *_boxes(rule, case), *_notes(rule, case), *_things(rule, case))
    told = f"PDF {case.sheets.version}, {case.sheets.info.get('/GTS_PDFXConformance') or 'no PDF/X'}"
    return told, found


def _file(rule: Rule, case: Case) -> Iterator[Problem]:
    """The version, the keys that name the standard, the trailer and the catalog."""
    sheets, printer = case.sheets, case.job.printer
    kinds = {(odd.kind, odd.name) for odd in sheets.whole}
    wrong = [
        (sheets.version > "1.3", f"the file is PDF {sheets.version}, not 1.3", "save it as PDF 1.3"),
        (sheets.locked, "the file is encrypted", "save it without a password"),
        (("no ID", "") in kinds, "the file has no ID", "write an ID into its trailer"),
        (("trapped", "a text") in kinds or sheets.info.get("/Trapped") not in ("/True", "/False"),
         "the file does not say whether it is trapped", "write the name True or False as Trapped"),
        *((sheets.info.get(key) != value, f"{key[1:]} is “{sheets.info.get(key, '')}”, not “{value}”", f"write {value}")
          for key, value in (("/GTS_PDFXVersion", "PDF/X-1:2001"), ("/GTS_PDFXConformance", "PDF/X-1a:2001"))),
        *((not sheets.info.get(key), f"the file has no {key[1:]}", f"write its {key[1:]}")
          for key in ("/Title", "/CreationDate", "/ModDate")),
        *((("catalog", key) in kinds, f"the file has {key}", "leave it out")
          for key in ("OpenAction", "AA", "AcroForm", "OCProperties", "Collection", "Perms")),
        *((("script", "the file") in kinds, "there is JavaScript in the file", "leave it out"),),
        *((("attachment", "") in kinds, "a file is attached", "leave it out"),),
    ]
    return (problem(printer, rule, "R-015", message, remedy) for broken, message, remedy in wrong if broken)


def _press_intents(case: Case) -> list[Mapping[str, str]]:
    return [intent for intent in case.sheets.intents if intent.get("/S") == "/GTS_PDFX"]


def _intents(rule: Rule, case: Case) -> Iterator[Problem]:
    """One output intent, which names its condition and has either a profile or a registry."""
    found, printer = _press_intents(case), case.job.printer
    remedy = "name the printing condition for which the file is made"
    if len(found) != 1:
        message = f"the file has {len(found)} output intents for PDF/X" if found else "the file has no output intent"
        yield problem(printer, rule, "R-015", message, remedy)
    for intent in found:
        missing = [key[1:] for key in ("/OutputConditionIdentifier", "/Info") if not intent.get(key)]
        if "/DestOutputProfile" not in intent and not intent.get("/RegistryName"):
            missing.append("profile or RegistryName")
        if missing:
            yield problem(printer, rule, "R-015", f"the output intent has no {', no '.join(missing)}", remedy)
    for odd in case.sheets.whole:
        if odd.kind == "profile" and found and not odd.name.startswith("prtr CMYK 2"):
            message = f"the output intent's profile is “{odd.name}”, not a press's for CMYK, of ICC version 2"
            yield problem(printer, rule, "R-015", message, "embed the press's own, or none")


def _boxes(rule: Rule, case: Case) -> tuple[Problem, ...]:
    """A trim box or an art box, not both; bleed around it, the sheet around that."""
    none = [Location(page) for page in case.pages if (page.trim is None) == (page.art is None)]
    nested = [Location(page) for page in case.pages if (page.trim is None) != (page.art is None) and not _nested(page)]
    return (
        *finding(case, rule, "R-015", "no trim box, or an art box as well", none, "write a trim box for each page"),
        *finding(case, rule, "R-015", "trim box, bleed box and page are not one within the other", nested,
                 "let the bleed box lie within the page, and the trim box within the bleed box"),
    )


def _nested(page: PdfPage) -> bool:
    inner = page.trim or page.art or page.media
    bleed = page.bleed or inner
    return page.media.holds(bleed, SLACK) and bleed.holds(inner, SLACK)


def _notes(rule: Rule, case: Case) -> tuple[Problem, ...]:
    """Nothing on the page but what is printed; a printer's own marks may stand outside the bleed."""
    places = [Location(page, box, kind.lower()) for page in case.pages for kind, box in page.notes
              if kind not in ("TrapNet", "PrinterMark") and (box is None or _meets(page, box))]
    return finding(case, rule, "R-015", "annotations on the page", places, "export without links, comments and forms")


def _meets(page: PdfPage, box: Box) -> bool:
    return (page.bleed or page.trim or page.media).meet(box) is not None


def _things(rule: Rule, case: Case) -> tuple[Problem, ...]:
    found: tuple[Problem, ...] = ()
    for kind, words, remedy in NOT_THERE:
        places = [Location(page, None, odd.name.lstrip("/")) for page in case.pages for odd in page.oddities
                  if odd.kind == kind]
        found += finding(case, rule, "R-015", words, places or _painted(case, kind), remedy)
    return found


def _painted(case: Case, kind: str) -> list[Location]:
    """Colours set by operators, which no dictionary lists."""
    return [Location(page, mark.box) for page in case.pages for mark in page.marks
            if kind == f"{mark.colour.space.family} colour space"]


def output_intent(rule: Rule, case: Case) -> CheckResult:
    """R-015: the condition that the printer wants the file to be made for."""
    found = _press_intents(case)
    have = found[0].get("/OutputConditionIdentifier", "") if found else ""
    told = f"made for {have}" if have else "no output intent"
    wanted = rule.value["identifier"]
    if not found:
        return told, (problem(case.job.printer, rule, "R-015", "the file has no output intent",
                              f"write {wanted} as the condition"),)
    wrong = [(key, found[0].get(f"/{key}", "")) for key, value in
             (("OutputConditionIdentifier", wanted), ("RegistryName", rule.value["registry"]))
             if found[0].get(f"/{key}") != value]
    words = " and ".join(f"{key} “{value}”" for key, value in wrong)
    return told, (problem(case.job.printer, rule, "R-015", f"the output intent has {words}",
                          f"write {wanted} and {rule.value['registry']}"),) if wrong else ()
