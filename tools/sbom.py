"""A CycloneDX file of one environment → the same file without what is only of this machine, for the repository.

`make sbom` calls it. Taken out: addresses, among them where on this machine the project lay, and which tool wrote the
file. A component without a licence is refused: whoever reads the list has to know under which terms each part is used.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

LICENCES = {
    "pypdfium2": "BSD-3-Clause, Apache-2.0, dependency licenses",
    "rinoh-typeface-texgyretermes": "GUST Font License (GFL)",
}
"""What packages state as free text in their metadata's field License, which the tool does not take over."""

VERSION = Path(__file__).parent.parent / "gen" / "__init__.py"


def portable(sbom: dict[str, Any], version: str) -> dict[str, Any]:
    """The same list for any machine, with the project's own `version`.

    Raises SystemExit for a component without a licence.
    """
    sbom["metadata"].pop("tools", None)
    sbom["metadata"]["component"]["version"] = version
    components = [sbom["metadata"]["component"], *sbom["components"]]
    for component in components:
        component.pop("externalReferences", None)
        if not component.get("licenses") and component["name"] in LICENCES:
            component["licenses"] = [{"license": {"acknowledgement": "declared", "name": LICENCES[component["name"]]}}]
    bare = [component["name"] for component in components if not component.get("licenses")]
    if bare:
        sys.exit(f"sbom: no licence is stated for {', '.join(bare)}; look it up and add it in tools/sbom.py")
    return sbom


def main() -> None:
    """The file named first → the file named second."""
    source, target = map(Path, sys.argv[1:])
    version = re.search(r'^__version__ = "(.+)"$', VERSION.read_text(encoding="utf-8"), re.MULTILINE)
    made = portable(json.loads(source.read_text(encoding="utf-8")), version[1] if version else "")
    target.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
