"""Lists, scripts and visitors: the office keeps them, overseers read them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from campaigns.permissions import can_oversee
from findings import visit_scripts, visitors, word_lists
from findings.forms.visit_setup import (
    PointForms,
    ScriptForm,
    TermDaysForm,
    TermForm,
    WordsForm,
    points_of,
)
from findings.models import ListWord, VisitorTerm, VisitScript
from findings.permissions import can_plan_visits
from organization.access import demand
from organization.models import NotAllowed


@require_http_methods(["GET", "HEAD", "POST"])
def visit_lists(request: HttpRequest, code: str) -> HttpResponse:
    """Classes of faults, channels, stages, products."""
    campaign = _campaign(request, code)
    words = word_lists.words_of(campaign)
    form = WordsForm(request.POST or None, words=words)
    if form.is_valid():
        for kind in ListWord.Kind:
            word_lists.set_words(campaign, kind, form.cleaned_data[str(kind)], by=request.user)
        messages.success(request, _("The lists were saved."))
        return redirect("visit_lists", code)
    context = {
        "tab": "lists",
        "form": form,
        "words": [(kind.label, words[str(kind)]) for kind in ListWord.Kind],
        "any_empty": not all(words.values()),
        **_may(request, campaign),
    }
    status = 422 if form.is_bound else 200
    return render(request, "findings/visit_lists.html", context, status=status)


@require_POST
def take_usual_lists(request: HttpRequest, code: str) -> HttpResponse:
    """The usual words into every list that is empty."""
    campaign = _campaign(request, code)
    number = word_lists.take_usual(campaign, by=request.user)
    messages.success(request, _("%(n)d words are new in the lists.") % {"n": number})
    return redirect("visit_lists", code)


@require_http_methods(["GET", "HEAD", "POST"])
def visit_scripts_page(request: HttpRequest, code: str) -> HttpResponse:
    """The scripts of the campaign, and the form for a new one."""
    campaign = _campaign(request, code)
    form = ScriptForm(request.POST or None)
    points = PointForms(request.POST or None, form_kwargs={"campaign": campaign})
    if form.is_valid() and points.is_valid():
        try:
            made = visit_scripts.make_script(
                campaign, form.cleaned_data["title"], points_of(points), by=request.user
            )
        except NotAllowed as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The script was made."))
            return redirect(made)
    scripts = VisitScript.objects.filter(campaign=campaign).select_related("campaign")
    context = {
        "tab": "scripts",
        "form": form,
        "points": points,
        "scripts": scripts.prefetch_related("points__fault_class"),
        **_may(request, campaign),
    }
    status = 422 if form.is_bound else 200
    return render(request, "findings/visit_scripts.html", context, status=status)


@require_POST
def take_usual_script(request: HttpRequest, code: str) -> HttpResponse:
    """The usual script, with the usual lists where there are none."""
    campaign = _campaign(request, code)
    made = visit_scripts.usual_script(campaign, by=request.user)
    messages.success(request, _("The script was made."))
    return redirect(made)


@require_http_methods(["GET", "HEAD", "POST"])
def visit_script(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One script; its points can be changed until visits are planned with it."""
    campaign = _campaign(request, code)
    rows = VisitScript.objects.filter(campaign=campaign).select_related("campaign")
    script = get_object_or_404(rows, pk=pk)
    known = list(script.points.select_related("fault_class"))
    points = PointForms(
        request.POST or None,
        form_kwargs={"campaign": campaign},
        initial=[{"fault_class": p.fault_class, "most": p.most, "text": p.text} for p in known],
    )
    if points.is_bound and points.is_valid():
        visit_scripts.change_points(script, points_of(points), by=request.user)
        messages.success(request, _("The script was changed."))
        return redirect(script)
    is_used = script.plans.exists()
    may = _may(request, campaign)
    context = {
        "tab": "scripts",
        "script": script,
        "known": known,
        "total": sum(point.most for point in known),
        "points": points,
        "is_used": is_used,
        "may_plan": may["may_plan"] and not is_used,
    }
    status = 422 if points.is_bound else 200
    return render(request, "findings/visit_script.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def visitors_page(request: HttpRequest, code: str) -> HttpResponse:
    """Who visits, for which firm, until when."""
    campaign = _campaign(request, code)
    form = TermForm(request.POST or None, campaign=campaign)
    if form.is_valid():
        fields = dict(form.cleaned_data)
        visitors.engage(campaign, fields.pop("person"), by=request.user, **fields)
        messages.success(request, _("The visitor was engaged."))
        return redirect("visitors", code)
    terms = VisitorTerm.objects.filter(campaign=campaign).select_related("person__department")
    context = {
        "tab": "visitors",
        "form": form,
        "terms": [(term, TermDaysForm(initial=vars(term), auto_id=False)) for term in terms],
        **_may(request, campaign),
    }
    status = 422 if form.is_bound else 200
    return render(request, "findings/visitors.html", context, status=status)


@require_POST
def change_visitor(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Another contract period."""
    term = _term(request, code, pk)
    form = TermDaysForm(request.POST)
    if form.is_valid():
        visitors.change_term(term, **form.cleaned_data, by=request.user)
        messages.success(request, _("The contract was changed."))
    else:
        messages.error(request, _("Nothing was changed: please give both days."))
    return redirect("visitors", code)


@require_POST
def release_visitor(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The person visits no longer."""
    visitors.release(_term(request, code, pk), by=request.user)
    messages.success(request, _("The visitor was released."))
    return redirect("visitors", code)


def _campaign(request: HttpRequest, code: str) -> Campaign:
    """The campaign for overseers; to send something, for the office."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    if request.method == "POST":
        demand(can_plan_visits(request.user, campaign))
        campaign.demand_changeable()
    return campaign


def _term(request: HttpRequest, code: str, pk: int) -> VisitorTerm:
    campaign = _campaign(request, code)
    rows = VisitorTerm.objects.select_related("campaign", "person")
    return get_object_or_404(rows, campaign=campaign, pk=pk)


def _may(request: HttpRequest, campaign: Campaign) -> dict:
    may = can_plan_visits(request.user, campaign)
    return {"may_plan": may and campaign.status not in Campaign.Status.over}
