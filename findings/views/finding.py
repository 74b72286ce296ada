"""One finding: its four parts, its sources, what is done about it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from campaigns.permissions import can_oversee
from findings.access import finding_or_404
from findings.beside import beside
from findings.establishing import held_up
from findings.forms import DismissForm, MergeForm
from findings.models import Finding, FindingSource, Suggestion
from findings.permissions import can_consolidate, can_limit
from findings.source_files import with_files
from organization.access import demand
from organization.models import Event
from organization.models.event import possible_moves
from organization.timeline import timeline


@require_safe
def finding(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The page of a finding."""
    row = finding_or_404(request, code, number)
    person = request.user
    oversees = can_oversee(person, row.campaign)
    may_decide = can_consolidate(person, row.campaign) and row.campaign.is_running
    moves = possible_moves(row) if may_decide else ()
    context = {
        "finding": row,
        "oversees": oversees,
        "may_change": may_decide and row.status not in Finding.Status.void,
        "may_confirm": "confirmed" in moves,
        "held_up": held_up(row) if "confirmed" in moves else "",
        "dismiss_form": DismissForm(auto_id="dismiss_%s") if "dismissed" in moves else None,
        "merge_form": (
            MergeForm(finding=row, person=person, auto_id="merge_%s")
            if "merged" in moves and row.parent_id is None
            else None
        ),
        "may_unmerge": may_decide and row.status == row.Status.MERGED and row.parent_id is None,
        "may_sort": may_decide and row.status in row.Status.open,
        "may_limit": can_limit(person, row.campaign) and row.parent_id is None,
        "parts": [part for part in row.children.all() if part.status == row.Status.PART],
        "sources": with_files(row.campaign, sources_of(row, person)),
        "unread_sources": _unread(row, person) if oversees else 0,
        "items": row.items.all(),
        "suggestions": Suggestion.objects.visible_to(person).filter(findings=row),
        "merged_here": Finding.objects.visible_to(person).filter(merged_into=row),
        **beside(row, person, may_sort=may_decide and row.status in row.Status.open),
        "entries": timeline(row, person, _describe if oversees else None),
    }
    return render(request, "findings/finding.html", context)


@require_POST
def confirm_finding(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Establish the finding; what is still missing is named, not demanded."""
    row = finding_or_404(request, code, number)
    demand(can_consolidate(request.user, row.campaign))
    row.confirm(by=request.user)
    missing = row.missing_parts
    if missing:
        text = _("Finding %(number)d is confirmed. Still missing: %(parts)s.")
        parts = pgettext("between names", ", ").join(missing)
        messages.warning(request, text % {"number": row.number, "parts": parts})
    else:
        messages.success(request, _("Finding %(number)d is confirmed.") % {"number": row.number})
    return redirect(row)


def sources_of(row: Finding, person):
    """The sources of a finding that exist for the person."""
    return (
        FindingSource.objects.visible_to(person)
        .filter(finding=row)
        .select_related(
            "answer__item",
            "answer__selfcheck__department",
            "verification__item",
            "verification__department",
            "verification__by",
            "personal__item",
            "personal__sheet__department",
            "personal__sheet__level__campaign",
            "lesson__lesson__item",
            "lesson__lesson__campaign",
            "lesson__department",
            "opinion__item",
            "opinion__department",
            "opinion__campaign",
            "visit__point__fault_class",
            "visit__visit__plan__campaign",
            "visit__visit__site__department",
            "proposal__campaign",
            "complaint__period__campaign",
            "first_finding",
            "part",
        )
    )


def _unread(row: Finding, person) -> int:
    """How many personal sheets stand behind the finding that the person does not read."""
    of_people = FindingSource.objects.filter(finding=row, personal__isnull=False)
    read = FindingSource.objects.visible_to(person).filter(pk__in=of_people.values("pk"))
    return of_people.count() - read.count()


def _describe(event: Event) -> str:
    """The line below an act, for readers who oversee the campaign."""
    known = event.particulars
    if event.kind == "finding.dismissed":
        return known.get("reason", "")
    if event.kind == "finding.merged":
        return _("into finding %(number)s") % {"number": known.get("into", "")}
    if event.kind in ("finding.unmerged", "finding.source_moved"):
        return _("out of finding %(number)s") % {"number": known.get("out_of", "")}
    if event.kind == "finding.source_added":
        return known.get("source", "")
    if event.kind == "finding.reported":
        return _("%(n)s sources") % {"n": known.get("sources", 0)}
    return ""
