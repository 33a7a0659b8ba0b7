"""A small plan → one sample of every file that lives for decades, as this version writes it: tests/golden/NAME.

`python -m tools.golden NAME` makes the folder NAME, once: a folder that is there is never changed, since the next
versions are held against what this one wrote. Everything is done by the commands of the program, so that the same
script runs with any version of it; what the commands said then is frozen in expected.json beside the samples.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

import gen
from gen.files import sha256
from tests.support.archive_cases import sign
from tests.support.form_filling import filled

ROOT = Path(gen.__file__).parents[1]
PLACE = ROOT / "tests" / "golden"
PLAN: dict[str, Any] = {
    "plan": {
        "id": "kh-1", "symbol": "KH-UBND", "place": "Sông Đà", "date": "2020-11-05", "subject": "Trồng cây {scope}",
        "scope": "trên địa bàn huyện", "issuer": "huyen",
    },
    "archive": {"code": "H16.5", "retention": "20 năm", "access": "công khai"},
    "units": "units.yaml",
    "parts": [
        {
            "heading": "NHIỆM VỤ",
            "role": "tasks",
            "assignments": [
                {"to": ["xa-a", "xa-b"], "heading": "UBND xã", "items": [{"text": "Trồng cây."}, {"text": "Tưới cây."}]}
            ],
        }
    ],
    "obligations": [
        {
            "id": "bc", "name": "Báo cáo kết quả", "of": ["all"], "to": "huyen", "frequency": "once",
            "due": "2021-07-15", "form": True,
        },
        {
            "id": "quy", "name": "Báo cáo quý", "of": ["all"], "to": "huyen", "frequency": "quarterly", "form": True,
        },
    ],
    "signature": {"lines": ["CHỦ TỊCH"]},
}  # fmt: skip
UNITS = [
    {"id": "huyen", "kind": "district", "name": "Sông Đà"},
    {"id": "xa-a", "kind": "commune", "name": "Xuân An"},
    {"id": "xa-b", "kind": "commune", "name": "Xuân Bình"},
]
ANSWERS = {"1.1/result": "Trồng 40 ha", "1.1/status": "Hoàn thành", "1.2/result": "Tưới đủ"}
LATER = {**ANSWERS, "1.1/result": "Trồng 45 ha"}
UNREADABLE = "khong-phai.docx"
RECEIVED = {"lan-1.docx": "2021-07-10", "lan-2.docx": "2021-07-13", "quy.docx": "2021-07-14", UNREADABLE: "2021-07-14"}
RECORDS = ("plan.yaml", "units.yaml", "plan.issued.json", "archive", "returns", "revisions")
"""What of the office is kept; where this version does not make one, it is not there."""


def run(folder: Path, *arguments: str, ends: int = 0) -> str:
    """What a command of the program prints. Raises SystemExit where it ends otherwise than expected."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GEN_LANG": "vi", "PYTHONUTF8": "1"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "gen", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != ends:
        raise SystemExit(f"{' '.join(arguments)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def make_office(folder: Path) -> dict[str, Any]:
    """Let the program work in `folder` as an office does in a year; what its commands said of the result."""
    _write_yaml(folder / "plan.yaml", PLAN)
    _write_yaml(folder / "units.yaml", UNITS)
    dated = ("--as-of", "2021-06-10") if "--as-of" in run(folder, "build", "--help") else ()
    run(folder, "build", "plan.yaml", "--no-pdf", *dated)
    run(folder, "issue", "--unit", "xa-a", "--number", "12", "--date", "5/7/2021", "--engine", "embedded")
    run(folder, "archive", "plan.yaml", "--date", "2021-08-01")
    _bring_in_copies(folder)
    form = _collect_forms(folder)
    run(folder, "chase", "--obligation", "bc", "--as-of", "2021-07-20", "--to", "don-doc.docx")
    run(folder, "report", "--obligation", "bc", "--as-of", "2021-07-20", "--to", "tong-hop")
    run(folder, "archive", "plan.yaml", "--date", "2021-09-01")
    shutil.copy(form, folder / "form.docx")
    return {
        "form": json.loads(run(folder, "read", "form.docx", "--format", "json")),
        "status": {
            one: json.loads(run(folder, "status", "--obligation", one, "--as-of", "2021-07-20", "--format", "json"))
            for one in ("bc", "quy")
        },
        "answers": {"bc": {"xa-a": LATER}, "quy": {"xa-b": ANSWERS}},
        "received": RECEIVED,
        "verify": json.loads(run(folder, "verify", "archive", "--format", "json")),
    }


def _bring_in_copies(folder: Path) -> None:
    """A signed copy of the issued plan, and the scan of another one."""
    (folder / "signed.pdf").write_bytes(sign((folder / "out/kh-1/xa-a/ke-hoach-xa-a.pdf").read_bytes()))
    Image.new("L", (620, 877), 250).save(folder / "scan.pdf")
    run(folder, "archive", "add", "signed.pdf")
    run(folder, "archive", "add", "scan.pdf", "--unit", "xa-b", "--document", "plan", "--scan",
        "--number", "7/KH-UBND", "--date", "6/7/2021")  # fmt: skip


def _collect_forms(folder: Path) -> Path:
    """A form that is superseded, the one that counts, one of another report, and a file that is none; the second."""
    (form,) = _find_forms(folder, "xa-a", "bc")
    _write_form(form, ANSWERS, folder / "lan-1.docx")
    _write_form(form, LATER, folder / "lan-2.docx")
    (quarterly,) = _find_forms(folder, "xa-b", "quy")
    _write_form(quarterly, ANSWERS, folder / "quy.docx")
    (folder / UNREADABLE).write_bytes(b"no form at all")
    for name, day in RECEIVED.items():
        ends = 3 if name == UNREADABLE else 0
        run(folder, "collect", name, *(("--obligation", "bc") if ends else ()), "--received", day, ends=ends)
    run(folder, "extend", "xa-b", "--obligation", "bc", "--until", "2021-07-19", "--reason", "Mưa lũ")
    return folder / "lan-2.docx"


def _find_forms(folder: Path, unit: str, obligation: str) -> list[Path]:
    return [*(folder / "out/kh-1" / unit).glob(f"bao-cao-{obligation}-{unit}*.docx")]


def _write_form(form: Path, answers: Mapping[str, str], target: Path) -> None:
    target.write_bytes(filled(form.read_bytes(), answers))


def _write_yaml(path: Path, data: object) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")


def read_index(path: Path) -> list[dict[str, str]]:
    """The rows of an index.csv, read without the program."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def describe(folder: Path) -> dict[str, Any]:
    """What the samples in `folder` say, read by the formats' own libraries: the program is what is to be tested."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    history = [*(folder / "office/revisions").glob("*/history.json")]
    return {
        "register": json.loads((folder / "office/plan.issued.json").read_bytes())["issued"],
        "manifest": {one["path"]: one["sha256"] for one in manifest["files"]},
        "bags": {bag.name: read_index(bag / "data/index.csv") for bag in sorted((folder / "office/archive").iterdir())
                 if bag.name != "signed"},
        "seals": {bag.name: sha256((bag / "tagmanifest-sha256.txt").read_bytes())
                  for bag in sorted((folder / "office/archive").iterdir()) if bag.name != "signed"},
        "revisions": [one["sha256"] for path in history for one in json.loads(path.read_bytes())["revisions"]],
    }  # fmt: skip


def make(name: str) -> Path:
    """Make tests/golden/NAME. Raises SystemExit where it is there."""
    target = PLACE / name
    if target.exists():
        raise SystemExit(f"{target} is there, and is never changed")
    with tempfile.TemporaryDirectory() as folder:
        office = Path(folder)
        said = make_office(office)
        (target / "office").mkdir(parents=True)
        for record in RECORDS:
            source = office / record
            if source.is_dir():
                shutil.copytree(source, target / "office" / record)
            elif source.exists():
                shutil.copy(source, target / "office" / record)
        shutil.copy(office / "out/kh-1/manifest.json", target / "manifest.json")
        shutil.copy(office / "form.docx", target / "form.docx")
    for path in target.rglob("*"):
        if path.is_file():
            path.chmod(path.stat().st_mode | stat.S_IWUSR)
    text = json.dumps({**describe(target), "said": said}, ensure_ascii=False, indent=1)
    (target / "expected.json").write_text(text + "\n", encoding="utf-8")
    return target


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the samples of this version."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="the version, such as 0.2.0")
    print(make(parser.parse_args(arguments).name))


if __name__ == "__main__":
    main()
