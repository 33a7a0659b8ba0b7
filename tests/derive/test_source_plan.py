"""The source plan built again, held against the seed's text: not a word more or less."""

import re
from pathlib import Path

from gen.pipeline.rendering import draft_source, load_templates, render_draft
from gen.plan.file.loading import load_plan
from tests.support.docx_text import lines, open_docx

SEED = Path(__file__).parents[1] / "seed" / "ke-hoach-tuan-giao-2020.txt"
ROOT = Path(__file__).parents[2]

LETTERHEAD = [
    "ỦY BAN NHÂN DÂN",
    "HUYỆN TUẦN GIÁO",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
]
"""What Decree 30 puts at the head of the paper, and the text file of the seed does not hold."""


def normalised(texts: list[str]) -> str:
    """One string: bullets, bold marks and white space (and with it page-break splits) taken away."""
    without_bullets = [re.sub(r"^\s*[-+]\s+", "", text) for text in texts]
    return " ".join(" ".join(without_bullets).replace("**", "").split())


def built_lines() -> list[str]:
    plan = load_plan(ROOT / "plan.yaml").plan
    return lines(render_draft(draft_source(plan, load_templates(ROOT / "templates", [], source=True))).data)


def test_built_source_plan_equals_seed_word_for_word() -> None:
    built = built_lines()
    for line in LETTERHEAD:
        built.remove(line)
    assert normalised(built) == normalised(SEED.read_text(encoding="utf-8").splitlines())


def test_only_the_letterhead_is_added() -> None:
    assert [line for line in built_lines() if line in LETTERHEAD] == LETTERHEAD


def test_bold_date_of_the_seed_is_bold_in_word() -> None:
    plan = load_plan(ROOT / "plan.yaml").plan
    data = render_draft(draft_source(plan, load_templates(ROOT / "templates", [], source=True))).data
    bold = [r.text for p in open_docx(data).paragraphs for r in p.runs if r.style is not None and r.style.name == "Đậm"]
    assert "trước ngày 15 tháng 7 năm 2021" in bold
