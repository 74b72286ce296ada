"""Invitations: who has one, sending them out in bulk after a preview."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from organization import inviting
from organization.access import demand
from organization.forms.invitations import InvitationFilter, SendForm
from organization.invitation_list import counts, rows_of
from organization.models import Invitation, NotAllowed
from organization.permissions import can_bring_in, can_invite

PAGE = 50


@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """Everybody the reader may bring in: not invited, invited, opened, in, mail failed."""
    demand(can_invite(request.user))
    form = InvitationFilter(request.GET, reader=request.user)
    page = Paginator(form.in_order(), PAGE).get_page(request.GET.get("page"))
    rows = rows_of(list(page), reader=request.user)
    context = {
        "form": form,
        "state": form.cleaned_data.get("state", ""),
        "department": form.cleaned_data.get("department"),
        "page": page,
        "rows": rows,
        "letters": any(row.has_letter for row in rows),
        "counts": counts(form.everybody()),
        "may_bring_in": can_bring_in(request.user),
    }
    return render(request, "organization/invitations.html", context)


@require_POST
def invitation_preview(request: HttpRequest) -> HttpResponse:
    """Who would get a mail, who a letter, who nothing and why; nothing is sent yet."""
    demand(can_invite(request.user))
    form = _asked(request)
    letters = form.cleaned_data["letters"]
    made = inviting.plan(form.people(), by=request.user, letters=letters)
    context = {"plan": made, "form": form, "letters": letters, "list": form.list}
    return render(request, "organization/invitation_preview.html", context)


@require_POST
def invitations_send(request: HttpRequest) -> HttpResponse:
    """Send out what the preview showed. 409 when somebody came, left or got in meanwhile."""
    demand(can_invite(request.user))
    form = _asked(request)
    made = inviting.plan(form.people(), by=request.user, letters=form.cleaned_data["letters"])
    if made.digest() != form.cleaned_data["seen"]:
        raise NotAllowed(_("The list has changed since you looked at it. Please look again."))
    sent = inviting.invite(made, by=request.user)
    mails = sum(row.way == Invitation.Way.MAIL for row in sent)
    _say(request, mails, len(sent) - mails)
    return redirect(f"{reverse('invitations')}?state=sent")


def _asked(request: HttpRequest) -> SendForm:
    form = SendForm(request.POST, list_=InvitationFilter(request.POST, reader=request.user))
    form.full_clean()
    return form


def _say(request: HttpRequest, mails: int, letters: int) -> None:
    if mails:
        text = ngettext("%(n)d mail goes out.", "%(n)d mails go out.", mails)
        messages.success(request, text % {"n": mails})
    if letters:
        text = ngettext(
            "%(n)d letter waits to be printed: choose it below.",
            "%(n)d letters wait to be printed: choose them below.",
            letters,
        )
        messages.success(request, text % {"n": letters})
