"""What was built → an archive that can be trusted in twenty years: bags in a chain, verified byte by byte.

- `layout`, `index`, `records`, `signed`, `tagfiles`: what lies where in a bag, and how each file of it is written
- `built`, `payload`, `entries`, `register`, `before`, `bagging`, `packing`: the next issue, whole or not at all
- `signatures`, `matching`, `adding`: a signed PDF, brought back
- `members`, `zipped`, `checksums`, `claims`, `consistency`, `chain`, `linking`, `verifying`: is every file what it was?
"""

from gen.archiving.adding import Added, Bringing, add
from gen.archiving.packing import Packed, Request, pack
from gen.archiving.verifying import Examined, Report, verify

__all__ = ["Added", "Bringing", "Examined", "Packed", "Report", "Request", "add", "pack", "verify"]
