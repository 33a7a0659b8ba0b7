"""Programs and forms of the example → the tables of docs/forms.md: `make editors`, which takes some minutes."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from time import monotonic

from tests.editors.forms import example, example_with_figures, form_of
from tests.editors.judging import OURS
from tests.editors.programs import PROGRAMS
from tests.editors.table import (
    OF_PEOPLE,
    programs_text,
    put_into_page,
    table_of_chains,
    table_of_kinds,
    table_of_programs,
)
from tests.editors.trials import try_chains, try_programs
from tests.support.form_edits import table_lines

UNITS = ("vksnd-huyen", "phong-ldtbxh")
"""Their forms have all kinds of fields; the first has targets."""
UNIT_WITH_FIGURES = "xa-quai-to"
"""Its form is asked for figures in a table too."""


def main() -> int:
    """Try all that is here and write the tables; 1 where an answer was read wrongly in silence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", nargs="+", default=list(UNITS), help="whose forms")
    parser.add_argument("--no-chains", action="store_true", help="each program alone")
    parser.add_argument("--check", action="store_true", help="write nothing")
    given = parser.parse_args()
    begin = monotonic()
    os.environ["GEN_LANG"] = "en"  # as the page is
    here = [one for one in PROGRAMS if not one.missing()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        forms = [form_of(example(), unit) for unit in given.units]
        forms.append(form_of(example_with_figures(folder), UNIT_WITH_FIGURES))
        results = try_programs(here, forms, folder)
        chains = [] if given.no_chains else try_chains(here, forms[0], folder)
    told = [programs_text(PROGRAMS), table_of_programs(results), table_of_kinds(results)]
    told += [table_of_chains(chains)] if chains else []
    text = "\n\n".join(told)
    print(text)
    print(f"{monotonic() - begin:.0f} s", file=sys.stderr)
    if not given.check:
        put_into_page(text)
        put_into_page("\n".join(table_lines()), marks=OF_PEOPLE)
    return 1 if any(outcome in OURS for one in (*results, *chains) for outcome in one.judged.outcomes.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
