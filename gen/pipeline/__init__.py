"""Plan + templates → every unit's files → Manifest; gather and check everything first, then write.

run.py             A BuildRequest → the last result where nothing is to be done, else the whole build
messages.py        A BuildResult → its description for people
job.py             A BuildRequest of which something is to be done → all of it, in order
documents.py       The documents of some units → their files in place
lists.py           The files of a build → zips, workbook, page, printed lists
result.py          Files and what became of them → what a build did
causes.py          Outcomes of files → what was not done, once for each cause
selection.py       A BuildRequest + the plan → the units and documents meant, or every mistake in it
period_forms.py    A plan in time × a period → the report forms for it, each with the occasion that it answers
progress.py        A callback → calls with the stages and steps of a build
issued.py          An issued document → the same bytes at its path, or a warning
execution.py       A request → where its work runs
pdfs.py            Word files and lists → their PDFs
reported_before.py The forms of a build → what each tells of the period before
carryover.py       A filled-in form + the fields of the new one → the answers to carry over
state.py           What the last build was made from → whether there is anything to do, and what changed
rendering.py       A unit and a document → the .docx, checked for every text that it has to contain
engines.py         A BuildRequest → the PDF engines for Word files and lists
placement.py       A file's bytes → the file at its path, unless a person has changed it
restored.py        The program's own records → the mistakes where one was restored from a copy of before
fingerprint.py     A document's inputs → a fingerprint, and a digest of each passage
register.py        The issued documents with their numbers → a file beside the plan, and back
manifest.py        What a build made → manifest.json, and back
generator.py       This program, its libraries → the words that name what makes the documents
request.py         The arguments of one call → a BuildRequest
"""

from gen.pipeline.progress import ProgressCallback
from gen.pipeline.request import BuildRequest
from gen.pipeline.result import BuildResult
from gen.pipeline.run import build

__all__ = ["BuildRequest", "BuildResult", "ProgressCallback", "build"]
