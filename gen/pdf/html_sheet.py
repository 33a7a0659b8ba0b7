"""The HTML of a sheet → the expected content of its PDF: the words, the title, the language, the date."""

from __future__ import annotations

from html.parser import HTMLParser

from gen.pdf.expected_content import ExpectedContent, TextStory
from gen.pdf.pdfa.dates import EPOCH, parse_pdf_date
from gen.pdf.pdfa.reproducible import Origin
from gen.pdf.word_check import WordCounts, count_words

_UNSEEN = {"head", "script", "style", "template", "title"}
_INLINE = {"a", "abbr", "b", "bdi", "code", "em", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u", "wbr"}
_LANGUAGES = {"vi": "vi-VN", "en": "en"}


def read_sheet(html: str) -> ExpectedContent:
    """The content of one of the program's own sheets, which is trusted; its date is in `<meta name="date">`."""
    reader = _SheetReader()
    reader.feed(html)
    reader.close()
    moment = parse_pdf_date(reader.date) or EPOCH
    words: WordCounts = count_words("".join(reader.text))
    return ExpectedContent(
        (TextStory(words),), Origin(moment, _LANGUAGES.get(reader.language, ""), " ".join(reader.title.split()))
    )


class _SheetReader(HTMLParser):
    """Collects what a browser shows, as if no style hid anything."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.title = self.language = self.date = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's attributes, and whether its text shows."""
        values = dict(attrs)
        if tag == "html":
            self.language = values.get("lang") or ""
        elif tag == "meta" and values.get("name") == "date":
            self.date = values.get("content") or ""
        elif tag in _UNSEEN:
            self._open.append(tag)
        if tag not in _INLINE:
            self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Hidden text ends with its element."""
        if tag in self._open:
            del self._open[self._open.index(tag) :]
        if tag not in _INLINE:
            self.text.append(" ")

    def handle_data(self, data: str) -> None:
        """Note text that shows, and the title."""
        if self._open[-1:] == ["title"]:
            self.title += data
        elif not self._open:
            self.text.append(data)
