"""改写 and 批注: one block of a draft, its generated and its own words, what was remarked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.models import Campaign
from organization.access import demand
from organization.models import NotAllowed
from reports import editing, publishing
from reports.forms.rewriting import NoteForm, RewriteForm
from reports.kinds import KINDS
from reports.models import BlockNote, Publication, Rewriting
from reports.permissions import can_write_papers
from reports.rewording import rewritable, text_of
from reports.views.papers import campaign_of, publication_of


@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, code: str, kind: str, key: str) -> HttpResponse:
    """What the records say, what stands in the paper, and who wrote it when."""
    campaign, told = _draft(request, code, kind)
    may_write = can_write_papers(request.user, campaign)
    publication = publishing.current(campaign, kind)
    if request.method != "POST":
        return _page(request, campaign, kind, key, told, publication)
    demand(may_write)
    publishing.demand_open(campaign, kind)
    form = RewriteForm(request.POST)
    if not form.is_valid():
        return _page(request, campaign, kind, key, told, publication, form, status=422)
    publication = publishing.draft(campaign, kind, by=request.user)
    try:
        editing.rewrite(
            publication,
            key,
            form.cleaned_data["words"],
            document=told.generated,
            read=form.cleaned_data["read"],
            by=request.user,
        )
    except NotAllowed as refused:
        # What was typed stays in the field; what stands by now is shown above it.
        told = publishing.written(campaign, kind)
        form.add_error("words", refused.reason)
        return _page(request, campaign, kind, key, told, publication, form, status=409)
    messages.success(request, _("Your words stand in the paper."))
    return redirect("paper_block", code, kind, key)


@require_POST
def generate_again(request: HttpRequest, code: str, kind: str, key: str) -> HttpResponse:
    """The generated words stand again."""
    campaign = campaign_of(request, code)
    demand(can_write_papers(request.user, campaign))
    publishing.demand_open(campaign, kind)
    editing.take_back(publication_of(campaign, kind), key, by=request.user)
    messages.success(request, _("What the records say stands in the paper again."))
    return redirect("paper_block", code, kind, key)


@require_POST
def remark(request: HttpRequest, code: str, kind: str, key: str) -> HttpResponse:
    """批注 by whoever may read the draft."""
    campaign = campaign_of(request, code)
    publishing.demand_open(campaign, kind)
    form = NoteForm(request.POST)
    if not form.is_valid():
        _campaign, told = _draft(request, code, kind)
        publication = publishing.current(campaign, kind)
        return _page(request, campaign, kind, key, told, publication, note_form=form, status=422)
    publication = publication_of(campaign, kind)
    editing.remark(publication, key, form.cleaned_data["text"], by=request.user)
    messages.success(request, _("The office was told of your remark."))
    return redirect("paper_block", code, kind, key)


@require_POST
def settle(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """A remark is done with."""
    campaign = campaign_of(request, code)
    demand(can_write_papers(request.user, campaign))
    publishing.demand_open(campaign, kind)
    rows = BlockNote.objects.select_related("publication__campaign")
    note = get_object_or_404(rows, pk=pk, publication=publication_of(campaign, kind))
    editing.settle(note, by=request.user)
    messages.success(request, _("The remark is settled."))
    return redirect("paper_block", code, kind, note.block)


@require_safe
def own_words(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Every part that was rewritten or remarked upon, those with something to do first."""
    campaign, told = _draft(request, code, kind)
    publication = publishing.current(campaign, kind)
    notes = BlockNote.objects.filter(publication=publication, settled_at__isnull=True)
    places = {key: text_of(one)[:20] for key, one in rewritable(told.generated).items()}
    context = {
        "campaign": campaign,
        "kind": kind,
        "paper_name": KINDS[kind].name,
        "rewordings": sorted(told.rewordings, key=lambda one: not (one.moved_on or one.gaps)),
        "notes": [(note, places.get(note.block, "")) for note in notes.select_related("by")],
    }
    return render(request, "reports/own_words.html", context)


def _draft(request: HttpRequest, code: str, kind: str) -> tuple[Campaign, publishing.Written]:
    """The campaign and its paper as a draft; 404 once it is signed: the words are frozen."""
    campaign = campaign_of(request, code)
    if kind not in KINDS:
        raise Http404
    told = publishing.written(campaign, kind)
    if told.frozen:
        raise Http404
    return campaign, told


def _page(
    request: HttpRequest,
    campaign: Campaign,
    kind: str,
    key: str,
    told: publishing.Written,
    publication: Publication | None,
    form: RewriteForm | None = None,
    note_form: NoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    generated = rewritable(told.generated).get(key)
    rows = _history(publication, key)
    if generated is None and not rows:
        raise Http404
    standing = next((row for row in rows if row.ended_at is None), None)
    now = text_of(generated) if generated else ""
    first = {"words": standing.words if standing else now, "read": standing and standing.pk}
    is_draft = publication is None or publication.status == Publication.Status.DRAFT
    context = {
        "campaign": campaign,
        "kind": kind,
        "key": key,
        "paper_name": KINDS[kind].name,
        "publication": publication,
        "now": now,
        "standing": standing,
        "reworded": next((one for one in told.rewordings if one.block == key), None),
        "earlier": [row for row in rows if row.ended_at],
        "notes": _notes(publication, key),
        "form": form or RewriteForm(initial=first),
        "read": standing.pk if standing else "",
        "note_form": note_form or NoteForm(),
        "may_write": can_write_papers(request.user, campaign),
        "is_draft": is_draft,
    }
    return render(request, "reports/block.html", context, status=status)


def _history(publication: Publication | None, key: str) -> list[Rewriting]:
    """Every rewriting of a block, the newest first."""
    rows = Rewriting.objects.filter(publication=publication, block=key)
    return list(rows.select_related("by", "ended_by")) if publication else []


def _notes(publication: Publication | None, key: str) -> list[BlockNote]:
    rows = BlockNote.objects.filter(publication=publication, block=key)
    return list(rows.select_related("by", "settled_by")) if publication else []
