"""版式: the form of one paper before its signature, and of all papers of an organisation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organization.access import demand
from organization.models import Department
from reports import forming, publishing
from reports.forms.form import HouseStyleForm, PaperFormForm
from reports.kinds import KINDS
from reports.models import HeadMode, Publication
from reports.permissions import can_keep_house_style, can_write_papers
from reports.views.papers import campaign_of

UNSIGNED = (Publication.Status.DRAFT, Publication.Status.IN_REVIEW)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_form(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Head, label and imprint of a paper, until it is signed."""
    campaign = campaign_of(request, code)
    if kind not in KINDS:
        raise Http404
    demand(can_write_papers(request.user, campaign))
    publication = publishing.current(campaign, kind)
    house = forming.house_of(campaign.organisation)
    document = publishing.written(campaign, kind).document
    form = PaperFormForm(
        request.POST or None,
        instance=forming.form_of(publication),
        house=house,
        bears_head=forming.bears_head(document),
    )
    if request.method == "POST" and form.is_valid():
        publishing.demand_open(campaign, kind)
        paper = publishing.draft(campaign, kind, by=request.user)
        forming.choose(paper, by=request.user, **form.cleaned_data)
        messages.success(request, _("The form of the paper is kept. Look at it here."))
        return redirect("paper", code, kind)
    context = {
        "campaign": campaign,
        "kind": kind,
        "paper_name": KINDS[kind].name,
        "form": form,
        "house": house,
        "is_signed": publication is not None and publication.status not in UNSIGNED,
        "by_office_system": forming.head_of(form.instance, house) == HeadMode.OFFICE_SYSTEM,
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/paper_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def house_style(request: HttpRequest, code: str) -> HttpResponse:
    """What all papers of an organisation begin with."""
    unit = get_object_or_404(Department.objects.visible_to(request.user), code=code)
    demand(can_keep_house_style(request.user, unit))
    house = forming.house_of(unit)
    form = HouseStyleForm(request.POST or None, instance=house)
    if request.method == "POST" and form.is_valid():
        forming.keep_house(unit, by=request.user, **form.cleaned_data)
        messages.success(request, _("Kept. Papers that are signed stay as they were signed."))
        return redirect("house_style", code)
    context = {"unit": unit, "form": form, "house": house}
    status = 422 if form.is_bound else 200
    return render(request, "reports/house_style.html", context, status=status)
