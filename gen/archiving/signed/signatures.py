"""The bytes of a PDF → its signatures: who, when, how much of the file, and whether it is as it was signed.

Checked are the mathematics of each signature and what was changed in the file after it (by pyHanko). Whether the
signer is who the certificate says depends on its issuer and is not checked: there is no list of trusted issuers here,
and the network is not used. The file is only read, never written.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Any

from gen.text import collapse_spaces

# pyHanko takes half a second to load, so it is imported only where a signed file is read.
if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

logging.getLogger("pyhanko").addHandler(logging.NullHandler())  # this program reports what it finds, once and in words

_MAX_NAME = 200
_MAX_SIGNATURES = 50


class SignatureState(StrEnum):
    """What happened to the file since it was signed.

    `as-signed`: nothing, or only further signatures and time stamps; `appended`: bytes that belong to nothing were
    appended; `changed`: the signed bytes differ, or a change was made that the signature does not allow; `unknown`: the
    signature is of a kind that cannot be read here.
    """

    AS_SIGNED = "as-signed"
    APPENDED = "appended"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """One signature: `signer` and `issuer` are names in its certificate, `time` (ISO 8601) is by the signer's clock.

    `whole_file`: it covers every byte of the file; else later signatures were appended to what it covers.
    """

    field: str
    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    serial: str = ""
    time: str = ""
    algorithm: str = ""
    whole_file: bool = False
    state: SignatureState = SignatureState.AS_SIGNED


def read_signatures(data: bytes) -> tuple[DigitalSignature, ...] | None:
    """The signatures of the PDF in the order of signing; None where it cannot be read as a PDF.

    Time stamps of the document do not count as signatures.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        embedded = reader.embedded_regular_signatures[:_MAX_SIGNATURES]
        known = {one.field_name for one in reader.embedded_signatures}
        fields = enumerate_sig_fields(reader, filled_status=True)
        unknown = [name for name, _value, _field in islice(fields, _MAX_SIGNATURES) if name not in known]
        return (
            *map(_read_signature, embedded),
            *(DigitalSignature(_clean(name), state=SignatureState.UNKNOWN) for name in unknown),
        )
    except Exception:  # pyHanko raises nearly anything for a hostile file; each means the same
        return None


def _read_signature(embedded: EmbeddedPdfSignature) -> DigitalSignature:
    certificate = embedded.signer_cert
    subject, issuer = certificate.subject.native, certificate.issuer.native
    time = embedded.self_reported_timestamp
    state = _find_state(embedded)
    return DigitalSignature(
        _clean(embedded.field_name),
        _clean(subject.get("common_name") or certificate.subject.human_friendly),
        _clean(subject.get("organization_name", "")),
        _clean(issuer.get("common_name") or certificate.issuer.human_friendly),
        f"{certificate.serial_number:x}",
        time.isoformat() if time else "",
        _clean(embedded.md_algorithm),
        _covers_all(embedded),
        state,
    )


def _find_state(embedded: EmbeddedPdfSignature) -> SignatureState:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    embedded.compute_integrity_info()  # type: ignore[no-untyped-call]
    found = embedded.summarise_integrity_info()
    content_type = embedded.signed_data["encap_content_info"]["content_type"].native
    intact, valid = validate_sig_integrity(
        embedded.signer_info, embedded.signer_cert, content_type, embedded.compute_digest()
    )
    if not (intact and valid and found["docmdp_ok"]):
        return SignatureState.CHANGED
    level = found["diff_result"].modification_level
    return (
        SignatureState.APPENDED
        if level is ModificationLevel.NONE and not _covers_all(embedded)
        else SignatureState.AS_SIGNED
    )


def _covers_all(embedded: EmbeddedPdfSignature) -> bool:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    return embedded.coverage is SignatureCoverageLevel.ENTIRE_FILE


def _clean(text: Any) -> str:
    """A name from a certificate, which may hold any characters, as one printable line."""
    return collapse_spaces("".join(c if c.isprintable() else " " for c in str(text)))[:_MAX_NAME]
