r"""Mathematics in Markdown: what is a formula and what is not, by Pandoc's rules and GitHub's, and TeX outside one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from book.markdown import parse
from book.matter import Block, DisplayFormula, Emphasis, Formula, Paragraph, Quotation, RawInline, Table, Text
from book.matter.walk import all_blocks, all_raw, lines


def formulas(text: str) -> list[tuple[str, str]]:
    """Each formula as ("$" or "$$", TeX), those on lines of their own first."""
    blocks = parse(text, "x.md")[0].blocks
    shown = [("$$", block.tex) for block in all_blocks(blocks) if isinstance(block, DisplayFormula)]
    return shown + [("$$" if each.display else "$", each.tex)
                    for line, _ in lines(blocks) for each in all_raw(line) if isinstance(each, Formula)]


def codes(text: str) -> list[str]:
    return [f"{problem.code} {problem.span}" for problem in parse(text, "x.md")[1]]


@pytest.mark.parametrize(("text", "found"), [
    ("$x^2$", [("$", "x^2")]),
    ("$a^{x}b^{y}$ and $x_1 + y_1$", [("$", "a^{x}b^{y}"), ("$", "x_1 + y_1")]),
    ("$a*b$ and $c*d$", [("$", "a*b"), ("$", "c*d")]),
    ("*em $a*b$ c*", [("$", "a*b")]),
    ("~~$y_1~2$~~ H~2~O $a^2$^th^", [("$", "y_1~2"), ("$", "a^2")]),
    ("[words $x]$ more](#here)", [("$", "x]")]),
    ("$\\text{for $x$ only}$", [("$", "\\text{for $x$ only}")]),
    ("$a\\$b$", [("$", "a\\$b")]),
    ("$x\ny$", [("$", "x\ny")]),
    ("$`x_1`$ of GitHub", [("$", "x_1")]),
    ("$\"x\" -- y$", [("$", "\"x\" -- y")]),
    ("\\(x\\) and \\\\(y\\\\)", [("$", "x"), ("$", "y")]),
    ("\\(a+b\\) and \\(\\alpha\\)", [("$", "a+b"), ("$", "\\alpha")]),
    ("so \\[E = mc^2\\] it is", [("$$", "E = mc^2")]),
    ("so $$E = mc^2$$ it is", [("$$", "E = mc^2")]),
    ("\\[\nx\n\\]", [("$$", "x")]),
    ("\\\\[ x \\\\]", [("$$", "x")]),
    ("$$\na\n- b\n= c\n# d\n$$", [("$$", "a\n- b\n= c\n# d")]),
    ("$$\na\n\nb\n$$", [("$$", "a\n\nb")]),
    ("> $$\n> x\n> y\n> $$", [("$$", "x\ny")]),
    ("- $$\n  x\n  $$\n- y", [("$$", "x")]),
    ("```math\n\\frac12\n```", [("$$", "\\frac12")]),
    ("~~~ {.math}\nx\n~~~", [("$$", "x")]),
    ("\\begin{align}\na &= b\n\\end{align}", [("$$", "\\begin{align}\na &= b\n\\end{align}")]),
    ("| a | $x$ |\n|---|---|\n| $y$ | b |", [("$", "x"), ("$", "y")]),
    ("$$E = mc^2$$.", [("$$", "E = mc^2\\,\\text{.}")]),
])
def test_a_formula(text: str, found: list[tuple[str, str]]) -> None:
    assert formulas(text) == found
    assert codes(text) == []


@pytest.mark.parametrize("text", [
    "$5 and $6", "It costs $5.", "$20,000 and USD$30,000", "between \\$5 and \\$10$", "a $ b $ c", "$x $", "$ x$",
    "cheap ($) or dear ($$)", "$HOME and $PATH", "\\[sic\\]", "\\[1\\]", "\\[…\\]", "\\(see below\\)", "`$x$`",
    "```\n$x$\n```", "\\[the = sign here\\]",
])
def test_words_that_are_no_formula(text: str) -> None:
    assert formulas(text) == []
    assert codes(text) == []


def test_a_price_is_printed_as_it_was_written() -> None:
    (paragraph,) = parse("A \\$5 and $6 bill.", "x.md")[0].blocks
    assert isinstance(paragraph, Paragraph) and paragraph.children == (Text("A $5 and $6 bill."),)


@pytest.mark.parametrize(("text", "name"), [
    ("$$\nx\n$$ {#eq-one}", "eq-one"), ("$$x$$ {#eq:one}", "eq:one"), ("$$ x $$", ""),
    ("\\begin{gather}\nx\n\\end{gather} {#eq-one}", "eq-one"), ("\\[\nx\n\\] {#eq-one}", "eq-one"),
])
def test_a_formula_has_a_name(text: str, name: str) -> None:
    parsed, problems = parse(text, "x.md")
    (block,) = parsed.blocks
    assert isinstance(block, DisplayFormula) and block.id == name and not problems
    assert [each for each, _ in parsed.ids] == ([name] if name else [])


@pytest.mark.parametrize(("text", "shape"), [
    ("Words $$x$$ more.", [Paragraph, DisplayFormula, Paragraph]),
    ("Words\n$$\nx\n$$\nmore.", [Paragraph, DisplayFormula, Paragraph]),
    ("$$x$$ more.", [DisplayFormula, Paragraph]),
    ("Words: $$x$$.", [Paragraph, DisplayFormula]),
    ("Words\n\\begin{align}\nx\n\\end{align}\nmore.", [Paragraph, DisplayFormula, Paragraph]),
    ("> Words $$x$$", [Quotation]),
    ("| a |\n|---|\n| $$x$$ |", [Table]),
])
def test_a_displayed_formula_parts_its_paragraph(text: str, shape: list[type[Block[RawInline]]]) -> None:
    blocks = parse(text, "x.md")[0].blocks
    assert [type(block) for block in blocks] == shape
    for before, after in pairwise(blocks):
        assert not isinstance(before, DisplayFormula) or before.inside == isinstance(after, Paragraph)


@pytest.mark.parametrize(("text", "found"), [
    ("A\n\n$x \\tag{1}$", "M-030 x.md:3:1"),
    ("$$\nx \\label{eq:a}\n$$", "M-030 x.md:1:1"),
    ("see $\\ref{a}$", "M-030 x.md:1:5"),
    ("see $\\eqref{a}$", "M-030 x.md:1:5"),
    ("a \\newpage b", "M-032 x.md:1:3"),
    ("\\textbf{bold} words", "M-032 x.md:1:1"),
    ("as \\ref{fig} shows", "M-032 x.md:1:4"),
    ("an \\alpha outside", "M-032 x.md:1:4"),
    ("\\begin{itemize}\n\\item one\n\\end{itemize}", "M-032 x.md:1:1"),
    ("see $x + \\alpha without an end", "M-032 x.md:1:10"),
    ("\\mycommand{x}", "M-032 x.md:1:1"),
    ("$$ x\n\ny", "M-006 x.md:1:1"),
    ("$$x$$ {#eq-a width=3}", "M-012 x.md:1:7"),
])
def test_what_is_refused(text: str, found: str) -> None:
    assert found in codes(text)
    assert all(problem.hint for problem in parse(text, "x.md")[1])


@pytest.mark.parametrize("text", ["C:\\Users\\me\\to", "a \\\\ b", "\\*", "\\_x\\_", "AC\\DC"])
def test_a_backslash_that_is_no_tex(text: str) -> None:
    assert codes(text) == []


def test_quotes_beside_a_formula_are_turned_as_beside_a_word() -> None:
    (paragraph,) = parse('He said "$x$" and \'$y$\'.', "x.md")[0].blocks
    assert isinstance(paragraph, Paragraph)
    words = [node.text for node in paragraph.children if isinstance(node, Text)]
    assert words == ["He said “", "” and ‘", "’."]


@given(st.text(alphabet="abx_^*~{}[]()|\\ -+=\"'<>&#@!`", min_size=1, max_size=20))
def test_nothing_but_tex_is_read_inside_a_formula(inside: str) -> None:
    """Whatever stands between the marks comes out letter by letter, or the marks are no formula's."""
    text = f"word $$z{inside}z$$ word"
    found = formulas(text)
    if "`" not in inside and not inside.endswith("\\"):
        assert found == [("$$", f"z{inside}z")]


def test_emphasis_around_a_formula_stays() -> None:
    (paragraph,) = parse("**$x$**", "x.md")[0].blocks
    assert isinstance(paragraph, Paragraph) and isinstance(paragraph.children[0], Emphasis)
