"""`python -m tools.preflight FILE…` → the findings of PDFBox Preflight for each file; 1 where there are any."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.preflight import absent, findings


def main(names: list[str]) -> int:
    """Print what there is to say of each file."""
    if missing := absent():
        print(f"Preflight cannot run here: there is no {missing} (tools/system_packages.sh test)")
        return 2
    found = {name: findings(Path(name)) for name in names}
    for name, lines in found.items():
        print(f"{name}: {'; '.join(lines) or 'valid PDF/A-1b'}")
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
