"""Plan + templates → every unit's files → Manifest; gather and check everything first, then write.

request.py      The arguments of `gen build` → a BuildRequest
run.py          A BuildRequest → the result of the last build where nothing is to be done; else of a new one
job.py          A BuildRequest with its engines → every unit's documents, PDFs and lists, in order
selection.py    A BuildRequest + the plan → the units and documents that it selects, or every mistake
engines.py      A BuildRequest → the PDF engines for Word files and lists
execution.py    A request → where its work runs
documents.py    The documents of some units → their files in place
rendering.py    A unit and a document → the .docx, checked for every text that it has to contain
carryover.py    A filled-in form + the fields of the new one → the answers to carry over
issued.py       An issued document → the same bytes at its path, or a warning
register.py     The issued documents with their numbers → a file beside the plan, and back
placement.py    A file's bytes → the file at its path, unless a person has changed it
pdfs.py         Word files and lists → their PDFs
lists.py        The files of a build → zips, workbook, page, printed lists
manifest.py     What a build made → manifest.json, and back
generator.py    This program and its libraries → a description of what makes the documents
fingerprint.py  A document's inputs → a fingerprint, and a digest of each passage
state.py        What the last build was made from → whether there is anything to do, and what changed
progress.py     A callback → calls with the stages and steps of a build
result.py       The outcomes of files → a BuildResult
messages.py     A BuildResult → its description for people
"""

from gen.pipeline.progress import ProgressCallback
from gen.pipeline.request import BuildRequest
from gen.pipeline.result import BuildResult
from gen.pipeline.run import build

__all__ = ["BuildRequest", "BuildResult", "ProgressCallback", "build"]
