"""Metadata as an XMP packet (ISO 16684-1) with one rdf:RDF."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from book.edition import Edition

SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
# PDF/A knows nothing of PDF/UA, so its one property must be described (ISO 19005-2, 6.6.2.3).
DESCRIBED = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
"""


def packet(edition: Edition, title: str, moment: str, producer: str) -> str:
    """The packet. `moment` is YYYYMMDDhhmmss in UTC, or empty; the edition's number is xmpMM:VersionID, the id of its
    content an xmp:Identifier."""
    year, holder, licence = edition.rights.year, edition.rights.holder, edition.rights.licence
    rights = (f"© {f'{year} ' if year else ''}{holder}. {licence}" if holder else licence).strip(" .")
    when = _iso(moment) if moment else ""
    properties = [
        _one("pdfaid:part", "2"),
        _one("pdfaid:conformance", "A"),
        _one("pdfuaid:part", "1"),
        _one("dc:format", "application/pdf"),
        _text("dc:title", title),
        _list("dc:creator", "Seq", [author.name for author in edition.authors]),
        _text("dc:description", " ".join(edition.description.split())),
        _list("dc:subject", "Bag", edition.subjects),
        _list("dc:publisher", "Bag", [edition.publisher]),
        _list("dc:language", "Bag", [edition.language]),
        _list("dc:date", "Seq", [when]),
        _one("dc:identifier", edition.identifier),
        _text("dc:rights", rights),
        _one("xmpRights:Marked", "True" if rights else ""),
        _one("xmpRights:WebStatement", edition.rights.licence_url),
        _one("xmpMM:DocumentID", edition.identifier),
        _one("xmpMM:VersionID", edition.number),
        _list("xmp:Identifier", "Bag", [f"content:{edition.content}"] if edition.content else []),
        _one("pdf:Keywords", ", ".join(edition.subjects)),
        _one("pdf:Producer", producer),
        *(_one(f"xmp:{name}", when) for name in ("CreateDate", "ModifyDate", "MetadataDate")),
    ]
    spaces = "".join(f'\nxmlns:{prefix}="{address}"' for prefix, address in SPACES.items() if prefix != "rdf")
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{SPACES["rdf"]}">\n'
        f'<rdf:Description rdf:about=""{spaces}>\n{"".join(properties)}{DESCRIBED}</rdf:Description>\n'
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )


def _iso(moment: str) -> str:
    return f"{moment[:4]}-{moment[4:6]}-{moment[6:8]}T{moment[8:10]}:{moment[10:12]}:{moment[12:14]}Z"


def _one(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>\n" if text else ""


def _text(name: str, text: str) -> str:
    """A text that may stand in several languages; ours is the default."""
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>\n' if text else ""


def _list(name: str, kind: str, texts: Iterable[str]) -> str:
    """A list: ordered ("Seq") or not ("Bag")."""
    items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts if text)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>\n" if items else ""
