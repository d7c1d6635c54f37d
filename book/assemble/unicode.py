"""The way from glyphs back to text: ToUnicode CMaps. ISO 32000-1, 9.10.3; Adobe Technical Note 5411."""

from __future__ import annotations

from collections.abc import Mapping

HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
BLOCK = 100  # entries a block may have


def character_map(texts: Mapping[int, str]) -> bytes:
    """The CMap of glyph numbers to text.

    >>> print(character_map({65: "A", 66: "ffi"}).decode().split("endcodespacerange")[1].split("endcmap")[0].strip())
    2 beginbfchar
    <0041> <0041>
    <0042> <006600660069>
    endbfchar
    """
    lines = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>\n" for glyph, text in sorted(texts.items())]
    blocks = [lines[start : start + BLOCK] for start in range(0, len(lines), BLOCK)]
    body = "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
    return (HEAD + body + TAIL).encode()
