"""README.md → the description that a package index shows. All else about the package stands in pyproject.toml.

In a clone, and where a git host shows it, the README's pictures and links to other files lie beside it. A package index
has the page alone and shows no picture that is not on the web; this project has no address there. So the index gets the
same words without what only files beside it could give.
"""

import re
from pathlib import Path

from setuptools import setup


def description(readme: str) -> str:
    """The text of README.md without pictures, and with the bare words of links to files of the repository."""
    text = re.sub(r"^\|(?: *!\[[^\]]*\]\([^)]*\) *\|)+\n(\|[-| ]+\|\n)(?:\|.*\n)*", "", readme, flags=re.MULTILINE)
    text = re.sub(r"^!\[[^\]]*\]\([^)]*\)\n+", "", text, flags=re.MULTILINE)
    return re.sub(r"\[([^\]]+)\]\((?!https:|#)[^)]*\)", r"\1", text)


setup(
    long_description=description(Path(__file__).with_name("README.md").read_text(encoding="utf-8")),
    long_description_content_type="text/markdown",
)
