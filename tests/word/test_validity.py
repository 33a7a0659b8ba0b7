"""Every kind of document that is made, of the shipped templates and of an office's own: valid, and with what it had."""

from pathlib import Path

import pytest
from lxml import etree

from tests.support import foreign_templates as templates
from tests.support.every_document import every_document
from tests.support.foreign_templates import foreign
from tests.support.repacked import changed, packed, unpacked
from tests.support.validity import added_faults, faults

SHIPPED = {path.name: path.read_bytes() for path in (Path(__file__).parents[2] / "templates").glob("*.docx")}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICES: dict[str, tuple[templates.Change, ...]] = {
    "as shipped": (),
    "WPS": (
        templates.custom_property,
        templates.custom_data,
        templates.empty_protection,
        templates.main_part_of_word_online,
    ),
    "small program": (templates.no_core_properties, templates.no_tab_stops, templates.own_bookmark),
    "newer LibreOffice": (templates.core_of_newer_libreoffice, templates.read_only),
    "without settings": (templates.no_settings,),
}


@pytest.fixture(scope="module", params=OFFICES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, bytes]]:
    office = str(request.param)
    own = {name: foreign(data, *OFFICES[office]) for name, data in SHIPPED.items()}
    return office, every_document(tmp_path_factory.mktemp("office"), own)


@pytest.mark.slow
def test_every_document_is_valid(made: tuple[str, dict[str, bytes]]) -> None:
    assert {name: faults(data) for name, data in made[1].items() if faults(data)} == {}


@pytest.mark.slow
def test_protected_form_can_be_filled_in_and_nothing_else(made: tuple[str, dict[str, bytes]]) -> None:
    [settings] = [data for name, data in unpacked(made[1]["protected form"]).items() if name.endswith("settings.xml")]
    stated = [dict(one.attrib) for one in etree.fromstring(settings).iter(f"{W}documentProtection")]
    assert stated == [{f"{W}edit": "forms", f"{W}enforcement": "1"}]


@pytest.mark.slow
@pytest.mark.parametrize("made", ["WPS"], indirect=True)
def test_what_the_office_had_in_its_template_is_kept(made: tuple[str, dict[str, bytes]]) -> None:
    for name in ("ke-hoach-xa-a.docx", "bao-cao-xa-a.docx", "protected form", "form filled from below", "summary"):
        parts = unpacked(made[1][name])
        assert templates.OWN_PROPERTY in parts["docProps/custom.xml"].decode()
        assert templates.OWN_DATA in parts["customXml/item1.xml"].decode("utf-16")


def test_seal_of_a_form_that_became_a_template_is_replaced(tmp_path: Path) -> None:
    old = templates.CUSTOM.replace(templates.OWN_PROPERTY, "gen-unit")
    own = {
        "report.docx": changed(foreign(SHIPPED["report.docx"], templates.custom_property), {"docProps/custom.xml": old})
    }
    form = every_document(tmp_path, own)["bao-cao-xa-a.docx"]
    stated = etree.fromstring(unpacked(form)["docProps/custom.xml"])
    assert ["".join(one.itertext()) for one in stated if one.get("name") == "gen-unit"] == ["xa-a"]


BOOKMARK = '<w:bookmarkStart w:id="7" w:name="a"/>'


def without(name: str) -> bytes:
    parts = unpacked(SHIPPED["report.docx"])
    del parts[name]
    return packed(parts)


def rewritten(name: str, before: str, after: str) -> bytes:
    text = unpacked(SHIPPED["report.docx"])[name].decode()
    assert before in text
    return changed(SHIPPED["report.docx"], {name: text.replace(before, after)})


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda: without("word/footer1.xml"), id="part that is not there"),
        pytest.param(lambda: changed(SHIPPED["report.docx"], {"word/x.bin": b"x"}), id="part without a type"),
        pytest.param(
            lambda: rewritten("word/settings.xml", "</w:settings>", "<w:documentProtection/></w:settings>"),
            id="setting out of order",
        ),
        pytest.param(
            lambda: rewritten("word/document.xml", "<w:body>", "<w:body><w:no/>"), id="element that there is not"
        ),
        pytest.param(
            lambda: rewritten("word/document.xml", "<w:body>", f"<w:body>{BOOKMARK}{BOOKMARK}"),
            id="bookmark twice",
        ),
        pytest.param(lambda: foreign(SHIPPED["report.docx"], templates.no_core_properties), id="no core properties"),
    ],
)
def test_damage_is_a_fault(damage: object) -> None:
    assert added_faults(damage(), SHIPPED["report.docx"])  # type: ignore[operator]
