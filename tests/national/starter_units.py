"""The file of units in a starter folder → its units, those that a person has to uncomment included."""

import re

import yaml

from gen.plan.model import Unit


def starter_units(data: bytes) -> list[Unit]:
    """The units; example schools and villages among them."""
    lines = [re.sub(r"^# (?=- \{)", "", line) for line in data.decode().splitlines()]
    return [Unit.model_validate(one) for one in yaml.safe_load("\n".join(lines))]
