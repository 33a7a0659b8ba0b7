"""The commands as a person or a program calls them: what is printed where, and the exit code."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from gen.cli.options import DAY
from tests.support import plans

ROOT = Path(__file__).parents[2]


def gen(*arguments: str, language: str = "en", **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    env = {**os.environ, "GEN_LANG": language, **environment}
    return subprocess.run(
        [sys.executable, "-c", "from gen.cli import main; main()", *arguments],
        cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_check_of_the_real_plan_finds_doubts_and_no_mistakes() -> None:
    done = gen("check", "plan.yaml")
    assert done.returncode == 0
    assert "error[" not in done.stdout


def test_check_as_json_is_a_list_with_places() -> None:
    found = json.loads(gen("check", "plan.yaml", "--format", "json").stdout)
    assert {"PLAN-101", "PLAN-102", "PLAN-103", "PLAN-104"} <= {f["code"] for f in found}
    assert all(f["location"]["line"] > 0 for f in found)


def test_check_for_github_names_file_and_line() -> None:
    first = gen("check", "plan.yaml", "--format", "github").stdout.splitlines()[0]
    assert first.startswith("::warning file=plan.yaml,line=")


def test_mistakes_end_with_exit_code_1_and_no_traceback(tmp_path: Path) -> None:
    bad = tmp_path / "plan.yaml"
    bad.write_text("plan: {}\nunits: []\n", encoding="utf-8")
    done = gen("check", str(bad))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "error[PLAN-021]" in done.stderr


def test_mistakes_as_json_go_to_the_output(tmp_path: Path) -> None:
    bad = tmp_path / "plan.yaml"
    bad.write_text("plan: {}\n", encoding="utf-8")
    assert all(f["severity"] == "error" for f in json.loads(gen("check", str(bad), "--format", "json").stdout))


@pytest.mark.parametrize("command", ["check", "list"])
def test_missing_file_is_told_in_vietnamese(command: str, tmp_path: Path) -> None:
    done = gen(command, str(tmp_path / "khong-co.yaml"), language="vi")
    assert done.returncode == 1
    assert "lỗi[PLAN-001]" in done.stderr


def test_list_shows_every_unit() -> None:
    listed = json.loads(gen("list", "--format", "json").stdout)
    assert len(listed) == 43
    assert {"id": "xa-quai-to", "lead": 9, "support": 0, "common": 0}.items() <= next(
        u for u in listed if u["id"] == "xa-quai-to"
    ).items()


def test_list_on_a_terminal_is_a_table() -> None:
    done = gen("list")
    assert "Ủy ban nhân dân xã Quài Tở" in done.stdout


def test_show_tells_the_tasks_and_dates_of_a_unit() -> None:
    survey = json.loads(gen("show", "tand-huyen", "--format", "json").stdout)
    assert [t["id"] for t in survey["tasks"] if not t["is_heading"]] == ["10#1", "10#2", "8.1#1", "8.2#1"]
    assert survey["reports"][0]["due"] == "trước ngày 15 tháng 7 năm 2021"


def test_show_tells_product_leader_and_authority_below_a_task(tmp_path: Path) -> None:
    task = {"text": "Trồng cây.", "product": "20 ha rừng", "authority": "UBND huyện"}
    heading = {"heading": "Trồng rừng", "leader": "Phó Chủ tịch", "items": [task]}
    path = plans.write(
        tmp_path, plans.with_sections({"to": ["communes"], "heading": "UBND các xã", "items": [heading]})
    )
    told = gen("show", "xa-a", str(path)).stdout.splitlines()
    at = told.index("    1.1#1  Trồng cây.")
    assert [line.strip() for line in told[at + 1 : at + 4]] == [
        "product: 20 ha rừng", "leader in charge: Phó Chủ tịch", "authority: UBND huyện",
    ]  # fmt: skip
    _heading, line = json.loads(gen("show", "xa-a", str(path), "--format", "json").stdout)["tasks"]
    assert (line["product"], line["leader"], line["authority"]) == ("20 ha rừng", "Phó Chủ tịch", "UBND huyện")


def test_show_takes_the_name_of_a_unit() -> None:
    assert gen("show", "UBND xã Quài Tở").stdout == gen("show", "xa-quai-to").stdout


def test_bodies_are_printed_as_lines_for_the_plan_and_the_advice_apart() -> None:
    done = gen("bodies", "UBND xã Quài Tở")
    assert done.stdout.startswith("bodies:\n  - name: Công chức Văn phòng - Thống kê\n")
    assert "copy this below the unit" in done.stderr


def test_issue_refuses_what_it_would_not_do_beside_a_table(tmp_path: Path) -> None:
    done = gen("issue", "--table", str(tmp_path / "so.xlsx"), "--unit", "xa-quai-to", "--number", "5")
    assert done.returncode == 1
    assert "ISS-037" in done.stderr
    assert "--unit, --number" in done.stderr
    assert not (tmp_path / "so.xlsx").exists()


def test_show_of_an_unknown_unit_suggests_the_nearest() -> None:
    done = gen("show", "xa-quai-too")
    assert done.returncode == 1
    assert 'did you mean "xa-quai-to"?' in done.stderr


def test_schema_is_json() -> None:
    assert json.loads(gen("schema").stdout)["title"] == "Plan"


def test_doctor_answers_even_where_no_converter_is(tmp_path: Path) -> None:
    missing = str(tmp_path / "none")
    done = gen("doctor", "--format", "json", GEN_SOFFICE=missing, GEN_WKHTMLTOPDF=missing)
    assert done.returncode == 0
    assert any("libreoffice" in f["name"].lower() and not f["ok"] and f["remedy"] for f in json.loads(done.stdout))


def test_build_says_what_lies_where(tmp_path: Path) -> None:
    done = gen("build", "plan.yaml", "--out", str(tmp_path), "--unit", "tand-huyen", "--no-pdf")
    assert done.returncode == 0
    assert str(tmp_path / "kh-1472-tuan-giao" / "index.html") in done.stdout


def test_build_in_part_ends_with_exit_code_3(tmp_path: Path) -> None:
    (tmp_path / "kh-1472-tuan-giao" / "tand-huyen" / "bao-cao-tand-huyen.docx").mkdir(parents=True)
    done = gen("build", "plan.yaml", "--out", str(tmp_path), "--unit", "tand-huyen", "--no-pdf")
    assert done.returncode == 3
    assert "BUILD-004" in done.stderr
    assert "nothing was written" not in done.stderr


def test_unknown_engine_ends_with_exit_code_2(tmp_path: Path) -> None:
    done = gen("build", "plan.yaml", "--out", str(tmp_path), "--engine", "libre")
    assert done.returncode == 2
    assert "PDF-001" in done.stderr


def test_output_is_utf8_whatever_the_console_says() -> None:
    done = gen("list", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 0
    assert "Quài Tở" in done.stdout


@pytest.mark.parametrize("day", ["14.6.2021", "ngày 14 tháng 6 năm 2021", "2021-06-14"])
def test_a_day_is_given_as_people_write_it(day: str) -> None:
    assert DAY.convert(day, None, None) == date(2021, 6, 14)


def test_a_day_that_is_none_is_a_mistake_of_the_command_line() -> None:
    done = gen("status", "plan.yaml", "--as-of", "31/6/2021")
    assert done.returncode == 2
    assert '--as-of\': "31/6/2021" is no date: give it as 5/3/2021 or as 2021-03-05' in done.stderr
