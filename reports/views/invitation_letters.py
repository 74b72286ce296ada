"""邀请函 of the people who were chosen in the list of invitations, as one PDF."""

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from organization import inviting
from organization.access import demand
from organization.forms.invitations import InvitationFilter, SendForm
from organization.models import Department, Invitation, NotAllowed, record_each
from organization.permissions import can_invite
from reports.papers import invitation_letter as paper
from reports.rendering import RENDERERS, file_name
from reports.views.papers import TYPES

LONGEST = 500  # letters in one file


@never_cache
@require_POST
def invitation_letters(request: HttpRequest) -> HttpResponse:
    """The letters that are open; who printed whose is kept, for a letter lets somebody in."""
    demand(can_invite(request.user))
    form = SendForm(request.POST, list_=InvitationFilter(request.POST, reader=request.user))
    form.full_clean()
    rows = (
        Invitation.objects.visible_to(request.user)
        .valid()
        .filter(way=Invitation.Way.LETTER, person__in=form.people().order_by().values("pk"))
        .select_related("person__department")
        .order_by("person__department__order", "person__order", "person__account")
    )
    letters = inviting.may_print(rows[: LONGEST + 1], by=request.user)
    if not letters:
        raise NotAllowed(_("No letter waits for those chosen: invite them by letter first."))
    if len(letters) > LONGEST:
        raise NotAllowed(_("Please choose a department: these are too many letters for one file."))
    with transaction.atomic():
        record_each("invitation.printed", letters, by=request.user)
    companies = dict(Department.objects.filter(parent=None).values_list("code", "name"))
    document = paper.write(letters, companies, settings.SITE_URL)
    name = f"{file_name(document.title)}.pdf"
    return HttpResponse(
        RENDERERS["pdf"](document),
        content_type=TYPES["pdf"],
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )
