"""A checklist out of a file: choose it, see every problem and what would come, confirm once."""

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import import_shelf, plan
from campaigns.checklist_import import Draft, import_checklist, read_checklist
from campaigns.forms.checklist import UploadForm, name_of
from campaigns.models import Campaign, Checklist
from campaigns.permissions import can_edit_library, can_set_up
from organization import imported
from organization.access import demand
from organization.models import NotAllowed
from organization.sheets import Unreadable

SHOWN = 200  # problems and items on the preview; their numbers are always the true ones


@dataclass(frozen=True)
class Preview:
    """What the preview shows of a draft."""

    draft: Draft
    campaign: Campaign | None

    @property
    def lines(self) -> list:
        return self.draft.lines[:SHOWN]

    @property
    def errors(self) -> list:
        return self.draft.errors[:SHOWN]


def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; `?campaign=` is the draft that will use the checklist."""
    demand(can_edit_library(request.user))
    campaign = _campaign(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return keep(request, form.cleaned_data["file"], campaign, form.cleaned_data["name"])
    context = {"form": form, "for_campaign": campaign}
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/checklist_import.html", context, status=status)


def keep(
    request: HttpRequest, file: UploadedFile, campaign: Campaign | None, name: str = ""
) -> HttpResponse:
    """Read the file and lead to its preview; a file that cannot be read is refused with 422."""
    name = name or _free_name(name_of(file.name))
    try:
        draft = read_checklist(file, name)
    except Unreadable as error:
        form = UploadForm({"name": name})
        form.errors["file"] = form.error_class([str(error)])
        context = {"form": form, "for_campaign": campaign}
        return render(request, "campaigns/checklist_import.html", context, status=422)
    token = import_shelf.put(draft, by=request.user)
    query = f"?campaign={campaign.code}" if campaign else ""
    return redirect(reverse("checklist_preview", args=[token]) + query)


def preview(request: HttpRequest, token: str) -> HttpResponse:
    """What a file would bring into the library, or what is wrong with it."""
    demand(can_edit_library(request.user))
    draft = import_shelf.look_at(token, Draft, by=request.user)
    if draft is None:
        raise imported.missing(request, token)
    context = {"preview": Preview(draft, _campaign(request)), "draft": draft, "token": token}
    return render(request, "campaigns/checklist_preview.html", context)


@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Write the checklist into the library once, and copy it for the campaign that waits."""
    demand(can_edit_library(request.user))
    campaign = _campaign(request)
    if import_shelf.look_at(token, Draft, by=request.user) is None:
        raise imported.missing(request, token, NotAllowed())
    with import_shelf.taken(token, Draft, by=request.user) as draft, transaction.atomic():
        checklist = import_checklist(draft, by=request.user)
        if campaign:
            plan.choose_checklist(campaign, checklist, by=request.user)
    said = _("Imported: %(name)s, %(n)d items.") % {"name": draft.name, "n": len(draft.lines)}
    to = reverse("breakdown", args=[campaign.code]) if campaign else checklist.get_absolute_url()
    return imported.done(request, token, said, to=to, again=reverse("checklist_import"))


def _campaign(request: HttpRequest) -> Campaign | None:
    """The draft in `?campaign=`, when the person may set it up."""
    code = request.GET.get("campaign") or request.POST.get("campaign")
    if not code:
        return None
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), code=code)
    demand(can_set_up(request.user, campaign))
    request.campaign = campaign
    return campaign


def _free_name(wish: str) -> str:
    taken = set(
        Checklist.objects.library().filter(name__startswith=wish).values_list("name", flat=True)
    )
    number, name = 1, wish
    while name in taken:
        number += 1
        name = f"{wish} {number}"
    return name
