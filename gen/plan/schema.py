"""Plan → the JSON Schema by which editors complete and check plan.yaml, from the loader's own classes."""

from __future__ import annotations

import json
from typing import Any

from gen.plan.model import Plan

REGISTRY = {"type": "string", "pattern": r"^[^/\\].*\.ya?ml$"}
"""`units:` may name a file beside the plan instead of holding the units."""


_NAMED = "#/$defs/Assignment/allOf/0"
"""A section says who does its tasks, or one of these does, at whatever depth."""


def plan_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a plan file."""
    schema = Plan.model_json_schema(by_alias=True, mode="validation")
    below = {"required": ["items"], "properties": {"items": {"contains": {"$ref": _NAMED}}}}
    schema["$defs"]["Assignment"]["allOf"] = [{"anyOf": [{"required": ["to"]}, below]}]
    units = schema["properties"]["units"]
    listed = {key: units.pop(key) for key in ("items", "type", "minItems") if key in units}
    units["anyOf"] = [listed, REGISTRY]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_text() -> str:
    """The schema as it is published in gen/plan.schema.json."""
    return json.dumps(plan_schema(), ensure_ascii=False, indent=1) + "\n"
