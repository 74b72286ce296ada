"""验收、销号: somebody else looks at it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organization.access import demand
from rectification import planning
from rectification.access import task_or_404
from rectification.forms import AcceptForm, SendBackForm
from rectification.models import Task
from rectification.permissions import can_accept
from rectification.views.task import task_page
from rectification.views.uploading import brought


@require_POST
def accept_task(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It is put right: close out with the next number."""
    row = _fetch(request, code, pk)
    form = AcceptForm(request.POST, request.FILES, auto_id="accept_%s")
    files = brought(form, row, by=request.user) if form.is_valid() else None
    if files is None:
        return task_page(request, row, 422, accept_form=form)
    planning.accept(row, by=request.user, evidence=files, **form.said)
    messages.success(
        request, _("Closed out with number %(number)s.") % {"number": row.closed_number}
    )
    return redirect(row)


@require_POST
def send_back_task(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It is not yet put right: more work, with the reason."""
    row = _fetch(request, code, pk)
    form = SendBackForm(request.POST, request.FILES, auto_id="back_%s")
    files = brought(form, row, by=request.user) if form.is_valid() else None
    if files is None:
        return task_page(request, row, 422, send_back_form=form)
    planning.send_back(row, by=request.user, evidence=files, **form.said)
    messages.success(request, _("The task was sent back for more work."))
    return redirect(row)


def _fetch(request: HttpRequest, code: str, pk: int) -> Task:
    row = task_or_404(request, code, pk)
    demand(can_accept(request.user, row), _("Somebody of another department looks at it."))
    return row
