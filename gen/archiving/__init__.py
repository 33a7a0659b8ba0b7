"""What was built → an archive that can be trusted in twenty years: bags in a chain, verified byte by byte.

pack/    What was built of a plan → the next bag of its archive
verify/  A bag → everything in it that is not as it was
signed/  Signed PDFs that come back → the documents they are copies of, kept byte for byte
bag/     Files on disk or in a zip → what a bag holds
"""

from gen.archiving.pack.packing import PackRequest, PackResult, pack_issue
from gen.archiving.signed.intake import AddedCopy, AddRequest, add_signed_copies
from gen.archiving.verify.verification import VerificationReport, VerifiedBag, verify_bags

__all__ = [
    "AddRequest",
    "AddedCopy",
    "PackRequest",
    "PackResult",
    "VerificationReport",
    "VerifiedBag",
    "add_signed_copies",
    "pack_issue",
    "verify_bags",
]
