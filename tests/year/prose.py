"""What was reckoned → the pages for leaders and the draft of the report, word for word; nothing of gen.

A figure is written ⟦text|what its comment says⟧, so that the cells behind it are compared with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from tests.year.reckoning import Compared, Report, TargetSum
from tests.year.scenario import LABELS, SECTIONS, STATUSES, TEXTS, Occasion, Row, Target
from tests.year.words import long_day, percent, place, short_name, task_words, written

SHEETS = {"units": "Đơn vị", "tasks": "Tổng hợp", "targets": "Chỉ tiêu"}
TOLD_FIRST = (2, 3, 1, 0, 4)
"""The statuses in the order of the sentences: done, carried out all the time, under way, not begun, nothing arose."""
HEADINGS = {"h1": "Thủy lợi nhỏ"}
DETAILS = (
    (8, 240, False), (6, 220, False), (5, 200, False), (4, 180, False), (3, 160, False), (2, 140, False),
    (1, 120, False), (2, 120, True), (1, 100, True), (0, 0, True),
)  # fmt: skip
"""So many texts of a field are quoted, so many letters of each; whether headings stand within paragraphs."""
BOUNDS = ((6, 4, 3, 160), (4, 3, 2, 120), (3, 3, 2, 90), (2, 2, 1, 90), (1, 1, 1, 60))
"""Of the pages for leaders: names in a list, things that stand out, texts quoted, letters of each."""
PROMPTS = {
    "steering": "công tác chỉ đạo, điều hành; văn bản đã ban hành, hội nghị, kiểm tra, kinh phí",
    "strengths": "ưu điểm, kết quả nổi bật", "weaknesses": "hạn chế và nguyên nhân",
    "directions": "phương hướng, nhiệm vụ thời gian tới", "proposals": "kiến nghị, đề xuất với cấp trên",
}  # fmt: skip
OFFICE = "UBND huyện Sông Đà"
MANY = 12


def figure(text: object, source: str) -> str:
    """A figure with its comment."""
    shown = f"{text:,}".replace(",", ".") if isinstance(text, int) else str(text)
    return f"⟦{shown}|{' '.join(source.split())}⟧"


def few(texts: Sequence[str], what: str) -> str:
    """So many as a comment names."""
    more = f"; và {len(texts) - MANY} {what} khác" if len(texts) > MANY else ""
    return ("; ".join(texts[:MANY]) or "không có") + more


def short(text: str, letters: int) -> str:
    """A text, or its beginning up to a word."""
    return text if len(text) <= letters else text[:letters].rsplit(" ", 1)[0] + " …"


class Prose:
    """The sentences of one report."""

    def __init__(self, expected: Report, compared: Mapping[Row, Compared], codes: Mapping[Row, str]) -> None:
        self.report, self.compared, self.codes, self.text = expected, compared, codes, expected.text
        self.tasks = expected.tasks

    # ---- figures with their cells ---------------------------------------------------------

    def name(self, unit: str) -> str:
        return short_name(unit, self.text)

    def place(self, row: Row) -> str:
        return place(self.codes[row])

    def units(self, units: Sequence[str], what: str, sheet: str = "units", of: int | None = None) -> str:
        source = f"{what}: {few([self.name(one) for one in units], 'đơn vị')}. Bảng tính, trang {SHEETS[sheet]}."
        return figure(len(units) if of is None else f"{len(units)}/{of}", source)

    def count(self, rows: Sequence[Row], what: str, noun: str = "nhiệm vụ") -> str:
        sheet = "Chỉ tiêu" if noun == "chỉ tiêu" else "Tổng hợp"
        return figure(len(rows), f"{what}: {few([self.place(one) for one in rows], noun)}. Bảng tính, trang {sheet}.")

    def cells(self, found: Sequence[tuple[Row, Sequence[str]]], what: str, see: str, share: int | None = None) -> str:
        count, named, room = sum(len(units) for _row, units in found), [], MANY
        for row, units in found:
            if units and room > 0:
                named.append(f"{self.place(row)}: {', '.join(self.name(one) for one in units[:room])}")
                room -= len(units)
        more = f"; và {count - MANY} ô khác" if count > MANY else ""
        source = f"{what} – {'; '.join(named) or 'không có'}{more}. {see}"
        if share is None:
            return figure(count, source)
        shown = f"{count:,}".replace(",", ".")
        return figure(f"{shown} ({percent(Fraction(count * 100, share))})", f"{source} {count}/{share} lượt.")

    def names(self, units: Sequence[str], most: int = 6) -> str:
        shown = ", ".join(self.name(one) for one in units[:most])
        rest = units[most:]
        return f"{shown} và {self.units(rest, 'Các đơn vị khác')} đơn vị khác" if rest else shown

    def places(self, rows: Sequence[Row], most: int = 6) -> str:
        shown = "; ".join(self.place(one) for one in rows[:most])
        rest = rows[most:]
        return f"{shown} và {self.count(rest, 'Các nhiệm vụ khác')} nhiệm vụ khác" if rest else shown

    # ---- tasks ------------------------------------------------------------------------------

    def task_name(self, row: Row) -> str:
        words = task_words(TEXTS[self.text].tasks[row]).rstrip(".;: ")
        return f"{short(words, 90)} ({self.place(row)})"

    def assigned(self, rows: Sequence[Row]) -> str:
        leads = {unit for row in rows for unit in self.tasks[row].asked}
        found = []
        for verb, what, is_asked in (
            ("giao", "Đơn vị được giao, phải gửi báo cáo", False), ("đề nghị", "Đơn vị được đề nghị, gửi báo cáo", True)
        ):  # fmt: skip
            units = [one for one in self.report.owing if one in leads and (one == "mat-tran") is is_asked]
            found += [f"{verb} {self.units(units, what)} đơn vị"] if units else []
        return ", ".join(found)

    def statuses(self, rows: Sequence[Row], share: int | None = None) -> str:
        found = []
        for number in TOLD_FIRST:
            cells = [(row, self.tasks[row].by_status[number]) for row in rows]
            if any(units for _row, units in cells):
                status = STATUSES[number]
                see = f"Bảng tính, trang Chi tiết: lọc cột Ô “Tình trạng”, cột Nội dung “{status}”."
                told = self.cells(cells, f"Ô Tình trạng ghi “{status}”", see, share)
                found.append(f"{told} {status.lower()}")
        parts = [", ".join(found)] if found else []
        silent: tuple[tuple[str, str, list[list[str]]], ...] = (
            ("không ghi tình trạng", "Đã gửi báo cáo, không ghi tình trạng",
             [self.tasks[row].unstated + self.tasks[row].blank for row in rows]),
            ("ghi chữ khác với các tình trạng của biểu mẫu", "Ghi chữ khác",
             [[unit for unit, _words in self.tasks[row].misstated] for row in rows]),
            ("mới có bản ký, chưa nhập số liệu", "Mới có bản ký", [self.tasks[row].unentered for row in rows]),
            ("chưa có báo cáo", "Chưa có báo cáo", [self.tasks[row].missing for row in rows]),
        )  # fmt: skip
        for words, what, units in silent:
            if any(units):
                told = self.cells(list(zip(rows, units, strict=True)), what, "Bảng tính, trang Tổng hợp.")
                parts.append(f"{told} {words}")
        return "; ".join(parts)

    def support(self, rows: Sequence[Row]) -> str:
        helped = [row for row in rows if self.report.support[row].asked]
        if not helped:
            return ""
        asked, answered = (
            self.cells([(row, getattr(self.report.support[row], name)) for row in helped], what,
                       "Bảng tính, trang Tổng hợp.")
            for name, what in (("asked", "Phối hợp"), ("answered", "Phối hợp, đã báo cáo"))
        )  # fmt: skip
        return f" Phối hợp: {asked} lượt, {answered} lượt có báo cáo."

    def turns(self, rows: Sequence[Row]) -> str:
        asked = [(row, self.tasks[row].asked) for row in rows]
        return self.cells(asked, "Nhiệm vụ và đơn vị chủ trì", "Bảng tính, trang Tổng hợp.")

    def each_task(self, row: Row) -> str:
        one = self.tasks[row]
        told = self.assigned([row])
        if one.answered:
            count = self.units(one.answered, f"Đã báo cáo về {self.place(row)}", "tasks")
            told += f"; {count} đơn vị báo cáo: {self.statuses([row])}"
        else:
            told += f"; {self.statuses([row])}"
        return f"{told}.{self.support([row])}"

    def done(self, rows: Sequence[Row]) -> list[Row]:
        return [row for row in rows if self.tasks[row].statuses[2] == len(self.tasks[row].asked) > 0]

    def behind(self, rows: Sequence[Row]) -> list[Row]:
        """The tasks that most have not begun, of those that say what became of them; those of most units first."""
        found = [row for row in rows if 2 * self.tasks[row].statuses[0] > sum(self.tasks[row].statuses)]
        return sorted(found, key=lambda row: -self.tasks[row].statuses[0])

    def not_begun(self, row: Row) -> str:
        one = self.tasks[row]
        name = self.task_name(row)
        see = "Bảng tính, trang Chi tiết: lọc cột Ô “Tình trạng”, cột Nội dung “Chưa triển khai”."
        count = self.cells([(row, one.by_status[0])], "Ô Tình trạng ghi “Chưa triển khai”", see)
        told = [unit for units in one.by_status for unit in units]
        of = self.units(told, f"Ghi tình trạng ở {self.place(row)}")
        return f"{name[0].lower()}{name[1:]}: {count}/{of} đơn vị có ghi tình trạng"

    def progress(self, *, share: bool = False) -> str:
        rows = list(self.tasks)
        count = sum(len(one.asked) for one in self.tasks.values())
        return (
            f"{self.count(rows, 'Các nhiệm vụ')} nhiệm vụ được theo dõi thành {self.turns(rows)} lượt (mỗi nhiệm vụ "
            f"của một đơn vị chủ trì là một lượt): {self.statuses(rows, count if share else None)}."
        )

    # ---- targets ----------------------------------------------------------------------------

    def target(self, row: Row) -> Target:
        return TEXTS[self.text].tasks[row.partition(".")[0]].targets[row]

    def verdict(self, row: Row) -> str:
        one, target = self.report.targets[row], self.target(row)
        if not target.percent and len(one.asked) > 1:
            return "không so được"
        if not one.counted:
            return "chưa có số liệu"
        reached = one.above * 100 / one.below if target.percent else one.total
        return "chưa đạt" if target.is_missed_by(reached) else "đạt"

    def reached(self, row: Row) -> str:
        one, target = self.report.targets[row], self.target(row)
        if not one.counted:
            return "chưa có số liệu"
        see = f"Bảng tính, trang Chi tiết: lọc cột Mã nhiệm vụ “{self.codes[row]}”."
        parts = few([self.part(unit, one, target) for unit in one.counted], "đơn vị")
        if target.percent:
            of = f"{written(one.above)}/{written(one.below)}"
            share = percent(one.above * 100 / one.below)
            found = figure(f"{share} ({of})", f"Tử số/mẫu số ở {self.place(row)}: {parts}. Cộng: {of} = {share}. {see}")
        else:
            total = written(one.total)
            found = figure(total, f"Kết quả đạt ở {self.place(row)}: {parts}. Cộng: {total}. {see}")
        what = f"Có số liệu tính được ở {self.place(row)}"
        return f"{found}, số liệu của {self.units(one.counted, what, of=len(one.asked))} đơn vị"

    def part(self, unit: str, one: TargetSum, target: Target) -> str:
        above, below = one.parts[unit]
        return f"{self.name(unit)} {written(above)}" + (f"/{written(below)}" if target.percent else "")

    def below(self, row: Row, most: int = 6) -> str:
        one, target = self.report.targets[row], self.target(row)
        units = one.short_of(target)
        if not units:
            return ""
        said = ", ".join(f"{self.name(unit)} {self.reading(row, one.readings[unit])}" for unit in units)
        count = figure(len(units), f"Thấp hơn mức giao: {said}. Bảng tính, trang Chỉ tiêu.")
        return f"{count} đơn vị chưa đạt ({self.names(units, most)})"

    def reading(self, row: Row, value: Fraction) -> str:
        return percent(value) if self.target(row).percent else written(value)

    def target_sentence(self, row: Row) -> str:
        one, target = self.report.targets[row], self.target(row)
        verdict = self.verdict(row)
        told = "" if verdict == "chưa có số liệu" else f": {verdict}"
        if verdict == "không so được":
            told += " (kế hoạch không nói rõ mức giao là của từng đơn vị hay của tất cả)"
        below = f"; {self.below(row)}" if self.below(row) else ""
        excluded = ""
        if one.notes:
            said = "; ".join(f"{self.name(unit)}, {why}" for unit, why in one.notes)
            count = figure(len(one.notes), f"Không tính: {said}. Bảng tính, trang Chỉ tiêu.")
            excluded = f"; {count} đơn vị có số liệu không tính được"
        of = short(target.of, 90)
        return (
            f"{of[0].upper()}{of[1:]} ({self.place(row)}): {self.reached(row)}, mức giao “{target.raw}”{told}{below}"
            f"{excluded}{self.before(row)}."
        )

    def before(self, row: Row) -> str:
        compared, found = self.compared[row], ""
        if compared.earlier:
            when, one = compared.earlier[-1]
            if one is not None and one.counted:
                found += f"; {LABELS[when]} {self.sum_of(row, [(when, one)])}"
        if len(compared.counted) > 1:
            found += f"; lũy kế từ đầu năm {self.sum_of(row, compared.counted)}"
        return found

    def sum_of(self, row: Row, periods: Sequence[tuple[Occasion, TargetSum]]) -> str:
        target = self.target(row)
        said = " ".join(
            f"{LABELS[when]}: {few([self.part(unit, one, target) for unit in one.counted], 'đơn vị')}."
            for when, one in periods
        )
        if not target.percent:
            total = written(sum((one.total for _when, one in periods), Fraction(0)))
            return figure(total, f"{said} Cộng: {total}.")
        above, below = (sum((getattr(one, name) for _w, one in periods), Fraction(0)) for name in ("above", "below"))
        share, of = percent(above * 100 / below), f"{written(above)}/{written(below)}"
        return figure(f"{share} ({of})", f"{said} Cộng: {of} = {share}.")

    # ---- texts ------------------------------------------------------------------------------

    def opinions(self, rows: Sequence[Row], column: str) -> list[tuple[str, list[tuple[Row, str]], bool]]:
        """Each text once, with the tasks and units; those that were given most come first."""
        found: dict[tuple[str, bool], list[tuple[Row, str]]] = {}
        texts: dict[Row, dict[str, list[str]]] = {row: {} for row in rows}
        for row in rows:
            for unit in self.report.owing:
                one = self.report.units[unit].answers.get((row, column)) if unit in self.report.units else None
                if one and not one.why:
                    texts[row].setdefault(one.text, []).append(unit)
            for words, units in texts[row].items():
                for unit in units:
                    helps = bool(row) and unit in self.report.support[row].asked
                    found.setdefault((words, helps), []).append((row, unit))
        return sorted(((words, given, helps) for (words, helps), given in found.items()), key=lambda one: -len(one[1]))

    def quoted(self, opinions: Sequence[tuple[str, list[tuple[Row, str]], bool]], most: int, letters: int) -> str:
        told = []
        for words, given, helps in opinions[:most]:
            units = list(dict.fromkeys(unit for _row, unit in given))
            repeated = ""
            if len(given) > len(units):
                said = few([f"{self.place(row)}: {self.name(unit)}" for row, unit in given], "ô")
                repeated = f"; {figure(len(given), f'{said}. Bảng tính, trang Chi tiết.')} lượt"
            role = ", phối hợp" if helps else ""
            told.append(f"“{short(words.rstrip(' .;'), letters)}” ({self.names(units, 3)}{role}{repeated})")
        more = len(opinions) - len(told)
        if more > 0:
            count = figure(more, "Các ý kiến còn lại: bảng tính, trang Ý kiến. Từng ô: trang Chi tiết.")
            told.append(f"{count} ý kiến{' khác' if told else ''}, ghi ở bảng tính, trang Ý kiến")
        return "; ".join(told)

    def field(self, column: str, words: str, most: int, letters: int) -> str:
        opinions = self.opinions([""], column)
        if not opinions:
            nobody = "các đơn vị đã gửi báo cáo không nêu" if self.report.units else "chưa có báo cáo nào để tổng hợp"
            return f"{words}: {nobody}."
        said = {unit for _text, given, _helps in opinions for _row, unit in given}
        units = [one for one in self.report.owing if one in said]
        count = self.units(units, f"Đơn vị nêu: {words[0].lower()}{words[1:]}")
        return f"{words} ({count} đơn vị nêu): {self.quoted(opinions, most, letters)}."


class LeadersPages(Prose):
    """The pages for leaders, with so many names, things that stand out, and texts."""

    def paragraphs(self, bounds: tuple[int, int, int, int], uncounted: int) -> Iterator[str]:
        """What they say; of `uncounted` answers the annex says which they are."""
        names, most, texts, letters = bounds
        rows, targets = list(self.tasks), list(self.report.targets)
        yield "1. Chỉ đạo thực hiện, gửi báo cáo"
        yield " ".join(self._sending(rows, targets, names, uncounted))
        yield "2. Tiến độ thực hiện nhiệm vụ"
        done = self.count(self.done(rows), "Mọi đơn vị chủ trì đã hoàn thành")
        of = self.count(rows, "Các nhiệm vụ")
        told = f"{self.progress(share=True)} Mọi đơn vị chủ trì đã hoàn thành {done}/{of} nhiệm vụ."
        silent = [row for row in rows if self.tasks[row].asked and not self.tasks[row].answered]
        if silent:
            count = self.count(silent, "Chưa có đơn vị chủ trì nào báo cáo")
            told += f" Chưa có đơn vị chủ trì nào báo cáo về {count} nhiệm vụ."
        yield told
        yield "3. Chỉ tiêu"
        yield self._targets(targets)
        yield "4. Vấn đề cần chú ý"
        yield from self._standing_out(rows, targets, names, most)
        yield "5. Đề nghị, kiến nghị"
        yield from self._requests(texts, letters)

    def _sending(self, rows: list[Row], targets: list[Row], names: int, uncounted: int) -> Iterator[str]:
        count = self.count(targets, "Các chỉ tiêu", "chỉ tiêu")
        yield f"Kế hoạch có {self.count(rows, 'Các nhiệm vụ')} nhiệm vụ, {count} chỉ tiêu; {self.assigned(rows)}."
        late = self.report.late
        if late:
            yield f"Gửi sau hạn: {self.units(late, 'Gửi sau hạn')} đơn vị ({self.names(late, names)})."
        elif self.report.units:
            yield "Các đơn vị có báo cáo đều gửi trong hạn."
        files = [form.name for form in self.report.rejected]
        said = few(files, "tệp")
        told = [f"{figure(len(files), f'Tệp không tính: {said}. Bảng tính, trang Đơn vị.')} tệp"] if files else []
        told += [f"{figure(uncounted, 'Nội dung không tính')} nội dung"] if uncounted else []
        if told:
            yield f"Không tính vào số liệu: {' và '.join(told)}, nêu kèm lý do ở Phụ lục V."

    def _targets(self, targets: list[Row]) -> str:
        told = []
        for verdict in ("đạt", "chưa đạt", "không so được", "chưa có số liệu"):
            found = [row for row in targets if self.verdict(row) == verdict]
            told += [f"{self.count(found, verdict.capitalize(), 'chỉ tiêu')} {verdict}"] if found else []
        more = ""
        if len(targets) > 6:
            more = " Bảng dưới đây có 6 chỉ tiêu cần xem trước; đủ các chỉ tiêu ở Phụ lục III."
        return f"Trong {self.count(targets, 'Các chỉ tiêu', 'chỉ tiêu')} chỉ tiêu: {', '.join(told)}.{more}"

    def main_targets(self) -> list[list[str]]:
        """The rows of the table of targets."""
        urgency = ("chưa đạt", "không so được", "chưa có số liệu", "đạt")
        rows = sorted(self.report.targets, key=lambda row: urgency.index(self.verdict(row)))[:6]
        found = []
        for row in rows:
            of = short(self.target(row).of, 60)
            found.append([of[0].upper() + of[1:], self.target(row).raw, self.reached(row), self.verdict(row)])
        return found

    def _standing_out(self, rows: list[Row], targets: list[Row], names: int, most: int) -> Iterator[str]:
        behind = self.behind(rows)
        missed = [row for row in targets if self.verdict(row) == "chưa đạt"]
        if behind:
            count = self.count(behind, "Phần lớn đơn vị có ghi tình trạng ghi là chưa triển khai")
            told = "; ".join(self.not_begun(row) for row in behind[:most])
            more = f"; và {len(behind) - most} mục khác ở Phụ lục II" if len(behind) > most else ""
            yield f"Nhiệm vụ mà phần lớn đơn vị chưa triển khai: {count}. Đó là: {told}{more}."
        if missed:
            told_of = []
            for row in missed[:most]:
                below = self.below(row, names)
                of = short(self.target(row).of, 60)
                told_of.append(f"{of[0].lower()}{of[1:]}: {self.reached(row)}{f', {below}' if below else ''}")
            more = f"; và {len(missed) - most} mục khác ở Phụ lục III" if len(missed) > most else ""
            count = self.count(missed, "Chưa đạt mức giao", "chỉ tiêu")
            yield f"Chỉ tiêu chưa đạt: {count}. Đó là: {'; '.join(told_of)}{more}."
        if not behind and not missed:
            yield "Không có nhiệm vụ nào mà phần lớn đơn vị chưa triển khai, không có chỉ tiêu nào chưa đạt."

    def _requests(self, texts: int, letters: int) -> Iterator[str]:
        opinions = self.opinions([""], "proposals")
        if opinions:
            units = list(dict.fromkeys(unit for _text, given, _helps in opinions for _row, unit in given))
            count = self.units(units, "Có đề xuất, kiến nghị")
            yield f"{count} đơn vị có đề xuất, kiến nghị: {self.quoted(opinions, texts, letters)}."
        if self.report.silent:
            count = self.units(self.report.silent, "Chưa gửi báo cáo")
            yield f"{count} đơn vị chưa gửi báo cáo, có tên ở Phụ lục IV."
        if self.report.set_apart:
            count = self.units(self.report.set_apart, "Đã gửi tệp chưa tính được")
            yield f"{count} đơn vị đã gửi tệp chưa tính được, có tên ở Phụ lục IV."
        if not opinions and not self.report.missing:
            yield "Các đơn vị không có đề xuất, kiến nghị."


class Draft(Prose):
    """The draft, with so many texts of each field, of so many letters."""

    def paragraphs(self, day: date, detail: tuple[int, int, bool]) -> Iterator[str]:
        most, letters, is_dense = detail
        rows, targets = list(self.tasks), list(self.report.targets)
        yield "I. CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC THỰC HIỆN"
        yield self._prompt("steering")
        yield self._sent(day)
        yield self.field("steering", "Văn bản đã ban hành", most, letters)
        yield self.field("funding", "Kinh phí", most, letters)
        yield "II. KẾT QUẢ THỰC HIỆN"
        yield self.progress()
        for number, (heading, topic) in enumerate(self._topics(), 1):
            told = " ".join([*self._tasks(topic, is_dense), *self._targets(topic)])
            quoted = " ".join(self._opinions(topic, most, letters)) if most else ""
            if is_dense:
                yield f"{number}. {heading}: {told}" + (f" {quoted}" if quoted else "")
            else:
                yield f"{number}. {heading}"
                yield from (one for one in (told, quoted) if one)
        yield "III. ĐÁNH GIÁ CHUNG"
        yield "1. Ưu điểm"
        yield self._prompt("strengths")
        if done := self.done(rows):
            count = self.count(done, "Mọi đơn vị chủ trì đã hoàn thành")
            of = self.count(rows, "Các nhiệm vụ")
            yield f"Mọi đơn vị chủ trì đã hoàn thành {count}/{of} nhiệm vụ: {self.places(done)}."
        yield from self._of_verdict(targets, "đạt", "Đạt", "Đạt mức giao")
        yield self.field("strengths", "Ưu điểm", most, letters)
        yield "2. Hạn chế, khó khăn và nguyên nhân"
        yield self._prompt("weaknesses")
        if behind := self.behind(rows):
            yield self._tell_behind(behind)
        yield from self._of_verdict(targets, "chưa đạt", "Chưa đạt", "Chưa đạt mức giao")
        yield self.field("weaknesses", "Hạn chế", most, letters)
        yield self.field("difficulties", "Khó khăn", most, letters)
        if reasons := self.opinions(rows, "reason"):
            yield f"Lý do chưa hoàn thành: {self.quoted(reasons, most, letters)}."
        yield "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ"
        yield self._prompt("directions")
        yield self.field("directions", "Phương hướng", most, letters)
        yield "V. KIẾN NGHỊ, ĐỀ XUẤT"
        yield self._prompt("proposals")
        yield self.field("proposals", "Đề xuất", most, letters)

    def _prompt(self, name: str) -> str:
        return f"[{OFFICE} ghi: {PROMPTS[name]}]"

    def _sent(self, day: date) -> str:
        sent = [one for one in self.report.owing if one in self.report.units]
        parts = [
            f"Đến hết {long_day(day)}, {self.units(sent, 'Đã gửi báo cáo')}"
            f"/{self.units(self.report.owing, 'Phải gửi báo cáo')} đơn vị đã gửi báo cáo"
        ]
        for units, what, words in (
            (self.report.late, "Gửi sau hạn", "gửi sau hạn"),
            (self.report.unentered, "Mới gửi bản ký", "mới gửi bản ký, chưa nhập số liệu"),
            (self.report.silent, "Chưa gửi báo cáo", "chưa gửi (Phụ lục IV)"),
            (self.report.set_apart, "Đã gửi tệp chưa tính được", "đã gửi tệp chưa tính được (Phụ lục IV)"),
        ):
            parts += [f"{self.units(units, what)} đơn vị {words}"] if units else []
        return "; ".join(parts) + "."

    def _topics(self) -> list[tuple[str, list[Row]]]:
        """By the headings above tasks, else by the sections; in the order in which the plan first has each."""
        found: dict[str, list[Row]] = {}
        for row in self.tasks:
            section = next(heading for heading, _to, keys, _more in SECTIONS if keys[0][0] == row[0])
            found.setdefault(HEADINGS["h1"] if row in ("a4", "a5") else section, []).append(row)
        return list(found.items())

    def _tasks(self, rows: list[Row], is_dense: bool) -> Iterator[str]:
        if len(rows) <= 3:
            for row in rows:
                name = self.place(row) if is_dense and len(rows) == 1 else self.task_name(row)
                yield f"{name}: {self.each_task(row)}"
            return
        yield (
            f"{self.count(rows, 'Các nhiệm vụ')} nhiệm vụ, {self.assigned(rows)}, thành {self.turns(rows)} lượt: "
            f"{self.statuses(rows)}.{self.support(rows)}"
        )
        if done := self.done(rows):
            count = self.count(done, "Mọi đơn vị chủ trì đã hoàn thành")
            yield f"Mọi đơn vị chủ trì đã hoàn thành {count} nhiệm vụ: {self.places(done)}."
        if behind := self.behind(rows):
            yield self._tell_behind(behind)

    def _tell_behind(self, behind: list[Row]) -> str:
        what = "Phần lớn đơn vị chưa triển khai"
        told = [self.not_begun(row) for row in behind[:3]]
        if rest := behind[3:]:
            told.append(f"{self.count(rest, what)} nhiệm vụ khác")
        return f"{what} {self.count(behind, what)} nhiệm vụ: {'; '.join(told)}."

    def _targets(self, rows: list[Row]) -> Iterator[str]:
        of_topic = (target for row in rows for target in TEXTS[self.text].tasks[row].targets)
        return (self.target_sentence(target) for target in of_topic)

    def _opinions(self, rows: list[Row], most: int, letters: int) -> Iterator[str]:
        for column, lead, bound in (
            ("result", "Kết quả các đơn vị nêu", most), ("evidence", "Minh chứng", (most + 1) // 2)
        ):  # fmt: skip
            if opinions := self.opinions(rows, column):
                yield f"{lead}: {self.quoted(opinions, bound, letters)}."

    def _of_verdict(self, targets: list[Row], verdict: str, words: str, what: str) -> Iterator[str]:
        found = [row for row in targets if self.verdict(row) == verdict]
        if found:
            told = []
            for row in found[:3]:
                below = self.below(row)
                told.append(f"{short(self.target(row).of, 90)} {self.reached(row)}{f'; {below}' if below else ''}")
            if rest := found[3:]:
                told.append(f"{self.count(rest, 'Các chỉ tiêu khác', 'chỉ tiêu')} chỉ tiêu khác")
            of = self.count(targets, "Các chỉ tiêu", "chỉ tiêu")
            yield f"{words} {self.count(found, what, 'chỉ tiêu')}/{of} chỉ tiêu: {'; '.join(told)}."
