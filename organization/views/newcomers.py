"""补录本部门人员: paste lines, look at what is understood and who is known, confirm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from organization import newcomers as activity
from organization.access import demand
from organization.forms.invitations import NewcomersForm
from organization.permissions import can_bring_in


@require_http_methods(["GET", "HEAD", "POST"])
def newcomers(request: HttpRequest) -> HttpResponse:
    """Nothing is written before the lines have been shown as they were understood."""
    demand(can_bring_in(request.user))
    home = request.user.department_id
    form = NewcomersForm(request.POST or None, reader=request.user, initial={"department": home})
    context: dict = {"form": form}
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        reading = activity.read(form.cleaned_data["lines"], form.cleaned_data["department"])
        anyway = form.anyway()
        seen = form.cleaned_data["seen"]
        if seen == reading.digest() and not reading.wrong:
            return _bring_in(request, reading, anyway)
        status = 422 if reading.wrong or seen else 200
        context |= {"reading": reading, "anyway": anyway, "changed": bool(seen)}
    return render(request, "organization/newcomers.html", context, status=status)


def _bring_in(request: HttpRequest, reading: activity.Reading, anyway: set[int]) -> HttpResponse:
    entered = len(reading.entered(anyway))
    sent = activity.bring_in(reading, anyway, by=request.user)
    text = ngettext("%(n)d person entered, ", "%(n)d people entered, ", entered)
    text += ngettext("%(sent)d invited.", "%(sent)d invited.", len(sent))
    messages.success(request, text % {"n": entered, "sent": len(sent)})
    if any(row.way == row.Way.LETTER for row in sent):
        messages.success(request, _("Who has no address gets a letter: print it below."))
    return redirect(f"{reverse('invitations')}?state=sent")
