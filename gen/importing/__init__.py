"""A plan as Word or plain text → a draft of plan.yaml, where each entry says where it comes from."""

from gen.importing.drafting import Drafted, draft
from gen.importing.file import ImportedPlan, import_file
from gen.importing.reading import read_passages
from gen.importing.yaml_text import yaml_text

__all__ = ["Drafted", "ImportedPlan", "draft", "import_file", "read_passages", "yaml_text"]
