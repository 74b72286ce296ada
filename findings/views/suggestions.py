"""建议: to the superior and inside the organisation."""

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_oversee
from findings import suggesting
from findings.forms import DispositionForm, SuggestionForm
from findings.models import Finding, Suggestion
from findings.permissions import can_consolidate, can_dispose
from findings.views.findings import tabs
from organization import clock
from organization.access import demand
from organization.models import Department, NotAllowed
from organization.models.event import possible_moves


@require_safe
def suggestions(request: HttpRequest, code: str) -> HttpResponse:
    """Every suggestion with the findings it answers; overseers only."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    context = {
        "tab": "suggestions",
        "suggestions": Suggestion.objects.visible_to(request.user)
        .filter(campaign=campaign)
        .prefetch_related(Prefetch("findings", Finding.objects.visible_to(request.user))),
        "may_suggest": can_consolidate(request.user, campaign) and campaign.is_running,
        **tabs(campaign, request.user),
    }
    return render(request, "findings/suggestions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, code: str) -> HttpResponse:
    """Write down a suggestion; `?finding=3` says which finding it answers."""
    campaign = campaign_or_404(request, code)
    demand(can_consolidate(request.user, campaign))
    number = request.GET.get("finding", "")
    chosen = _visible(request, campaign).filter(number=int(number)) if number.isdecimal() else None
    form = SuggestionForm(
        request.POST or None,
        findings=_visible(request, campaign),
        departments=Department.objects.filter(participations__campaign=campaign),
        initial={"findings": chosen or ()},
    )
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "findings/suggest.html", {"form": form}, status=status)
    fields = dict(form.cleaned_data)
    answered = list(fields.pop("findings"))
    suggesting.suggest(campaign, answered, by=request.user, **fields)
    messages.success(request, _("The suggestion was recorded."))
    return redirect(answered[0]) if answered else redirect("suggestions", campaign.code)


@require_http_methods(["GET", "HEAD", "POST"])
def change_suggestion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Word a suggestion anew, as long as nobody has answered it."""
    campaign = campaign_or_404(request, code)
    demand(can_consolidate(request.user, campaign))
    row = get_object_or_404(Suggestion.objects.visible_to(request.user), campaign=campaign, pk=pk)
    stands, shown = suggesting.words_of(row), suggesting.shown_words(row)
    offered = _visible(request, campaign)
    form = SuggestionForm(
        request.POST or None,
        instance=row,
        findings=offered,
        departments=Department.objects.filter(participations__campaign=campaign),
    )
    read = request.POST.get("read", stands).replace("\r\n", "\n")
    status = 422 if form.is_bound else 200
    if form.is_valid():
        fields = dict(form.cleaned_data)
        # What the person was not shown is not theirs to take away.
        findings = [*fields.pop("findings"), *row.findings.exclude(pk__in=offered)]
        try:
            suggesting.change(row, read, findings, by=request.user, **fields)
        except NotAllowed as refused:
            # What was typed stays in the fields; what stands by now is shown above them.
            form.add_error(None, refused.reason)
            read, status = stands, 409
        else:
            messages.success(request, _("The suggestion was recorded."))
            return redirect("suggestion", campaign.code, row.pk)
    context = {"form": form, "row": row, "read": read, "stands": shown if status == 409 else ""}
    return render(request, "findings/suggest.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def suggestion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One suggestion; its department or the office says what became of it."""
    campaign = campaign_or_404(request, code)
    rows = Suggestion.objects.visible_to(request.user).select_related("campaign", "department")
    row = get_object_or_404(rows, campaign=campaign, pk=pk)
    may_dispose = can_dispose(request.user, row) and campaign.is_running
    form = DispositionForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST":
        demand(can_dispose(request.user, row))
        if form.is_valid():
            row.dispose(by=request.user, **form.cleaned_data)
            messages.success(request, _("It is recorded what became of the suggestion."))
            return redirect(row)
    context = {
        "row": row,
        "form": form,
        "may_dispose": may_dispose and bool(possible_moves(row)),
        "findings": Finding.objects.visible_to(request.user).filter(suggestions=row),
        "oversees": can_oversee(request.user, campaign),
        "may_change": can_consolidate(request.user, campaign)
        and campaign.is_running
        and row.status == Suggestion.Status.MADE,
    }
    status = 422 if form.is_bound else 200
    return render(request, "findings/suggestion.html", context, status=status)


def _visible(request: HttpRequest, campaign: Campaign) -> QuerySet[Finding]:
    standing = Finding.objects.visible_to(request.user).exclude(status__in=Finding.Status.void)
    return standing.filter(campaign=campaign)
