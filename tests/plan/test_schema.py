"""gen/plan.schema.json, by which editors check a plan: it takes what the loader takes, and refuses what it refuses."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import gen
from gen.plan.schema import plan_schema, schema_text
from tests.support.plans import Data, base, codes, with_sections

SCHEMA_FILE = Path(gen.__file__).parent / "plan.schema.json"
PLAN_FILE = Path(__file__).parents[2] / "plan.yaml"
CASES = Path(__file__).parents[1] / "cases" / "check"


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read a file: null, true, false, numbers; a date is a text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


CoreLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+\.[0-9]+$"), list("-+0123456789"))


def core(text: str) -> Any:
    return yaml.load(text, CoreLoader)


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA_FILE.read_text("utf-8")))


def full() -> Data:
    """A plan that uses most keys."""
    item = {
        "text": "Trồng 10 cây {scope} trước Tết theo Quyết định số 1/QĐ-UBND.",
        "for": ["xa-a"],
        "with": ["xa-b"],
        "due": {"raw": "trước Tết", "value": "2021-02", "kind": "before"},
        "targets": [{"raw": "10 cây", "op": ">=", "value": 10, "unit": "cây", "of": "cây"}],
        "cites": [{"document": "qd-1", "at": "khoản 2"}],
    }
    heading = {"heading": "Cây xanh", "topic": "cay-xanh", "marks": "a)", "items": [item]}
    section = {"to": ["communes"], "heading": "Các xã", "manner": "request", "common": False, "items": [heading]}
    obligation = {"id": "bc", "name": "BC", "of": ["all"], "to": "huyen", "frequency": "once", "due": "2021-07-15"}
    data = with_sections(
        section,
        groups=[{"id": "nhom", "name": "Nhóm", "kinds": ["commune"], "except": ["xa-b"]}],
        citations=[{"id": "qd-1", "type": "Quyết định", "number": "1/QĐ-UBND", "date": "2020-10-01"}],
        opening=["Mở đầu."],
        obligations=[obligation],
        closing=["Kết."],
        recipients=["Như trên;"],
    )
    data["plan"] |= {"number": None, "bases": ["qd-1"]}
    data["units"][1] |= {
        "code": "03295", "valid_from": "2000-01-01", "documents": ["plan"], "signature": {"lines": ["CHỦ TỊCH"]},
    }  # fmt: skip
    return data


def test_published_schema_is_that_of_the_program() -> None:
    assert SCHEMA_FILE.read_text("utf-8") == schema_text(), "write it again: make docs"


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(plan_schema())


def test_plan_of_tuan_giao_keeps_the_schema(validator: jsonschema.Draft202012Validator) -> None:
    assert [error.message for error in validator.iter_errors(core(PLAN_FILE.read_text("utf-8")))] == []


def test_plan_of_tuan_giao_names_its_schema_for_editors() -> None:
    assert PLAN_FILE.read_text("utf-8").startswith("# yaml-language-server: $schema=gen/plan.schema.json\n")
    assert (PLAN_FILE.parent / "gen" / "plan.schema.json") == SCHEMA_FILE


def test_plan_that_uses_most_keys_is_taken_by_both(validator: jsonschema.Draft202012Validator, tmp_path: Path) -> None:
    assert codes(tmp_path, full()) == []
    assert list(validator.iter_errors(full())) == []


@pytest.mark.parametrize(
    "name",
    [
        path.stem
        for path in sorted(CASES.glob("*.expected"))
        if "error" not in path.read_text("utf-8") and path.with_suffix(".yaml").is_file()
    ],
)
def test_case_that_the_loader_takes_the_schema_takes(name: str, validator: jsonschema.Draft202012Validator) -> None:
    data = core((CASES / f"{name}.yaml").read_text("utf-8"))
    assert [error.message for error in validator.iter_errors(data)] == []


def test_every_key_has_a_sentence_for_the_editor() -> None:
    schema = plan_schema()
    objects = [schema, *(d for d in schema["$defs"].values() if d["type"] == "object")]
    assert [
        (o["title"], key) for o in objects for key, value in o["properties"].items() if not value.get("description")
    ] == []


def test_no_object_takes_keys_that_are_not_declared() -> None:
    schema = plan_schema()
    objects = [schema, *(d for d in schema["$defs"].values() if d["type"] == "object")]
    assert {o["additionalProperties"] for o in objects} == {False}


# Single mistakes: where they stand, what they are


def _at(*path: str | int) -> Callable[[Data], Any]:
    def find(data: Data) -> Any:
        for step in path:
            data = data[step]
        return data

    return find


PLAN, UNIT, GROUP = _at("plan"), _at("units", 1), _at("groups", 0)
CITATION, OBLIGATION = _at("citations", 0), _at("obligations", 0)
SECTION = _at("parts", 0, "assignments", 0)
HEADING = _at("parts", 0, "assignments", 0, "items", 0)
ITEM = _at("parts", 0, "assignments", 0, "items", 0, "items", 0)
TARGET = _at("parts", 0, "assignments", 0, "items", 0, "items", 0, "targets", 0)
ROOT, SIGNATURE, PART = _at(), _at("signature"), _at("parts", 0)

MISSING = [
    (ROOT, "plan"), (ROOT, "units"), (ROOT, "parts"), (ROOT, "signature"), (PLAN, "id"), (PLAN, "date"),
    (PLAN, "issuer"), (UNIT, "kind"), (UNIT, "name"), (SECTION, "to"), (SECTION, "items"),
    (TARGET, "raw"), (TARGET, "op"), (OBLIGATION, "of"), (OBLIGATION, "frequency"), (GROUP, "name"), (CITATION, "type"),
]  # fmt: skip
UNKNOWN = [ROOT, PLAN, UNIT, GROUP, CITATION, OBLIGATION, PART, SECTION, HEADING, ITEM, TARGET, SIGNATURE]
WRONG = [
    # None of the known values
    (UNIT, "kind", "hamlet"), (UNIT, "documents", ["poster"]), (GROUP, "kinds", ["hamlet"]), (PART, "role", "task"),
    (SECTION, "manner", "order"), (HEADING, "marks", "*"), (TARGET, "op", "=="), (OBLIGATION, "frequency", "rarely"),
    # Nothing in it
    (ROOT, "units", []), (ROOT, "parts", []), (ROOT, "groups", None), (SECTION, "to", []), (SECTION, "items", []),
    (SIGNATURE, "lines", []), (UNIT, "name", None),
    # Keys, a list or a text where another of the three belongs
    (ROOT, "plan", "kh-1"), (ROOT, "units", {"id": "a"}), (ROOT, "parts", {"heading": "A"}), (ROOT, "opening", "Gửi"),
    (ROOT, "signature", "CHỦ TỊCH"), (UNIT, "name", ["Xuân An"]), (SECTION, "to", "communes"), (ITEM, "for", "xa-a"),
    (ITEM, "with", {"id": "xa-b"}), (ITEM, "text", ["Trồng cây."]),
    # Not in the form it must have
    (PLAN, "id", "-kh"), (PLAN, "kind", "kế hoạch"), (PLAN, "date", "05/11/2020"), (PLAN, "date", "2020-1"),
    (UNIT, "id", "Xã A"), (UNIT, "id", "xa_a"), (UNIT, "id", "a" * 61), (UNIT, "code", "mã 1"),
    (UNIT, "valid_from", "2020-11"), (CITATION, "date", "năm 2020"), (HEADING, "topic", "Cây"), (ITEM, "id", "a b"),
    # No number, or out of range
    (PLAN, "number", 0), (PLAN, "number", 100_000), (PLAN, "number", "mười"), (TARGET, "value", -1),
    (SECTION, "common", "có"), (SECTION, "common", 2),
]  # fmt: skip


def refused_by_both(data: Data, folder: Path, validator: jsonschema.Draft202012Validator) -> tuple[bool, bool]:
    return bool(codes(folder, data)), any(validator.iter_errors(data))


@pytest.mark.parametrize(("owner", "key"), MISSING, ids=[f"{n}-{key}" for n, (_owner, key) in enumerate(MISSING)])
def test_missing_key_is_refused_by_both(
    owner: Callable[[Data], Any], key: str, validator: jsonschema.Draft202012Validator, tmp_path: Path
) -> None:
    data = copy.deepcopy(full())
    del owner(data)[key]
    assert refused_by_both(data, tmp_path, validator) == (True, True)


@pytest.mark.parametrize("owner", UNKNOWN, ids=range(len(UNKNOWN)))
@pytest.mark.parametrize("key", ["qwerty", "only", "partners", "without", "header"])
def test_unknown_key_is_refused_by_both(
    owner: Callable[[Data], Any], key: str, validator: jsonschema.Draft202012Validator, tmp_path: Path
) -> None:
    data = copy.deepcopy(full())
    owner(data)[key] = ["xa-a"]
    assert refused_by_both(data, tmp_path, validator) == (True, True)


@pytest.mark.parametrize(("owner", "key", "value"), WRONG, ids=[f"{key}-{value}"[:40] for _owner, key, value in WRONG])
def test_wrong_value_is_refused_by_both(
    owner: Callable[[Data], Any], key: str, value: object, validator: jsonschema.Draft202012Validator, tmp_path: Path
) -> None:
    data = copy.deepcopy(full())
    owner(data)[key] = value
    assert refused_by_both(data, tmp_path, validator) == (True, True)


def test_units_may_be_the_name_of_a_file_in_the_schema_too(validator: jsonschema.Draft202012Validator) -> None:
    assert validator.is_valid(base(units="units.yaml"))


@pytest.mark.parametrize("name", ["/etc/passwd", "\\\\server\\units.yaml", "units.docx", 5])
def test_units_may_be_no_other_name(name: object, validator: jsonschema.Draft202012Validator) -> None:
    assert not validator.is_valid(base(units=name))
