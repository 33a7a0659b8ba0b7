"""A small plan, built for real, its archive, signed copies of it, and the ways in which an archive is damaged."""

from __future__ import annotations

import io
import json
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import bagit
import pikepdf
import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from gen.archiving import PackRequest, PackResult, pack_issue
from gen.errors import GenError
from gen.issuing import IssueRequest, issue, parse_entry
from gen.pipeline import BuildRequest, build
from tests.support.offices import Silent
from tests.support.plans import base, write

ROOT = Path(__file__).parents[2]
PLAN_ID = "kh-1"
TERMS = {"code": "H16.5", "retention": "20 năm", "access": "công khai"}
PLAN_A, REPORT_A = "xa-a/ke-hoach-xa-a.pdf", "xa-a/bao-cao-xa-a.pdf"
PLAN_B = "xa-b/ke-hoach-xa-b.pdf"


@contextmanager
def without_fonts() -> Iterator[None]:
    """No font, so that no list is printed, which takes time and is not the point."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEN_FONT", "Nonesuch")
        yield


def plan_data(**changes: Any) -> dict[str, Any]:
    data = base(archive=TERMS, **changes)
    data["plan"]["date"] = "2020-11-05"
    return data


def make_plan(folder: Path, data: dict[str, Any] | None = None) -> Path:
    """A plan with a registry of its own and the shipped templates beside it."""
    data = data or plan_data()
    (folder / "units.yaml").write_text(yaml.safe_dump(data["units"], allow_unicode=True), encoding="utf-8")
    if not (folder / "templates").exists():
        shutil.copytree(ROOT / "templates", folder / "templates")
    return write(folder, {**data, "units": "units.yaml"})


def build_all(folder: Path, **changes: Any) -> Path:
    """The plan's folder of results, two communes' documents and the plan itself, PDFs by the embedded engine."""
    request = BuildRequest(
        folder / "plan.yaml", str(folder / "out"), folder / "templates", source=True, engine="embedded", **changes
    )
    result = build(request, Silent())
    assert result.exit_code == 0, result.problems()
    return folder / "out" / PLAN_ID


def pack_all(folder: Path, **changes: Any) -> PackResult:
    request = PackRequest(
        folder / "plan.yaml",
        str(folder / "out"),
        changes.pop("to", folder / "archive"),
        folder / "templates",
        **changes,
    )
    with without_fonts():
        return pack_issue(request)


def codes(call: Callable[[], object]) -> list[str]:
    """The codes of the mistakes for which a call is refused; none where it is not."""
    try:
        call()
    except GenError as error:
        return [found.code for found in error.diagnostics]
    return []


def copy_of(folder: Path, target: Path) -> Path:
    """A copy that may be written to."""
    shutil.copytree(folder, target)
    for path in target.rglob("*"):
        if path.is_file():
            path.chmod(path.stat().st_mode | stat.S_IWUSR)
    return target


def give_number(folder: Path, unit: str, number: str, date: str) -> None:
    """Issue a unit's plan."""
    asked = IssueRequest(
        folder / "plan.yaml", str(folder / "out"), folder / "templates", "embedded", accepts_blanks=True
    )
    outcome = issue(asked, [parse_entry(unit, "plan", number, date)], Silent())
    assert outcome.build_result.exit_code == 0, outcome.build_result.problems()


# ---- signatures --------------------------------------------------------------


@cache
def signer() -> signers.SimpleSigner:
    """Somebody who does not exist, with a certificate that nobody trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "Nguyễn Văn Thử"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "UBND xã Xuân An"),
        ]
    )
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(datetime(2020, 1, 1)).not_valid_after(datetime(2040, 1, 1))
    certificate = builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    data = pkcs12.serialize_key_and_certificates(b"test", key, certificate, None, serialization.NoEncryption())
    loaded = signers.SimpleSigner.load_pkcs12_data(data, [])
    assert loaded is not None
    return loaded


def sign(data: bytes, field: str = "Signature1") -> bytes:
    """The PDF with a signature put to it, as an office's program does."""
    out = io.BytesIO()
    meta = signers.PdfSignatureMetadata(field_name=field)
    signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), meta, signer=signer(), output=out)
    return out.getvalue()


def resaved(data: bytes) -> bytes:
    """The PDF as another program would save it: the same pages, other bytes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.docinfo["/Producer"] = "Another program"
        pdf.save(out)
    return out.getvalue()


def blank_pdf(text: str = "") -> bytes:
    """A page that shows no text, as a scan does, or only `text`."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = pdf.make_stream(f"BT /F1 12 Tf 20 20 Td ({text}) Tj ET".encode())
        pdf.save(out)
    return out.getvalue()


# ---- damage ------------------------------------------------------------------


def flip_bit(path: Path, at: int = -20) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(bytes(data))


def swap(one: Path, other: Path) -> None:
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def relisted(bag: Path) -> None:
    """Make the bag whole in itself again, as a clever hand would: every manifest anew, by the library itself."""
    opened = bagit.Bag(str(bag))
    opened.save(manifests=True)
    bagit.Bag(str(bag)).validate()


def edit_text(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_bytes(text.replace(before, after).encode())


def edit_json(path: Path, change: Callable[[Any], None]) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
