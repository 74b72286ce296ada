"""反馈确认／陈述申辩: asked by the office, said by the head, answered by the office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.permissions import can_oversee
from findings import feedback
from findings.access import finding_or_404, own_finding
from findings.forms import AskFeedbackForm, FeedbackForm, RulingForm
from findings.models import FeedbackEvidence, FindingFeedback
from findings.permissions import can_consolidate, can_say
from findings.source_files import files_by_target
from findings.views.form_page import form_page, keep_files
from organization.access import demand


@require_http_methods(["GET", "HEAD", "POST"])
def ask_feedback(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Send the finding to its department."""
    row = own_finding(request, code, number)
    form = AskFeedbackForm(request.POST or None, initial={"until": feedback.due_on(row)})
    if not form.is_valid():
        return form_page(
            request,
            row,
            form,
            act="ask_feedback",
            action=reverse("ask_feedback", args=[code, number]),
            title=_("Send finding %(number)d to its department") % {"number": number},
            submit=_("Send it"),
            intro=_("The head confirms it or objects. Until then it is not confirmed."),
        )
    asked = feedback.ask(row, by=request.user, until=form.cleaned_data["until"])
    messages.success(request, _("Sent to %(department)s.") % {"department": asked.department})
    return redirect(row)


@require_http_methods(["GET", "HEAD", "POST"])
def finding_feedback(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """What the department says; read by both sides."""
    row = _row(request, code, number, pk)
    form = FeedbackForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        demand(can_say(request.user, row.department), _("The head of the department says it."))
        if form.is_valid() and _say(request, row, form):
            messages.success(request, _("Your feedback went to the office."))
            return redirect(row)
    return _page(request, row, form, 422 if form.is_bound else 200)


@require_POST
def rule_feedback(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """The office answers an objection."""
    row = _row(request, code, number, pk)
    demand(can_consolidate(request.user, row.finding.campaign))
    form = RulingForm(request.POST)
    if not form.is_valid():
        return _page(request, row, FeedbackForm(), 422, ruling=form)
    ruling, text = form.cleaned_data["ruling"], form.cleaned_data["text"]
    feedback.rule(row, ruling, text, by=request.user)
    messages.success(request, _("The objection is answered; the department was told."))
    if ruling == FindingFeedback.Status.CHANGED:
        return redirect("change_finding", code, number)
    return redirect(row.finding)


def _row(request: HttpRequest, code: str, number: int, pk: int) -> FindingFeedback:
    finding = finding_or_404(request, code, number)
    rows = FindingFeedback.objects.visible_to(request.user).filter(finding=finding)
    row = get_object_or_404(rows.select_related("department", "asked_by"), pk=pk)
    row.finding = finding
    return row


def _say(request: HttpRequest, row: FindingFeedback, form: FeedbackForm) -> bool:
    said = form.cleaned_data
    if said["agrees"] == "yes":
        feedback.agree(row, by=request.user, text=said["text"])
        return True
    campaign = row.finding.campaign
    kept = keep_files(form, said["files"], campaign, row.department, by=request.user)
    if form.errors:
        return False
    feedback.object_to(row, said["text"], by=request.user, files=kept)
    return True


def _page(request, row: FindingFeedback, form, status: int, ruling: RulingForm | None = None):
    campaign, person = row.finding.campaign, request.user
    is_objected = row.status == row.Status.OBJECTED
    context = {
        "row": row,
        "finding": row.finding,
        "form": form,
        "may_say": campaign.is_running
        and row.status == row.Status.ASKED
        and can_say(person, row.department),
        "ruling": (ruling or RulingForm(auto_id="ruling_%s"))
        if is_objected and campaign.is_running and can_consolidate(person, campaign)
        else None,
        "files": files_by_target(campaign, FeedbackEvidence, [row.pk])[row.pk],
        "oversees": can_oversee(person, campaign),
    }
    return render(request, "findings/feedback.html", context, status=status)
