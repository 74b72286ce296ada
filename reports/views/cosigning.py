"""会签: whom the office asks, what the departments say, what the leader sees before signing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.models import Campaign
from organization.access import demand
from organization.models import NotAllowed, Person
from reports import cosigning, publishing
from reports.kinds import KINDS
from reports.models import CoSignature, Publication
from reports.permissions import can_cosign, can_read_opinions, can_read_papers, can_write_papers
from reports.renderers.html import render_html
from reports.unlinked import unlinked
from reports.views.papers import campaign_of, publication_of


@require_safe
def cosignatures(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Who was asked and what each said; the paper beside it for a department that was asked."""
    return _page(request, _publication(request, code, kind))


@require_POST
def ask_cosignatures(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The office asks the heads of departments."""
    campaign = campaign_of(request, code)
    demand(can_write_papers(request.user, campaign))
    publication = publication_of(campaign, kind)
    wanted = set(request.POST.getlist("department"))
    chosen = [one for one in cosigning.departments_to_ask(publication) if str(one.pk) in wanted]
    try:
        cosigning.ask(publication, chosen, by=request.user)
    except NotAllowed as refused:
        return _page(request, publication, error=refused.reason, status=409)
    messages.success(request, _("The heads of the departments were asked to co-sign."))
    return redirect("cosignatures", code, kind)


@require_POST
def cosign(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """A head agrees, or objects with a reason."""
    publication = _publication(request, code, kind)
    row = _row(request, publication, pk)
    demand(can_cosign(request.user, row.department))
    document, opinion = publishing.words_of(publication).document, request.POST.get("opinion", "")
    told = {"by": request.user, "opinion": opinion}
    try:
        if "object" in request.POST:
            cosigning.object_to(row, document, **told)
        else:
            cosigning.agree(row, document, **told, read=request.POST.get("read", ""))
    except NotAllowed as refused:
        return _page(request, publication, error=refused.reason, kept=opinion, status=409)
    messages.success(request, _("Recorded. The office and the leaders see it."))
    return redirect("cosignatures", code, kind)


@require_POST
def answer_objection(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """The office answers an objection."""
    campaign = campaign_of(request, code)
    demand(can_write_papers(request.user, campaign))
    publication = publication_of(campaign, kind)
    row, said = _row(request, publication, pk), request.POST.get("answer", "")
    try:
        cosigning.answer(row, said, by=request.user)
    except NotAllowed as refused:
        kept = {"answered": said, "answered_of": row.pk}
        return _page(request, publication, error=refused.reason, status=409, **kept)
    messages.success(request, _("Answered. The department was told."))
    return redirect("cosignatures", code, kind)


@require_POST
def withdraw_cosignature(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """The office does not ask a department any more."""
    campaign = campaign_of(request, code)
    demand(can_write_papers(request.user, campaign))
    publication = publication_of(campaign, kind)
    cosigning.withdraw(_row(request, publication, pk), by=request.user)
    messages.success(request, _("This department is not asked any more."))
    return redirect("cosignatures", code, kind)


def _publication(request: HttpRequest, code: str, kind: str) -> Publication:
    """The newest paper of this kind, for whoever reads papers or was asked to co-sign this one.

    A head is asked before the launch too, when the campaign is hidden from the departments.
    """
    campaign = get_object_or_404(
        Campaign.objects.select_related("organisation", "office"), code=code
    )
    if can_read_papers(request.user, campaign):
        request.campaign = campaign
        return publication_of(campaign, kind)
    publication = publishing.current(campaign, kind) if kind in KINDS else None
    mine = [
        row for row in cosigning.rows_of(publication) if can_cosign(request.user, row.department)
    ]
    if not mine:
        demand(not Campaign.objects.visible_to(request.user).filter(pk=campaign.pk).exists())
        raise Http404
    return publication_of(campaign, kind)


def _row(request: HttpRequest, publication: Publication, pk: int) -> CoSignature:
    rows = CoSignature.objects.select_related("publication__campaign", "department")
    return get_object_or_404(rows, pk=pk, publication=publication)


def _page(
    request: HttpRequest, publication: Publication, status: int = 200, **typed: str | int
) -> HttpResponse:
    campaign, person = publication.campaign, request.user
    in_review = publication.status == Publication.Status.IN_REVIEW
    may_write = can_write_papers(person, campaign) and in_review
    rows = cosigning.rows_of(publication)
    if not can_read_opinions(person, campaign, rows):
        # Not asked any more before it said anything: a notice still leads here, to its own row.
        rows = [row for row in rows if can_cosign(person, row.department)]
    mine = _mine(rows, person) if in_review else None
    document = publishing.words_of(publication).document if mine else None
    context = {
        "campaign": campaign,
        "kind": publication.paper,
        "paper_name": KINDS[publication.paper].name,
        "publication": publication,
        "rows": rows,
        "mine": mine,
        "may_write": may_write,
        "may_read_paper": can_read_papers(person, campaign),
        "to_ask": cosigning.departments_to_ask(publication) if may_write else [],
        "html": render_html(unlinked(document)) if document else "",
        "read": cosigning.digest(document) if document else "",
        **typed,
    }
    return render(request, "reports/cosignatures.html", context, status=status)


def _mine(rows: list[CoSignature], person: Person) -> CoSignature | None:
    """The co-signature that is this person's to give."""
    own = (row for row in rows if row.stands and can_cosign(person, row.department))
    return next(own, None)
