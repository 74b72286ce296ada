"""版式: the form of one paper before its signature, and of all papers of an organisation."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organization.access import demand
from organization.models import Department
from rectification.access import letter_or_404
from rectification.permissions import can_write_letters
from reports import forming, letter_forming, publishing
from reports.forms.form import HouseStyleForm, LetterFormForm, PaperFormForm
from reports.forms.layout import LayoutForm, told
from reports.kinds import KINDS
from reports.models import HeadMode, HouseStyle, Publication
from reports.permissions import can_keep_house_style, can_write_papers
from reports.renderers.html_house import asked_for, house_css
from reports.sampling import sample_png
from reports.views.editions import edition_of
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
        "back": reverse("paper", args=[code, kind]),
        "paper_name": KINDS[kind].name,
        "form": form,
        "is_signed": publication is not None and publication.status not in UNSIGNED,
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/paper_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edition_form(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The label of a bulletin or a brief, until it is signed."""
    edition = edition_of(request, code, pk)
    campaign, publication = edition.campaign, edition.publication
    demand(can_write_papers(request.user, campaign))
    form = PaperFormForm(
        request.POST or None,
        instance=forming.form_of(publication),
        house=forming.house_of(campaign.organisation),
        bears_head=False,
    )
    if request.method == "POST" and form.is_valid():
        forming.choose(publication, by=request.user, **form.cleaned_data)
        messages.success(request, _("The form of the paper is kept. Look at it here."))
        return redirect(edition)
    context = {
        "campaign": campaign,
        "back": edition.get_absolute_url(),
        "paper_name": edition,
        "form": form,
        "is_signed": publication.status not in UNSIGNED,
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/paper_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_form(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Head, label and imprint of a letter, until it is issued."""
    letter = letter_or_404(request, code, pk)
    campaign = letter.campaign
    demand(can_write_letters(request.user, campaign))
    form = LetterFormForm(
        request.POST or None,
        instance=letter_forming.form_of(letter),
        house=forming.house_of(campaign.organisation),
        bears_head=letter.kind in letter_forming.HEADED,
    )
    if request.method == "POST" and form.is_valid():
        campaign.demand_running()
        letter_forming.choose(letter, by=request.user, **form.cleaned_data)
        messages.success(request, _("The form of the letter is kept. Look at it here."))
        return redirect(letter)
    context = {
        "campaign": campaign,
        "back": letter.get_absolute_url(),
        "paper_name": letter,
        "form": form,
        "is_letter": True,
        "is_signed": letter.status != letter.Status.DRAFT,
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/paper_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def house_style(request: HttpRequest, code: str) -> HttpResponse:
    """How all papers of an organisation look: head, labels, what deviates from GB/T 9704."""
    unit, house = _unit(request, code)
    posted = request.POST or None
    form = HouseStyleForm(posted, instance=house)
    layout = LayoutForm(posted, deviations=house.deviations)
    back = "standard" in request.POST
    if posted and form.is_valid() and (back or layout.is_valid()):
        deviations = {} if back else layout.deviations
        forming.keep_house(unit, by=request.user, deviations=deviations, **form.cleaned_data)
        messages.success(request, _("Kept. Papers that are signed stay as they were signed."))
        return redirect("house_style", code)
    context = {
        "unit": unit,
        "form": form,
        "layout": layout,
        "house": house,
        "told": list(told(house.deviations)),
        "query": _query(house.head, house.head_text, house.deviations),
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/house_style.html", context, status=status)


@require_safe
def house_style_preview(request: HttpRequest, code: str) -> HttpResponse:
    """The part of the page with the picture of what is typed, or what is wrong with it."""
    unit, house = _unit(request, code)
    if not request.htmx:
        return redirect("house_style", code)
    layout = LayoutForm(request.GET, deviations=house.deviations)
    context = {"unit": unit, "layout": layout}
    if layout.is_valid():
        context["told"] = list(told(layout.deviations))
        head, words = (request.GET.get(name, "") for name in ("head", "head_text"))
        context["query"] = _query(head, words, layout.deviations)
    return render(request, "reports/_house_preview.html", context)


@require_safe
def house_style_sample(request: HttpRequest, code: str) -> HttpResponse:
    """The picture of a sample page. 422 for measures out of bounds."""
    unit, _house = _unit(request, code)
    layout = LayoutForm(request.GET, deviations={})
    if not layout.is_valid():
        return HttpResponse(status=422)
    head = ""
    if request.GET.get("head") == HeadMode.RED:
        head = request.GET.get("head_text", "").strip()[:40] or f"{unit.name}文件"
    pairs = tuple(sorted(layout.deviations.items()))
    return HttpResponse(sample_png(unit.name, head, pairs), content_type="image/png")


@require_safe
def paper_css(request: HttpRequest) -> HttpResponse:
    """The rules of a house for its papers on the screen, as the address names them. 422: it
    names what no house can have."""
    try:
        styles = house_css(asked_for(request.GET.items()))
    except ValueError:
        return HttpResponse(status=422)
    return HttpResponse(styles, content_type="text/css; charset=utf-8")


def _unit(request: HttpRequest, code: str) -> tuple[Department, HouseStyle]:
    unit = get_object_or_404(Department.objects.visible_to(request.user), code=code)
    demand(can_keep_house_style(request.user, unit))
    return unit, forming.house_of(unit)


def _query(head: str, head_text: str, deviations: dict) -> str:
    return urlencode({"head": head, "head_text": head_text, **deviations})
