"""Package data → the folder of the Word templates of the program, which `gen init` copies."""

from __future__ import annotations

from pathlib import Path

SHIPPED = Path(__file__).parent / "files"
"""Package data, so that an installed program has them too; `make templates` writes them."""
