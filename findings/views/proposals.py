"""建议: the register with bulk evaluation, and one proposal."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_oversee
from findings import evaluating, walk_funnel
from findings.forms.walk import AdoptForm, EvaluationForm, IntoForm, ProposalFilterForm
from findings.models import FindingSource, Proposal
from findings.permissions import can_evaluate, can_read_walks
from organization.access import demand
from organization.forms.reason import ReasonForm
from organization.models import record
from organization.models.event import possible_moves
from organization.registers import download, workbook

PAGE = 50
DECLINE_IDS = "decline_%s"  # the evaluation on the same page has a reason too


@require_safe
def proposals(request: HttpRequest, code: str) -> HttpResponse:
    """Every proposal, filtered by the address; the office evaluates several at once."""
    return _register(request, _readable(request, code))


@require_safe
def proposals_export(request: HttpRequest, code: str) -> HttpResponse:
    """The same proposals as a worksheet."""
    campaign = _readable(request, code)
    rows = ProposalFilterForm(request.GET, campaign=campaign).narrow(_rows(campaign, request))
    title = _("Walk-through proposals")
    columns = [
        *(_("number"), _("proposal"), _("Status"), _("value"), _("effort"), _("reason")),
        *(_("Merged into"), _("Number of the task"), _("channel"), _("stage"), _("product")),
    ]
    contents = workbook(title, columns, _lines(rows))
    record("campaign.proposals_exported", campaign, by=request.user)
    return download(contents, f"{campaign.title}{title}.xlsx")


@require_POST
def evaluate_proposals(request: HttpRequest, code: str) -> HttpResponse:
    """One evaluation for all that are ticked, or for none."""
    campaign = _readable(request, code)
    demand(can_evaluate(request.user, campaign))
    form = EvaluationForm(request.POST)
    keys = [int(key) for key in request.POST.getlist("proposal") if key.isdecimal()]
    chosen = list(_rows(campaign, request).filter(pk__in=keys))
    if not chosen:
        messages.error(request, _("Choose at least one proposal."))
        return redirect("proposals", code)
    if not form.is_valid():
        return _register(request, campaign, form, set(keys))
    said = dict(form.cleaned_data)
    evaluating.evaluate_all(chosen, said.pop("verdict"), by=request.user, **said)
    messages.success(request, _("%(n)d proposals were evaluated.") % {"n": len(chosen)})
    return redirect("proposals", code)


@require_safe
def proposal(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One proposal: where it came from, how it was evaluated, what became of it."""
    return _page(request, _one(request, code, number))


@require_POST
def evaluate_proposal(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Valid or not."""
    row = _own(request, code, number)
    form = EvaluationForm(request.POST)
    if not form.is_valid():
        return _page(request, row, evaluation=form)
    said = dict(form.cleaned_data)
    evaluating.evaluate(row, said.pop("verdict"), by=request.user, **said)
    messages.success(request, _("The proposal was evaluated."))
    return redirect(row)


@require_POST
def merge_proposal(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """It says the same as another one."""
    row = _own(request, code, number)
    form = IntoForm(request.POST, proposals=_targets(request, row))
    if not form.is_valid():
        return _page(request, row, into=form)
    evaluating.merge_into(row, form.cleaned_data["into"], by=request.user)
    messages.success(request, _("The proposal was merged."))
    return redirect(row)


@require_POST
def adopt_proposal(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """It becomes a project, or a further source of one."""
    row = _own(request, code, number)
    form = _adoption(request, row, request.POST)
    if not form.is_valid():
        return _page(request, row, adoption=form)
    said = form.cleaned_data
    if said["project"]:
        evaluating.add_to_project(row, said["project"], by=request.user)
        finding = said["project"]
    else:
        fields = {"department": said["department"]}
        finding = evaluating.adopt(row.campaign, [row], said["title"], by=request.user, **fields)
    messages.success(request, _("It is project %(n)d now.") % {"n": finding.number})
    return redirect("walk_project", code, finding.number)


@require_POST
def decline_proposal(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Valid, and not carried out now."""
    row = _own(request, code, number)
    form = ReasonForm(request.POST, auto_id=DECLINE_IDS)
    if not form.is_valid():
        return _page(request, row, declining=form)
    evaluating.decline(row, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The proposal is not adopted for now."))
    return redirect(row)


@require_POST
def reopen_proposal(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """It is evaluated once more."""
    row = _own(request, code, number)
    evaluating.look_again(row, by=request.user)
    messages.success(request, _("The proposal is looked at again."))
    return redirect(row)


def _readable(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    demand(can_read_walks(request.user, campaign))
    return campaign


def _rows(campaign: Campaign, request: HttpRequest):
    rows = Proposal.objects.visible_to(request.user).filter(campaign=campaign)
    return rows.select_related(
        "campaign", "task__channel", "task__stage", "task__product", "merged_into"
    )


def _register(
    request: HttpRequest, campaign: Campaign, bulk: EvaluationForm | None = None, ticked=frozenset()
) -> HttpResponse:
    form = ProposalFilterForm(request.GET, campaign=campaign)
    rows = form.narrow(_rows(campaign, request))
    context = {
        "tab": "proposals",
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "bulk": bulk or EvaluationForm(auto_id="bulk_%s"),
        "ticked": ticked,
        "oversees": can_oversee(request.user, campaign),
        "may_evaluate": can_evaluate(request.user, campaign) and campaign.is_running,
    }
    return render(request, "findings/proposals.html", context, status=422 if bulk else 200)


def _lines(rows) -> Iterator[list]:
    for row in rows:
        task, into = row.task, row.merged_into
        yield [
            *(row.number, row.text, row.get_status_display(), row.get_value_display()),
            *(row.get_effort_display(), row.reason, into.number if into else None),
            *(task.number, task.channel.name, task.stage.name, task.product.name),
        ]


def _one(request: HttpRequest, code: str, number: int) -> Proposal:
    campaign = campaign_or_404(request, code)
    row = get_object_or_404(_rows(campaign, request), number=number)
    row.campaign = campaign
    return row


def _own(request: HttpRequest, code: str, number: int) -> Proposal:
    row = _one(request, code, number)
    demand(can_evaluate(request.user, row.campaign))
    return row


def _targets(request: HttpRequest, row: Proposal):
    status = Proposal.Status
    rows = Proposal.objects.visible_to(request.user).filter(campaign=row.campaign)
    return rows.filter(status__in=(status.VALID, status.ADOPTED)).exclude(pk=row.pk)


def _adoption(request: HttpRequest, row: Proposal, sent=None) -> AdoptForm:
    projects = walk_funnel.projects(row.campaign, request.user)
    initial = {"title": row.text[:40]}
    return AdoptForm(sent, campaign=row.campaign, projects=projects, initial=initial)


def _page(
    request: HttpRequest,
    row: Proposal,
    evaluation: EvaluationForm | None = None,
    into: IntoForm | None = None,
    adoption: AdoptForm | None = None,
    declining: ReasonForm | None = None,
) -> HttpResponse:
    person = request.user
    decides = can_evaluate(person, row.campaign) and row.campaign.is_running
    moves = possible_moves(row) if decides else ()
    sources = FindingSource.objects.visible_to(person).filter(proposal=row)
    context = {
        "row": row,
        "merged_here": row.merged_here.all(),
        "source": sources.select_related("finding").first(),
        "evaluation": evaluation or (EvaluationForm() if "invalid" in moves else None),
        "into": into or (IntoForm(proposals=_targets(request, row)) if "merged" in moves else None),
        "adoption": adoption or (_adoption(request, row) if "adopted" in moves else None),
        "declining": declining
        or (ReasonForm(auto_id=DECLINE_IDS) if "declined" in moves else None),
        "may_reopen": bool({"made", "valid"} & set(moves)) and row.status != "made",
    }
    status = 422 if evaluation or into or adoption or declining else 200
    return render(request, "findings/proposal.html", context, status=status)
