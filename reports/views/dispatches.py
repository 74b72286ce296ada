"""报送: to whom an issued report went, and what came back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organization.access import demand
from organization.models import NotAllowed
from reports import dispatching, packages
from reports.forms.dispatch import OutcomeForm, PackageForm, SendUpForm
from reports.kinds import INWARD, KINDS
from reports.models import Dispatch, Publication
from reports.permissions import can_take_package, can_write_papers
from reports.views.papers import campaign_of


@require_safe
def dispatches(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Where the report is now, and where it has been."""
    publication = issued_of(request, code, kind)
    if request.htmx:
        state = packages_state(request, publication)
        if can_write_papers(request.user, publication.campaign) and _may_send(
            publication, publication.dispatches.first()
        ):
            # A package that is ready by now can be named in the form below it.
            state["sending"] = SendUpForm(publication=publication)
        return render(request, "reports/_packages.html", state)
    return page(request, publication)


@require_POST
def send_up(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The report went to the superior."""
    publication = issued_of(request, code, kind)
    demand(can_write_papers(request.user, publication.campaign))
    form = SendUpForm(request.POST, publication=publication)
    if not form.is_valid():
        return page(request, publication, form, status=422)
    try:
        dispatching.send_up(publication, **form.cleaned_data, by=request.user)
    except NotAllowed as refused:
        form.add_error(None, refused.reason)
        return page(request, publication, form, status=409)
    messages.success(request, _("Written down. Record the receipt or the return when it comes."))
    return redirect("dispatches", code, kind)


@require_POST
def outcome(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """回执 or 退文."""
    publication = issued_of(request, code, kind)
    demand(can_write_papers(request.user, publication.campaign))
    rows = Dispatch.objects.select_related("publication__campaign")
    dispatch = get_object_or_404(rows, pk=pk, publication=publication)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return page(request, publication, outcome_form=form, status=422)
    told = form.cleaned_data
    try:
        if told["outcome"] == Dispatch.Status.RETURNED:
            dispatching.take_returned(
                dispatch, on=told["on"], reason=told["reason"], by=request.user
            )
            messages.success(request, _("The return is recorded. The report may be revised now."))
        else:
            dispatching.receive(dispatch, on=told["on"], number=told["number"], by=request.user)
            messages.success(request, _("The receipt is recorded."))
    except NotAllowed as refused:
        form.add_error(None, refused.reason)
        return page(request, publication, outcome_form=form, status=409)
    return redirect("dispatches", code, kind)


def packages_state(request: HttpRequest, publication: Publication) -> dict:
    """The packages of the report and the one that is being made, for whoever may take them."""
    campaign = publication.campaign
    if not can_take_package(request.user, campaign):
        return {"may_take": False}
    return {
        "may_take": True,
        "campaign": campaign,
        "kind": publication.paper,
        "publication": publication,
        "packages": packages.of_all_editions(publication).select_related("made_by"),
        "package_job": packages.latest_job(publication),
        "may_make": can_write_papers(request.user, campaign)
        and publication.status == Publication.Status.ISSUED,
        "package_form": PackageForm(),
    }


def issued_of(request: HttpRequest, code: str, kind: str) -> Publication:
    """The paper that was issued last; 404 for a paper of the house and before the issue."""
    campaign = campaign_of(request, code)
    if kind not in KINDS or kind in INWARD:
        raise Http404
    publication = campaign.publications.filter(
        paper=kind, status__in=(Publication.Status.ISSUED, Publication.Status.SUPERSEDED)
    ).first()
    if publication is None:
        raise Http404
    publication.campaign = campaign
    return publication


def page(
    request: HttpRequest,
    publication: Publication,
    form: SendUpForm | None = None,
    outcome_form: OutcomeForm | None = None,
    status: int = 200,
    **more,
) -> HttpResponse:
    """The page; forms that were refused come back with what was written."""
    campaign = publication.campaign
    rows = list(
        Dispatch.objects.filter(
            publication__campaign=campaign, publication__paper=publication.paper
        ).select_related("publication", "noted_by", "received_by", "returned_by")
    )
    last = next((row for row in rows if row.publication_id == publication.pk), None)
    context = {
        "campaign": campaign,
        "kind": publication.paper,
        "paper_name": KINDS[publication.paper].name,
        "publication": publication,
        "rows": rows,
        "waiting": last if last and last.status == Dispatch.Status.SENT else None,
        "may_write": can_write_papers(request.user, campaign),
        "may_send": _may_send(publication, last),
        "form": form
        or SendUpForm(
            publication=publication, addressee=campaign.addressee or campaign.trigger_issuer
        ),
        "outcome_form": outcome_form or OutcomeForm(),
        **packages_state(request, publication),
        **more,
    }
    return render(request, "reports/dispatches.html", context, status=status)


def _may_send(publication: Publication, last: Dispatch | None) -> bool:
    """Is it issued, and neither on its way nor received?"""
    return publication.status == Publication.Status.ISSUED and (
        last is None or last.status == Dispatch.Status.RETURNED
    )
