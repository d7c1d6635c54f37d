"""What authors write elsewhere, in a book that is not strict: each way of saying a thing, and the tree made of it."""

from __future__ import annotations

from time import perf_counter

import pytest
from outline import outline

from book.markdown import parse, typeset
from book.markdown.tidy import tidied


def lenient(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The outline, and the code and gravity of each problem."""
    parsed, problems = parse(text, "x.md", strict=False, cites=False)
    notes = "".join(f"note {key}\n{outline(blocks, 1)}" for key, blocks in parsed.notes.items())
    return outline(parsed.blocks) + notes, [(problem.code, problem.severity) for problem in problems]


KINDS: dict[str, tuple[str, str]] = {
    "two spaces": ("a  \nb", "p a[br]b\n"),
    "underlined": ("One\nand\n---\n\nTwo\n---", "h2 #one-and One and\nh2 #two Two\n"),
    "scene breaks": ("- - -\n\n___\n\n* * *\n\n***\n\n---\n\n----", "ornament\n" * 6),
    "bullets": ("* a\n\n\n+ b\n- c", "list\n  item\n    p a\nlist\n  item\n    p b\nlist\n  item\n    p c\n"),
    "a year": ("1986. A great year", "list from 1986\n  item\n    p A great year\n"),
    "a year in a paragraph": ("It was in\n1986. A great year", "p It was in 1986. A great year\n"),
    "letters": ("b. x\nc. y", "list from 2 lower-alpha.\n  item\n    p x\n  item\n    p y\n"),
    "capitals": ("A) x\nB) y", "list from 1 upper-alpha)\n  item\n    p x\n  item\n    p y\n"),
    "a name": ("A. Smith wrote.\n\nI. think so.", "p A. Smith wrote.\np I. think so.\n"),
    "abbreviations": ("z. B. so\n\nc. 1850\n\np. 33", "p z. B. so\np c. 1850\np p. 33\n"),
    "roman": ("(iv) x\n(v) y", "list from 4 lower-roman()\n  item\n    p x\n  item\n    p y\n"),
    "roman h to i": ("h. x\ni. y", "list from 8 lower-alpha.\n  item\n    p x\n  item\n    p y\n"),
    "automatic": ("#. x\n#. y", "list from 1\n  item\n    p x\n  item\n    p y\n"),
    "examples": ("(@a) x\n\nSee (@b), @a.\n\n(@b) y", "list from 1 decimal()\n  item\n    p x\np See (2), 1.\n"
                 "list from 2 decimal()\n  item\n    p y\n"),
    "nested at once": ("1. x\n   a. y\n   b. z", "list from 1\n  item\n    p x\n    list from 1 lower-alpha.\n"
                       "      item\n        p y\n      item\n        p z\n"),
    "loose": ("- a\n\n- b", "list loose\n  item\n    p a\n  item\n    p b\n"),
    "tasks": ("- [ ] a\n- [x] b\n- c", "list\n  item open\n    p a\n  item done\n    p b\n  item\n    p c\n"),
    "line block": ("| a *b\n|   c*\n|\n| d\n  on", "verse\n  a [em b]\n  .[em c]\n  ~\n  d on\n  ~\n"),
    "verse": ("::: {.verse line-numbers=5}\n  a\n    b  \n\n  - c\\\n  ## Head\n  d\n:::",
              "verse 5\n  a\n  .b\n  ~\n  - c\n  ~\nh2 #head Head\nverse 5\n  d\n  ~\n"),
    "indented code": ("a\n\n    b *c*\n    # d", "p a\ncode 'b *c*\\n# d'\n"),
    "div note": ("::: note\nx\n:::", "note\n  p x\n"),
    "call-out": ('::: {.callout-tip title="*Z*" collapse=true}\nx\n:::', "tip: [em Z]\n  p x\n"),
    "call-out with a head": ("::: {.callout-note}\n## Z\n\nx\n:::", "note: Z\n  p x\n"),
    "docusaurus": (":::tip[Z]\nx\n:::", "tip: Z\n  p x\n"),
    "github": ("> [!WARNING]\n> x\n>\n> y", "warning\n  p x\n  p y\n"),
    "mkdocs": ('!!! danger "Z"\n    x\n\n    - y\n\nz', "caution: Z\n  p x\n  list\n    item\n      p y\np z\n"),
    "mkdocs folded": ("??? note\n    x", "note\n  p x\n"),
    "definitions": ("T\n:   a\n:   b\n\n    c", "definitions\n  term T\n    p a\n    p b\n    p c\n"),
    "html words": ("<b>a</b> <i>b</i> x<sup>2</sup> <u>c</u> <kbd>d</kbd> <q>e</q><br>f",
                   "p [strong a] [em b] x[sup 2] [span .underline c] [span .keycap d] “e”[br]f\n"),
    "html blocks": ("<div class=a>\n\n*x*\n\n</div>\n<p align=center>y</p>\n<hr>", "group .a\n  p [em x]\n"
                    "group .centered\n  p y\nornament\n"),
    "html list": ("<ol start=3 type=a>\n  <li>x</li>\n  <li>y\n    <ul><li>z</li></ul></li>\n</ol>",
                  "list from 3 lower-alpha.\n  item\n    p x\n  item\n    p y\n    list\n      item\n        p z\n"),
    "html quotation": ("<blockquote>\nx\n</blockquote>", "quotation\n  p x\n"),
    "html code": ("<pre><code>a &lt; b\n  c</code></pre>", "code 'a < b\\n  c'\n"),
    "html link": ('<a href="https://a.b">x</a> <span style="font-variant: small-caps">y</span>',
                  "p [link https://a.b x] [sc y]\n"),
    "html page": ('a\n\n<div style="page-break-after: always"></div>\n\nb', "p a\ngroup .page-break\np b\n"),
    "entities": ("&copy; &#8212;", "p © —\n"),
    "capitals with one space": ("I. a\nII. b\nIV. c\nV. d", "list from 1 upper-roman.\n" + "".join(
        f"  item\n    p {word}\n" for word in "abcd")),
    "initials": ("I. Newton\nA. Smith", "p I. Newton A. Smith\n"),
    "poem": ("::: poem\na\nb\n:::", "verse\n  a\n  b\n  ~\n"),
    "callout of any name": ("> [!quote] So\n> a", "note: So\n  p a\n"),
    "linked picture": ("[![a *b*](x.png){alt=d}](https://x.org)",
                       "figure # x.png 'd' [link https://x.org a [em b]]\n"),
    "size of a picture in HTML": ('<img src="x.png" alt="d" style="width: 30%">', "figure # x.png 'd' \n"),
    "conditions": ('::: {.content-hidden when-format="html"}\na\n:::\n\n'
                   '::: {.content-visible unless-format="html" #b}\nc\n:::', "p a\ngroup #b\n  p c\n"),
    "figure by Quarto": ('::: {#fig-a}\n![](x.png){alt=d}\n\nSaid *so*\n:::', "figure #fig-a x.png 'd' Said [em so]\n"),
    "code by Quarto": ("::: {#lst-a}\n```\nb\n```\n\nSaid\n:::", "code #lst-a 'b'\n  caption Said\n"),
    "comments": ("a <!-- b --> c\n\n<!-- d\n\ne -->\n\nf", "p a c\np f\n"),
    "looks": ("[a]{.smallcaps} [b]{.underline} [c]{.mark} ==d==",
              "p [sc a] [span .underline b] [span .marked c] [span .marked d]\n"),
    "unnumbered": ("## A {-}", "h2 #a .unnumbered A\n"),
    "page break": ("a\n\n\\newpage\n\nb", "p a\ngroup .page-break\np b\n"),
    "index": ("a\\index{B!c}", "p a[index 'B!c']\n"),
    "handle": ("Follow @someone.", "p Follow @someone.\n"),
    "braces": ("[0-9]{1,5} `x`{.python} C:\\Users\\me", "p [0-9]{1,5} [span .python [code x]] C:\\Users\\me\n"),
    "address apart": ("[a][b] and [b]\n\n[b]: https://x.org 'T'",
                      "p [link https://x.org a] and [link https://x.org b]\n"),
    "tabs": ("-\ta\n\n\tb", "list loose\n  item\n    p a\n    p b\n"),
    "line ends": ("a\r\n\r\nb\rc", "p a\np b c\n"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_kind(kind: str) -> None:
    text, expected = KINDS[kind]
    assert lenient(text) == (expected, [])


@pytest.mark.parametrize(("text", "expected", "problem"), [
    ("## A\n\n#### B", "h2 #a A\nh3 #b B\n", ("M-013", "warning")),
    ("a *b", "p a *b\n", ("M-006", "warning")),
    ("a\ufeffb\u200bc", "p abc\n", ("M-002", "warning")),
    ('<span style="color: red">a</span>', "p a\n", ("M-012", "warning")),
    ("::: {.a foo=b}\nc\n:::", "group .a\n  p c\n", ("M-012", "warning")),
    ("a \\noindent b", "p a  b\n", ("M-032", "warning")),
    ("\\vspace{2cm}\n\na", "p a\n", ("M-032", "warning")),
    ("\\small{a} b", "p  b\n", ("M-032", "error")),
    ("\\begin{center}\na\n\\end{center}", "", ("M-032", "error")),
    ('a\n\n::: {.content-visible when-format="html"}\nb\n:::', "p a\n", ("M-032", "note")),
    ('::: {.content-hidden unless-format="html"}\na\n:::\n\nb', "p b\n", ("M-032", "note")),
    ("```{=html}\n<b>a</b>\n```\n\nb", "p b\n", ("M-032", "warning")),
    ("```{=latex}\n\\clearpage\n\\vspace{2cm} % a\n```\n\nb", "p b\n", ("M-032", "warning")),
    ("```{=latex}\n\\textbf{a}\n```\n\nb", "p b\n", ("M-032", "error")),
    ("\u00a0".join("abcdefghij"), "p a b c d e f g h i j\n", ("M-002", "warning")),
    ("Ab\nCd\nEf\n\nGh\nIj\nKl\n\n*Mn\nOp\nQr*", "p Ab Cd Ef\np Gh Ij Kl\np [em Mn Op Qr]\n", ("M-034", "warning")),
    ("-----\na  b\n-- --\nc  d\n\ne  f\n-----\n: Cap\n\ng", "p g\n", ("M-043", "error")),
    ("[Anna]: Nonsense!\n\nb", "p b\n", ("M-019", "warning")),
    ("[1]: Ibid \"so she said\"\n\nb", "p b\n", ("M-019", "warning")),
    ("a ![the key](x.png){alt=Lock} b", "p a [image x.png 'Lock'] b\n", ("M-051", "warning")),
    ("::: {.content-visible when-format=html}\na\n\nb", "", ("M-006", "error")),
    ("a\n\n## {.b}", "p a\nh2 #section .b \n", ("M-013", "error")),
    ("{{ site.title }} a", "p {{ site.title }} a\n", ("M-032", "warning")),
    ("{% include a.html %}", "p {% include a.html %}\n", ("M-032", "warning")),
    ("[TOC]", "p [TOC]\n", ("M-032", "warning")),
    ("a [b][nowhere] c", "p a [b][nowhere] c\n", ("M-019", "warning")),
    ("| a | b |\n| c | d |", "verse\n  a | b |\n  c | d |\n  ~\n", ("M-043", "warning")),
    ("> Ab\n> Cd\n> Ef\n> Gh", "quotation\n  p Ab Cd Ef Gh\n", ("M-034", "warning")),
    ("a{{< video x >}}", "p a\n", ("M-032", "error")),
    ("a\n\n---\nb: c\n---\n\nd", "p a\np d\n", ("M-032", "error")),
    ("<script>\nx()\n</script>", "", ("M-007", "error")),
    ("<div>\na", "p a\n", ("M-006", "error")),
    ('a <b onclick="x()">b', "p a b\n", ("M-007", "error")),
])
def test_what_cannot_be_set_as_meant_is_told(text: str, expected: str, problem: tuple[str, str]) -> None:
    assert lenient(text) == (expected, [problem])


@pytest.mark.parametrize(("straight", "set_"), [
    ("'s-Hertogenbosch, 'S-Gravenhage", "’s-Hertogenbosch, ’S-Gravenhage"),
    ("walk 'round, 'he said'", "walk ’round, ‘he said’"),
    ("6'2\" and 40° 26' 46\"", "6′2″ and 40° 26′ 46″"), ("\"He is 6'2\",\" she said", "“He is 6′2″,” she said"),
    ("\"in 1936\" and 'in 1936'", "“in 1936” and ‘in 1936’"), ("https://x.org/o'neill--b", "https://x.org/o'neill--b"),
    ("'Round and round,' he said", "‘Round and round,’ he said"), ("the 1960's", "the 1960’s"),
])  # fmt: skip
def test_marks_that_are_no_quotation_marks(straight: str, set_: str) -> None:
    assert typeset(straight) == set_


def test_in_a_text_of_verse_each_line_is_one() -> None:
    text = "# T\n\nI.\n\nAb *cd\n  ef* gh\n\nij\nkl\n\n- a\n  b\n\n> c\n> d\n"
    parsed, problems = parse(text, "x.md", strict=False, verse=True)
    assert problems == ()
    assert outline(parsed.blocks) == (
        "h1 # T\np I.\nverse\n  Ab [em cd]\n  .[em ef] gh\n  ~\n  ij\n  kl\n  ~\n"
        "list\n  item\n    p a b\nquotation\n  verse\n    c\n    d\n    ~\n")


@pytest.mark.parametrize("text", [
    "Ab cd\nef\n\nGh\nij\n\nKl\nmn", "Ab\\\nCd\\\nEf\n\n" * 4, "Ab\nCd\nEf\n", "- Ab\n  Cd\n  Ef\n\n" * 4,
])
def test_prose_is_not_taken_for_verse(text: str) -> None:
    assert lenient(text)[1] == []


@pytest.mark.parametrize("inside", ["^[A note.]", "[](#b)", "$x$", "[@low]"])
def test_nothing_but_words_stands_in_the_brackets_of_a_picture_in_a_line(inside: str) -> None:
    _, problems = parse(f"a ![the key{inside}](x.png) b\n\n[c]{{#b}}", "x.md", strict=False)
    assert [(each.code, each.severity) for each in problems] == [("M-051", "error")]


@pytest.mark.parametrize("text", [
    "**a " * 300 + "b**" * 300, "<b>" * 300 + "a" + "</b>" * 300, "*a _b " * 200 + "_ *" * 200,
    '<span class="x">' * 300 + "a" + "</span>" * 300,
])
def test_marks_inside_marks_are_told_once_they_are_too_many(text: str) -> None:
    assert "M-006" in {code for code, _ in lenient(text)[1]}


@pytest.mark.parametrize("text", ["a" * 200_000, "\u00a0".join(["a" * 50_000] * 3), "/" * 50_000, "a\u00a0" * 100_000])
def test_long_rows_of_letters_take_no_time(text: str) -> None:
    began = perf_counter()
    tidied(text)
    assert perf_counter() - began < 2
