"""Plan + templates → every unit's files → Manifest; gather and check everything first, then write.

request.py    what was asked for; selection.py the units and documents meant, or every mistake in the asking
progress.py   a function that is called as work goes on → what a build tells of its stages
manifest.py   what a build made → manifest.json, and back
register.py   what was issued, under which number → a file beside the plan, and back
placing.py    a file's bytes → the file in its place, unless a person wrote something there
makers.py     this program and its libraries → the words that name what makes the documents
rendering.py  a unit and a document → the .docx, held against what it has to say
issued.py     a document that was issued → the same bytes in its place
pdfs.py       the Word files made → their PDFs
lists.py      the manifest → workbook, page, list of contents, zips
engines.py    the PDF engines that a request is carried out with
result.py     what a build did
run.py        whether there is anything to do at all; job.py the whole build, in order
messages.py   what it did → what is said of it
"""

from gen.pipeline.progress import ProgressCallback
from gen.pipeline.request import BuildRequest
from gen.pipeline.result import BuildResult
from gen.pipeline.run import build

__all__ = ["BuildRequest", "BuildResult", "ProgressCallback", "build"]
