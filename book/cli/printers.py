"""The commands `preflight` and `proof`, which take any PDF and need no manuscript."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from book.cli.options import Command
from book.cli.output import GOOD, WRONG_BOOK, WRONG_USE, many, say
from book.problems import has_errors


def _preflight_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the PDF of an interior or of a cover")
    parser.add_argument("--printer", required=True, metavar="NAME", help="a profile, such as kdp-paperback")
    parser.add_argument("--cover", action="store_true", help="it is a cover, not an interior")
    parser.add_argument("--trim", type=_trim, metavar="WxH", help="the page after cutting, in inches: 6x9")
    parser.add_argument("--paper", default="", metavar="NAME", help="one of the printer's papers")
    parser.add_argument("--pages", type=int, metavar="N", help="the book's pages, for a cover's spine")
    parser.add_argument("--spine", type=_width, metavar="WIDTH", help="of the printer's template: “10.77 mm”")
    parser.add_argument("--bleed", action=argparse.BooleanOptionalAction, help="pages with bleed, or without")
    parser.add_argument("--isbn", default="", metavar="ISBN", help="the printed book's")


def _proof_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="a PDF (default: the book's own)")
    parser.add_argument("--booklet", action="store_true", help="sheets to print on both sides, fold and staple")
    parser.add_argument("--pages", default="", metavar="RANGE", help="as printed, “1-32” or “i-xii”, or “#5-#20”")
    parser.add_argument("--paper", default="exact", choices=("exact", "a4", "a3", "letter", "tabloid"),
                        help="the sheet (default: as large as two pages)")
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help="default: build/proof.pdf")


def _trim(text: str) -> tuple[float, float]:
    found = re.fullmatch(r"([\d.]+)\s*[x×]\s*([\d.]+)", text)
    if not found:
        raise argparse.ArgumentTypeError("write it as 6x9")
    return float(found[1]), float(found[2])


def _width(text: str) -> float:
    found = re.fullmatch(r"([\d.]+) ?(mm|in)", text)
    if not found:
        raise argparse.ArgumentTypeError("write it with its unit: “10.77 mm” or “0.424 in”")
    return float(found[1]) / (25.4 if found[2] == "mm" else 1)


def _preflight(options: argparse.Namespace) -> int:
    from book.pipeline.inspect import InspectRequest, inspect_file
    from book.preflight import check_report

    asked = InspectRequest(options.cover, options.trim, options.paper, options.pages, options.spine, options.bleed,
                           options.isbn)
    inspection, problems = inspect_file(options.file, options.printer, asked, options.project)
    if inspection is None:
        say(problems, options)
        return WRONG_USE
    if options.json:
        say(inspection.findings, options)
    else:
        print(check_report(inspection), end="")
    return WRONG_BOOK if has_errors(inspection.findings) else GOOD


def _proof(options: argparse.Namespace) -> int:
    from book.pipeline.proof import proof

    made, problems = proof(options.project, options.file, options.pages, options.booklet, options.paper, options.out)
    if made is None:
        say(problems, options)
        return WRONG_USE
    if options.json:
        say((), options, {"file": str(made.file), "sheets": made.sheets})
    else:
        print(f"{made.file}  {many(made.sheets, 'sheet')}")
    return GOOD


COMMANDS = (
    Command("preflight", "check a PDF against a printer's rules", _preflight_options, _preflight),
    Command("proof", "set two pages on a sheet, to print at home", _proof_options, _proof),
)
