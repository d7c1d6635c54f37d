"""Tags of HTML: which are harmless, what they mean here, and what is left of their attributes.

Nothing of HTML reaches a finished file as it was written: each element becomes the node of the tree that means the
same, and what has none is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from book.markdown.attributes import Attributes
from book.markdown.parse_state import ParseState
from book.problems import Span

TAG = re.compile(r'<(/?)([A-Za-z][\w-]*)((?:\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|\'[^\']*\'|[^\s"\'=<>`]+))?)*)\s*(/?)>')
_ATTRIBUTE = re.compile(r'([\w:@.-]+)(?:\s*=\s*(?:"([^"]*)"|\'([^\']*)\'|([^\s"\'=<>`]+)))?')
DECLARED = re.compile(r"<(?:\?.*?\?>|!\[CDATA\[.*?\]\]>|![A-Za-z][^>]*>)", re.S)

# In a line: the kind of emphasis, or the class of words with a look of their own, or nothing but the words.
EMPHASIS = {"em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em", "strong": "strong", "b": "strong",
            "sup": "superior", "sub": "inferior", "s": "struck", "del": "struck", "strike": "struck",
            "code": "code", "tt": "code", "samp": "code"}  # fmt: skip
CLASSED = {"u": "underline", "ins": "underline", "mark": "marked", "kbd": "keycap", "small": "small"}
WORDS = frozenset({"span", "font", "big", "abbr", "acronym", "time", "bdi", "bdo", "data", "nobr", "label"})
INLINE = frozenset({*EMPHASIS, *CLASSED, *WORDS, "br", "wbr", "q", "a", "img"})
# On lines of their own.
DIVS = frozenset({"div", "section", "article", "main", "header", "footer", "nav", "address", "center", "hgroup",
                  "aside"})  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol", "dl"})
BLOCKS = DIVS | HEADINGS | LISTS | {"p", "blockquote", "figure", "details", "pre", "hr"}
REFUSED = frozenset({"table", "script", "style", "iframe", "video", "audio", "form", "object", "embed", "svg", "math",
                     "canvas", "noscript", "template", "select", "textarea", "fieldset", "dialog", "map", "applet",
                     "link", "meta", "base", "title", "head", "body", "html"})  # fmt: skip
KNOWN = ("known are <br>, <em>, <strong>, <sup>, <sub>, <u>, <s>, <mark>, <kbd>, <q>, <small>, <code>, <span>, <a> and "
         "<img>")
_HARMLESS = frozenset({"class", "id", "lang", "xml:lang", "name", "href", "src", "alt", "title", "width", "height",
                       "align", "style", "target", "rel", "dir", "start", "type", "value", "cite", "datetime", "role",
                       "reversed", "open", "border", "loading", "hspace", "vspace", "srcset", "sizes",
                       "color", "face", "size"})  # fmt: skip
_LOOKS = {"font-variant:small-caps": "smallcaps", "font-variant-caps:small-caps": "smallcaps",
          "text-decoration:underline": "underline", "text-align:center": "centered", "text-align:right": "flush-right",
          "font-style:italic": "italic", "font-weight:bold": "bold"}  # fmt: skip
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_NEW_PAGE = re.compile(r"(?:page-break-(?:after|before)|break-(?:after|before)):(?:always|page)")
_ALIGNED = {"center": "centered", "right": "flush-right"}


@dataclass(frozen=True, slots=True)
class HtmlTag:
    """An opening tag: its name, its attributes as we have them, and all of them as written."""

    name: str
    attributes: Attributes
    values: Mapping[str, str]
    new_page: bool = False


_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:%|cm|mm|in|pt|px)?")
_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([^;\s]+)")


def read_tag(parsing: ParseState, name: str, written: str, place: Span) -> HtmlTag | None:
    """A tag with its attributes, or None, and a problem, if one of them would run something."""
    values = {key.lower(): unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(written)}
    runs = [key for key, value in values.items()
            if key.startswith(("on", "@")) or re.match(r"\s*(?:java|vb)script:|\s*data:", value, re.I)]
    if runs:
        parsing.report("M-007", f"raw HTML that would run a program: <{name} {runs[0]}=…>", place, "take it out")
        return None
    unknown = [key for key in values if key not in _HARMLESS and not key.startswith(("data-", "aria-"))]
    classes = [each for each in values.get("class", "").split() if re.fullmatch(r"\w[\w-]*", each)]
    declared = (each.strip().lower() for each in values.get("style", "").split(";"))
    styles = [re.sub(r"\s*:\s*", ":", each) for each in declared if each]
    new_page = any(map(_NEW_PAGE.match, styles))
    looks = [_LOOKS[each] for each in styles if each in _LOOKS]
    lost = [each for each in styles if each not in _LOOKS and not _NEW_PAGE.match(each)]
    looks += [_ALIGNED[align] for align in [values.get("align", "").lower()] if align in _ALIGNED and name != "img"]
    if unknown or (lost and name != "img"):
        what = f"the attribute {unknown[0]}" if unknown else f"the style “{lost[0]}”"
        parsing.doubt("M-012", f"{what} of <{name}> is not followed", place, "take it out, or write a class instead")
    found = {"lang": values["lang"]} if _LANGUAGE.fullmatch(values.get("lang", "")) else {}
    name_of = values.get("id") or (values.get("name", "") if name == "a" else "")
    attributes = Attributes(name_of if not re.search(r"[\s#]", name_of) else "", (*classes, *looks), found)
    return HtmlTag(name, attributes, values, new_page)


def picture(tag: HtmlTag) -> tuple[str, Attributes]:
    """The file and the attributes of a picture."""
    styled = dict(_SIZE.findall(tag.values.get("style", "").lower()))
    sizes = {key: size for key in ("width", "height")
             if _LENGTH.fullmatch(size := styled.get(key) or tag.values.get(key, ""))}
    alt = {"alt": tag.values["alt"]} if tag.values.get("alt") else {}
    return tag.values.get("src", ""), Attributes(tag.attributes.id, (), {**alt, **sizes})
