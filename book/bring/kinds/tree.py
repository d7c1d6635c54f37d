"""Pandoc's tree of a document, made into one that the reader knows: insertions taken, deletions and comments dropped,
wrappers without meaning opened, commands of TeX put in the book's own words. What is dropped is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Node = dict[str, Any]
_KEPT = frozenset({"epigraph", "verse", "note", "tip", "warning", "caution", "important", "theorem", "lemma", "proof",
                   "definition", "corollary", "example", "remark", "proposition"})  # fmt: skip
_KEPT_SPANS = frozenset({"smallcaps", "underline", "mark", "sc"})
_REF = re.compile(r"\\(ref|eqref|autoref|cref|Cref|pageref|nameref)\*?\{([^{}]+)\}$")
_LABEL = re.compile(r"\\label\{([^{}]+)\}\s*")
_SILENT = re.compile(r"\\(?:maketitle|frontmatter|mainmatter|backmatter|tableofcontents|listoffigures|listoftables|"
                     r"printindex|makeindex|printbibliography|noindent|centering|bigskip|medskip|smallskip|clearpage|"
                     r"newpage|cleardoublepage|pagebreak|appendix|par|indent|sloppy|fussy|hfill|vfill|relax|raggedright|"
                     r"thispagestyle\{\w+\}|pagestyle\{\w+\}|pagenumbering\{\w+\}|vspace\*?\{[^}]*\}|hspace\*?\{[^}]*\}|"
                     r"setcounter\{\w+\}\{\w+\}|addcontentsline\{.*\}|markboth\{.*|bibliography(?:style)?\{[^}]*\})\s*$")


@dataclass(slots=True)
class DocumentTree:
    """A tree, and what was done to it: (what, done, the words of it to be looked for in the source)."""

    tree: Any
    media: Mapping[str, bytes] = field(default_factory=dict)
    changed: list[tuple[str, str, str]] = field(default_factory=list)
    left: list[tuple[str, str, str]] = field(default_factory=list)
    linked: frozenset[str] = frozenset()
    starts: dict[str, str] = field(default_factory=dict)  # the first heading of each file of an EPUB, by its name


def meta_values(tree: Any) -> dict[str, Any]:
    """The metadata as plain values."""
    return {key: _meta(value) for key, value in tree.get("meta", {}).items()}


def _meta(value: Node) -> Any:
    kind, content = value["t"], value["c"]
    if kind == "MetaList":
        return [_meta(each) for each in content]
    if kind == "MetaMap":
        found = {key: _meta(each) for key, each in content.items()}
        return found.get("text", found)
    return content if isinstance(content, bool | str) else said(content)


def said(nodes: Any) -> str:
    """The words of some nodes."""
    if isinstance(nodes, list):
        return "".join(map(said, nodes))
    if not isinstance(nodes, dict):
        return ""
    kind, content = nodes.get("t"), nodes.get("c") or []
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Code", "Math", "RawInline", "RawBlock", "CodeBlock"):
        return str(content[1])
    return said(content) if content else ""


def cleaned(tree: Any, media: Mapping[str, bytes]) -> DocumentTree:
    """The tree with what the reader knows."""
    clean = DocumentTree(tree, media, linked=frozenset(each[1:] for each in _links(tree) if each.startswith("#")))
    clean.starts.update(_starts(tree["blocks"]))
    tree["blocks"] = _list(tree["blocks"], clean)
    tree["meta"] = {}
    return clean


def _starts(blocks: Sequence[Node]) -> dict[str, str]:
    """The name of the first heading after the mark that pandoc puts where a file of an EPUB begins."""
    found, file = dict[str, str](), ""
    for block in _flat(blocks):
        marks = block["c"] if block["t"] == "Para" else []
        if len(marks) == 1 and marks[0]["t"] == "Span" and _made(marks[0]["c"][0][0]):
            file = marks[0]["c"][0][0]
        elif block["t"] == "Header" and file and block["c"][1][0]:
            found.setdefault(file, block["c"][1][0])
    return found


def _flat(blocks: Sequence[Node]) -> list[Node]:
    """The blocks, those inside wrappers too."""
    return [inner for block in blocks for inner in (_flat(block["c"][1]) if block["t"] == "Div" else [block])]


def _links(node: Any) -> list[str]:
    if isinstance(node, list):
        return [found for each in node for found in _links(each)]
    if not isinstance(node, dict):
        return []
    own = [node["c"][2][0]] if node.get("t") == "Link" else []
    return own + _links(node.get("c") or node.get("blocks") or [])


def _list(nodes: Sequence[Any], clean: DocumentTree) -> list[Any]:
    out: list[Any] = []
    for node in nodes:
        if isinstance(node, dict) and "t" in node:
            out += _node(node, clean)
        elif isinstance(node, list):
            out.append(_list(node, clean))
        else:
            out.append(node)
    return out


def _node(node: Node, clean: DocumentTree) -> list[Any]:
    change = _CHANGES.get(node["t"])
    if change:
        return change(node, clean)
    if isinstance(node.get("c"), list):
        return [{**node, "c": _list(node["c"], clean)}]
    return [node]


def _span(node: Node, clean: DocumentTree) -> list[Any]:
    (name, classes, values), words = node["c"]
    if {"deletion", "paragraph-deletion"} & set(classes):
        if text := said(words).strip():
            clean.left.append((f"a tracked deletion: “{_short(text)}”", "the words are not in the book", text))
        return []
    if {"insertion", "paragraph-insertion"} & set(classes):
        if text := said(words).strip():
            clean.changed.append((f"a tracked insertion: “{_short(text)}”", "the words are in the book", text))
        return _list(words, clean)
    if "comment-start" in classes:
        author = dict(values).get("author", "")
        by = f" by {author}" if author else ""
        clean.left.append((f"a comment{by}: “{_short(said(words))}”", "it was left out", ""))
        return []
    if "comment-end" in classes:
        return []
    kept = [each for each in classes if each in _KEPT_SPANS]
    language = [pair for pair in values if pair[0] == "lang"]
    own = name if name in clean.linked and not _made(name) else ""
    inner = _list(words, clean)
    if own or kept or language:
        return [{"t": "Span", "c": [[own, kept, language], inner]}]
    return inner


def _div(node: Node, clean: DocumentTree) -> list[Any]:
    (name, classes, _), blocks = node["c"]
    kept = [each for each in classes if each in _KEPT]
    inner = _list(blocks, clean)
    if kept:
        return [{"t": "Div", "c": [[name, kept, []], inner]}]
    first: Node = next((each for each in inner if each["t"] not in ("Plain", "Para") or each["c"]), {})
    own = first["c"][1][0] if first.get("t") == "Header" else ""
    if name in clean.linked and first.get("t") == "Header" and own not in {*clean.linked, *clean.starts.values()}:
        first["c"][1][0] = name
    return inner


def _made(name: str) -> bool:
    """True of the names that an EPUB's files get."""
    return name.endswith((".xhtml", ".html", ".htm"))


def _header(node: Node, clean: DocumentTree) -> list[Any]:
    level, (name, classes, _), words = node["c"]
    kept = [each for each in classes if each in ("unnumbered",)]
    return [{"t": "Header", "c": [max(level, 1), [name, kept, []], _list(words, clean)]}]


def _raw_inline(node: Node, clean: DocumentTree) -> list[Any]:
    form, text = node["c"]
    if form in ("latex", "tex"):
        if found := _REF.match(text.strip()):
            return [_plain(_referred(found))]
        if found := re.match(r"\\index\{([^{}]+)\}$", text.strip()):
            return [{"t": "Span", "c": [["", ["index"], [["entry", found[1]]]], []]}]
        if found := _LABEL.match(text.strip()):
            return [{"t": "Span", "c": [[found[1], [], []], []]}]
        if _SILENT.match(text.strip()):
            return []
        words = _words(text)
        clean.left.append((f"a command of TeX: {_short(text)}",
                           f"its words were kept: “{_short(words)}”" if words else "it was left out", text))
        return [{"t": "Str", "c": words}] if words else []
    return _raw_html(text, form, clean)


def _raw_html(text: str, form: str, clean: DocumentTree) -> list[Any]:
    words = re.sub(r"<[^>]*>", "", text).strip()
    if words or not re.fullmatch(r"\s*</?\w[^>]*>\s*", text):
        done = "its words were kept" if words else "it was left out"
        clean.left.append((f"a passage of {form}: {_short(text)}", done, text))
    return [{"t": "Str", "c": words}] if words else []


def _raw_block(node: Node, clean: DocumentTree) -> list[Any]:
    form, text = node["c"]
    if form in ("latex", "tex"):
        if _SILENT.match(text.strip()):
            return []
        words = _words(text)
        clean.left.append((f"a passage of TeX: {_short(text)}",
                           f"its words were kept: “{_short(words)}”" if words else "it was left out", text))
        return [{"t": "Para", "c": [{"t": "Str", "c": words}]}] if words else []
    return [{"t": "Para", "c": found} for found in [_raw_html(text, form, clean)] if found]


def _words(text: str) -> str:
    """The words in a piece of TeX, without its commands."""
    plain = re.sub(r"\\(?:begin|end)\{[^}]*\}(?:\[[^\]]*\])?|\\(?:label|vspace|hspace)\*?\{[^}]*\}|(?<!\\)%.*", " ",
                   text)
    plain = re.sub(r"\\[A-Za-z]+\*?(?:\[[^\]]*\])?|[{}~]", " ", plain)
    return " ".join(plain.replace("\\", " ").split())


def _referred(found: re.Match[str]) -> str:
    name, command = found[2], found[1]
    if command == "eqref":
        return f"(\\@ref({name}))"
    if command == "ref":
        return f"\\@ref({name})"
    return {"pageref": f"[](#{name}){{.pageonly}}", "nameref": f"[](#{name}){{.title}}"}.get(command, f"[](#{name})")


def _plain(words: str) -> Node:
    """Markdown that the writer must leave as it is: put in its place when the text is written."""
    return {"t": "RawInline", "c": ["markdown", words]}


def _para(node: Node, clean: DocumentTree) -> list[Any]:
    """A paragraph parted at its formulas with a name, each of which stands alone."""
    out: list[Any] = []
    words: list[Any] = []
    for each in node["c"]:
        named = each["t"] == "Math" and each["c"][0]["t"] == "DisplayMath" and _LABEL.search(each["c"][1])
        if named:
            out += [_paragraph(words), {"t": "Para", "c": _math(each, clean)}]
            words = []
        else:
            words += _node(each, clean)
    return [each for each in (*out, _paragraph(words)) if each["c"]]


def _paragraph(words: list[Any]) -> Node:
    """The words without white space around them."""
    spaces = ("Space", "SoftBreak")
    start = next((at for at, each in enumerate(words) if each["t"] not in spaces), len(words))
    end = next((at for at in range(len(words), start, -1) if words[at - 1]["t"] not in spaces), start)
    return {"t": "Para", "c": words[start:end]}


def _math(node: Node, _: DocumentTree) -> list[Any]:
    kind, text = node["c"]
    found = _LABEL.search(text)
    if not found:
        return [node]
    bare = _LABEL.sub("", text).strip()
    bare = re.sub(r"^\\begin\{equation\}\s*(.*?)\s*\\end\{equation\}$", r"\1", bare, flags=re.S)
    return [{"t": "Math", "c": [kind, bare]}, _plain(f" {{#{found[1]}}}")]


def _cite(node: Node, _: DocumentTree) -> list[Any]:
    """A locator after its comma, as the reader wants it."""
    for each in node["c"][0]:
        suffix = each["citationSuffix"]
        if suffix and not said(suffix).startswith((",", " ,")):
            each["citationSuffix"] = [{"t": "Str", "c": ","}, {"t": "Space"}, *suffix]
    return [node]


def _image(node: Node, clean: DocumentTree) -> list[Any]:
    (name, _, values), words, (address, title) = node["c"]
    new = media_name(address) if address in clean.media else address
    kept = [[key, _size(value)] for key, value in values if key in ("width", "height", "alt")]
    return [{"t": "Image", "c": [[name, [], kept], _list(words, clean), [new, title]]}]


def media_name(path: str) -> str:
    """Where a picture out of a document will be, from `chapters/`."""
    return "figures/" + path.removeprefix("media/").removeprefix("media/").replace("/", "-")


def _size(value: str) -> str:
    """TeX's width as a part of the measure."""
    found = re.fullmatch(r"(\d*\.?\d*)\\(?:text|line|column)width", value)
    return f"{round(float(found[1] or 1) * 100)}%" if found else value


def _link(node: Node, clean: DocumentTree) -> list[Any]:
    _, words, (address, title) = node["c"]
    file = next((name for name in clean.starts if re.match(rf"#{re.escape(name)}(?:_|$)", address)), "")
    own = address.removeprefix(f"#{file}_")
    if file and (address == f"#{file}" or file.startswith(own)):  # pandoc drops the names of an EPUB's sections
        address = f"#{clean.starts[file]}"
    return [{"t": "Link", "c": [["", [], []], _list(words, clean), [address, title]]}]


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) < 90 else f"{plain[:88]}…"


_CHANGES: Mapping[str, Callable[[Node, DocumentTree], list[Any]]] = {
    "Para": _para, "Span": _span, "Div": _div, "Header": _header, "RawInline": _raw_inline, "RawBlock": _raw_block,
    "Math": _math, "Cite": _cite, "Image": _image, "Link": _link,
}  # fmt: skip
