"""Why something does not count: a code in the store, words when it is shown, Vietnamese in official documents."""

import re

import pytest

from gen.locale import LANGUAGES, use_language
from gen.ooxml.unsupported import RefusalKind
from gen.returns.reasons import FORM_REASONS, WORDINGS, Reason, ReasonCode, official_words
from gen.word.forms.cell_content import CellFinding
from gen.word.forms.reading import AnswerDoubt

CODES = [*ReasonCode, *AnswerDoubt, *CellFinding]
SENTENCES = [code for code in CODES if WORDINGS[code] not in ("{reason}", "{words}")]


def filled(code: str) -> Reason:
    names = re.findall(r"\{(\w+)\}", WORDINGS[code])
    return Reason.of(code, **{name: f"giá trị {name}" for name in names if name != "hint"})  # type: ignore[arg-type]


def test_every_code_has_words_and_no_two_are_called_the_same() -> None:
    assert set(WORDINGS) == set(CODES)
    assert len({code.value for code in (*CODES, *RefusalKind)}) == len(CODES) + len(RefusalKind)


@pytest.mark.parametrize("code", CODES)
def test_what_the_store_keeps_is_the_same_reason_again(code: str) -> None:
    assert Reason.parse(filled(code).as_stored()) == filled(code)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", SENTENCES)
def test_sentence_that_an_earlier_version_kept_is_recognised_in_any_language(code: str, language: str) -> None:
    with use_language(language):
        sentence = str(filled(code))
    found = Reason.parse(sentence)
    assert (str(found), official_words(found)) == (str(filled(code)), official_words(filled(code)))


@pytest.mark.parametrize("code", [*CODES, *RefusalKind])
def test_reason_is_vietnamese_in_official_documents_and_the_readers_elsewhere(code: str) -> None:
    reason = Reason.of(code, reason="x", words="a b c")  # type: ignore[arg-type]
    with use_language("vi"):
        vietnamese = official_words(reason)
    with use_language("en"):
        assert official_words(reason) == vietnamese
        assert vietnamese not in ("x", "a b c", str(reason))


@pytest.mark.parametrize(
    ("stored", "official"),
    [
        ("somebody's own words", "chưa được tính từ lần nhận trước"),
        ("tệp hỏng", "tệp hỏng"),
        ('{"code": "of-a-later-version"}', "chưa được tính từ lần nhận trước"),
        ('{"code": "other-plan"}', "đây là biểu mẫu của kế hoạch khác: …"),
        ("{", "chưa được tính từ lần nhận trước"),
    ],
)
def test_words_that_are_not_known_are_kept_and_get_into_no_document_in_english(stored: str, official: str) -> None:
    assert official_words(Reason.parse(stored)) == official


INTAKE = [
    code
    for code in ReasonCode
    if code in (*FORM_REASONS, *list(ReasonCode)[: list(ReasonCode).index(ReasonCode.NO_SEAL)])
]
ADVICE = ("đề nghị", "hỏi", "hãy", "gen ", "xem", "nhận", "xin ", "thu riêng", "{reason}", "libreoffice")


@pytest.mark.parametrize("code", [*INTAKE, *RefusalKind])
def test_reason_for_which_a_file_is_set_apart_says_what_to_do_about_it(code: str) -> None:
    names = {name: f"[{name}]" for name in ("reason", "hint", "limit", "member", "encoding")}
    with use_language("vi"):
        words = Reason.of(code, **names).with_remedy().lower()  # type: ignore[arg-type]
    assert any(one in words for one in (*ADVICE, "[reason]")), words


def test_remedy_stands_behind_the_reason_and_in_no_document() -> None:
    reason = Reason.of(ReasonCode.NO_SEAL)
    with use_language("vi"):
        assert reason.with_remedy().startswith(f"{official_words(reason)}; đề nghị")
        assert "đề nghị" not in official_words(reason)


def test_reason_whose_words_say_what_to_do_has_nothing_behind_it() -> None:
    reason = Reason.of(ReasonCode.PLAIN_TEXT)
    assert reason.with_remedy() == str(reason)
