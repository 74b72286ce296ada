"""通报、简报: what came out, what waits, by which rules they recur."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.access import campaign_or_404
from campaigns.models import Campaign
from organization.access import demand
from organization.models import Event, Job
from reports import periodicals, publishing
from reports.check import BLOCK
from reports.forms import DraftForm, DropForm, EditionForm, RuleForm, SendForm
from reports.models import Edition, Periodical, PeriodicRule, Publication
from reports.permissions import can_read_papers, can_write_papers
from reports.renderers.html import render_html
from reports.rewording_links import links_of
from reports.views.papers import ask_for, files_of, hand_out
from reports.views.reading import by_level, for_reader

STATUS = Publication.Status


@require_safe
def editions(request: HttpRequest, code: str) -> HttpResponse:
    """The numbers that exist for the person; drafts, rules and a new draft for the office."""
    campaign = campaign_or_404(request, code)
    writes = can_write_papers(request.user, campaign)
    rows = Edition.objects.visible_to(request.user).filter(campaign=campaign)
    paper = request.GET.get("paper", "")
    if paper in Periodical.values:
        rows = rows.filter(paper=paper)
    context = {
        "campaign": campaign,
        "rows": rows.select_related("publication__circulation__campaign"),
        "chosen": paper,
        "papers": Periodical.choices,
        "rules": campaign.periodic_rules.all() if writes else [],
        "writes": writes,
        "form": DraftForm(auto_id="draft_%s") if writes and campaign.is_running else None,
    }
    return render(request, "reports/editions.html", context)


@require_POST
def draft_edition(request: HttpRequest, code: str) -> HttpResponse:
    """A draft about the period that today lies in."""
    campaign = _of_the_office(request, code)
    form = DraftForm(request.POST, auto_id="draft_%s")
    if not form.is_valid():
        messages.error(request, _("Choose which paper and about which period."))
        return redirect("editions", code)
    told = form.cleaned_data
    made = periodicals.draft(campaign, told["paper"], told["every"], by=request.user)
    messages.success(request, _("The draft is written from the records. Look at it, then sign."))
    return redirect(made)


@require_http_methods(["GET", "HEAD", "POST"])
def periodic_rules(request: HttpRequest, code: str) -> HttpResponse:
    """Which papers recur, and on which day the draft waits."""
    campaign = _of_the_office(request, code)
    form = RuleForm(request.POST or None)
    if form.is_valid():
        periodicals.set_rule(campaign, by=request.user, **form.cleaned_data)
        messages.success(request, _("From now on a draft waits for you every period."))
        return redirect("periodic_rules", code)
    context = {"campaign": campaign, "form": form, "rules": campaign.periodic_rules.all()}
    status = 422 if form.is_bound else 200
    return render(request, "reports/periodic_rules.html", context, status=status)


@require_POST
def end_rule(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """No more drafts by this rule."""
    campaign = _of_the_office(request, code)
    rows = PeriodicRule.objects.select_related("campaign")
    periodicals.end_rule(get_object_or_404(rows, campaign=campaign, pk=pk), by=request.user)
    messages.success(request, _("No more drafts are made by this rule."))
    return redirect("periodic_rules", code)


@require_safe
def edition(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One number: the paper, and for the office what is to be done with it."""
    row = edition_of(request, code, pk)
    if request.htmx:
        return render(request, "reports/_files.html", _state(request, row))
    return _page(request, row)


def _page(request: HttpRequest, row: Edition, status: int = 200, **forms) -> HttpResponse:
    told = publishing.words_of(row.publication)
    oversees = can_read_papers(request.user, row.campaign)
    drafted = oversees and not told.frozen
    found = publishing.checks_of(row.publication, row.paper, told) if drafted else []
    context = {
        **_state(request, row),
        "oversees": oversees,
        "frozen": told.frozen,
        "found": by_level(found, row.campaign, request.user),
        "reasons": sum(check.level == BLOCK for check in found),
        "html": render_html(
            for_reader(told, request.user),
            beside=links_of(row.get_absolute_url(), told) if drafted else None,
        ),
        "may_rewrite": drafted and row.publication.status == STATUS.DRAFT,
        "events": Event.objects.visible_to(request.user).about(row.publication),
        "drop_form": DropForm(auto_id="drop_%s"),
        "send_form": SendForm(campaign=row.campaign, auto_id="send_%s"),
        **forms,
    }
    return render(request, "reports/edition.html", context, status=status)


def _state(request: HttpRequest, row: Edition) -> dict:
    """How far the number and its files are, and what the person may do about it."""
    publication = row.publication
    writes = can_write_papers(request.user, row.campaign)
    acts = writes and row.campaign.is_running
    return {
        "campaign": row.campaign,
        "edition": row,
        "publication": publication,
        "files": files_of(publication),
        "job": Job.objects.filter(kind="paper", key=str(row.pk)).first() if writes else None,
        "here": row.get_absolute_url(),
        "files_at": reverse("render_edition", args=[row.campaign.code, row.pk]),
        "can_render": writes,
        "may_sign": acts and publication.status == STATUS.DRAFT,
        "may_send": acts
        and publication.status == STATUS.ISSUED
        and publication.circulation_id is None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def change_edition(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The words of the office, while it is a draft."""
    row = _to_write(request, code, pk)
    if row.publication.status != STATUS.DRAFT:
        messages.info(request, _("It is no draft any more: its words stand."))
        return redirect(row)
    form = EditionForm(request.POST or None, instance=row)
    if not form.is_valid():
        context = {"campaign": row.campaign, "edition": row, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "reports/edition_form.html", context, status=status)
    version = request.POST.get("version", "")
    periodicals.change(
        row,
        int(version) if version.isdecimal() else 0,
        by=request.user,
        **form.cleaned_data,
    )
    messages.success(request, _("The draft was changed."))
    return redirect(row)


@require_POST
def sign_edition(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """签发 by the office: it gets its number and is issued."""
    row = _to_write(request, code, pk)
    periodicals.sign(row, by=request.user)
    messages.success(request, _("Signed and issued. The files are being made."))
    return redirect(row)


@require_POST
def drop_edition(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The draft is not issued."""
    row = _to_write(request, code, pk)
    form = DropForm(request.POST, auto_id="drop_%s")
    if not form.is_valid():
        return _page(request, row, 422, drop_form=form)
    periodicals.drop(row, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("It is not issued. No number was used."))
    return redirect("editions", code)


@require_POST
def send_edition(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Send it to departments to be read."""
    row = _to_write(request, code, pk)
    form = SendForm(request.POST, campaign=row.campaign, auto_id="send_%s")
    if not form.is_valid():
        return _page(request, row, 422, send_form=form)
    periodicals.send(row, form.cleaned_data["departments"], by=request.user)
    messages.success(request, _("Sent: the departments read it and sign for it."))
    return redirect(row)


@require_POST
def render_edition(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Have the Word and PDF files made again."""
    row = _to_write(request, code, pk)
    ask_for(request, row.publication)
    if request.htmx:
        return render(request, "reports/_files.html", _state(request, row))
    messages.success(request, _("The files are being made. They will appear on this page."))
    return redirect(row)


@require_safe
def edition_file(request: HttpRequest, code: str, pk: int, format_: str) -> HttpResponseBase:
    """Its Word or PDF file, verified before it leaves."""
    return hand_out(request, edition_of(request, code, pk).publication, format_)


def edition_of(request: HttpRequest, code: str, pk: int) -> Edition:
    """The number if it exists for the person; the frame names the campaign if that does too."""
    row = get_object_or_404(
        Edition.objects.visible_to(request.user).select_related(
            "campaign__organisation", "campaign__office", "publication__circulation"
        ),
        campaign__code=code,
        pk=pk,
    )
    row.publication.campaign = row.campaign
    if Campaign.objects.visible_to(request.user).filter(pk=row.campaign_id).exists():
        request.campaign = row.campaign
    return row


def _to_write(request: HttpRequest, code: str, pk: int) -> Edition:
    row = edition_of(request, code, pk)
    demand(can_write_papers(request.user, row.campaign))
    return row


def _of_the_office(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    demand(can_write_papers(request.user, campaign))
    return campaign
