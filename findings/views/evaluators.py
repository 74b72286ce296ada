"""行评代表 from the side of the office: letters of appointment, and what was published to them."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Campaign
from findings import evaluator_accounts, evaluators
from findings.access import surveying_or_404
from findings.forms.evaluator import AppointForm, EnlistForm
from findings.models import EvaluatorSheet, EvaluatorTerm, Opinion
from findings.permissions import can_lead_evaluation
from organization.access import demand
from organization.form_pages import FormPage, show
from organization.forms.reason import ReasonForm
from organization.models import NotAllowed

# In which order the list shows how appointments stand.
ORDER = ("holds", "to_come", "over", "ended")


@require_safe
def evaluators_page(request: HttpRequest, code: str) -> HttpResponse:
    """Who is appointed until when, and what they read."""
    campaign = surveying_or_404(request, code)
    sheets = EvaluatorSheet.objects.visible_to(request.user).filter(campaign=campaign)
    terms = appointments(campaign)
    context = {
        "tab": "evaluators",
        "terms": terms,
        "holding": sum(term.state == "holds" for term, _said in terms),
        "sheets": sheets,
        **_may(request, campaign),
    }
    return render(request, "findings/evaluators.html", context)


def appointments(campaign: Campaign) -> list[tuple[EvaluatorTerm, int]]:
    """The letters of appointment, those in force first, with how much each holder said."""
    terms = list(
        EvaluatorTerm.objects.filter(campaign=campaign).select_related("person__department")
    )
    said = Opinion.objects.filter(campaign=campaign, channel=Opinion.Channel.EVALUATOR)
    counts = Counter(said.values_list("recorded_by", flat=True))
    terms.sort(key=lambda term: (ORDER.index(term.state), term.number))
    return [(term, counts[term.person_id]) for term in terms]


@require_http_methods(["GET", "HEAD", "POST"])
def appoint_evaluator(request: HttpRequest, code: str) -> HttpResponse:
    """A letter of appointment for somebody who has an account."""
    campaign = own_evaluation(request, code)
    form = AppointForm(request.POST or None, campaign=campaign)
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            term = evaluators.appoint(campaign, said.pop("person"), by=request.user, **said)
        except NotAllowed as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(
                request, _("Appointed with letter no. %(number)d.") % {"number": term.number}
            )
            return redirect(term)
    return _form(request, form, "appoint_evaluator")


@require_http_methods(["GET", "HEAD", "POST"])
def enlist_evaluator(request: HttpRequest, code: str) -> HttpResponse:
    """An account for somebody from outside, the invitation and the letter of appointment."""
    campaign = own_evaluation(request, code)
    form = EnlistForm(request.POST or None, campaign=campaign)
    if form.is_valid():
        try:
            term = evaluator_accounts.enlist(campaign, by=request.user, **form.parts())
        except NotAllowed as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _invited(term))
            return redirect(term)
    return _form(request, form, "enlist_evaluator")


@require_POST
def end_evaluator(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The appointment ends early, with a reason."""
    campaign = own_evaluation(request, code)
    term = get_object_or_404(EvaluatorTerm.objects.filter(campaign=campaign), pk=pk)
    form = ReasonForm(request.POST, label=_("why it ended early"))
    if not form.is_valid():
        title = _("End the appointment of %(person)s") % {"person": term.person.title}
        return show(request, form, _reason_page(code, "end_evaluator", title))
    evaluators.end_early(term, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The appointment was ended; nothing is reached any more."))
    return redirect(term)


@require_POST
def withdraw_sheet(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Evaluators read it no longer."""
    campaign = own_evaluation(request, code)
    sheet = get_object_or_404(EvaluatorSheet.objects.filter(campaign=campaign), pk=pk)
    form = ReasonForm(request.POST, label=_("why it was withdrawn"))
    if not form.is_valid():
        title = _("Withdraw “%(title)s”") % {"title": sheet.title}
        return show(request, form, _reason_page(code, "withdraw_sheet", title))
    evaluators.withdraw(sheet, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("It was withdrawn: evaluators read it no longer."))
    return redirect("evaluators", code)


def own_evaluation(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for whoever leads its evaluation; 403 for others who oversee it."""
    campaign = surveying_or_404(request, code)
    demand(can_lead_evaluation(request.user, campaign))
    return campaign


def _invited(term: EvaluatorTerm) -> str:
    words = {"account": term.person.account, "number": term.number}
    if term.person.email:
        return _("Appointed with letter no. %(number)d; the invitation was mailed.") % words
    return (
        _(
            "Appointed with letter no. %(number)d. Ask the administrator to print the letter of "
            "invitation of the account %(account)s."
        )
        % words
    )


def _may(request: HttpRequest, campaign: Campaign) -> dict:
    may = can_lead_evaluation(request.user, campaign)
    return {"may_lead": may and campaign.is_running}


def _reason_page(code: str, act: str, title: str) -> FormPage:
    submit = {
        "end_evaluator": pgettext("an appointment", "End it"),
        "withdraw_sheet": pgettext("a publication", "Withdraw"),
    }
    back = reverse("evaluators", args=[code])
    return FormPage(act, title, submit[act], back, back_word=_("Evaluators"))


def _form(request: HttpRequest, form, act: str) -> HttpResponse:
    context = {"form": form, "act": act, "tab": "evaluators"}
    status = 422 if form.is_bound else 200
    return render(request, "findings/evaluator_form.html", context, status=status)
