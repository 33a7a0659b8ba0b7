"""Packing, bringing in and verifying → what can be wrong with an archive (ARC: packing to 039, verifying from 040)."""

from __future__ import annotations

from gen.diagnostics.mistake import ERROR, WARNING, Mistake
from gen.locale import N_

# ---- packing -----------------------------------------------------------------

NO_BUILD = Mistake(
    "ARC-001", ERROR, N_("no build of this plan can be read there ({reason})"), N_("build first: gen build")
)
BUILD_CUT_OFF = Mistake(
    "ARC-079", ERROR, N_("the last build was cut off before its end"), N_("run it again: gen build")
)
BUILT_FILE_MISSING = Mistake("ARC-002", ERROR, N_("{name} is missing"), N_("build again: gen build"))
NOT_AS_BUILT = Mistake(
    "ARC-003",
    ERROR,
    N_("{name} is not the file that was built"),
    N_("bring a signed copy in by gen archive add; else move the file away, and build again"),
)
OLDER_THAN_TEMPLATE = Mistake(
    "ARC-004", ERROR, N_("{name} was made from an older template"), N_("build again: gen build")
)
PLAN_CHANGED = Mistake(
    "ARC-005",
    ERROR,
    N_("the plan, or its registry of units, was changed after the documents were made from it"),
    N_("build again: gen build"),
)
CHANGED_BY_SOMEBODY = Mistake(
    "ARC-006",
    WARNING,
    N_("{name} was changed by somebody after it was made; it is archived as it is now"),
    N_("the index says so too"),
)
LEFT_OUT = Mistake(
    "ARC-007",
    WARNING,
    N_("{count} files that no build made, or that the plan no longer asks for, are left out: {names}"),
    N_("a signed copy is brought in by gen archive add"),
)
NOT_WRITABLE = Mistake(
    "ARC-008",
    ERROR,
    N_("the archive cannot be written ({reason})"),
    N_("check the right to write there, and the free space"),
)
NO_ISSUE_CAN_FOLLOW = Mistake(
    "ARC-009",
    ERROR,
    N_("no issue can follow on {name}: {reason}"),
    N_("gen verify tells all that is wrong with it; put another copy of it in its place"),
)
ISSUE_THERE_ALREADY = Mistake(
    "ARC-010",
    ERROR,
    N_("{name} is there already, and an issue is never changed"),
    N_("another gen archive wrote it at the same time: run the command again"),
)
NOT_ARCHIVAL = Mistake(
    "ARC-011",
    WARNING,
    N_("{count} documents have no PDF/A: {names}"),
    N_("the index says which; for keeping, PDF/A is expected: gen doctor shows the engines that make it"),
)
NO_DATE = Mistake(
    "ARC-012",
    WARNING,
    N_("the bag bears no date: no document was issued, and the plan's own day is open"),
    N_("--date gives it one"),
)
NO_DOCUMENT_LIST = Mistake(
    "ARC-013",
    WARNING,
    N_("the archive has no document list as a PDF: {reason}"),
    N_("index.csv says the same; gen doctor shows what to install"),
)
BAG_READS_OTHERWISE = Mistake(
    "ARC-014",
    ERROR,
    N_("the bag does not read back as it was written: {reason}"),
    N_("nothing was kept of it; check the disk"),
)
UNSAFE_NAME = Mistake(
    "ARC-015",
    ERROR,
    N_("{name} is no name under which a file can be archived"),
    N_("give it a name of letters, digits and hyphens, unlike the others"),
)
NOT_A_MANIFEST = Mistake(
    "ARC-016",
    ERROR,
    N_("manifest.json names no files, or was not written by a build"),
    N_("build first: gen build"),
)
TEMPLATE_MISSING = Mistake(
    "ARC-017",
    ERROR,
    N_("the template {name} is not there"),
    N_("give the folder of templates by --templates: they go into the archive too"),
)
INPUT_NOT_READABLE = Mistake(
    "ARC-018",
    ERROR,
    N_("{name} cannot be read ({reason})"),
    N_("the plan, its registry and the templates go into the archive too"),
)
CHANGED_AFTER_ISSUE = Mistake(
    "ARC-019",
    ERROR,
    N_("{name} was changed after it was issued as {number}"),
    N_("take the issued file back from the last archive; or withdraw it: gen issue --withdraw"),
)

# ---- signed copies -----------------------------------------------------------

COPY_NOT_READABLE = Mistake("ARC-020", ERROR, N_("{name} was not taken: {reason}"))
NO_SIGNATURE = Mistake(
    "ARC-021",
    ERROR,
    N_("{name} was not taken: it bears no signature"),
    N_("bring the signed file itself, not a print of it; a paper signed by hand and scanned goes in by --scan"),
)
NOT_AS_SIGNED = Mistake(
    "ARC-022",
    ERROR,
    N_("{name} was not taken: {reason}"),
    N_("ask for the file as it was signed, not saved again"),
)
COPY_OF_SEVERAL = Mistake(
    "ARC-023",
    ERROR,
    N_("{name} was not taken: it may be a copy of any of these: {documents}"),
    N_("say whose it is and what: --unit ID --document {names}; of several report forms which: --obligation ID"),
)
COPY_OF_NO_UNIT = Mistake(
    "ARC-024",
    ERROR,
    N_("{name} was not taken: the archive has no document of {unit}"),
    N_("the units in the archive are: {names}"),
)
NO_BAG_WITH_DOCUMENTS = Mistake(
    "ARC-025",
    ERROR,
    N_("there is no bag with documents in {name}"),
    N_("archive what was built first: gen archive; or say where the bags are: --to"),
)
COPY_SPOILT = Mistake(
    "ARC-026",
    ERROR,
    N_("{name} cannot go into the archive: {reason}"),
    N_("move it and its .json away, and bring the signed file in again: gen archive add"),
)

# ---- packing and signed copies, by later numbers ---------------------------------

BUILT_PDF_NOT_READABLE = Mistake(
    "ARC-027", ERROR, N_("{name} is no PDF that everybody can read"), N_("build again: gen build")
)
CHANGED_MEANWHILE = Mistake(
    "ARC-028", ERROR, N_("{name} was changed while it was being archived"), N_("run the command again")
)
OLDER_THAN_WORD = Mistake(
    "ARC-029",
    ERROR,
    N_("{name} is older than its Word file"),
    N_("gen issue makes the PDF anew from the Word file as it is; gen build --force makes both anew"),
)
OLDER_ZIP = Mistake(
    "ARC-030",
    ERROR,
    N_("{name} holds an older state of its files"),
    N_("build again: gen build --zip; or delete it"),
)
NOT_AS_ISSUED = Mistake(
    "ARC-031",
    ERROR,
    N_("{document} of {unit} was issued as {number}; what was built is not that"),
    N_("build again: gen build; where that does not bring it back, the last archive has it"),
)
PLACE_NOT_ALLOWED = Mistake(
    "ARC-032",
    ERROR,
    N_("the archive cannot lie in {name}: {reason}"),
    N_("give another folder by --to, such as archive/ beside the plan"),
)
COPY_SAYS_NOTHING = Mistake(
    "ARC-033",
    ERROR,
    N_("{name} was not taken: nothing in it tells which document it is"),
    N_("say whose it is and what: --unit ID --document {names}"),
)
COPY_LIKE_NONE = Mistake(
    "ARC-034",
    ERROR,
    N_("{name} was not taken: it is like none of the documents in the archive"),
    N_("say whose it is and what: --unit ID --document {names}"),
)
COPY_OF_ANOTHER = Mistake(
    "ARC-035",
    ERROR,
    N_("{name} was not taken: it is a copy of {document}, and not of what was said"),
    N_("leave out --unit and --document"),
)
NOT_AN_ARCHIVE = Mistake(
    "ARC-036",
    ERROR,
    N_("{name} cannot be read as an archive"),
    N_("gen verify tells all that is wrong with it; put another copy of it in its place"),
)
COPY_UNLIKE_THE_ARCHIVED = Mistake(
    "ARC-037",
    ERROR,
    N_("{name} is another file than the one of this name in {bag}"),
    N_("move it and its .json away, and bring the signed file in again: gen archive add"),
)

# ---- verifying ---------------------------------------------------------------

FOLDER_NOT_READABLE = Mistake(
    "ARC-038", ERROR, N_("{name} cannot be read ({reason})"), N_("name a bag, its zip, or the folder of bags")
)
NOT_A_ZIP = Mistake("ARC-039", ERROR, N_("{name} is no zip that can be read ({reason})"), N_("take another copy of it"))
NO_BAG = Mistake(
    "ARC-040",
    ERROR,
    N_("there is no bag in {name}, nor is it one"),
    N_("name a bag, its zip, or the folder of bags"),
)
UNSAFE_ZIP = Mistake(
    "ARC-041",
    ERROR,
    N_("{name} is not safe to read: {reason}"),
    N_("it was not unpacked; a bag that gen made has none of this: take another copy"),
)
NOT_FOR_A_BAG = Mistake(
    "ARC-042",
    ERROR,
    N_("{name} does not belong into a bag: {reason}"),
    N_("a bag holds plain files in folders; compare it with another copy of the bag"),
)
CHANGED = Mistake(
    "ARC-043",
    ERROR,
    N_("{name} was changed: its {algorithms} is not the one that the bag lists"),
    N_("take it from another copy of the bag"),
)
MISSING = Mistake("ARC-044", ERROR, N_("{name} is missing"), N_("take it from another copy of the bag"))
ADDED = Mistake(
    "ARC-045",
    ERROR,
    N_("{name} was added: no manifest lists it"),
    N_("keep it elsewhere; a bag is never added to"),
)
OTHER_UNICODE_FORM = Mistake(
    "ARC-046",
    ERROR,
    N_("the name of {name} lies there in another Unicode form ({form})"),
    N_("some systems and programs do that when they copy; give it its name again in NFC"),
)
RENAMED = Mistake("ARC-047", ERROR, N_("{name} was renamed to {new}"), N_("give it its name again"))
SWAPPED = Mistake(
    "ARC-048",
    ERROR,
    N_("{name} holds what {other} should hold"),
    N_("the two were swapped, or one was copied over the other"),
)
EMPTY_FOLDER = Mistake(
    "ARC-049",
    ERROR,
    N_("{name} is a folder with nothing in it"),
    N_("a bag lists files only: look whether some were lost"),
)
CANNOT_VOUCH = Mistake(
    "ARC-050",
    ERROR,
    N_("{name} cannot vouch for the files: {reason}"),
    N_("take it from another copy of the bag"),
)
NO_DECLARATION = Mistake(
    "ARC-051",
    ERROR,
    N_("bagit.txt does not say that this is a bag of version 1.0 in UTF-8"),
    N_("take it from another copy of the bag"),
)
NOT_AN_INDEX = Mistake(
    "ARC-052",
    ERROR,
    N_("index.csv is missing, or is not an index: other columns, or not in UTF-8"),
    N_("take it from another copy of the bag"),
)
ROW_WITHOUT_FILE = Mistake(
    "ARC-053",
    ERROR,
    N_("index.csv tells of {name}, which is not in the bag"),
    N_("the index was changed, or is another bag's"),
)
FILE_WITHOUT_ROW = Mistake(
    "ARC-054",
    ERROR,
    N_("index.csv does not tell of {name}"),
    N_("the index was changed, or the file was put there later"),
)
WRONG_CELL = Mistake(
    "ARC-055",
    ERROR,
    N_("index.csv says {said} under {column} of {name}; it is {value}"),
    N_("the index was changed: take it from another copy"),
)
NO_MANIFEST = Mistake(
    "ARC-056",
    ERROR,
    N_("manifest.json is missing, or is not one that a build wrote"),
    N_("what the documents were made from cannot be told without it: take it from another copy"),
)
NOT_THE_FILE_OF_THE_MANIFEST = Mistake(
    "ARC-057",
    ERROR,
    N_("{name} is not the file that manifest.json names"),
    N_("the file or manifest.json is another issue's, or was changed"),
)
PDF_UNLIKE_INDEX = Mistake(
    "ARC-058",
    ERROR,
    N_("{name}: the index says {said} under {column}; the file itself says {value}"),
    N_("the file or the index was changed and listed anew"),
)
NO_TRUE_RECORD = Mistake(
    "ARC-059",
    ERROR,
    N_("{name} is no true record of a signed copy: {reason}"),
    N_("the record or the copy was changed and listed anew"),
)
NO_CHAIN = Mistake(
    "ARC-060",
    ERROR,
    N_("chain.json is missing, or does not say which issue this is"),
    N_("take it from another copy of the bag"),
)
PREDECESSOR_MISSING = Mistake(
    "ARC-061",
    ERROR,
    N_("{before}, on which {bag} follows, is not there"),
    N_("put a copy of it back in its place"),
)
PREDECESSOR_CHANGED = Mistake(
    "ARC-062",
    ERROR,
    N_("{before} is not any more what it was when {bag} was made: other {files}"),
    N_("it was changed or made anew since, even if it looks whole in itself: take another copy of it"),
)
SAME_ISSUE_TWICE = Mistake(
    "ARC-063",
    ERROR,
    N_("{one} and {other} both say that they are {bag}"),
    N_("only one can be: keep the one that the next names"),
)
OTHER_SEAL = Mistake(
    "ARC-064",
    ERROR,
    N_("no newest issue here bears the seal {seal}"),
    N_("the newest one was changed or made anew, or newer ones were taken away; give 16 digits or more"),
)
NOT_LOOKED_AT = Mistake(
    "ARC-065",
    WARNING,
    N_("{name} is no bag, and was not looked at"),
    N_("what ends in .part was left by a run that was cut off, and can be deleted"),
)
NOT_READABLE = Mistake(
    "ARC-066", ERROR, N_("{name} is damaged and cannot be read ({reason})"), N_("take it from another copy of the bag")
)
OTHER_SIZE = Mistake(
    "ARC-067",
    ERROR,
    N_("bag-info.txt says {said} of the bytes and files in the bag; there are {found}"),
    N_("bag-info.txt was changed, or is another bag's"),
)
TWO_ROWS = Mistake(
    "ARC-068", ERROR, N_("index.csv has two rows for {name}"), N_("take it from another copy of the bag")
)
ROW_OF_NO_BUILD = Mistake(
    "ARC-069",
    ERROR,
    N_("index.csv tells of {name}, which no build made"),
    N_("the index was changed, or is another bag's"),
)
NOT_LISTED = Mistake(
    "ARC-070",
    ERROR,
    N_("manifest.json names {name}, which the bag does not list"),
    N_("the file or manifest.json is another issue's, or was changed"),
)
PDF_NOT_READABLE = Mistake(
    "ARC-071",
    ERROR,
    N_("{name} is no PDF that everybody can read"),
    N_("take it from another copy of the bag"),
)
NO_RECORD = Mistake(
    "ARC-072", ERROR, N_("nothing is recorded of the signed copy {name}"), N_("its .json was taken out")
)
OTHER_NAME = Mistake(
    "ARC-073",
    ERROR,
    N_("the bag calls itself {own}, and lies there as {name}"),
    N_("give it its own name again"),
)
CHAIN_OF_ANOTHER_MANIFEST = Mistake(
    "ARC-074",
    ERROR,
    N_("chain.json is of another manifest.json than the one in the bag"),
    N_("one of the two is another issue's, or was changed"),
)
CHAIN_WITHOUT_PREDECESSOR = Mistake(
    "ARC-075",
    ERROR,
    N_("chain.json names no issue before this one, or one before the first"),
    N_("take it from another copy of the bag"),
)
INFO_UNLIKE_CHAIN = Mistake(
    "ARC-076",
    ERROR,
    N_("bag-info.txt says {said} under {name}, chain.json {value}"),
    N_("one was changed"),
)
PREDECESSOR_NOT_HERE = Mistake(
    "ARC-077",
    WARNING,
    N_("{before}, on which {bag} follows, is not there"),
    N_("so whether it was changed could not be looked at"),
)
FOLLOWS_ON_ANOTHER = Mistake(
    "ARC-078",
    ERROR,
    N_("{bag} follows on {before}, not on {expected}"),
    N_("an issue between the two was taken out"),
)
HELD = Mistake(
    "ARC-080",
    ERROR,
    N_("{name} is there, and cannot be read now ({reason})"),
    N_("close it in Word or whatever has it open, or ask for the right to read it; then run the command again"),
)
FETCH = Mistake(
    "ARC-081",
    ERROR,
    N_("{name} says that parts of the bag are to be fetched from elsewhere"),
    N_("nothing was fetched; an archive holds all that it is of: take another copy of the bag"),
)
STRAY_TAG_FILE = Mistake(
    "ARC-082",
    ERROR,
    N_("{name} lies beside data/, where an archive has no such file"),
    N_("somebody put it there, though the bag lists it: compare it with another copy of the bag"),
)
PLAN_UNLIKE_BUILD = Mistake(
    "ARC-083",
    ERROR,
    N_("{name} is not the plan from which the documents were made: manifest.json names another"),
    N_("so the index could not be held against it; take both from another copy of the bag"),
)
PLAN_NOT_READABLE = Mistake(
    "ARC-084",
    ERROR,
    N_("{name} cannot be read as a plan here ({reason})"),
    N_("so the index could not be held against it; try the version of gen that bag-info.txt names"),
)
REGISTER_UNLIKE_BUILD = Mistake(
    "ARC-085",
    ERROR,
    N_("{name} says {said} of {document}; manifest.json says {value}"),
    N_("the register of what was issued or manifest.json was changed: take them from another copy of the bag"),
)
MADE_FROM_ANOTHER = Mistake(
    "ARC-086",
    ERROR,
    N_("{name} was made from another {source} than the one in the bag"),
    N_("one of the two is another issue's, or was changed: take them from another copy of the bag"),
)
LIST_UNLIKE_INDEX = Mistake(
    "ARC-087",
    ERROR,
    N_("the printed list {name} does not show what index.csv says: {words}"),
    N_("one of the two was changed: take both from another copy of the bag"),
)
INFO_UNLIKE_PLAN = Mistake(
    "ARC-088",
    ERROR,
    N_("{file} says {said} under {name}, the plan in the bag {value}"),
    N_("one was changed"),
)
NO_SCAN = Mistake(
    "ARC-089",
    ERROR,
    N_("{name} was not taken: it is no scan of a signed paper, but the typed document itself"),
    N_("an annotation or a remark is no signature: bring the signed file, or the paper scanned as pictures"),
)
COPY_WITH_OTHER_NUMBER = Mistake(
    "ARC-090",
    ERROR,
    N_("{name} was not taken: it bears {found}, and {source} says {said}"),
    N_("look at the letterhead; then give --number and --date as they stand there, or take the right file"),
)
COPY_WITHOUT_NUMBER = Mistake(
    "ARC-091",
    WARNING,
    N_("{name} shows no number and date, and its document was not issued: the index leaves them blank"),
    N_("bring it in again with them: gen archive add {name} --number 12/KH-UBND --date 30/11/2020"),
)
NUMBER_FOR_ONE_COPY = Mistake(
    "ARC-092",
    ERROR,
    N_("--number and --date are of one file, and {count} were given"),
    N_("bring the files in one after the other"),
)
NO_NUMBER = Mistake(
    "ARC-093",
    ERROR,
    N_("{number} is no number with its symbol, or {date} is no day"),
    N_("write --number 12/KH-UBND --date 30/11/2020, as they stand in the letterhead; give both"),
)
RECORD_UNLIKE_FILE = Mistake(
    "ARC-094",
    ERROR,
    N_("manifest.json says {said} bytes of {name}; there are {value}"),
    N_("the file or manifest.json was changed and listed anew"),
)
ROW_OF_NO_DOCUMENT = Mistake(
    "ARC-095",
    ERROR,
    N_("index.csv has a row for {name}, which is no document of its own"),
    N_("the index was changed: take it from another copy of the bag"),
)
NEWER_FORMAT = Mistake(
    "ARC-097",
    ERROR,
    N_("{name} was written by a newer version of the program, which this one cannot read"),
    N_("it is not damaged: use the version of gen that bag-info.txt names, or a newer one"),
)
FURTHER_COLUMNS = Mistake(
    "ARC-098",
    WARNING,
    N_("index.csv has columns that are not known here, and were not compared: {names}"),
    N_("a newer version of gen may know them"),
)
RECEIVED_FILE_GONE = Mistake(
    "ARC-099",
    ERROR,
    N_("the file “{name}” that was received on {day} is not there as it came: {file}"),
    N_("take it back from a copy, or from the last archive; nothing is archived as if it were complete"),
)
KEPT_COPY_UNFIT = Mistake(
    "ARC-100",
    ERROR,
    N_("{name} cannot go into the archive: {reason}"),
    N_("run gen chase or gen report again, which keeps it anew; or move it and its .json away"),
)
LACKS_ARCHIVED = Mistake(
    "ARC-101",
    ERROR,
    N_("{count} files that {bag} has are not beside the plan any more: {names}"),
    N_("take them back from data/ of that bag: folders revisions and returns; collect received files again"),
)
HISTORY_UNFIT = Mistake(
    "ARC-102",
    ERROR,
    N_("{name} does not tell which texts the plan had: {reason}"),
    N_("the history or a text was changed, or is another bag's: take them from another copy of the bag"),
)
RETURN_UNFIT = Mistake(
    "ARC-103",
    ERROR,
    N_("{name} is no true record of what came back or was sent: {reason}"),
    N_("the record or the file was changed and listed anew: take both from another copy of the bag"),
)
DRAFT_ONLY = Mistake(
    "ARC-104",
    WARNING,
    N_("of “{subject}” only drafts are archived, with comments on each figure: what was sent is not there"),
    N_("make what is sent with gen issue --report {name}, and archive again"),
)
COPY_WITHOUT_NAME = Mistake(
    "ARC-096",
    WARNING,
    N_("the text of {name} nowhere names {issuer}; it was taken for its document because --unit says so"),
    N_("open it and look; if it is another one's, move it and its .json out of the folder signed"),
)
