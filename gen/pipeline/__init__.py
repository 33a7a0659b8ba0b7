"""Plan + templates → every unit's files → Manifest; gather and check everything first, then write.

run.py          A BuildRequest → the whole build in order → BuildResult
messages.py     A BuildResult → its description for people
job.py          What a build finds on the shelf → its warnings
documents.py    The documents of some units → their files in place
lists.py        The files of a build → zips, workbook, page, printed lists
result.py       Files and what became of them → what a build did
selection.py    A Request + the plan → the units and documents meant, or every mistake in the asking at once
progress.py     A callback → calls with the stages and steps of a build
issued.py       An issued document → the same bytes at its path, or a warning
execution.py    A request → where its work runs
pdfs.py         Word files and lists → their PDFs
carryover.py    A filled-in form + the fields of the new one → the answers to carry over
state.py        What the last build was made from → whether there is anything to do, and what changed
rendering.py    A unit and a document → the .docx, checked for every text that it has to contain
engines.py      A Request → the PDF engines for Word files and lists, and a notice of each that nobody named and that i
placement.py    A file's bytes → the file at its path, unless a person has changed it
fingerprint.py  A document's inputs → a fingerprint, and a digest of each passage
register.py     The issued documents with their numbers → a file beside the plan, and back
manifest.py     What a build made → manifest.json, and back
generator.py    This program, its libraries → the words that name what makes the documents
request.py      A build request → the units and documents that it selects, or every mistake in it
"""

from gen.pipeline.progress import ProgressCallback
from gen.pipeline.request import BuildRequest
from gen.pipeline.result import BuildResult
from gen.pipeline.run import build

__all__ = ["BuildRequest", "BuildResult", "ProgressCallback", "build"]
