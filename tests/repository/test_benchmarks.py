"""The benchmarks' own machinery, no times: peers' templates and data, plans of any size, and what the report says."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from benchmarks import data, node_peers, renderers
from benchmarks.builds import Build
from benchmarks.contenders import OURS, contenders
from benchmarks.contenders.gen_word import as_bytes
from benchmarks.limit import Limit
from benchmarks.measure import Outcome, file_name
from benchmarks.peer_templates import Docxtemplater, EasyTemplateX, Syntax, peer_template
from benchmarks.report import Results, bounds, markdown
from gen.derive.dossier import Dossier, dossiers
from gen.plan.file.loading import load_plan
from gen.plan.units import document_recipients
from gen.word.template.loading import DocumentProperties, load_template

SYNTAXES = [Docxtemplater(), EasyTemplateX()]
PEERS = [contender for contender in contenders() if contender.syntax is not None]


@pytest.fixture(scope="module")
def entries(seed_dossiers: dict[str, Dossier]) -> list[data.Entry]:
    # Phòng LĐTBXH has tables, targets and bold words; a commune has what most units have.
    return [data._entry(seed_dossiers[unit]) for unit in ("phong-ldtbxh", "xa-quai-to")]


def _document(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda s: type(s).__name__)
@pytest.mark.parametrize("document", data.DOCUMENTS)
def test_a_peer_template_has_only_the_peers_tags_each_opened_and_closed(document: str, syntax: Syntax) -> None:
    xml = _document(peer_template(data.TEMPLATES / f"{document}.docx", syntax).docx)
    assert not re.search(r"\{\{|\}\}|\{%|%\}", xml)
    open_: list[str] = []
    for sign, name in re.findall(r"\{([#/])(\w+)", xml):
        if sign == "#":
            open_.append(name)
        else:
            assert open_.pop() == name
    assert not open_


@pytest.mark.parametrize("document", data.DOCUMENTS)
def test_the_data_of_a_peer_has_a_value_for_every_tag(document: str, entries: list[data.Entry]) -> None:
    made = peer_template(data.TEMPLATES / f"{document}.docx", Docxtemplater())
    for entry in entries:
        told = made.shape.data(data.values_of(entry.values(document)))
        assert json.loads(json.dumps(told)) == told
        assert _filled(_document(made.docx), told) == _words_of_ours(document, entry)


def _filled(xml: str, told: dict[str, Any]) -> list[str]:
    """The words of a peer's template filled in by the simplest reading of its tags."""
    text = re.sub(r"<[^>]+>", "", xml.replace("</w:p>", "\n"))
    return _read(text, [told]).split()


def _read(text: str, scopes: list[dict[str, Any]]) -> str:
    def value(name: str) -> Any:
        return next(scope[name] for scope in reversed(scopes) if name in scope)

    out = ""
    while found := re.search(r"\{(#?)(\w+)\}", text):
        out, text = out + text[: found.start()], text[found.end() :]
        if not found[1]:
            out += value(found[2])
            continue
        # No list of ours holds itself, so the first closing tag of the name is the right one.
        inner, text = text.split(f"{{/{found[2]}}}", 1)
        repeated = value(found[2])
        for element in repeated if isinstance(repeated, list) else [{}] * repeated:
            # The tags of a row stand in its first and last paragraph: the end of the last is outside of them.
            out += _read(inner, [*scopes, element]) + "\n" * ("\n" in inner)
    return out + text


def _ours(document: str, entry: data.Entry) -> bytes:
    values = entry.values(document)
    template = load_template(data.TEMPLATES, f"{document}.docx")
    return as_bytes(template.render(values, DocumentProperties(values.trich_yeu, entry.author, values.ma_tai_lieu)))


def _words_of_ours(document: str, entry: data.Entry) -> list[str]:
    return renderers.words(io.BytesIO(_ours(document, entry)))


@pytest.mark.parametrize("contender", PEERS, ids=lambda c: c.name)
@pytest.mark.skipif(bool(node_peers.missing()), reason=node_peers.missing() or "there")
def test_a_peer_says_what_we_say(contender: Any, entries: list[data.Entry], tmp_path: Path) -> None:
    bench = renderers.Bench(tmp_path)
    shapes = dict(bench._templates(contender))
    data.write_entries(iter(entries), bench.values, bench.peers, shapes, 10)
    outcome, out = bench.run(contender, 10, 60)
    ours = tmp_path / "ours"
    ours.mkdir()
    for entry in entries:
        for document in data.DOCUMENTS:
            (ours / file_name(entry.unit, document)).write_bytes(_ours(document, entry))
    assert renderers.compare(ours, out, contender.name) == outcome.documents == 4
    assert outcome.peak_kib > 1024
    assert outcome.size == sum(path.stat().st_size for path in out.iterdir())


def test_a_document_that_says_something_else_stops_the_run(entries: list[data.Entry], tmp_path: Path) -> None:
    for folder, document in (("ours", "plan"), ("theirs", "report")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.docx").write_bytes(_ours(document, entries[0]))
    with pytest.raises(renderers.UnequalError, match=r"a\.docx is not ours from word"):
        renderers.compare(tmp_path / "ours", tmp_path / "theirs", "a peer")


def test_a_run_that_compared_nothing_is_none(tmp_path: Path) -> None:
    with pytest.raises(renderers.UnequalError, match="no document of it"):
        renderers.compare(tmp_path, tmp_path, "a peer")


def test_entries_come_back_from_their_file(entries: list[data.Entry], tmp_path: Path) -> None:
    values = tmp_path / "values"
    shapes = {d: peer_template(data.TEMPLATES / f"{d}.docx", Docxtemplater()).shape for d in data.DOCUMENTS}
    assert data.write_entries(iter(entries), values, tmp_path / "peers", shapes, 1) == 2
    assert list(data.read_entries(values)) == entries
    assert len((tmp_path / "peers").read_text("utf-8").splitlines()) == 1


@pytest.mark.parametrize("count", [1, 2, 40, 3321])
def test_spread_order_has_everything_once(count: int) -> None:
    assert sorted(data.spread(range(count))) == list(range(count))


def test_any_beginning_of_the_spread_order_reaches_over_the_whole() -> None:
    first = sorted([number for _n, number in zip(range(20), data.spread(range(3321)), strict=False)])
    assert max(b - a for a, b in zip([0, *first], [*first, 3321], strict=True)) < 3321 / 5


@pytest.mark.parametrize("registry", [False, True])
def test_a_plan_grows_to_any_size(registry: bool, tmp_path: Path) -> None:
    text = data.SEED.read_text("utf-8")
    base = tmp_path / "base" / "plan.yaml"
    base.parent.mkdir()
    if registry:
        head, listed, tail = re.split(r"(?ms)^units:\n(.*?)(?=^groups:)", text)
        (base.parent / "units.yaml").write_text(re.sub(r"(?m)^  ", "", listed), "utf-8")
        text = f"{head}units: units.yaml\n{tail}"
    base.write_text(text, "utf-8")
    plan = load_plan(data.enlarged_to(base, 100, tmp_path / "large")).plan
    assert len(document_recipients(plan)) == 100
    assert len({dossier.unit.id for dossier in dossiers(plan)}) == 100


def _results(**ours: float) -> Results:
    results = Results("2026-01-01", "make bench", {"processor": "one"}, {"Python": "3"}, {OURS: "how", "docxtpl": "so"})
    for name, ms in {OURS: ours.get("ms", 1.0), "docxtpl": 50.0, "easy-template-x": 9.0}.items():
        for units, peak in ((40, 1000), (3321, 1050)):
            outcome = Outcome(100, ms / 10, ms / 500, 0.1, peak, 100_000)
            results.timings.append(renderers.Timing(name, units, outcome, 0 if name == OURS else 100))
    results.limit = Limit(80, [0.5, 0.4], [1.0, 1.1])
    results.builds.append(Build("p", 3321, 6642, ours.get("build", 9.0), 2.0, 1000))
    return results


def test_the_report_says_plainly_which_bound_is_missed() -> None:
    verdicts = [bound.verdict() for bound in bounds(_results())]
    assert verdicts == ["met", "met", "**missed**", "met", "met", "**missed**", "**missed**"]
    page = markdown(_results(ms=2.0, build=10.5))
    assert "| to disk at 3,321 units: docxtpl's loop over ours | at least 40 × | 25.00 × | **missed** |" in page
    assert re.search(r"6,642 documents \| at most 9 s \| 10\.50 s \| \*\*missed\*\*", page)


def test_what_was_not_measured_is_not_called_met() -> None:
    results = Results("2026-01-01", "make bench", {}, {}, absent={"docxtemplater": "node is not installed"})
    assert {bound.verdict() for bound in bounds(results)} == {"not measured"}
    results.timings = [renderers.Timing(OURS, 40, Outcome(80, 1.0, 0.1, 0.1, 1000, 80_000), 0)]
    assert "docxtemplater was not measured: node is not installed." in markdown(results)


def test_the_report_does_not_hide_documents_made_another_way() -> None:
    results = _results()
    slow = Outcome(100, 1.0, 0.01, 0.1, 1000, 100_000, {"a long property": 7})
    results.timings[0] = renderers.Timing(OURS, 40, slow, 0)
    assert "gen at 40 units: 7 of 100 documents not made in its usual way: a long property" in markdown(results)


def test_the_lock_file_names_no_registry() -> None:
    text = (node_peers.PEERS / "package-lock.json").read_text("utf-8")
    assert "resolved" not in text
    assert "://" not in re.sub(r'"url": "[^"]*"', "", text)


def test_the_command_explains_itself() -> None:
    command = [*contenders()[0].command[:2], "benchmarks", "--help"]
    done = subprocess.run(command, cwd=data.ROOT, capture_output=True, text=True, check=True)
    assert "--quick" in done.stdout
