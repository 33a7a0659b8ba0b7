"""What a plan file may say → Plan: frozen types, one sentence a key; docs and JSON Schema come from here."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from gen.documents import DocumentName
from gen.plan.fields import (
    AmendmentId,
    AmendmentRefs,
    Assignee,
    CitationId,
    CitationRef,
    Code,
    EmailAddress,
    FullDay,
    GroupId,
    Identifier,
    IndicatorId,
    IndicatorRef,
    Line,
    ObligationId,
    PartCode,
    PartialDay,
    PrintedNumber,
    TargetCode,
    TaskId,
    TaskIds,
    Text,
    UnitId,
    UnitOrGroup,
    UnitRef,
    deadline_in_short,
    exactly_one,
)
from gen.plan.kinds import Manner, UnitKind
from gen.reading import Frequency


class PlanNode(BaseModel):
    """A mapping of the plan file: no key but the declared ones, never changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Archive(PlanNode):
    """What the archive's index says of the documents; what is left out stays blank in it."""

    code: Line | None = Field(None, description="The archive code of the file: mã lưu trữ.")
    retention: Line | None = Field(None, description="How long it is kept: vĩnh viễn, 20 năm …")
    access: Line | None = Field(None, description="Who may read it: công khai, có điều kiện …")
    language: Line | None = Field(None, description="The language of the documents: vi.")


CLOSING_SOURCE = "closing"
"""What an obligation's `source` says where the closing paragraphs lay it down."""


class PartRole(StrEnum):
    """What a part of the plan is for; it decides where the part's words go in the units' documents."""

    PURPOSE = "purpose"
    TASKS = "tasks"
    REPORTING = "reporting"
    OTHER = "other"


class Mark(StrEnum):
    """How the entries of a list are marked in print."""

    NUMBER = "1."
    LETTER = "a)"
    DASH = "-"
    PLUS = "+"
    NONE = "none"


class DeadlineKind(StrEnum):
    """How a deadline is meant."""

    ON = "on"
    BEFORE = "before"
    AT_LATEST = "at-latest"
    PERIOD = "period"
    ONGOING = "ongoing"
    YEARLY = "yearly"
    UNPARSED = "unparsed"
    OPEN = "open"


class Operator(StrEnum):
    """How a target's value binds: exactly, more than, at least, less than, at most."""

    EQUAL = "="
    MORE = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="


class Fulfilment(StrEnum):
    """What carries a task out by being issued."""

    PLAN = "plan"


class Signature(PlanNode):
    """The block at the lower right."""

    lines: tuple[Line, ...] = Field(min_length=1, description="The lines above the name, e.g. KT. CHỦ TỊCH.")
    name: Line | None = Field(None, description="Who signs; left out, the name stays blank.")


class Letterhead(PlanNode):
    """The upper left of a document."""

    parent: tuple[Line, ...] = Field((), description="The lines of the parent body, plain capitals.")
    issuer: tuple[Line, ...] = Field(min_length=1, description="The lines of the issuer, bold capitals.")


class Body(PlanNode):
    """A part of a unit, or somebody under it, that does its share of every plan: a division, a school, a village."""

    name: Line = Field(description="What it is called in the unit's documents: Trạm Y tế xã.")
    does: tuple[Text, ...] = Field(min_length=1, description="What it does, a paragraph each.")
    manner: Manner = Field(Manner.DIRECT, description="Whether the unit directs or requests it.")


class Contact(PlanNode):
    """Where papers for a unit go, and who answers questions; nothing that is left out is printed."""

    address: Line | None = Field(None, description="Where its post is received: the house, the road, the commune.")
    email: EmailAddress | None = Field(None, description="The address to which e-mails for it are sent.")
    person: Line | None = Field(None, description="Who answers questions, with the post.")
    phone: Line | None = Field(None, description="The number under which to ask.")


class Unit(PlanNode):
    """Somebody who gets documents, or issues the plan."""

    id: UnitId = Field(description="A short name for files and references: a-z, 0-9, hyphens.")
    kind: UnitKind = Field(description="What sort of body it is; gives letterhead, symbol, signature and manner.")
    name: Line = Field(description="Its name; for a commune the bare name (Quài Tở).")
    designation: Line | None = Field(None, description="The word before a territory's name: xã, phường, đặc khu, bản …")
    short: Line | None = Field(None, description="Its short name in running text.")
    also: tuple[Line, ...] = Field((), description="Other spellings under which a plan may name it.")
    emails: tuple[EmailAddress, ...] = Field((), description="The addresses from which its e-mails come.")
    contact: Contact | None = Field(None, description="Where to send to it, and whom to ask; printed in reminders.")
    abbr: Line | None = Field(None, description="Its abbreviation in a document's symbol: 12/KH-LĐTBXH.")
    code: Code | None = Field(None, description="Its official code; codes are re-used, so (code, period) is the key.")
    valid_from: FullDay | None = Field(None, description="The first day on which it exists.")
    valid_to: FullDay | None = Field(None, description="The last day on which it exists.")
    successor: UnitRef | None = Field(None, description="The unit that takes its place afterwards.")
    territory: Line | None = Field(None, description="The territory it serves, where its name does not say it.")
    place: Line | None = Field(None, description="The place before the date of its documents.")
    scope: Line | None = Field(None, description="What {scope} means for it: trên địa bàn xã Quài Tở.")
    manner: Manner | None = Field(None, description="Whether it is directed or requested; else by its kind.")
    letterhead: Letterhead | None = Field(None, description="Its letterhead, where the kind's does not fit.")
    symbol: Line | None = Field(None, description="What follows the document kind in its symbol: KH-…")
    signature: Signature | None = Field(None, description="Its signature block, where the kind's does not fit.")
    recipients: tuple[Line, ...] | None = Field(None, description="The recipients of its plan, instead of the usual.")
    superior: Line | None = Field(
        None, description="Who is above it in its own sector, and gets its plan: Công an tỉnh; else by its letterhead."
    )
    drafter: Line | None = Field(None, description="Who drafts its plans, as it stands after Lưu: VT: VHXH.")
    subject: Text | None = Field(None, description="What its plan is about, where the usual subject does not fit.")
    bases: tuple[Line, ...] = Field((), description="What its plan rests on beside the superior's: Nghị quyết số …")
    purpose: tuple[Text, ...] = Field((), description="What for, in points of its own; the superior's are referred to.")
    bodies: tuple[Body, ...] = Field(
        (), description="Its parts, and whoever is under it, with what each does; gen bodies suggests some."
    )
    organisation: tuple[Text, ...] = Field(
        (), description="What else its plan says of who does what, a paragraph each; stands before the table of tasks."
    )
    funding: tuple[Text, ...] = Field((), description="Where the money comes from, and who drafts the estimate.")
    documents: tuple[DocumentName, ...] | None = Field(
        None, description="Which documents it gets; left out, those of its kind."
    )


class Group(PlanNode):
    """Several units under one name: those of the kinds, with the named ones, without the excepted ones."""

    id: GroupId = Field(description="The name by which assignments and obligations call the group.")
    name: Line = Field(description="What it is called in documents and lists.")
    kinds: tuple[UnitKind, ...] = Field((), description="Every unit of these kinds.")
    units: tuple[UnitRef, ...] = Field((), description="These units too.")
    without: tuple[UnitRef, ...] = Field((), alias="except", description="But not these.")


class Citation(PlanNode):
    """A document that the plan rests on or names."""

    id: CitationId = Field(description="A short name for references.")
    type: Line = Field(description="Quyết định, Chỉ thị, Luật …")
    number: Line | None = Field(None, description="Number and symbol; a law is cited without.")
    date: PartialDay | None = Field(None, description="Its date.")
    issuer: Line | None = Field(None, description="Who issued it.")
    subject: Line | None = Field(None, description="What it is about, as it continues the sentence: về …")


class Cite(PlanNode):
    """One place where a task or a point names a document."""

    document: CitationRef = Field(description="The id of the citation.")
    at: Line | None = Field(None, description="The place in it: khoản 3 Điều 90.")


class Deadline(PlanNode):
    """By when: the plan's words, the date that they mean, and how it is meant."""

    raw: Line | None = Field(None, description="The plan's own words.")
    value: PartialDay | None = Field(None, description="The date that they mean, as far as they say it.")
    kind: DeadlineKind = Field(DeadlineKind.UNPARSED, description="How the date is meant.")


DeadlineField = Annotated[Deadline, BeforeValidator(deadline_in_short, json_schema_input_type=Deadline | str)]
"""A deadline in the file: a mapping, or in short a date (2021-07-15) or the plan's words."""


class Target(PlanNode):
    """A figure that a task has to reach."""

    raw: Line = Field(description="The plan's own words: đạt trên 100%.")
    op: Operator = Field(description="How the value binds.")
    value: Decimal = Field(ge=0, description="The figure.")
    unit: Line = Field("%", description="What it counts.")
    of: Line = Field(description="Of what.")
    superior: TargetCode | None = Field(
        None, description="The code of the superior's target to which its figures go: 9#2/1."
    )


class Total(StrEnum):
    """How an indicator's figures become one: added, averaged; `last` adds units, and of periods takes the last."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"


class Indicator(PlanNode):
    """A figure that report forms ask for, in a table of their own."""

    id: IndicatorId = Field(description="Its code, by which forms name it and reports add it up: CT01.")
    name: Line = Field(description="What is counted.")
    unit: Line = Field(description="The unit in which it is counted: trẻ em, vụ, triệu đồng, %.")
    formula: Line | None = Field(None, description="How a unit reckons it, in words.")
    ratio: tuple[IndicatorRef, IndicatorRef] | None = Field(
        None, description="Nobody is asked: the first of these two over the second in per cent, of their sums."
    )
    breakdown: tuple[Line, ...] = Field(
        (), max_length=20, description="What is asked apart beside the whole, a row each: nam, nữ."
    )
    previous: bool = Field(False, description="Whether the form asks for the period before too.")
    total: Total = Field(
        Total.SUM, description="How figures become one: sum; mean; last adds units and takes the last period's."
    )
    only: tuple[UnitOrGroup, ...] | None = Field(
        None, alias="for", description="Which units it is asked of; left out, all who get the form."
    )


class Item(PlanNode):
    """A heading or a text in the tree of a part or an assignment; in an assignment every text is a task."""

    id: TaskId | None = Field(None, description="Its id; left out, its number in the plan.")
    number: PrintedNumber | None = Field(
        None, description="Its printed number, where counting does not give it; empty where it has none."
    )
    heading: Text | None = Field(None, description="A heading over the items below it.")
    text: Text | None = Field(None, description="A task or a point, word for word.")
    task: bool = Field(True, description="Whether a text in a section is a task; no: it only says something.")
    run_on: bool = Field(False, description="Whether its words go on on the line of the section's heading above it.")
    topic: Identifier | None = Field(None, description="A name for the subject, the same in every section.")
    marks: Mark = Field(Mark.DASH, description="How the items below are marked.")
    items: tuple[Item, ...] = Field((), description="The items below.")
    superior: TaskIds = Field((), description="The ids of the superior's tasks that it carries out.")
    to: Annotated[tuple[Assignee, ...], Field(min_length=1)] | None = Field(
        None,
        description="Who does it and the items below, instead of those whom the section binds; open: not yet decided.",
    )
    only: tuple[UnitOrGroup, ...] | None = Field(
        None, alias="for", description="Which units of the section it binds; left out, all."
    )
    partners: tuple[UnitOrGroup, ...] = Field((), alias="with", description="Who supports, for the items below too.")
    others: Line | None = Field(None, description="Partners that the plan does not name exactly, in its words.")
    due: DeadlineField | None = Field(None, description="By when.")
    product: Text | None = Field(None, description="What has to come of it (sản phẩm), in the plan's words.")
    leader: Text | None = Field(
        None, description="The leader in charge (lãnh đạo phụ trách), in the plan's words; for the items below too."
    )
    authority: Text | None = Field(
        None,
        description="By whose authority (thẩm quyền, cấp trình, cấp phê duyệt), in words; for the items below too.",
    )
    targets: tuple[Target, ...] = Field((), description="How much.")
    indicators: tuple[Indicator, ...] = Field((), description="The figures that forms ask those for who lead it.")
    cites: tuple[Cite, ...] = Field((), description="Which documents it names.")
    fulfils: Fulfilment | None = Field(
        None, description="What carries it out by itself: plan, where that is the unit's own plan."
    )
    amended_by: AmendmentRefs = Field(
        (), description="The amendments that put it in or reworded it; for the items below too."
    )

    @model_validator(mode="after")
    def _heading_or_text(self) -> Item:
        exactly_one(self, "heading", "text")
        if self.heading is not None and not self.items:
            raise PydanticCustomError("bare_heading", "bare heading")
        return self

    def walk(self) -> Iterator[Item]:
        """This item and all below it, in print order."""
        yield self
        for item in self.items:
            yield from item.walk()


class Assignment(PlanNode):
    """A section of the plan: who has to do what."""

    to: Annotated[tuple[Assignee, ...], Field(min_length=1)] | None = Field(
        None,
        description="The units and groups that the section binds; left out where each task says it; open: not decided.",
    )
    heading: Text | None = Field(
        None, description="The section's heading, word for word; left out where a task stands behind its number."
    )
    number: PrintedNumber | None = Field(
        None, description="Its printed number, where counting does not give it; empty where it has none."
    )
    manner: Manner | None = Field(None, description="Directed or requested; else by each unit's kind.")
    common: bool = Field(False, description="Whether it is laid on many beside their own tasks.")
    marks: Mark = Field(Mark.NUMBER, description="How the items below are marked.")
    items: tuple[Item, ...] = Field(min_length=1, description="The section's headings and tasks.")
    amended_by: AmendmentRefs = Field(
        (), description="The amendments that put it in or reworded it; for the items below too."
    )

    @model_validator(mode="after")
    def _somebody(self) -> Assignment:
        if self.to is None and all(item.to is None for top in self.items for item in top.walk()):
            raise PydanticCustomError("no_assignee", "nobody")
        return self


class Part(PlanNode):
    """A part of the plan (I., II., …)."""

    heading: Text = Field(description="Its heading, word for word.")
    number: Line | None = Field(None, description="Its printed number, where counting does not give it.")
    within: PartCode | None = Field(
        None, description="The code of the part that heads it: in a plan with parts A, B and in each I, II."
    )
    role: PartRole = Field(PartRole.OTHER, description="What it is for.")
    annex: bool = Field(False, description="Whether it is an annex, which the plan prints behind its signature.")
    marks: Mark = Field(Mark.NUMBER, description="How the items below are marked.")
    items: tuple[Item, ...] = Field((), description="Its headings and points, where it assigns nothing.")
    assignments: tuple[Assignment, ...] = Field((), description="Its sections, where it assigns tasks.")


class Obligation(PlanNode):
    """A report that somebody owes (the elements of Decree 09/2019)."""

    id: ObligationId = Field(description="A short name for references.")
    name: Line = Field(description="What the report is called.")
    of: tuple[Assignee, ...] = Field(min_length=1, description="Who owes it; open: not yet decided.")
    to: UnitRef | None = Field(None, description="The unit that receives it.")
    to_name: Line | None = Field(None, description="Who receives it, where that is no unit of the registry.")
    through: UnitRef | None = Field(None, description="The unit that gathers it on the way.")
    channel: Line | None = Field(None, description="How it is sent, where the plan says so.")
    frequency: Frequency = Field(description="How often.")
    due: DeadlineField | None = Field(None, description="By when; left out where the plan names no date.")
    cutoff: PartialDay | None = Field(
        None, description="The last day that the figures cover; null where none is stated."
    )
    source: Line | None = Field(
        None, description="Where the plan says so: the id of a task, a part's number, or closing."
    )
    form: bool = Field(False, description="Whether the report form answers this obligation.")
    indicators: tuple[Indicator, ...] = Field((), description="The figures that its forms ask for.")
    superior: Identifier | None = Field(
        None, description="The id of the superior's report for which it gathers the figures."
    )
    amended_by: AmendmentRefs = Field((), description="The amendments that put it in or changed it.")

    @model_validator(mode="after")
    def _one_receiver(self) -> Obligation:
        exactly_one(self, "to", "to_name")
        return self


class Amendment(PlanNode):
    """A document that amends the plan; tasks and reports name it by `amended_by`."""

    id: AmendmentId = Field(description="A short name for references.")
    type: Line = Field("Kế hoạch", description="Kế hoạch, Quyết định, Công văn …")
    number: Line | None = Field(None, description="Number and symbol; null until given.")
    date: PartialDay = Field(description="Its date; the day may be open: 2020-11.")
    issuer: Line | None = Field(None, description="Who issued it; left out, the issuer of the plan.")
    subject: Line | None = Field(None, description="What it is about, as it continues the sentence: về …")
    does: Line | None = Field(None, description="What it does, in a sentence, for those who compare versions.")
    removes: tuple[TaskId, ...] = Field(
        (), description="The ids of the tasks that it takes away; no task gets them again."
    )
    concerns: tuple[UnitOrGroup, ...] = Field(
        (), alias="for", description="Whom it concerns, beside the units of what it put in or changed."
    )


class SuperiorTask(PlanNode):
    """A task that the superior's plan lays on the issuer, as the superior's report form asks it."""

    id: TaskId = Field(description="Its id in the superior's plan.")
    text: Text = Field(description="Its words.")
    answered: bool = Field(
        True, description="Whether the form has a row for it; of the words above a list only the figures are asked."
    )
    due: DeadlineField | None = Field(None, description="By when the superior wants it done.")
    targets: tuple[Target, ...] = Field((), description="How much the superior wants.")


class SuperiorIndicator(PlanNode):
    """A figure that the superior's form asks the issuer for."""

    id: IndicatorRef = Field(description="Its code in the superior's plan.")
    name: Line = Field(description="What is counted.")
    unit: Line = Field(description="The unit in which it is counted.")
    breakdown: tuple[Line, ...] = Field((), description="What is asked apart beside the whole.")
    previous: bool = Field(False, description="Whether the period before is asked for too.")


class SuperiorReport(PlanNode):
    """A report that the issuer owes the superior."""

    id: Identifier = Field(description="Its id in the superior's plan.")
    name: Line = Field(description="What it is called.")
    frequency: Frequency = Field(description="How often.")
    due: DeadlineField | None = Field(None, description="By when; left out where the superior names no date.")
    cutoff: PartialDay | None = Field(None, description="The last day that the figures cover.")
    form: bool = Field(False, description="Whether a report form answers it.")
    indicators: tuple[SuperiorIndicator, ...] = Field((), description="The figures that its form asks for.")


class Superior(PlanNode):
    """What the superior's plan lays on the issuer: written by gen cascade, compared with what the plan does."""

    plan: Identifier = Field(description="The id of the superior's plan.")
    unit: Identifier = Field(description="The id of the issuer in it.")
    document: CitationRef = Field(description="The citation of the superior's plan.")
    tasks: tuple[SuperiorTask, ...] = Field((), description="The tasks that it lays on the issuer.")
    reports: tuple[SuperiorReport, ...] = Field((), description="The reports that it wants of the issuer.")


class Header(PlanNode):
    """What stands at the head of the plan."""

    id: Identifier = Field(description="The name of the plan's folder and of its forms.")
    kind: Annotated[str, Field(pattern=r"^[A-ZĐ]{1,4}[a-z]?$")] = Field("KH", description="The kind: KH, QĐ, CTr …")
    number: Annotated[int, Field(ge=1, le=99_999)] | None = Field(None, description="Its number; null until given.")
    symbol: Line = Field(description="Its symbol: KH-UBND.")
    place: Line = Field(description="The place before the date.")
    date: PartialDay = Field(description="Its date; the day may be open: 2020-11.")
    valid_to: PartialDay | None = Field(None, description="The last day on which it holds; left out, no end.")
    subject: Text = Field(description="What it is about (trích yếu).")
    scope: Line = Field(description="What {scope} means in the plan itself: trên địa bàn huyện.")
    issuer: UnitRef = Field(description="The unit that issues it.")
    focal: UnitRef | None = Field(None, description="The unit through which reports go.")
    bases: tuple[CitationRef, ...] = Field((), description="The chain of documents it carries out, highest first.")


class Plan(PlanNode):
    """A whole plan with its units: the file plan.yaml."""

    header: Header = Field(alias="plan", description="What stands at the head.")
    units: tuple[Unit, ...] = Field(min_length=1, description="The units; or the name of a file with them.")
    groups: tuple[Group, ...] = Field((), description="Groups beside the built-in ones (all, communes, …).")
    citations: tuple[Citation, ...] = Field((), description="The documents that the plan names.")
    amendments: tuple[Amendment, ...] = Field(
        (), max_length=200, description="The documents that amend the plan, in their order."
    )
    opening: tuple[Text, ...] = Field((), description="The paragraphs before the first part.")
    parts: tuple[Part, ...] = Field(min_length=1, max_length=30, description="The parts.")
    obligations: tuple[Obligation, ...] = Field((), description="The reports that are owed.")
    indicators: tuple[Indicator, ...] = Field((), description="The figures that every report form asks for.")
    holidays: tuple[FullDay, ...] = Field((), description="Days off, beside Saturdays and Sundays.")
    closing: tuple[Text, ...] = Field((), description="The paragraphs after the last part.")
    recipients: tuple[Line, ...] = Field((), description="The list under Nơi nhận, without its hyphens.")
    signature: Signature = Field(description="The signature block.")
    archive: Archive | None = Field(None, description="What the archive's index says of every document.")
    superior: Superior | None = Field(None, description="What the superior's plan lays on the issuer.")
