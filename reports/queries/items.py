"""二、管理现状: items (项点) by result, by project and by report group."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from campaigns.models import Answer, Result
from reports.queries.selfcheck import evidence
from reports.sources import Sources


def define_all(define, define_rate) -> None:
    """Register the figures of the present state."""
    define("items", _("Check-points"), lambda s, _p: s.results)
    for result in Result:
        define(
            f"items_{result}",
            format_lazy(_("Check-points: {result}"), result=result.label),
            lambda s, _p, result=result: s.items_with(result),
        )
    define("items_pending", _("Not decided yet"), lambda s, _p: s.items_with(None))
    define(
        "items_applicable",
        _("Decided and applicable check-points"),
        lambda s, _p: [row for row in s.results if row.result not in (None, Result.NA)],
    )
    define_rate("ok_rate", _("Share of compliant check-points"), "items_ok", "items_applicable")
    define(
        "project_items",
        _("Check-points of the project"),
        lambda s, p: [row for row in s.results if row.item.project_id == s.project(p).pk],
        whose=lambda s, p: s.project(p).name,
    )
    _groups(define, define_rate)


def _groups(define, define_rate) -> None:
    whose = {"whose": lambda s, p: s.group(p).name}
    define("group_items", _("Check-points"), lambda s, p: s.group(p).results, **whose)
    for result in Result:
        define(
            f"group_{result}",
            result.label,
            lambda s, p, result=result: s.group(p).with_result(result),
            **whose,
        )
    define(
        "group_pending", _("Not decided yet"), lambda s, p: s.group(p).with_result(None), **whose
    )
    for name, title, field in (
        ("group_sample", _("Checked"), "n"),
        ("group_sample_ok", _("Of these correct"), "ok"),
    ):
        define(
            name,
            title,
            _samples,
            count=lambda s, p: s.sample_of(s.group(p)).answers,
            total=lambda s, p, field=field: getattr(s.sample_of(s.group(p)), field),
            amount=lambda row, field=field: getattr(row, f"sample_{field}") or 0,
            **whose,
        )
    define_rate(
        "group_sample_rate", _("Share of correct ones"), "group_sample_ok", "group_sample", **whose
    )
    define(
        "group_evidence",
        _("Evidence"),
        lambda s, p: evidence(s, s.evidence_of(s.group(p))),
        count=lambda s, p: len(s.evidence_of(s.group(p))),
        **whose,
    )
    define("group_rules", _("Rules in force"), lambda s, p: s.rules_of(s.group(p)), **whose)
    define("group_notes", _("Notes"), lambda s, p: s.notes_of(s.group(p)), **whose)


def _samples(s: Sources, part: str):
    return (
        Answer.objects.filter(
            selfcheck__campaign=s.campaign,
            status=Answer.Status.ACCEPTED,
            sample_n__isnull=False,
            item__in=s.sampled_items(s.group(part)),
        )
        .select_related("item", "selfcheck__department")
        .order_by("item__order", "selfcheck__department__order")
    )
