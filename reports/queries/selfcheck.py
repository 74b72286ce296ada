"""深入自查: sheets, answers, evidence, nil returns."""

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from campaigns.models import Evidence, Result
from organization import clock
from reports.sources import Sources
from reports.sources.frame import numbered, one_or_all
from reports.tallies import STANDS, submitted_answers


def define_all(define, define_rate) -> None:
    """Register the figures of the self-check."""
    define("sheets", _("Submitted sheets"), lambda s, _p: s.submitted)
    define("sheets_due", _("Sheets"), lambda s, _p: s.sheets)
    define("sheets_missing", _("Sheets not submitted"), _missing)
    define("sheets_late", _("Sheets submitted late"), _late)
    define(
        "answers",
        _("Answers of departments"),
        lambda s, _p: _answers(s),
        count=lambda s, _p: s.tallies.answers.total(),
    )
    for result in Result:
        define(
            f"answers_{result}",
            format_lazy(_("Answers of departments: {result}"), result=result.label),
            lambda s, _p, result=result: _answers(s, result),
            count=lambda s, _p, result=result: s.tallies.answers[result],
        )
    define(
        "evidence",
        _("Evidence"),
        lambda s, _p: evidence(s, set().union(*s.tallies.evidence.values())),
        count=lambda s, _p: len(set().union(*s.tallies.evidence.values())),
    )
    define(
        "level_people",
        _("People who checked in person"),
        lambda s, p: [row for level in one_or_all(s.levels, p) for row in s.checked_on(level)],
        whose=lambda s, p: numbered(s.levels, p).name if p else "",
    )
    define("nil_reports", _("Nil returns"), lambda s, _p: [x for x in s.submitted if x.nil_report])


def _answers(s: Sources, result: str = ""):
    """All answers, or those with one result, as they were at the last submission."""
    said = s.tallies.as_submitted
    then = Q(pk__in=[pk for pk, value in said.items() if value == result or not result])
    stands = STANDS & Q(result=result) if result else STANDS
    return (
        submitted_answers(s.campaign)
        .filter(stands | then)
        .select_related("item", "selfcheck__department")
        .order_by("selfcheck__department__order", "item__order")
    )


def evidence(s: Sources, pks: set[int]):
    """Files by key, each once however often it is used."""
    return Evidence.objects.filter(campaign=s.campaign, pk__in=pks).select_related("department")


def _missing(s: Sources, _part: str) -> list:
    return [sheet for sheet in s.sheets if not sheet.submitted_at]


def _late(s: Sources, _part: str) -> list:
    # The first submission counts: a sheet that was sent back is submitted again, later and
    # with another deadline.
    return [
        sheet
        for sheet in s.submitted
        if sheet.round == 1 and clock.day_of(sheet.submitted_at) > sheet.due_on
    ]
