"""Whether the barcode on a cover is the book's: its number, its price, and whether a scanner reads it at its size.

The area is drawn by PDFium and read by zxing-cpp, as bars that only look like a barcode are of no use to a shop.
Prices are read from the add-on as BISG's "Machine-Readable Coding Guidelines" have it: a digit for the currency, and
four for the amount.
"""

from __future__ import annotations

from collections.abc import Iterator

from book.edition import Price
from book.orders import Rule
from book.pdfmarks.boxes import Box
from book.preflight.case import Case
from book.preflight.wording import problem
from book.problems import Problem
from book.raster import part_of_page
from book.scanner import ScannedCode, scan

DOTS, MOST_PIXELS = 600, 8000  # to the inch, and along one side of the picture
FULL_MODULE = 0.33 / 25.4  # inches, the thinnest bar at full size (ISO/IEC 15420)
SMALLEST, LARGEST = 0.79, 2.02  # of full size: 80 to 200 %, and a pixel's slack
CURRENCIES = {"0": "GBP", "1": "GBP", "3": "AUD", "4": "NZD", "5": "USD", "6": "CAD"}
NO_PRICE = "90000"
HIGHEST = 9999  # cents: this much or more
ANEW = "print the EAN-13 of the ISBN, as bars rather than as an image, at 80 % of its full size or more"


def codes_in(case: Case, area: Box) -> tuple[ScannedCode, ...]:
    """The barcodes in an area of the cover, with bars measured in inches. Nothing where it cannot be drawn."""
    dots = min(DOTS, MOST_PIXELS * 72 / max(area.width, area.height, 1))
    try:
        picture = part_of_page(case.sheets.pdf, case.pages[0].index, area, dots)
    except ValueError:
        return ()
    return tuple(ScannedCode(code.digits, code.add_on, code.module / dots) for code in scan(picture))


def described(codes: tuple[ScannedCode, ...]) -> str:
    """The codes as a report has them: "EAN-13 9780306406157 with 51495"."""
    return ", ".join(f"EAN-13 {code.digits}{f' with {code.add_on}' if code.add_on else ''}" for code in codes)


def wrong_codes(rule: Rule, case: Case, codes: tuple[ScannedCode, ...]) -> Iterator[Problem]:
    """R-022 for each code that is not the book's, has another price, or is too small or too large for scanners."""
    for code in codes:
        if message := _wrong_number(code.digits, case.job.isbn):
            yield problem(case.job.printer, rule, "R-022", message, "print the barcode of this book", "error")
        else:
            yield from _price(rule, case, code)
            yield from _size(rule, case, code)


def _wrong_number(digits: str, isbn: str) -> str:
    """What to say of a number that is not the book's; of a book without one, of a number that is not an ISBN."""
    if isbn and digits != "".join(filter(str.isdigit, isbn)):
        return f"the barcode says {digits}, but the book's ISBN is {isbn}"
    if not digits.startswith(("978", "979")):
        return f"the barcode says {digits}, which is not an ISBN: those begin with 978 or 979"
    return ""


def _price(rule: Rule, case: Case, code: ScannedCode) -> Iterator[Problem]:
    """A price that is not the book's is wrong; none at all is only missed."""
    prices = [price for price in case.job.prices if _has_add_on(price)]
    if not prices or any(_says(code.add_on, price) for price in prices):
        return
    silent = code.add_on in ("", NO_PRICE)
    said, book = _in_money(code.add_on), ", ".join(f"{price.currency} {price.amount}" for price in prices)
    yield problem(case.job.printer, rule, "R-022", f"the barcode says {said}, but the book costs {book}",
                  "print the add-on of the book's price, or take the price out of book.yaml",
                  "warning" if silent else "error")


def _has_add_on(price: Price) -> bool:
    """A hundred and more has an add-on in US dollars alone."""
    return price.currency in CURRENCIES.values() and (price.currency == "USD" or _cents(price) <= HIGHEST)


def _cents(price: Price) -> int:
    return round(float(price.amount) * 100)


def _says(add_on: str, price: Price) -> bool:
    return _currency(add_on) == price.currency and int(add_on[1:]) == min(_cents(price), HIGHEST)


def _in_money(add_on: str) -> str:
    if add_on in ("", NO_PRICE):
        return "no price"
    currency = _currency(add_on)
    return f"{currency} {add_on[1:3]}.{add_on[3:]} ({add_on})" if currency else add_on


def _currency(add_on: str) -> str | None:
    """None of an add-on of two digits, which numbers an issue of a magazine."""
    return CURRENCIES.get(add_on[0]) if len(add_on) == 5 else None


def _size(rule: Rule, case: Case, code: ScannedCode) -> Iterator[Problem]:
    scale = code.module / FULL_MODULE
    if not SMALLEST <= scale <= LARGEST:
        message = f"the barcode is printed at {100 * scale:.0f} % of its full size, and scanners read 80 to 200 %"
        yield problem(case.job.printer, rule, "R-022", message, "print it at 80 to 100 %", "warning")
