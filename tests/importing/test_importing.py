"""The seed as text, as a Word file, and with Word's own numbers → the plan that was typed by hand; what is no plan."""

import io
import json
import time
import timeit
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from docx.oxml import OxmlElement

from gen.cli import main
from gen.errors import GenError
from gen.importing import draft_plan, read_passages, render_yaml
from gen.importing.messages import DRAFT_FORMATS
from gen.importing.units.names import UnitNames
from gen.pipeline.rendering import draft_source, load_templates, render_draft
from gen.plan.checks.structure import bound_units
from gen.plan.file.loading import load_plan, load_units
from gen.plan.model import Plan, Unit
from gen.plan.outline import entries, tasks
from tests.support.docx_text import lines
from tests.support.plan_docx import plan_docx
from tests.support.plan_words import body_words

ROOT = Path(__file__).parents[2]
SEED = Path(__file__).parents[1] / "seed" / "ke-hoach-tuan-giao-2020.txt"
WAYS = ("txt", "docx", "automatic")


def seed_file(way: str, folder: Path) -> Path:
    text = SEED.read_text(encoding="utf-8").splitlines()
    path = folder / ("seed.txt" if way == "txt" else "seed.docx")
    path.write_bytes(SEED.read_bytes() if way == "txt" else plan_docx(text, automatic=way == "automatic"))
    return path


def imported(path: Path, folder: Path) -> Plan:
    drafted = draft_plan(read_passages(path), path.name, load_units(ROOT / "plan.yaml"))
    target = folder / "draft.yaml"
    target.write_text(render_yaml(drafted.plan), encoding="utf-8")
    return load_plan(target).plan


def whom(plan: Plan) -> dict[str, frozenset[str]]:
    bound = bound_units(plan, list(entries(plan)))
    return {task.id: bound[task.path] for task in tasks(plan)}


def plain(text: str) -> str:
    return text.replace("**", "").replace("{scope}", "trên địa bàn huyện")


@pytest.mark.parametrize("way", WAYS)
def test_every_node_of_the_seed_has_its_id_and_words(way: str, tmp_path: Path) -> None:
    ours = load_plan(ROOT / "plan.yaml").plan
    plan = imported(seed_file(way, tmp_path), tmp_path)
    assert {e.id: plain(e.text) for e in entries(plan)} == {e.id: plain(e.text) for e in entries(ours)}
    assert len(list(tasks(plan))) == 63


@pytest.mark.parametrize("way", WAYS)
def test_every_task_of_the_seed_binds_its_units(way: str, tmp_path: Path) -> None:
    found = whom(imported(seed_file(way, tmp_path), tmp_path))
    assert found == whom(load_plan(ROOT / "plan.yaml").plan)
    assert len(found["12.1"]) == 19


@pytest.mark.parametrize("way", WAYS)
def test_plan_built_from_the_drafted_seed_says_the_same(way: str, tmp_path: Path) -> None:
    plan = imported(seed_file(way, tmp_path), tmp_path)
    built = lines(render_draft(draft_source(plan, load_templates(ROOT / "templates", [], source=True))).data)
    source = read_passages(seed_file("txt", tmp_path))
    start = next(n for n, passage in enumerate(source) if passage.text == "KẾ HOẠCH")
    assert body_words(built[built.index("KẾ HOẠCH") :]) == body_words(p.text for p in source[start:])


def test_head_of_the_seed_is_read(tmp_path: Path) -> None:
    head, ours = imported(SEED, tmp_path).header, load_plan(ROOT / "plan.yaml").plan.header
    for name in ("kind", "number", "symbol", "place", "date", "subject", "scope", "issuer", "bases"):
        assert getattr(head, name) == getattr(ours, name), name


def test_dated_report_of_the_seed_is_an_obligation(tmp_path: Path) -> None:
    first = imported(SEED, tmp_path).obligations[0]
    ours = load_plan(ROOT / "plan.yaml").plan.obligations[0]
    assert (first.of, first.to, first.through, first.due, first.form, first.source) == (
        ours.of, ours.to, ours.through, ours.due, ours.form, ours.source,
    )  # fmt: skip


def test_difficulties_of_the_closing_are_reported_through_the_unit_that_it_names(tmp_path: Path) -> None:
    last = imported(SEED, tmp_path).obligations[-1]
    ours = load_plan(ROOT / "plan.yaml").plan.obligations[-1]
    assert (last.of, last.to, last.through, last.frequency, last.source) == (
        ours.of, ours.to, ours.through, ours.frequency, ours.source,
    )  # fmt: skip


def test_row_of_an_annex_without_a_lead_is_a_task_and_a_doubt(tmp_path: Path) -> None:
    case = Path(__file__).parents[1] / "imports" / "phu-luc-bang"
    text = (case / "source.txt").read_text(encoding="utf-8").replace("| Phòng Văn hóa - Xã hội | Văn", "| | Văn")
    path = tmp_path / "annex.docx"
    path.write_bytes(plan_docx(text.splitlines()))
    drafted = draft_plan(read_passages(path), path.name, load_units(case / "units.yaml"))
    items = drafted.plan["parts"][-1]["assignments"][0]["items"]
    assert [item["text"].split(".")[0] for item in items][3] == "Tập huấn công chức"
    assert "for" not in items[3]
    assert any("table 1, row 5" in doubt.place for doubt in drafted.questions)


def test_issuer_that_the_registry_lacks_is_listed_with_the_units(tmp_path: Path) -> None:
    case = Path(__file__).parents[1] / "imports" / "danh-so-khac"
    units = (case / "units.yaml").read_text(encoding="utf-8").splitlines()
    (tmp_path / "units.yaml").write_text("\n".join([units[0], *units[2:]]), encoding="utf-8")
    target = tmp_path / "plan.yaml"
    arguments = ["import", str(case / "source.txt"), "--registry", str(tmp_path / "units.yaml"), "--to", str(target)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert load_plan(target).plan.header.issuer == "huyen-suoi-ngan"


@pytest.mark.slow
def test_long_paragraph_is_read_in_time_that_grows_with_it() -> None:
    names = UnitNames(load_units(ROOT / "plan.yaml"), {"communes"})

    def seconds(count: int) -> float:
        text = "các tổ chức khác " * count
        return min(timeit.repeat(lambda: names.find_mentions(text), number=1, repeat=3))

    assert seconds(8000) < 30 * seconds(1000)


def test_without_a_registry_only_units_that_the_plan_names_are_made(tmp_path: Path) -> None:
    drafted = draft_plan(read_passages(SEED), SEED.name)
    words = SEED.read_text(encoding="utf-8")
    for record in drafted.plan["units"][1:]:
        unit = Unit.model_validate(record)
        assert UnitNames([unit], ()).find_mentions(words) or unit.name.lower() in words.lower(), unit.name
    assert any("--registry" in doubt.reason for doubt in drafted.questions)


def test_nothing_of_the_seed_is_left_out_but_the_head_of_its_recipients() -> None:
    drafted = draft_plan(read_passages(SEED), SEED.name, load_units(ROOT / "plan.yaml"))
    assert [passage.text for passage, _why in drafted.left_out] == ["Nơi nhận:"]


def test_each_entry_says_where_it_comes_from() -> None:
    drafted = draft_plan(read_passages(SEED), SEED.name, load_units(ROOT / "plan.yaml"))
    text = render_yaml(drafted.plan)
    line = text.splitlines().index("          # " + read_passages(SEED)[16].place)
    assert read_passages(SEED)[16].text[5:30] in "\n".join(text.splitlines()[line : line + 4])


def test_what_the_reader_does_not_know_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "note.docx"
    document = Document(io.BytesIO(plan_docx(SEED.read_text(encoding="utf-8").splitlines())))
    run = document.paragraphs[-1].add_run()
    run._r.append(OxmlElement("w:footnoteReference"))
    document.save(str(path))
    drafted = draft_plan(read_passages(path), path.name)
    assert [doubt.reason for doubt in drafted.questions if "footnote" in doubt.reason] == [
        "footnote in word/document.xml was not read: look in Word whether it says something"
    ]


def test_report_tells_share_and_places() -> None:
    drafted = draft_plan(read_passages(SEED), SEED.name, load_units(ROOT / "plan.yaml"))
    said = json.loads(DRAFT_FORMATS["json"](drafted))
    assert said["characters"] - said["left_out_characters"] == 15607
    assert all(entry["place"] for entry in said["unresolved"])
    assert "99.95 %" in DRAFT_FORMATS["text"](drafted)


def test_task_on_the_line_of_its_heading_has_what_follows_below_it(tmp_path: Path) -> None:
    head = "KẾ HOẠCH\nLàm sạch môi trường\nI. PHÂN CÔNG\n1. Phòng Y tế: Chủ trì các việc sau:\n"
    path = tmp_path / "inline.txt"
    path.write_text(f"{head}1.1. Rửa tay.\n1.2. Quét nhà.\n2. Phòng Tư pháp: Viết quy định.\n", encoding="utf-8")
    plan = imported(path, tmp_path)
    assert [(task.id, task.text) for task in tasks(plan)] == [
        ("1#1", "Chủ trì các việc sau:"),
        ("1.1", "Rửa tay."),
        ("1.2", "Quét nhà."),
        ("2#1", "Viết quy định."),
    ]


def letter() -> bytes:
    return plan_docx(["UBND HUYỆN SUỐI NGÀN", "Kính gửi: Phòng Y tế", "Đề nghị cử người dự họp.", "Trân trọng./."])


def empty() -> bytes:
    file = io.BytesIO()
    Document().save(file)
    return file.getvalue()


def long_decree() -> bytes:
    articles = [
        f"Điều {n}. Quy định chung về việc thứ {n}, các cơ quan có trách nhiệm thi hành." for n in range(1, 9000)
    ]
    return plan_docx(["CHÍNH PHỦ", "NGHỊ ĐỊNH", "Quy định chi tiết", *articles])


NO_PLANS = {
    "letter.docx": (letter, "IMP-004"),
    "empty.docx": (empty, "IMP-003"),
    "nothing.docx": (lambda: b"", "IMP-002"),
    "picture.docx": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), "IMP-002"),
    "locked.docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "IMP-002"),
    "decree.docx": (long_decree, "IMP-004"),
    "no-parts.txt": (lambda: "KẾ HOẠCH\nLàm việc\nMọi người làm việc.".encode(), "IMP-005"),
    "latin.txt": (lambda: b"K\xca HO\xc0CH", "IMP-002"),
}


@pytest.mark.parametrize("name", NO_PLANS)
def test_file_that_is_no_plan_is_told_so_within_ten_seconds(name: str, tmp_path: Path) -> None:
    make, code = NO_PLANS[name]
    path = tmp_path / name
    path.write_bytes(make())
    begun = time.perf_counter()
    with pytest.raises(GenError) as caught:
        draft_plan(read_passages(path), name)
    assert [d.code for d in caught.value.diagnostics] == [code]
    assert name in caught.value.diagnostics[0].message
    assert time.perf_counter() - begun < 10


def test_words_in_braces_do_not_become_names_to_fill_in(tmp_path: Path) -> None:
    path = tmp_path / "braces.txt"
    path.write_text(SEED.read_text(encoding="utf-8").replace("Tăng cường", "{scope} {x} Tăng cường"), encoding="utf-8")
    assert "{ scope } { x } Tăng cường" in " ".join(e.text for e in entries(imported(path, tmp_path)))


def test_decomposed_letters_are_composed(tmp_path: Path) -> None:
    import unicodedata

    path = tmp_path / "nfd.txt"
    path.write_text(unicodedata.normalize("NFD", SEED.read_text(encoding="utf-8")), encoding="utf-8")
    assert [p.text for p in read_passages(path)] == [p.text for p in read_passages(SEED)]


def test_command_writes_a_draft_that_passes_the_check(tmp_path: Path) -> None:
    target = tmp_path / "new" / "plan.yaml"
    arguments = ["import", str(SEED), "--registry", str(ROOT / "plan.yaml"), "--to", str(target)]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert CliRunner().invoke(main, ["check", str(target)]).exit_code == 0


def test_registry_beside_the_draft_is_referred_to(tmp_path: Path) -> None:
    case = Path(__file__).parents[1] / "imports" / "danh-so-khac"
    (tmp_path / "units.yaml").write_bytes((case / "units.yaml").read_bytes())
    target = tmp_path / "plan.yaml"
    arguments = ["import", str(case / "source.txt"), "--registry", str(tmp_path / "units.yaml"), "--to", str(target)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert "units: units.yaml" in target.read_text(encoding="utf-8")
    assert len(load_plan(target).plan.units) == 8


def test_plan_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "plan.yaml"
    target.write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(main, ["import", str(SEED), "--to", str(target)])
    assert (done.exit_code, target.read_text(encoding="utf-8")) == (1, "mine")
    assert "IMP-006" in done.output


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["import", str(tmp_path / "none.docx"), "--to", str(tmp_path / "plan.yaml")])
    assert done.exit_code == 1
    assert "IMP-001" in done.output


def test_mistakes_of_a_registry_are_told(tmp_path: Path) -> None:
    registry = tmp_path / "units.yaml"
    registry.write_text("units:\n  - {id: A B, kind: nothing, name: X}\n", encoding="utf-8")
    with pytest.raises(GenError) as caught:
        load_units(registry)
    assert {d.location.line for d in caught.value.diagnostics if d.location} == {2}


def test_zip_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zip.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "KẾ HOẠCH")
    with pytest.raises(GenError) as caught:
        read_passages(path)
    assert caught.value.diagnostics[0].code == "IMP-002"


SMALL = """KẾ HOẠCH
Chăm sóc sức khỏe năm 2021
I. TỔ CHỨC THỰC HIỆN
1. Phòng Y tế
a) {}
./.
"""


def doubts_of(task: str, folder: Path) -> tuple[Plan, list[str]]:
    """The plan that a single task makes, and the questions that it raises beside those of every draft."""
    path = folder / "small.txt"
    path.write_text(SMALL.format(task), encoding="utf-8")
    drafted = draft_plan(read_passages(path), path.name)
    target = folder / "draft.yaml"
    target.write_text(render_yaml(drafted.plan), encoding="utf-8")
    return load_plan(target).plan, [doubt.reason for doubt in drafted.questions if doubt.place]


@pytest.mark.parametrize(
    ("task", "doubt"),
    [
        ("Khám cho học sinh trước ngày 31/6/2021.", '"ngày 31/6/2021" is no date'),
        ("Thực hiện Quyết định số 12/QĐ-UBND ngày 30/02/2021.", '"ngày 30/02/2021" is no date'),
        (
            "Tiêm chủng đạt trên 99.5% trẻ em.",
            "“99.5%” can be read in two ways: as a figure, write 99,5% or 1.234",
        ),
    ],
)
def test_date_or_figure_that_cannot_be_read_is_asked_about_and_not_made_up(
    task: str, doubt: str, tmp_path: Path
) -> None:
    plan, doubts = doubts_of(task, tmp_path)
    (item,) = [found.item for found in tasks(plan)]
    assert item is not None
    assert doubts == [doubt]
    assert (item.due.value if item.due else None, item.targets) == (None, ())
    assert [citation.date for citation in plan.citations] in ([], [None])


@pytest.mark.parametrize(
    ("words", "frequencies"),
    [
        ("trước ngày 16 tháng 6 năm 2021", ["once"]),
        ("hằng quý, 9 tháng", ["quarterly", "nine-monthly"]),
        ("9 tháng", ["nine-monthly"]),
    ],
)
def test_each_frequency_that_the_words_name_is_a_report(words: str, frequencies: list[str], tmp_path: Path) -> None:
    plan, _doubts = doubts_of(f"Gửi báo cáo về Phòng Y tế {words}.", tmp_path)
    assert [obligation.frequency.value for obligation in plan.obligations] == frequencies
