"""What counts of submissions, decisions and corrections: the fold, against another reckoning, answer by answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.derive.answers import FormField
from gen.derive.form_fields import FieldKind
from gen.returns.collection import AcceptedSubmission, RejectedFile
from gen.returns.effective import (
    Action,
    Correction,
    Decision,
    MergedReports,
    OccasionKey,
    SplitValues,
    StoredSubmission,
    find_standings,
    merge_reports,
    recode_correction,
    recode_values,
)
from gen.returns.reasons import Reason, ReasonCode
from gen.returns.validation import FieldValue

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
MOMENTS = 40
OCCASIONS: tuple[OccasionKey, ...] = (("bc", "2026-Q1"), ("bc", "2026-Q2"))
UNITS = ("xa-a", "xa-b")
FIELDS = tuple(FormField("1.1", name, FieldKind.TEXT) for name in ("status", "result", "evidence"))
QUESTION, BLANK, UNFIT, GONE = map(
    Reason.of, (ReasonCode.REPORT_NOT_SAID, ReasonCode.BLANK, ReasonCode.NO_STATUS, ReasonCode.TASK_CHANGED)
)


def at(minute: int) -> datetime:
    return BEGIN + timedelta(minutes=minute)


@dataclass(frozen=True)
class Events:
    submissions: tuple[StoredSubmission, ...]
    values: dict[int, SplitValues]
    decisions: tuple[Decision, ...]
    corrections: tuple[Correction, ...]


def fold(events: Events, occasion: OccasionKey, end: datetime | None = None) -> MergedReports:
    standings = find_standings(events.submissions, events.decisions, end)
    corrections = [one for one in events.corrections if end is None or one.at < end]
    return merge_reports(occasion, standings, events.values, corrections)


@st.composite
def _events(draw: st.DrawFn, *, distinct: bool = False) -> Events:
    count = draw(st.integers(0, 6))
    decided, corrected = draw(st.integers(0, 5)) if count else 0, draw(st.integers(0, 3))
    total = count + decided + corrected
    minutes = draw(st.lists(st.integers(0, MOMENTS), min_size=total, max_size=total, unique=distinct))
    submissions, values = [], {}
    for number in range(count):
        reason = draw(st.sampled_from([None, None, None, QUESTION, BLANK]))
        unit, occasion = draw(st.sampled_from(UNITS)), draw(st.sampled_from(OCCASIONS))
        is_signed = draw(st.sampled_from([False, False, False, True]))
        submissions.append(
            StoredSubmission(
                number, occasion, at(minutes[number]), f"sha{number}", f"form{number}", unit, unit,
                is_signed=is_signed, reason=reason,
            )
        )  # fmt: skip
        given_ = [] if is_signed else draw(st.lists(st.sampled_from(FIELDS), unique=True))
        fits = [draw(st.sampled_from([None, None, UNFIT])) for _field in given_]
        typed = [FieldValue(one, f"{number}:{one.name}", "control") for one in given_]
        values[number] = (
            tuple(value for value, fit in zip(typed, fits, strict=True) if fit is None),
            tuple((value, fit) for value, fit in zip(typed, fits, strict=True) if fit is not None),
        )
    decisions = tuple(
        Decision(number, draw(st.integers(0, count - 1)), action := draw(st.sampled_from(list(Action))),
                 at(minutes[count + number]), "vì", draw(st.sampled_from(OCCASIONS)) if action is Action.MOVE else None)
        for number in range(decided)
    )  # fmt: skip
    corrections = []
    for number in range(corrected):
        asked = draw(st.sampled_from(FIELDS))
        value = draw(st.sampled_from([None, FieldValue(asked, f"sửa{number}", "correction")]))
        minute = minutes[count + decided + number]
        unit, occasion = draw(st.sampled_from(UNITS)), draw(st.sampled_from(OCCASIONS))
        corrections.append(Correction(number, unit, occasion, asked, value, f"gọi{number}", at(minute)))
    return Events(tuple(submissions), values, decisions, tuple(corrections))


# ---- the other reckoning: each submission, and each answer, by itself -----------


def last(decisions: Sequence[Decision], *actions: Action) -> Decision | None:
    chosen = [one for one in decisions if one.action in actions]
    return max(chosen, key=lambda one: (one.at, one.number), default=None)


def reckon(events: Events, unit: str, occasion: OccasionKey, end: datetime) -> dict[str, object] | None:
    """What is to be known of one unit's report; None where it has none."""
    forms = []
    counting = []
    for one in events.submissions:
        made = [d for d in events.decisions if d.submission == one.number and d.at < end]
        ended, restored = last(made, Action.WITHDRAW, Action.RESTORE), last(made, Action.RESTORE)
        moved, overruled = last(made, Action.MOVE), last(made, Action.MOVE, Action.RESTORE)
        is_in = one.received < end and one.unit == unit and (moved.occasion if moved else one.occasion) == occasion
        is_out = ended is not None and ended.action is Action.WITHDRAW
        is_whole = one.reason is None or (one.reason == QUESTION and overruled is not None)
        if not is_in or is_out or not is_whole:
            continue
        counting.append(one.received)
        if not one.is_signed:
            rank = (restored.at, 1, restored.number) if restored else (one.received, 0, one.number)
            forms.append((rank, one))
    voices: dict[str, tuple[tuple[datetime, int, int], str | None, bool, str]] = {}
    for key in (one.key for one in FIELDS):
        said = []
        for rank, one in forms:
            counted, unfit = events.values[one.number]
            said += [(rank, value.text, True, one.name) for value in counted if value.field.key == key]
            said += [(rank, value.text, False, one.name) for value, _why in unfit if value.field.key == key]
        said += [
            ((one.at, 2, one.number), one.value.text if one.value else None, True, one.reason)
            for one in events.corrections
            if one.at < end and one.unit == unit and one.occasion == occasion and one.field.key == key
        ]
        if said:
            voices[key] = max(said, key=lambda each: each[0])
    answers = {key: said for key, said in voices.items() if said[1] is not None}
    if not counting or (not forms and not answers):
        return None
    first = min(counting)
    added = [one.received for _rank, one in forms] + [rank[0] for rank, _t, _f, _s in voices.values() if rank[1] == 2]
    latest = max([first, *added])
    return {
        "values": {key: said[1] for key, said in answers.items() if said[2]},
        "apart": {key: said[1] for key, said in answers.items() if not said[2]},
        "sources": {key: said[3] for key, said in answers.items()},
        "first": first,
        "completed": latest if latest > first else None,
        "corrected": {key for key, said in voices.items() if said[0][1] == 2},
        "last": max(forms)[1].name if forms else None,
    }


def told(report: AcceptedSubmission) -> dict[str, object]:
    pairs = [*((value, None) for value in report.values), *report.quarantined_values]
    origins = {value.field.key: report.origin_of(value, why) for value, why in pairs}
    is_form = report.name not in {""} and report.sha256.startswith("sha")
    return {
        "values": {value.field.key: value.text for value in report.values},
        "apart": {value.field.key: value.text for value, _why in report.quarantined_values},
        "sources": {key: origin.correction or origin.name for key, origin in origins.items()},
        "first": report.first_received,
        "completed": report.completed,
        "corrected": {one.key for one in report.corrections},
        "last": report.name if is_form else None,
    }


def moments(events: Events) -> list[datetime]:
    """The end of each stretch in which nothing happens."""
    every = (
        [one.received for one in events.submissions]
        + [one.at for one in events.decisions]
        + [one.at for one in events.corrections]
    )
    return sorted({BEGIN, *every, *(one + timedelta(seconds=1) for one in every)})


@given(_events())
def test_the_fold_is_what_each_answer_asked_for_alone_says_at_every_moment(events: Events) -> None:
    for end in moments(events):
        for occasion in OCCASIONS:
            found = {report.unit: told(report) for report in fold(events, occasion, end).accepted}
            expected = {}
            for unit in UNITS:
                if (one := reckon(events, unit, occasion, end)) is not None:
                    expected[unit] = one
                    if one["last"] is None and unit in found:  # a signed copy gave the report its name
                        found[unit]["last"] = None
            assert found == expected


@given(_events(distinct=True), st.randoms(use_true_random=False))
def test_the_order_of_the_calls_changes_nothing(events: Events, chance: object) -> None:
    numbers = [one.number for one in events.submissions]
    chance.shuffle(numbers)  # type: ignore[attr-defined]
    renamed = dict(enumerate(numbers))
    stored = [replace(one, number=renamed[one.number]) for one in events.submissions]
    other = Events(
        tuple(sorted(stored, key=lambda one: one.number)),
        {renamed[number]: each for number, each in events.values.items()},
        tuple(
            replace(one, submission=renamed[one.submission], number=100 - one.number) for one in events.decisions[::-1]
        ),
        tuple(replace(one, number=100 - one.number) for one in events.corrections[::-1]),
    )
    for end in moments(events):
        for occasion in OCCASIONS:
            one, two = fold(events, occasion, end), fold(other, occasion, end)
            assert (one.accepted, one.rejected, one.signed) == (two.accepted, two.rejected, two.signed)


@given(_events())
def test_what_happens_later_changes_nothing_of_an_earlier_day(events: Events) -> None:
    ends = moments(events)
    for end in ends:
        until = Events(
            tuple(one for one in events.submissions if one.received < end),
            events.values,
            tuple(one for one in events.decisions if one.at < end),
            tuple(one for one in events.corrections if one.at < end),
        )
        for occasion in OCCASIONS:
            assert fold(events, occasion, end) == fold(until, occasion)


@given(_events())
def test_every_submission_counts_or_is_told_or_was_taken_away_by_a_person(events: Events) -> None:
    standings = find_standings(events.submissions, events.decisions)
    for occasion in OCCASIONS:
        rejected = {one.sha256 for one in fold(events, occasion).rejected}
        here = [one for one in standings if one.occasion == occasion]
        assert {one.submission.sha256 for one in here if not one.counts and not one.is_withdrawn} == rejected


# ---- single cases ------------------------------------------------------------


def form(number: int, minute: int, *answers: tuple[str, str], reason: Reason | None = None, **more: object) -> Events:
    submission = StoredSubmission(
        number, OCCASIONS[0], at(minute), f"sha{number}", f"form{number}", "xa-a", "xa-a", reason=reason, **more
    )  # type: ignore[arg-type]
    values = tuple(FieldValue(FormField("1.1", name, FieldKind.TEXT), text, "control") for name, text in answers)
    return Events((submission,), {number: (values, ())}, (), ())


def together(*parts: Events) -> Events:
    return Events(
        tuple(one for part in parts for one in part.submissions),
        {number: each for part in parts for number, each in part.values.items()},
        tuple(one for part in parts for one in part.decisions),
        tuple(one for part in parts for one in part.corrections),
    )


def decide(submission: int, action: Action, minute: int, occasion: OccasionKey | None = None) -> Events:
    return Events((), {}, (Decision(minute, submission, action, at(minute), "vì", occasion),), ())


def only(events: Events) -> AcceptedSubmission:
    (report,) = fold(events, OCCASIONS[0]).accepted
    return report


def test_an_answer_of_an_earlier_form_says_its_file() -> None:
    report = only(together(form(0, 1, ("status", "a"), ("result", "b")), form(1, 2, ("status", "c"))))
    origins = {value.field.name: report.origin_of(value).name for value in report.values}
    assert origins == {"status": "form1", "result": "form0"}
    assert (report.first_received, report.completed, report.name) == (at(1), at(2), "form1")


def test_answers_stand_in_the_order_of_the_form_whichever_form_they_are_of() -> None:
    report = only(together(form(0, 1, ("status", "a"), ("result", "b"), ("reason", "c")), form(1, 2, ("status", "d"))))
    assert [value.field.name for value in report.values] == ["status", "result", "reason"]


def test_an_answer_that_became_unreadable_takes_the_place_of_the_earlier_one() -> None:
    later = form(1, 2)
    bad = FieldValue(FIELDS[0], "gần xong", "control")
    report = only(together(form(0, 1, ("status", "a")), replace(later, values={1: ((), ((bad, UNFIT),))})))
    assert report.values == ()
    assert report.quarantined_values == ((bad, UNFIT),)


def test_an_answer_to_a_task_that_is_gone_takes_no_place_and_is_kept_with_its_own_file() -> None:
    gone = FieldValue(FIELDS[0], "việc cũ", "code")
    later = replace(form(1, 2), values={1: ((), ((gone, GONE),))})
    report = only(together(form(0, 1, ("status", "a")), later))
    assert [value.text for value in report.values] == ["a"]
    assert report.quarantined_values == ((gone, GONE),)
    assert (report.origin_of(report.values[0]).name, report.origin_of(gone, GONE).name) == ("form0", "form1")


def gone_form(number: int, minute: int, text: str, code: str = "1.1", revision: str = "") -> Events:
    value = FieldValue(FormField(code, "numerator", FieldKind.TEXT), text, "control")
    return replace(form(number, minute, plan_revision=revision), values={number: ((), ((value, GONE),))})


def test_an_answer_to_a_task_that_is_gone_says_its_own_file_when_a_later_form_came() -> None:
    report = only(together(gone_form(0, 1, "việc cũ"), form(1, 2, ("status", "a"))))
    assert [report.origin_of(*one).name for one in report.quarantined_values] == ["form0"]


def test_an_answer_to_a_target_that_is_gone_stays_beside_one_to_the_target_that_has_its_number_now() -> None:
    now = FieldValue(FormField("1.1/1", "numerator", FieldKind.TEXT), "2", "control")
    later = replace(form(2, 3), values={2: ((now,), ())})
    old = (gone_form(0, 1, "0", "1.1/1", "r1"), gone_form(1, 2, "1", "1.1/1", "r2"))
    report = only(together(*old, later))
    assert [value.text for value in report.values] == ["2"]
    assert [(value.text, report.origin_of(value, why).name) for value, why in report.quarantined_values] == [
        ("0", "form0"), ("1", "form1"),
    ]  # fmt: skip


@pytest.mark.parametrize("elsewhere", [(), ("1.1",)], ids=["reworded", "elsewhere"])
def test_an_answer_to_a_task_that_is_gone_is_settled_by_a_later_one_unless_its_words_are_asked_elsewhere(
    elsewhere: tuple[str, ...],
) -> None:
    now = FieldValue(FormField("1.1", "numerator", FieldKind.TEXT), "2", "control")
    events = together(gone_form(0, 1, "1", revision="r1"), replace(form(1, 2), values={1: ((now,), ())}))
    told = Correction(0, "xa-a", OCCASIONS[0], now.field, now, "gọi", at(2))
    for later in (events, replace(gone_form(0, 1, "1", revision="r1"), corrections=(told,))):
        standings = find_standings(later.submissions, later.decisions)
        found = merge_reports(OCCASIONS[0], standings, later.values, later.corrections, {"r1": elsewhere})
        [report] = found.accepted
        assert [value.text for value in report.values] == ["2"]
        assert [value.text for value, _why in report.quarantined_values] == ["1"] * len(elsewhere)


def test_a_corrected_answer_to_a_task_that_is_gone_is_named_and_not_what_it_corrected() -> None:
    told = FieldValue(FIELDS[0], "qua điện thoại", "correction")
    correction = Correction(0, "xa-a", OCCASIONS[0], FIELDS[0], told, "gọi", at(2))
    old = form(0, 1, ("status", "bản giấy"), ("result", "b"))
    values, codes = old.values[0], {"2.1": "2.1"}
    changed = replace(
        old, values={0: recode_values(values, codes)}, corrections=(recode_correction(correction, codes),)
    )
    report = only(changed)
    named = {value.text: report.origin_of(value, why) for value, why in report.quarantined_values}
    assert {text: (one.name, one.correction) for text, one in named.items()} == {
        "qua điện thoại": ("", "gọi"), "b": ("form0", ""),
    }  # fmt: skip
    assert (report.values, report.corrections, report.completed) == ((), (), at(2))


def test_a_kept_answer_of_another_revision_says_so() -> None:
    report = only(together(form(0, 1, ("result", "a"), revision="r1"), form(1, 2, ("status", "b"), revision="r2")))
    assert {value.field.name: report.origin_of(value).is_current for value in report.values} == {
        "result": False, "status": True,
    }  # fmt: skip


def test_what_is_no_form_never_counts_whatever_is_decided() -> None:
    broken = Reason.of(ReasonCode.DAMAGED)
    events = together(form(0, 1, reason=broken), decide(0, Action.RESTORE, 2), decide(0, Action.MOVE, 3, OCCASIONS[0]))
    found = fold(events, OCCASIONS[0])
    assert found.accepted == ()
    assert found.rejected == (RejectedFile("xa-a", at(1), "sha0", "form0", broken),)


def test_a_moved_form_counts_where_it_was_until_then() -> None:
    events = together(form(0, 1, ("status", "a")), decide(0, Action.MOVE, 5, OCCASIONS[1]))
    assert [bool(fold(events, one, at(5)).accepted) for one in OCCASIONS] == [True, False]
    assert [bool(fold(events, one, at(6)).accepted) for one in OCCASIONS] == [False, True]


def test_a_restored_form_counts_over_later_ones_and_they_fill_its_gaps() -> None:
    events = together(
        form(0, 1, ("status", "a")), form(1, 2, ("status", "b"), ("result", "c")), decide(0, Action.RESTORE, 3)
    )
    report = only(events)
    assert {value.field.name: value.text for value in report.values} == {"status": "a", "result": "c"}
    assert (report.first_received, report.completed) == (at(1), at(2))
