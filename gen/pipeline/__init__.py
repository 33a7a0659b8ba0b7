"""Plan + templates → every unit's files → Manifest; gather and check everything first, then write.

request.py    what was asked for → the units and documents meant, or every mistake in the asking
progress.py   a function that is called as work goes on → what a build tells of its stages
manifest.py   what a build made → manifest.json, and back
register.py   what was issued, under which number → a file beside the plan, and back
placing.py    a file's bytes → the file in its place, unless a person wrote something there
rendering.py  a unit and a document → the .docx, held against what it has to say
issued.py     a document that was issued → the same bytes in its place
pdfs.py       the Word files made → their PDFs
lists.py      the manifest → workbook, page, list of contents, zips
run.py        the whole build, in order
messages.py   what it did → what is said of it
"""

from gen.pipeline.progress import Progress
from gen.pipeline.request import Request
from gen.pipeline.run import Result, build

__all__ = ["Progress", "Request", "Result", "build"]
