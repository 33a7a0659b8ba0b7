"""Plan + templates → every unit's files → Manifest; gather and check everything first, then write.

messages.py     what it did → what is said of it
run.py          the whole build, in order
documents.py    Some units' documents → those documents in their places
lists.py        the manifest → workbook, page, list of contents, zips
progress.py     a function that is called as work goes on → what a build tells of its stages
issued.py       a document that was issued → the same bytes in its place
execution.py    A request → where its work runs
carryover.py    A form that somebody filled in + the fields of the new one → the answers that stay, and those whose tas
state.py        What the last build was made from → whether there is anything to do at all, and what changed in each do
rendering.py    a unit and a document → the .docx, held against what it has to say
pdfs.py         the Word files made → their PDFs
placement.py    A file's bytes → the file in its place, unless a person has written something of their own there
register.py     what was issued, under which number → a file beside the plan, and back
fingerprint.py  What a document is made from → a fingerprint, and a digest of each thing it says, to tell what changed
manifest.py     what a build made → manifest.json, and back
request.py      what was asked for → the units and documents meant, or every mistake in the asking
"""

from gen.pipeline.progress import ProgressCallback
from gen.pipeline.request import BuildRequest
from gen.pipeline.run import BuildResult, build

__all__ = ["BuildRequest", "BuildResult", "ProgressCallback", "build"]
