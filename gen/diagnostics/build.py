"""A build → what can be wrong with what was asked for, or with files that are already there (BUILD)."""

from __future__ import annotations

from gen.diagnostics.mistake import ERROR, WARNING, Mistake
from gen.locale import N_

UNKNOWN_UNIT = Mistake(
    "BUILD-001",
    ERROR,
    N_("no unit {id} gets documents from this plan"),
    N_("gen list shows all units"),
)
UNKNOWN_GROUP = Mistake("BUILD-002", ERROR, N_("there is no group {id}"), N_("the groups are: {names}"))
CHANGED_BY_SOMEBODY = Mistake(
    "BUILD-003",
    WARNING,
    N_("{name} was changed by somebody since the last build, and is kept"),
    N_("with --force the new one takes its place, and theirs is kept beside it as {backup}"),
)
NOT_WRITABLE = Mistake(
    "BUILD-004",
    ERROR,
    N_("{name} could not be written or read: {reason}"),
    N_("mend that and run the same command again; everything else is done"),
)
RECORD_NOT_WRITABLE = Mistake(
    "BUILD-005",
    ERROR,
    N_("{name} could not be written: {reason}"),
    N_("mend that and run the same command again"),
)
PASSAGES_MISSING = Mistake(
    "BUILD-006",
    ERROR,
    N_("{name} would lack {count} passages, the first: {text}"),
    N_("the template {template} leaves them out: take a fresh one"),
)
UNITS_GONE = Mistake(
    "BUILD-007",
    WARNING,
    N_("the plan no longer has {units}; their files are left where they are"),
    N_("move the folders away if nobody needs them"),
)
PDFS_OUTDATED = Mistake(
    "BUILD-008",
    WARNING,
    N_("{count} PDFs are older than their Word files and are left out of the page: {names}"),
    N_("build again with PDFs to renew them"),
)
ADDRESS_NOT_USABLE = Mistake(
    "BUILD-009",
    ERROR,
    N_("the address {name} cannot be used for the results"),
    N_("install what it needs, in the folder with gen's pyproject.toml: pip install '.[cluster]' ({reason})"),
)
PROCESS_ENDED = Mistake(
    "BUILD-010",
    ERROR,
    N_("{name} was not made: the process that worked on it was ended by the system, again and again"),
    N_("there may be too little memory: try with --jobs 1, or close other programs"),
)
CELL_TOO_LONG = Mistake(
    "BUILD-011",
    ERROR,
    N_("{row}: the cell “{column}” would hold {length} characters; Excel takes {limit}"),
    N_("name a group instead of its units, or shorten the text"),
)
CLUSTER_SILENT = Mistake(
    "BUILD-012",
    ERROR,
    N_("the cluster at {address} does not answer"),
    N_("check the address and that its scheduler runs ({reason})"),
)
CLUSTER_DIFFERENT = Mistake(
    "BUILD-013",
    ERROR,
    N_("{count} workers of the cluster would make other documents than this machine"),
    N_("give them the same versions: {worker} has {theirs}, here is {ours}"),
)
ISSUED_OVERTAKEN = Mistake(
    "BUILD-014",
    WARNING,
    N_("{count} issued documents no longer say what the plan says; they stay as issued: {names}"),
    N_("gen build --supersede makes new drafts that replace them; or withdraw them: gen issue --withdraw"),
)
ISSUED_CHANGED = Mistake(
    "BUILD-015",
    WARNING,
    N_("{name} was issued as {number} and was changed since; it is left as it stands"),
    N_("bring back the issued file from the archive, or withdraw it: gen issue --withdraw --unit {unit}"),
)
REGISTER_NOT_READABLE = Mistake(
    "BUILD-016",
    ERROR,
    N_("the register of what was issued cannot be read: {name}"),
    N_("bring it back from a backup or from the last archive; nothing is built over issued documents meanwhile"),
)
ISSUED_REPLACED = Mistake(
    "BUILD-017",
    WARNING,
    N_("new drafts replace what was issued as: {names}"),
    N_("the issued files lie beside them with their number in the name; give the new ones theirs: gen issue"),
)
ANSWERS_CARRIED_OVER = Mistake(
    "BUILD-018",
    WARNING,
    N_("{name}: {count} answers were carried over"),
    N_("the form as it was filled in lies beside it"),
)
ANSWERS_LEFT_BEHIND = Mistake(
    "BUILD-019",
    WARNING,
    N_("{name}: {count} answers were carried over; {left} were not, since their task changed or is gone: {names}"),
    N_("the form as it was filled in lies beside it"),
)
ISSUED_LOST = Mistake(
    "BUILD-020",
    WARNING,
    N_("{name} was issued as {number} and is no longer there; what can be made now is not the same"),
    N_("bring it back from the archive"),
)
ISSUED_PDF_REPLACED = Mistake(
    "BUILD-021",
    WARNING,
    N_("{name} was issued as {number} and was changed since; it is left as it stands"),
    N_("a signed copy belongs in the archive: gen archive add; to have the PDF made again, take this one away"),
)
NOT_SET_ASIDE = Mistake(
    "BUILD-022",
    ERROR,
    N_("{name} could not be set aside: it is open in another program, or the folder is write-protected"),
    N_("close it and run the same command again; everything else is done"),
)
CLUSTER_EMPTY = Mistake(
    "BUILD-023",
    ERROR,
    N_("the cluster at {address} has no workers"),
    N_("start some: dask worker {address}"),
)
CLUSTERS_NOT_INSTALLED = Mistake(
    "BUILD-024",
    ERROR,
    N_("clusters need dask.distributed, which is not installed"),
    N_("in the folder with gen's pyproject.toml: pip install '.[cluster]', with the same versions as on the workers"),
)
DOCUMENTS_NOT_ASKED_FOR = Mistake(
    "BUILD-025",
    WARNING,
    N_("the plan no longer asks for {count} documents; their files are left where they are: {names}"),
    N_("read what was filled in with gen read; move them away if nobody needs them"),
)
RECORD_NOT_READABLE = Mistake(
    "BUILD-026",
    ERROR,
    N_("{name} is there and cannot be read: {reason}"),
    N_("close what holds it, or wait until it is scanned or copied to the cloud; then run the same command again"),
)
RECORD_DAMAGED = Mistake(
    "BUILD-027",
    ERROR,
    N_("{name} is damaged, or was written by another version of the program"),
    N_("bring it back from a backup, or take it away: files that are as this build makes them are its own again"),
)
IN_USE = Mistake(
    "BUILD-028",
    ERROR,
    N_("another program is still working on {name}"),
    N_("wait until it is done, and run the same command again"),
)
REGISTER_LACKS = Mistake(
    "BUILD-029",
    ERROR,
    N_("{name} is older than the results, or missing: it lacks {count} documents that were given a number: {names}"),
    N_("bring back the newest one; if it is lost, enter these numbers again with gen issue"),
)
REGISTER_OLDER = Mistake(
    "BUILD-030",
    ERROR,
    N_("{name} is older than the results: something that was withdrawn or replaced counts as issued in it"),
    N_("bring back the newest one; if it is lost, withdraw those documents again, then delete build-state.json"),
)
MANIFEST_OLDER = Mistake(
    "BUILD-031",
    ERROR,
    N_("{name} is older than the results: it was brought back from a copy"),
    N_("bring back the newest one; if it is lost, delete build-state.json: newer files are then kept as somebody's"),
)
LISTED_UNREAD = Mistake(
    "BUILD-032",
    WARNING,
    N_("files that cannot be read now are listed as they were last built: {names}: {reason}"),
    N_("close what holds them, and build again"),
)
NOT_ACCESSIBLE = Mistake(
    "BUILD-033",
    ERROR,
    N_("{name} cannot be read or written: {reason}"),
    N_("mend that and run the same command again"),
)
ZIPS_OUTDATED = Mistake(
    "BUILD-034",
    WARNING,
    N_("{names} hold another state of the documents and are left out of the page"),
    N_("build again with --zip to renew them"),
)
HISTORY_DAMAGED = Mistake(
    "BUILD-035",
    ERROR,
    N_("{name} is damaged: nothing would be known of the texts that the plan had"),
    N_("take it from the archive, or from a copy"),
)
REVISION_LOST = Mistake(
    "BUILD-036",
    ERROR,
    N_("a text that the plan had is not there as it was kept: {name} {reason}"),
    N_("take the folder from the archive, or from a copy"),
)
HISTORY_GONE = Mistake(
    "BUILD-037",
    ERROR,
    N_("{name} is gone: nothing would be known of the texts that the plan had"),
    N_("take the folder revisions from the archive, or from a copy"),
)
RECORD_NEWER = Mistake(
    "BUILD-050",
    ERROR,
    N_("{name} was written by a newer version of the program, which this one cannot read"),
    N_("use that version; nothing was changed"),
)
IDS_CARRIED = Mistake(
    "BUILD-038",
    WARNING,
    N_("the plan was changed, and {count} tasks without a written id keep the one that they had: {names}"),
    N_("gen pin writes the ids into the plan"),
)
IDS_GUESSED = Mistake(
    "BUILD-039",
    WARNING,
    N_("{count} tasks keep their ids though their words were changed, by similarity alone: {names}"),
    N_("look at them; where one is another task, give it an id of its own in the plan"),
)
REVISION_SINCE = Mistake(
    "BUILD-040",
    WARNING,
    N_("the plan was changed: it holds as it is now from {day}, before that as it was"),
    N_("an amendment under amendments: holds from its date, a change without one after the last period reported on"),
)
AMENDMENTS_AT_ONCE = Mistake(
    "BUILD-041",
    WARNING,
    N_("amendments of different days were entered at once, {names}: none holds for a period that ends before {day}"),
    N_("if such a period is reported on, put the plan back and enter them one by one, with gen build after each"),
)
UNITS_SINCE_AMENDMENTS = Mistake(
    "BUILD-042",
    WARNING,
    N_("{count} units came into being after the last amendment, and have no plan of their own: {names}"),
    N_("an amendment of that day or later, or one that names them in its for:, gives them one"),
)
ASSIGNEE_OPEN = Mistake(
    "BUILD-060",
    ERROR,
    N_("no documents can be made: nobody is named yet for {id} {words}"),
    N_("put the id of one or several units in the place of open: {names}"),
)
DUE_OPEN = Mistake(
    "BUILD-061",
    ERROR,
    N_("no documents can be made: by when {id} {words} is due is not said yet"),
    N_('put the date in the place of open: 2026-06-20, or {{raw: "…", value: …, kind: before}}'),
)
