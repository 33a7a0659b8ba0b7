"""What stands in an empty control → whether it is a prompt: of Word in its versions and languages, or of others."""

from __future__ import annotations

import re

from gen.derive.form_fields import PROMPTS
from gen.text import collapse_spaces, fold, remove_invisible

_PROMPTS = frozenset(
    fold(words)
    for words in (
        # Word, in English and in Vietnamese, from 2007 on
        "Click or tap here to enter text", "Click here to enter text", "Click or tap to enter a date",
        "Click here to enter a date", "Choose an item", "Choose a building block", "Type text here", "[Type text]",
        "[Type here]", "Bấm hoặc gõ nhẹ vào đây để nhập văn bản", "Bấm hoặc gõ nhẹ vào đây để nhập văn bản",
        "Bấm vào đây để nhập văn bản", "Bấm hoặc nhấn vào đây để nhập văn bản", "Nhấp vào đây để nhập văn bản",
        "Nhấp hoặc nhấn vào đây để nhập văn bản", "Bấm hoặc gõ nhẹ để nhập ngày", "Bấm hoặc gõ nhẹ để nhập ngày tháng",
        "Bấm vào đây để nhập ngày", "Bấm vào đây để nhập ngày tháng", "Bấm hoặc nhấn để nhập ngày",
        "Nhấp vào đây để nhập ngày", "Chọn một mục", "Chọn mục", "Chọn một khối dựng", "Nhập văn bản",
        # LibreOffice, ONLYOFFICE, WPS
        "Click to enter text", "Click here to enter text here", "Your text here", "Choose a date", "Enter a date",
        "Select a date", "Văn bản của bạn ở đây", "Chọn một ngày", "Chọn ngày", "Nhập ngày",
        # Word in the other languages that offices here have
        "Cliquez ou appuyez ici pour entrer du texte", "Choisissez un élément",
        "Cliquez ou appuyez ici pour entrer une date",
        "Klicken oder tippen Sie hier, um Text einzugeben", "Wählen Sie ein Element aus",
        "Место для ввода текста", "Выберите элемент", "Место для ввода даты",
        "单击或点击此处输入文字", "单击此处输入文字", "选择一项", "单击或点击以输入日期", "单击此处输入日期",
        "按一下這裡以輸入文字", "テキストを入力するには、ここをクリックまたはタップしてください",
        "アイテムを選択してください",
        "텍스트를 입력하려면 여기를 클릭하거나 탭하세요", "항목을 선택하세요",
    )
)  # fmt: skip
"""What programs show in an empty control where it has no words of the template's own, folded, without a full stop."""
_KIND = re.compile(
    r"(?:click|tap|click or tap)(?: here)? to (?:enter|add|insert|choose|select) .{1,30}"
    r"|(?:bam|nhap|cham)(?: hoac (?:go|nhan|cham|bam)(?: nhe)?)?(?: vao day)? de (?:nhap|chon) .{1,30}"
)
"""The same in wordings of versions that are not listed."""
_MOST_LETTERS = 100
_FIRST_WORDS = frozenset(one.split()[0] for one in _PROMPTS) | {"tap", "cham"}
"""With which word a prompt begins: most answers are known by theirs to be none."""
_STOPS = " .。…"


def is_prompt_of_word(text: str) -> bool:
    """Whether it is what Word, or another program, shows in an empty control."""
    text = remove_invisible(text).lstrip(_STOPS)
    if not text or len(text) > _MOST_LETTERS or fold(text.partition(" ")[0]).rstrip(_STOPS) not in _FIRST_WORDS:
        return False
    words = fold(collapse_spaces(text)).strip(_STOPS)
    return words in _PROMPTS or _KIND.fullmatch(words) is not None


def without_own_prompt(text: str) -> str:
    """A text without the form's own prompt, which programs without controls leave beside an answer."""
    if "[" not in text:
        return text
    return next((text.replace(prompt, "", 1).strip() for prompt in PROMPTS if prompt in text), text)
