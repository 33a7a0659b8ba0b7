"""Returned forms → rows: files as received, submissions, values with their anchors, decisions, corrections, the log.

Nothing here is overwritten: a superseded submission keeps its row and its values, and the database itself refuses
changes to the log (migration 0002), to decisions and to corrections (migration 0003). Which submission counts is
written nowhere: `gen.returns.effective` works it out of these rows.
"""

from __future__ import annotations

from django.db import models


class Plan(models.Model):
    """A plan, by the id in its header."""

    id = models.CharField(primary_key=True, max_length=80)
    subject = models.TextField()


class Unit(models.Model):
    """A unit of a plan that reports."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="units")
    name_id = models.CharField(max_length=80)
    name = models.TextField()

    class Meta:
        """One row for each unit of a plan."""

        constraints = (models.UniqueConstraint(fields=("plan", "name_id"), name="one_unit"),)


class Period(models.Model):
    """One occasion of a report: an obligation × a period."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="periods")
    obligation = models.CharField(max_length=80)
    key = models.CharField(max_length=20)
    label = models.TextField(blank=True)
    begin = models.DateField(null=True)
    cutoff = models.DateField(null=True)
    due = models.DateField(null=True)

    class Meta:
        """One row for each period of an obligation."""

        constraints = (models.UniqueConstraint(fields=("plan", "obligation", "key"), name="one_period"),)


class File(models.Model):
    """A file as it was received, under the sha256 of its bytes; `name` is its name when first received."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    name = models.TextField()
    size = models.BigIntegerField()
    received = models.DateTimeField()


class Submission(models.Model):
    """The content of one file for one unit and period. `why` is the reason for which it does not count.

    `file` is the received file; `sha256` is that of the form itself, another one where the form is in an e-mail or an
    archive. `unit_said` is the unit's id in the form; `kind` is "form", or "signed" for a signed copy, which has no
    values. `plan_revision` is the sha256 of the text of the plan whose codes the values have; empty before such were
    kept.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="submissions")
    file = models.ForeignKey(File, models.PROTECT, related_name="submissions")
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.TextField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="submissions")
    unit_said = models.CharField(max_length=80, blank=True)
    period = models.ForeignKey(Period, models.PROTECT, related_name="submissions")
    revision = models.CharField(max_length=40, blank=True)
    is_current = models.BooleanField(default=True)
    received = models.DateTimeField()
    why = models.TextField(blank=True)
    doubts = models.JSONField(default=list)
    kind = models.CharField(max_length=10, default="form")
    plan_revision = models.CharField(max_length=64, blank=True, default="")


class Decision(models.Model):
    """What a person decided about a submission from the moment `at` on: withdraw, restore or move, to `period`."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="decisions")
    action = models.CharField(max_length=10)
    at = models.DateTimeField()
    reason = models.TextField()
    period = models.ForeignKey(Period, models.PROTECT, null=True, related_name="decisions")


class Value(models.Model):
    """One answer; `why` is the reason for which it does not count.

    `number` is for SQL queries, where the field asks for a number: SQLite keeps about fifteen digits, `text` all.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="values")
    code = models.CharField(max_length=60, blank=True)
    field = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    text = models.TextField()
    number = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    percent = models.BooleanField(default=False)
    anchor = models.CharField(max_length=20)
    doubts = models.JSONField(default=list)
    why = models.TextField(blank=True)


class Correction(models.Model):
    """One answer as a unit corrected it beside its form, such as by telephone; an empty `text` takes it away."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="corrections")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="corrections")
    period = models.ForeignKey(Period, models.PROTECT, related_name="corrections")
    code = models.CharField(max_length=60, blank=True)
    field = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    number = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    percent = models.BooleanField(default=False)
    reason = models.TextField()
    at = models.DateTimeField()
    plan_revision = models.CharField(max_length=64, blank=True)


class Extension(models.Model):
    """More time for a unit in a period, with its reason."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="extensions")
    period = models.ForeignKey(Period, models.PROTECT, related_name="extensions")
    until = models.DateField()
    reason = models.TextField()
    granted = models.DateTimeField()

    class Meta:
        """At most one for each unit and period, by practice."""

        constraints = (models.UniqueConstraint(fields=("unit", "period"), name="one_extension"),)


class Log(models.Model):
    """What was done, and when; rows are added and never changed."""

    at = models.DateTimeField()
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="log")
    action = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)
