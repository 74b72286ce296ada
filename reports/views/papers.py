"""Papers: what was checked beside the paper as it will print, files, signing and issuing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.access import campaign_or_404
from campaigns.kinds import kinds
from campaigns.models import Campaign
from campaigns.permissions import can_circulate, can_set_up
from organization.access import demand
from organization.models import Event, Job, NotAllowed, record
from organization.models.role import holders
from reports import charting, circulating, cosigning, publishing, without_names
from reports.check import BLOCK, Check
from reports.dispatching import was_returned
from reports.kinds import FINAL, KINDS
from reports.models import PaperFile, Publication
from reports.permissions import can_read_papers, can_sign_papers, can_write_papers
from reports.renderers.html import render_html
from reports.rewording_links import links_of
from reports.views import stored
from reports.views.reading import by_level, for_reader

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
def papers(request: HttpRequest, code: str) -> HttpResponse:
    """The papers of a campaign, written or not yet."""
    campaign = campaign_of(request, code)
    latest: dict[str, Publication] = {}
    for row in campaign.publications.prefetch_related("files"):
        latest.setdefault(row.paper, row)
    rows = [
        (kind, latest.get(kind.key), usual_files(latest.get(kind.key))) for kind in KINDS.values()
    ]
    return render(request, "reports/papers.html", {"campaign": campaign, "rows": rows})


@require_safe
def paper(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One paper: what was checked on the left, the paper on the right."""
    campaign = campaign_of(request, code)
    if kind not in KINDS:
        raise Http404
    if request.htmx:
        state = _state(request, campaign, kind, publishing.current(campaign, kind))
        return render(request, "reports/_files.html", state)
    return _page(request, campaign, kind)


def _page(
    request: HttpRequest, campaign: Campaign, kind: str, status: int = 200, **more: str
) -> HttpResponse:
    publication = publishing.current(campaign, kind)
    state = _state(request, campaign, kind, publication)
    told = publishing.written(campaign, kind)
    found = [] if told.frozen else publishing.checks_of(publication, kind, told)
    context = {
        **state,
        "title": KINDS[kind].name,
        "form": "" if told.frozen or kind != FINAL else _form_of(campaign),
        "may_choose_charts": kind == charting.REPORT
        and state["can_write"]
        and charting.may_be_chosen(campaign),
        "may_choose_form": can_set_up(request.user, campaign) and campaign.is_running,
        "frozen": told.frozen,
        "needs_number": told.frozen and told.document.head and told.document.head.mark,
        "head_by_office_system": told.document.head and not told.document.head.mark,
        "found": by_level(found, campaign, request.user),
        "reasons": _missing(found),
        "html": render_html(for_reader(told, request.user), beside=links_of(state["here"], told)),
        "rewordings": told.rewordings,
        "cosignatures": cosigning.standing_of(publication),
        "events": Event.objects.visible_to(request.user).about(publication) if publication else [],
        **more,
    }
    return render(request, "reports/paper.html", context, status=status)


def _missing(found: list[Check]) -> int:
    """How many things keep the paper from being signed."""
    return sum(check.level == BLOCK for check in found)


def _form_of(campaign: Campaign) -> str:
    """The form of the report that was chosen when the campaign was set up."""
    return kinds()[campaign.kind].report_name(campaign.report_template)


def _state(request, campaign: Campaign, kind: str, publication: Publication | None) -> dict:
    """How far the paper and its files are, and what the person may do about it."""
    may_write = can_write_papers(request.user, campaign)
    inward, over = KINDS[kind].inward, campaign.status in campaign.Status.over
    is_open = campaign.is_running or (inward and not over)
    status = publication.status if publication else Publication.Status.DRAFT
    is_issued = status == Publication.Status.ISSUED
    signs = can_sign_papers(request.user, campaign) and is_open
    waits = status == Publication.Status.IN_REVIEW and not signs
    return {
        "campaign": campaign,
        "kind": kind,
        "publication": publication,
        "files": files_of(publication),
        "job": _latest_job(publication),
        "here": reverse("paper", args=[campaign.code, kind]),
        "files_at": reverse("render_paper", args=[campaign.code, kind]),
        "can_render": may_write and (publication or not over),
        "can_write": may_write and is_open,
        "can_sign": signs,
        "signers": [one.title for one in holders(campaign, "leader")] if waits else [],
        "can_revise": may_write and is_open and is_issued and (inward or was_returned(publication)),
        "goes_up": not inward and is_issued,
        "can_circulate": may_write
        and inward
        and campaign.is_running
        and is_issued
        and publication.circulation_id is None,
    }


def files_of(publication: Publication | None) -> list[PaperFile]:
    """The files of the words that stand: a draft made before the signature is one no longer."""
    if publication is None:
        return []
    files = [file for file in publication.files.all() if file.is_of_these_words]
    return sorted(files, key=lambda file: (file.is_masked, file.format))


def usual_files(publication: Publication | None) -> list[PaperFile]:
    """Those with all names."""
    return [file for file in files_of(publication) if not file.is_masked]


@require_POST
def render_files(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Ask a worker for the Word and PDF files; the page shows how far it is."""
    campaign = campaign_of(request, code)
    demand(can_write_papers(request.user, campaign))
    publication = publishing.draft(campaign, kind, by=request.user)
    ask_for(request, publication)
    if request.htmx:
        return render(request, "reports/_files.html", _state(request, campaign, kind, publication))
    messages.success(request, _("The files are being made. They will appear on this page."))
    return redirect("paper", code, kind)


def ask_for(request: HttpRequest, publication: Publication) -> None:
    """The files as they were asked for: `names=hidden` is a further edition."""
    if request.POST.get("names") == "hidden":
        without_names.ask_for_files(publication, by=request.user)
    else:
        publishing.ask_for_files(publication, by=request.user)


@require_safe
def download(request: HttpRequest, code: str, kind: str, format_: str) -> HttpResponseBase:
    """A rendered file, verified before it leaves."""
    campaign = campaign_of(request, code)
    publication = get_object_or_404(
        Publication.objects.visible_to(request.user).filter(campaign=campaign, paper=kind)[:1]
    )
    return hand_out(request, publication, format_)


def hand_out(request: HttpRequest, publication: Publication, format_: str) -> HttpResponseBase:
    """The file of a paper the person may read; 404 where it is not of the words that stand."""
    file = get_object_or_404(PaperFile, publication=publication, format=format_)
    if not file.is_of_these_words:
        raise Http404
    return stored.hand_out(
        request,
        file,
        TYPES[format_.rpartition("-")[2]],
        lambda: record("publication.downloaded", publication, by=request.user, format=format_),
    )


@require_POST
def send_to_review(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The office asks the leaders to read and sign."""
    campaign = campaign_of(request, code)
    demand(can_write_papers(request.user, campaign))
    publishing.demand_open(campaign, kind)
    publication = publishing.draft(campaign, kind, by=request.user)
    publishing.send_to_review(publication, by=request.user)
    messages.success(request, _("The leaders were asked to read and sign."))
    told = publishing.written(campaign, kind)
    if missing := _missing(publishing.checks_of(publication, kind, told)):
        said = _("%(n)d things are still missing: it can be signed once they are there.")
        messages.warning(request, said % {"n": missing})
    return redirect("paper", code, kind)


@require_POST
def take_back(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Back to the draft: by the office for more work, by a leader who does not agree."""
    campaign = campaign_of(request, code)
    allowed = can_write_papers(request.user, campaign) or can_sign_papers(request.user, campaign)
    demand(allowed)
    publishing.take_back(publication_of(campaign, kind), by=request.user)
    messages.success(request, _("The paper is a draft again."))
    return redirect("paper", code, kind)


@require_POST
def sign(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """签发 by a leader."""
    campaign = campaign_of(request, code)
    demand(can_sign_papers(request.user, campaign))
    publishing.sign(publication_of(campaign, kind), by=request.user)
    messages.success(request, _("Signed. The words are frozen and the files are being made."))
    return redirect("paper", code, kind)


@require_POST
def issue(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """印发: the paper gets its number and goes out."""
    campaign = campaign_of(request, code)
    demand(can_write_papers(request.user, campaign))
    number = request.POST.get("document_number", "").strip()[:60]
    publication = publication_of(campaign, kind)
    try:
        publishing.issue(publication, by=request.user, document_number=number)
    except NotAllowed as refused:
        if publication.status != Publication.Status.SIGNED or campaign.is_over:
            raise
        # What was typed stays in the field, with what is wrong with it.
        return _page(request, campaign, kind, 409, number=number, number_refused=refused.reason)
    messages.success(request, _("Issued. The files are being made."))
    return redirect("paper", code, kind)


@require_POST
def revise(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """修订: a new draft; the issued paper stands until the new one is issued."""
    campaign = campaign_of(request, code)
    demand(can_write_papers(request.user, campaign))
    publishing.revise(publication_of(campaign, kind), by=request.user)
    messages.success(request, _("A new draft was begun. The issued paper stands until then."))
    return redirect("paper", code, kind)


@require_POST
def circulate(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """传达签阅 of an issued paper in one click."""
    campaign = campaign_of(request, code)
    demand(can_write_papers(request.user, campaign) and can_circulate(request.user, campaign))
    sent = circulating.circulate(publication_of(campaign, kind), by=request.user)
    messages.success(request, _("The paper goes round: everybody reads and signs for it."))
    return redirect(sent)


def campaign_of(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for whoever may read its papers."""
    campaign = campaign_or_404(request, code)
    demand(can_read_papers(request.user, campaign))
    return campaign


def publication_of(campaign: Campaign, kind: str) -> Publication:
    """The newest paper of this kind; 404 before the first draft."""
    publication = publishing.current(campaign, kind) if kind in KINDS else None
    if publication is None:
        raise Http404
    publication.campaign = campaign
    return publication


def _latest_job(publication: Publication | None) -> Job | None:
    if publication is None:
        return None
    keys = [str(publication.pk), f"{publication.pk}-{without_names.PREFIX}"]
    return Job.objects.filter(kind="paper", key__in=keys).first()
