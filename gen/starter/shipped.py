"""Nothing → the folder of the Word templates that the program brings with it: the same that `gen init` lays out."""

from __future__ import annotations

from pathlib import Path

SHIPPED = Path(__file__).parent / "files"
"""Package data, so that an installed program has them too; `make templates` writes them."""
