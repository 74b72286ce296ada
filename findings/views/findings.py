"""The list of findings, by aspect and number."""

from dataclasses import dataclass, field

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_oversee, can_read_lists
from findings import candidates
from findings.models import Aspect, Finding, FindingSource
from findings.permissions import (
    can_consolidate,
    can_read_opinions,
    can_report,
    can_see_liability,
)
from organization.models import Person


@dataclass
class AspectGroup:
    """The findings of one aspect; None gathers those without one."""

    aspect: Aspect | None
    findings: list[Finding] = field(default_factory=list)


@require_safe
def findings(request: HttpRequest, code: str) -> HttpResponse:
    """Every finding that exists for the person, merged and dismissed ones at the end."""
    campaign = campaign_or_404(request, code)
    rows = list(_rows(campaign, request.user))
    standing = [row for row in rows if row.status not in Finding.Status.void]
    counted = [row for row in standing if row.is_counted]
    oversees = can_oversee(request.user, campaign)
    context = {
        "tab": "findings",
        "groups": _by_aspect(standing),
        "standing": standing,
        "void": [row for row in rows if row.status in Finding.Status.void],
        "counted": counted,
        "uncounted": sum(not row.is_counted and row.parent_id is None for row in standing),
        "unconfirmed": sum(row.status == Finding.Status.REPORTED for row in counted),
        "oversees": oversees,
        **figures(campaign, standing),
        **tabs(campaign, request.user),
    }
    return render(request, "findings/findings.html", context)


def tabs(campaign: Campaign, person: Person) -> dict:
    """What the tabs of the findings pages show."""
    may_report = can_report(person, campaign)
    return {
        "may_report": may_report,
        "waiting": candidates.count(campaign, person) if may_report else 0,
        "may_see_liability": can_see_liability(person, campaign),
        "may_merge": can_consolidate(person, campaign),
        "may_see_suggestions": can_oversee(person, campaign),
        "may_see_opinions": can_read_opinions(person, campaign),
        "may_see_lists": can_read_lists(person, campaign),
    }


def figures(campaign: Campaign, standing: list[Finding]) -> dict:
    """How many aspects and check-points the counted findings touch."""
    counted = [row for row in standing if row.is_counted]
    involved = Finding.items.through.objects.filter(finding__in=[row.pk for row in counted])
    return {
        "aspect_count": len({row.aspect_id for row in counted if row.aspect_id}),
        "item_count": involved.values("checkitem").distinct().count(),
    }


def _rows(campaign: Campaign, person: Person) -> QuerySet[Finding]:
    return (
        Finding.objects.visible_to(person)
        .filter(campaign=campaign)
        .select_related("aspect", "department", "merged_into", "parent__aspect")
        .annotate(
            item_total=_counted(Finding.items.through.objects, "finding"),
            source_total=_counted(FindingSource.objects.visible_to(person), "finding"),
        )
        .order_by("number")
    )


def _counted(rows, to_finding: str) -> Coalesce:
    """How many of `rows` belong to the finding, as a subquery: joins would multiply them."""
    per_finding = (
        rows.filter(**{to_finding: OuterRef("pk")})
        .order_by()
        .values(to_finding)
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(per_finding, output_field=IntegerField()), 0)


def _by_aspect(rows: list[Finding]) -> list[AspectGroup]:
    groups: dict[int | None, AspectGroup] = {}
    # A part stands below its finding, whatever aspect it has itself.
    for row in rows:
        top = row.parent or row
        groups.setdefault(top.aspect_id, AspectGroup(top.aspect)).findings.append(row)
    for group in groups.values():
        group.findings.sort(key=lambda f: (f.parent.number if f.parent else f.number, f.number))
    # Findings that nobody has classified yet come last.
    return sorted(
        groups.values(),
        key=lambda g: (g.aspect is None, g.aspect and (g.aspect.order, g.aspect.pk)),
    )
