"""Invitations to a survey: the list, its keys shown once, its quotas."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from findings import survey_inviting, survey_mailing
from findings.access import own_survey
from findings.forms import InviteForm, QuotaForm
from findings.models import Survey, SurveyInvitation
from findings.survey_inviting import Issued
from organization.form_pages import refusals_in
from organization.qr import qr_path

PAGE = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_invitations(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The list; after adding to it the new keys, which are shown this once."""
    survey = own_survey(request, code, number)
    form = InviteForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        issued = survey_inviting.invite(survey, form.cleaned_data["people"], by=request.user)
        return _keys(request, survey, issued)
    return _page(request, survey, form)


def _page(
    request: HttpRequest, survey: Survey, form: InviteForm, quota: QuotaForm | None = None
) -> HttpResponse:
    """The list, with the form that was filled in wrongly when there is one."""
    rows = SurveyInvitation.objects.filter(survey=survey)
    context = {
        "survey": survey,
        "form": form,
        "quota_form": quota or QuotaForm(),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "categories": survey_inviting.by_category(survey),
        "post": survey_mailing.post_of(survey),
        "may_mail": survey_mailing.takes_mail(survey),
        "may_invite": survey.status in ("draft", "open") and not survey.campaign.is_over,
    }
    status = 422 if form.is_bound or quota else 200
    return render(request, "findings/survey_invitations.html", context, status=status)


@never_cache
@require_POST
def issue_key_anew(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """A key in place of one that was lost."""
    survey = own_survey(request, code, number)
    row = get_object_or_404(SurveyInvitation, survey=survey, pk=pk)
    row.survey = survey
    return _keys(request, survey, [survey_inviting.issue_anew(row, by=request.user)])


@require_POST
def mail_survey_links(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Mail a link to everybody with an address who got none yet, or has not answered (`again`)."""
    survey = own_survey(request, code, number)
    n = survey_mailing.send(survey, again="again" in request.POST, by=request.user)
    said = ngettext("%(n)d link will be mailed.", "%(n)d links will be mailed.", n)
    messages.success(request, said % {"n": n})
    return redirect("survey_invitations", code, number)


@require_POST
def set_quota(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """How many answers a category may give."""
    survey = own_survey(request, code, number)
    form = QuotaForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            survey_inviting.set_quota(survey, by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("survey_invitations", code, number)
    return _page(request, survey, InviteForm(), form)


def _keys(request: HttpRequest, survey: Survey, issued: list[Issued]) -> HttpResponse:
    page = f"{settings.SITE_URL}{reverse('survey_answer', args=[survey.slug])}"
    slips = []
    for one in issued:
        address = f"{page}?k={one.key}"
        slips.append((one.invitation, one.key, address, *qr_path(address)))
    context = {"survey": survey, "slips": slips, "page": page}
    return render(request, "findings/survey_keys.html", context)
