"""The XMP packet of a PDF: reads and writes the one property `openbadges:assertion`.

When the packet says that the file is PDF/A, the property is described in it too, as PDF/A demands
(ISO 19005-3, 6.6.2.3: extension schemas). Everything else in the packet stays.
"""

from lxml import etree

from openbadge.errors import MalformedError

XMP_BYTES = 4 * 1024 * 1024
NAMESPACE = "http://openbadges.org/"
"""XMP namespaces end in a slash or a hash; importers look for the prefix `openbadges`."""
PROPERTY = "assertion"

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_META = "adobe:ns:meta/"
_PDFA_ID = "http://www.aiim.org/pdfa/ns/id/"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
_READ_NAMESPACES = ("http://openbadges.org", "https://openbadges.org", "https://purl.imsglobal.org/")
_READ_NAMES = ("assertion", "credential")
_EMPTY = f'<x:xmpmeta xmlns:x="{_META}"><rdf:RDF xmlns:rdf="{_RDF}"/></x:xmpmeta>'.encode()
_START = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
_END = b'\n<?xpacket end="w"?>'


def find(packet: bytes) -> list[str]:
    """Return the texts of every property that holds a credential. Raises MalformedError BAKE_XMP."""
    texts: list[str] = []
    for element in _parse(packet).iter(etree.Element):
        if _is_ours(element.tag):
            texts.append("".join(str(piece) for piece in element.itertext()))
        texts += [str(value) for name, value in element.attrib.items() if _is_ours(str(name))]
    return [text for text in texts if text.strip()]


def write(packet: bytes | None, text: str) -> bytes:
    """Return the packet with `openbadges:assertion` set to `text`, once. Raises MalformedError BAKE_XMP."""
    root = _parse(packet or _EMPTY)
    rdf = root if root.tag == f"{{{_RDF}}}RDF" else root.find(f".//{{{_RDF}}}RDF")
    if rdf is None:
        raise _broken()
    _remove(rdf)
    if rdf.find(f".//{{{_PDFA_ID}}}part") is not None or rdf.find(f"*[@{{{_PDFA_ID}}}part]") is not None:
        _describe(rdf)
    holder = etree.SubElement(rdf, f"{{{_RDF}}}Description", nsmap={"openbadges": NAMESPACE})
    holder.set(f"{{{_RDF}}}about", "")
    etree.SubElement(holder, f"{{{NAMESPACE}}}{PROPERTY}").text = text
    return _START + etree.tostring(root, encoding="utf-8") + _END


def _remove(rdf: etree._Element) -> None:
    """Take every credential out, and the descriptions that are empty then."""
    for element in list(rdf.iter(etree.Element)):
        for name in [name for name in element.attrib if _is_ours(str(name))]:
            del element.attrib[name]
        parent = element.getparent()
        if _is_ours(element.tag) and parent is not None:
            parent.remove(element)
            above = parent.getparent()
            empty = not len(parent) and len(parent.attrib) <= 1
            if empty and above is not None and parent.tag == f"{{{_RDF}}}Description":
                above.remove(parent)


def _describe(rdf: etree._Element) -> None:
    """Add the description of our property to the list of extension schemas, unless it is there."""
    if any(uri.text == NAMESPACE for uri in rdf.iter(f"{{{_SCHEMA}}}namespaceURI")):
        return
    bag = rdf.find(f".//{{{_EXTENSION}}}schemas/{{{_RDF}}}Bag")
    if bag is None:
        holder = etree.SubElement(rdf, f"{{{_RDF}}}Description", nsmap={"pdfaExtension": _EXTENSION})
        holder.set(f"{{{_RDF}}}about", "")
        bag = etree.SubElement(etree.SubElement(holder, f"{{{_EXTENSION}}}schemas"), f"{{{_RDF}}}Bag")
    schema = _item(bag, "pdfaSchema", _SCHEMA)
    for name, value in (("schema", "Open Badges"), ("namespaceURI", NAMESPACE), ("prefix", "openbadges")):
        etree.SubElement(schema, f"{{{_SCHEMA}}}{name}").text = value
    listed = etree.SubElement(etree.SubElement(schema, f"{{{_SCHEMA}}}property"), f"{{{_RDF}}}Seq")
    described = _item(listed, "pdfaProperty", _PROPERTY)
    for name, value in (
        ("name", PROPERTY),
        ("valueType", "Text"),
        ("category", "external"),
        ("description", "The signed badge that this document shows"),
    ):
        etree.SubElement(described, f"{{{_PROPERTY}}}{name}").text = value


def _item(parent: etree._Element, prefix: str, namespace: str) -> etree._Element:
    item = etree.SubElement(parent, f"{{{_RDF}}}li", nsmap={prefix: namespace})
    item.set(f"{{{_RDF}}}parseType", "Resource")
    return item


def _parse(packet: bytes) -> etree._Element:
    if b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        raise _broken()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(packet.strip(b"\0"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken() from error


def _is_ours(name: str) -> bool:
    namespace, _, local = name.removeprefix("{").rpartition("}")
    return local in _READ_NAMES and namespace.startswith(_READ_NAMESPACES)


def _broken() -> MalformedError:
    return MalformedError("BAKE_XMP", "The metadata packet of this PDF is not sound XMP.")
