"""Starting an office → what can be wrong with its folder or its name (INIT)."""

from __future__ import annotations

from gen.diagnostics.mistake import ERROR, Mistake
from gen.locale import N_

FILE_THERE_ALREADY = Mistake(
    "INIT-001",
    ERROR,
    N_("there is a file of this name already"),
    N_("name another folder: nothing is overwritten"),
)
NOT_A_LEVEL = Mistake("INIT-002", ERROR, N_('"{word}" is no level that issues plans'), N_("write one of: {words}"))
NOT_WRITABLE = Mistake("INIT-003", ERROR, N_("{path} cannot be written"))
NOT_A_PROVINCE = Mistake(
    "INIT-005",
    ERROR,
    N_('"{name}" is not the province of a commune, ward or special zone'),
    N_(
        "give it with its designation: tỉnh Điện Biên, thành phố Hà Nội; for a plan of the province itself leave it out"
    ),
)
NOT_A_NAME = Mistake(
    "INIT-004", ERROR, N_('"{name}" is no name of a territory'), N_("give it bare, in letters: Quài Tở")
)
