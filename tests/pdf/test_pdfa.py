"""A PDF that is not what it claims: each rule finds its own breach, and no file makes the examination fail."""

import io
import random
import resource
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from gen.pdf.pdfa import color_profile, objects, xmp
from gen.pdf.pdfa.validation import read_claim, validate_pdfa

PROPERTIES = {
    xmp.TITLE: "Kế hoạch",
    xmp.AUTHOR: "Ủy ban nhân dân xã Quài Tở",
    xmp.CREATED: "2020-11-05T07:30:00Z",
    xmp.PART: "2",
    xmp.LEVEL: "B",
}
INFO = {"/Title": "Kế hoạch", "/Author": "Ủy ban nhân dân xã Quài Tở", "/CreationDate": "D:20201105143000+07'00'"}


def font(pdf: Pdf, *, embedded: bool, name: str = "AAAAAA+Serif") -> pikepdf.Object:
    """A Type0 font with its descendant."""
    program = {"FontFile2": Stream(pdf, b"glyphs")} if embedded else {}
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/" + name), **program)
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/" + name), FontDescriptor=descriptor)
    above = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/" + name), DescendantFonts=Array([below]))
    return pdf.make_indirect(above)


def outside(pdf: Pdf) -> pikepdf.Object:
    """A font that is not in the file."""
    return font(pdf, embedded=False)


def sound() -> Pdf:
    """A page with a form in it, both with an embedded font, and all that an archive asks for."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    form = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form, Resources=fonts(font(pdf, embedded=True)))
    page.Resources = Dictionary(Font=Dictionary(F1=font(pdf, embedded=True)), XObject=Dictionary(X1=form))
    profile = Stream(pdf, color_profile.srgb_profile(), N=3)
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, DestOutputProfile=profile)
    pdf.Root.OutputIntents = Array([intent])
    pdf.Root.Metadata = Stream(pdf, xmp.write_packet(PROPERTIES), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = String("vi-VN")
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(Type=Name.StructElem, S=Name.Sound))
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.trailer.Info = pdf.make_indirect(Dictionary({key: String(value) for key, value in INFO.items()}))
    return pdf


def fonts(*found: pikepdf.Object) -> pikepdf.Object:
    return Dictionary(Font=Dictionary({f"/F{number}": each for number, each in enumerate(found)}))


def saved(pdf: Pdf, **how: object) -> bytes:
    file = io.BytesIO()
    pdf.save(file, fix_metadata_version=False, **how)
    return file.getvalue()


def action(kind: str, **more: object) -> pikepdf.Object:
    return Dictionary(Type=Name.Action, S=Name("/" + kind), **more)


def metadata(pdf: Pdf, **changes: str) -> None:
    """Other XMP metadata; an empty value leaves the property out."""
    said = {getattr(xmp, name): value for name, value in changes.items()}
    pdf.Root.Metadata.write(xmp.write_packet({key: value for key, value in {**PROPERTIES, **said}.items() if value}))


def embed(pdf: Pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"text", filename="a.txt")


def form(kind: str, **more: object) -> pikepdf.Object:
    return Dictionary(Fields=Array([Dictionary(FT=Name("/" + kind), T=String("o1"), **more)]))


def in_annotation(pdf: Pdf) -> None:
    look = Stream(pdf, b"", Subtype=Name.Form, Resources=fonts(outside(pdf)))
    pdf.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.Stamp, AP=Dictionary(N=look))])


def in_form(pdf: Pdf) -> None:
    inner = Stream(pdf, b"", Subtype=Name.Form, Resources=fonts(outside(pdf)))
    pdf.pages[0].obj.Resources.XObject.X1.Resources.XObject = Dictionary(X2=inner)


BREACHES: dict[str, tuple[str, Callable[[Pdf], object]]] = {
    "no metadata": ("xmp", lambda pdf: pdf.Root.__delitem__("/Metadata")),
    "metadata with entities": ("xmp", lambda pdf: pdf.Root.Metadata.write(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')),
    "metadata cut off": ("xmp", lambda pdf: pdf.Root.Metadata.write(xmp.write_packet(PROPERTIES)[:-60])),
    "metadata without end": ("xmp", lambda pdf: pdf.Root.Metadata.write(b"<x>" + b" " * 2_000_000 + b"</x>")),
    "no part": ("xmp", lambda pdf: metadata(pdf, PART="")),
    "a part that there is not": ("xmp", lambda pdf: metadata(pdf, PART="7")),
    "a level that there is not": ("xmp", lambda pdf: metadata(pdf, LEVEL="Z")),
    "no output intent": ("output-intent", lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
    "another output intent": ("output-intent", lambda pdf: setattr(pdf.Root.OutputIntents[0], "S", Name.GTS_PDFX)),
    "no profile": ("output-intent", lambda pdf: pdf.Root.OutputIntents[0].__delitem__("/DestOutputProfile")),
    "no such profile": ("output-intent", lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(b"x" * 200)),
    "a profile of four inks": (
        "output-intent",
        lambda pdf: setattr(pdf.Root.OutputIntents[0].DestOutputProfile, "N", 4),
    ),
    "a font of a page": (
        "fonts",
        lambda pdf: setattr(pdf.pages[0].obj.Resources.Font, "F2", font(pdf, embedded=False)),
    ),
    "a font of all pages": (
        "fonts",
        lambda pdf: setattr(pdf.Root.Pages, "Resources", fonts(outside(pdf))),
    ),
    "a font of a form in a form": ("fonts", in_form),
    "a font of an annotation": ("fonts", in_annotation),
    "a script on opening": ("javascript", lambda pdf: setattr(pdf.Root, "OpenAction", action("JavaScript", JS="a"))),
    "a script after another action": (
        "javascript",
        lambda pdf: setattr(pdf.Root, "OpenAction", action("GoTo", Next=action("JavaScript", JS=String("a")))),
    ),
    "a program to launch": ("action", lambda pdf: setattr(pdf.Root, "AA", Dictionary(WC=action("Launch")))),
    "a form to submit": ("action", lambda pdf: setattr(pdf.pages[0].obj, "AA", Dictionary(O=action("SubmitForm")))),
    "an attachment": ("attachments", embed),
    "a field": ("form-fields", lambda pdf: setattr(pdf.Root, "AcroForm", form("Tx"))),
    "fields of fields": (
        "form-fields",
        lambda pdf: setattr(pdf.Root, "AcroForm", form("Tx", Kids=Array([Dictionary(T=String("o2"))]))),
    ),
    "an XFA form": ("form-fields", lambda pdf: setattr(pdf.Root, "AcroForm", Dictionary(XFA=String("x")))),
    "no marks": ("tagged", lambda pdf: pdf.Root.__delitem__("/MarkInfo")),
    "marked as unmarked": ("tagged", lambda pdf: setattr(pdf.Root.MarkInfo, "Marked", False)),
    "no tags": ("tagged", lambda pdf: pdf.Root.__delitem__("/StructTreeRoot")),
    "no language": ("language", lambda pdf: pdf.Root.__delitem__("/Lang")),
    "another language": ("language", lambda pdf: setattr(pdf.Root, "Lang", String("en-US"))),
    "the file's name in the window": ("title-shown", lambda pdf: pdf.Root.__delitem__("/ViewerPreferences")),
    "another title": ("info-title", lambda pdf: metadata(pdf, TITLE="Báo cáo")),
    "another author": ("info-author", lambda pdf: setattr(pdf.trailer.Info, "Author", String("a"))),
    "another date": ("info-creationdate", lambda pdf: metadata(pdf, CREATED="2020-11-05T07:30:01Z")),
    "a producer said once": ("info-producer", lambda pdf: setattr(pdf.trailer.Info, "Producer", String("a"))),
}
"""What is done to a sound PDF → the rule that it then breaks, and no other."""


def test_a_sound_pdf_breaks_no_rule(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(saved(sound()))
    assert validate_pdfa(tmp_path / "a.pdf") == validate_pdfa(saved(sound())) == ()
    assert read_claim(tmp_path / "a.pdf") == "2b"


@pytest.mark.parametrize("breach", BREACHES)
def test_each_breach_is_found_by_its_own_rule(breach: str) -> None:
    rule, damage = BREACHES[breach]
    pdf = sound()
    damage(pdf)
    found = validate_pdfa(saved(pdf))
    assert {finding.rule for finding in found} == {rule}
    assert all(finding.found and finding.expected for finding in found)


def test_no_title_at_all() -> None:
    pdf = sound()
    metadata(pdf, TITLE="")
    del pdf.trailer.Info.Title
    assert [finding.rule for finding in validate_pdfa(saved(pdf))] == ["title"]


@pytest.mark.parametrize("password", ["", "secret"])
def test_encryption_is_found_with_and_without_a_password(password: str) -> None:
    data = saved(sound(), encryption=pikepdf.Encryption(owner="owner", user=password))
    assert [finding.rule for finding in validate_pdfa(data)] == ["encryption"]
    assert read_claim(data) == ("" if password else "2b")


def test_a_signature_is_allowed() -> None:
    pdf = sound()
    pdf.Root.AcroForm = form("Sig", V=Dictionary(Type=Name.Sig, Contents=String("x")))
    assert validate_pdfa(saved(pdf)) == ()


@pytest.mark.parametrize(
    ("part", "level", "claim"), [("2", "B", "2b"), ("1", "A", "1a"), ("3", "u", "3u"), ("1", "U", ""), ("x", "B", "")]
)
def test_a_claim_is_read_as_it_stands(part: str, level: str, claim: str) -> None:
    pdf = sound()
    metadata(pdf, PART=part, LEVEL=level)
    assert read_claim(saved(pdf)) == claim


def test_attributes_of_metadata_are_read_as_elements_are() -> None:
    pdf = sound()
    packet = xmp.write_packet(PROPERTIES).decode().replace("<pdfaid:part>2</pdfaid:part>", "")
    pdf.Root.Metadata.write(packet.replace('rdf:about=""', 'rdf:about="" pdfaid:part="2"').encode())
    assert read_claim(saved(pdf)) == "2b"


def circle_of_forms(pdf: Pdf) -> None:
    drawn = pdf.pages[0].obj.Resources.XObject.X1
    drawn.Resources.XObject = Dictionary(X1=drawn)


def circle_of_fields(pdf: Pdf) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("o1")))
    field.Kids = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def odd_kinds(pdf: Pdf) -> None:
    pdf.Root.OutputIntents = Array([7, Name.A, Dictionary(S=Name.GTS_PDFA1, DestOutputProfile=Name.B)])
    pdf.Root.MarkInfo = Array([])
    pdf.Root.Lang = Name.X
    pdf.Root.AcroForm = Dictionary(Fields=Name.X)
    pdf.pages[0].obj.Annots = String("x")
    pdf.pages[0].obj.Resources.Font = Array([1, 2])


def deep(pdf: Pdf) -> None:
    inner = Dictionary()
    for _level in range(400):
        inner = Dictionary(A=inner)
    pdf.Root.Deep = inner


@pytest.mark.parametrize("trap", [circle_of_forms, circle_of_fields, odd_kinds, deep], ids=lambda trap: trap.__name__)
def test_traps_are_examined_like_any_file(trap: Callable[[Pdf], None]) -> None:
    pdf = sound()
    trap(pdf)
    assert "readable" not in {finding.rule for finding in validate_pdfa(saved(pdf))}


def test_more_objects_than_a_document_needs_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "MAX_OBJECTS", 10)
    assert [finding.rule for finding in validate_pdfa(saved(sound()))] == ["readable"]


def bomb(kind: str) -> bytes:
    """Metadata, or a catalogue, of 400 MB in as many KB."""
    packer = zlib.compressobj(9)
    catalogue = b"<</Type/Catalog/Pages 2 0 R>>"
    packed = packer.compress(b"4 0 ") + b"".join(packer.compress(b" " * (1 << 20)) for _n in range(400))
    packed += packer.compress(catalogue) + packer.flush()
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/Metadata 3 0 R>>",
        2: b"<</Type/Pages/Kids[5 0 R]/Count 1>>",
        5: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    }
    inside = b"/Type/ObjStm/N 1/First %d" % (4 + 400 * (1 << 20)) if kind == "objects" else b"/Type/Metadata"
    objects[3] = b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (inside, len(packed), packed)
    file = io.BytesIO(b"%PDF-1.7\n")
    file.seek(0, io.SEEK_END)
    rows = [b"\0" * 6] * 7
    for number, content in objects.items():
        rows[number] = b"\1" + file.tell().to_bytes(4, "big") + b"\0"
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    rows[4] = b"\2" + (3).to_bytes(4, "big") + b"\0"
    start = file.tell()
    rows[6] = b"\1" + start.to_bytes(4, "big") + b"\0"
    table = b"".join(rows)
    head = b"/Type/XRef/Size 7/W[1 4 1]/Root %d 0 R/Length %d" % (4 if kind == "objects" else 1, len(table))
    file.write(b"6 0 obj\n<<%s>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (head, table, start))
    return file.getvalue()


@pytest.mark.skipif(sys.platform != "linux", reason="how much memory was held is known in KiB on Linux only")
@pytest.mark.parametrize("kind", ["metadata", "objects"])
def test_a_stream_that_unpacks_to_gigabytes_is_not_unpacked(kind: str) -> None:
    data = bomb(kind)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    found = {finding.rule for finding in validate_pdfa(data)}
    assert found & {"xmp", "readable"}
    assert time.monotonic() - start < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400 * 1024


def test_no_damage_makes_the_examination_fail() -> None:
    data, chance = saved(sound()), random.Random(4)
    for _case in range(300):
        damaged = bytearray(data[: chance.randrange(len(data))] if chance.random() < 0.2 else data)
        for _flip in range(chance.randrange(1, 6)):
            if damaged:
                damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        assert all(finding.rule and finding.found for finding in validate_pdfa(bytes(damaged)))
        read_claim(bytes(damaged))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"not a PDF", b"%PDF-1.7\n%%EOF\n" * 10])
def test_what_is_no_pdf_is_unreadable(data: bytes) -> None:
    assert [finding.rule for finding in validate_pdfa(data)] == ["readable"]
    assert read_claim(data) == ""


def test_a_path_without_a_file_is_unreadable(tmp_path: Path) -> None:
    assert [finding.rule for finding in validate_pdfa(tmp_path / "a.pdf")] == ["readable"]


def test_names_from_the_file_come_out_without_control_characters() -> None:
    pdf = sound()
    pdf.pages[0].obj.Resources.Font.F2 = font(pdf, embedded=False, name="A\x1b[31m" + "x" * 200)
    [finding] = validate_pdfa(saved(pdf))
    assert finding.found.isprintable()
    assert len(finding.found) <= 60
