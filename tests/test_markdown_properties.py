"""What holds for any text: it can be read, and all places are inside it. A second opinion on citations: pandoc's."""

from __future__ import annotations

import dataclasses
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from book.markdown import parse, typeset
from book.matter import Citation, CitedWork, Text
from book.problems import Span

PIECES = st.lists(st.sampled_from([
    "word", " ", "  ", "\n", "\n\n", "*", "**", "_", "~~", "~", "^", "`", "``", "[", "]", "(", ")", "{", "}",
    "[^n]", "[^n]: ", "^[", "![", "](#a)", "](b.png)", "{#id}", "{.sc}", '{.index entry="a!b"}', '{check="x"}',
    "@key", "-@key", "[@a, 3; @b]", ":::", "::: {.a}", "::: note", "::: {template=t}", "::: {figure=f}", "> ",
    "- ", "1. ", "# ", "## ", "| a | b |\n", "|---|---|\n", ": ", ":   ", "```", "~~~", "* * *", "<!--", "-->",
    "<b>", "</b>", "<sup>", "</sup>", "<br>", "\\", "\\ ", "\\\n", '"', "'", "--", "---", "...", "—", "&amp;",
    "<https://a.b>", "    ", "é", "Ж", "\t", "a. ", "(iv) ", "(@x) ", "- [x] ", "| ", "::: verse\n",
    "::: {.callout-tip}\n", "> [!NOTE]\n",
    '!!! note "T"\n', "<div>", "</div>", "<ul><li>", "</li></ul>", "<p>", "<q>", '<img src="a.png">',
    "<figure>", "</figure>", "<pre>", "</pre>", "<details><summary>", "</summary>", "\\newpage\n", "\\x{y}",
    "{{< z >}}",
    "---\n", "[a]: b\n", "[a]", "==",
])).map("".join)


def nodes(value: Any) -> Iterator[Any]:
    """All dataclasses inside a value."""
    if dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from nodes(getattr(value, field.name))
    elif isinstance(value, tuple):
        for member in value:
            yield from nodes(member)
    elif isinstance(value, dict):
        for member in value.values():
            yield from nodes(member)


@settings(max_examples=150, deadline=None, database=None)
@given(st.one_of(PIECES, st.text(max_size=60)), st.booleans(), st.booleans())
@example("[<sup>a]{.sc} b</sup>", True, True)
@example("*a [b* c]{.sc}* " * 3, False, False)
@example("> " * 80 + "deep", False, True)
@example("[" * 60 + "x" + "]" * 60, False, False)
@example("- " * 60 + "x", False, True)
@example("<div>" * 60 + "x", False, False)
def test_any_text_can_be_read_and_all_places_are_inside_it(text: str, raw_html: bool, strict: bool) -> None:
    parsed, problems = parse(text, "x.md", raw_html=raw_html, strict=strict,
                             expand=lambda name, arguments, span: ("*T* [@k]", ()))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = nodes((parsed.blocks, dict(parsed.notes), parsed.ids, parsed.pictures))
    spans = [node for node in found if isinstance(node, Span)]
    for span in [*spans, *(problem.span for problem in problems if problem.span)]:
        assert span.path == "x.md"
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1


@settings(max_examples=60, deadline=None, database=None)
@given(st.lists(st.sampled_from(["Words", "kept", "every", "one", "Слово", "naïve", "x1"]), min_size=1, max_size=30),
       st.sampled_from(["{}", "> {}", "- {}", "::: a\n{}\n:::", "*{}*", "[{}]{{.sc}}", "| A |\n|---|\n| {} |",
                        "T\n:   {}", "## {}"]))
def test_no_word_is_lost(words: list[str], frame: str) -> None:
    parsed, problems = parse(frame.format(" ".join(words)), "x.md")
    texts = " ".join(node.text for node in nodes(parsed.blocks) if isinstance(node, Text))
    assert not problems
    assert [word for word in texts.split() if word not in "AT"] == words


@settings(max_examples=60, deadline=None, database=None)
@given(st.text("ab \"'.-", max_size=40))
def test_typesetting_twice_changes_nothing_more(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)


@settings(max_examples=60, deadline=None, database=None)
@given(st.lists(st.sampled_from(["key", "b2"]), min_size=1, max_size=4),
       st.lists(st.sampled_from(["*em* ", "\n", "word, "])))
def test_a_citation_stands_where_its_key_is(keys: list[str], before: list[str]) -> None:
    text = "x" + "".join(before) + "y [see " + "; ".join(f"@{key}, 3" for key in keys) + "]"
    works = [node for node in nodes(parse(text, "x.md")[0].blocks) if isinstance(node, CitedWork)]
    lines = text.split("\n")
    for work, key in zip(works, keys, strict=True):
        assert work.span is not None
        line = lines[work.span.line - 1]
        assert line[work.span.column - 1:work.span.column - 1 + work.span.length] == f"@{key}"


CITATIONS = [
    "A [@k].", "A [see @kotkin2014, pp. 33-35; @rogovin1998, ch. 2].", "As @key [p. 3] says", "[-@key]",
    "[-@key, 12]", "@key says.", "-@key says.", "[see *also* @a, p. 3 and *passim*; cf. @b]",
    "mail foo@bar.com x", "\\@key", "`[@key]`", "[text @a](http://x.org)", "[@a:b.c/d-e_f]",
    "[@{https://x.org/a?b=1}, p. 4]", "[@a, {pp. iv, vi-xi, (xv)-(xvii)} with suffix here]", "[@a, ¶ 4]",
    "[@a, § 12.3]", "[@a p. 3]", "[@a, chap. 2, with suffix]", "[@a, 33n2]", "[@a, xvii]",
    "[@a, pp. 33–35, 38-39 and *passim*]", "@a [p. 3; see also @b, 4]", "[@a; @b; -@c, 3]", "x @a, and (@b)",
    "[e.g., @a, vol. 2, p. 3]", "[@a, fig. 4]", "[@a, n. 5]", "[@a, but see p. 4]", "a[@b]c", "**@a**",
    "[@doe99, pp. 33-35 and *passim*; @smith04, chap. 1]", "[@a, 12, 15–18, and 401]",
]


def plain(node: Any) -> str:
    """The words of a piece of pandoc's tree."""
    if isinstance(node, list):
        return "".join(map(plain, node))
    content = node.get("c", "")
    return {"Str": content, "Space": " ", "SoftBreak": " "}.get(node["t"]) or plain(
        content if isinstance(content, list) and node["t"] in ("Emph", "Strong") else
        content[1] if node["t"] in ("Quoted", "Span", "Link") else [])


def pandocs(tree: Any) -> Iterator[list[tuple[str, str, str]]]:
    """Pandoc's reading: key, mode and prefix of each work in each citation."""
    if isinstance(tree, list):
        for member in tree:
            yield from pandocs(member)
    elif isinstance(tree, dict) and tree.get("t") == "Cite":
        yield [(cite["citationId"], cite["citationMode"]["t"], plain(cite["citationPrefix"]).strip())
               for cite in tree["c"][0]]
    elif isinstance(tree, dict):
        for member in tree.values():
            yield from pandocs(member)


def ours(text: str) -> Iterator[list[tuple[str, str, str]]]:
    """Our reading of the same."""
    for node in nodes(parse(text, "x.md")[0].blocks):
        if isinstance(node, Citation):
            modes = ["SuppressAuthor" if work.no_author else
                     "AuthorInText" if node.in_text and not number else "NormalCitation"
                     for number, work in enumerate(node.works)]
            words = ["".join(part.text for part in nodes(work.prefix) if isinstance(part, Text)) for work in node.works]
            yield [(work.key, mode, prefix) for work, mode, prefix in zip(node.works, modes, words, strict=True)]


@pytest.fixture(scope="module")
def pandoc() -> list[list[list[tuple[str, str, str]]]]:
    """Pandoc's reading of all the citations, one paragraph each, in one run."""
    program = Path(pypandoc.__file__).parent / "files/pandoc"
    text = "\n\n".join(CITATIONS)
    run = subprocess.run([program, "-f", "markdown-smart-example_lists", "-t", "json"], input=text.encode(),
                         capture_output=True, check=True)
    return [list(pandocs(block)) for block in json.loads(run.stdout)["blocks"]]


@pytest.mark.parametrize("number", range(len(CITATIONS)), ids=lambda number: re.sub(r"\W+", "-", CITATIONS[number]))
def test_citations_are_read_as_pandoc_reads_them(number: int, pandoc: list[list[list[tuple[str, str, str]]]]) -> None:
    assert list(ours(CITATIONS[number])) == pandoc[number]
