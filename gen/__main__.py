"""`python -m gen` → the command line."""

from __future__ import annotations

from gen.cli import main

if __name__ == "__main__":
    main(prog_name="gen")
