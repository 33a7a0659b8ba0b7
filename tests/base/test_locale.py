"""The code's messages against gen.po, gen.po against gen.mo, and the language that a reader gets."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from gen.locale import _, current_language, translate_into
from gen.plan import model
from tools import catalogues

MESSAGE_AT = {"_": 0, "N_": 0, "in_language": 1}
"""Which argument of which call is a message."""

NOT_LITERAL = {
    ("gen/locale/__init__.py", "message"),
    ("gen/diagnostics/mistake.py", "template"),
    ("gen/linting/rules/catalogue.py", "rule.text"),
    ("gen/plan/file/mistakes.py", "info.description"),
    ("gen/returns/reasons.py", "wording"),
}
"""Messages that are no literals: what gen.locale, the registry and the reasons pass on, and the sentences under
the plan's keys."""


def calls() -> Iterator[tuple[str, ast.expr]]:
    """Every message of a call in the code, with the file that it stands in."""
    root = catalogues.SOURCES
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MESSAGE_AT:
                yield path.relative_to(root.parent).as_posix(), node.args[MESSAGE_AT[node.func.id]]


def sentences() -> Iterator[str]:
    """What stands under the keys of the plan file."""
    for node in vars(model).values():
        if isinstance(node, type) and issubclass(node, BaseModel):
            yield from (info.description or "" for info in node.model_fields.values())


@pytest.fixture
def messages() -> set[str]:
    literals = {arg.value for _file, arg in calls() if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    return (literals | set(sentences()) | set(catalogues.LIBRARIES)) - {""}


@pytest.fixture
def catalogue() -> catalogues.Catalogue:
    return catalogues.stored()


@pytest.fixture
def no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("GEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)


def test_every_message_is_written_out_in_its_call() -> None:
    computed = [(file, arg) for file, arg in calls() if not isinstance(arg, ast.Constant)]
    assert [(file, ast.unparse(arg)) for file, arg in computed if (file, ast.unparse(arg)) not in NOT_LITERAL] == []


def test_every_message_of_the_code_is_in_the_catalogue(messages: set[str], catalogue: catalogues.Catalogue) -> None:
    assert sorted(messages - {text for text, _entry in catalogue.messages()}) == []


def test_catalogue_holds_no_message_that_the_code_has_lost(messages: set[str], catalogue: catalogues.Catalogue) -> None:
    assert sorted({text for text, _entry in catalogue.messages()} - messages) == []


def test_every_message_is_translated(catalogue: catalogues.Catalogue) -> None:
    assert [text for text, entry in catalogue.messages() if not entry.string or entry.fuzzy] == []


def test_translations_keep_the_placeholders(catalogue: catalogues.Catalogue) -> None:
    def places(text: object) -> set[str]:
        return catalogues.placeholders(catalogues.forms(text)[-1])

    assert [text for text, entry in catalogue.messages() if places(entry.id) != places(entry.string)] == []


def test_messages_taken_from_click_are_still_what_click_says() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(click.__file__).parent.glob("*.py"))
    assert [text for text in catalogues.LIBRARIES if f'"{text}"' not in source] == []


@pytest.mark.parametrize(("language", "said"), [("vi", "Không có lệnh 'buidl'"), ("en", "No such command 'buidl'")])
def test_mistyped_command_is_answered_in_the_readers_language(language: str, said: str) -> None:
    program = "import sys; sys.argv = ['gen', 'buidl']; from gen.cli import main; main()"
    environment = {**os.environ, "GEN_LANG": language}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert said in done.stderr


def test_placeholders_include_literal_braces() -> None:
    assert catalogues.placeholders("{id}: write {{r … }}, not {{{id}}}") == {"{id}", "{{r … }}", "{{{id}}}"}


def test_catalogue_is_as_the_tool_writes_it(catalogue: catalogues.Catalogue) -> None:
    assert catalogues.PO.read_bytes() == catalogues.po_bytes(catalogue)


def test_compiled_catalogue_is_that_of_the_text(catalogue: catalogues.Catalogue) -> None:
    assert catalogues.MO.read_bytes() == catalogues.mo_bytes(catalogue)


def test_reworded_message_is_fuzzy_and_not_compiled(tmp_path: Path) -> None:
    po = tmp_path / "gen.po"
    po.write_text('msgid "the file is empty"\nmsgstr "tệp không có nội dung"\n', encoding="utf-8")
    code = catalogues.Catalogue()
    code.add("the file is quite empty")
    merged = catalogues.stored(po)
    merged.update(code)
    assert list(catalogues.gaps(merged)) == ["fuzzy: the file is quite empty"]
    compiled = GNUTranslations(BytesIO(catalogues.mo_bytes(merged)))
    assert compiled.gettext("the file is quite empty") == "the file is quite empty"


def test_gap_is_told_for_another_placeholder() -> None:
    catalogue = catalogues.Catalogue()
    catalogue.add("the key {key} is missing", "thiếu khóa {khoa}")
    assert list(catalogues.gaps(catalogue)) == ["other placeholders: the key {key} is missing"]


@pytest.mark.usefixtures("no_locale")
class TestLanguage:
    @pytest.mark.parametrize(("chosen", "code"), [("en", "en"), ("vi", "vi"), ("EN", "en"), ("vi_VN.UTF-8", "vi")])
    def test_gen_lang_chooses(self, monkeypatch: pytest.MonkeyPatch, chosen: str, code: str) -> None:
        monkeypatch.setenv("GEN_LANG", chosen)
        assert current_language() == code

    def test_gen_lang_overrules_the_locale(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GEN_LANG", "vi")
        monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
        assert current_language() == "vi"

    def test_unknown_gen_lang_leaves_it_to_the_locale(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GEN_LANG", "fr")
        monkeypatch.setenv("LANG", "en_GB.UTF-8")
        assert current_language() == "en"

    @pytest.mark.parametrize("variable", ["LC_ALL", "LC_MESSAGES", "LANG"])
    def test_locale_chooses(self, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
        monkeypatch.setenv(variable, "en_US.UTF-8")
        assert current_language() == "en"

    def test_lc_all_overrules_lang(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
        monkeypatch.setenv("LANG", "en_US.UTF-8")
        assert current_language() == "vi"

    def test_empty_variable_counts_as_unset(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GEN_LANG", "")
        monkeypatch.setenv("LC_ALL", "")
        monkeypatch.setenv("LANG", "en_US.UTF-8")
        assert current_language() == "en"

    @pytest.mark.parametrize("name", ["C", "POSIX", "C.UTF-8", "", "fr_FR.UTF-8"])
    def test_locale_of_no_language_of_ours_gives_vietnamese(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        monkeypatch.setenv("LANG", name)
        assert current_language() == "vi"

    def test_machine_without_a_locale_gives_vietnamese(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.platform", "linux")
        monkeypatch.setattr("locale.getlocale", lambda: ("en_US", "UTF-8"))  # what Python says of LANG=C.UTF-8
        assert current_language() == "vi"

    def test_windows_is_asked_for_its_language(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.platform", "win32")
        monkeypatch.setattr("locale.getlocale", lambda: ("English_United States", "1252"))
        assert current_language() == "en"


def test_vietnamese_reader_gets_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_LANG", "vi")
    assert _("hint: {hint}") == "gợi ý: {hint}"


def test_english_reader_gets_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_LANG", "en")
    assert _("hint: {hint}") == "hint: {hint}"


def test_text_in_a_named_language_does_not_depend_on_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_LANG", "en")
    assert translate_into("vi", "warning") == "cảnh báo"
