"""Values → a .docx: whatever a person can type into a plan comes out as typed, or the file is not made."""

import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gen.derive.dossier import Dossier, dossiers
from gen.documents import DocumentName
from gen.errors import BuildError
from gen.pipeline.rendering import RenderedDocument, draft_document, load_templates, render_draft
from gen.plan.file.loading import load_plan
from gen.plan.model import Plan
from gen.word.template.loading import WordTemplate
from tests.support.docx_text import lines, open_docx, text

ROOT = Path(__file__).parents[2]
PLAN = load_plan(ROOT / "plan.yaml").plan
TEMPLATES = load_templates(ROOT / "templates", list(DocumentName), source=False)


def render_document(dossier: Dossier, document: DocumentName, templates: dict[str, WordTemplate]) -> RenderedDocument:
    return render_draft(draft_document(dossier, document, templates))


def with_task(words: str) -> Dossier:
    """The dossier of Phòng Dân tộc, whose one task says `words`."""
    data = PLAN.model_dump(by_alias=True, mode="json")
    data["parts"][1]["assignments"][6]["items"][0]["text"] = words
    plan = Plan.model_validate(data)
    return next(d for d in dossiers(plan) if d.unit.id == "phong-dan-toc")


def named(name: str) -> Dossier:
    """The dossier of a unit called `name`."""
    dossier = next(d for d in dossiers(PLAN) if d.unit.id == "phong-dan-toc")
    return replace(dossier, unit=dossier.unit.model_copy(update={"name": name}))


ODD = [
    "P & Q <b>đậm</b> rồi hết",
    "dấu \"nháy\" và 'nháy' và “nháy”",
    "{{ trich_yeu }} {% for x in y %} {# ghi chú #}",
    "{_{ không phải thẻ }_} {_% cũng không %_}",
    "biểu tượng 👨‍👩‍👧 🇻🇳 ✅",
    "]]> <!-- --> &amp; &lt; &#65;",
    "a" * 300,
    "x < y > z && 1 << 2",
    "{scope",
    "$ \\ % ^ ~ # _ ` | @",
]


@pytest.mark.parametrize("words", ODD)
@pytest.mark.parametrize("document", list(DocumentName))
def test_task_comes_out_as_typed(words: str, document: DocumentName) -> None:
    printed = text(render_document(with_task(words), document, TEMPLATES).data)
    assert words in printed


@pytest.mark.parametrize("name", ODD)
def test_unit_name_comes_out_as_typed(name: str) -> None:
    printed = text(render_document(named(name), DocumentName.PLAN, TEMPLATES).data)
    assert name in printed
    assert name.upper() in printed


TYPED = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp")), min_size=1, max_size=60
).filter(lambda words: words.split() and "**" not in words and "{" not in words)


@settings(max_examples=40, deadline=None)
@given(TYPED)
def test_any_typed_text_is_in_the_document(words: str) -> None:
    printed = text(render_document(with_task(words), DocumentName.PLAN, TEMPLATES).data)
    assert " ".join(words.split()) in printed


def test_every_part_stays_well_formed_with_odd_words() -> None:
    data = render_document(with_task(" ".join(ODD)), DocumentName.REPORT, TEMPLATES).data
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def test_bold_words_of_the_plan_are_bold_runs() -> None:
    data = render_document(with_task("trước **ngày 1 & 2** nhé"), DocumentName.PLAN, TEMPLATES).data
    bold = [r.text for p in open_docx(data).paragraphs for r in p.runs if r.style is not None and r.style.name == "Đậm"]
    assert "ngày 1 & 2" in bold


def test_same_values_give_the_same_bytes_under_another_hash_seed() -> None:
    program = (
        "import sys; sys.path.insert(0, '.')\n"
        "from gen.files import sha256\n"
        "from tests.pipeline.test_rendering import TEMPLATES, render_document, with_task\n"
        "from gen.plan.model import DocumentName\n"
        "print(*(sha256(render_document(with_task('x'), d, TEMPLATES).data) for d in DocumentName))"
    )

    def run(seed: str) -> str:
        zone = "Asia/Ho_Chi_Minh" if seed == "1" else "UTC"
        environment = {"PYTHONHASHSEED": seed, "PATH": "", "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True
        )
        return done.stdout.decode()

    assert run("1") == run("2") != ""


def test_template_that_drops_tasks_is_caught_before_the_file_is_made() -> None:
    report = TEMPLATES["report.docx"]
    broken = open_docx(report.data)
    for paragraph in (p for t in broken.tables for r in t.rows for c in r.cells for p in c.paragraphs):
        if "dong.noi_dung" in paragraph.text:
            for run in paragraph.runs:
                run.text = run.text.replace("{{ dong.noi_dung }}", "{{ dong.noi_dung if dong.la_muc else '' }}")
    out = BytesIO()
    broken.save(out)
    with pytest.raises(BuildError) as caught:
        render_document(
            with_task("Nhiệm vụ quan trọng"),
            DocumentName.REPORT,
            {"report.docx": WordTemplate("report.docx", out.getvalue())},
        )
    assert [found.code for found in caught.value.diagnostics] == ["BUILD-006"]


def test_properties_name_the_document_its_author_and_language() -> None:
    core = open_docx(render_document(with_task("x"), DocumentName.PLAN, TEMPLATES).data).core_properties
    assert core.title.startswith("Triển khai thực hiện")
    assert (core.author, core.language) == ("Phòng Dân tộc", "vi-VN")
    assert core.identifier == "kh-1472-tuan-giao/phong-dan-toc/ke-hoach"


def test_subject_longer_than_word_allows_in_a_property_is_shortened_there_only() -> None:
    data = PLAN.model_dump(by_alias=True, mode="json")
    data["plan"]["subject"] = "Rất dài " * 60 + "hết"
    dossier = dossiers(Plan.model_validate(data))[0]
    made = render_document(dossier, DocumentName.PLAN, TEMPLATES).data
    assert len(open_docx(made).core_properties.title) == 255
    assert any(line.endswith("dài hết") for line in lines(made))


def edited(name: str, old: str, new: str) -> dict[str, WordTemplate]:
    """The project's templates, of which one says something else, whatever its contract."""
    document = open_docx(TEMPLATES[name].data)
    for one in document.element.body.iter("{*}t"):
        if one.text and old in one.text:
            one.text = one.text.replace(old, new)
    out = BytesIO()
    document.save(out)
    return {**TEMPLATES, name: WordTemplate(name, out.getvalue())}


def with_product() -> Dossier:
    """The dossier of a unit whose task is told in its plan and again in the annex of that."""
    data = PLAN.model_dump(by_alias=True, mode="json")
    item = data["parts"][1]["assignments"][6]["items"][0]
    item["text"], item["product"] = "Rà soát các hộ", "Danh sách"
    return next(d for d in dossiers(Plan.model_validate(data)) if d.unit.id == "phong-dan-toc")


def test_task_that_stands_in_the_annex_alone_is_missing_from_the_plan() -> None:
    templates = edited("plan.docx", "{{r d.chu }}", "{{r d.chu if d.dam or not d.nguon else '' }}")
    with pytest.raises(BuildError) as caught:
        render_document(with_product(), DocumentName.PLAN, templates)
    [found] = caught.value.diagnostics
    assert (found.code, "Rà soát các hộ" in found.message) == ("BUILD-006", True)


def test_task_that_the_annex_does_not_tell_again_is_missing() -> None:
    with pytest.raises(BuildError) as caught:
        render_document(with_product(), DocumentName.PLAN, edited("plan.docx", "viec_pl.noi_dung", "viec_pl.so"))
    [found] = caught.value.diagnostics
    assert (found.code, "Rà soát các hộ" in found.message) == ("BUILD-006", True)


def test_template_in_another_order_loses_nothing() -> None:
    document = open_docx(TEMPLATES["plan.docx"].data)
    body = document.element.body
    annex = next(one for one in body if "phu_luc" in "".join(t.text or "" for t in one.iter("{*}t")))
    block = list(body)[list(body).index(annex) : -1]
    for one in reversed(block):
        body.insert(1, one)
    out = BytesIO()
    document.save(out)
    template = WordTemplate("plan.docx", out.getvalue())
    assert "Rà soát các hộ" in text(render_document(with_product(), DocumentName.PLAN, {"plan.docx": template}).data)


def test_target_whose_words_are_gone_is_missing() -> None:
    dossier = next(
        d
        for d in dossiers(PLAN)
        if draft_document(d, DocumentName.REPORT, TEMPLATES).values.chi_tieu  # type: ignore[attr-defined]
    )
    with pytest.raises(BuildError) as caught:
        render_document(dossier, DocumentName.REPORT, edited("report.docx", "muc.noi_dung", "muc.ma"))
    assert [found.code for found in caught.value.diagnostics] == ["BUILD-006"]
