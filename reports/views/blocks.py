"""改写 and 批注: one block of a draft, its generated and its own words, what was remarked.

The pages stand below that of a paper (`kind`) and below that of a number of a periodical (`pk`).
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organization.access import demand
from organization.models import NotAllowed
from reports import editing, publishing
from reports.desks import Desk, desk_of, desk_of_edition
from reports.forms.rewriting import NoteForm, RewriteForm
from reports.models import BlockNote, Publication, Rewriting
from reports.permissions import can_read_papers, can_write_papers
from reports.publishing import Written
from reports.rewording import rewritable, text_of
from reports.views.editions import edition_of
from reports.views.papers import campaign_of


@require_http_methods(["GET", "HEAD", "POST"])
def block(
    request: HttpRequest, code: str, key: str, kind: str = "", pk: int | None = None
) -> HttpResponse:
    """What the records say, what stands in the paper, and who wrote it when."""
    desk = _desk(request, code, kind, pk)
    if request.method != "POST":
        return _page(request, desk, key)
    demand(can_write_papers(request.user, desk.campaign))
    publishing.demand_open(desk.campaign, desk.paper)
    form = RewriteForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, key, form=form, status=422)
    try:
        editing.rewrite(
            desk.begun(by=request.user),
            key,
            form.cleaned_data["words"],
            document=desk.told.generated,
            read=form.cleaned_data["read"],
            by=request.user,
        )
    except NotAllowed as refused:
        # What was typed stays in the field; what stands by now is shown above it.
        form.add_error("words", refused.reason)
        return _page(request, desk, key, desk.again(), form=form, status=409)
    messages.success(request, _("Your words stand in the paper."))
    return redirect(f"{desk.at}blocks/{key}/")


@require_POST
def generate_again(
    request: HttpRequest, code: str, key: str, kind: str = "", pk: int | None = None
) -> HttpResponse:
    """The generated words stand again."""
    desk = _desk(request, code, kind, pk)
    demand(can_write_papers(request.user, desk.campaign))
    publishing.demand_open(desk.campaign, desk.paper)
    editing.take_back(_begun(desk), key, by=request.user)
    messages.success(request, _("What the records say stands in the paper again."))
    return redirect(f"{desk.at}blocks/{key}/")


@require_POST
def remark(
    request: HttpRequest, code: str, key: str, kind: str = "", pk: int | None = None
) -> HttpResponse:
    """批注 by whoever may read the draft."""
    desk = _desk(request, code, kind, pk)
    publishing.demand_open(desk.campaign, desk.paper)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, key, note_form=form, status=422)
    # The first remark of the office begins a draft like its first words do.
    writes = can_write_papers(request.user, desk.campaign)
    publication = desk.begun(by=request.user) if writes else _begun(desk)
    editing.remark(publication, key, form.cleaned_data["text"], by=request.user)
    messages.success(request, _("The office was told of your remark."))
    return redirect(f"{desk.at}blocks/{key}/")


@require_POST
def settle(
    request: HttpRequest, code: str, note: int, kind: str = "", pk: int | None = None
) -> HttpResponse:
    """A remark is done with."""
    desk = _desk(request, code, kind, pk)
    demand(can_write_papers(request.user, desk.campaign))
    publishing.demand_open(desk.campaign, desk.paper)
    rows = BlockNote.objects.select_related("publication__campaign")
    row = get_object_or_404(rows, pk=note, publication=_begun(desk))
    editing.settle(row, by=request.user)
    messages.success(request, _("The remark is settled."))
    return redirect(f"{desk.at}blocks/{row.block}/")


@require_safe
def own_words(
    request: HttpRequest, code: str, kind: str = "", pk: int | None = None
) -> HttpResponse:
    """Every part that was rewritten or remarked upon, those with something to do first."""
    desk = _desk(request, code, kind, pk)
    notes = BlockNote.objects.filter(publication=desk.publication, settled_at__isnull=True)
    places = {key: text_of(one)[:20] for key, one in rewritable(desk.told.generated).items()}
    context = {
        "campaign": desk.campaign,
        "desk": desk,
        "rewordings": sorted(desk.told.rewordings, key=lambda one: not (one.moved_on or one.gaps)),
        "notes": [(note, places.get(note.block, "")) for note in notes.select_related("by")],
    }
    return render(request, "reports/own_words.html", context)


def _desk(request: HttpRequest, code: str, kind: str, pk: int | None) -> Desk:
    """The draft, for whoever may read it; 404 once it is signed: the words are frozen."""
    try:
        if pk is None:
            return desk_of(campaign_of(request, code), kind)
        row = edition_of(request, code, pk)
        demand(can_read_papers(request.user, row.campaign))
        return desk_of_edition(row)
    except LookupError as gone:
        raise Http404 from gone


def _begun(desk: Desk) -> Publication:
    """The draft that somebody began; 404 before that."""
    if desk.publication is None:
        raise Http404
    return desk.publication


def _page(
    request: HttpRequest,
    desk: Desk,
    key: str,
    now_told: Written | None = None,
    *,
    form: RewriteForm | None = None,
    note_form: NoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    told, publication = now_told or desk.told, desk.publication
    generated = rewritable(told.generated).get(key)
    rows = _history(publication, key)
    if generated is None and not rows:
        raise Http404
    standing = next((row for row in rows if row.ended_at is None), None)
    now = text_of(generated) if generated else ""
    first = {"words": standing.words if standing else now, "read": standing and standing.pk}
    is_draft = publication is None or publication.status == Publication.Status.DRAFT
    context = {
        "campaign": desk.campaign,
        "desk": desk,
        "here": f"{desk.at}blocks/{key}/",
        "publication": publication,
        "now": now,
        "standing": standing,
        "reworded": next((one for one in told.rewordings if one.block == key), None),
        "earlier": [row for row in rows if row.ended_at],
        "notes": _notes(publication, key),
        "form": form or RewriteForm(initial=first),
        "read": standing.pk if standing else "",
        "note_form": note_form or NoteForm(),
        "may_write": can_write_papers(request.user, desk.campaign),
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
