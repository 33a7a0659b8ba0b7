"""The plan's `archive:` → what the archive's index says of every document beside what the documents themselves say.

The columns are those of Decree 113/2025/NĐ-CP. What is left out here stays blank there: how long a document is kept
and who may read it is for the office to say, and no program's to guess.
"""

from __future__ import annotations

from pydantic import Field

from gen.plan.fields import Line
from gen.plan.node import Node


class Archive(Node):
    """What the archive's index says of the documents; what is left out stays blank in it."""

    code: Line | None = Field(None, description="The archive code of the file: mã lưu trữ.")
    retention: Line | None = Field(None, description="How long it is kept: vĩnh viễn, 20 năm …")
    access: Line | None = Field(None, description="Who may read it: công khai, có điều kiện …")
    language: Line | None = Field(None, description="The language of the documents: vi.")
